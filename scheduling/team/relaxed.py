"""A bound for long horizons: limits of the whole horizon are priced, not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.team.kernel import cheapest_tour

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.team.arrays import TeamArrays
    from scheduling.team.clock import Clock
    from scheduling.team.plan import Plan
    from scheduling.team.tours import Person

_PATIENCE = 4
_SMALL = 1e-3
_KEEP = 0.6


class PricedLimits:
    """
    Lagrangian bound in which every price may be wrong and the bound still holds.

    Cover, paid time, weekends and limits of types are all paid for; what stays exact
    is the order of the days: runs, days off, successions.

    Parameters
    ----------
    plan : Plan
        Gives the people.
    worth : ndarray of float64, shape (days, types)
        First prices of cover.
    """

    def __init__(self, plan: Plan, worth: NDArray[np.float64]) -> None:
        team = self.team = plan.team
        self.persons = plan.persons
        self.priced = (team.short > 0) | (team.over > 0)
        self.worth = np.clip(worth, -team.over, team.short)
        # Prices of the units, weekends and types of each person; negative for units
        # where work is lacking.
        self.limits = np.zeros((team.people, 2 + team.types))
        self.best = (-np.inf, self.worth, self.limits)

    def improve(self, clock: Clock, rounds: int, target: float) -> float:
        """
        Follow the subgradient; returns the best bound.

        Parameters
        ----------
        clock : Clock
            Ends the rounds early.
        rounds : int
            Most rounds.
        target : float
            Cost of a roster.
        """
        reach, waited = 0.3, 0
        slope = None
        for turn in range(rounds):
            bound, of_cover, of_limits = self._at()
            if bound > self.best[0]:
                self.best, waited = (bound, self.worth, self.limits), 0
            else:
                waited += 1
            if waited > _PATIENCE:
                reach, waited, slope = reach / 2, 0, None
                _, self.worth, self.limits = self.best
                if reach < _SMALL:
                    break
                continue
            if (turn and clock.late()) or bound >= target:
                break
            new = np.concatenate([of_cover.ravel(), of_limits.ravel()])
            slope = new if slope is None else _KEEP * slope + (1 - _KEEP) * new
            self._step(slope, reach * max(target - bound, 1.0))
        return self.best[0]

    def _step(self, slope: NDArray[np.float64], length: float) -> None:
        team = self.team
        size = float(slope @ slope)
        if size == 0:
            return
        cells = self.worth.size
        step = slope * (length / size)
        self.worth = np.clip(
            self.worth + step[:cells].reshape(self.worth.shape), -team.over, team.short
        )
        limits = self.limits + step[cells:].reshape(self.limits.shape)
        limits[:, 1:] = np.maximum(limits[:, 1:], 0.0)
        self.limits = limits

    def _at(self) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        team = self.team
        fewest, most = team.fewest, team.most
        bound = team.constant + float((self.worth * team.required).sum())
        slope = np.where(self.priced, team.required, 0.0)
        others = np.empty_like(self.limits)
        for each, person in enumerate(self.persons):
            unit, weekend, types = (
                self.limits[each, 0],
                self.limits[each, 1],
                self.limits[each, 2:],
            )
            costs = team.price[each] - self.worth + unit * team.units + types
            value, tour = _in_order(team, person, costs, weekend)
            due = most[each] if unit > 0 else fewest[each]
            bound += value - unit * due
            bound -= float(weekend * team.weekends_most[each])
            bound -= float((types * team.type_most[each]).sum())
            at = np.flatnonzero(tour >= 0)
            slope[at, tour[at]] -= self.priced[at, tour[at]]
            units = int(team.units[tour[at]].sum())
            others[each, 0] = units - min(max(units, fewest[each]), most[each])
            if unit > 0 or (unit < 0 and units > fewest[each]):
                others[each, 0] = units - due
            on_weekends = np.count_nonzero(team.weekend[at])
            others[each, 1] = on_weekends / 2 - team.weekends_most[each]
            work = np.bincount(tour[at], minlength=team.types)
            others[each, 2:] = work - team.type_most[each]
        others[:, 1:][(self.limits[:, 1:] <= 0) & (others[:, 1:] < 0)] = 0.0
        return bound, slope, others


def _in_order(
    team: TeamArrays,
    person: Person,
    costs: NDArray[np.float64],
    weekend: float,
) -> tuple[float, NDArray[np.int64]]:
    """
    Cheapest days in a lawful order.

    A weekend is paid for on its first day, and on its second only half where both are
    worked: never more than its price, so that the bound holds.
    """
    paid = costs + weekend / 2 * (team.weekend > 0)[:, None]
    groups, stages = len(person.units), len(person.stages.free)
    zero = np.zeros(team.days + 1, dtype=np.int64)
    tour = np.empty(team.days, dtype=np.int64)
    value = cheapest_tour(
        paid,
        person.group_of,
        np.zeros(groups, dtype=np.int64),
        person.stages.after,
        person.stages.free,
        np.zeros((groups, 1), dtype=np.int64),
        zero[1:],
        np.ones(stages, dtype=np.bool_),
        0,
        1,
        zero[1:] > 0,
        np.ones((team.days, 1), dtype=np.bool_),
        zero,
        zero,
        person.room.of((team.days + 1) * stages),
        tour,
    )
    return float(value), tour
