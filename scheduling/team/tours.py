"""One person's cheapest lawful tour, exactly where memory allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.team.allowance import Allowance, weekends_worked
from scheduling.team.arrays import Span
from scheduling.team.kernel import cheapest_tour
from scheduling.team.stages import stages

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.team.arrays import TeamArrays
    from scheduling.team.stages import Stages

# Numbers in the working memory of one search.
LARGEST = 12_000_000
_PRICE_STEPS = 12


class Room:
    """Working memory that all searches of one run share."""

    def __init__(self) -> None:
        self.numbers = np.empty(0)

    def of(self, size: int) -> NDArray[np.float64]:
        """Memory of at least that many numbers."""
        if len(self.numbers) < size:
            self.numbers = np.empty(size)
        return self.numbers


@dataclass(slots=True)
class Tour:
    """
    Cheapest tour found and what no lawful tour can undercut.

    Attributes
    ----------
    days : ndarray of int64 or None
        Type of each day of the window; None when none was found.
    bound : float
        Infinite when there is none for certain.
    """

    days: NDArray[np.int64] | None
    bound: float


class Person:
    """
    Prices the tours of one person.

    Limits of single shift types are only counted once a cheapest tour breaks one, so
    that the state stays small; the answer is exact all the same.

    Parameters
    ----------
    team : TeamArrays
        Problem.
    person : int
        Number of the person.
    room : Room
        Working memory.
    """

    def __init__(self, team: TeamArrays, person: int, room: Room) -> None:
        self.team, self.person, self.room = team, person, room
        self.counted: tuple[int, ...] = ()
        allowed = np.isfinite(team.price[person]).any(axis=0)
        self.allowed = np.flatnonzero(allowed)
        self.limited = [
            int(each)
            for each in self.allowed
            if team.type_most[person, each] < team.days
        ]
        self._group()

    def _group(self) -> None:
        team = self.team
        keys: dict[tuple[tuple[bool, ...], tuple[bool, ...], int, int], int] = {}
        self.group_of = np.full(team.types, -1, dtype=np.int64)
        bars = team.bars[np.ix_(self.allowed, self.allowed)]
        members = []
        for place, each in enumerate(self.allowed):
            key = (
                tuple(bars[place].tolist()),
                tuple(bars[:, place].tolist()),
                int(team.units[each]),
                int(each) if each in self.counted else -1,
            )
            if key not in keys:
                keys[key] = len(keys)
                members.append(place)
            self.group_of[each] = keys[key]
        # Days of a period are counted in the same number as its units.
        limits, self.scale = team.periods[self.person], 1
        firsts = [0, *(span.last for span in limits)]
        if any(
            span.least_days > 0 or span.most_days < span.last - first
            for span, first in zip(limits, firsts, strict=False)
        ):
            self.scale = 1 + max(
                span.last - first for span, first in zip(limits, firsts, strict=False)
            )
        lengths = np.array([key[2] for key in keys], dtype=np.int64)
        self.units = lengths * self.scale + (self.scale > 1)
        kinds = sorted({key[0] for key in keys})
        kind_of = tuple(kinds.index(key[0]) for key in keys)
        barred = tuple(tuple(kind[each] for each in members) for kind in kinds)
        self.stages: Stages = stages(
            int(team.run[self.person]),
            int(team.least_run[self.person]),
            int(team.least_off[self.person]),
            kind_of,
            barred,
        )

    def groups(self, tour: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the groups of the types of some days."""
        return np.where(tour >= 0, self.group_of[tour], -1)

    def whole(self) -> Allowance:
        """Give what the person may work in the whole horizon."""
        team, person = self.team, self.person
        return Allowance(
            first=0,
            last=team.days,
            start=0,
            ends=np.ones(len(self.stages.free), dtype=np.bool_),
            periods=team.periods[person],
            weekends=int(team.weekends_most[person]),
            of_type=team.type_most[person],
        )

    def within(self, tour: NDArray[np.int64], first: int, last: int) -> Allowance:
        """
        Give what is left for some days while the others of a tour stay.

        Parameters
        ----------
        tour : ndarray of int64, shape (days,)
            Lawful tour.
        first, last : int
            Days that are free, `last` excluded; they split no weekend.
        """
        team, person = self.team, self.person
        if first == 0 and last == team.days:
            return self.whole()
        groups = self.groups(tour)
        fixed = tour.copy()
        fixed[first:last] = -1
        worked = fixed[fixed >= 0]
        periods = tuple(
            span._replace(last=span.last - first)
            for span in team.periods[person]
            if first < span.last <= last
        )
        if len(team.periods[person]) == 1:
            (span,) = team.periods[person]
            used = int(team.units[worked].sum())
            periods = (
                Span(
                    last - first,
                    max(0, span.fewest - used),
                    span.most - used,
                    max(0, span.least_days - len(worked)),
                    span.most_days - len(worked),
                ),
            )
        return Allowance(
            first=first,
            last=last,
            start=self.stages.through(0, groups[:first]),
            ends=self.stages.ends_before(groups[last:]),
            periods=periods,
            weekends=int(team.weekends_most[person])
            - weekends_worked(fixed, team.weekend),
            of_type=team.type_most[person] - np.bincount(worked, minlength=team.types),
        )

    def best(self, costs: NDArray[np.float64], given: Allowance) -> Tour:
        """
        Cheapest lawful tour.

        Parameters
        ----------
        costs : ndarray of float64, shape (days, types)
            Of the window's days.
        given : Allowance
            From `whole` or `within`; of this person.
        """
        added = np.zeros(self.team.types)
        bound, step = -np.inf, 1.0
        for _ in range(_PRICE_STEPS):
            value, tour = self._search(costs + added, given)
            if not added.any():
                bound = value
            if tour is None:
                return Tour(None, bound)
            work = np.bincount(tour[tour >= 0], minlength=self.team.types)
            broken = np.flatnonzero(work > given.of_type)
            if not len(broken):
                return Tour(tour, bound)
            if self._count(broken, given):
                continue
            spread = float(np.ptp(costs[np.isfinite(costs)], axis=None)) or 1.0
            added[broken] += step * spread / 8
            step *= 2
        return Tour(None, bound)

    def _count(self, broken: NDArray[np.int64], given: Allowance) -> bool:
        """Start to count types over their limit; whether the state stays in bounds."""
        grown = False
        for each in broken:
            if int(each) in self.counted:
                continue
            before = self.counted
            self.counted = (*before, int(each))
            self._group()
            if self.size(given) > LARGEST:
                self.counted = before
                self._group()
            else:
                grown = True
        return grown

    def size(self, given: Allowance) -> int:
        """Count the numbers that a search keeps in memory."""
        return (
            (given.last - given.first + 1)
            * len(self.stages.free)
            * self._counts(given)[1]
            * self._weekends(given)
            * self._width(given)
        )

    def _width(self, given: Allowance) -> int:
        """Count combinations of paid units and working days of a period."""
        return max((span.most + 1) * self.scale for span in given.periods)

    def _weekends(self, given: Allowance) -> int:
        """Weekends to tell apart, + 1; a limit that cannot bind is not counted."""
        there = int(np.count_nonzero(self.team.weekend[given.first : given.last] == 1))
        return given.weekends + 1 if given.weekends < there else 1

    def _counts(self, given: Allowance) -> tuple[list[int], int]:
        days = given.last - given.first
        most = [min(max(int(given.of_type[t]), 0), days) for t in self.counted]
        return most, int(np.prod([each + 1 for each in most], dtype=np.int64))

    def _counting(self, given: Allowance) -> NDArray[np.int64]:
        most, counts = self._counts(given)
        table = np.tile(np.arange(counts), (len(self.units), 1))
        stride = 1
        for shift, limit in zip(self.counted, most, strict=True):
            group = self.group_of[shift]
            at = np.arange(counts) // stride % (limit + 1)
            table[group] = np.where(at < limit, np.arange(counts) + stride, -1)
            stride *= limit + 1
        return table

    def _search(
        self, costs: NDArray[np.float64], given: Allowance
    ) -> tuple[float, NDArray[np.int64] | None]:
        if given.start < 0 or given.weekends < 0:
            return np.inf, None
        units = self._units(costs, given)
        if units is None:
            return np.inf, None
        low, high, folds = units
        weekends = self._weekends(given)
        weekend = self.team.weekend[given.first : given.last]
        tour = np.empty(given.last - given.first, dtype=np.int64)
        value = cheapest_tour(
            costs,
            self.group_of,
            self.units,
            self.stages.after,
            self.stages.free,
            self._counting(given),
            weekend if weekends > 1 or given.weekends == 0 else np.zeros_like(weekend),
            given.ends,
            given.start,
            weekends,
            folds,
            self._fits(given, int(high.max()) + 1),
            low,
            high,
            self.room.of(self.size(given)),
            tour,
        )
        return float(value), (tour if np.isfinite(value) else None)

    def _units(
        self, costs: NDArray[np.float64], given: Allowance
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]] | None:
        """Units that can still become lawful after each day; None when none can."""
        days = given.last - given.first
        low = np.zeros(days + 1, dtype=np.int64)
        high, folds = low.copy(), np.zeros(days, dtype=np.bool_)
        longest = int(self.units.max()) if len(self.units) else 0
        can = np.where(np.isfinite(costs).any(axis=1), longest, 0)
        first = 0
        for span in given.periods:
            last, most_days = span.last, min(span.most_days, self.scale - 1)
            reach = can[first:last].cumsum()
            fewest = span.fewest * self.scale + span.least_days
            if min(span.most, span.most_days) < 0 or fewest > reach[-1]:
                return None
            most = span.most * self.scale + most_days
            low[first + 1 : last + 1] = np.maximum(fewest - (reach[-1] - reach), 0)
            high[first + 1 : last + 1] = np.minimum(reach, most)
            folds[last - 1] = True
            first = last
        return low, high, folds

    def _fits(self, given: Allowance, width: int) -> NDArray[np.bool_]:
        """Say with which units and days each period may end."""
        fits = np.ones((given.last - given.first, width), dtype=np.bool_)
        if self.scale > 1:
            units, days = np.divmod(np.arange(width), self.scale)
            for span in given.periods:
                fits[span.last - 1] = (units >= span.fewest) & (units <= span.most)
                fits[span.last - 1] &= days >= span.least_days
                fits[span.last - 1] &= days <= span.most_days
        return fits
