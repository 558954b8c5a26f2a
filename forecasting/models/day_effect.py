"""Busy and quiet days: an effect the whole day shares, and a residual that lingers.

On the root scale an interval is ``p (1 + g) + e``: the profile `p` of its weekday and
slot, the effect `g` of its day (autoregressive from one working day to the next) and a
residual `e` (autoregressive from one slot to the next). Aldor-Noiman, Feigin and
Mandelbaum (2009) [1]_ and Ibrahim and L'Ecuyer (2013) [2]_ describe the family.

References
----------
.. [1] Workload forecasting for a call center. *Annals of Applied Statistics* 3(4).
.. [2] Forecasting call center arrivals: fixed-effects, mixed-effects, and bivariate
       models. *M&SOM* 15(1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import cho_factor, cho_solve

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.past import Index

_LARGEST_DAY, _LARGEST_SLOT = 0.97, 0.95
_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEffect:
    """
    What the past says about its days, and how the last one left us.

    Attributes
    ----------
    residual : float
        Variance of one interval's residual, on the root scale.
    lingering : float
        Correlation of residuals of neighbouring slots, in [0, 0.95].
    variance : float
        Variance of a day's effect.
    persistence : float
        Correlation of the effects of neighbouring working days, in [0, 0.97].
    mean, doubt : float
        Effect of the last day given all days, and the variance of that knowledge.
    """

    residual: float
    lingering: float
    variance: float
    persistence: float
    mean: float
    doubt: float

    def ahead(self, steps: Index) -> tuple[Floats, Floats]:
        """
        Mean and variance of the effect of days to come.

        Parameters
        ----------
        steps : ndarray of int64, shape (H,)
            Working days ahead, at least 1.
        """
        kept = self.persistence ** steps.astype(np.float64)
        return kept * self.mean, kept**2 * self.doubt + (1 - kept**2) * self.variance

    def given(
        self, profile: Floats, step: int, seen: Floats, wanted: Index
    ) -> tuple[Floats, Floats]:
        """
        Roots of the rest of a day, given its beginning (best linear prediction).

        Parameters
        ----------
        profile : ndarray of float64, shape (S,)
            Root profile of the day.
        step : int
            Working days from the last known day to this one.
        seen : ndarray of float64, shape (S,)
            Roots of the contacts so far; NaN where there are none.
        wanted : ndarray of int64, shape (n,)
            Slots to predict.

        Returns
        -------
        mean, variance : ndarray of float64, shape (n,)
            Of the roots of the wanted slots; the variance with their residuals.
        """
        shared, doubt = self.ahead(np.array([step]))
        known = np.flatnonzero(np.isfinite(seen) & np.isfinite(profile))
        centre = profile * (1 + shared[0])
        if not len(known):
            return centre[wanted], profile[wanted] ** 2 * doubt[0] + self.residual
        slots = np.concatenate([known, wanted])
        covariance = doubt[0] * np.outer(profile[slots], profile[slots])
        apart = np.abs(slots[:, None] - slots[None, :])
        covariance += self.residual * self.lingering**apart
        size = len(known)
        across = covariance[:size, size:]
        weights = cho_solve(cho_factor(covariance[:size, :size]), across)
        mean = centre[wanted] + weights.T @ (seen[known] - centre[known])
        variance = np.diag(covariance)[size:] - (across * weights).sum(axis=0)
        return mean, np.maximum(variance, _SMALLEST)


def learn_day_effect(
    roots: Floats, profile: Floats, weights: Floats, at: Index
) -> DayEffect:
    """
    Learn the variances by moments, then follow the effect from day to day.

    Parameters
    ----------
    roots : ndarray of float64, shape (n, S)
        Roots of the contacts of normal days; NaN where unknown.
    profile : ndarray of float64, shape (n, S)
        Root profile of each of these days.
    weights : ndarray of float64, shape (n,)
        How much each day counts.
    at : ndarray of int64, shape (n,)
        Number of each day among the working days, ascending.
    """
    both = np.isfinite(roots) & np.isfinite(profile)
    base = np.where(both, profile, 0.0)
    power = np.maximum((base**2).sum(axis=1), _SMALLEST)
    found = np.where(both, roots - profile, 0.0)
    effect = (found * base).sum(axis=1) / power
    rest = found - base * effect[:, None]
    residual, lingering = _residuals(rest, both, weights)
    noise = residual * (1 + lingering) / (1 - lingering) / power
    variance = max(float(np.average(effect**2 - noise, weights=weights)), _SMALLEST)
    persistence = _persistence(effect, weights, at, variance)
    mean, doubt = 0.0, variance
    last = at[0] if len(at) else 0
    for value, chance, now in zip(effect, noise, at, strict=True):
        kept = persistence ** float(now - last)
        mean, doubt = kept * mean, kept**2 * doubt + (1 - kept**2) * variance
        gain = doubt / (doubt + chance)
        mean, doubt = mean + gain * (value - mean), (1 - gain) * doubt
        last = now
    return DayEffect(
        residual=residual,
        lingering=lingering,
        variance=variance,
        persistence=persistence,
        mean=float(mean),
        doubt=float(doubt),
    )


def _residuals(rest: Floats, both: np.ndarray, weights: Floats) -> tuple[float, float]:
    """Variance of the residuals, and correlation of neighbours, in [0, 0.95]."""
    weight = np.where(both, weights[:, None], 0.0)
    residual = float((rest**2 * weight).sum() / max(weight.sum(), _SMALLEST))
    pairs = both[:, 1:] & both[:, :-1]
    later, sooner = rest[:, 1:][pairs], rest[:, :-1][pairs]
    together = float(later @ sooner) / max(float(sooner @ sooner), _SMALLEST)
    return max(residual, _SMALLEST), float(np.clip(together, 0.0, _LARGEST_SLOT))


def _persistence(effect: Floats, weights: Floats, at: Index, variance: float) -> float:
    next_day = np.diff(at) == 1
    if not next_day.any():
        return 0.0
    products = (effect[1:] * effect[:-1])[next_day]
    found = float(np.average(products, weights=weights[1:][next_day])) / variance
    return float(np.clip(found, 0.0, _LARGEST_DAY))
