"""Days as sums of a few shapes whose weights follow the weekday (Shen and Huang 2008).

On the root scale a day is a point in the space of a few common shapes, found by
singular value decomposition. Each coordinate is its weekday's mean plus a deviation
that fades; a morning moves the coordinates by penalised least squares, as far as that
has helped on past days [1]_.

References
----------
.. [1] Shen, H., and J. Z. Huang (2008). Interday forecasting and intraday updating of
       call center arrivals. *M&SOM* 10(3): 391-410.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, Floats
from forecasting.models.profiles import filled_profile
from forecasting.models.scale import root, unroot

if TYPE_CHECKING:
    from forecasting.past import Days, Index, Past

SHAPES = 4
HALF_LIFE_WEEKS = 6.0
_RECENT_DAYS = 120
_LARGEST = 0.95
_CHECKED_DAYS = 25
# Penalties of the intraday update that are tried on past days.
_PENALTIES = (0.0, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1e3, 1e4)


@dataclass(frozen=True, slots=True, kw_only=True)
class SvdFit:
    """
    The decomposition of one queue's days.

    Attributes
    ----------
    shapes : ndarray of float64, shape (K, S)
        Orthonormal shapes of a day, on the root scale.
    usual : ndarray of float64, shape (7, K)
        Coordinates of each weekday.
    persistence : ndarray of float64, shape (K,)
        Share of a coordinate's deviation left on the next working day.
    deviations : ndarray of float64, shape (n, K)
        Of the past days from their weekday.
    like : ndarray of int64, shape (n,)
        Weekday of each past day.
    roots : ndarray of float64, shape (n, S)
        The past days themselves, gaps filled.
    noise : float
        Variance of what the shapes do not explain.
    """

    shapes: Floats
    usual: Floats
    persistence: Floats
    deviations: Floats
    like: Index
    roots: Floats
    noise: float

    def _coordinates(self, days: Days) -> Floats:
        fading = self.persistence ** days.steps[:, None].astype(np.float64)
        return self.usual[days.like] + fading * self.deviations[-1]

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        return unroot(self._coordinates(days) @ self.shapes, self.noise)

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        known = np.isfinite(seen)
        before = self._coordinates(days)[0]
        if not known.any():
            return unroot(before @ self.shapes, self.noise)
        penalty = self._best_penalty(known)
        after = self._update(known, root(seen[known])[None], before[None], penalty)
        return unroot(after[0] @ self.shapes, self.noise)

    def _update(
        self, known: np.ndarray, roots: Floats, before: Floats, penalty: float
    ) -> Floats:
        """Coordinates of days given some slots and what was expected, shape (n, K)."""
        part = self.shapes[:, known]
        normal = part @ part.T + (penalty + 1e-6) * np.eye(len(part))
        moved = part @ roots.T + penalty * before.T
        return np.asarray(np.linalg.solve(normal, moved).T)

    def _best_penalty(self, known: np.ndarray) -> float:
        """Penalty with which past days at this hour would have been finished best."""
        rest = ~known & (self.shapes != 0).any(axis=0)
        tried = slice(max(1, len(self.roots) - _CHECKED_DAYS), len(self.roots))
        earlier = self.deviations[tried.start - 1 : tried.stop - 1]
        before = self.usual[self.like[tried]] + self.persistence * earlier
        actual = self.roots[tried]
        if not len(actual) or not rest.any():
            return _PENALTIES[-1]
        errors = [
            (
                (self._update(known, actual[:, known], before, penalty) @ self.shapes)[
                    :, rest
                ]
                - actual[:, rest]
            )
            for penalty in _PENALTIES
        ]
        return _PENALTIES[int(np.argmin([(error**2).sum() for error in errors]))]


def fit_svd(past: Past) -> SvdFit:
    """
    Fit the decomposition.

    Parameters
    ----------
    past : Past
        Some days of each weekday are of use; those without take the others' shape.
    """
    days = past.days[-_RECENT_DAYS:]
    like = past.weekdays[days]
    means = np.full((WEEK, past.offered.shape[1]), np.nan)
    known = root(past.offered[days])
    for day in np.unique(like):
        means[day] = _known_mean(known[like == day])
    means = filled_profile(np.where(past.opening, means, np.nan))
    means = np.where(past.opening, means, 0.0)
    filled = np.where(np.isfinite(known), known, means[like])
    roots = np.where(past.opening[like], filled, 0.0)
    _, _, directions = np.linalg.svd(roots, full_matrices=False)
    shapes = directions[:SHAPES]
    coordinates = roots @ shapes.T
    usual = means @ shapes.T
    for day in np.unique(like):
        own = coordinates[like == day]
        weights = 0.5 ** (np.arange(len(own))[::-1] / HALF_LIFE_WEEKS)
        usual[day] = weights @ own / weights.sum()
    deviations = coordinates - usual[like]
    sooner, later = deviations[:-1], deviations[1:]
    together = (sooner * later).sum(axis=0)
    power = np.maximum((sooner**2).sum(axis=0), 1e-9)
    return SvdFit(
        shapes=shapes,
        usual=usual,
        persistence=np.clip(together / power, 0.0, _LARGEST),
        deviations=deviations,
        like=like,
        roots=roots,
        noise=float(np.var(roots - coordinates @ shapes)),
    )


def _known_mean(values: Floats) -> Floats:
    known = np.isfinite(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    nothing = np.full(len(count), np.nan)
    return np.divide(total, count, out=nothing, where=count > 0)
