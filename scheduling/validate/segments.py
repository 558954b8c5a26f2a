"""Rules on single segments: they last, and nobody is in two places at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.validate.finding import Finding, say, span
from scheduling.validate.rows import flagged, minutes, reached
from wfm.intervals import midnight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduling.validate.case import Case

SOURCE = "schedule"


def empty_segment(case: Case) -> Iterator[Finding]:
    """Every segment ends after it starts."""
    rows = case.empty
    every = np.ones(len(rows), dtype=np.bool_)
    length = minutes(rows["end"] - rows["start"])
    for row in flagged(rows, every, date=midnight(rows["start"]), minutes=length):
        where = f"{row.activity} {span(row.start, row.end)}"
        limit, found = "longer than 0 min", say(row.minutes)
        yield Finding(row.agent, row.date, limit, found, SOURCE, where)


def overlap(case: Case) -> Iterator[Finding]:
    """No segment starts before an earlier one of the same agent has ended."""
    rows = case.segments
    before = reached(rows, "agent")
    until = rows["end"].where(rows["end"] < before, before)
    shared = minutes(until - rows["start"])
    for row in flagged(rows, before > rows["start"], before=before, shared=shared):
        clocks = f"{row.activity} {span(row.start, row.end)}"
        yield Finding(
            row.agent,
            row.date,
            "one segment at a time",
            f"{say(row.shared)} in two segments",
            SOURCE,
            f"{clocks}, the segment before it ends at {row.before:%H:%M}",
        )
