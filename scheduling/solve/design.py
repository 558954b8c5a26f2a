"""Design anonymous shifts: how many people, on which shifts."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from scheduling.assignment.few import fewer_shapes
from scheduling.assignment.hiring import Crew, crews, day_lengths
from scheduling.assignment.shaping import Effort, Shaper
from scheduling.board import Board, Prices
from scheduling.model.design import DesignCosts, DesignGround, design_model
from scheduling.model.fifo import shift_rows
from scheduling.model.kinds import openings, shift_kinds
from scheduling.problem import demand as read_demand
from scheduling.shifts import PlacedShift, shift_set
from scheduling.solve import given
from scheduling.solve.outcome import Quality, outcome
from scheduling.solver import CBC, solve
from wfm.labour.pay import surcharge
from wfm.labour.rules import rule_book
from wfm.tables import CONTRACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.problem import Demand, Week
    from scheduling.result import ScheduleResult
    from scheduling.shifts import ShiftSet
    from scheduling.solver import Solution
    from wfm.labour.rules import RuleBook, WorkRules

_PASSES = 3
# Passes go on until the cost is this near the bound, whatever wider gap is asked for:
# a pass is a matter of a second.
_AIM = 0.0005
# On grids finer than half an hour a pass is a matter of ten seconds. One that closes
# less than the first share of the distance is the last, or less than the second where
# the bound is not this near yet.
_FINE_AIM, _WORTH, _LEAST = 0.002, 0.6, 0.1
# First hour of the windows that each pass programs anew.
_HOURS = (10, 3, 17)


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What the planner asks of the shifts.

    Attributes
    ----------
    starts : tuple of int, optional
        Minutes after midnight at which shifts may start; any by default.
    max_shifts : int, optional
        Most different shifts (start and length) of a queue.
    importance : mapping of str to float
        Factor of the price of shortage by queue, 1 by default.
    contracts : DataFrame, optional
        Contracts by which people are hired.
    """

    starts: tuple[int, ...] | None
    max_shifts: int | None
    importance: Mapping[str, float]
    contracts: pd.DataFrame | None


