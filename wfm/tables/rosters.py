"""Tables that steer a roster: when people can and want to work, what else they do."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import AGENT

WANT, AVOID, OFF = "want", "avoid", "off"
EVERY_DAY = "*"
# What a cell says that means yes.
YES = ("yes", "true")


def _clock(name: str, meaning: str, whole_day: str) -> Column:
    return Column(
        name=name, kind="clock", meaning=meaning, blank=True, whole_day=whole_day
    )


def _text(name: str, meaning: str, choices: tuple[str, ...] = ()) -> Column:
    return Column(
        name=name,
        kind="text",
        meaning=meaning,
        required=False,
        blank=True,
        choices=choices,
    )


OPEN = _clock("open", "first minute; empty = the day's first", "start")
CLOSE = _clock("close", "first minute after it; empty = midnight", "end")

AVAILABILITY = Table(
    name="availability",
    columns=(
        AGENT,
        Column(
            name="weekday", kind="integer", meaning="Monday 0", minimum=0, maximum=6
        ),
        OPEN,
        CLOSE,
    ),
    key=("agent", "weekday", "open", "close"),
    may_be_empty=True,
    ordered=("open", "close"),
)

PREFERENCES = Table(
    name="preferences",
    columns=(
        AGENT,
        Column(
            name="weekday",
            kind="text",
            meaning="Monday 0, or * for all",
            choices=(EVERY_DAY, *map(str, range(7))),
        ),
        OPEN,
        CLOSE,
        Column(
            name="wish",
            kind="text",
            meaning="to work then, rather not, or to be off",
            choices=(WANT, AVOID, OFF),
        ),
        Column(
            name="weight",
            kind="number",
            meaning="how much it matters; empty = 1",
            required=False,
            blank=True,
            minimum=0,
        ),
    ),
    key=("agent", "weekday", "open", "close"),
    may_be_empty=True,
    ordered=("open", "close"),
)

ACTIVITIES = Table(
    name="activities",
    columns=(
        Column(
            name="activity",
            kind="text",
            meaning="what it is in the schedule",
            choices=("training", "meeting", "off_queue"),
        ),
        Column(name="name", kind="text", meaning="what people call it"),
        Column(
            name="minutes",
            kind="integer",
            meaning="length",
            minimum=1,
            maximum=1440,
        ),
        Column(name="earliest", kind="time", meaning="it starts no sooner"),
        Column(
            name="latest", kind="time", meaning="it has ended by then", whole_day="end"
        ),
        _text("agents", "who takes part, separated by ;, or * for all"),
        _text("team", "team that takes part"),
        _text(
            "together",
            "whether all take part at the same time; empty = no",
            choices=(*YES, "no", "false"),
        ),
    ),
    may_be_empty=True,
    ordered=("earliest", "latest"),
)

SITES = Table(
    name="sites",
    columns=(
        Column(name="site", kind="text", meaning="site"),
        Column(
            name="seats", kind="integer", meaning="places to work at once", minimum=0
        ),
    ),
    key=("site",),
)
