"""One build of a roster: weeks in order, cost and bound added up."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.activities import place_activities
from scheduling.assignment.aims import Relaxation, after_the_week, aim
from scheduling.assignment.classes import agent_classes, contracted_pay
from scheduling.assignment.conflicts import unreached_hours
from scheduling.assignment.fairness import spread
from scheduling.assignment.locked import cover, settled, surcharged_hours
from scheduling.assignment.members import RosterWork, open_week
from scheduling.assignment.memory import memories
from scheduling.assignment.personal import SlotClock
from scheduling.assignment.places import places
from scheduling.assignment.roster import Search, fill_week
from scheduling.assignment.seats import Seats
from scheduling.assignment.staff import StaffTables, contract_terms, people
from scheduling.assignment.wishes import granted
from scheduling.board import Aim, Board, Prices
from scheduling.model.bound import bound_model
from scheduling.segments import schedule_table
from scheduling.solve.outcome import Quality, judged
from scheduling.solve.serving import among_who_serve
from scheduling.solver import solve
from scheduling.validate import validate
from wfm.labour.pay import surcharge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scheduling.problem import Demand, Week
    from scheduling.result import ScheduleResult
    from scheduling.shifts import PlacedShift
    from wfm.labour.rules import RuleBook

# Share of the required hours that may stay uncovered, beyond what must, at the end.
_AVOIDABLE = 1e-4


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller asks for beside the tables."""

    book: RuleBook
    skills: Mapping[str, str]
    importance: Mapping[str, float]
    passes: int
    gap: float
    seed: int
    rng: np.random.Generator
    time_limit: float | None
    locked_until: pd.Timestamp | None
    progress: Callable[[float], None]


