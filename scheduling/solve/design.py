"""Design anonymous shifts: how many people, on which shifts."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from scheduling.assignment.packing import Somebody, pack_week
from scheduling.assignment.polish import polish
from scheduling.board import Board, Prices, place
from scheduling.model.design import (
    DesignCosts,
    DesignModel,
    candidate_shifts,
    design_model,
)
from scheduling.model.parts import parts
from scheduling.problem import demand as read_demand
from scheduling.shifts import paid_lengths, shift_set
from scheduling.solve.outcome import Quality, outcome
from scheduling.solver import solve
from wfm.errors import InputError
from wfm.labour.pay import surcharge
from wfm.labour.rules import rule_book
from wfm.tables import REQUIREMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.problem import Demand, Week
    from scheduling.result import ScheduleResult
    from scheduling.shifts import PlacedShift, ShiftSet
    from wfm.labour.rules import RuleBook

_USED = 1e-6
_PASSES = 3
# Nodes of the search for each independent part: the root with its heuristics. Queues of
# few agents have weak linear bounds, and 200 nodes changed the cost by 0.1 % at most.
_NODES = 1
# The whole programme only starts the search that follows, and so may stop at a gap this
# many times wider than the one asked for: half the time for 0.2 % of cost, measured.
_LOOSER = 4
# Seconds for one independent part when the caller sets no limit.
_PART_SECONDS = 20.0


def design_shifts(  # noqa: PLR0913
    requirement: pd.DataFrame,
    *,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    gap: float = 0.01,
    passes: int | None = None,
    time_limit: float | None = 60.0,
    rng: np.random.Generator | None = None,
    seed: int = 0,
    timezone: str = "America/Bogota",
    interval: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> ScheduleResult:
    """
    How many people on which shifts cover a requirement at least cost.

    Each queue has its own shifts. A linear programme over every lawful shift gives the
    bound and the shapes worth having; a mixed-integer programme over those decides how
    many of each; lunches and pauses are then placed where they are missed least, and
    the shifts are chained into the weeks of anonymous people.

    Parameters
    ----------
    requirement : DataFrame
        Requirement table, raw or typed; ``to_schedule`` is covered, else ``agents``.
    rules : str, mapping or RuleBook
        Country, or overrides of its parameters.
    gap : float
        Relative gap at which the integer programme stops.
    passes : int, optional
        Passes in which each shift may change for the better, 3 by default.
    time_limit : float, optional
        Seconds; a safety, and hitting it is reported.
    rng : Generator, optional
        Not used: the design has no chance in it.
    seed : int
        Of the solver; the result repeats it.
    timezone : str
        Zone of times without an offset and of the days.
    interval : int, optional
        Interval length in minutes; inferred by default.
    progress : callable, optional
        Told the share that is done.

    Returns
    -------
    ScheduleResult
        Agents are anonymous: the queue's name and a running number.

    Raises
    ------
    TableError
        If the requirement breaks its contract.
    ConflictError
        If the rules leave no lawful shift.

    References
    ----------
    Dantzig (1954), A Comment on Edie's Traffic Delays at Toll Booths; Bechtold and
    Jacobs (1990), Implicit Modeling of Flexible Break Assignments.
    """
    del rng
    if not (passes is None or passes > 0) or gap < 0:
        raise InputError("passes must be above 0 and gap at least 0")
    table = REQUIREMENT.parse(requirement, timezone=timezone)
    grid = read_demand(table, timezone=timezone, interval=interval)
    run = _Run(grid, rule_book(rules), gap, time_limit, seed)
    run.design(passes or _PASSES, progress or (lambda _: None))
    return run.result(table)


class _Run:
    """One design: queues and weeks in order, cost and bound added up."""

    def __init__(
        self,
        grid: Demand,
        book: RuleBook,
        gap: float,
        time_limit: float | None,
        seed: int,
    ) -> None:
        self.begun = time.perf_counter()
        self.grid, self.book, self.gap, self.seed = grid, book, gap, seed
        self.time_limit = time_limit
        self.rules = book.on(grid.dates[0].date())
        hourly = self.rules["hourly_cost"]
        self.prices = Prices.of(hourly)
        self.board = Board(grid, self.prices)
        slots = np.arange(int(grid.day_slots[-1]))
        extra = surcharge(grid.clock(slots * grid.interval), book)
        day = self.rules["week_minutes"] / 60 / self.rules["consecutive_days"]
        self.costs = DesignCosts(hourly, extra, day)
        self.crowds: dict[int, list[Somebody]] = {}
        self.pay = self.bound = 0.0
        self.stopped = "passes"

    def design(self, passes: int, progress: Callable[[float], None]) -> None:
        """Design every queue of every week."""
        weeks = list(self.grid.weeks())
        done, total = 0, len(weeks) * len(self.grid.queues)
        for week in weeks:
            law = self.book.on(self.grid.monday(week))
            lengths = paid_lengths(
                law, law.minutes("shortest_day_minutes"), law.minutes("day_minutes")
            )
            shifts = shift_set(law, lengths, self.grid.interval)
            for queue in range(len(self.grid.queues)):
                placed = self._queue_week(
                    shifts, (queue, week), passes, 1 - done / total
                )
                crowd = self.crowds.setdefault(queue, [])
                pack_week(self.grid, week, placed, shifts, law, crowd)
                done += 1
                progress(done / total)

    def _queue_week(
        self, shifts: ShiftSet, what: tuple[int, Week], passes: int, share_left: float
    ) -> list[PlacedShift]:
        """Place the shifts of one queue and week; add up their pay and the bound."""
        grid = self.grid
        queue, week = what
        required = np.maximum(self.board.gap[queue], 0.0)
        choices = candidate_shifts(grid, shifts, queue, week)
        first, last = (int(grid.day_slots[day]) for day in (week.first, week.last))
        if not choices or not required[first:last].any():
            self.bound += self._uncovered(required[first:last])
            return []
        both = (self.costs, self.prices)
        whole = design_model(grid, shifts, choices, required, both)
        relaxed = solve(whole.model.relaxed(), seed=self.seed)
        self.bound += relaxed.bound
        worth_having = [
            choice
            for choice, value in zip(choices, relaxed.decisions, strict=False)
            if value > _USED
        ]
        if not worth_having:
            return []
        chosen = design_model(grid, shifts, worth_having, required, both)
        counts = self._whole_numbers(chosen, share_left)
        placed = [
            self._put(shifts, queue, choice)
            for choice, count in zip(worth_having, counts, strict=True)
            for _ in range(int(count))
        ]
        prices = self._prices(shifts, choices)
        for _ in range(passes):
            placed = polish(self.board, shifts, placed, prices.__getitem__)
        self._add_pay(shifts, placed)
        return placed

    def _whole_numbers(
        self, chosen: DesignModel, share_left: float
    ) -> NDArray[np.float64]:
        """Solve the integer programme part by part; each has its share of the time."""
        values = np.zeros(len(chosen.model.cost))
        pieces = list(parts(chosen.model))
        for piece, members in pieces:
            if not any(piece.integer):
                continue
            limit = self._part_limit(share_left, len(pieces))
            answer = solve(
                piece,
                gap=_LOOSER * self.gap,
                nodes=_NODES,
                time_limit=limit,
                seed=self.seed,
            )
            if answer.timed_out:
                self.stopped = "time_limit"
            if len(answer.decisions):
                values[members] = answer.decisions
        return values[: len(chosen.choices)]

    def _part_limit(self, share_left: float, pieces: int) -> float:
        if self.time_limit is None:
            return _PART_SECONDS
        left = self.time_limit - (time.perf_counter() - self.begun)
        queue_weeks = max(1.0, share_left * self._queue_weeks())
        return max(0.5, 2.0 * left / queue_weeks / pieces)

    def _queue_weeks(self) -> int:
        return len(self.grid.queues) * math.ceil(len(self.grid.dates) / 7)

    def _put(
        self, shifts: ShiftSet, queue: int, choice: tuple[int, int]
    ) -> PlacedShift:
        day, shape = choice
        where = (day, int(self.grid.day_slots[day]), queue)
        shift = place(self.board.worth(queue), shifts, shape, where)
        self.board.put(shift)
        return shift

    def _prices(
        self, shifts: ShiftSet, choices: list[tuple[int, int]]
    ) -> dict[int, NDArray[np.float64]]:
        """Cost of each shape by day, infinite where the shape does not fit."""
        prices = {}
        for day in {day for day, _ in choices}:
            fits = [shape for other, shape in choices if other == day]
            cost = self.costs.of(self.grid, shifts, int(self.grid.day_slots[day]))
            prices[day] = np.full(len(shifts), np.inf)
            prices[day][fits] = cost[fits]
        return prices

    def _add_pay(self, shifts: ShiftSet, placed: list[PlacedShift]) -> None:
        for shift in placed:
            midnight = int(self.grid.day_slots[shift.day])
            cost = self.costs.of(self.grid, shifts, midnight)
            same = (shifts.start == shift.first - midnight) & (
                shifts.paid == shift.paid_minutes(self.grid.interval)
            )
            self.pay += float(cost[same][0])

    def _uncovered(self, required: NDArray[np.float64]) -> float:
        return float(required.sum()) * self.grid.hours * self.prices.short

    def result(self, requirement: pd.DataFrame) -> ScheduleResult:
        """Chain the shifts into people and have the referee judge them."""
        people: dict[str, list[PlacedShift]] = {}
        for queue, crowd in sorted(self.crowds.items()):
            width = max(3, len(str(len(crowd))))
            for number, one in enumerate(crowd, start=1):
                people[f"{self.grid.queues[queue]}-{number:0{width}d}"] = one.shifts
        cost = self.pay + self.board.cost()
        quality = Quality(
            cost, self.pay, self.bound, self.stopped, self.gap, self.begun, self.seed
        )
        referee = {"requirement": requirement}
        return outcome(self.board, people, quality, referee, self.book)
