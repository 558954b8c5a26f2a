"""The scale of MASE and RMSSE: how far the weekly naive was off within the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK

if TYPE_CHECKING:
    from forecasting.base import Floats


def weekly_naive_scale(offered: Floats) -> dict[str, tuple[float, float]]:
    """
    Mean absolute and mean squared change from one week to the next.

    Parameters
    ----------
    offered : ndarray of float64, shape (7 W, S)
        Contacts in open intervals of the past; NaN elsewhere and where not recorded.

    Returns
    -------
    dict of str to (float, float)
        By level: ``interval``, ``day``, ``week``. NaN where no week follows another.

    References
    ----------
    Hyndman, R. J. and Koehler, A. B. (2006). Another look at measures of forecast
    accuracy. International Journal of Forecasting 22.
    """
    change = offered[WEEK:] - offered[:-WEEK]
    days = _totals(change)
    return {
        "interval": _means(change),
        "day": _means(days),
        "week": _means(_totals(days.reshape(-1, WEEK))),
    }


def _totals(change: Floats) -> Floats:
    """Sum of each row; NaN where nothing is known."""
    known = np.isfinite(change)
    return np.where(known.any(axis=1), np.where(known, change, 0.0).sum(axis=1), np.nan)


def _means(change: Floats) -> tuple[float, float]:
    known = change[np.isfinite(change)]
    if not len(known):
        return np.nan, np.nan
    return float(np.abs(known).mean()), float((known**2).mean())
