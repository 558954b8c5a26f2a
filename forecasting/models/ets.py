"""Holt-Winters on day totals, times the profile of the last weeks.

What most planning tools call exponential smoothing: a level, a damped trend and a
multiplicative season of the working week (Holt 1957, Winters 1960; Hyndman and
Athanasopoulos 2021, section 8.3) [1]_, spread over the day as the last eight same
weekdays were. Its rest of a day moves by part of what the morning deviates.

References
----------
.. [1] Hyndman, R. J., and G. Athanasopoulos (2021). *Forecasting: Principles and
       Practice*, 3rd edition. OTexts.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, Floats
from forecasting.models.ewma import fit_ewma
from forecasting.models.ratio import leaning_ratio
from forecasting.models.regular import RegularDays, regular_days

if TYPE_CHECKING:
    from forecasting.models.protocol import Fit
    from forecasting.past import Days, Past

WEEKS = 52
PROFILE_WEEKS = 8
# Less does not tell a season from a trend.
_FEWEST_WEEKS, _FEWEST_DAYS = 3, 16
# A season times nothing has no meaning: days count at least this share of the mean.
_SMALLEST_SHARE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class EtsFit:
    """
    The method fitted to one queue.

    Attributes
    ----------
    level, trend : float
        Contacts of a day after the last one, and their rise by a day of work.
    damping : float
        Share of the trend left after each day.
    season : ndarray of float64, shape (7,)
        What each weekday multiplies the level with.
    shares : ndarray of float64, shape (7, S)
        Share of each slot in its day.
    """

    level: float
    trend: float
    damping: float
    season: Floats
    shares: Floats

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        lasting = np.cumsum(self.damping ** np.arange(1.0, days.steps.max() + 1))
        level = self.level + self.trend * lasting[days.steps - 1]
        total = np.maximum(level * self.season[days.like], 0.0)
        return total[:, None] * self.shares[days.like]

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        return leaning_ratio(self.predict(days)[0], seen)


def fit_ets(past: Past) -> Fit:
    """
    Fit the smoothing to the day totals of the last year.

    Parameters
    ----------
    past : Past
        With less than three working weeks or 16 working days, or without any contact,
        it is the same-weekday mean.
    """
    days = regular_days(past, WEEKS)
    totals = days.contacts.sum(axis=1)
    enough = days.weeks >= _FEWEST_WEEKS and len(totals) >= _FEWEST_DAYS
    if not enough or not totals.any():
        return fit_ewma(past)
    level, trend, damping, season = _holt_winters(totals, len(days.weekdays))
    return EtsFit(
        level=level,
        trend=trend,
        damping=damping,
        season=_by_weekday(season, days),
        shares=_shares(days),
    )


def _holt_winters(totals: Floats, week: int) -> tuple[float, float, float, Floats]:
    """Level, trend and damping after the last day, and the season of a week, (w,)."""
    # Its import takes a second, and only this method needs it.
    from statsmodels.tsa.holtwinters import ExponentialSmoothing  # noqa: PLC0415

    mean = totals.mean()
    relative = np.maximum(totals / mean, _SMALLEST_SHARE)
    seasonal = {"seasonal": "mul", "seasonal_periods": week} if week > 1 else {}
    with warnings.catch_warnings():
        # It warns where the last digits of the search do not settle, as in a constant.
        warnings.simplefilter("ignore")
        fit = ExponentialSmoothing(
            relative,
            trend="add",
            damped_trend=True,
            initialization_method="heuristic",
            **seasonal,
        ).fit(use_brute=False)
    season = fit.season[-week:] if week > 1 else np.ones(1)
    damping = float(fit.params["damping_trend"])
    return mean * fit.level[-1], mean * fit.trend[-1], damping, season


def _by_weekday(season: Floats, days: RegularDays) -> Floats:
    """Season by weekday, shape (7,), from that of the days after the last one."""
    week = len(days.weekdays)
    whole = np.ones(WEEK)
    whole[days.weekdays[(days.last + 1 + np.arange(week)) % week]] = season
    return whole


def _shares(days: RegularDays) -> Floats:
    """Shares of the slots in the last days of each weekday, shape (7, S)."""
    week = len(days.weekdays)
    recent = days.contacts[-PROFILE_WEEKS * week :].reshape(-1, week, days.day)
    profile = np.roll(recent.sum(axis=0), days.last + 1, axis=0)
    total = profile.sum(axis=1, keepdims=True)
    shares = np.zeros((WEEK, days.length))
    shares[days.weekdays] = days.in_slots(profile / np.where(total > 0, total, 1.0))
    return shares
