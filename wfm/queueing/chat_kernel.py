"""The states of a chat queue below its last free place, summed in machine code."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wfm.compiled import compiled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# What is left to add below this share of the sum is beyond a float's digits.
_CONVERGED = 1e-17
_LARGEST = 1e200


@compiled
def below_full(
    agents: NDArray[np.int64], arrival_rate: Floats, rates: Floats, sums: Floats
) -> None:
    """
    Sum the weights of all states with a free place, the first full state having 1.

    Going down from the full state, each weight is the one above it times the rate at
    which chats end there, over the arrival rate.

    Parameters
    ----------
    agents : ndarray of int64, shape (n,)
        At least 0.
    arrival_rate : ndarray of float64, shape (n,)
        Chats a second, above 0.
    rates : ndarray of float64, shape (n, c + 1)
        Rate at which an agent with 0 to `c` chats ends one of them, a second.
    sums : ndarray of float64, shape (3, n)
        Receives the logarithm of the sum, and under these weights the mean number of
        agents with a chat and of chats.
    """
    levels = rates.shape[1] - 1
    for e in range(agents.size):
        n, rate = agents[e], arrival_rate[e]
        # Up to this level the rate of endings only rises, so that weights which have
        # begun to fall go on falling.
        rising = 0
        while rising < levels and rates[e, rising + 1] >= rates[e, rising]:
            rising += 1
        term, scale = 1.0, 0.0
        total, busy, chats = 0.0, 0.0, 0.0
        done = False
        for level in range(levels - 1, -1, -1):
            low, high = rates[e, level], rates[e, level + 1]
            for more in range(n, 0, -1):
                fall = ((n - more) * low + more * high) / rate
                term *= fall
                state = level * n + more - 1
                total += term
                busy += term * min(state, n)
                chats += term * state
                if total > _LARGEST:
                    term, total = term / _LARGEST, total / _LARGEST
                    busy, chats = busy / _LARGEST, chats / _LARGEST
                    scale += math.log(_LARGEST)
                if (
                    level < rising
                    and fall < 1.0
                    and term * fall <= _CONVERGED * total * (1.0 - fall)
                ):
                    done = True
                    break
            if done:
                break
        sums[0, e] = math.log(total) + scale if total > 0 else -math.inf
        sums[1, e] = busy / total if total > 0 else 0.0
        sums[2, e] = chats / total if total > 0 else 0.0
