"""The Poisson probability at real arguments, to a float's last digits.

Every formula of this package is a ratio of such a probability and a tail of it. At
large loads the textbook form loses them to cancellation, the saddle-point form here
does not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaln

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188)
_STIRLING_FROM = 16.0
_CLOSE = 0.1
_FLOATS = np.finfo(np.float64)


def probability(
    n: NDArray[np.float64], mean: NDArray[np.float64]
) -> NDArray[np.float64]:
    r"""
    Poisson probability :math:`m^n e^{-m} / \Gamma(n + 1)`, in saddle-point form.

    Parameters
    ----------
    n : ndarray of float64, shape (...)
        Counts, above 0, real or whole.
    mean : ndarray of float64, shape (...)
        Means, above 0.

    Returns
    -------
    ndarray of float64, shape (...)
        In (0, 1], 0 where it underflows.

    References
    ----------
    Loader, C. (2000). Fast and Accurate Computation of Binomial Probabilities.
    """
    with np.errstate(under="ignore"):
        peak = np.exp(-_stirling_error(n) - _deviance(n, mean))
        return peak / np.sqrt(2 * math.pi * n)


def _stirling_error(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Error of Stirling's formula: log n! less its approximation."""
    direct = gammaln(n + 1) - (n + 0.5) * np.log(n) + n - 0.5 * math.log(2 * math.pi)
    large = np.maximum(n, _STIRLING_FROM)
    # Beyond a float's range a term of the series is 0.
    with np.errstate(over="ignore"):
        series = sum(c / large ** (2 * k + 1) for k, c in enumerate(_STIRLING))
    return np.where(n < _STIRLING_FROM, direct, series)


def _deviance(n: NDArray[np.float64], a: NDArray[np.float64]) -> NDArray[np.float64]:
    """Deviance n log(n / a) + a - n, without cancellation where n is near a."""
    v = (n - a) / (n + a)
    near = np.abs(v) < _CLOSE
    safe = np.where(near, v, 0.0)
    term = 2 * n * safe
    total = (n - a) * safe
    for j in range(1, 12):
        term = term * safe * safe
        total = total + term / (2 * j + 1)
    # A ratio out of a float's range belongs to a probability of 0 to the last digit.
    with np.errstate(over="ignore", under="ignore"):
        ratio = np.clip(n / a, _FLOATS.tiny, _FLOATS.max)
    return np.where(near, total, n * np.log(ratio) + a - n)
