"""The rest of the day by queue and interval: required and scheduled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wfm.intervals import epoch_minutes
from wfm.performance.coverage import coverage

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.repair.prices import Tariff

Effect = tuple[tuple[int, float], ...]
# Rounding of sums of shares stays far below this.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Grid:
    """
    Open intervals of the rest of the day, in cells numbered from 0.

    Attributes
    ----------
    interval : int
        Minutes.
    first : int
        Epoch minute of the earliest interval.
    cells : dict of (queue, epoch minute of the start) to int
        A queue is closed, or unknown, where there is none.
    required, scheduled : ndarray of float64, shape (cells,)
        Agents to schedule, and on contacts in the plan in force.
    """

    interval: int
    first: int
    cells: dict[tuple[str, int], int]
    required: NDArray[np.float64]
    scheduled: NDArray[np.float64]
    _effects: dict[tuple[str, int, int], Effect | None] = field(default_factory=dict)

    @property
    def hours(self) -> float:
        """Length of an interval in hours."""
        return self.interval / 60

    def presence(self, queue: str, start: int, end: int) -> Effect | None:
        """
        Share of each cell that one agent on a queue covers.

        Parameters
        ----------
        queue : str
        start, end : int
            Epoch minutes.

        Returns
        -------
        tuple of (cell, share), or None where the queue is not open all the time
        """
        key = queue, start, end
        if key not in self._effects:
            self._effects[key] = self._presence(*key)
        return self._effects[key]

    def _presence(self, queue: str, start: int, end: int) -> Effect | None:
        found = []
        begin = start - (start - self.first) % self.interval
        for slot in range(begin, end, self.interval):
            cell = self.cells.get((queue, slot))
            if cell is None:
                return None
            inside = min(end, slot + self.interval) - max(start, slot)
            found.append((cell, inside / self.interval))
        return tuple(found)

    def price(self, missing: NDArray[np.float64], tariff: Tariff) -> float:
        """Price of what is missed (above 0) and too much (below 0) in each cell."""
        short = np.maximum(missing, 0.0).sum() * tariff.short
        over = np.maximum(-missing, 0.0).sum() * tariff.over
        return float(short + over) * self.hours

    def short_hours(self, missing: NDArray[np.float64]) -> float:
        """Agent-hours missed."""
        return float(np.maximum(missing, 0.0).sum()) * self.hours


def read_grid(
    requirement: pd.DataFrame, schedule: pd.DataFrame, interval: int, timezone: str
) -> Grid:
    """
    Put requirement and plan on the same cells.

    Parameters
    ----------
    requirement : DataFrame
        Typed rows of the rest of the day, at least one.
    schedule : DataFrame
        Typed schedule in force.
    interval : int
        Interval length in minutes.
    timezone : str
        IANA name.

    Returns
    -------
    Grid
    """
    table = coverage(requirement, schedule, interval=interval, timezone=timezone)
    starts = epoch_minutes(table["start"]).tolist()
    cells = {
        key: cell
        for cell, key in enumerate(zip(table["queue"].tolist(), starts, strict=True))
    }
    return Grid(
        interval,
        min(starts),
        cells,
        table["required"].to_numpy(copy=True),
        table["scheduled"].to_numpy(copy=True),
    )


def total(effects: list[Effect]) -> dict[int, float]:
    """Sum of some effects by cell, without the cells in which they cancel out."""
    found: dict[int, float] = {}
    for effect in effects:
        for cell, share in effect:
            found[cell] = found.get(cell, 0.0) + share
    return {cell: share for cell, share in found.items() if abs(share) > _NOISE}


def negative(effect: Effect) -> Effect:
    """Give the effect of taking somebody away."""
    return tuple((cell, -share) for cell, share in effect)
