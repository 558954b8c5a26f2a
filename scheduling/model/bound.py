r"""The roster's relaxation: what no roster of these agents can undercut in a week.

Agents of one crew are counted and not named: y counts the crew's shifts by day and
shape. What holds for every agent holds for the sum: hours and days of the week, people
on each day, and rest, since nobody who ends late may begin early the day after,

.. math:: \sum_{end > e} y_{d,s} + \sum_{start \le b} y_{d+1,s} \le people,
   \quad b - e < rest.

Pauses are inventories (`cover`); a crew of several queues divides those at work among
them slot by slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.cover import Coverage, cover_rows, coverage_grain
from scheduling.model.rows import Model
from wfm.intervals import DAY_MINUTES
from wfm.schedule import LUNCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.board import Board
    from scheduling.model.cover import CoverRows
    from scheduling.problem import Week
    from scheduling.shifts import Pause, ShiftSet

Terms = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class AgentClass:
    """
    Agents of one crew, counted and not named.

    Attributes
    ----------
    shifts : ShiftSet
        Shapes of the contract.
    queues : tuple of int
        Queues they can serve.
    may : ndarray of int64, shape (days, shapes)
        Agents for whom each shape is possible on each day.
    people_on : tuple of int
        Agents who may work on each day of the week.
    people : int
        All of them.
    rest_minutes : int
        Rest between two shifts.
    week_minutes, due_minutes : int
        Most paid minutes of all together, and those that are due to be scheduled.
    min_days, max_days : int
        Working days of all together.
    surcharge_cost : float
        Cost of a surcharged hour at a surcharge of 100 %; 0 where none is paid.
    """

    shifts: ShiftSet
    queues: tuple[int, ...]
    may: NDArray[np.int64]
    people_on: tuple[int, ...]
    people: int
    rest_minutes: int
    week_minutes: int
    due_minutes: int
    min_days: int
    max_days: int
    surcharge_cost: float


@dataclass(frozen=True, slots=True)
class BoundModel:
    """
    The relaxation of some weeks, and where its rows stand.

    Attributes
    ----------
    model : Model
        A linear programme.
    people_rows : list of list of int
        Rows of each class's people by day; their duals price one more of them.
    cover : list of CoverRows
        Coverage of each queue; slots count from the week's first.
    """

    model: Model
    people_rows: list[list[int]]
    cover: list[CoverRows]


def bound_model(
    board: Board,
    week: Week,
    classes: Sequence[AgentClass],
    costs: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> BoundModel:
    """
    Linear relaxation of one week's roster.

    Parameters
    ----------
    board : Board
        The grid and its prices; its coverage may change meanwhile and is not read.
    week : Week
        Days of the horizon.
    classes : sequence of AgentClass
        Staff, counted.
    costs : tuple of two ndarrays of float64
        Required agents, shape (queues, slots), and extra pay as a share of the hourly
        cost, shape (slots,).

    Returns
    -------
    BoundModel
        Its minimum is a lower bound. In the hours that a night shift of the week
        before may cover nothing counts.
    """
    required, surcharge = costs
    demand = board.demand
    first, last = demand.day_slots[[week.first, week.last]].tolist()
    longest = max(int(group.shifts.end.max()) for group in classes)
    size = max(int(demand.day_slots[week.last - 1]) + longest, last) - first
    built = _Built(board, week, surcharge, first, size)
    for group in classes:
        built.add(group)
    built.grain = coverage_grain(
        pause
        for group in classes
        for pause in (*group.shifts.short_pauses, *group.shifts.long_pauses)
    )
    cover = built.close(required[:, first:last])
    return BoundModel(built.model, built.people_rows, cover)


class _Built:
    """A model in the making."""

    def __init__(
        self,
        board: Board,
        week: Week,
        surcharge: NDArray[np.float64],
        first: int,
        size: int,
    ) -> None:
        self.board, self.week, self.surcharge = board, week, surcharge
        self.first, self.size = first, size
        self.model = Model()
        self.cover: list[list[Terms]] = [
            [[] for _ in range(size)] for _ in board.demand.queues
        ]
        self.people_rows: list[list[int]] = []
        self.spills = 0
        self.grain = Fraction(1)

    def add(self, group: AgentClass) -> None:
        """Add one class: its shifts, pauses, limits, and whom it serves."""
        demand = self.board.demand
        rate = group.surcharge_cost * demand.hours

        def pause_cost(pause: Pause, slot: int) -> float:
            lunch = slice(slot, slot + len(pause.shares))
            saved = rate * float(self.surcharge[lunch].sum())
            return -saved if pause.activity == LUNCH else 0.0

        coverage = Coverage(self.first, self.size, pause_cost)
        by_day = [
            self._day(group, coverage, number) for number in range(len(self.week.days))
        ]
        self._limits(group, by_day)
        self._rest(group, by_day)
        terms, _ = coverage.working(self.model)
        self._serve(group, terms)

    def _day(
        self, group: AgentClass, coverage: Coverage, number: int
    ) -> dict[int, int]:
        """Variables of one day's shifts by shape."""
        demand, shifts = self.board.demand, group.shifts
        day = self.week.first + number
        midnight = int(demand.day_slots[day])
        extra = np.concatenate([[0.0], np.cumsum(self.surcharge)])
        shapes = np.flatnonzero(group.may[number])
        begin = np.minimum(midnight + shifts.start[shapes], len(self.surcharge))
        end = np.minimum(begin + shifts.length[shapes], len(self.surcharge))
        rate = group.surcharge_cost * demand.hours
        variables = self.model.variables(rate * (extra[end] - extra[begin]))
        for variable, shape in zip(variables, shapes, strict=True):
            coverage.add(variable, shifts, int(shape), midnight)
        overnight = int(shifts.end.max()) - DAY_MINUTES // demand.interval
        self.spills = max(self.spills, overnight)
        return dict(zip(shapes.tolist(), variables, strict=True))

    def _limits(self, group: AgentClass, by_day: list[dict[int, int]]) -> None:
        model, paid = self.model, group.shifts.paid
        rows = []
        for number, today in enumerate(by_day):
            rows.append(len(model.rows))
            terms = ((variable, 1.0) for variable in today.values())
            model.row(terms, high=group.people_on[number])
        self.people_rows.append(rows)
        minutes = [
            (variable, float(paid[shape]))
            for today in by_day
            for shape, variable in today.items()
        ]
        (idle,) = model.variables([self.board.prices.idle / 60])
        model.row(minutes, high=group.week_minutes)
        model.row([*minutes, (idle, 1.0)], low=group.due_minutes)
        worked = ((variable, 1.0) for variable, _ in minutes)
        model.row(worked, low=group.min_days, high=group.max_days)

    def _rest(self, group: AgentClass, by_day: list[dict[int, int]]) -> None:
        """Whoever ends late on a day does not begin early on the next."""
        interval, shifts = self.board.demand.interval, group.shifts
        ends = shifts.end * interval - DAY_MINUTES
        starts = shifts.start * interval
        for today, tomorrow in pairwise(by_day):
            late = _Cumulative(self.model, today, -ends)
            early = _Cumulative(self.model, tomorrow, starts)
            for start in early.keys:
                # Ends later than the start less the rest, the smallest key first.
                ended = late.up_to(group.rest_minutes - start - 1)
                if ended is not None:
                    terms = [(ended, 1.0), (early.at[start], 1.0)]
                    self.model.row(terms, high=group.people)

    def _serve(self, group: AgentClass, terms: list[Terms]) -> None:
        """Those at work serve their queue, or divide themselves among several."""
        if len(group.queues) == 1:
            for slot, working in enumerate(terms):
                self.cover[group.queues[0]][slot] += working
            return
        for slot, working in enumerate(terms):
            is_open = self.board.demand.open[:, self.first + slot]
            queues = [queue for queue in group.queues if is_open[queue]]
            if not working or not queues:
                continue
            parts = self.model.variables([0.0] * len(queues))
            served = [(variable, -1.0) for variable in parts]
            self.model.row([*working, *served], low=0.0, high=0.0)
            for queue, variable in zip(queues, parts, strict=True):
                self.cover[queue][slot].append((variable, 1.0))

    def close(self, required: NDArray[np.float64]) -> list[CoverRows]:
        """Write the coverage of every queue over the slots of the week."""
        demand = self.board.demand
        rows = []
        for queue, terms in enumerate(self.cover):
            needed = np.full(self.size, np.nan)
            needed[: required.shape[1]] = required[queue]
            if self.week.first > 0:
                needed[: self.spills] = np.nan
            prices = self.board.queue_prices[queue]
            hours = demand.hours
            price = prices.short * hours, prices.over * hours, self.grain
            rows.append(cover_rows(self.model, terms, needed, price))
        return rows


class _Cumulative:
    """Sums of a day's variables over growing keys, each sum a variable of its own."""

    def __init__(
        self, model: Model, day: dict[int, int], keys: NDArray[np.int64]
    ) -> None:
        by_key: dict[int, list[int]] = {}
        for shape, variable in day.items():
            by_key.setdefault(int(keys[shape]), []).append(variable)
        self.keys = sorted(by_key)
        self.at: dict[int, int] = {}
        before: list[tuple[int, float]] = []
        for key in self.keys:
            (total,) = model.variables([0.0])
            added = [(variable, -1.0) for variable in by_key[key]]
            model.row([(total, 1.0), *before, *added], low=0.0, high=0.0)
            self.at[key] = total
            before = [(total, -1.0)]

    def up_to(self, key: int) -> int | None:
        """Sum over keys up to and including one; None where there is none."""
        index = int(np.searchsorted(self.keys, key, side="right")) - 1
        return None if index < 0 else self.at[self.keys[index]]