def design_shifts(  # noqa: PLR0913
    requirement: pd.DataFrame,
    *,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    contracts: pd.DataFrame | None = None,
    importance: Mapping[str, float] | None = None,
    starts: Sequence[str] | None = None,
    max_shifts: int | None = None,
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
    bound. Integer programmes over a day each give the shifts, passes improve them, and
    the shifts are chained into the weeks of anonymous people.

    Parameters
    ----------
    requirement : DataFrame
        Requirement table, raw or typed; ``to_schedule`` is covered, else ``agents``.
    rules : str, mapping or RuleBook
        Country, or overrides of its parameters.
    contracts : DataFrame, optional
        Contracts table: shifts keep to their lengths, and people are hired by contract
        so that the pay is least. By default all work full time by law.
    importance : mapping of str to float, optional
        Factor of the price of shortage by queue, 1 by default.
    starts : sequence of str, optional
        Times such as ``"06:00"`` at which shifts may start; any by default.
    max_shifts : int, optional
        Most different shifts (start and length) of a queue; the bound stays that of any
        number.
    gap : float
        Relative distance from the bound that counts as reached.
    passes : int, optional
        Most passes that improve the shifts, 3 by default.
    time_limit : float, optional
        Seconds; a safety, and hitting it is reported.
    rng : Generator, optional
        Not used: `seed` orders the changes tried.
    seed : int
        Of the changes tried; the result repeats it.
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
    InputError
        If there is nothing to cover, or an argument is out of its range.
    ConflictError
        If the rules leave no lawful shift, or do not fit the requirement's grid.

    References
    ----------
    Thompson (1995), Improved Implicit Optimal Modeling of the Labor Shift Scheduling
    Problem; Bechtold and Jacobs (1990), Implicit Modeling of Flexible Break
    Assignments.
    """
    del rng
    given.check_limits(max_shifts, passes, gap, time_limit)
    table = given.requirement_table(requirement, timezone, interval)
    grid = read_demand(table, timezone=timezone, interval=interval)
    wish = Wish(
        given.start_minutes(starts),
        max_shifts,
        given.weights(importance, grid.queues),
        None if contracts is None else CONTRACTS.parse(contracts, timezone=timezone),
    )
    given.check_starts(wish.starts, grid)
    book = rule_book(rules)
    given.check_rules(book, grid)
    run = _Run(grid, book, wish, (gap, time_limit, seed))
    run.design(passes or _PASSES, progress or (lambda _: None))
    return run.result(table)


class _Run:
    """One design: queues in order, cost and bound added up."""

    def __init__(
        self,
        grid: Demand,
        book: RuleBook,
        wish: Wish,
        effort: tuple[float, float | None, int],
    ) -> None:
        self.begun = time.perf_counter()
        self.grid, self.book, self.wish = grid, book, wish
        self.gap, self.time_limit, self.seed = effort
        law = book.on(grid.dates[0].date())
        self.prices = Prices.of(law)
        self.board = Board(grid, self.prices, wish.importance)
        slots = np.arange(int(grid.day_slots[-1]))
        day = law["week_minutes"] / 60 / law["consecutive_days"]
        self.costs = DesignCosts(
            law["hourly_cost"],
            surcharge(grid.clock(slots * grid.interval), book),
            law["shift_hour_share"],
            law["shift_day_share"] * day,
            grid.hours,
        )
        self.laws = [(week, book.on(grid.monday(week))) for week in grid.weeks()]
        self.shapes = [self._shapes(law) for _, law in self.laws]
        self.placed: list[list[PlacedShift]] = []
        self.pay = self.cost = self.bound = 0.0
        self.stopped = "passes"

    def _shapes(self, law: WorkRules) -> ShiftSet:
        lengths = day_lengths(law, self.wish.contracts, self.grid.interval)
        return shift_set(law, lengths, self.grid.interval)

    def design(self, passes: int, progress: Callable[[float], None]) -> None:
        """Design every queue."""
        count = len(self.grid.queues)
        for queue in range(count):
            self._queue(queue, passes)
            progress((queue + 1) / count)

    def _ground(self, queue: int) -> DesignGround:
        """Kinds of shifts with their openings; weeks under one law share them."""
        sides: dict[object, tuple[ShiftSet, list[Week]]] = {}
        for (week, _), shapes in zip(self.laws, self.shapes, strict=True):
            key = tuple(shift_kinds(shapes)), tuple(np.unique(shapes.start))
            sides.setdefault(key, (shapes, []))[1].append(week)
        found = []
        for shapes, weeks in sides.values():
            first, last = (
                int(self.grid.day_slots[day])
                for day in (weeks[0].first, weeks[-1].last)
            )
            fits = openings(self.grid, queue, (first, last), shapes, self.wish.starts)
            found += [(kind, fits) for kind in shift_kinds(shapes)]
        return DesignGround(tuple(found), self.costs, self.board.queue_prices[queue])

    def _queue(self, queue: int, passes: int) -> None:
        """Place the shifts of one queue; add up their pay and the bound."""
        ground, required = self._ground(queue), self.grid.required[queue]
        effort = Effort(self._deadline(queue), self.seed)
        with ThreadPoolExecutor(max_workers=1) as aside:
            # HiGHS bounds on one core while CBC, a process, looks on the other.
            bound = aside.submit(self._lower, ground, required)
            if self.wish.max_shifts is not None:
                decisions = bound.result().decisions
                most = self.wish.max_shifts
                ground = fewer_shapes(ground, self.grid, required, decisions, most)
            shaper = Shaper(ground, required, self.grid.slots, effort)
            if not (shaper.whole and shaper.build()):
                self._rounded(shaper, bound, required)
                shaper.anneal(passes, built=False)
            lower = bound.result().bound
        self._improve(shaper, lower, passes)
        self.stopped = "time_limit" if shaper.late else self.stopped
        self.bound += lower
        self.pay += shaper.pay()
        self.cost += shaper.cost()
        self.placed.append(self._shifts(queue, shaper))

    def _improve(self, shaper: Shaper, lower: float, passes: int) -> None:
        """Pass after pass until the shifts are near their bound."""
        aim = min(self.gap, _FINE_AIM if shaper.fine else _AIM)
        for number in range(passes):
            before = shaper.cost() - lower
            if before <= aim * shaper.cost():
                break
            if shaper.effort.over:
                shaper.late = True
                break
            # Where windows were too hard for a start, they improve nothing soon.
            if shaper.whole and (shaper.built if shaper.fine else number):
                shaper.renew(_HOURS[number % len(_HOURS)])
            shaper.anneal(number)
            left = shaper.cost() - lower
            worth = _WORTH if left <= _FINE_AIM * shaper.cost() else _LEAST
            if shaper.fine and before - left < worth * before:
                break

    def _lower(self, ground: DesignGround, required: NDArray[np.float64]) -> Solution:
        whole = design_model(ground, required, (0, self.grid.slots), self.grid.slots)
        return solve(whole.model.relaxed(), seed=self.seed)

    def _rounded(
        self,
        shaper: Shaper,
        bound: Future[Solution],
        required: NDArray[np.float64],
    ) -> None:
        """Start from the rounded linear programme where the integer one has failed."""
        slots = self.grid.slots
        built = design_model(shaper.ground, required, (0, slots), slots)
        decisions = bound.result().decisions
        if len(decisions) != len(built.model.cost):
            decisions = solve(built.model.relaxed(), seed=self.seed).decisions
        shaper.fill(shift_rows(built, shaper.ground.kinds, decisions))

    def _deadline(self, queue: int) -> float | None:
        """Give each queue its share of the time, in order."""
        if self.time_limit is None:
            return None
        share = (queue + 1) / len(self.grid.queues)
        return self.begun + self.time_limit * share

    def _shifts(self, queue: int, shaper: Shaper) -> list[PlacedShift]:
        days = np.searchsorted(self.grid.day_slots, shaper.rows[:, 1], side="right") - 1
        placed = []
        order = np.lexsort(shaper.rows.T[::-1])
        for number in order:
            kind, first, last, *slots = shaper.rows[number].tolist()
            pauses = shaper.ground.kinds[kind].pauses
            shift = PlacedShift(
                int(days[number]),
                first,
                last,
                queue,
                tuple(zip(pauses, slots, strict=False)),
            )
            self.board.put(shift)
            placed.append(shift)
        return placed

    def result(self, requirement: pd.DataFrame) -> ScheduleResult:
        """Chain the shifts into people and have the referee judge them."""
        people: dict[str, list[PlacedShift]] = {}
        hires: dict[str, int] = {}
        for queue, placed in enumerate(self.placed):
            staff: list[Crew] = crews(self.grid, self.laws, placed, self.wish.contracts)
            for crew in staff:
                hires[crew.contract] = hires.get(crew.contract, 0) + len(crew.shifts)
            shifts = [each for crew in staff for each in crew.shifts]
            width = max(3, len(str(len(shifts))))
            for number, one in enumerate(shifts, start=1):
                people[f"{self.grid.queues[queue]}-{number:0{width}d}"] = one
        quality = Quality(
            self.cost,
            self.pay,
            min(self.bound, self.cost),
            self.stopped,
            self.gap,
            self.begun,
            self.seed,
        )
        referee = {"requirement": requirement}
        made = outcome(self.board, people, quality, referee, self.book)
        return replace(made, hires=hires, solver=f"{made.solver}, {CBC}")
