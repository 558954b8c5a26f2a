"""Improvement: free some people on some days, and roster them anew together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.team.columns import Master
from scheduling.team.dive import converge, dive
from scheduling.team.start import SPAN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.team.clock import Clock
    from scheduling.team.columns import Part
    from scheduling.team.plan import Plan
    from scheduling.team.pool import Pool

_ROUNDS = 15
_DIVE_ROUNDS = 2
_SHARES = (0.25, 0.4, 0.55)
_FEWEST, _MOST = 3, 16
# Larger teams are far from the bound, where many small parts bring more than a few
# large ones: theirs are shares of so many people.
_LARGE, _SMALLER = 50, 20
# Spans of the horizon that are freed at once where it is longer.
_LONG = 42
_REMEMBERED = 60
_HALF = 0.5
# How often a part is built around a shift that is short or over.
_TROUBLED = 0.7
_EPS = 1e-6


class Search:
    """
    Large neighbourhoods over one plan.

    Parameters
    ----------
    plan : Plan
        Lawful roster; improved in place.
    rng : Generator
        Every choice.
    """

    def __init__(self, plan: Plan, rng: np.random.Generator) -> None:
        self.plan, self.rng = plan, rng
        self.best = plan.tours.copy()
        self.best_cost = plan.total()
        self.pool: Pool | None = None
        people = plan.team.people
        self.wide = people if people <= _LARGE else _SMALLER
        self.memory: list[list[NDArray[np.int64]]] = [
            [tour.copy()] for tour in plan.tours
        ]

    def remember(self, master: Master, pool: Pool) -> None:
        """Keep the tours of the whole team for later parts, the good ones for good."""
        self.pool = pool
        pool.take(master, self.best_cost)
        for place, tour in zip(master.owner, master.tours, strict=True):
            self.memory[master.part.people[place]].append(tour)

    def once(self, clock: Clock) -> bool:
        """Free one part; whether the roster became cheaper."""
        plan, team = self.plan, self.plan.team
        first, last = self._days()
        part = plan.part(self._people(first, last), first, last)
        before = plan.part_cost(part)
        master = Master(team, plan.persons, part)
        master.begin([plan.tours[person, first:last] for person in part.people])
        whole = last - first == team.days
        if whole:
            master.add(
                [
                    (place, tour)
                    for place, person in enumerate(part.people)
                    for tour in self.memory[person][-_REMEMBERED:]
                ]
            )
        converge(master, clock, _ROUNDS)
        if whole and self.pool is not None:
            self.pool.take(master, self.best_cost)
        step = 1.0 if team.whole else 0.0
        if team.rounded(master.bound) > before - step + _EPS:
            return False
        tours = dive(
            master, self.rng, clock, rounds=_DIVE_ROUNDS, cutoff=before + _HALF * step
        )
        if tours is None:
            return False
        if clock.late() and self._worse(part, tours, before):
            return False
        if whole:
            for person, tour in zip(part.people, tours, strict=True):
                self.memory[person].append(tour)
        plan.accept(part, tours)
        return self.note()

    def _worse(self, part: Part, tours: list[NDArray[np.int64]], before: float) -> bool:
        """Whether a part would cost more, as it may where time ended its dive."""
        kept = self.plan.tours[list(part.people), part.first : part.last].copy()
        for person, days in zip(part.people, tours, strict=True):
            self.plan.put(person, part.first, days)
        after = self.plan.part_cost(part)
        for person, days in zip(part.people, kept, strict=True):
            self.plan.put(person, part.first, days)
        return after > before

    def note(self) -> bool:
        """Keep the roster if it is the best so far; whether it is."""
        if self.plan.cost > self.best_cost - _EPS:
            return False
        self.best_cost, self.best = self.plan.cost, self.plan.tours.copy()
        return True

    def _days(self) -> tuple[int, int]:
        team = self.plan.team
        if team.days <= _LONG:
            return 0, team.days
        length = SPAN + int(self.rng.integers(0, SPAN // 2))
        first = int(self.rng.integers(-SPAN // 2, team.days - SPAN // 2))
        return self._unsplit(max(first, 0)), self._unsplit(
            min(max(first, 0) + length, team.days)
        )

    def _unsplit(self, day: int) -> int:
        """Give the next day at which the horizon may be cut."""
        return day + int(np.argmax(self.plan.team.cuts[day:]))

    def _people(self, first: int, last: int) -> list[int]:
        """Choose people; half of them for a shift on which something is wrong."""
        team, rng = self.plan.team, self.rng
        share = float(rng.choice(_SHARES))
        count = min(team.people, max(_FEWEST, min(_MOST, round(share * self.wide))))
        gap = team.required[first:last] - self.plan.staffed[first:last]
        loss = team.short[first:last] * np.maximum(gap, 0.0)
        loss += team.over[first:last] * np.maximum(-gap, 0.0)
        chosen: list[int] = []
        if loss.sum() > 0 and rng.random() < _TROUBLED:
            weight = np.sqrt(loss).ravel()
            cell = int(rng.choice(weight.size, p=weight / weight.sum()))
            day, shift = divmod(cell, team.types)
            able = np.flatnonzero(np.isfinite(team.price[:, first + day, shift]))
            some = min(len(able), (count + 1) // 2)
            chosen = [int(each) for each in rng.choice(able, some, replace=False)]
        others = np.setdiff1d(np.arange(team.people), chosen)
        more = rng.choice(others, count - len(chosen), replace=False)
        return sorted([*chosen, *(int(each) for each in more)])
