"""The loss system M/M/n/n: a contact that finds every agent busy is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincc

from wfm.queueing._checks import non_negative, shares
from wfm.queueing.poisson import probability

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["agents_for", "blocking"]

# Below this the regularised gamma function has lost its digits or underflowed.
_SMALLEST_TAIL = 1e-200
_MOST_TERMS = 500
_CONVERGED = 1e-16
_HALVINGS = 200


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


def agents_for(
    blocking_target: ArrayLike, offered_load: ArrayLike
) -> NDArray[np.float64]:
    """
    Agents with which no more than a share of contacts is lost: the inverse of Erlang B.

    Parameters
    ----------
    blocking_target : array_like of float, shape (...)
        Share of contacts that may be lost, in (0, 1).
    offered_load : array_like of float, shape (...)
        Offered load in erlangs, at least 0. Broadcasts against `blocking_target`.

    Returns
    -------
    ndarray of float64, shape (...)
        A real number of agents; the next whole one is the least that a centre can
        have. 0 without load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Jagerman (1974), on the continuous extension.

    Examples
    --------
    >>> round(float(agents_for(0.01, 10.0)), 5)
    17.44497
    """
    target, a = np.broadcast_arrays(
        *shares(blocking_target=blocking_target),
        *non_negative(offered_load=offered_load),
    )
    low = np.zeros(a.shape)
    high = np.where(a > 0, 1.0, 0.0)
    while (short := blocking(high, a) > target).any() and (a[short] > 0).any():
        high = np.where(short & (a > 0), 2 * high + 1, high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        lost = blocking(middle, a) > target
        low, high = np.where(lost, middle, low), np.where(lost, high, middle)
        if np.all(high - low <= np.spacing(high)):
            break
    return np.where(a > 0, high, 0.0)


def _blocking(n: NDArray[np.float64], a: NDArray[np.float64]) -> NDArray[np.float64]:
    tail = gammaincc(n + 1.0, a)
    swamped = tail < _SMALLEST_TAIL
    result = probability(n, a) / np.where(swamped, 1.0, tail)
    result[swamped] = 1.0 / _inverse_by_fraction(n[swamped], a[swamped])
    return np.minimum(result, 1.0)


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
