"""What is found, in sentences: when, how many are missing, why, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.explain.trials import off_in
from wfm.tables.shortages import CONTRACT, PEOPLE, PRICE, ROSTER, RULE, SKILL
from wfm.tables.shortages import WHOLE_PEOPLE as WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from scheduling.explain.case import Case
    from scheduling.explain.causes import Cause
    from scheduling.explain.levers import Lever

# Fewer agent-hours than this show as none.
_SHOWN = 0.05
_TIMES = {2: "twice", 10: "ten times"}
_RULES = {
    "time_off": "time off ({off} people in that week)",
    "availability": "the hours agreed with agents",
    "restriction": "restrictions of agents",
    "worked_sundays": "sundays_a_month = {value:g}",
    "rest_between_shifts": "rest_minutes = {value:g} between shifts",
    "closed": "opening hours in which no shift can begin or end as needed",
    "day_minimum": "the shortest shifts of the contracts",
    "contract_days": "the working days of the contracts",
}


def sentence(case: Case, cause: Cause, levers: Sequence[Lever]) -> str:
    """
    Say when a queue is short, why, and what helps most.

    Parameters
    ----------
    case : Case
        The week.
    cause : Cause
        Of one stretch.
    levers : sequence of Lever
        Of the week.
    """
    stretch = cause.stretch
    queue = case.demand.queues[stretch.queue]
    text = (
        f"{_when(case, cause)} {queue} is short by {stretch.agents:.1f} agents "
        f"({stretch.hours:.1f} agent-hours): {_why(case, cause)}"
    )
    best = max(
        (each for each in levers if each.lever == CONTRACT and queue in each.queues),
        key=lambda each: each.saving,
        default=None,
    )
    if best is None or cause.reason == WHOLE or best.short_hours < _SHOWN:
        return text
    return (
        f"{text}; one more {best.contract} contract with {best.skills} saves "
        f"{best.short_hours:.1f} agent-hours and {best.saving:,.0f} in that week"
    )


def _when(case: Case, cause: Cause) -> str:
    start, end = span(case, cause)
    return f"{start.day_name()} {start:%Y-%m-%d %H:%M} to {end:%H:%M}"


def span(case: Case, cause: Cause) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First minute of a stretch and the first after it."""
    interval, stretch = case.demand.interval, cause.stretch
    edges = np.array([stretch.first, stretch.last]) * interval
    clock = case.demand.clock(edges)
    return clock.iloc[0], clock.iloc[1]


def _why(case: Case, cause: Cause) -> str:
    queue = case.demand.queues[cause.stretch.queue]
    skill = case.skill(queue)
    own = sum(skill in _split(each) for each in case.staff.agents["skills"])
    of = f"{cause.hours:.1f} of them"
    times = _TIMES.get(cause.times, "")
    if cause.reason == SKILL:
        everybody = len(case.staff.agents)
        return (
            f"skill {skill} is known by {own} of {everybody} agents; with it the "
            f"others would cover {of}"
        )
    if cause.reason == RULE:
        law = case.law()
        value = law[cause.parameter] if cause.parameter else 0.0
        off = off_in(case)["agent"].nunique()
        rule = _RULES[cause.rule].format(value=value, off=off)
        return f"because of {rule}; without it {of} would be covered"
    return {
        ROSTER: f"the same people could cover {of} under the same rules; look longer "
        "for a better roster",
        WHOLE: "less than one agent is missing, and people cannot be divided",
        PEOPLE: f"too few people with skill {skill}, {own} in all; "
        f"{times} as many of everybody would cover {of}",
        PRICE: "covering it costs more in surplus, idle hours or surcharges than it "
        "is worth at short_price",
    }.get(cause.reason, f"no single rule: the one that helps most covers {of}")


def _split(skills: str) -> set[str]:
    return {skill.strip() for skill in skills.split(";")}
