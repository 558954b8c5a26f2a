"""Same weekday, exponentially weighted: robust, and it explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, Flags, Floats, by_day, by_weekday
from forecasting.models.level import LEADS, Level, fit_level
from forecasting.profiles import WeeklyMeans, pooled_profile, weekly_means

if TYPE_CHECKING:
    from numpy.typing import NDArray

HALF_LIFE_WEEKS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EwmaFit:
    """
    The method fitted to one queue.

    Attributes
    ----------
    profile : ndarray of float64, shape (7, S)
        Contacts of the coming week, Monday first.
    means : WeeklyMeans
        The profile as it stood after each past week, without pooling.
    level : Level
        Deviation of the last days.
    first : int
        Weekday of the first day of the history.
    """

    profile: Floats
    means: WeeklyMeans
    level: Level
    first: int

    def predict(self, weekdays: NDArray[np.int64], leads: NDArray[np.int64]) -> Floats:
        """
        Mean contacts of some days.

        Parameters
        ----------
        weekdays : ndarray of int64, shape (H,)
            Weekday each day behaves like.
        leads : ndarray of int64, shape (H,)
            Days since the history ended, at least 1.

        Returns
        -------
        ndarray of float64, shape (H, S)
        """
        factor = self.level.factor(leads, self.level.state[-1])
        return self.profile[weekdays] * factor[:, None]

    def hindcast(self, lead: int) -> Floats:
        """Forecast each past day as of `lead` days before it, shape (7 W, S)."""
        factor = np.ones(len(self.level.state))
        factor[lead:] = self.level.factor(lead, self.level.state[:-lead])
        return past_profile(self.means, lead, self.first) * factor[:, None]


def fit_ewma(offered: Floats, opening: Flags, first: int) -> EwmaFit:
    """
    Fit the same-weekday mean with a half-life of three weeks.

    Parameters
    ----------
    offered : ndarray of float64, shape (7 W, S)
        Contacts of normal days; NaN where there is nothing to learn from. At least one
        value.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    first : int
        Weekday of the first day.

    Returns
    -------
    EwmaFit
    """
    weeks = by_weekday(offered, first)
    means = weekly_means(weeks, HALF_LIFE_WEEKS)
    deviations = [
        _deviations(offered, past_profile(means, lead, first)) for lead in LEADS
    ]
    return EwmaFit(
        profile=pooled_profile(weeks, means, opening),
        means=means,
        level=fit_level(np.array(deviations)),
        first=first,
    )


def past_profile(means: WeeklyMeans, lead: int, first: int) -> Floats:
    """Profile as it was known `lead` days before each past day, shape (7 W, S)."""
    weeks = -(-lead // WEEK)
    known = np.full_like(means.mean, np.nan)
    known[weeks:] = means.mean[:-weeks]
    return by_day(known, first)


def _deviations(offered: Floats, profile: Floats) -> Floats:
    """Day totals over those of the profile, less 1, shape (D,)."""
    both = np.isfinite(offered) & np.isfinite(profile)
    actual, expected = (
        np.where(both, values, 0.0).sum(axis=1) for values in (offered, profile)
    )
    ratio = np.full(len(actual), np.nan)
    np.divide(actual, expected, out=ratio, where=expected > 0)
    return ratio - 1
