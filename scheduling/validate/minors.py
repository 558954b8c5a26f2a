"""The rule on the hours of the clock that are closed to minors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.validate.age import MINORS
from scheduling.validate.clock import clock, pieces_of, within
from scheduling.validate.finding import Finding, say, span, together
from scheduling.validate.rows import flagged, totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduling.validate.case import Case


def night_minor(case: Case) -> Iterator[Finding]:
    """Minors work after the night and no later than the latest minute of their age."""
    born = case.born
    pieces = pieces_of(case, born.index)
    pieces = pieces.assign(age=case.ages(pieces["agent"], pieces["day"]))
    rules, days = case.rules, pieces["day"]
    opens = rules.each(days, "night_end_minute")
    closes = np.full(len(pieces), np.inf)
    for group in MINORS:
        of_age = group.holds(rules, pieces["age"], days)
        closes[of_age] = rules.each(days[of_age], group.latest_minute)
    worked = (pieces["high"] - pieces["low"]).to_numpy()
    outside = np.where(
        np.isinf(closes), 0.0, worked - within(pieces, opens, np.fmax(opens, closes))
    )
    judged = pieces.assign(outside=outside, opens=opens, closes=closes)[outside > 0]
    shifts = totals(
        judged,
        ["agent", "date", "shift"],
        start=("start", "first"),
        end=("end", "first"),
        day=("day", "first"),
        age=("age", "first"),
        opens=("opens", "first"),
        closes=("closes", "first"),
        outside=("outside", "sum"),
    )
    for row in flagged(shifts, shifts["outside"] > 0):
        name = MINORS[row.age >= MINORS[1].from_age].latest_minute
        source, caveat = rules.cite(name, row.day)
        note = together(f"{row.age:g} years old", span(row.start, row.end), caveat)
        limit = f"work from {clock(row.opens)} to {clock(row.closes)}"
        found = f"{say(row.outside)} outside"
        yield Finding(row.agent, row.date, limit, found, source, note)
