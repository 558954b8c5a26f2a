"""Build a roster for named agents."""

from __future__ import annotations

import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scheduling.assignment.memory import memories
from scheduling.assignment.roster import (
    RosterWork,
    agent_classes,
    roster_pay,
    roster_week,
    surcharge_hours,
)
from scheduling.assignment.staff import contract_terms, people
from scheduling.assignment.tours import WEEK
from scheduling.board import Board, Prices
from scheduling.model.bound import bound_model
from scheduling.problem import demand as read_demand
from scheduling.solve.outcome import Quality, outcome
from scheduling.solver import solve
from wfm.errors import InputError
from wfm.labour.pay import surcharge
from wfm.labour.rules import rule_book
from wfm.tables import AGENTS, CONTRACTS, REQUIREMENT, SCHEDULE, TIME_OFF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from scheduling.model.bound import AgentClass
    from scheduling.problem import Demand, Week
    from scheduling.result import ScheduleResult
    from scheduling.shifts import PlacedShift
    from wfm.labour.rules import RuleBook

PASSES = 6


def build_roster(  # noqa: PLR0913
    requirement: pd.DataFrame,
    agents: pd.DataFrame,
    contracts: pd.DataFrame,
    *,
    time_off: pd.DataFrame | None = None,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    previous: pd.DataFrame | None = None,
    gap: float = 0.01,
    passes: int | None = None,
    time_limit: float | None = 60.0,
    rng: np.random.Generator | None = None,
    seed: int = 0,
    timezone: str = "America/Bogota",
    interval: int | None = None,
    queue_skills: Mapping[str, str] | None = None,
    progress: Callable[[float], None] | None = None,
) -> ScheduleResult:
    """
    Who works when: shifts, lunches and pauses for named agents.

    Every rule is kept; what cannot be covered is shown as shortage. Weeks are filled
    one after the other, each carrying rest, runs of days and Sundays into the next.

    Parameters
    ----------
    requirement, agents, contracts, time_off : DataFrame
        Tables of these names, raw or typed.
    rules : str, mapping or RuleBook
        Country, or overrides of its parameters.
    previous : DataFrame, optional
        Schedule worked before the first day; rest and runs of days go on from it.
    gap : float
        Relative distance from the bound at which further passes end.
    passes : int, optional
        Most passes over all agents in a week, 6 by default.
    time_limit : float, optional
        Seconds; a safety after which no further pass begins.
    rng : Generator, optional
        Orders the agents; made from `seed` by default.
    seed : int
        Of the solver and of what is left to chance; the result repeats it.
    timezone : str
        Zone of times without an offset and of the days.
    interval : int, optional
        Interval length in minutes; inferred by default.
    queue_skills : mapping of str to str, optional
        Skill of each queue; its name by default.
    progress : callable, optional
        Told the share that is done.

    Returns
    -------
    ScheduleResult

    Raises
    ------
    TableError
        If a table breaks its contract or names what does not exist.
    ConflictError
        If rules, contracts and opening hours contradict each other.

    References
    ----------
    Lower bound: Bechtold and Jacobs (1990), implicit breaks, over classes of agents.
    """
    if not (passes is None or passes > 0) or gap < 0:
        raise InputError("passes must be above 0 and gap at least 0")
    tables = _Tables.parse(
        (requirement, agents, contracts, time_off, previous), timezone
    )
    grid = read_demand(tables.requirement, timezone=timezone, interval=interval)
    run = _Run(
        tables,
        grid,
        rule_book(rules),
        dict(queue_skills or {}),
        passes=passes or PASSES,
        gap=gap,
        seed=seed,
        rng=rng or np.random.default_rng(seed),
        time_limit=time_limit,
        progress=progress,
    )
    return run.roster()


@dataclass(frozen=True, slots=True)
class _Tables:
    """The caller's tables, held to their contracts."""

    requirement: pd.DataFrame
    agents: pd.DataFrame
    contracts: pd.DataFrame
    time_off: pd.DataFrame | None
    previous: pd.DataFrame | None

    @classmethod
    def parse(cls, frames: tuple[pd.DataFrame | None, ...], timezone: str) -> _Tables:
        contracts = (REQUIREMENT, AGENTS, CONTRACTS, TIME_OFF, SCHEDULE)
        parsed = [
            frame if frame is None else table.parse(frame, timezone=timezone)
            for frame, table in zip(frames, contracts, strict=True)
        ]
        return cls(*parsed)  # type: ignore[arg-type]


