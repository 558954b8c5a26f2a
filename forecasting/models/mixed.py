"""Weekday profiles on the root scale, with mixed effects of the day and the hour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, Floats
from forecasting.models.day_effect import DayEffect, learn_day_effect
from forecasting.models.profiles import filled_profile
from forecasting.models.scale import root, unroot

if TYPE_CHECKING:
    from forecasting.past import Days, Past

HALF_LIFE_WEEKS = 5.0
_RECENT_DAYS = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedFit:
    """
    The method fitted to one queue.

    Attributes
    ----------
    profile : ndarray of float64, shape (7, S)
        Mean root by weekday and slot, Monday first.
    day : DayEffect
        Busy and quiet days.
    """

    profile: Floats
    day: DayEffect

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        effect, doubt = self.day.ahead(days.steps)
        base = self.profile[days.like]
        variance = base**2 * doubt[:, None] + self.day.residual
        return unroot(base * (1 + effect)[:, None], variance)

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        profile = self.profile[days.like[0]]
        every = np.arange(len(profile))
        return unroot(*self.day.given(profile, int(days.steps[0]), root(seen), every))


def fit_mixed(past: Past) -> MixedFit:
    """
    Fit the method.

    Parameters
    ----------
    past : Past
        Some days of each weekday are of use; those without take the others' shape.
    """
    days = past.days[-_RECENT_DAYS:]
    roots = root(past.offered[days])
    like = past.weekdays[days]
    profile = np.full((WEEK, roots.shape[1]), np.nan)
    for day in np.unique(like):
        profile[day] = _recent_mean(roots[like == day])
    profile = filled_profile(np.where(past.opening, profile, np.nan))
    return MixedFit(
        profile=profile,
        day=learn_day_effect(
            roots,
            np.where(past.opening[like], profile[like], np.nan),
            np.ones(len(days)),
            past.working_days(past.dates[days]),
        ),
    )


def _recent_mean(values: Floats) -> Floats:
    """Mean of the days of one weekday, the newer the heavier, shape (S,)."""
    weights = 0.5 ** (np.arange(len(values))[::-1] / HALF_LIFE_WEEKS)
    there = np.isfinite(values) * weights[:, None]
    total = there.sum(axis=0)
    nothing = np.full(len(total), np.nan)
    weighted = np.where(np.isfinite(values), values, 0.0) * there
    return np.divide(weighted.sum(axis=0), total, out=nothing, where=total > 0)
