"""How much work it is to follow a queue through time, told before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# States whose probability a step of the chain moves, in standard deviations of the
# number of contacts in the system, and those there are in any case.
_WIDTH, _LEAST = 16.0, 20.0
# Numbers of agents tried in an interval, one by one and for its ledger.
_TRIES = 5.0
# Moves of a state's probability: some 6 seconds of one core here. Counted, not timed,
# so that the same campaign is planned by the same method on any machine.
LIMIT = 3e9


def effort(volume: Floats, aht: Floats, interval: int) -> float:
    """
    Work of following a queue through its intervals.

    Parameters
    ----------
    volume, aht : ndarray of float64, shape (t,)
        Contacts offered, and mean handle time in seconds.
    interval : int
        Interval length in minutes.

    Returns
    -------
    float
        Moves of a state's probability, to compare with ``LIMIT``.
    """
    # In a chain made uniform, half the steps are arrivals.
    steps = 2.0 * volume
    width = _WIDTH * np.sqrt(volume * aht / (60.0 * interval)) + _LEAST
    return float(_TRIES * (steps * width).sum())
