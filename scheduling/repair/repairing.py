"""Change the rest of a day: the one function that planners call."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from scheduling.repair.apply import changes_of, new_schedule
from scheduling.repair.grid import Grid, read_grid
from scheduling.repair.inputs import Given, allowed, read, volunteers
from scheduling.repair.limits import Ledger
from scheduling.repair.menu import CHANGES, Menu
from scheduling.repair.moves import MOST_OVERTIME, STEP, Maker, Moves
from scheduling.repair.objections import new_violations
from scheduling.repair.prices import ChangePrices, tariff
from scheduling.repair.result import RepairResult
from scheduling.repair.room import Room
from scheduling.repair.search import Effort, Found, best_choices
from scheduling.repair.shift import Shift, shifts_from
from scheduling.repair.tables import changes_table, limits_table
from scheduling.validate import validate
from wfm.errors import ParameterError
from wfm.intervals import epoch_minutes, from_epoch_minutes
from wfm.labour.rules import rule_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from wfm.labour.rules import RuleBook

# Shifts this near decide on rest and on the week.
_AROUND = pd.Timedelta(days=9)
# After so many rounds in which the referee still objects, the old plan stays.
_ROUNDS = 4
_A_DAY = pd.Timedelta(days=1)


def repair(  # noqa: PLR0913 - the tables and choices of one question
    schedule: pd.DataFrame,
    requirement: pd.DataFrame,
    *,
    at: str | datetime | pd.Timestamp,
    agents: pd.DataFrame | None = None,
    contracts: pd.DataFrame | None = None,
    time_off: pd.DataFrame | None = None,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    allow: Iterable[str] = CHANGES,
    vto_agents: str | Iterable[str] | None = None,
    prices: ChangePrices | None = None,
    gap: float = 0.001,
    time_limit: float | None = 60.0,
    seed: int = 0,
    timezone: str = "America/Bogota",
    interval: int | None = None,
    queue_skills: Mapping[str, str] | None = None,
    seats: int | None = None,
) -> RepairResult:
    """
    Change what is left of a day so that it covers what is required now.

    Lunches and breaks that have not started move within their lawful windows and are
    never deleted; people stay longer within the law, or go home early if they agree;
    slack goes to work off the queue and back; people serve another queue whose skill
    they have. Each change has a price, so few are made. What has started stays, and
    where nothing gains the old plan is returned.

    Parameters
    ----------
    schedule : DataFrame
        Schedule in force, raw or typed, with the week around the day if limits of
        the week and rest are to be judged.
    requirement : DataFrame
        Requirement of the rest of the day. A queue is closed where it has no row:
        nothing is moved into, or taken out of, such a time.
    at : str, datetime or Timestamp
        From when on the day may change; the next quarter of an hour where it lies
        between two.
    agents, contracts, time_off : DataFrame, optional
        Tables of these names. Without agents nobody serves another queue; without
        contracts the law alone limits hours.
    rules : str, mapping or RuleBook
        Country, or overrides of its parameters.
    allow : iterable of str
        Kinds of change: ``breaks``, ``overtime``, ``vto``, ``off_queue``, ``skills``.
    vto_agents : str or iterable of str, optional
        Agents who agree to go home early, ``all`` for everybody; nobody by default.
    prices : ChangePrices, optional
        What changes cost.
    gap : float
        Relative distance from the bound at which to stop, at least 0.
    time_limit : float, optional
        Seconds of the solver, at least 0; a safety, reaching it is recorded.
    seed : int
        Of the solver; the result repeats it.
    timezone : str
        Zone of times without an offset and of the days.
    interval : int, optional
        Interval length in minutes; inferred by default.
    queue_skills : mapping of str to str, optional
        Skill of each queue; its name by default.
    seats : int, optional
        Places in the room, at least 0.

    Returns
    -------
    RepairResult

    Raises
    ------
    TableError
        If a table breaks its contract, or somebody scheduled is not among the agents.
    InputError
        If schedule or requirement have nothing for the rest of the day, or an
        argument is outside its domain.
    ConflictError
        If rules contradict each other.

    Notes
    -----
    Nobody works overtime in shifts that follow each other (regime
    ``successive_shifts``), whose hours have a limit of their own. Shifts with
    overlapping segments are left alone. Breaks move by an hour at most.
    """
    begun = time.perf_counter()
    if not gap >= 0:
        raise ParameterError("gap", gap, "at least 0")
    if time_limit is not None and not time_limit >= 0:
        raise ParameterError("time_limit", time_limit, "at least 0 seconds")
    given = read(
        *(schedule, requirement, agents, contracts, time_off),
        at=at,
        timezone=timezone,
        interval=interval,
    )
    work = _Work(
        given,
        rule_book(rules),
        dict(queue_skills or {}),
        allowed(allow),
        volunteers(vto_agents, given),
        prices or ChangePrices(),
        seats,
    )
    effort = Effort(gap=gap, time_limit=time_limit, seed=seed)
    return work.result(*work.lawful(effort), effort, begun)


@dataclass(frozen=True)
class _Plan:
    """Moves of all shifts, what was chosen, and the schedule that follows."""

    moves: list[Moves]
    found: Found
    schedule: pd.DataFrame


@dataclass(frozen=True)
class _Work:
    """One question on its way to the answer."""

    given: Given
    book: RuleBook
    queue_skills: dict[str, str]
    allow: frozenset[str]
    vto: frozenset[str] | None
    prices: ChangePrices
    seats: int | None

    @cached_property
    def now(self) -> int:
        """First minute that may change."""
        at = pd.Series([self.given.at.ceil("min")])
        minute = int(epoch_minutes(at)[0])
        return minute + -minute % STEP

    @cached_property
    def shifts(self) -> list[Shift]:
        """Shifts that may change."""
        return self.shifts_of(self.given.schedule)

    def shifts_of(self, schedule: pd.DataFrame) -> list[Shift]:
        """Shifts of a schedule of which something is left on the day."""
        given = self.given
        near = _within(schedule, given.at, _A_DAY)
        queues = sorted(given.requirement["queue"].unique())
        return shifts_from(near, self.now, given.midnight, queues)

    @cached_property
    def horizon(self) -> int:
        """Minute until which anything may happen."""
        ends = [shift.end for shift in self.shifts]
        return max([self.given.midnight, *ends]) + MOST_OVERTIME

    @cached_property
    def rest_of_day(self) -> pd.DataFrame:
        """Segments of the old schedule that reach into the rest of the day."""
        schedule = self.given.schedule
        first = self.now - self.given.interval
        low, high = from_epoch_minutes(
            np.array([first, self.horizon]), self.given.timezone
        )
        return schedule[(schedule["end"] > low) & (schedule["start"] < high)]

    @cached_property
    def grid(self) -> Grid:
        """Required and scheduled agents."""
        needed, length = self.given.requirement, self.given.interval
        starts = epoch_minutes(needed["start"])
        rows = needed[(starts + length > self.now) & (starts < self.horizon)]
        return read_grid(rows, self.rest_of_day, length, self.given.timezone)

    @cached_property
    def menu(self) -> Menu:
        """What may be changed."""
        given = self.given
        span = self.now, self.horizon + MOST_OVERTIME
        return Menu(
            grid=self.grid,
            now=self.now,
            tariff=tariff(self.book, span, given.timezone, self.prices),
            book=self.book,
            ledger=self.ledger(given.schedule),
            allow=self.allow,
            vto=self.vto,
            skills=given.skills(self.queue_skills),
            last={shift.agent: shift.start for shift in self.shifts},
        )

    def ledger(self, schedule: pd.DataFrame) -> Ledger:
        """Read what a schedule holds for each agent."""
        given = self.given
        near = _within(schedule, given.at, _AROUND)
        return Ledger(near, given.terms, given.time_off, self.book)

    def judge(self, schedule: pd.DataFrame) -> pd.DataFrame:
        """Ask the referee."""
        given = self.given
        return validate(
            schedule,
            given.agents,
            given.contracts,
            time_off=given.time_off,
            requirement=given.requirement,
            rules=self.book,
            timezone=given.timezone,
            queue_skills=self.queue_skills,
            seats=self.seats,
        )

    @cached_property
    def before(self) -> pd.DataFrame:
        """What the referee finds in the old schedule."""
        return self.judge(self.given.schedule)

    def plan(self, effort: Effort, frozen: frozenset[str]) -> _Plan:
        """Best plan in which some agents stay as they are."""
        moves = [self.moves(shift, frozen) for shift in self.shifts]
        room = None if self.seats is None else Room(self.seats, self.rest_of_day)
        found = best_choices(moves, self.grid, self.menu.tariff, room, effort)
        return self._planned(moves, found)

    def moves(self, shift: Shift, frozen: frozenset[str]) -> Moves:
        """Find what one shift may do."""
        menu = self.menu
        if shift.agent in frozen:
            menu = replace(menu, allow=frozenset())
        return Maker(shift, menu).moves()

    def _planned(self, moves: list[Moves], found: Found) -> _Plan:
        plan = zip(self.shifts, moves, found.choices, strict=True)
        schedule = new_schedule(self.given.schedule, plan, self.given.timezone)
        return _Plan(moves, found, schedule)

    def lawful(self, effort: Effort) -> tuple[_Plan, pd.DataFrame, int]:
        """
        Plan to which the referee has nothing new to object.

        The model knows the rules that a change usually meets. Should the referee find
        another one broken, the person concerned is left alone and the rest is planned
        again.
        """
        frozen: frozenset[str] = frozenset()
        everybody = frozenset(shift.agent for shift in self.shifts)
        for _ in range(_ROUNDS):
            plan = self.plan(effort, frozen)
            after = self.judge(plan.schedule)
            new = new_violations(self.before, after) if len(after) else None
            if not new:
                return plan, after, 0
            concerned = frozenset(agent for agent, _, _ in new)
            frozen = frozen | concerned if concerned <= everybody else everybody
        plan = self.plan(effort, everybody)
        after = self.judge(plan.schedule)
        return plan, after, new_violations(self.before, after).total()

    def result(
        self,
        plan: _Plan,
        violations: pd.DataFrame,
        new: int,
        effort: Effort,
        begun: float,
    ) -> RepairResult:
        """Put the answer together."""
        grid, found, prices = self.grid, plan.found, self.menu.tariff
        zone, missing = self.given.timezone, found.missing
        changes = [
            change
            for shift, moves, choice in zip(
                self.shifts, plan.moves, found.choices, strict=True
            )
            for change in changes_of(shift, moves, choice)
        ]
        return RepairResult(
            schedule=plan.schedule,
            changes=changes_table(changes, missing, grid, prices, zone),
            limits=limits_table(
                self.shifts_of(plan.schedule), self.ledger(plan.schedule), zone
            ),
            cost_before=grid.price(self.menu.missing, prices),
            cost=found.cost,
            bound=found.bound,
            turnover=found.turnover,
            short_hours_before=grid.short_hours(self.menu.missing),
            short_hours=grid.short_hours(missing),
            over_hours_before=grid.short_hours(-self.menu.missing),
            over_hours=grid.short_hours(-missing),
            violations=violations,
            new_violations=new,
            seconds=time.perf_counter() - begun,
            solver=f"PuLP {version('pulp')}, HiGHS {version('highspy')}",
            seed=effort.seed,
            stopped_by="time_limit" if found.timed_out else "gap",
        )


def _within(
    schedule: pd.DataFrame, at: pd.Timestamp, reach: pd.Timedelta
) -> pd.DataFrame:
    """Segments that start within some time of a moment."""
    start = schedule["start"]
    return schedule[(start > at - reach) & (start < at + reach)]
