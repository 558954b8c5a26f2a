"""Same weekday, exponentially weighted: robust, and it explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.base import Floats, by_weekday
from forecasting.models.ratio import leaning_ratio
from forecasting.profiles import pooled_profile, weekly_means

if TYPE_CHECKING:
    from forecasting.past import Days, Past

HALF_LIFE_WEEKS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EwmaFit:
    """
    The method fitted to one queue.

    Attributes
    ----------
    profile : ndarray of float64, shape (7, S)
        Contacts of the coming week, Monday first.
    """

    profile: Floats

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        return self.profile[days.like]

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        return leaning_ratio(self.predict(days)[0], seen)


def fit_ewma(past: Past) -> EwmaFit:
    """
    Fit the same-weekday mean with a half-life of three weeks.

    Parameters
    ----------
    past : Past
        Any.
    """
    weeks = by_weekday(past.offered, int(past.weekdays[0]))
    means = weekly_means(weeks, HALF_LIFE_WEEKS)
    return EwmaFit(profile=pooled_profile(weeks, means, past.opening))
