"""A small team as one integer programme: whole shifts instead of whole tours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.rows import Model
from scheduling.solver import solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.team.arrays import TeamArrays

# Decisions that HiGHS closes in a second or two.
SMALL = 600


class DirectModel:
    """
    Variables by person, day and type; rows for every limit.

    Parameters
    ----------
    team : TeamArrays
        Problem.
    """

    def __init__(self, team: TeamArrays) -> None:
        self.team, self.model = team, Model(constant=team.constant)
        self.may = np.isfinite(team.price)
        price = np.where(self.may, team.price, 0.0)
        self.shift = np.array(
            self.model.variables(
                price.ravel(),
                upper=self.may.ravel().astype(float).tolist(),
                integer=True,
            )
        ).reshape(price.shape)
        for person in range(team.people):
            self._in_row(person)
            self._totals(person)
        self._cover()

    def solve(
        self, *, gap: float, nodes: int, time_limit: float | None, seed: int
    ) -> tuple[NDArray[np.int64] | None, float]:
        """Give tours (None if none was found) and a bound."""
        found = solve(
            self.model, gap=gap, nodes=nodes, time_limit=time_limit, seed=seed
        )
        if not len(found.decisions):
            return None, found.bound
        chosen = found.decisions[self.shift] > 0.5  # noqa: PLR2004 - yes or no
        return np.where(chosen.any(axis=2), chosen.argmax(axis=2), -1), found.bound

    def _work(
        self, person: int, day: int, sign: float = 1.0
    ) -> list[tuple[int, float]]:
        return [(int(each), sign) for each in self.shift[person, day]]

    def _in_row(self, person: int) -> None:
        team, days = self.team, self.team.days
        for day in range(days):
            self.model.row(self._work(person, day), high=1.0)
        for day in range(days - 1):
            for first in np.flatnonzero(team.bars.any(axis=1)):
                barred = np.flatnonzero(team.bars[first])
                terms = [
                    (int(self.shift[person, day + 1, each]), 1.0) for each in barred
                ]
                self.model.row(
                    [(int(self.shift[person, day, first]), 1.0), *terms], high=1
                )
        run = int(team.run[person])
        for day in range(days - run):
            terms = [
                t for each in range(run + 1) for t in self._work(person, day + each)
            ]
            self.model.row(terms, high=run)
        for length in range(1, int(team.least_run[person])):
            self._no_run(person, length, 1.0)
        for length in range(1, int(team.least_off[person])):
            self._no_run(person, length, -1.0)

    def _no_run(self, person: int, length: int, sign: float) -> None:
        """Forbid runs of one length within the horizon, of work or of days off."""
        for day in range(self.team.days - length - 1):
            terms = self._work(person, day, -sign)
            terms += self._work(person, day + length + 1, -sign)
            for each in range(1, length + 1):
                terms += self._work(person, day + each, sign)
            self.model.row(terms, high=length - 1 if sign > 0 else 1.0)

    def _totals(self, person: int) -> None:
        team, own = self.team, self.shift[person]
        begin = 0
        for span in team.periods[person]:
            units = [
                (int(own[day, each]), float(team.units[each]))
                for day in range(begin, span.last)
                for each in range(team.types)
            ]
            self.model.row(units, low=float(span.fewest), high=float(span.most))
            days = [(variable, 1.0) for variable, _ in units]
            self.model.row(days, low=float(span.least_days), high=float(span.most_days))
            begin = span.last
        for each in np.flatnonzero(team.type_most[person] < team.days):
            self.model.row(
                [(int(v), 1.0) for v in own[:, each]],
                high=float(team.type_most[person, each]),
            )
        first = np.flatnonzero(team.weekend == 1)
        worked = self.model.variables([0.0] * len(first), upper=1.0, integer=True)
        for day, weekend in zip(first, worked, strict=True):
            for each in (day, day + 1):
                if each == day or (
                    each < team.days and team.weekend[each] == 2  # noqa: PLR2004
                ):
                    self.model.row(
                        [*self._work(person, int(each)), (weekend, -1.0)], high=0
                    )
        if worked:
            self.model.row(
                [(each, 1.0) for each in worked], high=float(team.weekends_most[person])
            )

    def _cover(self) -> None:
        team = self.team
        for day, each in np.argwhere((team.short > 0) | (team.over > 0)):
            (short,) = self.model.variables([team.short[day, each]])
            (over,) = self.model.variables([team.over[day, each]])
            needed = float(team.required[day, each])
            terms = [(int(v), 1.0) for v in self.shift[:, day, each]]
            self.model.row(
                [*terms, (short, 1.0), (over, -1.0)], low=needed, high=needed
            )
