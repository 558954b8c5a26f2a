"""Cut a schedule where the price of a minute may change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.intervals import epoch_minutes, from_epoch_minutes, localise, midnight
from wfm.labour.clock import ClockTimes, clock_times, on_each
from wfm.schedule import BREAK, LUNCH, with_shifts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.labour.rules import RuleBook

_DAY = pd.Timedelta(days=1)
_UNPAID_UNLESS = {LUNCH: "lunch_paid", BREAK: "break_paid"}


@dataclass(frozen=True, slots=True)
class Pieces:
    """
    Paid work in pieces that lie on one date and all in the night or all outside it.

    Attributes
    ----------
    rows : DataFrame
        By agent and time: agent, shift, ``date`` (of the shift), activity, queue,
        ``start`` (minutes of the epoch), ``minutes`` (whole) and ``cell``.
    times : ClockTimes
        What the calendar makes of each cell.
    """

    rows: pd.DataFrame
    times: ClockTimes


def paid_pieces(schedule: pd.DataFrame, book: RuleBook, timezone: str) -> Pieces:
    """
    Paid work of a schedule, cut at every midnight and at both ends of every night.

    A minute that several segments of an agent claim is paid once, to the first.
    Seconds are cut off; segments without a minute pay nothing.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table, at least one segment.
    book : RuleBook
        Whose nights these are, and whether lunch and pauses are paid.
    timezone : str
        IANA name.

    Returns
    -------
    Pieces
    """
    if "queue" not in schedule:
        schedule = schedule.assign(queue="")
    rows = with_shifts(schedule[schedule["end"] > schedule["start"]])
    rows = rows[_is_paid(rows, book)]
    rows = rows.assign(
        low=epoch_minutes(rows["start"]), high=epoch_minutes(rows["end"])
    )
    reached = rows.groupby("agent")["high"].cummax().groupby(rows["agent"]).shift()
    rows["low"] = np.fmax(rows["low"], reached).astype(np.int64)
    rows = rows[rows["high"] > rows["low"]]
    edges = _edges(schedule, book, timezone)
    first = np.searchsorted(edges, rows["low"], side="right") - 1
    last = np.searchsorted(edges, rows["high"], side="left") - 1
    counts = last - first + 1
    pieces = rows.loc[rows.index.repeat(counts)].reset_index(drop=True)
    begun = np.cumsum(counts) - counts
    cell = np.repeat(first - begun, counts) + np.arange(len(pieces))
    low = np.maximum(pieces["low"], edges[cell])
    high = np.minimum(pieces["high"], edges[cell + 1])
    names = ["agent", "shift", "date", "activity", "queue"]
    pieces = pieces[names].assign(start=low, minutes=high - low, cell=cell)
    return Pieces(
        rows=pieces,
        times=clock_times(from_epoch_minutes(edges[:-1], timezone), book),
    )


def _is_paid(rows: pd.DataFrame, book: RuleBook) -> pd.Series:
    """Whether each segment is working time by the rules of its shift's date."""
    paid = pd.Series(data=True, index=rows.index)
    for activity, name in _UNPAID_UNLESS.items():
        mine = rows["activity"] == activity
        paid[mine] = on_each(rows.loc[mine, "date"], name, book.on) > 0
    return paid


def _edges(schedule: pd.DataFrame, book: RuleBook, timezone: str) -> NDArray[np.int64]:
    """Minutes of the epoch at which the price of a minute may change, in order."""
    days = pd.date_range(
        midnight(schedule["start"]).min(), midnight(schedule["end"]).max() + _DAY
    )
    walls = []
    for day in days:
        law = book.on(day.date())
        names = ("night_start_minute", "night_end_minute")
        walls += [day, *(day + pd.Timedelta(minutes=law.minutes(n)) for n in names)]
    wall = pd.Series(walls).drop_duplicates().dt.as_unit("us")
    return np.unique(epoch_minutes(localise(wall, timezone).dropna()))
