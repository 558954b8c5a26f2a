"""The delay system M/M/n: Poisson arrivals, exponential handling, endless patience."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.queueing._checks import non_negative, positive, shares
from wfm.queueing.erlang_b import blocking

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "delay_probability",
    "mean_wait",
    "occupancy",
    "service_level",
    "wait_quantile",
]


def delay_probability(
    agents: ArrayLike, offered_load: ArrayLike
) -> NDArray[np.float64]:
    r"""
    Probability that a contact waits (Erlang C).

    With offered load :math:`a` and :math:`n` agents,

    .. math:: C(n, a) = \frac{B(n, a)}{1 - (a / n)\,(1 - B(n, a))},

    where :math:`B` is the Erlang B blocking probability [1]_.

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents taking contacts, :math:`n \ge 0`, net of shrinkage; real or whole.
    offered_load : array_like of float, shape (...)
        Offered load :math:`a = \lambda \cdot \mathrm{AHT}` in erlangs,
        :math:`a \ge 0`. Broadcasts against `agents`.

    Returns
    -------
    ndarray of float64, shape (...)
        Delay probability in [0, 1]. It is 1 where ``agents <= offered_load``: the
        queue then grows without bound and every contact waits; and 0 without load.

    Raises
    ------
    ParameterError
        If an entry is negative or not finite.

    See Also
    --------
    service_level : Share of contacts answered within a threshold.

    References
    ----------
    .. [1] Gans, N., G. Koole, and A. Mandelbaum (2003). Telephone Call Centers:
           Tutorial, Review, and Research Prospects. *M&SOM*, 5(2): 79-141.

    Examples
    --------
    Four hundred contacts an hour of three minutes each are 20 erlangs:

    >>> round(float(delay_probability(agents=23, offered_load=20.0)), 3)
    0.416
    """
    n, a = non_negative(agents=agents, offered_load=offered_load)
    return _delay(n, a)


def service_level(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike, threshold: ArrayLike
) -> NDArray[np.float64]:
    r"""
    Share of contacts answered within the threshold.

    .. math:: 1 - C(n, a)\, e^{-(n - a)\, T / \mathrm{AHT}}

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents taking contacts, at least 0.
    offered_load : array_like of float, shape (...)
        Offered load in erlangs, at least 0.
    aht : array_like of float, shape (...)
        Mean handle time in seconds, above 0.
    threshold : array_like of float, shape (...)
        The wait promised, in seconds, at least 0.

    Returns
    -------
    ndarray of float64, shape (...)
        In [0, 1]: 0 where ``agents <= offered_load`` (overload), 1 without load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Gans, Koole and Mandelbaum (2003), section 4.1.

    Examples
    --------
    A hundred contacts of three minutes in half an hour, fourteen agents, 20 seconds:

    >>> round(float(service_level(14, 10.0, 180.0, 20.0)), 5)
    0.88835
    """
    n, a, t = non_negative(
        agents=agents, offered_load=offered_load, threshold=threshold
    )
    (handle,) = positive(aht=aht)
    spare = np.maximum(n - a, 0.0)
    with np.errstate(under="ignore"):
        late = _delay(n, a) * np.exp(-spare * t / handle)
    # An overloaded queue answers nobody within any threshold in the long run.
    return np.where((a > 0) & (n <= a), 0.0, 1.0 - late)


def mean_wait(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike
) -> NDArray[np.float64]:
    r"""
    Mean wait of all contacts, the average speed of answer.

    .. math:: C(n, a)\, \frac{\mathrm{AHT}}{n - a}

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents taking contacts, at least 0.
    offered_load : array_like of float, shape (...)
        Offered load in erlangs, at least 0.
    aht : array_like of float, shape (...)
        Mean handle time in seconds, above 0.

    Returns
    -------
    ndarray of float64, shape (...)
        Seconds; infinite where ``agents <= offered_load``, 0 without load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Gans, Koole and Mandelbaum (2003), section 4.1.
    """
    n, a = non_negative(agents=agents, offered_load=offered_load)
    (handle,) = positive(aht=aht)
    spare = np.where(n > a, n - a, 1.0)
    wait = _delay(n, a) * handle / spare
    return np.where((a > 0) & (n <= a), np.inf, wait)


def wait_quantile(
    agents: ArrayLike, offered_load: ArrayLike, aht: ArrayLike, share: ArrayLike
) -> NDArray[np.float64]:
    r"""
    Wait that a share of contacts does not exceed.

    .. math:: \frac{\mathrm{AHT}}{n - a} \ln \frac{C(n, a)}{1 - p}

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents taking contacts, at least 0.
    offered_load : array_like of float, shape (...)
        Offered load in erlangs, at least 0.
    aht : array_like of float, shape (...)
        Mean handle time in seconds, above 0.
    share : array_like of float, shape (...)
        Share :math:`p` of contacts, in (0, 1).

    Returns
    -------
    ndarray of float64, shape (...)
        Seconds; 0 where that share does not wait at all, infinite where
        ``agents <= offered_load``.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    Gans, Koole and Mandelbaum (2003), section 4.1.

    Examples
    --------
    Forty-eight contacts a minute of one minute each, fifty agents:

    >>> round(float(wait_quantile(50, 48.0, 60.0, 0.9)), 2)
    58.14
    """
    n, a = non_negative(agents=agents, offered_load=offered_load)
    (handle,) = positive(aht=aht)
    (p,) = shares(share=share)
    spare = np.where(n > a, n - a, 1.0)
    among_waiting = np.maximum(_delay(n, a) / (1.0 - p), 1.0)
    wait = handle / spare * np.log(among_waiting)
    return np.where((a > 0) & (n <= a), np.inf, wait)


def occupancy(agents: ArrayLike, offered_load: ArrayLike) -> NDArray[np.float64]:
    """
    Share of their time that agents are busy with contacts.

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents taking contacts, at least 0.
    offered_load : array_like of float, shape (...)
        Offered load in erlangs, at least 0.

    Returns
    -------
    ndarray of float64, shape (...)
        Load over agents, at most 1; 0 without load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    n, a = non_negative(agents=agents, offered_load=offered_load)
    busy = np.divide(a, n, out=np.ones_like(a), where=n > 0)
    return np.where(a > 0, np.minimum(busy, 1.0), 0.0)


def _delay(n: NDArray[np.float64], a: NDArray[np.float64]) -> NDArray[np.float64]:
    lost = blocking(n, a)
    load = np.divide(a, n, out=np.ones_like(a), where=n > a)
    waits = np.divide(lost, 1.0 - load * (1.0 - lost), out=np.ones_like(a), where=n > a)
    return np.where(a > 0, np.where(n > a, waits, 1.0), 0.0)
