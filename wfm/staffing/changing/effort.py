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
# Customers who wait at once in a queue that hardly lets them.
_LEAST_WAITING = 14.0
# Numbers of agents tried in an interval, one by one and for its ledger.
_TRIES = 5.0
# Moves of a state's probability: some 6 seconds of one core here. Counted, not timed,
# so that the same campaign is planned by the same method on any machine.
LIMIT = 3e9


def effort(
    volume: Floats, aht: Floats, interval: int, patience: float | None = None
) -> float:
    """
    Work of following a queue through its intervals.

    Parameters
    ----------
    volume, aht : ndarray of float64, shape (t,)
        Contacts offered, and mean handle time in seconds.
    interval : int
        Interval length in minutes.
    patience : float, optional
        Mean patience in seconds; the shorter it is, the faster the chain.

    Returns
    -------
    float
        Moves of a state's probability, to compare with ``LIMIT``.
    """
    seconds = 60.0 * interval
    # In a chain made uniform, half the steps are arrivals of a calm queue.
    steps = 2.0 * volume
    spread = np.sqrt(volume * aht / seconds)
    if patience is not None:
        waiting = _LEAST_WAITING + spread * np.sqrt(patience / np.maximum(aht, 1.0))
        steps = steps + waiting * seconds / patience
    return float(_TRIES * (steps * (_WIDTH * spread + _LEAST)).sum())