class _Run:
    """One build: weeks in order, cost and bound added up."""

    def __init__(  # noqa: PLR0913
        self,
        tables: _Tables,
        grid: Demand,
        book: RuleBook,
        skills: dict[str, str],
        *,
        passes: int,
        gap: float,
        seed: int,
        rng: np.random.Generator,
        time_limit: float | None,
        progress: Callable[[float], None] | None,
    ) -> None:
        self.begun = time.perf_counter()
        self.tables, self.grid, self.book, self.skills = tables, grid, book, skills
        self.passes, self.gap, self.seed, self.rng = passes, gap, seed, rng
        self.time_limit, self.progress = time_limit, progress
        law = book.on(grid.dates[0].date())
        self.board = Board(grid, Prices.of(law["hourly_cost"]))
        slots = np.arange(int(grid.day_slots[-1]))
        self.extra = surcharge(grid.clock(slots * grid.interval), book)
        self.memories = memories(tables.previous, grid)
        self.shifts: dict[str, list[PlacedShift]] = {}
        self.weeks = list(grid.weeks())
        self.bound = self.pay = self.idle = 0.0
        self.lower: list[Future[float]] = []

    def roster(self) -> ScheduleResult:
        """Fill every week and let the referee judge the whole."""
        # The bounds need no roster: HiGHS works them out on the second core, one after
        # the other, while the passes run on the first.
        with ThreadPoolExecutor(max_workers=1) as aside:
            stops = [self._fill(number, aside) for number in range(len(self.weeks))]
            self.bound += sum(each.result() for each in self.lower)
        cost = self.pay + self.idle + self.board.cost()
        stopped = "time_limit" if "time_limit" in stops else max(set(stops))
        referee = {
            "agents": self.tables.agents,
            "contracts": self.tables.contracts,
            "time_off": self.tables.time_off,
            "requirement": self.tables.requirement,
            "queue_skills": self.skills,
        }
        quality = Quality(
            cost, self.pay, self.bound, stopped, self.gap, self.begun, self.seed
        )
        return outcome(self.board, self.shifts, quality, referee, self.book)

    def _fill(self, number: int, aside: Executor) -> str:
        week = self.weeks[number]
        work = self._work(week)
        contracted = sum(
            person.hourly_cost
            * work.terms[person.contract].week_minutes
            / 60
            * float(person.employed[list(week.days)].sum())
            / WEEK
            for person in work.staff
        )
        self.bound += contracted
        classes = agent_classes(work, week)
        self.lower.append(aside.submit(self._lower, classes, week))
        stopped = roster_week(
            work,
            week,
            passes=self.passes,
            deadline=self._deadline(number),
            rng=self.rng,
            progress=self._told(number),
        )
        self.pay += contracted
        for person in work.staff:
            shifts = [s for s in self.shifts[person.agent] if s.day in week.days]
            surcharged = person.hourly_cost * surcharge_hours(work, person, shifts)
            self.pay += surcharged
            self.idle += roster_pay(work, person, week, shifts) - surcharged
        return stopped

    def _work(self, week: Week) -> RosterWork:
        law = self.book.on(self.grid.monday(week))
        terms = contract_terms(self.tables.contracts, law, self.grid.interval)
        staff = people(
            self.tables.agents,
            terms,
            self.grid,
            time_off=self.tables.time_off,
            queue_skills=self.skills,
            hourly_cost=law["hourly_cost"],
        )
        return RosterWork(
            self.board, staff, terms, law, self.extra, self.memories, self.shifts
        )

    def _lower(self, classes: list[AgentClass], week: Week) -> float:
        prices = self.board.prices
        if not classes:
            first, last = self.grid.day_slots[[week.first, week.last]]
            return self.board.cost(slice(int(first), int(last)))
        relaxed = bound_model(self.grid, week, classes, self.extra, prices).relaxed()
        return solve(relaxed, seed=self.seed).bound

    def _deadline(self, number: int) -> float | None:
        """Give each week its share of the time, in order."""
        if self.time_limit is None:
            return None
        return self.begun + self.time_limit * (number + 1) / len(self.weeks)

    def _told(self, number: int) -> Callable[[float], None] | None:
        tell = self.progress
        if tell is None:
            return None
        return lambda share: tell((number + share) / len(self.weeks))
