"""Everybody's limits and possible shifts in one week."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.assignment.locked import Settled
from scheduling.assignment.memory import Memory
from scheduling.assignment.obstacles import obstacles, off_by
from scheduling.assignment.tours import WEEK, TourLimits
from scheduling.assignment.week import Member, RosterWeek
from scheduling.assignment.wishes import excesses, wish_prices
from scheduling.assignment.worth import Crew

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scheduling.assignment.seats import Seats
    from scheduling.assignment.staff import ContractTerms, Person
    from scheduling.board import Aim, Board
    from scheduling.problem import Week
    from scheduling.shifts import PlacedShift
    from wfm.labour.rules import WorkRules


@dataclass(slots=True)
class RosterWork:
    """
    Everything that weeks share.

    Attributes
    ----------
    board : Board
        Coverage, changed as shifts move.
    staff : sequence of Person
        Agents.
    terms : mapping of str to ContractTerms
        Contracts of the week in hand.
    rules : WorkRules
        Rules of the week in hand.
    surcharge : ndarray of float64, shape (slots,)
        Extra pay as a share of the hourly cost.
    memories : dict of str to Memory
        What each agent brings from before.
    shifts : dict of str to list of PlacedShift
        The roster so far.
    settled : Settled
        Shifts that stay as they are.
    seats : Seats or None
        Of the sites; None where they are no limit.
    """

    board: Board
    staff: Sequence[Person]
    terms: Mapping[str, ContractTerms]
    rules: WorkRules
    surcharge: NDArray[np.float64]
    memories: dict[str, Memory] = field(default_factory=dict)
    shifts: dict[str, list[PlacedShift]] = field(default_factory=dict)
    settled: Settled = field(default_factory=lambda: Settled(pd.DataFrame()))
    seats: Seats | None = None


def open_week(
    work: RosterWork, week: Week, memories: Mapping[str, Memory], aim: Aim
) -> RosterWeek:
    """Everybody's limits and possible shifts in one week; nobody works yet."""
    crews: dict[tuple[str, tuple[int, ...]], Crew] = {}
    unfair = excesses(memories)
    members = []
    for person in work.staff:
        key = (person.contract, person.queues)
        if key not in crews:
            crews[key] = Crew(
                work.board,
                week,
                person.queues,
                work.terms[person.contract].shifts,
                work.rules.minutes("rest_minutes"),
                aim,
            )
        memory = memories.get(person.agent, Memory())
        member = _member(work, person, crews[key], memory)
        prices = wish_prices(
            member.crew, person.wishes, unfair.get(person.agent, {}), work.rules
        )
        members.append(replace(member, wishes=prices))
    return RosterWeek(work.board, week, members, aim, work.seats, work.surcharge)


def _member(work: RosterWork, person: Person, crew: Crew, memory: Memory) -> Member:
    barred = obstacles(crew, person, work.rules, memory)
    may = crew.fits.copy()
    for shapes in barred.values():
        may &= ~shapes
    may &= ~_beside_settled(work, person, crew)
    rate = np.zeros(crew.slots.stop - crew.slots.start)
    if work.terms[person.contract].earns_surcharge:
        hours = work.board.demand.hours
        rate = person.hourly_cost * hours * work.surcharge[crew.slots]
    return Member(
        person, crew, _limits(work, person, crew.week, memory), may, None, rate
    )


def _limits(work: RosterWork, person: Person, week: Week, memory: Memory) -> TourLimits:
    terms = work.terms[person.contract]
    away = int(person.away_days[list(week.days)].sum())
    missing = WEEK - len(week.days)
    most = min(terms.week_minutes, person.own.week_minutes or terms.week_minutes)
    # A horizon that begins in mid-week goes on with what the week already holds.
    minutes, days = (memory.minutes, memory.days) if week.offset else (0, 0)
    fixed = work.settled.of(person.agent, week)
    minutes += sum(shift.paid for shift in fixed)
    days += len(fixed)
    most_days = max(0, terms.max_days - days)
    if _owed_a_day(work, week, memory):
        most_days = min(most_days, WEEK - 2)
    due = due_minutes(terms, person, week)
    begin = int(work.board.demand.day_slots[week.first]) * work.board.demand.interval
    return TourLimits(
        min_days=min(most_days, max(0, terms.min_days - away - missing - days)),
        max_days=most_days,
        week_minutes=max(0, most - minutes),
        due_minutes=min(due, max(0, most - minutes)),
        idle_price=work.board.prices.idle / 60,
        weekly_rest=work.rules.minutes("weekly_rest_minutes"),
        off_by=off_by(work.rules, memory),
        fixed=tuple(
            (shift.day - week.first, shift.start - begin, shift.end - begin)
            for shift in fixed
        ),
    )


def _owed_a_day(work: RosterWork, week: Week, memory: Memory) -> bool:
    """Whether a habitual Sunday was worked on the eve of the week."""
    eve = work.board.demand.dates[week.first] - pd.Timedelta(days=1)
    worked = memory.sundays.get((eve.year, eve.month), 0)
    return (
        week.offset == 0
        and memory.run > 0
        and worked >= work.rules["habitual_rest_days"]
    )


def _beside_settled(work: RosterWork, person: Person, crew: Crew) -> NDArray[np.bool_]:
    """Shapes on settled days, or too near a settled shift, shape (days, shapes)."""
    agent, interval = person.agent, work.board.demand.interval
    starts = (crew.midnights[:, None] + crew.shifts.start) * interval
    ends = starts + crew.shifts.length * interval
    rest = work.rules.minutes("rest_minutes")
    near = work.settled.near(agent, starts, ends, rest)
    return near | work.settled.closed_days(agent, crew.week)[:, None]


def due_minutes(terms: ContractTerms, person: Person, week: Week) -> int:
    """Contracted minutes of a week: those of the days on which the agent is there."""
    days = list(week.days)
    there = int((person.employed[days] & ~person.away_days[days]).sum())
    return terms.week_minutes * there // WEEK
