"""Errors of whole days, drawn for queues that are busy together.

Each queue has numbers of its own; what queues have in common mixes these numbers
before they are made to last from day to day, so each keeps the law it has alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.uncertainty.together import correlations, root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.base import Floats
    from forecasting.past import Index
    from forecasting.uncertainty.spread import Spread


def draw_days(
    spreads: Sequence[Spread],
    leads: Sequence[Index],
    paths: int,
    streams: Sequence[np.random.Generator],
) -> Floats:
    """
    Draw standard normal errors of whole days.

    Parameters
    ----------
    spreads : sequence of Spread, length Q
        Of each queue, at least one.
    leads : sequence of ndarray of int64, shape (H,), length Q
        Days from the last known one to each, ascending; all of the same dates.
    paths : int
        How many draws.
    streams : sequence of numpy.random.Generator, length Q
        Source of chance of each queue.

    Returns
    -------
    ndarray of float64, shape (Q, P, H)
        One queue alone draws the same as beside others that it does not go with.
    """
    days = len(leads[0])
    fresh = np.stack([_fresh(paths, days, rng) for rng in streams])
    # Draws of one queue are mixed with the same draws of others, day by day.
    mixed = np.tensordot(root(_of_fresh(spreads, days)), fresh, axes=1)
    return np.stack(
        [
            _lasting(each, lead, own)
            for each, lead, own in zip(spreads, leads, mixed, strict=True)
        ]
    )


def _fresh(paths: int, days: int, rng: np.random.Generator) -> Floats:
    """Numbers for each day and, at the end, one for all of them, (P, H + 1)."""
    own = rng.standard_normal((paths, days))
    return np.concatenate([own, rng.standard_normal((paths, 1))], axis=1)


def _lasting(spread: Spread, leads: Index, fresh: Floats) -> Floats:
    """Make errors of one queue last as its own do, shape (P, H)."""
    own = fresh[:, :-1].copy()
    # From one day to the next, however many lie between them.
    kept = _fading(spread) ** np.diff(leads)
    for place, share in enumerate(kept, start=1):
        own[:, place] = (
            share * own[:, place - 1] + np.sqrt(1 - share**2) * own[:, place]
        )
    common = fresh[:, -1:]
    return np.asarray(
        np.sqrt(spread.common) * common + np.sqrt(1 - spread.common) * own
    )


def _fading(spread: Spread) -> float:
    """How much of a day's own error is left on the next."""
    return (spread.next_day - spread.common) / (1 - spread.common)


def _of_fresh(spreads: Sequence[Spread], days: int) -> Floats:
    """
    Correlations of the fresh numbers that give the errors theirs, shape (Q, Q).

    Errors that last unequally long go together less than the numbers they are made of.
    """
    wanted = correlations([each.day_errors for each in spreads])
    common = np.array([each.common for each in spreads])
    fading = np.array([_fading(each) for each in spreads])
    new = np.sqrt(np.outer(1 - fading**2, 1 - fading**2))
    left = total = np.ones_like(wanted)
    for _ in range(1, days):
        left = np.outer(fading, fading) * left + new
        total = total + left
    of_common = np.sqrt(np.outer(common, common))
    kept = of_common + np.sqrt(np.outer(1 - common, 1 - common)) * total / days
    found = np.clip(wanted / kept, -1.0, 1.0)
    np.fill_diagonal(found, 1.0)
    return found
