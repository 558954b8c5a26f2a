"""The delay system M/M/n+M: customers give up after an exponential patience."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing import erlang_c
from wfm.queueing._checks import endurance, non_negative, positive, shares, together
from wfm.queueing.impatience import balance, conditional

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "BASES",
    "abandonment",
    "delay_probability",
    "mean_wait",
    "occupancy",
    "service_level",
    "wait_quantile",
]

# Which contacts count as good, and out of which: Jouini, Koole and Roubos (2013).
BASES = ("offered", "answered", "excl_short", "short_ok", "virtual")

_HALVINGS = 200


def delay_probability(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike, patience: ArrayLike
) -> Floats:
    r"""
    Probability that a contact does not find a free agent.

    With :math:`U = \sum_{j \ge 1} \prod_{i \le j} \lambda / (n\mu + i\theta)` and the
    Erlang B blocking probability :math:`B`, it is
    :math:`B\,(1 + U) / (1 + B\,U)` [1]_.

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents taking contacts, at least 0, real or whole.
    offered_load : array_like of float, shape (...)
        Offered load in erlangs, at least 0; it may exceed the agents.
    aht : array_like of float, shape (...)
        Mean handle time in seconds, above 0.
    patience : array_like of float, shape (...)
        Mean time in seconds after which a customer would give up, above 0; infinite
        for customers who never do.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 1 without agents, 0 without load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    .. [1] Garnett, O., A. Mandelbaum, and M. Reiman (2002). Designing a Call Center
           with Impatient Customers. *M&SOM*, 4(3): 208-227.

    Examples
    --------
    >>> round(float(delay_probability(50, 48.0, 60.0, 120.0)), 3)
    0.468
    """
    return _state(agents, offered_load, aht, patience).waits


def abandonment(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike, patience: ArrayLike
) -> Floats:
    """
    Share of contacts that give up before an agent is free.

    Parameters
    ----------
    agents, offered_load, aht, patience : array_like of float, shape (...)
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 1 without agents, 0 without load or with endless patience. With
        endless patience an overloaded queue loses nobody: it grows.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Garnett, Mandelbaum and Reiman (2002), section 2.

    Examples
    --------
    >>> round(float(abandonment(50, 48.0, 60.0, 120.0)), 4)
    0.0309
    """
    return _state(agents, offered_load, aht, patience).lost


def occupancy(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike, patience: ArrayLike
) -> Floats:
    """
    Share of their time that agents are busy with contacts.

    Parameters
    ----------
    agents, offered_load, aht, patience : array_like of float, shape (...)
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        Load that is not lost, over agents; in [0, 1], 0 without load and 1 without
        agents.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    state = _state(agents, offered_load, aht, patience)
    return _busy(state)


