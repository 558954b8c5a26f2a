"""Roster a team: a first roster, a bound, a dive, then parts freed again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.team.arrays import TeamArrays
from scheduling.team.clock import Clock
from scheduling.team.columns import Master
from scheduling.team.direct import SMALL, DirectModel
from scheduling.team.dive import dive, settle
from scheduling.team.plan import Plan
from scheduling.team.pool import Pool
from scheduling.team.relaxed import PricedLimits
from scheduling.team.search import Search
from scheduling.team.start import first_roster, fits, windows
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from scheduling.team.problem import TeamProblem

PASSES = 400
_ROUNDS = 400
_DIVE_ROUNDS, _FEW = 3, 60
_SPREADS = 2
_NODES = 5000
# Parts in a row that bring nothing before good tours are put together anew.
_STUCK, _POOL_NODES, _POOL_SECONDS, _POOLING = 40, 500, 15.0, 0.5
# Shares of the time left for the fractions, the dive, and the bound of long horizons.
_SETTLING, _DIVING, _PRICING = 0.5, 0.6, 0.25
# Numbers of an exact search of everyone for which fractions of whole tours pay.
_MANY = 60_000_000
_BOUND_ROUNDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamResult:
    """
    A team's roster and its quality.

    Attributes
    ----------
    assignment : dict of str to tuple
        Shift type of each day by person; None for a day off.
    cost : float
        What was minimised.
    bound : float
        What no lawful roster can undercut.
    seconds : float
        Wall time.
    stopped_by : str
        ``gap``, ``passes`` or ``time_limit``.
    seed : int
        Seed of every choice.
    """

    assignment: dict[str, tuple[str | None, ...]]
    cost: float
    bound: float
    seconds: float
    stopped_by: str
    seed: int

    @property
    def gap(self) -> float:
        """Relative distance of the cost from the bound, in [0, 1]."""
        return _distance(self.cost, self.bound)


def solve_team(
    problem: TeamProblem,
    *,
    gap: float = 0.0,
    passes: int = PASSES,
    time_limit: float | None = None,
    seed: int = 0,
) -> TeamResult:
    """
    Roster a team at least cost.

    Parameters
    ----------
    problem : TeamProblem
        People, shift types and cover.
    gap : float
        Relative distance from the bound at which to stop, at least 0.
    passes : int
        Parts of the roster that are freed and rostered anew, at least 0.
    time_limit : float, optional
        Seconds; a safety. The same seed and passes give the same roster only when it
        is not reached.
    seed : int
        Seed of every choice.

    Returns
    -------
    TeamResult

    Raises
    ------
    ParameterError
        If a parameter is outside its domain.
    ConflictError
        If a person has no lawful tour.
    NoAnswerError
        If none was found in a horizon too long to be sure.
    """
    if gap < 0:
        raise ParameterError("gap", gap, "at least 0")
    if passes < 0:
        raise ParameterError("passes", passes, "at least 0")
    if time_limit is not None and time_limit <= 0:
        raise ParameterError("time_limit", time_limit, "above 0")
    return _Run(problem, gap, passes, Clock(time_limit), seed).result()


class _Run:
    """One solve: cost and bound approach each other."""

    def __init__(
        self, problem: TeamProblem, gap: float, passes: int, clock: Clock, seed: int
    ) -> None:
        self.problem, self.gap, self.passes = problem, gap, passes
        self.clock, self.seed = clock, seed
        self.rng = np.random.default_rng(seed)
        self.team = TeamArrays.of(problem)
        self.plan = Plan(self.team)
        self.bound = -np.inf

    def result(self) -> TeamResult:
        """Work until the gap, the passes or the time are used up."""
        first_roster(self.plan, self.problem)
        for _ in range(_SPREADS):
            for first, last in self._windows():
                order = self.rng.permutation(self.team.people)
                self.plan.respond_all(order, first, last)
        self.plan.total()
        search = Search(self.plan, self.rng)
        if self._whole():
            self._fractions(search)
        else:
            self._priced(search)
        self._small(search)
        stopped, idle = "passes", 0
        for _ in range(self.passes):
            if self._near(search.best_cost):
                break
            if self.clock.late():
                stopped = "time_limit"
                break
            idle = 0 if search.once(self.clock) else idle + 1
            if idle >= _STUCK:
                self._pooled(search)
                idle = 0
        return self._answer(search, stopped)

    def _windows(self) -> list[tuple[int, int]]:
        if all(fits(self.plan, person) for person in range(self.team.people)):
            return [(0, self.team.days)]
        return windows(self.team)

    def _whole(self) -> bool:
        """Whether whole tours of everyone can be priced again and again."""
        sizes = [person.size(person.whole()) for person in self.plan.persons]
        return sum(sizes) <= _MANY

    def _fractions(self, search: Search) -> None:
        plan, team = self.plan, self.team
        part = plan.part(range(team.people), 0, team.days)
        master = Master(team, plan.persons, part)
        master.begin(list(plan.tours.copy()))
        settle(master, self.clock.share(_SETTLING), _ROUNDS)
        self._raise_bound(master.bound + team.constant)
        search.remember(master, Pool(team, master))
        if self._near(plan.cost):
            return
        tours = dive(
            master,
            self.rng,
            self.clock.share(_DIVING),
            rounds=_DIVE_ROUNDS if team.people <= _FEW else 1,
            cutoff=plan.cost - team.constant,
        )
        if tours is None:
            return
        plan.accept(part, tours)
        if not search.note():
            plan.respond_all(self.rng.permutation(team.people), 0, team.days)
            plan.total()
            search.note()
        if plan.cost > search.best_cost:
            plan.accept(part, list(search.best))

    def _priced(self, search: Search) -> None:
        team = self.team
        worth = np.zeros((team.days, team.types))
        limits = PricedLimits(self.plan, worth)
        clock = self.clock.share(_PRICING)
        self._raise_bound(limits.improve(clock, _BOUND_ROUNDS, search.best_cost))

    def _small(self, search: Search) -> None:
        team = self.team
        if self._near(search.best_cost) or team.price.size > SMALL:
            return
        left = self.clock.share(_SETTLING).limit
        tours, bound = DirectModel(team).solve(
            gap=self.gap,
            nodes=_NODES,
            time_limit=left if np.isfinite(left) else None,
            seed=self.seed,
        )
        self._raise_bound(bound)
        if tours is not None and team.cost(tours) < search.best_cost:
            part = self.plan.part(range(team.people), 0, team.days)
            self.plan.accept(part, tours)
            search.note()

    def _pooled(self, search: Search) -> None:
        """Put the good tours found so far together as well as can be."""
        if search.pool is None:
            return
        left = self.clock.share(_POOLING).limit
        tours = search.pool.best(
            search.best_cost,
            nodes=_POOL_NODES,
            time_limit=min(left, _POOL_SECONDS) if np.isfinite(left) else None,
            seed=self.seed,
        )
        if tours is not None and self.team.cost(tours) < search.best_cost:
            everyone = self.plan.part(range(self.team.people), 0, self.team.days)
            self.plan.accept(everyone, tours)
            search.note()

    def _raise_bound(self, bound: float) -> None:
        self.bound = max(self.bound, self.team.rounded(bound))

    def _near(self, cost: float) -> bool:
        return _distance(cost, self.bound) <= self.gap + 1e-9

    def _answer(self, search: Search, stopped: str) -> TeamResult:
        names = [shift.name for shift in self.problem.shifts]
        cost = self.team.cost(search.best)
        return TeamResult(
            assignment={
                member.name: tuple(None if day < 0 else names[day] for day in tour)
                for member, tour in zip(self.problem.members, search.best, strict=True)
            },
            cost=cost,
            bound=min(self.bound, cost),
            seconds=self.clock.seconds,
            stopped_by="gap" if self._near(cost) else stopped,
            seed=self.seed,
        )


def _distance(cost: float, bound: float) -> float:
    if cost <= bound:
        return 0.0
    return float(min(1.0, (cost - bound) / abs(cost))) if cost else 1.0
