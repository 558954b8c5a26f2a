"""What forecasting methods work on: one queue's history as a grid of days and slots.

A *slot* is an interval of the day by the wall clock, counted from midnight. The grid
makes every weekly pattern a matter of axes, and keeps the three kinds of absence apart:
a cell never seen, a cell seen without a value, and a cell that holds 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Dates = NDArray[np.datetime64]
_T = TypeVar("_T", bound=np.generic)

WEEK = 7
DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueHistory:
    """
    The history of one queue up to a midnight, in whole weeks.

    The last day is the one before that midnight; days without any row, and days added
    in front to fill the first week, hold no values.

    Attributes
    ----------
    queue : str
        Name.
    interval : int
        Length of a slot, in minutes.
    dates : ndarray of datetime64[D], shape (7 W,)
        Consecutive calendar days.
    seen : ndarray of bool, shape (7 W, S)
        Whether the history has a row.
    offered : ndarray of float64, shape (7 W, S)
        Contacts; NaN where not recorded.
    answered : ndarray of float64, shape (7 W, S)
        Contacts that reached an agent; NaN where not recorded.
    aht_s : ndarray of float64, shape (7 W, S)
        Mean handle time in seconds; NaN where not recorded.
    skipped : ndarray of bool, shape (7 W, S)
        Slots that never were, as the clocks went forward over them.
    """

    queue: str
    interval: int
    dates: Dates
    seen: Flags
    offered: Floats
    answered: Floats
    aht_s: Floats
    skipped: Flags

    @property
    def weekdays(self) -> NDArray[np.int64]:
        """Weekday of each date, Monday 0, shape (7 W,)."""
        return weekdays(self.dates)

    @property
    def handled(self) -> Floats:
        """Contacts behind each handle time: the answered, else the offered."""
        return np.where(np.isfinite(self.answered), self.answered, self.offered)

    def days_until(self, dates: Dates) -> NDArray[np.int64]:
        """Days from the last day with contacts to each of `dates`, at least 1."""
        known = np.isfinite(self.offered).any(axis=1)
        last = self.dates[np.flatnonzero(known)[-1]]
        return np.maximum((dates - last).astype(np.int64), 1)


def weekdays(dates: Dates) -> NDArray[np.int64]:
    """Weekday of each date, Monday 0, shape (n,)."""
    # 1970-01-01 was a Thursday.
    return (dates.astype("datetime64[D]").astype(np.int64) + 3) % WEEK


def by_weekday(values: NDArray[_T], first: int) -> NDArray[_T]:
    """
    Weeks of a day-by-day array, with an axis that runs from Monday to Sunday.

    Parameters
    ----------
    values : ndarray, shape (7 W, ...)
        One entry a day.
    first : int
        Weekday of the first entry.

    Returns
    -------
    ndarray, shape (W, 7, ...)
        Week by week, each week being seven consecutive days from the first entry on.
    """
    weeks = values.reshape(-1, WEEK, *values.shape[1:])
    return np.roll(weeks, first, axis=1)


def by_day(weeks: NDArray[_T], first: int) -> NDArray[_T]:
    """Undo `by_weekday`: shape (W, 7, ...) to (7 W, ...)."""
    days = np.roll(weeks, -first, axis=1)
    return days.reshape(-1, *weeks.shape[2:])


def median_known(values: Floats) -> Floats:
    """
    Median over the first axis, of the entries that are not NaN.

    Parameters
    ----------
    values : ndarray, shape (n, ...)

    Returns
    -------
    ndarray, shape (...)
        NaN where there is no entry.
    """
    ordered = np.sort(values, axis=0)
    count = np.isfinite(values).sum(axis=0, keepdims=True)
    below = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=0)
    above = np.take_along_axis(ordered, np.minimum(count // 2, len(values) - 1), axis=0)
    return ((below + above) / 2)[0]
