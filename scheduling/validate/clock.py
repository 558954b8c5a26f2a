"""Work by calendar date and clock, whatever date the shift belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.rows import minutes, stretches
from wfm.intervals import DAY_MINUTES, midnight
from wfm.schedule import LUNCH

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from scheduling.validate.case import Case
    from scheduling.validate.dated import DatedRules

_INSTANT = pd.Timedelta(microseconds=1)


def pieces_of(case: Case, agents: Collection[str]) -> pd.DataFrame:
    """
    Work of some agents cut at every midnight; lunch is no work.

    Parameters
    ----------
    case : Case
    agents : collection of str

    Returns
    -------
    DataFrame
        ``shift``, ``agent``, ``date`` of the shift; ``day``, the calendar date (naive
        midnight) on which the piece lies, and the minutes of that day between which it
        does, ``low`` and ``high``, by the wall clock.
    """
    rows = case.segments
    rows = rows[rows["agent"].isin(agents) & (rows["activity"] != LUNCH)]
    work = stretches(rows, "shift")
    shifts = case.shifts.iloc[work["shift"] - 1]
    first, last = midnight(work["start"]), midnight(work["end"] - _INSTANT)
    days = ((last - first).dt.days + 1).to_numpy()
    cut = np.repeat(np.arange(len(work)), days)
    number = np.arange(len(cut)) - np.repeat(np.cumsum(days) - days, days)
    day = first.iloc[cut].reset_index(drop=True) + pd.to_timedelta(number, unit="D")
    low = _minute(work["start"].iloc[cut], day).clip(0, DAY_MINUTES)
    high = _minute(work["end"].iloc[cut], day).clip(0, DAY_MINUTES)
    owner = shifts[["shift", "agent", "date", "start", "end"]].iloc[cut]
    # An hour that the clocks repeat has the same minutes twice.
    return owner.reset_index(drop=True).assign(
        day=day, low=low, high=np.maximum(low, high)
    )


def within(
    pieces: pd.DataFrame, low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Minutes of each piece between two minutes of its day, both of shape (n,)."""
    begin = np.maximum(pieces["low"].to_numpy(np.float64), low)
    until = np.minimum(pieces["high"].to_numpy(np.float64), high)
    return np.maximum(until - begin, 0.0)


def at_night(pieces: pd.DataFrame, rules: DatedRules) -> NDArray[np.float64]:
    """Minutes of each piece in the night by the law of its day, shape (n,)."""
    begins = rules.each(pieces["day"], "night_start_minute")
    ends = rules.each(pieces["day"], "night_end_minute")
    first, last = np.zeros(len(pieces)), np.full(len(pieces), float(DAY_MINUTES))
    # A night that begins before midnight goes round it.
    around = within(pieces, begins, last) + within(pieces, first, ends)
    return np.where(begins > ends, around, within(pieces, begins, ends))


def clock(minute: float) -> str:
    """Say a minute of the day."""
    return f"{int(minute) // 60:02d}:{int(minute) % 60:02d}"


def _minute(times: pd.Series, day: pd.Series) -> NDArray[np.float64]:
    wall = times.dt.tz_localize(None).reset_index(drop=True)
    return np.asarray(minutes(wall - day), dtype=np.float64)
