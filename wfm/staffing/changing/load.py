"""The load to staff for in an interval, when demand changes from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def stationary(volume: Floats, aht: Floats, interval: float) -> Floats:
    """
    Load of each interval as if it lasted for ever (SIPP).

    Parameters
    ----------
    volume, aht : ndarray of float64, shape (t,)
        Contacts offered, and seconds, in consecutive intervals that open empty.
    interval : float
        Seconds.

    Returns
    -------
    ndarray of float64, shape (t,)
        Erlangs.

    References
    ----------
    Green, L., P. Kolesar, and J. Soares (2001). Improving the SIPP Approach for
    Staffing Service Systems That Have Cyclic Demands. *Operations Research*, 49(4):
    549-564.
    """
    return volume * aht / interval


def mixed(volume: Floats, aht: Floats, interval: float) -> Floats:
    """
    Mean load where demand rises, largest load of the interval where it falls.

    After a peak more contacts are in service than the new rate would bring.

    Parameters
    ----------
    volume, aht, interval
        As in `stationary`.

    Returns
    -------
    ndarray of float64, shape (t,)
        Erlangs.

    Notes
    -----
    Within an interval the rate is taken to run from the mean of the interval and the
    one before to the mean of it and the one after.

    References
    ----------
    Green, Kolesar and Soares (2001), "SIPP Mix".
    """
    before = np.concatenate([volume[:1], volume[:-1]])
    after = np.concatenate([volume[1:], volume[-1:]])
    falls = after < before
    highest = np.maximum(volume, (volume + before) / 2)
    return np.where(falls, highest, volume) * aht / interval


def lagged(volume: Floats, aht: Floats, interval: float) -> Floats:
    """
    Load of the contacts that arrived one handle time earlier.

    Parameters
    ----------
    volume, aht, interval
        As in `stationary`.

    Returns
    -------
    ndarray of float64, shape (t,)
        Erlangs.

    References
    ----------
    Green, Kolesar and Soares (2001), "Lag SIPP"; Green, L., P. Kolesar, and W. Whitt
    (2007). Coping with Time-Varying Demand When Setting Staffing Requirements for a
    Service System. *Production and Operations Management*, 16(1): 13-39.
    """
    edges = np.arange(len(volume) + 1) * interval
    arrived = np.concatenate([[0.0], np.cumsum(volume)])
    low = np.interp(edges[:-1] - aht, edges, arrived)
    high = np.interp(edges[1:] - aht, edges, arrived)
    return (high - low) * aht / interval


def modified(volume: Floats, aht: Floats, interval: float) -> Floats:
    """
    Mean number of contacts in service if agents were endless: modified offered load.

    Parameters
    ----------
    volume, aht, interval
        As in `stationary`.

    Returns
    -------
    ndarray of float64, shape (t,)
        Erlangs, the mean over each interval.

    References
    ----------
    Jennings, O., A. Mandelbaum, W. Massey, and W. Whitt (1996). Server Staffing to Meet
    Time-Varying Demand. *Management Science*, 42(10): 1383-1394.
    """
    load = stationary(volume, aht, interval)
    decay = np.exp(-interval / aht)
    start = _in_service(load, decay)[:-1]
    return load + (start - load) * (1.0 - decay) * aht / interval


def largest(volume: Floats, aht: Floats, interval: float) -> Floats:
    """
    Most contacts in service within the interval if agents were endless.

    Parameters
    ----------
    volume, aht, interval
        As in `stationary`.

    Returns
    -------
    ndarray of float64, shape (t,)
        Erlangs.

    References
    ----------
    Jennings, Mandelbaum, Massey and Whitt (1996).
    """
    load = stationary(volume, aht, interval)
    edges = _in_service(load, np.exp(-interval / aht))
    # Between its edges it only rises or only falls.
    return np.maximum(edges[:-1], edges[1:])


def _in_service(load: Floats, decay: Floats) -> Floats:
    """Contacts in service at every edge, from none: m' = rate - m / AHT, solved."""
    edges = np.zeros(len(load) + 1)
    for t, (a, kept) in enumerate(zip(load, decay, strict=True)):
        edges[t + 1] = a + (edges[t] - a) * kept
    return edges


LOADS: dict[str, Callable[[Floats, Floats, float], Floats]] = {
    "sipp": stationary,
    "mix": mixed,
    "lag": lagged,
    "mol": modified,
    "mol_max": largest,
}
