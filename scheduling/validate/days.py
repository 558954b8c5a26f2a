"""Rules on one working day of one agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.ceiling import Ceiling
from scheduling.validate.clock import at_night, pieces_of
from scheduling.validate.finding import Finding, count, say, span, together
from scheduling.validate.rows import flagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.validate.case import Case

DAY_CEILING = Ceiling("day", "max_day_minutes")


def one_shift_a_day(case: Case) -> Iterator[Finding]:
    """No more shifts start on a date than the law has room for: one."""
    name, days, shifts = "shifts_a_day", case.days, case.shifts
    limit = case.rules.each(days["date"], name)
    for row in flagged(days, days["shifts"] > limit, limit=limit):
        of_day = (shifts["agent"] == row.agent) & (shifts["date"] == row.date)
        clocks = ", ".join(shifts.loc[of_day, "start"].dt.strftime("%H:%M"))
        source, note = case.rules.cite(name, row.date, f"starting at {clocks}")
        allowed, found = count(row.limit, "shift"), count(row.shifts, "shift")
        yield Finding(row.agent, row.date, allowed, found, source, note)


def day_maximum(case: Case) -> Iterator[Finding]:
    """Paid minutes of a date, overtime aside, stay within law and contract."""
    days = case.days
    for row, source, caveat in DAY_CEILING.above(days, case.rules, _kinds(case)):
        limit, found = say(row.limit), say(row.counted)
        note = together(span(row.start, row.end), caveat)
        yield Finding(row.agent, row.date, limit, found, source, note)


def _kinds(case: Case) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Days that have a limit of their own: with some night, and with much of it."""
    days, rules = case.days, case.rules
    mixed, night = "mixed_shift_minutes", "night_shift_minutes"
    shortest = np.minimum(
        rules.each(days["date"], mixed), rules.each(days["date"], night)
    )
    if not (days["paid"] > shortest).any():
        return
    pieces = pieces_of(case, set(days["agent"]))
    dark = pieces.assign(dark=at_night(pieces, rules))
    sums = dark.groupby(["agent", "date"])["dark"].sum()
    keys = pd.MultiIndex.from_frame(days[["agent", "date"]])
    of_day = sums.reindex(keys, fill_value=0.0).to_numpy()
    most = rules.each(days["date"], "mixed_night_minutes")
    yield mixed, (of_day > 0) & (of_day < most)
    yield night, of_day >= most


def day_minimum(case: Case) -> Iterator[Finding]:
    """Paid minutes of a date are at least the contract's shortest day, or the law's."""
    name, days = "shortest_day_minutes", case.days
    agreed = days["min_day_minutes"].to_numpy(np.float64)
    limit = np.where(np.isnan(agreed), case.rules.each(days["date"], name), agreed)
    for row in flagged(days, days["paid"] < limit, limit=limit):
        clock = span(row.start, row.end)
        source, note = case.rules.cite(name, row.date, clock)
        if pd.notna(row.min_day_minutes):
            source, note = f"contract {row.contract}", clock
        yield Finding(row.agent, row.date, say(row.limit), say(row.paid), source, note)


def overtime_day(case: Case) -> Iterator[Finding]:
    """Overtime of a date stays within the law."""
    name, days = "overtime_day_minutes", case.days
    limit = case.rules.each(days["date"], name)
    for row in flagged(days, days["overtime"] > limit, limit=limit):
        source, note = case.rules.cite(name, row.date, span(row.start, row.end))
        found = say(row.overtime)
        yield Finding(row.agent, row.date, say(row.limit), found, source, note)
