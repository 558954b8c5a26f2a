"""The time of the year, once a history is long enough to show it.

Two harmonics of the year are told from the wandering of the level by their likelihood,
and are believed as far as the history speaks for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import solve_triangular

from forecasting.base import WEEK, median_known, weekdays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.base import Dates, Floats

    Index = NDArray[np.int64]

_YEAR_DAYS = 365.25
# Thirteen months: below that a year cannot be told from a trend.
FEWEST_WEEKS = 57
_HARMONICS = 2
# Scale of the swing (and how much smaller the second harmonic's is), of the trend in a
# year, of a week's wandering and of its noise, on the logarithmic scale.
_SWINGS, _SECOND = (0.0, 0.05, 0.12, 0.25), 0.5
_TREND = 0.3
_WANDERING, _NOISE = (0.002, 0.006, 0.015, 0.03, 0.06), (0.005, 0.015, 0.03, 0.06, 0.12)
_LEVEL = 3.0
_FEWEST_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """
    What the time of the year multiplies a queue's days with.

    Attributes
    ----------
    effects : ndarray of float64, shape (4,)
        Of the cosine and sine of one and of two turns a year, on the logarithmic scale.
    """

    effects: Floats

    def index(self, dates: Dates) -> Floats:
        """Give what each date is multiplied with, shape (n,)."""
        return np.asarray(np.exp(_turns(dates) @ self.effects))


def _turns(dates: Dates) -> Floats:
    """Cosine and sine of one and of two turns a year, shape (n, 4)."""
    day = dates.astype("datetime64[D]").astype(np.int64)
    angle = 2 * np.pi * np.outer(day, np.arange(1, _HARMONICS + 1)) / _YEAR_DAYS
    return np.stack([np.cos(angle), np.sin(angle)], axis=2).reshape(len(day), -1)


def learn_season(dates: Dates, normal: Floats) -> Season:
    """
    Learn the swing of the year from weekly levels.

    The logarithm of a week's level is a trend, two harmonics of the year, a level that
    wanders (a random walk) and noise. The scales of all these are averaged over, by
    their marginal likelihood, so that a swing which wandering explains as well is not
    believed.

    Parameters
    ----------
    dates : ndarray of datetime64[D], shape (7 W,)
        Consecutive days.
    normal : ndarray of float64, shape (7 W, S)
        Contacts of normal days; NaN elsewhere.

    Returns
    -------
    Season
        None of it where the history is shorter than thirteen months.
    """
    week, level = _weekly_levels(dates, normal)
    nothing = Season(effects=np.zeros(2 * _HARMONICS))
    if not len(week) or week[-1] - week[0] + 1 < FEWEST_WEEKS:
        return nothing
    middle = dates[0] + WEEK * week + WEEK // 2
    years = (week - week.mean()) * WEEK / _YEAR_DAYS
    trend = _LEVEL**2 + _TREND**2 * np.outer(years, years)
    walk = np.minimum.outer(week - week[0], week - week[0]).astype(np.float64)
    data = np.column_stack([level, _turns(middle)])
    found, likely = [], []
    for step, noise in product(_WANDERING, _NOISE):
        cover = trend + step**2 * walk + noise**2 * np.eye(len(week))
        lower = np.linalg.cholesky(cover)
        white = solve_triangular(lower, data, lower=True)
        spread = np.log(np.diag(lower)).sum()
        for swing in _SWINGS:
            effects, gain = _believed(white[:, 0], white[:, 1:], swing)
            found.append(effects)
            likely.append(gain - spread - 0.5 * float(white[:, 0] @ white[:, 0]))
    weight = np.exp(np.array(likely) - max(likely))
    return Season(effects=weight @ np.array(found) / weight.sum())


def _believed(level: Floats, turns: Floats, swing: float) -> tuple[Floats, float]:
    """
    Effects of the harmonics if they were of that scale, and what they explain.

    Parameters
    ----------
    level : ndarray of float64, shape (n,)
        Whitened levels.
    turns : ndarray of float64, shape (n, 4)
        Whitened harmonics.
    swing : float
        Scale of the first harmonic's effects.

    Returns
    -------
    effects : ndarray of float64, shape (4,)
    gain : float
        In marginal log-likelihood over no effects.
    """
    scale = swing * np.repeat(_SECOND ** np.arange(_HARMONICS), 2)
    scaled = turns * scale
    inside = np.eye(2 * _HARMONICS) + scaled.T @ scaled
    told = scaled.T @ level
    sizes = np.linalg.solve(inside, told)
    gain = (told @ sizes - np.linalg.slogdet(inside)[1]) / 2
    return scale * sizes, float(gain)


def _weekly_levels(dates: Dates, normal: Floats) -> tuple[Index, Floats]:
    """Logarithm of each week's level over the usual one; weeks without are left out."""
    known = np.isfinite(normal)
    day = weekdays(dates)
    usual = np.stack([median_known(normal[day == weekday]) for weekday in range(WEEK)])
    expected = np.where(known, np.nan_to_num(usual)[day], 0.0).sum(axis=1)
    there = expected > 0
    total = np.where(known, normal, 0.0).sum(axis=1)
    sums = [
        np.where(there, values, 0.0).reshape(-1, WEEK).sum(axis=1)
        for values in (total, expected)
    ]
    enough = there.reshape(-1, WEEK).sum(axis=1) >= _FEWEST_DAYS
    week = np.flatnonzero(enough & (sums[0] > 0))
    return week, np.log(sums[0][week] / sums[1][week])
