"""Retrials: customers who give up and call again at once add to the load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing import erlang_a
from wfm.queueing._checks import endurance, non_negative, numbers, positive, together

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["effective_load", "lost_for_good"]

_HALVINGS = 200


def effective_load(
    agents: ArrayLike,
    offered_load: ArrayLike,
    aht: ArrayLike,
    patience: ArrayLike,
    retrial_probability: ArrayLike,
) -> NDArray[np.float64]:
    r"""
    Load including the calls of customers who gave up and try again (Erlang X).

    The load :math:`a'` that solves :math:`a' (1 - r\,P_{ab}(a')) = a`, with
    :math:`P_{ab}` the abandonment of Erlang A at load :math:`a'`. Its left side grows
    with :math:`a'`, so that there is one solution at most.

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents taking contacts, at least 0, real or whole.
    offered_load : array_like of float, shape (...)
        Load of first attempts in erlangs, at least 0.
    aht, patience : array_like of float, shape (...)
        Mean handle time and mean patience in seconds, above 0; with an infinite
        patience nobody gives up.
    retrial_probability : array_like of float, shape (...)
        Probability that a customer who gave up calls again, in [0, 1].

    Returns
    -------
    ndarray of float64, shape (...)
        Erlangs, at least `offered_load`; infinite where everybody calls again for ever
        (``retrial_probability`` 1) and ``agents <= offered_load``.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Aguir, S., F. Karaesmen, O. Z. Aksin, and F. Chauvet (2004). The Impact of Retrials
    on Call Center Performance. *OR Spectrum*, 26(3): 353-376.

    Examples
    --------
    >>> round(float(effective_load(11, 10.0, 180.0, 60.0, 0.25)), 4)
    10.3195
    """
    n, a = non_negative(agents=agents, offered_load=offered_load)
    (h,) = positive(aht=aht)
    p = endurance(patience)
    r = numbers("retrial_probability", retrial_probability)
    if not np.all((r >= 0) & (r <= 1)):
        raise ParameterError("retrial_probability", retrial_probability, "in [0, 1]")
    n, a, h, p, r = (
        np.array(each)
        for each in together(
            agents=n, offered_load=a, aht=h, patience=p, retrial_probability=r
        )
    )

    def first_attempts(load: NDArray[np.float64]) -> NDArray[np.float64]:
        return load * (1.0 - r * erlang_a.abandonment(n, load, h, p))

    # At r = 1 only what agents answer leaves, and that never exceeds their number.
    endless = (r == 1.0) & (n <= a) & (a > 0) & np.isfinite(p)
    low, high = a.copy(), a.copy()
    while (short := (first_attempts(high) < a) & ~endless).any():
        low, high = np.where(short, high, low), np.where(short, 2 * high, high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        few = first_attempts(middle) < a
        low, high = np.where(few, middle, low), np.where(few, high, middle)
        if np.all(high - low <= np.spacing(high)):
            break
    return np.where(endless, np.inf, high)


def lost_for_good(
    agents: ArrayLike,
    offered_load: ArrayLike,
    aht: ArrayLike,
    patience: ArrayLike,
    retrial_probability: ArrayLike,
) -> NDArray[np.float64]:
    """
    Share of customers who are never served: they gave up and do not call again.

    Parameters
    ----------
    agents, offered_load, aht, patience, retrial_probability : array_like of float
        As in `effective_load`.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]. Where the load grows for ever: 0, as everybody still tries.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    load = effective_load(agents, offered_load, aht, patience, retrial_probability)
    grows = np.isinf(load)
    gave_up = erlang_a.abandonment(agents, np.where(grows, 0.0, load), aht, patience)
    r = numbers("retrial_probability", retrial_probability)
    return np.where(grows, 0.0, gave_up * (1.0 - r) / (1.0 - r * gave_up))
