"""How evenly nights, Sundays and late ends are shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.wishes import UNLIKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduling.assignment.memory import Memory


def spread(memories: Mapping[str, Memory]) -> dict[str, dict[str, float]]:
    """
    Spread of each unliked kind of shift over the agents.

    Parameters
    ----------
    memories : mapping of str to Memory
        What every agent has worked, the schedule before the horizon included.

    Returns
    -------
    dict of str to dict of str to float
        ``fewest, mean, most, deviation`` of nights, Sundays and late ends an agent.
    """
    found = {}
    for name in UNLIKED:
        counts = np.array([each.counts.get(name, 0) for each in memories.values()])
        if len(counts):
            found[name] = {
                "fewest": float(counts.min()),
                "mean": float(counts.mean()),
                "most": float(counts.max()),
                "deviation": float(counts.std()),
            }
    return found
