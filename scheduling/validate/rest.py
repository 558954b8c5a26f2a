"""Rules on rest: between shifts, within the week, days in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.case import DAY, WEEK_DAYS, monday
from scheduling.validate.finding import Finding, count, say
from scheduling.validate.rows import (
    changes,
    first_over,
    flagged,
    minutes,
    reached,
    runs,
)
from scheduling.validate.sundays import day_in_return

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.validate.case import Case


def rest_between_shifts(case: Case) -> Iterator[Finding]:
    """No shift starts sooner than the rest after the end of the one before."""
    name, shifts = "rest_minutes", case.shifts
    before = reached(shifts, "agent")
    rest = minutes(shifts["start"] - before)
    limit = case.rules.each(shifts["date"], name)
    for row in flagged(shifts, rest < limit, before=before, rest=rest, limit=limit):
        clock = f"from {row.before:%H:%M} to {row.start:%H:%M}"
        source, note = case.rules.cite(name, row.date, clock)
        yield Finding(row.agent, row.date, say(row.limit), say(row.rest), source, note)


def consecutive_days(case: Case) -> Iterator[Finding]:
    """Days in a row with a shift; reported on the day that is one too many."""
    name, days = "consecutive_days", case.days
    follows = (days["date"].diff() == DAY).to_numpy() & ~changes(days["agent"])
    place, length = runs(~follows)
    limit = case.rules.each(days["date"], name)
    over = first_over(place, limit)
    for row in flagged(days, over, limit=limit, length=length):
        source, note = case.rules.cite(name, row.date)
        allowed, found = count(row.limit, "day"), count(row.length, "day")
        yield Finding(row.agent, row.date, allowed, found, source, note)


def weekly_rest(case: Case) -> Iterator[Finding]:
    """Every whole week holds one long rest, and after habitual Sundays a day more."""
    yield from _long_rest(case)
    yield from day_in_return(case)


def _long_rest(case: Case) -> Iterator[Finding]:
    """Every whole week of the schedule holds one long rest."""
    name = "weekly_rest_minutes"
    for week in _whole_weeks(case):
        limit = case.rules.on(week)[name]
        source, note = case.rules.cite(name, week)
        for row in flagged(*_without_rest(case, week, limit)):
            yield Finding(row.agent, week, say(limit), say(row.rest), source, note)


def _whole_weeks(case: Case) -> list[pd.Timestamp]:
    """Mondays of the weeks that lie within the first and last date of the schedule."""
    dates = case.shifts["date"]
    inside = [
        week
        for week in monday(dates).unique()
        if dates.min() <= week <= dates.max() - (WEEK_DAYS - 1) * DAY
    ]
    return sorted(inside)


def _without_rest(
    case: Case, week: pd.Timestamp, limit: float
) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """Longest free stretch of each agent in a week, and where it is too short."""
    shifts = case.shifts
    edges = pd.Series([week, week + WEEK_DAYS * DAY]).dt.tz_localize(
        shifts["start"].dt.tz,
        ambiguous=np.ones(2, dtype=np.bool_),
        nonexistent="shift_forward",
    )
    opens, closes = 0.0, minutes(edges - edges[0])[1]
    start = minutes(shifts["start"] - edges[0]).clip(opens, closes).to_numpy()
    end = minutes(shifts["end"] - edges[0]).clip(opens, closes).to_numpy()
    first = changes(shifts["agent"])
    before = np.where(first, opens, np.roll(end, 1))
    after = np.where(np.roll(first, -1), closes - end, 0.0)
    free = np.maximum(start - before, after)
    rest = np.maximum.reduceat(free, np.flatnonzero(first))
    agents = pd.DataFrame({"agent": shifts["agent"].to_numpy()[first], "rest": rest})
    return agents, rest < limit
