"""Balance of a queue whose customers give up, by the incomplete gamma functions.

Sums over the queue's length are ratios of such functions; where those underflow (far
more agents than load) their series are summed instead. Time is measured in patiences:
`ratio` is patience over handle time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammainc, gammaincc, gammaln

from wfm.queueing.erlang_b import blocking
from wfm.queueing.poisson import probability

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Below this a tail of the gamma function has no digits left: sum its series instead.
_SMALLEST_TAIL = 1e-200
_CONVERGED = 1e-17
_MOST_TERMS = 10_000_000
_FLOATS = np.finfo(np.float64)


def balance(n: Floats, a: Floats, ratio: Floats) -> tuple[Floats, Floats, Floats]:
    """
    Probabilities of waiting, of not waiting, and of giving up.

    Parameters
    ----------
    n, a, ratio : ndarray of float64, shape (m,)
        Agents, above 0; load in erlangs, above 0; patience over handle time.

    Returns
    -------
    tuple of ndarray of float64, each of shape (m,)
        In [0, 1], each to its own last digits.
    """
    busy = blocking(n, a)
    r, given_up = line(n, a, ratio)
    whole = busy + (1.0 - busy) * r
    lost = np.clip(busy * given_up / whole, 0.0, 1.0)
    return busy / whole, (1.0 - busy) * r / whole, lost


def line(n: Floats, a: Floats, ratio: Floats) -> tuple[Floats, Floats]:
    """
    Weight of a full house alone among all states without a free place.

    Parameters
    ----------
    n, a, ratio : ndarray of float64, shape (m,)
        As in `balance`; or any rates at which a full house serves and is asked, and
        the patience in their time.

    Returns
    -------
    tuple of ndarray of float64, each of shape (m,)
        That weight, and beside it the customers who give up for each that arrives.
    """
    alpha, c = n * ratio, a * ratio
    below = gammainc(alpha, c)
    deep = below < _SMALLEST_TAIL
    # r is 1 / (1 + U): it stays within a float where U overflows.
    r = probability(alpha, c) / np.where(deep, 1.0, below)
    # A load of nearly nothing overflows here, and is summed in series below.
    with np.errstate(over="ignore", invalid="ignore"):
        given_up = r - (n / a - 1.0) * (1.0 - r)
    if deep.any():
        tail, weighted = series(alpha[deep], c[deep])
        r[deep] = 1.0 / (1.0 + tail)
        given_up[deep] = weighted / c[deep] / (1.0 + tail)
    return r, given_up


def series(alpha: Floats, c: Floats) -> tuple[Floats, Floats]:
    """
    Sum u and j u over j from 1, with u the product of c / (alpha + i), i from 1 to j.

    Parameters
    ----------
    alpha, c : ndarray of float64, shape (m,)
        Rate at which all agents finish, and rate of arrival, in patiences; `c` below
        `alpha`.

    Returns
    -------
    tuple of ndarray of float64, each of shape (m,)
        The two sums.
    """
    term = np.ones_like(alpha)
    total, weighted = np.zeros_like(alpha), np.zeros_like(alpha)
    for j in range(1, _MOST_TERMS):
        term = term * c / (alpha + j)
        total += term
        weighted += j * term
        if np.all(j * term <= _CONVERGED * weighted):
            break
    return total, weighted


def conditional(
    n: Floats, a: Floats, ratio: Floats, t: Floats
) -> tuple[Floats, Floats]:
    """
    Of contacts that wait: share beyond t, and share answered within it.

    Parameters
    ----------
    n, a, ratio : ndarray of float64, shape (m,)
        As in `balance`.
    t : ndarray of float64, shape (m,)
        Patiences, at least 0.

    Returns
    -------
    tuple of ndarray of float64, each of shape (m,)
        In [0, 1]: of virtual waits, and of contacts.
    """
    alpha, c = n * ratio, a * ratio
    with np.errstate(under="ignore"):
        left = c * np.exp(-t)
    below = gammainc(alpha, c)
    deep = below < _SMALLEST_TAIL
    safe = np.where(deep, 1.0, below)
    beyond = _lower_tail(alpha, left, np.log(c) - t) / safe
    # The smaller of the two tails keeps the digits of the difference.
    upper = gammaincc(alpha + 1, left) - gammaincc(alpha + 1, c)
    lower = gammainc(alpha + 1, c) - gammainc(alpha + 1, left)
    with np.errstate(over="ignore", invalid="ignore"):
        answered = n / a * np.where(c > alpha, upper, lower) / safe
    if deep.any():
        beyond[deep], answered[deep] = _deep(alpha[deep], c[deep], left[deep], t[deep])
    return beyond, answered


def _lower_tail(alpha: Floats, x: Floats, log_x: Floats) -> Floats:
    """Lower gamma function, by its first term where x itself underflows."""
    first = np.exp(np.minimum(alpha * log_x - gammaln(alpha + 1), 0.0))
    return np.where(x > _FLOATS.tiny, gammainc(alpha, x), first)


def _deep(alpha: Floats, c: Floats, left: Floats, t: Floats) -> tuple[Floats, Floats]:
    """Like `conditional` where agents far exceed the load, by the series."""
    now, later = 1.0 + series(alpha, c)[0], 1.0 + series(alpha, left)[0]
    with np.errstate(under="ignore"):
        decay = np.exp(c * -np.expm1(-t) - alpha * t)
    beyond = decay * later / now
    answered = alpha / c * ((decay - 1.0) / now + 1.0 - beyond)
    return beyond, answered
