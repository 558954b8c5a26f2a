"""Draws for the compiled loops that search by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.compiled import compiled

if TYPE_CHECKING:
    import numpy as np


@compiled
def below(count: int, rng: np.random.Generator) -> int:
    """
    Draw a whole number from 0, below a count.

    Parameters
    ----------
    count : int
        At least 1.
    rng : Generator
        Draws it.

    Returns
    -------
    int
    """
    return min(int(rng.random() * count), count - 1)
