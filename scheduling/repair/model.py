r"""The day as a linear model: options by class of shifts, coverage by cell.

For a class of N shifts with counts e of ends and p of the starts of each pause,

.. math:: \sum e = N, \qquad \sum p = N,

and for each end d before the old one, with pauses that could not be over by then,

.. math:: \sum_{\text{late}} p + \sum_{d' \le d} e_{d'} \le N,

one row an end instead of one a pair: at 1,000 agents the linear bound rises from far
below the optimum to within 0.2 % of it. Two pauses in order, and pauses beside blocks,
have rows of the same form. In each cell, coverage plus shortage less surplus is what
is required.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.rows import Model
from scheduling.repair.classes import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scheduling.repair.classes import ShiftClass
    from scheduling.repair.grid import Effect, Grid
    from scheduling.repair.moves import Choices, Moves, Option
    from scheduling.repair.prices import Tariff
    from scheduling.repair.room import Room


Numbered = tuple["Option", int]


@dataclass(frozen=True, slots=True)
class Variables:
    """Numbers of the variables of a class, in the order of its options."""

    ends: list[int]
    pauses: list[list[int]]
    blocks: list[int]
    releases: list[int]

    def counts(self, values: NDArray[np.float64]) -> Counts:
        """Read what the solver decided."""

        def read(numbers: list[int]) -> list[int]:
            return [round(float(values[number])) for number in numbers]

        return Counts(
            read(self.ends),
            [read(each) for each in self.pauses],
            read(self.blocks),
            read(self.releases),
        )


@dataclass(slots=True)
class DayModel:
    """
    Builds the model of a day.

    Attributes
    ----------
    grid : Grid
        What has to be covered.
    tariff : Tariff
        Prices.
    room : Room, optional
        Seats, where they are limited.
    model : Model
        What is built.
    variables : list of Variables
        Of each class.
    implied : list of bool
        Of each variable: whether the rows keep it below its upper bound.
    """

    grid: Grid
    tariff: Tariff
    room: Room | None = None
    model: Model = field(default_factory=Model)
    variables: list[Variables] = field(default_factory=list)
    implied: list[bool] = field(default_factory=list)
    _terms: list[list[tuple[int, float]]] = field(default_factory=list)
    _lifted: list[float] = field(default_factory=list)

    def build(self, groups: Sequence[ShiftClass]) -> None:
        """Write variables and rows of all classes, and those of coverage."""
        self._terms = [[] for _ in self.grid.cells]
        self._lifted = [0.0] * len(self.grid.cells)
        for group in groups:
            self._add(group)
        self._cover()
        if self.room:
            self.room.rows(self.model, groups, self.variables)
        self.implied = self._implied()

    def _implied(self) -> list[bool]:
        """Options of which a class takes one for each of its shifts, or at most one."""
        implied = [False] * len(self.model.cost)
        for found in self.variables:
            for numbers in (found.ends, *found.pauses, found.blocks):
                for number in numbers:
                    implied[number] = True
        return implied

    def kept(self, groups: Sequence[ShiftClass]) -> NDArray[np.bool_]:
        """Variables that leave the plan as it is."""
        kept = np.zeros(len(self.model.cost), dtype=np.bool_)
        for group, found in zip(groups, self.variables, strict=True):
            kept[found.ends[group.moves.ends.kept]] = True
            for choices, numbers in zip(group.moves.pauses, found.pauses, strict=True):
                kept[numbers[choices.kept]] = True
        return kept

    def _add(self, group: ShiftClass) -> None:
        moves, count = group.moves, group.count
        found = Variables(
            self._one_of(moves.ends, count),
            [self._one_of(each, count) for each in moves.pauses],
            self._options(moves.blocks, count),
            self._options(moves.releases, count),
        )
        self.variables.append(found)
        for choices in moves.pauses:
            for cell, share in choices.options[choices.kept].effect:
                self._lifted[cell] -= share * count
        self._ends_after_pauses(moves, found, count)
        self._pauses_in_order(moves, found, count)
        if moves.blocks:
            self._blocks_aside(moves, found, count)

    def _options(self, options: Sequence[Option], count: int) -> list[int]:
        numbers = self.model.variables(
            (option.price for option in options), upper=float(count), integer=True
        )
        for number, option in zip(numbers, options, strict=True):
            self._count(number, option.effect)
        return numbers

    def _one_of(self, choices: Choices, count: int) -> list[int]:
        numbers = self._options(choices.options, count)
        self.model.row(_ones(numbers), low=float(count), high=float(count))
        return numbers

    def _count(self, number: int, effect: Effect) -> None:
        for cell, share in effect:
            self._terms[cell].append((number, share))

    def _at_most(self, numbers: Iterable[int], count: int) -> None:
        self.model.row(_ones(numbers), high=float(count))

    def _ends_after_pauses(self, moves: Moves, found: Variables, count: int) -> None:
        for place in range(moves.ends.kept):
            end = moves.ends_at(place)
            earlier = found.ends[: place + 1]
            for choices, numbers in zip(moves.pauses, found.pauses, strict=True):
                late = _from(choices, numbers, end - moves.apart[-1])
                if late:
                    self._at_most([*late, *earlier], count)
            late = _from_options(moves.blocks, found.blocks, end)
            if late:
                self._at_most([*late, *earlier], count)

    def _pauses_in_order(self, moves: Moves, found: Variables, count: int) -> None:
        for place, apart in enumerate(moves.apart[:-1]):
            before, after = moves.pauses[place], moves.pauses[place + 1]
            for number, option in enumerate(after.options):
                late = _from(before, found.pauses[place], option.start - apart)
                if not late:
                    break
                self._at_most([*late, *found.pauses[place + 1][: number + 1]], count)

    def _blocks_aside(self, moves: Moves, found: Variables, count: int) -> None:
        """
        At most one block a shift, and no pause within it.

        A row holds all blocks that collide with all of some starts of a pause: of
        these, as of those, a shift takes one at most.
        """
        self._at_most(found.blocks, count)
        blocks = list(zip(moves.blocks, found.blocks, strict=True))
        for choices, numbers in zip(moves.pauses, found.pauses, strict=True):
            pauses = list(zip(choices.options, numbers, strict=True))
            rows = {_around(pauses, blocks, [block]) for block in blocks}
            rows |= {_around(blocks, pauses, [pause]) for pause in pauses}
            for one, other in sorted(rows):
                if one and other:
                    self._at_most([*one, *other], count)

    def _cover(self) -> None:
        hours, grid = self.grid.hours, self.grid
        short = self.model.variables([self.tariff.short * hours] * len(self._terms))
        over = self.model.variables([self.tariff.over * hours] * len(self._terms))
        for cell, terms in enumerate(self._terms):
            left = (
                float(grid.required[cell] - grid.scheduled[cell]) - self._lifted[cell]
            )
            ends = [(short[cell], 1.0), (over[cell], -1.0)]
            self.model.row([*terms, *ends], low=left, high=left)


def _ones(numbers: Iterable[int]) -> list[tuple[int, float]]:
    return [(number, 1.0) for number in numbers]


def _from(choices: Choices, numbers: list[int], time: int) -> list[int]:
    """Options that are not over by a time."""
    return _from_options(choices.options, numbers, time)


def _from_options(
    options: Sequence[Option], numbers: list[int], time: int
) -> list[int]:
    pairs = zip(options, numbers, strict=True)
    return [number for option, number in pairs if option.end > time]


def _around(
    others: list[Numbered], like: list[Numbered], seed: list[Numbered]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Numbers of what collides with a seed, and of all that collides with that."""
    hit = _colliding(others, seed)
    back = _colliding(like, hit) if hit else []
    pair = sorted(tuple(number for _, number in side) for side in (hit, back))
    return pair[0], pair[1]


def _colliding(options: list[Numbered], each: list[Numbered]) -> list[Numbered]:
    """Options that collide with each of some others: these stand in order of time."""
    first_end = min(option.end for option, _ in each)
    last_start = max(option.start for option, _ in each)
    return [
        (option, number)
        for option, number in options
        if option.start < first_end and option.end > last_start
    ]