def mean_wait(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike, patience: ArrayLike
) -> Floats:
    """
    Mean wait of all contacts, those that give up included.

    Parameters
    ----------
    agents, offered_load, aht, patience : array_like of float, shape (...)
        As in `delay_probability`.

    Returns
    -------
    ndarray of float64, shape (...)
        Seconds: abandonment times patience. 0 without load; infinite only where
        patience is endless and ``agents <= offered_load``.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    state = _state(agents, offered_load, aht, patience)
    endless = np.isinf(state.patience)
    wait = np.array(state.lost * np.where(endless, 1.0, state.patience))
    if endless.any():
        wait[endless] = erlang_c.mean_wait(
            state.n[endless], state.a[endless], state.aht[endless]
        )
    return wait


def service_level(
    agents: ArrayLike,
    offered_load: ArrayLike,
    aht: ArrayLike,
    patience: ArrayLike,
    threshold: ArrayLike,
    basis: str = "offered",
) -> Floats:
    r"""
    Share of contacts served in time, on one of the five bases in use.

    With :math:`V` the wait of a customer who never gives up, `A` the share answered
    within the threshold :math:`T`, and `S` the share that gives up within it:

    ========== =======================================================
    offered    A, of all offered
    answered   A, of those answered at all
    excl_short A, of those that did not give up within the threshold
    short_ok   A + S, of all offered
    virtual    :math:`P(V \le T)`
    ========== =======================================================

    Parameters
    ----------
    agents, offered_load, aht, patience : array_like of float, shape (...)
        As in `delay_probability`.
    threshold : array_like of float, shape (...)
        The wait promised, in seconds, at least 0.
    basis : str
        One of ``BASES``.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]; 1 without load. Without agents 0, but for those who give up in time
        where they count as good.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    :math:`P(V > t) = P(V > 0)\,\gamma(\alpha, c e^{-\theta t}) / \gamma(\alpha, c)`
    with :math:`\alpha = n\mu/\theta` and :math:`c = \lambda/\theta`; where the gamma
    functions underflow (far more agents than load) their series are used.

    References
    ----------
    Jouini, O., G. Koole, and A. Roubos (2013). Performance Indicators for Call Centers
    with Impatient Customers. *IIE Transactions*, 45(3): 341-354.

    Examples
    --------
    A hundred contacts of three minutes in half an hour, twelve agents, 20 seconds and a
    patience of a minute:

    >>> round(float(service_level(12, 10.0, 180.0, 60.0, 20.0)), 4)
    0.8603
    """
    if not isinstance(basis, str) or basis not in BASES:
        raise ParameterError("basis", basis, f"one of {', '.join(BASES)}")
    state = _state(agents, offered_load, aht, patience)
    (t,) = non_negative(threshold=threshold)
    state = state.beside(t)
    t = np.broadcast_to(t, state.n.shape)
    late, in_time = _waiting(state, t)
    with np.errstate(under="ignore"):
        still_there = late * np.exp(-t / state.patience)
    level = {
        "virtual": 1.0 - late,
        "offered": in_time,
        "answered": _over(in_time, 1.0 - state.lost),
        "excl_short": _over(in_time, in_time + still_there),
        "short_ok": 1.0 - still_there,
    }[basis]
    return np.where(state.a > 0, np.clip(level, 0.0, 1.0), 1.0)


def wait_quantile(
    agents: ArrayLike,
    offered_load: ArrayLike,
    aht: ArrayLike,
    patience: ArrayLike,
    share: ArrayLike,
) -> Floats:
    """
    Wait that a share of contacts would not exceed, if nobody among them gave up.

    Parameters
    ----------
    agents, offered_load, aht, patience : array_like of float, shape (...)
        As in `delay_probability`.
    share : array_like of float, shape (...)
        Share of contacts, in (0, 1).

    Returns
    -------
    ndarray of float64, shape (...)
        Seconds of virtual wait; 0 where that share finds a free agent, infinite without
        agents, or where patience is endless and ``agents <= offered_load``.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    state = _state(agents, offered_load, aht, patience)
    (wanted,) = shares(share=share)
    state = state.beside(wanted)
    wanted = np.broadcast_to(wanted, state.n.shape)
    waits = (state.waits > 1.0 - wanted) & (state.a > 0)
    served = (state.n > 0) & (np.isfinite(state.patience) | (state.n > state.a))
    low = np.zeros(state.n.shape)
    high = np.where(waits & served, state.aht, 0.0)
    while (short := waits & served & (_waiting(state, high)[0] > 1 - wanted)).any():
        low, high = np.where(short, high, low), np.where(short, 2 * high, high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        late = _waiting(state, middle)[0] > 1.0 - wanted
        low, high = np.where(late, middle, low), np.where(late, high, middle)
        if np.all(high - low <= np.spacing(high)):
            break
    return np.where(waits & ~served, np.inf, np.where(waits, high, 0.0))


class _State(NamedTuple):
    """A queue in balance: its arguments and what follows from them, of one shape."""

    n: Floats
    a: Floats
    aht: Floats
    patience: Floats
    waits: Floats  # probability that all agents are busy
    free: Floats  # its complement, to its own last digit
    lost: Floats

    def beside(self, other: Floats) -> _State:
        """Bring every array to the common shape with another argument."""
        shape = np.broadcast_shapes(self.n.shape, other.shape)
        return _State(*(np.broadcast_to(each, shape) for each in self))


def _state(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike, patience: ArrayLike
) -> _State:
    n, a = non_negative(agents=agents, offered_load=offered_load)
    (h,) = positive(aht=aht)
    p = endurance(patience)
    n, a, h, p = (
        np.array(each) for each in together(agents=n, offered_load=a, aht=h, patience=p)
    )
    waits, lost = np.where(a > 0, 1.0, 0.0), np.where(a > 0, 1.0, 0.0)
    free = np.where(a > 0, 0.0, 1.0)
    endless = np.isinf(p)
    if endless.any():
        waits[endless] = erlang_c.delay_probability(n[endless], a[endless])
        free[endless] = 1.0 - waits[endless]
        lost[endless] = 0.0
    works = (n > 0) & (a > 0) & ~endless
    if works.any():
        waits[works], free[works], lost[works] = balance(
            n[works], a[works], p[works] / h[works]
        )
    return _State(n, a, h, p, waits, free, lost)


def _waiting(state: _State, t: Floats) -> tuple[Floats, Floats]:
    """Share whose virtual wait exceeds t, and share answered within t."""
    late, in_time = state.waits.copy(), state.free.copy()
    endless = np.isinf(state.patience)
    works = (state.n > 0) & (state.a > 0)
    if (calm := works & endless).any():
        n, a, h = state.n[calm], state.a[calm], state.aht[calm]
        in_time[calm] = erlang_c.service_level(n, a, h, t[calm])
        late[calm] = 1.0 - in_time[calm]
    if (given := works & ~endless).any():
        ratio = state.patience[given] / state.aht[given]
        beyond, answered = conditional(
            state.n[given], state.a[given], ratio, t[given] / state.patience[given]
        )
        late[given] = state.waits[given] * beyond
        in_time[given] = state.free[given] + state.waits[given] * answered
    return late, in_time


def _busy(state: _State) -> Floats:
    kept = np.where(np.isinf(state.patience), state.a, state.a * (1.0 - state.lost))
    share = np.divide(kept, state.n, out=np.ones_like(kept), where=state.n > 0)
    return np.where(state.a > 0, np.minimum(share, 1.0), 0.0)


def _over(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
