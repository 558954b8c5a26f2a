"""Named rosters week by week: each agent in turn takes the best week for everybody.

With all others fixed, what one agent's week is worth is known exactly, and the best
week is a small dynamic programme (`tours`). Early passes price gaps smoothly, so that
people spread over the week; later passes use the true cost and never make it worse.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.memory import Memory, forbidden
from scheduling.assignment.tours import WEEK, TourLimits, TourPricer
from scheduling.board import place, shift_costs, span_costs
from scheduling.model.bound import AgentClass
from scheduling.shifts import PlacedShift, allowed
from wfm.errors import ConflictError
from wfm.schedule import LUNCH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from scheduling.assignment.staff import ContractTerms, Person
    from scheduling.board import Board
    from scheduling.problem import Week
    from wfm.labour.rules import WorkRules

# Gap, in agents, at which the smooth price equals the price of shortage: the first
# pass relative to the peak, the next two fixed, then the true cost.
_FIRST_REACH, _REACH = 0.05, 5.0
_SMOOTH_PASSES = 3
_ENOUGH = 3e-3


@dataclass(slots=True)
class RosterWork:
    """
    Everything the passes share.

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
    """

    board: Board
    staff: Sequence[Person]
    terms: Mapping[str, ContractTerms]
    rules: WorkRules
    surcharge: NDArray[np.float64]
    memories: dict[str, Memory] = field(default_factory=dict)
    shifts: dict[str, list[PlacedShift]] = field(default_factory=dict)
    pricers: dict[str, TourPricer] = field(default_factory=dict)
    fits: dict[tuple[str, int, int], NDArray[np.bool_]] = field(default_factory=dict)

    def pricer(self, contract: str) -> TourPricer:
        """Tour pricer of a contract, made once a week."""
        if contract not in self.pricers:
            self.pricers[contract] = TourPricer(
                self.terms[contract].shifts,
                self.board.demand.interval,
                self.rules.minutes("rest_minutes"),
            )
        return self.pricers[contract]

    def fit(self, contract: str, queue: int, day: int) -> NDArray[np.bool_]:
        """Shapes of a contract that fit a queue's hours on a day, worked out once."""
        key = (contract, queue, day)
        if key not in self.fits:
            shifts = self.terms[contract].shifts
            self.fits[key] = allowed(self.board.demand, shifts, queue, day)
        return self.fits[key]


def roster_week(
    work: RosterWork,
    week: Week,
    *,
    passes: int,
    deadline: float | None,
    rng: np.random.Generator,
    progress: Callable[[float], None] | None = None,
) -> str:
    """
    Give every agent a tour for one week; returns what stopped the passes.

    Parameters
    ----------
    work : RosterWork
        Changed in place.
    week : Week
        Days to fill.
    passes : int
        Most passes over all agents.
    deadline : float or None
        Value of ``time.perf_counter()`` after which no pass begins.
    rng : Generator
        Orders the agents of each pass.
    progress : callable, optional
        Told the share of the passes that is done.

    Raises
    ------
    ConflictError
        If an agent has no lawful tour.
    """
    current: dict[str, list[PlacedShift]] = {}
    last_cost = np.inf
    stopped = "passes"
    for number in range(passes):
        if number and deadline is not None and time.perf_counter() > deadline:
            stopped = "time_limit"
            break
        reach = _reach(work, number)
        for index in rng.permutation(len(work.staff)):
            person = work.staff[index]
            for shift in current.pop(person.agent, ()):
                work.board.take(shift)
            tour = _best_tour(work, person, week, reach)
            current[person.agent] = tour
            for shift in tour:
                work.board.put(shift)
        if progress:
            progress((number + 1) / passes)
        cost = _week_cost(work, week, current)
        if number > _SMOOTH_PASSES and last_cost - cost < _ENOUGH * abs(cost):
            stopped = "gap"
            break
        last_cost = cost
    _remember(work, week, current)
    return stopped


def _reach(work: RosterWork, number: int) -> float:
    if number >= _SMOOTH_PASSES:
        return 0.0
    peak = float(work.board.demand.required.max(initial=0.0))
    return max(1.0, _FIRST_REACH * peak) if number == 0 else _REACH


def _best_tour(
    work: RosterWork, person: Person, week: Week, reach: float
) -> list[PlacedShift]:
    terms = work.terms[person.contract]
    demand = work.board.demand
    worth = {queue: work.board.worth(queue, reach) for queue in person.queues}
    costs, queues = _tour_costs(work, person, week, worth)
    limits = _limits(work, person, week)
    tour = work.pricer(person.contract).best(costs, limits)
    if tour is None:
        raise ConflictError([_no_tour(work, person, week, limits)])
    chosen = []
    for day, shape in zip(week.days, tour, strict=True):
        if shape < 0:
            continue
        queue = int(queues[day - week.first, shape])
        where = (day, int(demand.day_slots[day]), queue)
        chosen.append(place(worth[queue], terms.shifts, shape, where))
    return chosen


