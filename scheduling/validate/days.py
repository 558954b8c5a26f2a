"""Rules on one working day of one agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.dated import Ceiling
from scheduling.validate.finding import Finding, count, say, span, together
from scheduling.validate.rows import flagged
from wfm.labour.parameters import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduling.validate.case import Case

DAY_CEILING = Ceiling("day_minutes", "successive_day_minutes", "max_day_minutes")


def one_shift_a_day(case: Case) -> Iterator[Finding]:
    """At most one shift starts on a date."""
    shifts = case.shifts
    for row in flagged(case.days, case.days["shifts"] > 1):
        of_day = (shifts["agent"] == row.agent) & (shifts["date"] == row.date)
        clocks = ", ".join(shifts.loc[of_day, "start"].dt.strftime("%H:%M"))
        found, note = count(row.shifts, "shift"), f"starting at {clocks}"
        yield Finding(row.agent, row.date, "1 shift", found, HOUSE, note)


def day_maximum(case: Case) -> Iterator[Finding]:
    """Paid minutes of a date, overtime aside, stay within law and contract."""
    for row, source, caveat in case.rules.above(case.days, DAY_CEILING):
        limit, found = say(row.limit), say(row.ordinary)
        note = together(span(row.start, row.end), caveat)
        yield Finding(row.agent, row.date, limit, found, source, note)


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
