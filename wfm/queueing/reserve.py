r"""Inbound contacts beside other work, with a reserve of idle agents kept for them.

Other work (outbound, e-mail) is always there. Whenever more than `c` agents are idle
one of them starts on it, so the number of busy agents, on either work, never falls
below :math:`n - c`; a contact that finds nobody idle waits until somebody ends whatever
he is at. With equal handle times the agents busy and contacts waiting are a birth-death
chain: Erlang C cut off from below. A reserve of all agents is Erlang C itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing._checks import non_negative, positive

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["delay_probability", "mean_wait", "other_work", "service_level"]


def delay_probability(
    agents: ArrayLike, offered_load: ArrayLike, reserve: ArrayLike
) -> Floats:
    """
    Probability that an inbound contact waits.

    Parameters
    ----------
    agents : array_like of int, shape (...)
        Agents taking either work, whole, at least 0.
    offered_load : array_like of float, shape (...)
        Inbound load in erlangs, at least 0.
    reserve : array_like of int, shape (...)
        Idle agents that other work leaves to inbound contacts, whole, at least 0; more
        than there are agents keeps all of them.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 1 without reserve and where ``agents <= offered_load``, 0 without
        inbound load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Bhulai, S., and G. Koole (2003). A Queueing Model for Call Blending in Call Centers.
    *IEEE Transactions on Automatic Control*, 48(8): 1434-1438: this rule is the best
    one where handle times are equal.

    Examples
    --------
    Ten erlangs, fourteen agents, and a reserve of none, two, all:

    >>> delay_probability(14, 10.0, [0, 2, 14]).round(3).tolist()
    [1.0, 0.521, 0.174]
    """
    return _state(agents, offered_load, reserve).waits


def service_level(
    agents: ArrayLike,
    offered_load: ArrayLike,
    aht: ArrayLike,
    threshold: ArrayLike,
    reserve: ArrayLike,
) -> Floats:
    """
    Share of inbound contacts answered within the threshold.

    Parameters
    ----------
    agents, offered_load, reserve : array_like
        As in `delay_probability`.
    aht : array_like of float, shape (...)
        Mean handle time of either work in seconds, above 0.
    threshold : array_like of float, shape (...)
        The wait promised, in seconds, at least 0.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 0 where ``agents <= offered_load``, 1 without inbound load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    state = _state(agents, offered_load, reserve)
    (h,), (t,) = positive(aht=aht), non_negative(threshold=threshold)
    with np.errstate(under="ignore"):
        late = state.waits * np.exp(-np.maximum(state.n - state.a, 0.0) * t / h)
    return np.where(state.a > 0, 1.0 - late, 1.0)


def mean_wait(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike, reserve: ArrayLike
) -> Floats:
    """
    Mean wait of inbound contacts.

    Parameters
    ----------
    agents, offered_load, reserve : array_like
        As in `delay_probability`.
    aht : array_like of float, shape (...)
        Mean handle time of either work in seconds, above 0.

    Returns
    -------
    ndarray of float64, shape (...)
        Seconds; infinite where ``agents <= offered_load``, 0 without inbound load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    state = _state(agents, offered_load, reserve)
    (h,) = positive(aht=aht)
    spare = np.where(state.n > state.a, state.n - state.a, 1.0)
    wait = np.where(state.n > state.a, state.waits * h / spare, np.inf)
    return np.where(state.a > 0, wait, 0.0)


def other_work(
    agents: ArrayLike, offered_load: ArrayLike, reserve: ArrayLike
) -> Floats:
    """
    Agents busy with other work, on average.

    Parameters
    ----------
    agents, offered_load, reserve : array_like
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        What inbound contacts and the reserve leave, in erlangs; 0 where
        ``agents <= offered_load``.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> other_work(14, 10.0, [0, 2, 14]).round(2).tolist()
    [4.0, 3.25, 0.0]
    """
    state = _state(agents, offered_load, reserve)
    left = state.n - state.a - state.idle
    return np.where(state.n > state.a, np.maximum(left, 0.0), 0.0)


class _State(NamedTuple):
    """The chain in balance, arrays of one shape."""

    n: Floats
    a: Floats
    waits: Floats
    idle: Floats


def _state(agents: ArrayLike, offered_load: ArrayLike, reserve: ArrayLike) -> _State:
    n, a, c = non_negative(agents=agents, offered_load=offered_load, reserve=reserve)
    for name, value, given in (("agents", n, agents), ("reserve", c, reserve)):
        if not np.all(value == np.floor(value)):
            raise ParameterError(name, given, "whole")
    c = np.minimum(c, n)
    works = (a > 0) & (a < n)
    load = np.where(works, a, 1.0)
    # Of all states so far the share of the last one, as in the recursion of Erlang B,
    # and their mean of idle agents without it.
    last, idle = np.ones(n.shape), c.astype(float)
    before = idle
    for step in range(1, int(c.max(initial=0.0)) + 1):
        busy = n - c + step
        goes = step <= c
        before = np.where(goes, idle, before)
        last = np.where(goes, load * last / (load * last + busy), last)
        idle = np.where(goes, last * (n - busy) + (1.0 - last) * idle, idle)
    rho = np.where(works, load / np.maximum(n, 1.0), 0.0)
    waits = last / (1.0 - rho * (1.0 - last))
    waits = np.where(works, waits, np.where(a > 0, 1.0, 0.0))
    idle = np.where(works, (1.0 - waits) * before, np.where(a > 0, 0.0, c))
    return _State(n, a, waits, idle)
