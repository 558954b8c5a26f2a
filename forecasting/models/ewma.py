"""Same weekday, exponentially weighted: robust, and it explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.base import by_weekday
from forecasting.models.profiles import pooled_profile, weekly_means
from forecasting.models.weekly import WeeklyFit

if TYPE_CHECKING:
    from forecasting.past import Past

HALF_LIFE_WEEKS = 3.0


def fit_ewma(past: Past) -> WeeklyFit:
    """
    Fit the same-weekday mean with a half-life of three weeks.

    Parameters
    ----------
    past : Past
        Any.
    """
    weeks = by_weekday(past.offered, int(past.weekdays[0]))
    means = weekly_means(weeks, HALF_LIFE_WEEKS)
    return WeeklyFit(profile=pooled_profile(weeks, means, past.opening))
