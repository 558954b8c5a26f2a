"""How far off a method was on past days, by what days share and intervals do not.

The variance of an interval is ``f + f**2 (day + within)``: Poisson chance, an error
that all intervals of a day share and that grows with the lead, and one of the
interval alone, which lingers from slot to slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import nnls

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.origins import Hindcasts
    from forecasting.past import Index

# What to expect of a queue that has no errors yet, believed like so many days.
_PRIOR_DAY, _PRIOR_WITHIN, _PRIOR_DAYS = 0.10**2, 0.08**2, 5.0
# No queue repeats itself better than this, whatever its past says.
_SMALLEST_DAY = 0.02**2
# A slot's own spread counts half once it rests on so many days.
_PRIOR_SLOT_DAYS = 20.0
# The two bands, and how many standard deviations a normal law gives them.
_BANDS = {0.80: 1.2816, 0.95: 1.9600}
_PRIOR_STRETCH_DAYS, _STRETCH_LIMITS = 10.0, (0.7, 1.6)
# Drift goes on beyond the longest lead learnt, up to this one.
_LONGEST_LEAD = 84
_MONTH = 28.0
# How much of an error two days of one forecast share, until the past says.
_PRIOR_COMMON, _PRIOR_NEXT, _PRIOR_PAIRS = 0.4, 0.6, 30.0
_FAR_DAYS = 5
_MOST = 0.95
_OUTLIER = 16.0
# Median of a squared standard normal.
_MEDIAN_SQUARE = 0.455


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """
    Relative variances of the forecast error, and what goes together.

    Attributes
    ----------
    day : float
        Variance of the error that a day's intervals share, at lead 0.
    drift : float
        What four weeks of lead add to it.
    within : ndarray of float64, shape (S,)
        Variance of the error of one interval, given its day's.
    stretch : ndarray of float64, shape (2,)
        What the relative deviation is multiplied with for the 80 % and for the 95 %
        band, so that they held those shares of the past.
    common : float
        Correlation of the errors of two days far apart in one forecast.
    next_day : float
        That of two neighbouring days, at least `common`.
    lingering : float
        Correlation of the errors of two neighbouring slots, given their day's.
    """

    day: float
    drift: float
    within: Floats
    stretch: Floats
    common: float
    next_day: float
    lingering: float

    def day_variance(self, leads: Index) -> Floats:
        """Variance of the shared error at any lead in days, shape of `leads`."""
        reach = np.minimum(leads, _LONGEST_LEAD) / _MONTH
        return np.asarray(self.day + self.drift * reach)


def learn_spread(past: Hindcasts) -> Spread:
    """
    Relative variances from what would have been forecast in the past.

    Moments: the variance of day totals less what chance and the intervals' own errors
    put into it, and the variance of intervals around their scaled day less chance.

    Parameters
    ----------
    past : Hindcasts
        None are needed: then everything is as the prior says.

    Returns
    -------
    Spread
    """
    both = np.isfinite(past.actual) & np.isfinite(past.volume)
    actual, expected = (
        np.where(both, values, 0.0) for values in (past.actual, past.volume)
    )
    days = expected.sum(axis=1) > 0
    actual, expected, leads = actual[days], expected[days], past.lead[days]
    within, lingering = _within(actual, expected)
    day, drift = _shared(actual, expected, within, leads)
    spread = Spread(
        day=day,
        drift=drift,
        within=within,
        stretch=np.ones(len(_BANDS)),
        common=_PRIOR_COMMON,
        next_day=_PRIOR_NEXT,
        lingering=lingering,
    )
    shared = spread.day_variance(leads)
    common, next_day = _together(
        actual.sum(axis=1) / expected.sum(axis=1) - 1, shared, leads, past.origin[days]
    )
    relative = shared[:, None] + within
    return Spread(
        day=day,
        drift=drift,
        within=within,
        stretch=_stretch(actual, expected, relative),
        common=common,
        next_day=next_day,
        lingering=lingering,
    )


def _within(actual: Floats, expected: Floats) -> tuple[Floats, float]:
    """Variance of single intervals by slot, and how neighbours go together."""
    ratio = actual.sum(axis=1) / expected.sum(axis=1)
    scaled = expected * ratio[:, None]
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
    together = (rest[:, 1:] * rest[:, :-1]).sum()
    beyond_chance = np.maximum(squares.sum(), 0.1 * (rest**2).sum())
    lingering = together / max(beyond_chance, 1e-12)
    return within, float(np.clip(lingering, 0.0, _MOST))


def _shared(
    actual: Floats, expected: Floats, within: Floats, leads: Index
) -> tuple[float, float]:
    """Variance of the error of whole days, and what four weeks of lead add to it."""
    total = expected.sum(axis=1)
    squares = (actual.sum(axis=1) / total - 1) ** 2
    chance = 1 / total + (expected**2 @ within) / total**2
    # A few wild days must not make every band useless: they are cut at four standard
    # deviations, which the median tells.
    limit = _OUTLIER * np.median(squares) / _MEDIAN_SQUARE if len(squares) else 0.0
    found = np.minimum(squares, limit) - chance
    reach = leads / _MONTH
    prior = np.sqrt(_PRIOR_DAYS)
    design = np.vstack([np.column_stack([np.ones(len(reach)), reach]), [prior, 0.0]])
    target = np.append(found, prior * _PRIOR_DAY)
    (day, drift), _ = nnls(design, target)
    return float(max(day, _SMALLEST_DAY)), float(drift)


def _together(
    errors: Floats, shared: Floats, leads: Index, origin: Index
) -> tuple[float, float]:
    """Correlation of two days far apart, and of two neighbours, of one forecast."""
    standard = np.clip(errors / np.sqrt(shared), -4.0, 4.0)
    apart = leads[:, None] - leads[None, :]
    product = standard[:, None] * standard[None, :]
    same = origin[:, None] == origin[None, :]
    power = max(float(np.mean(standard**2)), 1e-9) if len(standard) else 1.0

    def mean(pairs: np.ndarray, prior: float) -> float:
        total = float(product[pairs].sum()) / power + _PRIOR_PAIRS * prior
        return total / (int(pairs.sum()) + _PRIOR_PAIRS)

    common = float(np.clip(mean(same & (apart >= _FAR_DAYS), _PRIOR_COMMON), 0, _MOST))
    nearby = float(np.clip(mean(same & (apart == 1), _PRIOR_NEXT), 0, _MOST))
    return common, max(common, nearby)


def _stretch(actual: Floats, expected: Floats, relative: Floats) -> Floats:
    """Share of the past that the bands held, turned into a factor for each band."""
    known = expected > 0
    if not known.any():
        return np.ones(len(_BANDS))
    mean = expected[known]
    deviation = np.sqrt(mean + mean**2 * relative[known])
    errors = np.abs(actual[known] - mean) / deviation
    needed = np.quantile(errors, list(_BANDS)) / list(_BANDS.values())
    days = len(actual)
    stretch = (days * needed + _PRIOR_STRETCH_DAYS) / (days + _PRIOR_STRETCH_DAYS)
    return np.clip(stretch, *_STRETCH_LIMITS)
