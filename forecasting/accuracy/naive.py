"""What needs no method at all, and what every method must beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, weekdays

if TYPE_CHECKING:
    from forecasting.base import Dates, Flags, Floats

_WEEKS = 4


def four_week_mean(offered: Floats, dates: Dates, usual: Flags, ahead: Dates) -> Floats:
    """
    Mean of the last four days of the same weekday.

    Parameters
    ----------
    offered : ndarray of float64, shape (D, S)
        Contacts of the past; NaN where not recorded.
    dates : ndarray of datetime64[D], shape (D,)
        Its days.
    usual : ndarray of bool, shape (D,)
        Days that count; special ones do not.
    ahead : ndarray of datetime64[D], shape (H,)
        Days to come.

    Returns
    -------
    ndarray of float64, shape (H, S)
        Contacts; 0 where none of those days has a value.
    """
    return _by_weekday(offered, dates, usual, _WEEKS)[weekdays(ahead)]


def last_week(offered: Floats, dates: Dates, ahead: Dates) -> Floats:
    """
    Last day of the same weekday, whatever it was: the seasonal naive.

    Parameters and result are those of `four_week_mean`.
    """
    every = np.ones(len(dates), dtype=np.bool_)
    return _by_weekday(offered, dates, every, 1)[weekdays(ahead)]


def _by_weekday(offered: Floats, dates: Dates, usual: Flags, count: int) -> Floats:
    """Mean of the last `count` days of each weekday, Monday first, shape (7, S)."""
    known = np.isfinite(offered)
    counts = usual & known.any(axis=1)
    found = np.zeros((WEEK, offered.shape[1]))
    for weekday in range(WEEK):
        days = np.flatnonzero(counts & (weekdays(dates) == weekday))[-count:]
        total = np.where(known[days], offered[days], 0.0).sum(axis=0)
        found[weekday] = total / np.maximum(known[days].sum(axis=0), 1)
    return found
