"""Rules on lunch and breaks within a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.validate.finding import Finding, count, say, span
from scheduling.validate.rows import flagged, minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.validate.case import Case


def lunch_missing(case: Case) -> Iterator[Finding]:
    """Every long shift has one lunch that is long enough."""
    name, shifts = "lunch_over_minutes", case.shifts
    longest = shifts["shift"].map(case.lunches.groupby("shift")["minutes"].max())
    longest = longest.fillna(0.0)
    limit = case.rules.each(shifts["date"], "lunch_minutes")
    short = _needs_lunch(case, shifts) & (longest < limit)
    for row in flagged(shifts, short, limit=limit, longest=longest):
        clock = f"{span(row.start, row.end)}, {say(row.paid)} of work"
        source, note = case.rules.cite(name, row.date, clock)
        needed = f"lunch of {say(row.limit)}"
        found = say(row.longest) if row.longest else "none"
        yield Finding(row.agent, row.date, needed, found, source, note)


def lunch_window(case: Case) -> Iterator[Finding]:
    """Lunches that the shift needs start neither too early nor too late."""
    earliest, latest = "lunch_earliest_minute", "lunch_latest_minute"
    rows = case.lunches
    after = minutes(rows["start"] - rows["start_shift"])
    low = case.rules.each(rows["date"], earliest)
    high = case.rules.each(rows["date"], latest)
    wrong = _needs_lunch(case, rows) & ((after < low) | (after > high))
    for row in flagged(rows, wrong, after=after, low=low, high=high):
        name = earliest if row.after < row.low else latest
        clock = f"lunch {span(row.start, row.end)}"
        source, note = case.rules.cite(name, row.date, clock)
        limit = f"{row.low:g} to {say(row.high)} after the start"
        yield Finding(row.agent, row.date, limit, say(row.after), source, note)


def break_missing(case: Case) -> Iterator[Finding]:
    """Every shift has as many breaks as its length asks for."""
    shifts, breaks, each = case.shifts, case.breaks, case.rules.each
    enough = breaks["minutes"] >= each(breaks["date"], "break_minutes")
    taken = shifts["shift"].map(breaks[enough].groupby("shift").size()).fillna(0)
    with_lunch = _needs_lunch(case, shifts)
    needed = np.where(
        with_lunch,
        each(shifts["date"], "breaks_with_lunch"),
        shifts["paid"] >= each(shifts["date"], "break_over_minutes"),
    )
    missing = taken < needed
    length = each(shifts["date"], "break_minutes")
    for row in flagged(
        shifts, missing, taken=taken, needed=needed, lunch=with_lunch, length=length
    ):
        name = "breaks_with_lunch" if row.lunch else "break_over_minutes"
        clock = f"{span(row.start, row.end)}, {say(row.paid)} of work"
        source, note = case.rules.cite(name, row.date, clock)
        limit = f"{count(row.needed, 'break')} of {say(row.length)}"
        found = count(row.taken, "break")
        yield Finding(row.agent, row.date, limit, found, source, note)


def break_window(case: Case) -> Iterator[Finding]:
    """No break stands too near the edges of the shift or a lunch."""
    name, rows = "break_edge_minutes", case.breaks
    edges = np.array(["the shift's start", "the shift's end", "lunch"])
    away = np.column_stack(
        [
            minutes(rows["start"] - rows["start_shift"]),
            minutes(rows["end_shift"] - rows["end"]),
            _from_lunch(case),
        ]
    ).clip(min=0)
    limit = case.rules.each(rows["date"], name)
    nearest, edge = away.min(axis=1), edges[away.argmin(axis=1)]
    for row in flagged(rows, nearest < limit, limit=limit, nearest=nearest, edge=edge):
        clock = f"break {span(row.start, row.end)}"
        source, note = case.rules.cite(name, row.date, clock)
        allowed = f"{say(row.limit)} from {row.edge}"
        yield Finding(row.agent, row.date, allowed, say(row.nearest), source, note)


def _needs_lunch(case: Case, rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether the work of each row's shift is long enough for a lunch."""
    limit = case.rules.each(rows["date"], "lunch_over_minutes")
    return rows["paid"].to_numpy() > limit


def _from_lunch(case: Case) -> NDArray[np.float64]:
    """Minutes between each break and the nearest lunch of its shift."""
    breaks = case.breaks[["shift", "start", "end"]].reset_index(names="row")
    lunches = case.lunches[["shift", "start", "end"]]
    pairs = breaks.merge(lunches, on="shift", suffixes=("", "_lunch"))
    ahead = minutes(pairs["start_lunch"] - pairs["end"])
    behind = minutes(pairs["start"] - pairs["end_lunch"])
    apart = ahead.clip(lower=behind)
    nearest = apart.groupby(pairs["row"]).min()
    return nearest.reindex(breaks["row"], fill_value=np.inf).to_numpy()
