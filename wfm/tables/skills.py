"""Tables of skill groups: who can serve what, how many there are, what they achieve."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import QUEUE, START

GROUP = Column(name="group", kind="text", meaning="agents with the same skills")


def _number(name: str, meaning: str, *, blank: bool = True) -> Column:
    return Column(
        name=name,
        kind="number",
        meaning=meaning,
        required=False,
        blank=blank,
        minimum=0,
    )


SKILL_GROUPS = Table(
    name="skill groups",
    columns=(
        GROUP,
        Column(
            name="skills",
            kind="text",
            meaning="skills in order of priority, separated by ; (= for equal ones)",
        ),
        _number("cost", "cost of an agent for an interval, 1 by default"),
    ),
    key=("group",),
)

GROUP_AGENTS = Table(
    name="group agents",
    columns=(
        GROUP,
        Column(name="agents", kind="integer", meaning="agents on contacts", minimum=0),
    ),
    key=("group",),
)

SKILL_STAFFING = Table(
    name="skill staffing",
    columns=(
        GROUP,
        START,
        Column(
            name="agents",
            kind="integer",
            meaning="agents on contacts, net of shrinkage",
            minimum=0,
        ),
        _number("cost", "cost of these agents for the interval", blank=False),
        _number("occupancy", "simulated, 0-1; empty without agents"),
    ),
    key=("group", "start"),
)

SKILL_SERVICE = Table(
    name="skill service",
    columns=(
        QUEUE,
        START,
        _number("volume", "mean contacts offered"),
        _number("aht_s", "mean handle time, seconds"),
        _number("service_level", "simulated, 0-1"),
        _number("service_level_low", "lower end of its interval of 95 % confidence"),
        _number("service_level_high", "upper end of it"),
        _number("asa_s", "simulated mean wait, seconds"),
        _number("abandonment", "simulated share that gives up, 0-1"),
        Column(
            name="missed",
            kind="text",
            meaning="targets missed beyond chance, separated by ;",
            required=False,
            blank=True,
        ),
    ),
    key=("queue", "start"),
)
