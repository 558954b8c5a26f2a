"""Solve a large model by the part of it that its linear programme points to."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.rows import Model
from scheduling.solver import Solution, solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.repair.model import DayModel
    from scheduling.repair.search import Effort

_POSITIVE = 1e-7
# Share of the gap asked for that is left to the search within a part.
_WITHIN_PART, _WITHIN_REACH = 0.5, 0.9
# Reduced cost up to which an option may be taken, in gaps asked for.
_REACH = 2.0
# Variables from which the neighbours of the linear solution are tried on their own.
_MANY = 10_000


class Narrowed:
    """
    A model solved by parts, each with a bound that holds for the whole.

    The linear programme bounds every plan. Options that it takes, with the plan in
    force, and in large models their neighbours in time, make a small model whose best
    plan is often near enough. Else the options of small reduced cost are searched: a
    plan with any other costs more than the linear bound and that reduced cost, so the
    bound of the search holds up to there.

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
        taken = linear.decisions > _POSITIVE
        parts = [taken]
        if len(taken) > _MANY:
            parts.append(_with_neighbours(taken))
        best = replace(linear, decisions=np.array([]), objective=math.inf)
        for part in parts:
            best = self._better(best, self._part(part | self.kept))
            if self._near(best):
                return best
        best = self._better(best, self._reached())
        if self._near(best):
            return best
        whole = self._solve(self.model, self.aim(_WITHIN_REACH))
        return self._better(best, whole)

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

    def _part(self, part: NDArray[np.bool_]) -> Solution:
        found = self._solve_part(part, _WITHIN_PART)
        return replace(found, bound=self.linear.bound)

    def _reached(self) -> Solution:
        reach = self.aim(_REACH)
        reduced = np.array(self.model.cost)
        for dual, row in zip(self.linear.duals, self.model.rows, strict=True):
            if dual:
                np.subtract.at(reduced, row[2], dual * np.array(row[3]))
        found = self._solve_part((reduced <= reach) | self.kept, _WITHIN_REACH)
        beyond = self.linear.bound + reach
        return replace(found, bound=max(self.linear.bound, min(found.bound, beyond)))

    def _solve_part(self, part: NDArray[np.bool_], share: float) -> Solution:
        numbers = np.flatnonzero(part | self.continuous)
        found = self._solve(_part_of(self.model, numbers), self.aim(share))
        if not len(found.decisions):
            return found
        decisions = np.zeros(len(self.model.cost))
        decisions[numbers] = found.decisions
        return replace(found, decisions=decisions)

    def _solve(self, model: Model, aim: float) -> Solution:
        """Solve to a distance from the optimum that is given as an amount."""
        effort = self.effort
        gap = aim / max(abs(self.linear.objective), _POSITIVE)
        return solve(model, gap=gap, time_limit=self._left(), seed=effort.seed)


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
