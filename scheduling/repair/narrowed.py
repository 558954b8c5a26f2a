"""Solve a large model by the part of it that its linear programme points to."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.rows import Model
from scheduling.solver import Solution, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduling.repair.model import DayModel
    from scheduling.repair.search import Effort

_POSITIVE = 1e-7
# Share of the gap asked for that is left to the search within a part.
_WITHIN_PART, _WITHIN_REACH = 0.5, 0.9
# Reduced cost up to which an option may be taken, in gaps asked for: at first, and at
# most.
_NEAR, _REACH = 0.4, 2.0
# How much further than the bound must rise it is searched, in gaps asked for.
_BEYOND = 0.25
# Variables from which parts are tried that the linear solution alone points to.
_MANY = 10_000


class Narrowed:
    """
    A model solved by parts, each with a bound that holds for the whole.

    The linear programme bounds every plan. The options of small reduced cost are
    searched, each time from the best plan so far: a plan with any other costs more than
    the linear bound and that reduced cost, so the bound of the search holds up to
    there. First come the few that make a good plan; how good it is tells how far the
    bound must rise, and with that how many more must be looked at. In large models
    those that the linear programme takes, and then their neighbours in time, come
    before: their best plan is often near enough.

    Parameters
    ----------
    day : DayModel
        Built; its options stand in order of time.
    kept : ndarray of bool, shape (variables,)
        Options of the plan in force.
    effort : Effort
        When to stop. The gap is relative to the amounts of a plan, each taken as
        positive, as a sum near 0 would tell nothing.
    """

    def __init__(self, day: DayModel, kept: NDArray[np.bool_], effort: Effort) -> None:
        self.model, self.kept, self.effort = day.model, kept, effort
        self.begun = time.perf_counter()
        self.cost = np.abs(np.array(self.model.cost))
        self.continuous = ~np.array(self.model.integer)
        linear = self.model.relaxed()
        # Implied by the rows; left out, reduced costs tell options apart.
        implied = zip(linear.upper, day.implied, strict=True)
        linear.upper = [math.inf if free else upper for upper, free in implied]
        self.linear = solve(linear, time_limit=self._left(), seed=effort.seed)

    def solution(self) -> Solution:
        """Give the best plan found, and a bound of the whole."""
        linear = self.linear
        if not len(linear.decisions):
            return linear
        found = replace(linear, decisions=np.array([]), objective=math.inf)
        for search in self._searches():
            found = self._better(found, search(found))
            if self._near(found):
                return found
        return found

    def _searches(self) -> list[Callable[[Solution], Solution]]:
        """Ways to look, the quick ones first; each is told the best plan so far."""
        taken = self.linear.decisions > _POSITIVE
        last = [self._reached, self._whole]
        if len(taken) <= _MANY:
            return [self._nearest, *last]
        parts = [taken, _with_neighbours(taken)]
        return [*(partial(self._part, part | self.kept) for part in parts), *last]

    def _left(self) -> float | None:
        """Seconds that the solver may still take."""
        limit = self.effort.time_limit
        spent = time.perf_counter() - self.begun
        return None if limit is None else max(0.0, limit - spent)

    def aim(self, share: float) -> float:
        """Distance from the bound, money, at which to stop."""
        return share * self.effort.gap * float(self.cost @ self.linear.decisions)

    def _near(self, found: Solution) -> bool:
        if found.timed_out or not len(found.decisions):
            return found.timed_out
        allowed = self.effort.gap * float(self.cost @ found.decisions)
        return found.objective - found.bound <= allowed

    def _better(self, one: Solution, other: Solution) -> Solution:
        """Give the cheaper plan with the better bound."""
        cheaper = min(one, other, key=lambda each: each.objective)
        return replace(
            cheaper,
            bound=min(max(one.bound, other.bound), cheaper.objective),
            timed_out=other.timed_out,
        )

    def _part(self, part: NDArray[np.bool_], best: Solution) -> Solution:
        found = self._solve_part(part, _WITHIN_PART, best)
        return replace(found, bound=self.linear.bound)

    def _nearest(self, best: Solution) -> Solution:
        return self._within(self.aim(_NEAR), best)

    def _reached(self, best: Solution) -> Solution:
        missing = best.objective - self.linear.bound - self.aim(1.0)
        return self._within(min(missing + self.aim(_BEYOND), self.aim(_REACH)), best)

    def _within(self, reach: float, best: Solution) -> Solution:
        """Search the options up to a reduced cost."""
        part = (self._reduced <= reach) | self.kept
        found = self._solve_part(part, _WITHIN_REACH, best)
        beyond = self.linear.bound + reach
        return replace(found, bound=max(self.linear.bound, min(found.bound, beyond)))

    @cached_property
    def _reduced(self) -> NDArray[np.float64]:
        """Reduced cost of each variable in the linear programme."""
        reduced = np.array(self.model.cost)
        for dual, row in zip(self.linear.duals, self.model.rows, strict=True):
            if dual:
                np.subtract.at(reduced, row[2], dual * np.array(row[3]))
        return reduced

    def _whole(self, best: Solution) -> Solution:
        numbers = np.arange(len(self.model.cost))
        return self._solve(self.model, numbers, _WITHIN_REACH, best)

    def _solve_part(
        self, part: NDArray[np.bool_], share: float, best: Solution
    ) -> Solution:
        numbers = np.flatnonzero(part | self.continuous)
        found = self._solve(_part_of(self.model, numbers), numbers, share, best)
        if not len(found.decisions):
            return found
        decisions = np.zeros(len(self.model.cost))
        decisions[numbers] = found.decisions
        return replace(found, decisions=decisions)

    def _solve(
        self, model: Model, numbers: NDArray[np.int64], share: float, best: Solution
    ) -> Solution:
        """Solve to a distance from the optimum that is given as an amount."""
        begin = best.decisions
        if not len(begin):
            begin = np.where(self.kept, np.array(self.model.upper), 0.0)
        return solve(
            model,
            gap=self.aim(share) / max(abs(self.linear.objective), _POSITIVE),
            time_limit=self._left(),
            seed=self.effort.seed,
            start=begin[numbers],
        )


def _with_neighbours(taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    wide = taken.copy()
    wide[1:] |= taken[:-1]
    wide[:-1] |= taken[1:]
    return wide


def _part_of(model: Model, numbers: NDArray[np.int64]) -> Model:
    """Leave out the other variables, and the rows that then always hold."""
    chosen = numbers.tolist()
    place = {number: new for new, number in enumerate(chosen)}
    part = Model(
        [model.cost[number] for number in chosen],
        [model.upper[number] for number in chosen],
        [model.integer[number] for number in chosen],
    )
    for low, high, variables, coefficients in model.rows:
        terms = [
            (place[number], coefficient)
            for number, coefficient in zip(variables, coefficients, strict=True)
            if number in place
        ]
        most = sum(max(c, 0.0) * part.upper[number] for number, c in terms)
        if not math.isinf(low) or most > high:
            part.row(terms, low=low, high=high)
    return part
