"""Who does what when: the words for activities and the day a shift belongs to."""

from __future__ import annotations

import pandas as pd

from wfm.intervals import midnight

CONTACTS, BREAK, LUNCH = "contacts", "break", "lunch"
OFF_QUEUE, TRAINING, MEETING, OVERTIME = "off_queue", "training", "meeting", "overtime"
UNPAID = (LUNCH,)

# Segments of one agent closer than this belong to one shift; lunch lies between them
# as a segment of its own, so a longer hole is the end of the working day.
SHIFT_GAP = pd.Timedelta(hours=2)


def with_shifts(schedule: pd.DataFrame) -> pd.DataFrame:
    """
    Sorted copy of a schedule that says which shift each segment belongs to.

    Parameters
    ----------
    schedule : DataFrame
        Columns of the schedule table.

    Returns
    -------
    DataFrame
        The same rows by agent and start, with ``shift`` (a running number within the
        schedule), ``date`` (naive midnight of the day on which the shift starts) and
        ``minutes`` (length of the segment).
    """
    rows = schedule.sort_values(["agent", "start"], kind="stable").reset_index(
        drop=True
    )
    if rows.empty:
        empty = pd.Series(dtype="datetime64[us]")
        return rows.assign(shift=0, date=empty, minutes=0.0)
    latest = rows.groupby("agent")["end"].cummax().shift()
    new_agent = rows["agent"] != rows["agent"].shift()
    begins = new_agent | (rows["start"] - latest >= SHIFT_GAP)
    rows["shift"] = begins.cumsum()
    rows["date"] = midnight(rows.groupby("shift")["start"].transform("first"))
    rows["minutes"] = (rows["end"] - rows["start"]).dt.total_seconds() / 60
    return rows
