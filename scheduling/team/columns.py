"""Column generation: fractions of whole tours, priced until none can improve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.solver_columns import ColumnModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.team.allowance import Allowance
    from scheduling.team.arrays import TeamArrays
    from scheduling.team.tours import Person

# A column must improve by more than this, or it only chases rounding.
_BETTER = 1e-6


@dataclass(frozen=True, slots=True)
class Part:
    """
    People and days that are free while everything else of a roster stays.

    Attributes
    ----------
    people : tuple of int
        Who is free.
    first, last : int
        Days, `last` excluded.
    allowed : tuple of Allowance
        What each may work.
    others : ndarray of float64, shape (last - first, types)
        People who stay, by day and type.
    """

    people: tuple[int, ...]
    first: int
    last: int
    allowed: tuple[Allowance, ...]
    others: NDArray[np.float64]


class Master:
    """
    The growing linear programme of one part.

    Parameters
    ----------
    team : TeamArrays
        Problem.
    persons : list of Person
        Who prices whose tours.
    part : Part
        What is free.
    """

    def __init__(self, team: TeamArrays, persons: list[Person], part: Part) -> None:
        self.team, self.persons, self.part = team, persons, part
        window = slice(part.first, part.last)
        self.required = team.required[window] - part.others
        self.short, self.over = team.short[window].copy(), team.over[window]
        self.whole_short = team.short[window]
        self.cells = np.argwhere((self.short > 0) | (self.over > 0))
        self.row = np.full(self.required.shape, -1, dtype=np.int64)
        self.row[tuple(self.cells.T)] = np.arange(len(self.cells))
        cells = len(self.cells)
        at = tuple(self.cells.T)
        level = np.concatenate([self.required[at], np.ones(len(part.people))])
        self.model = ColumnModel(level)
        both = np.arange(cells, dtype=np.int32)
        self.model.add(
            np.concatenate([self.short[at], self.over[at]]),
            np.arange(2 * cells, dtype=np.int32),
            np.concatenate([both, both]),
            np.concatenate([np.ones(cells), -np.ones(cells)]),
        )
        self.price = [team.price[person, window] for person in part.people]
        self.owner: list[int] = []
        self.tours: list[NDArray[np.int64]] = []
        self.costs: list[float] = []
        self.known: set[tuple[int, bytes]] = set()
        self.fixed: set[int] = set()
        self.bound = -np.inf
        self.objective = np.inf
        self.value = np.zeros(0)
        self.centre: NDArray[np.float64] | None = None
        self.values = np.zeros(len(part.people))
        self.grown = True

    def lower_prices(self, share: float) -> None:
        """
        Let what is missing cost only a share of its price.

        Dual prices then stay in a small box and settle sooner; bounds seen meanwhile
        hold for the full prices too.
        """
        self.short = self.whole_short * share
        at = tuple(self.cells.T)
        self.model.cost(np.arange(len(self.cells), dtype=np.int32), self.short[at])

    def own_cost(self, place: int, tour: NDArray[np.int64]) -> float:
        """Price of the shifts of a tour."""
        days = np.flatnonzero(tour >= 0)
        return float(self.price[place][days, tour[days]].sum())

    def add(self, new: list[tuple[int, NDArray[np.int64]]]) -> int:
        """Add tours by place in the part; returns how many were unknown."""
        costs: list[float] = []
        starts: list[int] = []
        rows: list[int] = []
        for place, tour in new:
            key = (place, tour.tobytes())
            if key in self.known:
                continue
            self.known.add(key)
            days = np.flatnonzero(tour >= 0)
            cells = self.row[days, tour[days]]
            starts.append(len(rows))
            rows += cells[cells >= 0].tolist()
            rows.append(len(self.cells) + place)
            costs.append(self.own_cost(place, tour))
            self.owner.append(place)
            self.tours.append(tour.copy())
        if costs:
            self.costs += costs
            self.model.add(
                np.array(costs),
                np.array(starts, dtype=np.int32),
                np.array(rows, dtype=np.int32),
                np.ones(len(rows)),
            )
        return len(costs)

    def begin(self, tours: Sequence[NDArray[np.int64]]) -> None:
        """
        Start from a tour of each person, in the order of the part.

        Parameters
        ----------
        tours : sequence of ndarray
            The first columns of the programme.
        """
        self.add(list(enumerate(tours)))
        there = np.zeros(self.required.shape)
        for tour in tours:
            at = np.flatnonzero(tour >= 0)
            there[at, tour[at]] += 1.0
        cells = np.arange(len(self.cells))
        over = (there > self.required)[tuple(self.cells.T)]
        own = np.arange(len(tours)) + 2 * len(cells)
        self.model.begin(np.concatenate([cells + len(cells) * over, own]))

    def solve(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Solve; returns the prices of cover by day and type, and of each person."""
        self.objective, columns, duals = self.model.relaxed(grown=self.grown)
        self.grown = True
        cells = len(self.cells)
        self.value = columns[2 * cells :]
        worth = np.zeros(self.required.shape)
        worth[tuple(self.cells.T)] = duals[:cells]
        return worth, duals[cells:]

    def price_round(
        self, worth: NDArray[np.float64], pay: NDArray[np.float64], smooth: float
    ) -> tuple[int, float]:
        """
        Price everyone once; returns how many tours were new, and the bound seen.

        Parameters
        ----------
        worth : ndarray of float64, shape (days, types)
            Dual prices of cover.
        pay : ndarray of float64, shape (people,)
            Dual prices of people.
        smooth : float
            Weight of the prices that gave the best bound, in [0, 1).
        """
        used = worth
        if self.centre is not None and smooth > 0:
            used = smooth * self.centre + (1 - smooth) * worth
        used = np.clip(used, -self.over, self.short)
        bound = float((used * self.required).sum())
        new = []
        values = np.zeros(len(self.part.people))
        for place, person in enumerate(self.part.people):
            if place in self.fixed:
                continue
            allowed = self.part.allowed[place]
            found = self.persons[person].best(self.price[place] - used, allowed)
            bound += found.bound
            values[place] = found.bound
            if found.days is None:
                continue
            days = np.flatnonzero(found.days >= 0)
            kinds = found.days[days]
            reduced = (
                self.own_cost(place, found.days) - worth[days, kinds].sum() - pay[place]
            )
            if reduced < -_BETTER:
                new.append((place, found.days))
        if not self.fixed and bound > self.bound:
            self.bound, self.centre, self.values = bound, used, values
        return self.add(new), bound

    def fix(self, place: int, column: int) -> None:
        """Give a person one tour for good."""
        owners = np.array(self.owner)
        others = np.flatnonzero(owners == place)
        others = others[others != column] + 2 * len(self.cells)
        if len(others):
            self.model.allow(others.astype(np.int32), 0.0)
        self.fixed.add(place)
        self.grown = False
