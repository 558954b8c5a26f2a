"""How far the actual may be from the forecast, learnt from the method's own errors.

The variance of an interval is ``f + f**2 (day + within)``: Poisson chance, an error
that all intervals of a day share and that grows with the lead, and one of the interval
alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincinv, pdtrik

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from forecasting.base import Floats

QUANTILES = {
    "volume_p025": 0.025,
    "volume_p10": 0.10,
    "volume_p50": 0.50,
    "volume_p90": 0.90,
    "volume_p975": 0.975,
}
# Only errors of the last sixteen weeks say how good the forecast is now.
_RECENT_DAYS = 112
# What to expect of a queue that has no errors yet, believed like so many days.
_PRIOR_DAY, _PRIOR_WITHIN, _PRIOR_DAYS = 0.10**2, 0.08**2, 5.0
# No queue repeats itself better than this, whatever its past says.
_SMALLEST_DAY = 0.02**2
# A slot's own spread counts half once it rests on so many days.
_PRIOR_SLOT_DAYS = 20.0
# The two bands, and how many standard deviations a normal law gives them.
_BANDS = {0.80: 1.2816, 0.95: 1.9600}
_OUTER = 0.45
_PRIOR_STRETCH_DAYS, _STRETCH_LIMITS = 10.0, (0.7, 1.6)
# Drift goes on beyond the longest lead learnt, up to this one.
_LONGEST_LEAD = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """
    Relative variances of the forecast error.

    Attributes
    ----------
    leads : ndarray of float64, shape (L,)
        Days ahead, ascending.
    day : ndarray of float64, shape (L,)
        Variance of the error that a day's intervals share, by lead; never falling.
    within : ndarray of float64, shape (S,)
        Variance of the error of one interval, given its day's.
    stretch : ndarray of float64, shape (2,)
        What the relative deviation is multiplied with for the 80 % and for the 95 %
        band, so that they held those shares of the past.
    """

    leads: Floats
    day: Floats
    within: Floats
    stretch: Floats

    def day_variance(self, leads: NDArray[np.int64]) -> Floats:
        """Variance of the shared error at any lead in days, shape of `leads`."""
        return np.interp(leads, self.leads, self.day)


def learn_spread(offered: Floats, hindcasts: Mapping[int, Floats]) -> Spread:
    """
    Relative variances from what would have been forecast in the past.

    Moments: the variance of day totals less what chance and the intervals' own errors
    put into it, and the variance of intervals around their scaled day less chance.

    Parameters
    ----------
    offered : ndarray of float64, shape (D, S)
        Contacts of normal days; NaN elsewhere.
    hindcasts : mapping of int to ndarray of float64, shape (D, S)
        Forecasts of these days made so many days ahead, at two leads or more; NaN where
        there was nothing to forecast from.

    Returns
    -------
    Spread
    """
    offered = offered[-_RECENT_DAYS:]
    past = {lead: values[-_RECENT_DAYS:] for lead, values in sorted(hindcasts.items())}
    within = _within(offered, next(iter(past.values())))
    shared = [_shared(offered, values, within) for values in past.values()]
    day: Floats = np.maximum.accumulate(shared)
    leads = np.array(list(past), dtype=np.float64)
    growth = (day[-1] - day[0]) / (leads[-1] - leads[0])
    return Spread(
        leads=np.append(leads, _LONGEST_LEAD),
        day=np.append(day, day[-1] + growth * (_LONGEST_LEAD - leads[-1])),
        within=within,
        stretch=_stretch(offered, list(past.values()), day[:, None] + within),
    )


def _pairs(offered: Floats, forecast: Floats) -> tuple[Floats, Floats]:
    """Actual and forecast where both are known, else 0, on days that have some."""
    both = np.isfinite(offered) & np.isfinite(forecast)
    actual, expected = (np.where(both, values, 0.0) for values in (offered, forecast))
    days = expected.sum(axis=1) > 0
    return actual[days], expected[days]


def _within(offered: Floats, forecast: Floats) -> Floats:
    actual, expected = _pairs(offered, forecast)
    ratio = actual.sum(axis=1) / expected.sum(axis=1)
    scaled = expected * ratio[:, None]
    # Scaling the day to its total takes one degree of freedom from its intervals.
    count = np.maximum((expected > 0).sum(axis=1, keepdims=True), 2)
    squares = (actual - scaled) ** 2 * count / (count - 1) - scaled
    weight = scaled**2
    total = squares.sum() / max(weight.sum(), 1e-12)
    days = len(actual)
    pooled = max((days * total + _PRIOR_DAYS * _PRIOR_WITHIN) / (days + _PRIOR_DAYS), 0)
    slot_days = (expected > 0).sum(axis=0)
    own = squares.sum(axis=0) / np.maximum(weight.sum(axis=0), 1e-12)
    return np.maximum(
        (slot_days * own + _PRIOR_SLOT_DAYS * pooled) / (slot_days + _PRIOR_SLOT_DAYS),
        0.0,
    )


def _shared(offered: Floats, forecast: Floats, within: Floats) -> float:
    actual, expected = _pairs(offered, forecast)
    total = expected.sum(axis=1)
    squares = (actual.sum(axis=1) / total - 1) ** 2
    chance = 1 / total + (expected**2 @ within) / total**2
    # A few wild days must not make every band useless: they are cut at four standard
    # deviations, which the median tells (that of a squared normal is 0.455).
    limit = 16 * np.median(squares) / 0.455 if len(squares) else 0.0
    found = (np.minimum(squares, limit) - chance).sum()
    variance = (found + _PRIOR_DAYS * _PRIOR_DAY) / (len(total) + _PRIOR_DAYS)
    return float(max(variance, _SMALLEST_DAY))


def _stretch(offered: Floats, forecasts: list[Floats], relative: Floats) -> Floats:
    """Share of the past that the bands held, turned into a factor for each band."""
    found, days = [], 0
    for forecast, variance in zip(forecasts, relative, strict=True):
        known = np.isfinite(offered) & (forecast > 0)
        days = max(days, int(np.count_nonzero(np.any(known, axis=1))))
        expected = forecast[known]
        deviation = np.sqrt(
            expected + expected**2 * np.broadcast_to(variance, known.shape)[known]
        )
        found.append(np.abs(offered[known] - expected) / deviation)
    errors = np.concatenate(found)
    if not len(errors):
        return np.ones(len(_BANDS))
    needed = np.quantile(errors, list(_BANDS)) / list(_BANDS.values())
    stretch = (days * needed + _PRIOR_STRETCH_DAYS) / (days + _PRIOR_STRETCH_DAYS)
    return np.clip(stretch, *_STRETCH_LIMITS)


def quantiles(mean: Floats, relative: Floats, stretch: Floats) -> Floats:
    """
    Quantiles of contacts offered, by the gamma law in place of the negative binomial.

    Half a contact is added to the mean and taken off again, as counts are whole:
    without it a band around one contact would never hold 0. No band is narrower than
    that of a Poisson count with the same mean.

    Parameters
    ----------
    mean : ndarray of float64, shape (n,)
        At least 0.
    relative : ndarray of float64, shape (n,)
        Relative variance beyond Poisson, at least 0.
    stretch : ndarray of float64, shape (2,)
        Factor on the relative deviation for the 80 % and for the 95 % band.

    Returns
    -------
    ndarray of float64, shape (n, 5)
        Of ``QUANTILES``, ascending, at least 0; 0 where the mean is 0.
    """
    extra = mean**2 * relative
    found = np.empty((len(mean), len(QUANTILES)))
    for index, share in enumerate(QUANTILES.values()):
        band = int(abs(share - 1 / 2) > _OUTER)
        value = _gamma_quantile(share, mean, mean + extra * stretch[band] ** 2)
        poisson = _poisson_quantile(share, mean)
        outward = np.minimum if share < 1 / 2 else np.maximum
        found[:, index] = value if share == 1 / 2 else outward(value, poisson)
    found[mean <= 0] = 0.0
    return np.sort(found, axis=1)


def _gamma_quantile(share: float, mean: Floats, variance: Floats) -> Floats:
    centre = mean + 1 / 2
    shape = centre**2 / np.maximum(variance, 1e-12)
    return np.maximum(gammaincinv(shape, share) * centre / shape - 1 / 2, 0.0)


def _poisson_quantile(share: float, mean: Floats) -> Floats:
    """Fewest contacts that a Poisson count stays at or below with that probability."""
    continuous = np.nan_to_num(pdtrik(share, np.maximum(mean, 1e-12)))
    return np.ceil(np.maximum(continuous - 1e-9, 0.0))
