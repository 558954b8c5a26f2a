r"""Chats: an agent has several at once, and each takes longer the more there are.

An agent with `i` chats ends one of them at rate :math:`d_i = i / \mathrm{AHT}_i`, with
:math:`\mathrm{AHT}_i` the handle time when each agent has `i`. A new chat goes to the
agent who has fewest, so with `k` chats over `n` agents and
:math:`q = \lfloor k/n \rfloor` the queue is a birth-death chain with rate of endings

.. math:: D_k = (n - k \bmod n)\, d_q + (k \bmod n)\, d_{q+1}.

Beyond :math:`nc` chats all places are taken, chats end at the full rate
:math:`D = n\, d_c`, and customers wait, where each gives up after an exponential
patience. There the chain is that of Erlang A, or of Erlang C without patience, and with
one chat at a time it is so everywhere.

The chain spreads chats evenly at every moment, as if an agent took over one from a
colleague who has two more. With equal handle times this changes nothing. With unequal
ones, chats that stay where they began end a little more slowly: service levels
simulated that way were 0 to 2 points below these.

Where :math:`d_i` falls with `i`, agents lose capacity by taking one chat more. The full
rate decides all the same what is overload: once the places are full, a queue that
arrives faster than :math:`D` never empties again, even though fewer chats at once could
have kept up with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing._checks import non_negative, numbers
from wfm.queueing.chat_balance import balance, waiting
from wfm.queueing.erlang_a import BASES

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "abandonment",
    "concurrency",
    "delay_probability",
    "handle_time",
    "mean_wait",
    "occupancy",
    "same_handle_times",
    "service_level",
]


def same_handle_times(aht: ArrayLike, concurrency: int) -> Floats:
    """
    Handle times by number of chats when only the one at full concurrency is known.

    It is taken to hold at every number of chats: an assumption, on the safe side, since
    a chat in fact ends sooner when its agent has fewer.

    Parameters
    ----------
    aht : array_like of float, shape (...)
        Handle time measured while agents had `concurrency` chats, in seconds.
    concurrency : int
        Chats an agent has at once, at least 1.

    Returns
    -------
    ndarray of float64, shape (..., concurrency)

    Raises
    ------
    ParameterError
        If `concurrency` is below 1 or not whole.

    Examples
    --------
    >>> same_handle_times(300, 3)
    array([300., 300., 300.])
    """
    if concurrency < 1 or concurrency != int(concurrency):
        raise ParameterError("concurrency", concurrency, "a whole number, at least 1")
    return np.repeat(numbers("aht", aht)[..., np.newaxis], int(concurrency), axis=-1)


def delay_probability(
    agents: ArrayLike,
    arrival_rate: ArrayLike,
    handle_times: ArrayLike,
    *,
    patience: ArrayLike | None = None,
) -> Floats:
    """
    Probability that a chat finds every place taken.

    Parameters
    ----------
    agents : array_like of int, shape (...)
        Agents taking chats, whole, at least 0.
    arrival_rate : array_like of float, shape (...)
        Chats offered a second, at least 0.
    handle_times : array_like of float, shape (..., c)
        Handle time in seconds, above 0, of a chat whose agent has 1 to `c` of them, in
        that order; it does not fall. `c` is the concurrency; the other axes broadcast.
    patience : array_like of float, shape (...), optional
        Mean time in seconds after which a waiting customer gives up, above 0; infinite,
        or left out, for customers who never do.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 1 in overload without patience and without agents, 0 without chats.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Tezcan, T., and J. Zhang (2014). Routing and Staffing in Customer Service Chat
    Systems with Impatient Customers. *Operations Research*, 62(4): 943-956: an agent's
    rate that depends on the number of chats. The chain under balanced routing is worked
    out here.

    Examples
    --------
    A chat every 15 s, four agents with up to three chats of 300 to 400 s:

    >>> float(delay_probability(4, 1 / 15, [300, 340, 400]).round(3))
    1.0
    >>> float(delay_probability(11, 1 / 15, [300, 340, 400]).round(3))
    0.104
    """
    return balance(agents, arrival_rate, handle_times, patience).waits


def service_level(
    agents: ArrayLike,
    arrival_rate: ArrayLike,
    handle_times: ArrayLike,
    threshold: ArrayLike,
    *,
    patience: ArrayLike | None = None,
    basis: str = "offered",
) -> Floats:
    r"""
    Share of chats answered within the threshold.

    Parameters
    ----------
    agents, arrival_rate, handle_times, patience : array_like
        As in `delay_probability`.
    threshold : array_like of float, shape (...)
        The wait promised, in seconds, at least 0.
    basis : str
        Which chats count, as in `wfm.queueing.erlang_a.service_level`; without patience
        all bases agree.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 0 in overload without patience and without agents, 1 without chats.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    With `j` customers ahead in the queue the wait is a sum of exponentials with rates
    :math:`D, D + \theta, \dots, D + j\theta`; summed over `j` it has the form of
    Erlang A with :math:`D` for :math:`n\mu`.

    References
    ----------
    Jouini, O., G. Koole, and A. Roubos (2013). Performance Indicators for Call Centers
    with Impatient Customers. *IIE Transactions*, 45(3): 341-354.

    Examples
    --------
    >>> float(service_level(11, 1 / 15, [300, 340, 400], 30).round(3))
    0.935
    """
    if basis not in BASES:
        raise ParameterError("basis", basis, f"one of {', '.join(BASES)}")
    state = balance(agents, arrival_rate, handle_times, patience)
    (t,) = non_negative(threshold=threshold)
    state = state.beside(t)
    t = np.broadcast_to(t, state.waits.shape)
    beyond, answered = waiting(state, t)
    late, in_time = state.waits * beyond, state.free + state.waits * answered
    with np.errstate(under="ignore"):
        still_there = late * np.exp(-t / state.patience)
    everyone = np.ones_like(late)
    part, whole = {
        "virtual": (1.0 - late, everyone),
        "offered": (in_time, everyone),
        "answered": (in_time, 1.0 - state.lost),
        "excl_short": (in_time, in_time + still_there),
        "short_ok": (1.0 - still_there, everyone),
    }[basis]
    level = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    level = np.where(state.full_rate > 0, np.clip(level, 0.0, 1.0), 0.0)
    return np.where(state.rate > 0, level, 1.0)


def mean_wait(
    agents: ArrayLike,
    arrival_rate: ArrayLike,
    handle_times: ArrayLike,
    *,
    patience: ArrayLike | None = None,
) -> Floats:
    """
    Mean wait of all chats, those that give up included.

    Parameters
    ----------
    agents, arrival_rate, handle_times, patience : array_like
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        Seconds; infinite in overload without patience, 0 without chats.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> float(mean_wait(11, 1 / 15, [300, 340, 400]).round(1))
    6.6
    """
    state = balance(agents, arrival_rate, handle_times, patience)
    endless = np.isinf(state.patience)
    spare = np.where(endless, state.full_rate - state.rate, 1.0)
    stays = np.divide(
        state.waits, spare, out=np.full(spare.shape, np.inf), where=spare > 0
    )
    gives_up = state.lost * np.where(endless, 0.0, state.patience)
    return np.where(state.rate > 0, np.where(endless, stays, gives_up), 0.0)


def abandonment(
    agents: ArrayLike,
    arrival_rate: ArrayLike,
    handle_times: ArrayLike,
    *,
    patience: ArrayLike | None = None,
) -> Floats:
    """
    Share of chats given up before an agent has a place for them.

    Parameters
    ----------
    agents, arrival_rate, handle_times, patience : array_like
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 0 without patience or without chats, 1 without agents.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    return balance(agents, arrival_rate, handle_times, patience).lost


