"""A roster under work: tours, people by shift, and the parts that may be freed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.team.columns import Part
from scheduling.team.tours import Person, Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scheduling.team.allowance import Allowance
    from scheduling.team.arrays import TeamArrays
    from scheduling.team.tours import Tour


class Plan:
    """
    Tours of everyone, kept together with what they cover.

    Parameters
    ----------
    team : TeamArrays
        Problem.
    """

    def __init__(self, team: TeamArrays) -> None:
        room = Room()
        self.team = team
        self.persons = [Person(team, each, room) for each in range(team.people)]
        self.tours = np.full((team.people, team.days), -1, dtype=np.int64)
        self.staffed = np.zeros((team.days, team.types))
        self.cost = np.inf

    def put(self, person: int, first: int, days: NDArray[np.int64]) -> None:
        """Replace some days of one person's tour."""
        last = first + len(days)
        for tour, sign in ((self.tours[person, first:last], -1.0), (days, 1.0)):
            at = np.flatnonzero(tour >= 0)
            self.staffed[first + at, tour[at]] += sign
        self.tours[person, first:last] = days

    def total(self) -> float:
        """Work out the cost anew and keep it."""
        team = self.team
        own = sum(team.tour_cost(one, tour) for one, tour in enumerate(self.tours))
        self.cost = team.constant + own + team.cover_cost(self.staffed)
        return self.cost

    def respond(self, person: int, given: Allowance) -> Tour:
        """
        Find the days that suit the others best; the person's own must be taken out.

        Parameters
        ----------
        person : int
            Whose.
        given : Allowance
            Days and what she may work on them.
        """
        team, window = self.team, slice(given.first, given.last)
        missing = team.required[window] > self.staffed[window]
        worth = np.where(missing, -team.short[window], team.over[window])
        return self.persons[person].best(team.price[person, window] + worth, given)

    def respond_all(self, order: Iterable[int], first: int, last: int) -> None:
        """Let each person in turn answer to the others within some days."""
        for person in order:
            given = self.persons[person].within(self.tours[person], first, last)
            before = self.tours[person, first:last].copy()
            self.put(person, first, np.full(last - first, -1, dtype=np.int64))
            found = self.respond(person, given)
            self.put(person, first, before if found.days is None else found.days)

    def part(self, people: Sequence[int], first: int, last: int) -> Part:
        """Free some people within some days."""
        window = slice(first, last)
        others = self.staffed[window].copy()
        for person in people:
            tour = self.tours[person, window]
            at = np.flatnonzero(tour >= 0)
            others[at, tour[at]] -= 1.0
        allowed = tuple(
            self.persons[person].within(self.tours[person], first, last)
            for person in people
        )
        return Part(tuple(people), first, last, allowed, others)

    def part_cost(self, part: Part) -> float:
        """Cost of what is free in a part, as it stands."""
        window = slice(part.first, part.last)
        gap = self.team.required[window] - self.staffed[window]
        cover = self.team.short[window] * np.maximum(gap, 0.0)
        cover += self.team.over[window] * np.maximum(-gap, 0.0)
        own = 0.0
        for person in part.people:
            tour = self.tours[person].copy()
            tour[: part.first] = tour[part.last :] = -1
            own += self.team.tour_cost(person, tour)
        return float(cover.sum()) + own

    def accept(self, part: Part, tours: Iterable[NDArray[np.int64]]) -> None:
        """Take over new tours of a part."""
        for person, days in zip(part.people, tours, strict=True):
            self.put(person, part.first, days)
        self.total()
