"""A chat queue in balance: who waits, who gives up, how many chats agents have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import expit

from wfm.errors import ParameterError
from wfm.queueing._checks import endurance, non_negative, numbers
from wfm.queueing.chat_kernel import below_full
from wfm.queueing.impatience import conditional, line

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

# Beyond this the chain is longer than anybody would wait for.
_MOST_PLACES = 1e9


class State(NamedTuple):
    """
    A chat queue in balance: its arguments and what follows, arrays of one shape.

    Attributes
    ----------
    agents, rate, patience : ndarray of float64
        Agents; chats offered a second; seconds, infinite where nobody gives up.
    full_rate : ndarray of float64
        Chats ended a second while every place is taken.
    shortest, longest : ndarray of float64
        Handle time of a single chat, and of one of as many as an agent may have.
    waits, free : ndarray of float64
        Probability of finding every place taken, and its complement.
    lost : ndarray of float64
        Share that gives up.
    busy, chats : ndarray of float64
        Share of agents with a chat, and chats an agent has.
    """

    agents: Floats
    rate: Floats
    full_rate: Floats
    patience: Floats
    shortest: Floats
    longest: Floats
    waits: Floats
    free: Floats
    lost: Floats
    busy: Floats
    chats: Floats

    def beside(self, other: Floats) -> State:
        """
        Bring every array to the common shape with another one.

        Parameters
        ----------
        other : ndarray of float64

        Returns
        -------
        State
        """
        shape = np.broadcast_shapes(self.waits.shape, other.shape)
        return State(*(np.broadcast_to(each, shape) for each in self))


def balance(
    agents: ArrayLike,
    arrival_rate: ArrayLike,
    handle_times: ArrayLike,
    patience: ArrayLike | None,
) -> State:
    """
    Solve the chain for every queue.

    Parameters
    ----------
    agents, arrival_rate, handle_times, patience : array_like
        As in `wfm.queueing.chat.delay_probability`.

    Returns
    -------
    State

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    times = _times(handle_times)
    n, rate = non_negative(agents=agents, arrival_rate=arrival_rate)
    given = endurance(np.inf if patience is None else patience)
    shape = np.broadcast_shapes(n.shape, rate.shape, given.shape, times.shape[:-1])
    n, rate, given = (np.broadcast_to(each, shape) for each in (n, rate, given))
    places = times.shape[-1]
    if not np.all((n == np.floor(n)) & (n * places <= _MOST_PLACES)):
        raise ParameterError(
            "agents", agents, f"whole, with at most {_MOST_PLACES:g} places"
        )
    times = np.broadcast_to(times, (*shape, places))
    full_rate = np.asarray(n * places / times[..., -1])
    # Overload, or nobody there, unless the chain below says otherwise.
    waits, lost, busy, chats = (
        np.where(rate > 0, each, 0.0) for each in (1, 1, 1, places)
    )
    free = np.zeros(shape)
    lost[np.isinf(given)] = 0.0
    works = (rate > 0) & (n > 0) & (np.isfinite(given) | (rate < full_rate))
    if works.any():
        log_sum, some, several = _below(n[works], rate[works], times[works])
        waits[works], free[works], lost[works] = _house(
            log_sum, full_rate[works], rate[works], given[works]
        )
        # Of states below the full one the mean, and all agents busy beyond it.
        w, f = waits[works], free[works]
        busy[works] = w + f * some / n[works]
        chats[works] = w * places + f * several / n[works]
    ends = np.asarray(times[..., 0]), np.asarray(times[..., -1])
    return State(n, rate, full_rate, given, *ends, waits, free, lost, busy, chats)


def _below(n: Floats, rate: Floats, times: Floats) -> Floats:
    chats = np.arange(1, times.shape[-1] + 1)
    rates = np.concatenate([np.zeros((len(n), 1)), chats / times], axis=-1)
    sums = np.empty((3, len(n)))
    below_full(n.astype(np.int64), np.ascontiguousarray(rate), rates, sums)
    return sums


def _house(
    log_below: Floats, full_rate: Floats, rate: Floats, patience: Floats
) -> tuple[Floats, Floats, Floats]:
    """Probabilities of waiting, of finding a place, and of giving up."""
    # As if there were no room to wait: Erlang's loss, with this chain below.
    blocked, accepted = expit(-log_below), expit(log_below)
    # r is one over the sum of the weights of all states without a free place.
    r, given_up = 1.0 - rate / full_rate, np.zeros_like(rate)
    ends = np.isfinite(patience)
    if ends.any():
        r[ends], given_up[ends] = line(full_rate[ends], rate[ends], patience[ends])
    whole = blocked + accepted * r
    lost = np.clip(blocked * given_up / whole, 0.0, 1.0)
    return blocked / whole, accepted * r / whole, lost


def waiting(state: State, t: Floats) -> tuple[Floats, Floats]:
    """
    Follow chats that find every place taken.

    Parameters
    ----------
    state : State
        The queue.
    t : ndarray of float64
        Seconds, of the state's shape.

    Returns
    -------
    beyond, answered : ndarray of float64
        Share that would wait longer than `t` if nobody among them gave up, and share
        answered within it.
    """
    beyond, answered = np.ones(t.shape), np.zeros(t.shape)
    works = (state.rate > 0) & (state.full_rate > 0)
    endless = works & np.isinf(state.patience)
    if endless.any():
        spare = np.maximum(state.full_rate - state.rate, 0.0)[endless]
        with np.errstate(under="ignore"):
            beyond[endless] = np.exp(-spare * t[endless])
        answered[endless] = 1.0 - beyond[endless]
    given = works & np.isfinite(state.patience)
    if given.any():
        p = state.patience[given]
        beyond[given], answered[given] = conditional(
            state.full_rate[given], state.rate[given], p, t[given] / p
        )
    return beyond, answered


def _times(handle_times: ArrayLike) -> Floats:
    times = numbers("handle_times", handle_times)
    if times.ndim == 0 or times.shape[-1] == 0:
        raise ParameterError(
            "handle_times", handle_times, "one for each number of chats"
        )
    if not np.all(np.isfinite(times) & (times > 0)):
        raise ParameterError("handle_times", handle_times, "finite and above 0 seconds")
    if not np.all(np.diff(times, axis=-1) >= 0):
        raise ParameterError(
            "handle_times",
            handle_times,
            "in order: no chat ends sooner for having more",
        )
    return times
