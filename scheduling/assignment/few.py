"""Few different shifts: the starts and lengths without which most would be lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.design import DesignGround, design_model
from scheduling.model.fifo import shift_rows
from scheduling.model.kinds import Kind
from scheduling.solver import solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.problem import Demand

# Share of the shapes above the number asked for that each round keeps.
_KEPT = 0.7
Shape = tuple[int, int, int]


def fewer_shapes(
    ground: DesignGround,
    demand: Demand,
    required: NDArray[np.float64],
    decisions: NDArray[np.float64],
    most: int,
) -> DesignGround:
    """
    Limit the shifts of a queue to a number of different ones.

    The shapes that the linear programme uses least are left out, and it is solved
    again without them, until few enough are left.

    Parameters
    ----------
    ground : DesignGround
        Kinds, openings, costs and prices.
    demand : Demand
        The grid.
    required : ndarray of float64, shape (slots of the horizon and a day,)
        Agents to cover.
    decisions : ndarray of float64
        Of the linear programme over all shapes.
    most : int
        Different shifts (start and length) at most.
    """
    built = design_model(ground, required, (0, demand.slots), demand.slots)
    while True:
        rows = shift_rows(built, ground.kinds, decisions)
        used = _used(ground, demand, rows)
        size = most if len(used) <= most else max(most, int(len(used) * _KEPT))
        kept = sorted(used, key=lambda shape: (-used[shape], shape))[:size]
        limited = _only(ground, demand, kept)
        if len(kept) <= most:
            return limited
        ground = limited
        built = design_model(ground, required, (0, demand.slots), demand.slots)
        decisions = solve(built.model.relaxed()).decisions


def _used(
    ground: DesignGround, demand: Demand, rows: NDArray[np.int64]
) -> dict[Shape, int]:
    """How often each kind, start of the day and length occurs."""
    days = np.searchsorted(demand.day_slots, rows[:, 1], side="right") - 1
    start = rows[:, 1] - demand.day_slots[days]
    shapes = np.column_stack([rows[:, 0], start, rows[:, 2] - rows[:, 1]])
    found, count = np.unique(shapes, axis=0, return_counts=True)
    return {
        (int(kind), int(begin), int(length)): int(number)
        for (kind, begin, length), number in zip(found, count, strict=True)
    }


def _only(ground: DesignGround, demand: Demand, kept: list[Shape]) -> DesignGround:
    """Ground with a kind for each length that is kept, at its starts alone."""
    starts: dict[tuple[int, int], list[int]] = {}
    for number, begin, length in kept:
        starts.setdefault((number, length), []).append(begin)
    sides = []
    for (number, length), begins in sorted(starts.items()):
        kind, openings = ground.sides[number]
        days = np.searchsorted(demand.day_slots, openings.starts, side="right") - 1
        here = np.isin(openings.starts - demand.day_slots[days], begins)
        single = Kind(kind.pauses, length, length, 1)
        sides.append((single, replace(openings, starts=openings.starts[here])))
    return replace(ground, sides=tuple(sides)) if sides else ground
