"""Double-seasonal exponential smoothing after Taylor, with autoregressive errors.

A level, a season of the day and a season of the week follow the roots slot by slot, and
part of each error lasts to the next slot [1]_, [2]_.

References
----------
.. [1] Taylor, J. W. (2003). Short-term electricity demand forecasting using double
       seasonal exponential smoothing. *JORS* 54: 799-805.
.. [2] Taylor, J. W. (2008). A comparison of univariate time series methods for
       forecasting intraday arrivals at a call center. *Management Science* 54: 253-265.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from forecasting.models.ewma import fit_ewma
from forecasting.models.regular import RegularFit, regular_days
from forecasting.models.scale import root, unroot
from wfm.compiled import compiled

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.models.protocol import Fit
    from forecasting.past import Past

WEEKS = 16
_FEWEST_WEEKS = 2
# Weeks whose mean is where the seasons begin.
_FIRST_WEEKS = 4
# Where the search begins: rates of the level, the day and the week; share that lasts.
_RATES = (0.02, 0.05, 0.10, 0.50)
_TRIALS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Seasons:
    """
    Where the smoothing stands.

    Attributes
    ----------
    level : ndarray of float64, shape (2,)
        Level, and the last error.
    day : ndarray of float64, shape (K,)
        Season of the day.
    week : ndarray of float64, shape (w K,)
        Season of the working week.
    """

    level: Floats
    day: Floats
    week: Floats

    def follow(self, roots: Floats, rates: Floats) -> tuple[Floats, Seasons]:
        """
        Smooth on.

        Parameters
        ----------
        roots : ndarray of float64, shape (n,)
            From the beginning of a week on; NaN where unknown.
        rates : ndarray of float64, shape (4,)
            Rates of level, day and week, and the share of an error that lasts.

        Returns
        -------
        told : ndarray of float64, shape (n,)
            What was expected of each root, given the ones before it.
        after : Seasons
            Where the smoothing stands then.
        """
        after = Seasons(
            level=self.level.copy(), day=self.day.copy(), week=self.week.copy()
        )
        told = smooth(roots, rates, after.level, after.day, after.week)
        return told, after


@dataclass(frozen=True, slots=True, kw_only=True)
class TaylorFit(RegularFit):
    """
    The method fitted to one queue.

    Attributes
    ----------
    seasons : Seasons
        After the last day.
    rates : ndarray of float64, shape (4,)
        Rates of level, day and week, and the share of an error that lasts.
    noise : float
        Variance of the errors one step ahead.
    """

    seasons: Seasons
    rates: Floats
    noise: float

    def path(self, ahead: int, today: Floats) -> Floats:
        """Go on over the working days to come, shape (ahead, K)."""
        roots = np.full(ahead * self.days.day, np.nan)
        roots[-self.days.day :] = today
        told, _ = self.seasons.follow(roots, self.rates)
        return unroot(told, self.noise).reshape(ahead, -1)


def fit_taylor(past: Past) -> Fit:
    """
    Fit the rates to the last 16 weeks by least squares one step ahead.

    Parameters
    ----------
    past : Past
        With less than two working weeks it is the same-weekday mean.
    """
    days = regular_days(past, WEEKS)
    if days.weeks < _FEWEST_WEEKS:
        return fit_ewma(past)
    weeks = root(days.contacts).reshape(days.weeks, -1)
    first = first_seasons(weeks[:_FIRST_WEEKS].mean(axis=0), days.day)
    roots = weeks.ravel()

    def squares(rates: Floats) -> float:
        told, _ = first.follow(roots, expit(rates))
        return float(np.mean((roots - told) ** 2))

    found = minimize(
        squares, logit(_RATES), method="Nelder-Mead", options={"maxfev": _TRIALS}
    )
    rates = expit(found.x)
    told, seasons = first.follow(roots, rates)
    return TaylorFit(
        days=days,
        seasons=seasons,
        rates=rates,
        noise=float(np.mean((roots - told) ** 2)),
    )


def first_seasons(week: Floats, day: int) -> Seasons:
    """
    Take a mean week apart into level, season of the day and season of the week.

    Parameters
    ----------
    week : ndarray of float64, shape (w K,)
        Mean roots.
    day : int
        Steps of a day, K.
    """
    level = week.mean()
    of_day = week.reshape(-1, day).mean(axis=0) - level
    of_week = week - level - np.resize(of_day, len(week))
    return Seasons(level=np.array([level, 0.0]), day=of_day, week=of_week)


@compiled
def smooth(
    roots: Floats, rates: Floats, level: Floats, day: Floats, week: Floats
) -> Floats:
    """
    Tell each root from the ones before it, and move the seasons along, in place.

    Parameters
    ----------
    roots : ndarray of float64, shape (n,)
        NaN where unknown: nothing is learnt there, and the last error fades.
    rates : ndarray of float64, shape (4,)
        Rates of level, day and week, and the share of an error that lasts.
    level, day, week : ndarray of float64
        As in `Seasons`; they are changed.

    Returns
    -------
    ndarray of float64, shape (n,)
        What was expected.
    """
    told = np.empty(len(roots))
    for step in range(len(roots)):
        hour, place = step % len(day), step % len(week)
        usual = level[0] + day[hour] + week[place]
        told[step] = usual + rates[3] * level[1]
        surprise = roots[step] - told[step]
        if np.isnan(surprise):
            level[1] *= rates[3]
        else:
            level[1] = roots[step] - usual
            level[0] += rates[0] * surprise
            day[hour] += rates[1] * surprise
            week[place] += rates[2] * surprise
    return told
