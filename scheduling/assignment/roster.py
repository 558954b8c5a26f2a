"""Named rosters week by week: each agent in turn takes the best week for everybody.

With all others fixed, what one agent's week is worth is known exactly, and the best
week is a small dynamic programme (`tours`). Early passes price gaps smoothly, so that
people spread over the week; later ones use the true cost and never make it worse; then
a few agents at a time choose anew (`improve`) until the bound is near enough.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.conflicts import why_no_tours
from scheduling.assignment.improve import improve
from scheduling.assignment.memory import Memory
from scheduling.assignment.tuning import tune
from scheduling.assignment.wishes import unliked
from wfm.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduling.assignment.members import RosterWork
    from scheduling.assignment.week import RosterWeek

# Gap, in agents, at which the smooth price equals the price of shortage: in the first
# pass relative to the peak, then fixed, then the true price.
_FIRST_REACH, _REACH = 0.05, 5.0
_SPREADING = 3
# A pass that saves less than this share of the cost is the last of its kind.
_LITTLE = 1e-3
# Small changes tried for each agent in a pass of tuning, and their fewest and most;
# fewest trials of choosing anew; passes without much gain before the end.
_TRIES, _FEWEST_TRIES, _MOST_TRIES = 6_000, 1_000_000, 4_000_000
# Up to so many agents a rounding is a large part of the cost, and tries are cheap.
_FEW, _TRIES_OF_FEW = 60, 3_000_000
_TRIALS = 20
_FRUITLESS = 2


@dataclass(frozen=True, slots=True)
class Search:
    """
    How long to look for better tours.

    Attributes
    ----------
    passes : int
        Most passes over all agents.
    near_enough : callable
        Whether a week of this cost is close enough to its bound.
    deadline : float or None
        Value of ``time.perf_counter()`` after which no pass begins.
    rng : Generator
        Orders the agents of each pass.
    tell : callable
        Told the share of the passes that is done.
    """

    passes: int
    near_enough: Callable[[float], bool]
    deadline: float | None
    rng: np.random.Generator
    tell: Callable[[float], None]


def fill_week(work: RosterWork, week: RosterWeek, search: Search) -> str:
    """
    Give every agent a tour for one week; returns what stopped the search.

    Parameters
    ----------
    work : RosterWork
        Its memories and shifts take the week in.
    week : RosterWeek
        Opened by `members.open_week`; changed in place.
    search : Search
        When to stop.

    Returns
    -------
    str
        ``gap``, ``passes`` or ``time_limit``.

    Raises
    ------
    ConflictError
        If an agent has no lawful tour.
    """
    stopped = _passes(work, week, search)
    _check_seats(week)
    _remember(work, week)
    return stopped


def _passes(work: RosterWork, week: RosterWeek, search: Search) -> str:
    cost, fruitless = np.inf, 0
    improving = False
    for number in range(search.passes):
        if number and search.deadline and time.perf_counter() > search.deadline:
            return "time_limit"
        if improving:
            tune(week, search.rng, _tries(len(week.members)))
            improve(week, search.rng, max(_TRIALS, len(week.members) // 2))
        else:
            _respond_all(work, week, _reach(week, number), search.rng)
        search.tell((number + 1) / search.passes)
        now = week.cost()
        if number < _SPREADING:
            continue
        if search.near_enough(week.price()):
            return "gap"
        little = cost - now < _LITTLE * abs(now)
        cost = now
        fruitless = fruitless + 1 if little and improving else 0
        if fruitless == _FRUITLESS:
            break
        improving = improving or little
    return "passes"


def _tries(agents: int) -> int:
    """Small changes to try in a pass: the fewer the agents, the more to each."""
    fewest = _FEWEST_TRIES if agents > _FEW else _TRIES_OF_FEW
    return min(max(_TRIES * agents, fewest), _MOST_TRIES)


def _reach(week: RosterWeek, number: int) -> float:
    if number >= _SPREADING:
        return 0.0
    peak = float(week.board.demand.required.max(initial=0.0))
    return max(1.0, _FIRST_REACH * peak) if number == 0 else _REACH


def _respond_all(
    work: RosterWork, week: RosterWeek, reach: float, rng: np.random.Generator
) -> None:
    stuck = [
        int(number)
        for number in rng.permutation(len(week.members))
        if not week.respond(int(number), reach)
    ]
    if stuck:
        members = [week.members[number] for number in sorted(stuck)]
        raise ConflictError(why_no_tours(work, week.week, members))


def _check_seats(week: RosterWeek) -> None:
    """Say where seats lack, if the passes found no way around it."""
    if week.seats is None or not week.seats.crowd():
        return
    site, slot, lack = week.seats.worst()
    demand = week.board.demand
    when = demand.clock(np.array([slot * demand.interval])).iloc[0]
    raise ConflictError(
        [
            f"site {week.seats.names[site]} lacks {lack} seats at "
            f"{when:%Y-%m-%d %H:%M}: the lengths of days and the opening hours leave "
            "no other time; add seats, days at home or shorter shifts"
        ]
    )


def _remember(work: RosterWork, week: RosterWeek) -> None:
    demand = work.board.demand
    for member, shifts in zip(week.members, week.tours, strict=True):
        agent = member.person.agent
        memory = work.memories.setdefault(agent, Memory())
        work.shifts.setdefault(agent, []).extend(shifts)
        interval = demand.interval
        worked = {
            shift.day: (shift.first * interval, shift.last * interval)
            for shift in shifts
        }
        for fixed in work.settled.of(agent, week.week):
            worked[fixed.day] = fixed.start, fixed.end
        for day in week.week.days:
            date, shift = demand.dates[day], worked.get(day)
            memory.day(date, shift[1] if shift else None)
            if shift:
                midnight = int(demand.day_slots[day]) * interval
                start, end = np.array(shift)[:, None] - midnight
                memory.count(unliked(start, end, date.day_of_week, work.rules)[:, 0])
