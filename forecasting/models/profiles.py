"""The weekly profile: recent weeks count more, and thin evidence leans on the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.base import WEEK, Flags, Floats

_ROUNDS = 12
# With less evidence than this the weeks do not show their own spread.
_FEWEST_WEEKS = 1.5
_KINDS = (slice(0, 5), slice(5, WEEK))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyMeans:
    """
    Exponentially weighted means by weekday and slot, as they stood after each week.

    Attributes
    ----------
    mean : ndarray of float64, shape (W, 7, S)
        Mean of the weeks up to and including each; NaN before the first value.
    weight : ndarray of float64, shape (W, 7, S)
        Sum of the weights behind it, the week itself counting 1.
    squares : ndarray of float64, shape (7, S)
        Sum of the squared weights of all weeks.
    decay : float
        Weight of a week over that of the next, in (0, 1).
    """

    mean: Floats
    weight: Floats
    squares: Floats
    decay: float

    @property
    def effective(self) -> Floats:
        """Number of equally weighted weeks that would tell as much, shape (7, S)."""
        return _divide(self.weight[-1] ** 2, self.squares, 0.0)


def weekly_means(weeks: Floats, half_life: float) -> WeeklyMeans:
    """
    Mean of the same weekday and slot over the weeks, the newer the heavier.

    Parameters
    ----------
    weeks : ndarray of float64, shape (W, 7, S)
        Contacts; NaN where there is nothing to learn from.
    half_life : float
        Weeks after which a value counts half, above 0.

    Returns
    -------
    WeeklyMeans
    """
    known = np.isfinite(weeks)
    values = np.where(known, weeks, 0.0)
    decay = 0.5 ** (1 / half_life)
    total, weight = np.zeros_like(values), np.zeros_like(values)
    sums = np.zeros((3, *values.shape[1:]))
    fade = np.array([decay, decay, decay**2])[:, None, None]
    for week, (value, there) in enumerate(zip(values, known, strict=True)):
        sums = sums * fade + np.stack([value, there, there])
        total[week], weight[week] = sums[:2]
    return WeeklyMeans(
        mean=_divide(total, weight, np.nan),
        weight=weight,
        squares=sums[2],
        decay=decay,
    )


def pooled_profile(weeks: Floats, means: WeeklyMeans, opening: Flags) -> Floats:
    """
    Profile of the coming week, each weekday leaning on the pooled shape as needed.

    The pooled profile has one shape for all weekdays and a level for each. A weekday
    keeps its own means to the degree that they differ from it by more than their noise
    (James and Stein 1961, positive part) [1]_, so a clear pattern is kept as it is.
    Slots and weekdays without any value take the pooled profile.

    Parameters
    ----------
    weeks : ndarray of float64, shape (W, 7, S)
        Contacts; NaN where there is nothing to learn from. At least one value.
    means : WeeklyMeans
        Of `weeks`.
    opening : ndarray of bool, shape (7, S)
        Open slots.

    Returns
    -------
    ndarray of float64, shape (7, S)
        Contacts, at least 0; 0 where closed.

    References
    ----------
    .. [1] Efron, B., and C. Morris (1973). Stein's Estimation Rule and Its Competitors.
           *JASA*, 68(341): 117-130.
    """
    own = np.where(opening, means.mean[-1], np.nan)
    pooled = np.where(opening, _one_shape(own), 0.0)
    noise = _noise(weeks, means, pooled)
    known = np.isfinite(own)
    spread = np.where(known, (own - pooled) ** 2, 0.0).sum(axis=1)
    noise = np.where(known, noise, 0.0).sum(axis=1)
    trust = 1 - np.minimum(_divide(noise, spread, 1.0), 1.0)
    leaning = pooled + trust[:, None] * (own - pooled)
    return np.where(known, leaning, pooled)


def filled_profile(own: Floats) -> Floats:
    """
    Give slots and weekdays without a value the shape and level of the others.

    Parameters
    ----------
    own : ndarray of float64, shape (7, S)
        By weekday and slot; NaN where unknown. At least one value.

    Returns
    -------
    ndarray of float64, shape (7, S)
        `own` where it is known.
    """
    known = np.isfinite(own)
    return own if known.all() else np.where(known, own, _one_shape(own))


def _one_shape(own: Floats) -> Floats:
    """Level of the weekday x share of the slot, fitted where a mean is known."""
    known = np.isfinite(own)
    values = np.where(known, own, 0.0)
    level = np.ones(WEEK)
    shape = np.zeros(own.shape[1])
    for _ in range(_ROUNDS):
        shape = _divide(values.sum(axis=0), level @ known, 0.0)
        level = _divide(values.sum(axis=1), known @ shape, np.nan)
        level = np.nan_to_num(level)
    return _fill_levels(level, np.any(known, axis=1))[:, None] * shape


def _fill_levels(level: Floats, known: Flags) -> Floats:
    """Levels of weekdays without a value: the mean of their kind, else of all."""
    filled = level.copy()
    for kind in _KINDS:
        like = level[kind][known[kind]]
        if not len(like):
            like = level[known]
        filled[kind] = np.where(known[kind], level[kind], like.mean())
    return filled


def _noise(weeks: Floats, means: WeeklyMeans, pooled: Floats) -> Floats:
    """Variance of each mean: the spread of its weeks, or Poisson where there is one."""
    known = np.isfinite(weeks)
    centre = np.where(known, means.mean[-1], np.nan)
    # What a busy or quiet day shares over its slots says nothing about the shape.
    day = _divide(
        np.nansum(np.where(known, weeks, 0.0), axis=2),
        np.nansum(np.nan_to_num(centre), axis=2),
        1.0,
    )
    age = np.arange(len(weeks))[::-1, None, None]
    squares = np.nansum(means.decay**age * (weeks - centre * day[:, :, None]) ** 2, 0)
    effective = means.effective
    freedom = means.weight[-1] * (1 - 1 / np.maximum(effective, 1))
    variance = np.where(
        effective > _FEWEST_WEEKS, _divide(squares, freedom, 0.0), pooled
    )
    return _divide(variance, effective, 0.0)


def _divide(top: Floats, bottom: Floats, otherwise: float) -> Floats:
    return np.divide(
        top, bottom, out=np.full(np.shape(top), otherwise), where=bottom > 0
    )
