"""Fewest whole agents by Erlang C, one interval after the other, as machine code."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from wfm.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Targets = tuple[float, float, float]

_LAST_DIGIT = 1e-17
# A load this close below a whole number is that number: half an hour of tenths.
ROUNDING = 1e-12


@compiled
def _inverse_blocking(n: float, a: float) -> float:
    """
    Inverse of Erlang B for whole agents: 1 + n/a + n(n-1)/a^2 + ...

    Every term is positive, so that nothing cancels, and near the load about the root
    of it of terms count.
    """
    total, term, k = 1.0, 1.0, n
    while k > 0.0:
        term *= k / a
        total += term
        if term < _LAST_DIGIT * total or total == np.inf:
            break
        k -= 1.0
    return total


@compiled
def _least_stable(a: float) -> float:
    """Fewest agents whose queue does not grow for ever."""
    return math.floor(a * (1.0 + ROUNDING)) + 1.0 if a > 0.0 else 0.0


@compiled
def meet_both(load: Floats, aht: Floats, targets: Targets, floor: Floats) -> Floats:
    """
    Fewest agents, from a floor upwards, that meet service level and mean wait.

    Parameters
    ----------
    load : ndarray of float64, shape (m,)
        Offered load in erlangs, at least 0.
    aht : ndarray of float64, shape (m,)
        Mean handle time in seconds, above 0 where there is load.
    targets : tuple of float
        Promised wait in seconds, least share answered within it, largest mean wait;
        a share of 0 and an infinite wait ask for nothing.
    floor : ndarray of float64, shape (m,)
        Whole agents that other constraints need, at least 0.

    Returns
    -------
    ndarray of float64, shape (m,)
        Whole agents.
    """
    threshold, level, longest = targets
    agents = floor.copy()
    for i in range(load.size):
        a, h = load[i], aht[i]
        if a <= 0.0:
            continue
        n = max(floor[i], _least_stable(a))
        inverse = _inverse_blocking(n, a)
        while True:
            spare = n - a
            delay = n / (spare * inverse + a)
            in_time = 1.0 - delay * math.exp(-spare * threshold / h)
            if in_time >= level and delay * h <= longest * spare:
                break
            n += 1.0
            inverse = 1.0 + n / a * inverse
        agents[i] = n
    return agents


@compiled
def meet_each(load: Floats, aht: Floats, targets: Targets) -> tuple[Floats, Floats]:
    """
    Fewest agents for the service level alone, and for the mean wait alone.

    Parameters
    ----------
    load, aht, targets
        As in `meet_both`.

    Returns
    -------
    tuple of ndarray of float64, each of shape (m,)
        Whole agents.
    """
    threshold, level, longest = targets
    by_level, by_wait = np.zeros_like(load), np.zeros_like(load)
    for i in range(load.size):
        a, h = load[i], aht[i]
        if a <= 0.0:
            continue
        n = _least_stable(a)
        inverse = _inverse_blocking(n, a)
        while by_level[i] == 0.0 or by_wait[i] == 0.0:
            spare = n - a
            delay = n / (spare * inverse + a)
            if by_level[i] == 0.0:
                late = delay * math.exp(-spare * threshold / h)
                if 1.0 - late >= level:
                    by_level[i] = n
            if by_wait[i] == 0.0 and delay * h <= longest * spare:
                by_wait[i] = n
            n += 1.0
            inverse = 1.0 + n / a * inverse
    return by_level, by_wait


@compiled
def performance(
    agents: Floats, load: Floats, aht: Floats, threshold: float
) -> tuple[Floats, Floats]:
    """
    Service level and mean wait with whole agents.

    Parameters
    ----------
    agents, load, aht : ndarray of float64, shape (m,)
        Whole agents, erlangs, seconds.
    threshold : float
        Promised wait in seconds.

    Returns
    -------
    tuple of ndarray of float64, each of shape (m,)
        Share answered in time, and mean wait in seconds; 0 and infinite in overload.
    """
    level, wait = np.ones_like(load), np.zeros_like(load)
    for i in range(load.size):
        n, a = agents[i], load[i]
        if a > 0.0 and n <= a:
            level[i], wait[i] = 0.0, np.inf
        elif a > 0.0:
            spare = n - a
            delay = n / (spare * _inverse_blocking(n, a) + a)
            level[i] = 1.0 - delay * math.exp(-spare * threshold / aht[i])
            wait[i] = delay * aht[i] / spare
    return level, wait
