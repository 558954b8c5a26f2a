"""A week that repeats itself: the simplest thing a method can come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.models.ratio import leaning_ratio

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.past import Days


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyFit:
    """
    One week that stands for all to come.

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
