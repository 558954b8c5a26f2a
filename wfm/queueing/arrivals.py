"""How contacts fall within an interval, of which only the total is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Thirds tell a slope, and the queue hardly sees anything finer.
PIECES = 3


def within_intervals(
    volume: NDArray[np.float64], pieces: int = PIECES
) -> NDArray[np.float64]:
    """
    Split the contacts of consecutive intervals by a rate that changes smoothly.

    The rate runs in a straight line from edge to edge of each interval, where an edge
    has the mean of its two neighbours; it is then scaled to the interval's total.
    Demand does not jump on the half-hour: where it climbs, the end of an interval is
    busier than its beginning.

    Parameters
    ----------
    volume : ndarray of float64, shape (..., t)
        Contacts offered in each interval, at least 0.
    pieces : int
        Equal parts of an interval, at least 1.

    Returns
    -------
    ndarray of float64, shape (..., t, pieces)
        Contacts of each part; they sum to the interval's.

    Examples
    --------
    >>> within_intervals(np.array([30.0, 60.0, 60.0])).round(1).tolist()
    [[6.7, 10.0, 13.3], [18.1, 20.0, 21.9], [20.0, 20.0, 20.0]]
    """
    if volume.shape[-1] == 1:
        return np.repeat(volume[..., None] / pieces, pieces, axis=-1)
    inner = (volume[..., 1:] + volume[..., :-1]) / 2
    first = np.maximum(2 * volume[..., :1] - inner[..., :1], 0.0)
    last = np.maximum(2 * volume[..., -1:] - inner[..., -1:], 0.0)
    edges = np.concatenate([first, inner, last], axis=-1)
    place = (np.arange(pieces) + 0.5) / pieces
    low, high = edges[..., :-1, None], edges[..., 1:, None]
    shape = low + (high - low) * place
    total = shape.sum(axis=-1, keepdims=True)
    even = np.full_like(shape, 1.0 / pieces)
    parts = np.divide(shape, total, out=even, where=total > 0)
    return volume[..., None] * parts
