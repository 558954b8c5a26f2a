"""Rules on the operation as a whole: its seats and its opening hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.finding import Finding, count, say, span
from scheduling.validate.rows import flagged, minutes, stretches, totals
from wfm.intervals import infer_interval, midnight
from wfm.labour.parameters import HOUSE
from wfm.schedule import CONTACTS, LUNCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.validate.case import Case

EVERYBODY, REQUIREMENT = "*", "requirement"

# Rounding of times that are not whole minutes stays far below this.
SLACK_MINUTES = 1e-6


def seats(case: Case) -> Iterator[Finding]:
    """No more agents at once than there are seats; the peak of each date."""
    places = case.tables.seats
    if places is None:
        return
    working = case.segments[case.segments["activity"] != LUNCH]
    present = stretches(working, "agent")
    change = pd.concat(
        [
            pd.DataFrame({"time": present["start"], "agents": 1}),
            pd.DataFrame({"time": present["end"], "agents": -1}),
        ]
    )
    # Summed at each moment first: who leaves at nine frees the seat for who comes then.
    room = totals(change, "time", agents=("agents", "sum"))
    room = room.assign(agents=room["agents"].cumsum(), date=midnight(room["time"]))
    peaks = room.sort_values(["agents", "time"], ascending=[False, True])
    peaks = peaks.drop_duplicates("date")
    for row in flagged(peaks, peaks["agents"] > places):
        limit, found = count(places, "seat"), count(row.agents, "agent")
        note = f"from {row.time:%H:%M}"
        yield Finding(EVERYBODY, row.date, limit, found, HOUSE, note)


def closed(case: Case) -> Iterator[Finding]:
    """Nobody takes contacts of a queue while it is closed: it has no requirement."""
    requirement = case.tables.requirement
    if requirement is None:
        return
    rows = case.segments
    rows = rows[(rows["activity"] == CONTACTS) & (rows["queue"] != "")]
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