def _tour_costs(
    work: RosterWork,
    person: Person,
    week: Week,
    worth: Mapping[int, NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Cost of each shape on each day in the queue that suits best, and that queue."""
    demand = work.board.demand
    shifts = work.terms[person.contract].shifts
    midnights = [int(demand.day_slots[day]) for day in week.days]
    by_queue = []
    for queue in person.queues:
        cost = shift_costs(worth[queue], shifts, midnights)
        fit = np.stack([work.fit(person.contract, queue, day) for day in week.days])
        by_queue.append(np.where(fit, cost, np.inf))
    stacked = np.stack(by_queue)
    best = stacked.argmin(axis=0)
    costs = stacked.min(axis=0)
    if work.terms[person.contract].earns_surcharge:
        rate = person.hourly_cost * demand.hours * work.surcharge
        costs = costs + span_costs(rate, shifts, midnights)
    costs[_blocked(work, person, week)] = np.inf
    return costs, np.asarray(person.queues)[best]


def _blocked(work: RosterWork, person: Person, week: Week) -> NDArray[np.bool_]:
    """Shapes that time away, rest or a run of days forbid, shape (days, shapes)."""
    demand = work.board.demand
    shifts = work.terms[person.contract].shifts
    memory = work.memories.setdefault(person.agent, Memory())
    first = demand.day_slots[list(week.days)][:, None] + shifts.start
    last = np.minimum(first + shifts.length, len(person.away))
    lost = np.concatenate([[0], np.cumsum(person.away)])
    away = lost[last] > lost[np.minimum(first, len(person.away))]
    return np.asarray(away | forbidden(demand, week, shifts, work.rules, memory))


def _limits(work: RosterWork, person: Person, week: Week) -> TourLimits:
    terms = work.terms[person.contract]
    away = int(person.away_days[list(week.days)].sum())
    missing = WEEK - len(week.days)
    return TourLimits(
        min_days=max(0, terms.min_days - away - missing),
        max_days=terms.max_days,
        week_minutes=terms.week_minutes,
        due_minutes=due_minutes(terms, person, week),
        idle_price=work.board.prices.idle / 60,
        weekly_rest=work.rules.minutes("weekly_rest_minutes"),
    )


def due_minutes(terms: ContractTerms, person: Person, week: Week) -> int:
    """Contracted minutes of a week: those of the days on which the agent is there."""
    days = list(week.days)
    there = int((person.employed[days] & ~person.away_days[days]).sum())
    return terms.week_minutes * there // WEEK


def _no_tour(work: RosterWork, person: Person, week: Week, limits: TourLimits) -> str:
    date = work.board.demand.dates[week.first].date()
    names = ", ".join(work.board.demand.queues[queue] for queue in person.queues)
    return (
        f"agent {person.agent} has no lawful week from {date}: contract "
        f"{person.contract} asks for min_days = {limits.min_days}, which the opening "
        f"hours of {names}, rest_between_shifts = "
        f"{work.rules['rest_minutes']:g} minutes, "
        f"week_maximum = {limits.week_minutes} minutes, consecutive_days and "
        "worked_sundays do not leave room for"
    )


def _week_cost(
    work: RosterWork, week: Week, current: Mapping[str, list[PlacedShift]]
) -> float:
    slots = work.board.demand.day_slots
    covered = slice(int(slots[week.first]), int(slots[week.last]))
    extra = sum(
        roster_pay(work, person, week, current[person.agent]) for person in work.staff
    )
    return work.board.cost(covered) + extra


def roster_pay(
    work: RosterWork, person: Person, week: Week, shifts: Sequence[PlacedShift]
) -> float:
    """Surcharges of an agent's week and the price of minutes due but not scheduled."""
    paid = sum(shift.paid_minutes(work.board.demand.interval) for shift in shifts)
    due = due_minutes(work.terms[person.contract], person, week)
    idle = max(0, due - paid) / 60 * work.board.prices.idle
    return idle + person.hourly_cost * surcharge_hours(work, person, shifts)


def surcharge_hours(
    work: RosterWork, person: Person, shifts: Sequence[PlacedShift]
) -> float:
    """Paid hours weighted by their surcharge; lunch earns none."""
    if not work.terms[person.contract].earns_surcharge:
        return 0.0
    demand = work.board.demand
    total = 0.0
    for shift in shifts:
        total += float(work.surcharge[shift.first : shift.last].sum())
        for pause, slot in shift.pauses:
            if pause.activity == LUNCH:
                end = slot + len(pause.shares)
                total -= float(work.surcharge[slot:end].sum())
    return total * demand.hours


def _remember(
    work: RosterWork, week: Week, current: Mapping[str, list[PlacedShift]]
) -> None:
    demand = work.board.demand
    for person in work.staff:
        shifts = current[person.agent]
        work.shifts.setdefault(person.agent, []).extend(shifts)
        ends = {shift.day: shift.last * demand.interval for shift in shifts}
        memory = work.memories.setdefault(person.agent, Memory())
        for day in week.days:
            memory.day(demand.dates[day], ends.get(day))


def agent_classes(work: RosterWork, week: Week) -> list[AgentClass]:
    """Count agents by contract and queues, for the bound of a week."""
    groups: dict[tuple[str, tuple[int, ...]], list[Person]] = {}
    for person in work.staff:
        groups.setdefault((person.contract, person.queues), []).append(person)
    classes = []
    for (contract, queues), members in sorted(groups.items()):
        terms = work.terms[contract]
        limits = [_limits(work, person, week) for person in members]
        free = np.array(
            [[not _whole_day(work, p, day) for day in week.days] for p in members]
        )
        # An absent agent's hours are not there for colleagues to work.
        days = [
            min(each.max_days, int(count))
            for each, count in zip(limits, free.sum(axis=1), strict=True)
        ]
        longest = int(terms.shifts.paid.max())
        classes.append(
            AgentClass(
                terms.shifts,
                queues,
                tuple(free.sum(axis=0).tolist()),
                sum(
                    min(each.week_minutes, count * longest)
                    for each, count in zip(limits, days, strict=True)
                ),
                sum(each.due_minutes for each in limits),
                sum(each.min_days for each in limits),
                sum(days),
                min(person.hourly_cost for person in members)
                if terms.earns_surcharge
                else 0.0,
            )
        )
    return classes


def _whole_day(work: RosterWork, person: Person, day: int) -> bool:
    slots = work.board.demand.day_slots
    return bool(person.away[int(slots[day]) : int(slots[day + 1])].all())
