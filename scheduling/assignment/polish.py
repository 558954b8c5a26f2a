"""Improve designed shifts one at a time: each takes the best shape for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.board import place, shift_costs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from scheduling.board import Board
    from scheduling.shifts import PlacedShift, ShiftSet

_WORTH_IT = 1e-6


def polish(
    board: Board,
    shifts: ShiftSet,
    placed: Sequence[PlacedShift],
    price: Callable[[int], NDArray[np.float64]],
) -> list[PlacedShift]:
    """
    Take off every shift once and put back the best shape, or none; then add more.

    Parameters
    ----------
    board : Board
        Coverage, changed in place; no move makes it dearer.
    shifts : ShiftSet
        Shapes to choose from.
    placed : sequence of PlacedShift
        Shifts of one queue, all on the board.
    price : callable
        Cost of each shape on a day, infinite where it does not fit, shape (shapes,).

    Returns
    -------
    list of PlacedShift
        The shifts now on the board.
    """
    result = []
    for shift in placed:
        board.take(shift)
        better = best_shift(board, shifts, (shift.day, shift.queue), price(shift.day))
        if better is not None:
            board.put(better)
            result.append(better)
    for day, queue in sorted({(shift.day, shift.queue) for shift in placed}):
        while (more := best_shift(board, shifts, (day, queue), price(day))) is not None:
            board.put(more)
            result.append(more)
    return result


def best_shift(
    board: Board,
    shifts: ShiftSet,
    where: tuple[int, int],
    price: NDArray[np.float64],
) -> PlacedShift | None:
    """Shift of a day and queue that lowers the cost most; None where none does."""
    day, queue = where
    midnight = int(board.demand.day_slots[day])
    worth = board.worth(queue)
    cost = shift_costs(worth, shifts, [midnight])[0] + price
    shape = int(np.argmin(cost))
    if cost[shape] >= -_WORTH_IT:
        return None
    return place(worth, shifts, shape, (day, midnight, queue))
