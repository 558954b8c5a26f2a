"""The rule on opening hours: nobody serves a queue that is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.validate.finding import Finding, say, span
from scheduling.validate.rows import flagged, minutes, totals
from wfm.intervals import infer_interval
from wfm.schedule import CONTACTS, OVERTIME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.validate.case import Case

REQUIREMENT = "requirement"

# Rounding of times that are not whole minutes stays far below this.
SLACK_MINUTES = 1e-6


def closed(case: Case) -> Iterator[Finding]:
    """Nobody takes contacts of a queue while it is closed: it has no requirement."""
    requirement = case.tables.requirement
    if requirement is None:
        return
    rows = case.segments
    rows = rows[rows["activity"].isin([CONTACTS, OVERTIME]) & (rows["queue"] != "")]
    origin = requirement["start"].min()
    interval = infer_interval(requirement["start"])
    horizon = minutes(requirement["start"] - origin).max() + interval
    begin = minutes(rows["start"] - origin).clip(0, horizon)
    until = minutes(rows["end"] - origin).clip(0, horizon)
    shut = until - begin
    for queue, served in rows.groupby("queue"):
        starts = requirement.loc[requirement["queue"] == queue, "start"]
        clock = np.sort(minutes(starts - origin).to_numpy())
        low, high = begin[served.index].to_numpy(), until[served.index].to_numpy()
        opened = _open_until(high, clock, interval) - _open_until(low, clock, interval)
        shut[served.index] -= opened
    days = totals(
        rows.assign(shut=shut)[shut > SLACK_MINUTES],
        ["agent", "date", "queue"],
        shut=("shut", "sum"),
        start=("start", "min"),
        end=("end", "max"),
    )
    for row in flagged(days, days["shut"] > 0):
        found = f"{say(round(row.shut, 3))} while closed"
        note = f"contacts {span(row.start, row.end)}"
        yield Finding(
            row.agent, row.date, f"{row.queue} open", found, REQUIREMENT, note
        )


def _open_until(
    times: NDArray[np.float64], starts: NDArray[np.float64], interval: int
) -> NDArray[np.float64]:
    """Minutes for which a queue has been open at each time, from its open intervals."""
    if not len(starts):
        return np.zeros_like(times)
    lengths = np.minimum(np.diff(starts, append=np.inf), interval)
    edges = np.column_stack([starts, starts + lengths]).ravel()
    elapsed = np.column_stack([np.zeros_like(lengths), lengths]).ravel().cumsum()
    return np.interp(times, edges, elapsed)
