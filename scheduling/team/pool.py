"""Good tours of everyone, and the best roster that can be put together from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.rows import Model
from scheduling.solver import solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.team.arrays import TeamArrays
    from scheduling.team.columns import Master

_MOST = 3000
_CARE = 1e-6
_YES = 0.5


class Pool:
    """
    Tours that could be part of a cheaper roster.

    A tour whose reduced cost is above the distance between a roster and the bound is in
    no roster cheaper than that one; only the others are kept.

    Parameters
    ----------
    team : TeamArrays
        Problem.
    master : Master
        Fractions of the whole team, settled.
    """

    def __init__(self, team: TeamArrays, master: Master) -> None:
        self.team, self.bound = team, master.bound + team.constant
        self.worth = master.centre
        self.least = master.values
        self.tours: dict[tuple[int, bytes], tuple[float, NDArray[np.int64]]] = {}

    def take(self, master: Master, cost: float) -> None:
        """Keep what a part of the whole horizon has found; `cost` is the best's."""
        for place, tour in zip(master.owner, master.tours, strict=True):
            person = master.part.people[place]
            key = (person, tour.tobytes())
            if key in self.tours or self.worth is None:
                continue
            days = np.flatnonzero(tour >= 0)
            reduced = self.team.tour_cost(person, tour) - self.least[person]
            reduced -= float(self.worth[days, tour[days]].sum())
            if reduced <= cost - self.bound + _CARE:
                self.tours[key] = reduced, tour

    def best(
        self, cost: float, *, nodes: int, time_limit: float | None, seed: int
    ) -> NDArray[np.int64] | None:
        """
        Put the cheapest roster together.

        Parameters
        ----------
        cost : float
            Of the best roster known.
        nodes : int
            Most nodes of the search.
        time_limit : float or None
            Seconds.
        seed : int
            Of the solver.

        Returns
        -------
        ndarray of int64, shape (people, days), or None
            None when the tours make up no roster.
        """
        step = 1.0 if self.team.whole else 0.0
        limit = cost - step - self.bound + _CARE
        kept = sorted(
            (reduced, person, number)
            for number, ((person, _), (reduced, _)) in enumerate(self.tours.items())
            if reduced <= limit
        )[:_MOST]
        if len({person for _, person, _ in kept}) < self.team.people:
            return None
        every = [tour for _, tour in self.tours.values()]
        chosen = [(person, every[number]) for _, person, number in kept]
        model, variables = self._model(chosen)
        found = solve(model, gap=0.0, nodes=nodes, time_limit=time_limit, seed=seed)
        if not len(found.decisions):
            return None
        roster = np.full((self.team.people, self.team.days), -1, dtype=np.int64)
        for variable, (person, tour) in zip(variables, chosen, strict=True):
            if found.decisions[variable] > _YES:
                roster[person] = tour
        return roster

    def _model(
        self, chosen: list[tuple[int, NDArray[np.int64]]]
    ) -> tuple[Model, list[int]]:
        team, model = self.team, Model(constant=self.team.constant)
        variables = model.variables(
            (team.tour_cost(person, tour) for person, tour in chosen),
            upper=1.0,
            integer=True,
        )
        own: list[list[tuple[int, float]]] = [[] for _ in range(team.people)]
        there: dict[tuple[int, int], list[tuple[int, float]]] = {}
        for variable, (person, tour) in zip(variables, chosen, strict=True):
            own[person].append((variable, 1.0))
            for day in np.flatnonzero(tour >= 0):
                there.setdefault((int(day), int(tour[day])), []).append((variable, 1.0))
        for terms in own:
            model.row(terms, low=1.0, high=1.0)
        for day, each in np.argwhere((team.short > 0) | (team.over > 0)):
            (short,) = model.variables([team.short[day, each]])
            (over,) = model.variables([team.over[day, each]])
            terms = there.get((int(day), int(each)), [])
            needed = float(team.required[day, each])
            model.row([*terms, (short, 1.0), (over, -1.0)], low=needed, high=needed)
        return model, variables
