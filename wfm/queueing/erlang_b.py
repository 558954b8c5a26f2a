"""The loss system M/M/n/n: a contact that finds every agent busy is lost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincc, gammaln

from wfm.queueing._checks import non_negative

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["blocking"]

# Below this the regularised gamma function has lost its digits or underflowed.
_SMALLEST_TAIL = 1e-200
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188)
_STIRLING_FROM = 16.0
_CLOSE = 0.1
_MOST_TERMS = 500
_CONVERGED = 1e-16
_FLOATS = np.finfo(np.float64)


def blocking(agents: ArrayLike, offered_load: ArrayLike) -> NDArray[np.float64]:
    r"""
    Probability that a contact finds every agent busy (Erlang B).

    With offered load :math:`a` and :math:`n` agents,

    .. math:: B(n, a) = \frac{a^n e^{-a}}{\Gamma(n + 1, a)},

    which is the loss formula for whole :math:`n` and its continuous extension for
    real :math:`n` [1]_.

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents, :math:`n \ge 0`, real or whole.
    offered_load : array_like of float, shape (...)
        Offered load in erlangs, :math:`a \ge 0`. Broadcasts against `agents`.

    Returns
    -------
    ndarray of float64, shape (...)
        Blocking probability in [0, 1]; 1 without agents, 0 without load.

    Raises
    ------
    ParameterError
        If an entry is negative or not finite.

    Notes
    -----
    The Poisson probability is taken in Loader's saddle-point form, so that nothing
    cancels at large loads; where the gamma tail underflows (few agents, huge load)
    its continued fraction converges within a few terms.

    References
    ----------
    .. [1] Jagerman, D. L. (1974). Some Properties of the Erlang Loss Function.
           *Bell System Technical Journal*, 53(3): 525-551.

    Examples
    --------
    >>> round(float(blocking(agents=10, offered_load=5.0)), 6)
    0.018385
    """
    n, a = non_negative(agents=agents, offered_load=offered_load)
    result = np.where(n > 0, 0.0, 1.0)
    loaded = (a > 0) & (n > 0)
    result[loaded] = _blocking(n[loaded], a[loaded])
    return result


def _blocking(n: NDArray[np.float64], a: NDArray[np.float64]) -> NDArray[np.float64]:
    tail = gammaincc(n + 1.0, a)
    swamped = tail < _SMALLEST_TAIL
    with np.errstate(under="ignore"):
        result = _poisson(n, a) / np.where(swamped, 1.0, tail)
    result[swamped] = 1.0 / _inverse_by_fraction(n[swamped], a[swamped])
    return np.minimum(result, 1.0)


def _poisson(n: NDArray[np.float64], a: NDArray[np.float64]) -> NDArray[np.float64]:
    """Poisson probability of n at mean a: Loader (2000), Fast and Accurate ..."""
    return np.exp(-_stirling_error(n) - _deviance(n, a)) / np.sqrt(2 * math.pi * n)


def _stirling_error(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Error of Stirling's formula: log n! less its approximation."""
    direct = gammaln(n + 1) - (n + 0.5) * np.log(n) + n - 0.5 * math.log(2 * math.pi)
    large = np.maximum(n, _STIRLING_FROM)
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
    # A ratio out of a float's range belongs to a B of 0 or 1 to the last digit.
    with np.errstate(over="ignore", under="ignore"):
        ratio = np.clip(n / a, _FLOATS.tiny, _FLOATS.max)
    return np.where(near, total, n * np.log(ratio) + a - n)


def _inverse_by_fraction(
    n: NDArray[np.float64], a: NDArray[np.float64]
) -> NDArray[np.float64]:
    """
    Inverse of B from the continued fraction of the upper gamma function.

    Lentz's method for a times DLMF 8.9.2; it converges fast where a is far above n.
    """
    s = n + 1.0
    b = a + 1.0 - s
    tiny = 1e-300
    c = np.full_like(a, 1.0 / tiny)
    d = 1.0 / b
    h = d
    for k in range(1, _MOST_TERMS):
        numerator = -k * (k - s)
        b = b + 2.0
        d = 1.0 / (numerator * d + b)
        c = b + numerator / c
        step = c * d
        h = h * step
        if np.all(np.abs(step - 1.0) < _CONVERGED):
            break
    return a * h