def occupancy(
    agents: ArrayLike,
    arrival_rate: ArrayLike,
    handle_times: ArrayLike,
    *,
    patience: ArrayLike | None = None,
) -> Floats:
    """
    Share of their time in which agents have at least one chat.

    How many they have is `concurrency`. New chats go to whoever has fewest, so this
    share is near 1 long before the places are full.

    Parameters
    ----------
    agents, arrival_rate, handle_times, patience : array_like
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 1 in overload without patience and without agents, 0 without chats.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    return balance(agents, arrival_rate, handle_times, patience).busy


def concurrency(
    agents: ArrayLike,
    arrival_rate: ArrayLike,
    handle_times: ArrayLike,
    *,
    patience: ArrayLike | None = None,
) -> Floats:
    """
    Mean number of chats an agent has, idle time included.

    Parameters
    ----------
    agents, arrival_rate, handle_times, patience : array_like
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        From 0 to the concurrency allowed. Over `occupancy` it is the mean number while
        there is at least one.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    return balance(agents, arrival_rate, handle_times, patience).chats


def handle_time(
    agents: ArrayLike,
    arrival_rate: ArrayLike,
    handle_times: ArrayLike,
    *,
    patience: ArrayLike | None = None,
) -> Floats:
    """
    Mean handle time that chats come to have, by the numbers their agents come to have.

    Parameters
    ----------
    agents, arrival_rate, handle_times, patience : array_like
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        Seconds, between the first and the last of `handle_times`: that of a single chat
        without chats, that of full places in overload and without agents.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Little, J. D. C. (1961). A Proof for the Queuing Formula L = lambda W. *Operations
    Research*, 9(3): 383-387.
    """
    state = balance(agents, arrival_rate, handle_times, patience)
    answered = np.minimum(state.rate * (1.0 - state.lost), state.full_rate)
    time = np.divide(
        state.chats * state.agents,
        answered,
        out=np.array(state.longest),
        where=answered > 0,
    )
    return np.where(state.rate > 0, time, state.shortest)
