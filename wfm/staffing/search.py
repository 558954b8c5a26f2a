"""Fewest agents that meet a target which more agents never break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def fewest(
    meets: Callable[[Floats], NDArray[np.bool_]], never: Floats, guess: Floats
) -> Floats:
    """
    Search the fewest agents of every interval at once.

    From a guess steps double up, then down, until the answer lies between a number
    that is never enough and one that is; then the middle is tried.

    Parameters
    ----------
    meets : callable
        Takes agents of shape (m,) and tells for each whether the target is met.
    never : ndarray of float64, shape (m,)
        Whole agents that are not enough.
    guess : ndarray of float64, shape (m,)
        Whole agents near the answer, more than `never`.

    Returns
    -------
    ndarray of float64, shape (m,)
        Whole agents.
    """
    low, high, step = never, guess, 1.0
    while not (enough := meets(high)).all():
        low, high = np.where(enough, low, high), np.where(enough, high, high + step)
        step *= 2
    step = 1.0
    while (open_ := (probe := np.maximum(high - step, low)) > low).any():
        enough = meets(np.where(open_, probe, high))
        high = np.where(open_ & enough, probe, high)
        low = np.where(open_ & ~enough, probe, low)
        step *= 2
    while (open_ := high - low > 1).any():
        middle = np.where(open_, np.floor((low + high) / 2), high)
        enough = meets(middle)
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    return high
