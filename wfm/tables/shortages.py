"""Tables that explain a roster: why intervals are uncovered, and what would help."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import QUEUE, START

# Reasons that are no rule of work; else the reason is "rule" and the rule is named.
ROSTER, WHOLE_PEOPLE, PEOPLE, PRICE = "roster", "whole_people", "people", "price"
SKILL, RULE, TOGETHER = "skill", "rule", "together"
REASONS = (ROSTER, WHOLE_PEOPLE, SKILL, RULE, PEOPLE, PRICE, TOGETHER)
CONTRACT = "contract"


def _text(name: str, meaning: str, choices: tuple[str, ...] = ()) -> Column:
    return Column(name=name, kind="text", meaning=meaning, blank=True, choices=choices)


def _number(name: str, meaning: str, minimum: float | None = 0) -> Column:
    return Column(name=name, kind="number", meaning=meaning, minimum=minimum)


SHORTAGES = Table(
    name="shortages",
    columns=(
        QUEUE,
        START,
        Column(name="end", kind="time", meaning="first minute that is covered again"),
        _number("short_agents", "agents missing, mean of the stretch"),
        _number("short_hours", "agent-hours missing"),
        Column(
            name="reason",
            kind="text",
            meaning="roster: the same people could cover it; whole_people: less than "
            "one agent; skill: others lack it; rule: see there; people: too few in "
            "all; price: dearer to cover; together: no single cause",
            choices=REASONS,
        ),
        _text("rule", "rule of work that stands in the way, as in violations"),
        _text("source", "article, agreement or house policy behind the rule"),
        _text("skill", "skill of the queue"),
        _number("relieved_hours", "agent-hours covered once the reason is gone"),
        _text("why", "the same in a sentence"),
    ),
    key=("queue", "start"),
    may_be_empty=True,
    ordered=("start", "end"),
)

LEVERS = Table(
    name="levers",
    columns=(
        Column(name="week", kind="date", meaning="first day of the week"),
        Column(
            name="lever",
            kind="text",
            meaning="contract: one more person; skill: one person learns it",
            choices=(CONTRACT, SKILL),
        ),
        Column(name="contract", kind="text", meaning="of the person"),
        Column(name="skills", kind="text", meaning="the person has then, with ;"),
        _number("short_hours", "agent-hours a week no longer missing"),
        _number("saving", "money a week, before the person's own pay"),
        _number("dual_saving", "the same at the prices of the week as it is"),
        _number("pay", "contracted pay a week of one more person"),
        _number("net", "saving less pay: above 0 it pays", None),
    ),
    key=("week", "lever", "contract", "skills"),
    may_be_empty=True,
)
