"""What is known of a date beside its weekday, as numbers a regression can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.base import Dates, Flags, Floats

# Bills are paid and wages arrive at these times of a month.
MONTH = ("1st to 3rd", "4th to 6th", "14th to 16th", "last three days")
AFTER_CLOSURE = "day after a closed day"
_TIMES = ((1, 2, 3), (4, 5, 6), (14, 15, 16))
_LAST_DAYS = 3
BEFORE_HOLIDAY = "day before a holiday"
NAMES = (*MONTH, AFTER_CLOSURE, BEFORE_HOLIDAY)


def day_covariates(dates: Dates, after_closure: Flags, before_holiday: Flags) -> Floats:
    """
    Covariates of some dates, in the order of ``NAMES``.

    Parameters
    ----------
    dates : ndarray of datetime64[D], shape (n,)
        Calendar days.
    after_closure : ndarray of bool, shape (n,)
        Whether the working day before was closed or special.
    before_holiday : ndarray of bool, shape (n,)
        Whether the next day is a holiday.

    Returns
    -------
    ndarray of float64, shape (n, C)
        1 where it applies, else 0.
    """
    day, left = _day_of_month(dates)
    month = [np.isin(day, times) for times in _TIMES]
    columns = [*month, left < _LAST_DAYS, after_closure, before_holiday]
    return np.column_stack(columns).astype(np.float64)


def _day_of_month(dates: Dates) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Day of the month from 1, and days left in it."""
    month = dates.astype("datetime64[M]")
    day = (dates - month.astype("datetime64[D]")).astype(np.int64) + 1
    following = (month + 1).astype("datetime64[D]")
    return day, (following - dates).astype(np.int64) - 1


def after_closure(closed: Flags, working: Flags) -> Flags:
    """
    Days whose last working day before was closed or special, shape (n,).

    Parameters
    ----------
    closed : ndarray of bool, shape (n,)
        Days, consecutive, on which the queue was shut although its weekday opens, or
        which were special.
    working : ndarray of bool, shape (n,)
        Days whose weekday opens.
    """
    found = np.zeros(len(closed), dtype=np.bool_)
    found[1:] = _carried(closed, working)[:-1]
    return found & working


def _carried(closed: Flags, working: Flags) -> Flags:
    """State of the last working day up to each day."""
    last = np.maximum.accumulate(np.where(working, np.arange(len(closed)), -1))
    return np.where(last >= 0, closed[np.maximum(last, 0)], False)