class RosterRun:
    """One build: weeks in order, cost and bound added up."""

    def __init__(
        self, tables: dict[str, pd.DataFrame], grid: Demand, options: Options
    ) -> None:
        self.begun = time.perf_counter()
        self.everybody = tables["agents"]
        self.tables, self.notes = among_who_serve(tables, options.skills)
        self.grid, self.options = grid, options
        self.law = options.book.on(grid.dates[0].date())
        self.board = Board(grid, Prices.of(self.law), options.importance)
        slots = np.arange(int(grid.day_slots[-1]))
        self.extra = surcharge(grid.clock(slots * grid.interval), options.book)
        tables, agents = self.tables, self.tables["agents"]
        self.settled = settled(
            tables.get("locked"), grid, agents["agent"].tolist(), options.locked_until
        )
        cover(self.board, self.settled.rows)
        # What the passes leave uncovered changes while the bounds are worked out.
        self.required = self.board.gap.copy()
        self.memories = memories(tables.get("previous"), grid, self.law)
        self.clock = SlotClock(grid)
        sites = tables.get("sites")
        self.seats = None if sites is None else Seats(agents, sites, grid)
        self.staff = StaffTables(
            agents,
            tables.get("time_off"),
            tables.get("availability"),
            tables.get("preferences"),
        )
        self.shifts: dict[str, list[PlacedShift]] = {}
        self.weeks = list(grid.weeks())
        self.bound = self.pay = self.idle = 0.0

    def roster(self) -> ScheduleResult:
        """Fill every week and let the referee judge the whole."""
        works = [self._work(week) for week in self.weeks]
        # HiGHS works out the bounds on the second core, a week ahead of the passes.
        with ThreadPoolExecutor(max_workers=1) as aside:
            relaxed = [
                aside.submit(self._relax, work, week)
                for work, week in zip(works, self.weeks, strict=True)
            ]
            stops = [
                self._fill(number, work, each.result(), relaxed[0].result())
                for number, (work, each) in enumerate(zip(works, relaxed, strict=True))
            ]
        stopped = "time_limit" if "time_limit" in stops else max(set(stops))
        settled_pay = self._settled_pay(works[0])
        self.pay += settled_pay
        self.bound += settled_pay
        return self._result(works[0], stopped)

    def _settled_pay(self, work: RosterWork) -> float:
        """Surcharges of what was settled before."""
        hours = surcharged_hours(self.settled.rows, self.grid, self.extra)
        return sum(
            person.hourly_cost * hours.get(person.agent, 0.0)
            for person in work.staff
            if work.terms[person.contract].earns_surcharge
        )

    def _result(self, work: RosterWork, stopped: str) -> ScheduleResult:
        schedule = self._schedule()
        missed = None
        if "activities" in self.tables:
            placed = place_activities(
                schedule, self.board, self.tables["activities"], self.everybody
            )
            schedule, missed = placed.schedule, placed.missed
        options = self.options
        quality = Quality(
            self.pay + self.idle + self.board.cost(),
            self.pay,
            self.bound,
            stopped,
            options.gap,
            self.begun,
            options.seed,
        )
        names = ("agents", "contracts", "time_off", "requirement")
        referee = {name: self.tables.get(name) for name in names} | {
            "availability": self.tables.get("availability"),
            "sites": self.tables.get("sites"),
            "queue_skills": options.skills,
        }
        before = None
        if len(self.settled.rows):
            before = validate(
                self.settled.rows,
                **referee,  # type: ignore[arg-type]
                rules=options.book,
                timezone=self.grid.timezone,
            )
        result = judged(self.board, schedule, quality, referee, options.book, before)
        days = [
            (date.day_of_week, int(first))
            for date, first in zip(self.grid.dates, self.grid.day_slots, strict=False)
        ]
        wishes = {person.agent: person.wishes for person in work.staff if person.wishes}
        return replace(
            result,
            wishes=granted(wishes, self.shifts, days, self.grid.interval),
            spread=spread(self.memories),
            missed=missed,
            notes=tuple(self.notes),
        )

    def _schedule(self) -> pd.DataFrame:
        """Schedule with what was settled, and with places where there are sites."""
        schedule = schedule_table(self.grid, self.shifts)
        if len(self.settled.rows):
            schedule = pd.concat([schedule, self.settled.rows], ignore_index=True)
            order = ["agent", "start"]
            schedule = schedule.sort_values(order, kind="stable", ignore_index=True)
        if self.seats is None:
            return schedule
        # As few days at home as the seats demand; the days that the search assumed
        # are the way out where no better choice is found.
        made = places(schedule, self.tables["agents"], self.tables["sites"])
        return made.schedule if made.over.empty else self.seats.place(schedule)

    def _work(self, week: Week) -> RosterWork:
        law = self.options.book.on(self.grid.monday(week))
        terms = contract_terms(self.tables["contracts"], law, self.grid.interval)
        staff = people(self.staff, terms, self.clock, law, self.options.skills)
        return RosterWork(
            self.board,
            staff,
            terms,
            law,
            self.extra,
            self.memories,
            self.shifts,
            self.settled,
            self.seats,
        )

    def _relax(self, work: RosterWork, week: Week) -> Relaxation:
        """Least price of a week beyond contracted pay, and its coverage."""
        classes = agent_classes(work, week)
        if not classes:
            first, last = self.grid.day_slots[[week.first, week.last]].tolist()
            bound = Board(self.grid, self.board.prices).cost(slice(first, last))
            return Relaxation(bound, Aim.nothing(self.grid))
        built = bound_model(self.board, week, classes, (self.required, self.extra))
        answer = solve(built.model, seed=self.options.seed)
        if not len(answer.decisions):
            # Somebody has no lawful week: the first pass says who, and why.
            return Relaxation(answer.bound, Aim.nothing(self.grid))
        # Surplus that what is settled leaves is there whatever anybody does.
        first, last = self.grid.day_slots[[week.first, week.last]].tolist()
        surplus = np.maximum(-self.required[:, first:last], 0.0).sum()
        left = float(surplus) * self.board.prices.over * self.grid.hours
        return Relaxation(answer.bound + left, aim(self.grid, week, built, answer))

    def _fill(
        self, number: int, work: RosterWork, relaxed: Relaxation, monday: Relaxation
    ) -> str:
        current = self.weeks[number]
        target = after_the_week(self.grid, current, relaxed.aim, monday.aim)
        week = open_week(work, current, self.memories, target)
        contracted = contracted_pay(work, current)
        self.notes += unreached_hours(work, current, week.members)

        slots = week.slots
        needed = float(self.required[:, slots].clip(min=0.0).sum())
        unavoidable = float(relaxed.aim.gap[:, slots].clip(min=0.0).sum())

        def near_enough(price: float) -> bool:
            # A cost near the bound may still leave hours that people could cover.
            short = float(self.board.gap[:, slots].clip(min=0.0).sum())
            covered = short - unavoidable <= _AVOIDABLE * needed
            dearer = price - relaxed.bound
            return covered and dearer <= self.options.gap * (contracted + price)

        search = Search(
            self.options.passes,
            near_enough,
            self._deadline(number),
            self.options.rng,
            self._told(number),
        )
        stopped = fill_week(work, week, search)
        surcharges = sum(map(week.surcharges, range(len(week.members))))
        self.bound += contracted + relaxed.bound
        self.pay += contracted + surcharges
        self.idle += float(week.extras.sum()) - surcharges
        return stopped

    def _deadline(self, number: int) -> float | None:
        """Give each week its share of the time, in order."""
        if self.options.time_limit is None:
            return None
        share = (number + 1) / len(self.weeks)
        return self.begun + self.options.time_limit * share

    def _told(self, number: int) -> Callable[[float], None]:
        tell = self.options.progress
        return lambda share: tell((number + share) / len(self.weeks))
