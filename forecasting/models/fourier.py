"""Dynamic harmonic regression: waves of a day and of a week, with lingering errors.

On the root scale the week is a sum of sines and cosines, and what they miss is
autoregressive at the last three slots, the day before and the week before (Hyndman and
Athanasopoulos 2021, section 10.5) [1]_.

References
----------
.. [1] Hyndman, R. J., and G. Athanasopoulos (2021). *Forecasting: Principles and
       Practice*, 3rd edition. OTexts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.ewma import fit_ewma
from forecasting.models.regular import RegularFit, regular_days
from forecasting.models.scale import root, unroot
from wfm.compiled import compiled

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.models.protocol import Fit
    from forecasting.models.regular import RegularDays
    from forecasting.past import Index, Past

WEEKS = 16
WAVES_OF_DAY, WAVES_OF_WEEK = 8, 24
_NEAR_LAGS = (1, 2, 3)
_FEWEST_WEEKS = 2
# Weeks after which an error must have begun to fade.
_TRIED_WEEKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class FourierFit(RegularFit):
    """
    The regression fitted to one queue.

    Attributes
    ----------
    waves : ndarray of float64, shape (w K,)
        Roots of a working week by the sum of waves; the week begins after the last day.
    errors : ndarray of float64, shape (n K,)
        What the waves missed in the past.
    lags : ndarray of int64, shape (L,)
        Steps back on which an error depends.
    weights : ndarray of float64, shape (L,)
        How much.
    noise : float
        Variance of what the errors before do not explain.
    """

    waves: Floats
    errors: Floats
    lags: Index
    weights: Floats
    noise: float

    def path(self, ahead: int, today: Floats) -> Floats:
        """Go on over the working days to come, shape (ahead, K)."""
        count = ahead * self.days.day
        waves = np.resize(self.waves, count)
        errors = np.full(count, np.nan)
        errors[-self.days.day :] = today - waves[-self.days.day :]
        known = np.flatnonzero(np.isfinite(errors))
        told = known[-1] if len(known) else -1
        errors = np.concatenate([self.errors, errors])
        _continue(errors, len(self.errors), self.lags, self.weights)
        since = np.maximum(np.arange(count) - told, 1)
        variance = self.noise * np.cumsum(_echo(count, self.lags, self.weights) ** 2)
        contacts = unroot(waves + errors[len(self.errors) :], variance[since - 1])
        return contacts.reshape(ahead, -1)


def fit_fourier(past: Past) -> Fit:
    """
    Fit the regression to the last 16 weeks.

    Parameters
    ----------
    past : Past
        With less than two working weeks it is the same-weekday mean.
    """
    days = regular_days(past, WEEKS)
    if days.weeks < _FEWEST_WEEKS:
        return fit_ewma(past)
    roots = root(days.contacts).reshape(days.weeks, -1)
    design = _design(days)
    # Waves repeat with the week, so that the mean week tells them as all weeks do.
    waves = design @ np.linalg.lstsq(design, roots.mean(axis=0))[0]
    errors = (roots - waves).ravel()
    lags = np.unique([*_NEAR_LAGS, days.day, days.week])
    weights, noise = _autoregression(errors, lags, _TRIED_WEEKS * days.week)
    return FourierFit(
        days=days, waves=waves, errors=errors, lags=lags, weights=weights, noise=noise
    )


def _design(days: RegularDays) -> Floats:
    """Waves of the day, and those of the week that are none of the day, (w K, C)."""
    step = np.arange(days.week)
    # Faster waves than of two steps cannot be told from slower ones.
    of_day = np.arange(1, min(WAVES_OF_DAY, days.day // 2) + 1) * len(days.weekdays)
    of_week = np.arange(1, min(WAVES_OF_WEEK, days.week // 2) + 1)
    times = np.union1d(of_day, of_week[of_week % len(days.weekdays) != 0])
    angle = 2 * np.pi / days.week * np.outer(step, times)
    return np.column_stack([np.ones(days.week), np.sin(angle), np.cos(angle)])


def _autoregression(errors: Floats, lags: Index, tried: int) -> tuple[Floats, float]:
    """Least-squares weights of earlier errors, and the variance of what is left."""
    longest = int(lags.max())
    earlier = np.column_stack(
        [errors[longest - lag : len(errors) - lag] for lag in lags]
    )
    later = errors[longest:]
    weights: Floats = np.linalg.lstsq(earlier, later)[0].astype(np.float64)
    echo = np.abs(_echo(tried, lags, weights))
    if not echo[-longest:].max() <= 1:
        weights = weights / np.abs(weights).sum()
    return weights, float(np.mean((later - earlier @ weights) ** 2))


def _echo(count: int, lags: Index, weights: Floats) -> Floats:
    """Tell what is left of an error of 1 after 0, 1, 2... steps, shape (count,)."""
    longest = int(lags.max())
    echo = np.full(longest + count, np.nan)
    echo[:longest], echo[longest] = 0.0, 1.0
    _continue(echo, longest, lags, weights)
    return echo[longest:]


@compiled
def _continue(errors: Floats, first: int, lags: Index, weights: Floats) -> None:
    """Fill the unknown errors from the first step to come on, in place."""
    for step in range(first, len(errors)):
        if np.isnan(errors[step]):
            errors[step] = 0.0
            for place in range(len(lags)):
                errors[step] += weights[place] * errors[step - lags[place]]
