"""Stretches of time in which a queue is short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.problem import Demand

# A shortage below this is rounding, not a person.
_NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    Intervals in a row in which one queue is short.

    Attributes
    ----------
    queue : int
        Row of the demand.
    first, last : int
        Slots, `last` excluded.
    agents : float
        Missing, in the mean.
    most : float
        Missing, at the most.
    hours : float
        Agent-hours missing.
    """

    queue: int
    first: int
    last: int
    agents: float
    most: float
    hours: float

    def of(self, short: NDArray[np.float64], hours: float) -> float:
        """Agent-hours missing here by another account of shortage."""
        return float(short[self.queue, self.first : self.last].sum()) * hours


def shortage(demand: Demand, coverage: pd.DataFrame) -> NDArray[np.float64]:
    """
    Agents missing on the grid of a demand.

    Parameters
    ----------
    demand : Demand
        The grid.
    coverage : DataFrame
        Coverage table of the same requirement.

    Returns
    -------
    ndarray of float64, shape (queues, slots)
    """
    short = np.zeros_like(demand.required)
    number = {queue: row for row, queue in enumerate(demand.queues)}
    minutes = coverage["start"].dt.as_unit("s").astype("int64").to_numpy() // 60
    slot = (minutes - demand.epoch) // demand.interval
    short[coverage["queue"].map(number).to_numpy(), slot] = coverage["short"].to_numpy()
    return short


def stretches(demand: Demand, short: NDArray[np.float64]) -> Iterator[Stretch]:
    """
    Find the stretches in which queues are short, within days.

    Parameters
    ----------
    demand : Demand
        The grid.
    short : ndarray of float64, shape (queues, slots)
        Agents missing.

    Yields
    ------
    Stretch
        By queue and time.
    """
    for queue, missing in enumerate(short):
        for first, last in zip(
            demand.day_slots[:-2], demand.day_slots[1:-1], strict=True
        ):
            is_short = np.concatenate([[False], missing[first:last] > _NOISE, [False]])
            edges = np.flatnonzero(is_short[1:] != is_short[:-1]) + int(first)
            for begin, end in edges.reshape(-1, 2).tolist():
                part = missing[begin:end]
                yield Stretch(
                    queue,
                    begin,
                    end,
                    float(part.mean()),
                    float(part.max()),
                    float(part.sum()) * demand.hours,
                )
