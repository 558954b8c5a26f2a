"""The law of one interval: what may come when so many contacts are expected.

The gamma law in place of the negative binomial: contacts are Poisson around a rate that
is itself uncertain. Half a contact is added to the mean and taken off again, as counts
are whole: without it a band around one contact would never hold 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincinv, ndtr, pdtrik

if TYPE_CHECKING:
    from forecasting.base import Floats

QUANTILES = {
    "volume_p025": 0.025,
    "volume_p10": 0.10,
    "volume_p50": 0.50,
    "volume_p90": 0.90,
    "volume_p975": 0.975,
}
_OUTER = 0.45
# Standard normal numbers at which the law of an interval is worked out for draws, and
# the edges of the two bands among them.
_STEP = 0.25
_GRID = np.arange(-4.5, 4.5 + _STEP, _STEP)
_INNER_EDGE, _OUTER_EDGE = 1.2816, 1.9600


def quantiles(mean: Floats, relative: Floats, stretch: Floats) -> Floats:
    """
    Quantiles of contacts offered: whole numbers, as contacts are.

    No band is narrower than that of a Poisson count with the same mean.

    Parameters
    ----------
    mean : ndarray of float64, shape (n,)
        At least 0.
    relative : ndarray of float64, shape (n,)
        Relative variance beyond Poisson, at least 0.
    stretch : ndarray of float64, shape (2,) or (n, 2)
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
        variance = mean + extra * stretch[..., band] ** 2
        # As for draws, cutting to whole contacts takes the half one off again.
        value = np.floor(_gamma(share, mean, variance))
        poisson = _poisson_quantile(share, mean)
        outward = np.minimum if share < 1 / 2 else np.maximum
        found[:, index] = value if share == 1 / 2 else outward(value, poisson)
    found[mean <= 0] = 0.0
    return np.sort(found, axis=1)


def draws(normal: Floats, mean: Floats, relative: Floats, stretch: Floats) -> Floats:
    """
    Turn standard normal numbers into contacts that have the law of their interval.

    Parameters
    ----------
    normal : ndarray of float64, shape (P, n)
        Standard normal, P draws of each interval.
    mean, relative : ndarray of float64, shape (n,)
        As in `quantiles`.
    stretch : ndarray of float64, shape (n, 2)
        As in `quantiles`; it goes from one factor to the other between the bands.

    Returns
    -------
    ndarray of float64, shape (P, n)
        Whole contacts, at least 0.
    """
    share = np.clip((np.abs(_GRID) - _INNER_EDGE) / (_OUTER_EDGE - _INNER_EDGE), 0, 1)
    factor = stretch[:, :1] + (stretch[:, 1:] - stretch[:, :1]) * share
    variance = mean[:, None] + (mean**2 * relative)[:, None] * factor**2
    # Half a contact more than the mean, so that cutting to whole ones gives it back.
    table = _gamma(ndtr(_GRID), mean[:, None], variance)
    table = np.maximum.accumulate(table, axis=1)
    place = np.clip((normal - _GRID[0]) / _STEP, 0.0, len(_GRID) - 1.001)
    below = place.astype(np.int64)
    rows = np.arange(len(mean))
    low, high = table[rows, below], table[rows, below + 1]
    found = np.floor(low + (high - low) * (place - below))
    return np.where(mean > 0, found, 0.0)


def _gamma(share: Floats | float, mean: Floats, variance: Floats) -> Floats:
    """Quantile of a gamma law around the mean and half a contact."""
    centre = mean + 1 / 2
    shape = centre**2 / np.maximum(variance, 1e-12)
    return np.asarray(gammaincinv(shape, share) * centre / shape)


def _poisson_quantile(share: float, mean: Floats) -> Floats:
    """Fewest contacts that a Poisson count stays at or below with that probability."""
    continuous = np.nan_to_num(pdtrik(share, np.maximum(mean, 1e-12)))
    return np.ceil(np.maximum(continuous - 1e-9, 0.0))
