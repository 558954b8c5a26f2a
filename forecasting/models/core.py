"""Regression of contacts on weekday, slot and calendar, with the effect of the day.

A quasi-Poisson regression with a saturated weekday x slot profile and shrunk day
covariates gives the mean; weekdays with the same hours lend each other their shape as
far as noise, not pattern, tells them apart (empirical Bayes); what days and mornings
have in common is followed on the root scale (`forecasting.models.day_effect`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, Floats
from forecasting.models.day_effect import DayEffect, learn_day_effect
from forecasting.models.profiles import filled_profile
from forecasting.models.scale import root, unroot
from forecasting.models.shapes import leaning_shapes

if TYPE_CHECKING:
    from forecasting.past import Days, Past

HALF_LIFE_WEEKS = 5.0
# Variances and the effect of the day are learnt from the last days only.
_RECENT_DAYS = 130
# How strongly each covariate is held at 0 (contacts over dispersion).
_HOLD = 200.0
_ROUNDS, _STEP, _CLOSE = 15, 0.3, 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreFit:
    """
    The regression fitted to one queue.

    Attributes
    ----------
    profile : ndarray of float64, shape (7, S)
        Contacts of a week without covariates, Monday first.
    effects : ndarray of float64, shape (C,)
        Logarithms of what each covariate multiplies the day with.
    day : DayEffect
        Busy and quiet days.
    """

    profile: Floats
    effects: Floats
    day: DayEffect

    def mean(self, days: Days) -> Floats:
        """Mean contacts before the effect of the day, shape (H, S)."""
        return self.profile[days.like] * np.exp(days.covariates @ self.effects)[:, None]

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        roots = root(self.mean(days))
        effect, _ = self.day.ahead(days.steps)
        kept = self.day.persistence ** (2.0 * days.steps)
        doubt = roots**2 * (kept * self.day.doubt)[:, None]
        return unroot(roots * (1 + effect)[:, None], doubt)

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        profile = root(self.mean(days)[0])
        every = np.arange(len(profile))
        mean, variance = self.day.given(profile, int(days.steps[0]), root(seen), every)
        return unroot(mean, np.maximum(variance - self.day.residual, 0.0))


def fit_core(past: Past) -> CoreFit:
    """
    Fit the regression.

    Parameters
    ----------
    past : Past
        Two weeks or more are of use.

    Returns
    -------
    CoreFit
    """
    days = past.days
    offered = np.where(past.known[days], past.offered[days], 0.0)
    known = past.known[days].astype(np.float64)
    age = past.last - days
    weights = 0.5 ** (age / (WEEK * HALF_LIFE_WEEKS))
    is_weekday = (past.weekdays[days] == np.arange(WEEK)[:, None]).astype(np.float64)
    design = past.covariates[days]
    regression = _Regression(offered, known, weights, is_weekday, design)
    effects = regression.solve()
    profile = leaning_shapes(
        regression.profile(effects), past.opening, offered, known, is_weekday * weights
    )
    profile = filled_profile(np.where(past.opening, profile, np.nan))
    fitted = profile[past.weekdays[days]] * np.exp(design @ effects)[:, None]
    fitted[known == 0] = np.nan
    recent = slice(-_RECENT_DAYS, None)
    return CoreFit(
        profile=profile,
        effects=effects,
        day=learn_day_effect(
            root(np.where(known > 0, offered, np.nan))[recent],
            root(fitted)[recent],
            weights[recent],
            past.working_days(past.dates[days])[recent],
        ),
    )


@dataclass(frozen=True, slots=True)
class _Regression:
    """Day totals on covariates, the weekday x slot profile being profiled out."""

    offered: Floats
    known: Floats
    weights: Floats
    is_weekday: Floats
    design: Floats

    def profile(self, effects: Floats) -> Floats:
        """Weekday x slot means given the covariates' effects, shape (7, S)."""
        weekday = self.is_weekday * self.weights
        expected = (weekday * np.exp(self.design @ effects)) @ self.known
        nothing = np.full(expected.shape, np.nan)
        return np.divide(
            weekday @ self.offered, expected, out=nothing, where=expected > 0
        )

    def solve(self) -> Floats:
        """Penalised quasi-Poisson estimate by scoring, shape (C,)."""
        effects = np.zeros(self.design.shape[1])
        hold = np.full(len(effects), _HOLD)
        total = self.offered.sum(axis=1)
        weekday = self.is_weekday.argmax(axis=0)
        for _ in range(_ROUNDS):
            profile = np.nan_to_num(self.profile(effects))
            base = (profile[weekday] * self.known).sum(axis=1)
            mean = np.maximum(base * np.exp(self.design @ effects), 1e-9)
            squares = (total - mean) ** 2 / np.maximum(mean, 1.0)
            dispersion = max(1.0, float(np.average(squares, weights=self.weights)))
            working = self.weights * mean / dispersion
            score = self.design.T @ (working * (total / mean - 1)) - hold * effects
            information = (self.design.T * working) @ self.design + np.diag(hold)
            step = np.clip(np.linalg.solve(information, score), -_STEP, _STEP)
            effects = effects + step
            if np.abs(step).max() < _CLOSE:
                break
        return effects
