"""Seasonal naive: each weekday is what it was when it was last seen.

The yardstick that any method must beat (Hyndman and Athanasopoulos 2021, section 5.2)
[1]_. Its rest of a day moves by part of what the morning deviates.

References
----------
.. [1] Hyndman, R. J., and G. Athanasopoulos (2021). *Forecasting: Principles and
       Practice*, 3rd edition. OTexts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import by_weekday
from forecasting.models.profiles import filled_profile
from forecasting.models.weekly import WeeklyFit

if TYPE_CHECKING:
    from forecasting.past import Past


def fit_seasonal_naive(past: Past) -> WeeklyFit:
    """
    Take the last known value of each weekday and slot.

    Parameters
    ----------
    past : Past
        Any; slots and weekdays never seen take the shape and level of the others.
    """
    open_cells = np.where(past.opening[past.weekdays], past.offered, np.nan)
    weeks = by_weekday(open_cells, int(past.weekdays[0]))
    ages = np.isfinite(weeks)[::-1].argmax(axis=0)
    newest = np.take_along_axis(weeks[::-1], ages[None], axis=0)[0]
    return WeeklyFit(profile=np.where(past.opening, filled_profile(newest), 0.0))
