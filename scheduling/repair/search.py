"""Choose among the moves of all shifts: solve, tell members apart, take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.repair.choice import Choice, effect, price, taken, unchanged, undone
from scheduling.repair.classes import classes, hand_back
from scheduling.repair.model import DayModel
from scheduling.repair.narrowed import Narrowed
from scheduling.repair.tables import undo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.repair.grid import Grid
    from scheduling.repair.moves import Moves
    from scheduling.repair.prices import Tariff
    from scheduling.repair.room import Room

# A change that saves less money than this is rounding.
_CENT = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard to search."""

    gap: float
    time_limit: float | None
    seed: int
    merge: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """
    What was chosen, and how good it is.

    Attributes
    ----------
    choices : list of Choice
        Of each shift.
    missing : ndarray of float64, shape (cells,)
        Required less scheduled agents.
    cost, bound, turnover : float
        As in `RepairResult`.
    timed_out : bool
        Whether the time limit ended the search.
    """

    choices: list[Choice]
    missing: NDArray[np.float64]
    cost: float
    bound: float
    turnover: float
    timed_out: bool


def best_choices(
    moves: Sequence[Moves],
    grid: Grid,
    tariff: Tariff,
    room: Room | None,
    effort: Effort,
) -> Found:
    """
    Cheapest choices of all shifts together.

    Parameters
    ----------
    moves : sequence of Moves
        Of each shift.
    grid : Grid
        What has to be covered.
    tariff : Tariff
        Prices.
    room : Room or None
        Seats, where they are limited.
    effort : Effort
        When to stop.

    Returns
    -------
    Found
        Never dearer than leaving all as it is.
    """
    old = [unchanged(each) for each in moves]
    groups = classes(moves, merge=effort.merge)
    if not groups:
        return _found(moves, old, grid, tariff, None)
    day = DayModel(grid, tariff, room)
    day.build(groups)
    solution = Narrowed(day, day.kept(groups), effort).solution()
    bound, choices = max(solution.bound, _least(moves)), list(old)
    if len(solution.decisions):
        for group, numbers in zip(groups, day.variables, strict=True):
            told = hand_back(group, numbers.counts(solution.decisions))
            for member, choice in zip(group.members, told, strict=True):
                choices[member] = choice
        if room is None:
            _take_back(moves, choices, grid, tariff)
    found = _found(moves, choices, grid, tariff, bound, late=solution.timed_out)
    if found.cost > _found(moves, old, grid, tariff, None).cost - _CENT:
        return _found(moves, old, grid, tariff, bound, late=solution.timed_out)
    return found


def _least(moves: Sequence[Moves]) -> float:
    """Bound all plans by their savings alone, for want of a better bound."""
    several = [(each.ends.options, each.blocks) for each in moves]
    exclusive = [options for pair in several for options in pair]
    return sum(min([0.0, *(o.price for o in options)]) for options in exclusive)


def _take_back(
    moves: Sequence[Moves], choices: list[Choice], grid: Grid, tariff: Tariff
) -> None:
    """Undo changes that do not pay: the solver stops a little short of the best."""
    missing = _missing(moves, choices, grid)
    improved = True
    while improved:
        improved = False
        for number, each in enumerate(moves):
            better = _better(each, choices[number], missing, grid, tariff)
            if better is not None:
                choices[number] = better
                missing, improved = _missing(moves, choices, grid), True


def _better(
    moves: Moves,
    choice: Choice,
    missing: NDArray[np.float64],
    grid: Grid,
    tariff: Tariff,
) -> Choice | None:
    """Give a choice with one change less that costs no more, if there is one."""
    now = effect(moves, choice)
    for less in undone(moves, choice):
        then = effect(moves, less)
        lost = {
            cell: now.get(cell, 0.0) - then.get(cell, 0.0)
            for cell in sorted({*now, *then})
        }
        _, dearer = undo(lost, missing, grid, tariff)
        if dearer + price(moves, less) <= price(moves, choice) + _CENT:
            return less
    return None


def _missing(
    moves: Sequence[Moves], choices: Sequence[Choice], grid: Grid
) -> NDArray[np.float64]:
    missing = grid.required - grid.scheduled
    for each, choice in zip(moves, choices, strict=True):
        if choice != unchanged(each):
            for cell, share in effect(each, choice).items():
                missing[cell] -= share
    return missing


def _found(
    moves: Sequence[Moves],
    choices: list[Choice],
    grid: Grid,
    tariff: Tariff,
    bound: float | None,
    *,
    late: bool = False,
) -> Found:
    missing = _missing(moves, choices, grid)
    prices = np.array(
        [
            option.price
            for each, choice in zip(moves, choices, strict=True)
            for option in taken(each, choice)
        ]
    )
    uncovered = grid.price(missing, tariff)
    cost = uncovered + float(prices.sum())
    return Found(
        choices,
        missing,
        cost,
        cost if bound is None else min(bound, cost),
        uncovered + float(np.abs(prices).sum()),
        late,
    )
