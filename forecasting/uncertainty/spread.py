"""How far off a method was on past days, by what days share and intervals do not.

The variance of an interval is ``f + f**2 (day + within)``: Poisson chance, an error
that all intervals of a day share and that grows with the lead, and one of the
interval alone, which lingers from slot to slot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtrit

from forecasting.uncertainty.day_errors import DayErrors, standardised

if TYPE_CHECKING:
    from forecasting.base import Flags, Floats
    from forecasting.past import Index
    from forecasting.uncertainty.origins import Hindcasts

# What to expect of a queue with few errors so far, believed like so many days; and of
# one with none.
_PRIOR_DAY, _PRIOR_WITHIN, _PRIOR_DAYS = 0.04**2, 0.03**2, 0.5
_UNKNOWN_DAY = 0.15**2
# No queue repeats itself better than this, whatever its past says.
_SMALLEST_DAY = 0.01**2
# A slot's own spread counts half once it rests on so many days.
_PRIOR_SLOT_DAYS = 40.0
# What is new about tomorrow is old news after so many days.
_SETTLING_DAYS, _MONTH = 4.0, 28.0
# Drift goes on beyond the longest lead learnt, up to this one.
_LONGEST_LEAD = 84
# Days whose squared error is above nine times the typical one tell of themselves only.
_OUTLIER, _MEDIAN_SQUARE = 9.0, 0.455
_BANDS = np.array([0.80, 0.95])
# Bands are stretched apart for tomorrow and for later days, which are surer of each
# other than so many days of their own.
_TOMORROW_DAYS = 2
_PRIOR_STRETCH_DAYS, _POOLED_DAYS, _STRETCH_LIMITS = 1.0, 10.0, (0.3, 1.7)
_USUAL_ORIGINS = 20
# Weeks ahead, twelve weeks of origins hold few errors that are not one another's: as
# many as make a t law with 14 degrees of freedom.
_LATER = stdtrit(14, (1 + _BANDS) / 2) / ndtri((1 + _BANDS) / 2)
# How much of an error two days of one forecast share, until the past says.
_PRIOR_COMMON, _PRIOR_NEXT, _PRIOR_PAIRS = 0.4, 0.6, 30.0
_FAR_DAYS, _MOST, _WILD = 5, 0.95, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """
    Relative variances of the forecast error, and what goes together.

    Attributes
    ----------
    growth : ndarray of float64, shape (3,)
        Variance of the error that a day's intervals share: at once, what the first
        days of lead add, and what every four weeks add.
    within : ndarray of float64, shape (S,)
        Variance of the error of one interval, given its day's.
    stretches : ndarray of float64, shape (2, 2)
        What the relative deviation is multiplied with, tomorrow and later (rows), for
        the 80 % and the 95 % band, so that they held those shares of the past.
    common : float
        Correlation of the errors of two days far apart in one forecast.
    next_day : float
        That of two neighbouring days, at least `common`.
    lingering : float
        Correlation of the errors of two neighbouring slots, given their day's.
    day_errors : DayErrors or None
        What days were off by, to be compared with other queues'; None for a queue that
        has no errors of its own.
    """

    growth: Floats
    within: Floats
    stretches: Floats
    common: float
    next_day: float
    lingering: float
    day_errors: DayErrors | None = None

    def day_variance(self, leads: Index) -> Floats:
        """Variance of the shared error at leads in days, shape of `leads`."""
        found = _reach(leads) @ self.growth
        return np.asarray(np.maximum(found, _SMALLEST_DAY))

    def stretch(self, leads: Index) -> Floats:
        """Factors for the 80 % and the 95 % band at leads in days, shape (n, 2)."""
        later = np.asarray(leads) > _TOMORROW_DAYS
        return np.asarray(self.stretches[later.astype(np.int64)])


def _reach(leads: Index) -> Floats:
    days = np.minimum(np.asarray(leads, dtype=np.float64), _LONGEST_LEAD)
    settled = 1 - np.exp(-days / _SETTLING_DAYS)
    return np.column_stack([np.ones(len(days)), settled, days / _MONTH])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errors:
    """Past days with something forecast: contacts and forecasts, 0 where unknown."""

    actual: Floats
    expected: Floats
    lead: Index
    origin: Index
    day: Index


def learn_spread(past: Hindcasts) -> Spread:
    """
    Relative variances from what would have been forecast in the past.

    Moments: the variance of day totals less chance, and the variance of intervals
    around their scaled day less chance.

    Parameters
    ----------
    past : Hindcasts
        None are needed: then everything is as the prior says, and wide.

    Returns
    -------
    Spread
    """
    both = np.isfinite(past.actual) & np.isfinite(past.volume) & (past.volume > 0)
    days = both.any(axis=1)
    errors = _Errors(
        actual=np.where(both, past.actual, 0.0)[days],
        expected=np.where(both, past.volume, 0.0)[days],
        lead=past.lead[days],
        origin=past.origin[days],
        day=past.day[days],
    )
    within, lingering = _within(errors)
    spread = Spread(
        growth=_growth(errors),
        within=within,
        stretches=np.ones((2, 2)),
        common=_PRIOR_COMMON,
        next_day=_PRIOR_NEXT,
        lingering=lingering,
    )
    shared = spread.day_variance(errors.lead)
    common, next_day = _together(errors, shared)
    stretches = _stretches(errors, shared[:, None] + within)
    return replace(
        spread,
        stretches=stretches,
        common=common,
        next_day=next_day,
        day_errors=_day_errors(errors, shared),
    )


def _within(errors: _Errors) -> tuple[Floats, float]:
    """Variance of single intervals by slot, and how neighbours go together."""
    actual, expected = errors.actual, errors.expected
    scaled = expected * (actual.sum(axis=1) / expected.sum(axis=1))[:, None]
    # Scaling the day to its total takes one degree of freedom from its intervals.
    count = np.maximum((expected > 0).sum(axis=1, keepdims=True), 2)
    rest = (actual - scaled) * np.sqrt(count / (count - 1))
    squares = rest**2 - scaled
    weight = scaled**2
    days = len(actual)
    total = squares.sum() / max(weight.sum(), 1e-12)
    pooled = max((days * total + _PRIOR_DAYS * _PRIOR_WITHIN) / (days + _PRIOR_DAYS), 0)
    slot_days = (expected > 0).sum(axis=0)
    own = squares.sum(axis=0) / np.maximum(weight.sum(axis=0), 1e-12)
    within = np.maximum(
        (slot_days * own + _PRIOR_SLOT_DAYS * pooled) / (slot_days + _PRIOR_SLOT_DAYS),
        0.0,
    )
    together = float((rest[:, 1:] * rest[:, :-1]).sum())
    beyond_chance = max(float(squares.sum()), 0.1 * float((rest**2).sum()), 1e-12)
    return within, float(np.clip(together / beyond_chance, 0.0, _MOST))


def _growth(errors: _Errors) -> Floats:
    """Variance of the error of whole days, and what the lead adds, shape (3,)."""
    if not len(errors.lead):
        return np.array([_UNKNOWN_DAY, 0.0, _UNKNOWN_DAY])
    from scipy.optimize import nnls  # noqa: PLC0415 - slow to import

    total = errors.expected.sum(axis=1)
    squares = (errors.actual.sum(axis=1) / total - 1) ** 2
    limit = _OUTLIER * float(np.median(squares)) / _MEDIAN_SQUARE
    weight = np.sqrt(_PRIOR_DAYS)
    design = np.vstack([_reach(errors.lead), [weight, 0.0, 0.0]])
    target = np.append(np.minimum(squares, limit) - 1 / total, weight * _PRIOR_DAY)
    growth, _ = nnls(design, target)
    return np.asarray(growth)


def _together(errors: _Errors, shared: Floats) -> tuple[float, float]:
    """Correlation of two days far apart, and of two neighbours, of one forecast."""
    ratio = errors.actual.sum(axis=1) / errors.expected.sum(axis=1) - 1
    standard = np.clip(ratio / np.sqrt(shared), -_WILD, _WILD)
    power = max(float(np.mean(standard**2)), 1e-9) if len(standard) else 1.0
    product = np.outer(standard, standard) / power
    apart = errors.lead[:, None] - errors.lead[None, :]
    same = errors.origin[:, None] == errors.origin[None, :]

    def mean(pairs: Flags, prior: float) -> float:
        total = float(product[pairs].sum()) + _PRIOR_PAIRS * prior
        found = total / (int(np.count_nonzero(pairs)) + _PRIOR_PAIRS)
        return float(np.clip(found, 0.0, _MOST))

    common = mean(same & (apart >= _FAR_DAYS), _PRIOR_COMMON)
    return common, max(common, mean(same & (apart == 1), _PRIOR_NEXT))


def _day_errors(errors: _Errors, shared: Floats) -> DayErrors | None:
    if not len(errors.lead):
        return None
    return standardised(
        errors.origin,
        errors.day,
        errors.actual.sum(axis=1),
        errors.expected.sum(axis=1),
        shared,
    )


def _stretches(errors: _Errors, relative: Floats) -> Floats:
    """Turn the shares that the bands held into factors, shape (2, 2)."""
    every = np.ones(len(errors.lead), dtype=np.bool_)
    pooled = _leaning(errors, relative, every, np.ones(2), _PRIOR_STRETCH_DAYS)
    soon = errors.lead <= _TOMORROW_DAYS
    tomorrow, later = (
        _leaning(errors, relative, days, pooled, _POOLED_DAYS) for days in (soon, ~soon)
    )
    later = later * _LATER
    few = _few_origins(len(np.unique(errors.origin)))
    return np.clip(np.stack([tomorrow, later]) * few, *_STRETCH_LIMITS)


def _few_origins(count: int) -> Floats:
    """Factors, shape (2,), for bands that rest on fewer forecasts than is usual."""
    if count >= _USUAL_ORIGINS:
        return np.ones(len(_BANDS))
    half = (1 + _BANDS) / 2
    return np.asarray(stdtrit(max(count, 1), half) / stdtrit(_USUAL_ORIGINS, half))


def _leaning(
    errors: _Errors, relative: Floats, days: Flags, prior: Floats, belief: float
) -> Floats:
    """Factor with which the bands would have held some days, leaning on a prior."""
    known = errors.expected[days] > 0
    if not known.any():
        return prior
    mean = errors.expected[days][known]
    extra = np.maximum(mean**2 * relative[days][known], 1e-12)
    squares = (errors.actual[days][known] - mean) ** 2
    # Chance is what it is: only what is beyond it can be stretched.
    needed = [
        np.quantile((squares / edge**2 - mean) / extra, share)
        for share, edge in zip(_BANDS, ndtri((1 + _BANDS) / 2), strict=True)
    ]
    count = int(np.count_nonzero(days))
    stretch = np.sqrt(np.maximum(needed, 0.0))
    return np.asarray((count * stretch + belief * prior) / (count + belief))
