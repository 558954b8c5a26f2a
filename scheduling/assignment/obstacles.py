"""What stands in the way of an agent's shifts, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.tours import WEEK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.assignment.memory import Memory
    from scheduling.assignment.staff import Person
    from scheduling.assignment.worth import Crew
    from wfm.labour.rules import WorkRules

_SUNDAY = 6


def obstacles(
    crew: Crew, person: Person, rules: WorkRules, memory: Memory
) -> dict[str, NDArray[np.bool_]]:
    """
    Shapes that each rule takes away from one agent in one week.

    Parameters
    ----------
    crew : Crew
        Shapes and days.
    person : Person
        Slots in which the agent cannot work, by the rule that says so.
    rules : WorkRules
        Of the week.
    memory : Memory
        What the agent worked before.

    Returns
    -------
    dict of str to ndarray of bool, shape (days, shapes)
        By the rule's name in the violations table; only rules that take something.
    """
    demand, shifts = crew.board.demand, crew.shifts
    first = crew.midnights[:, None] + shifts.start
    last = first + shifts.length
    found = {}
    for name, slots in person.own.barred.items():
        lost = np.concatenate([[0], np.cumsum(slots)])
        end = np.minimum(last, len(slots))
        found[name] = lost[end] > lost[np.minimum(first, len(slots))]
    if memory.last_end is not None:
        ready = memory.last_end + rules["rest_minutes"]
        found["rest_between_shifts"] = first * demand.interval < ready
    found["worked_sundays"] = np.zeros(first.shape, dtype=np.bool_)
    for number, day in enumerate(crew.week.days):
        date = demand.dates[day]
        worked = memory.sundays.get((date.year, date.month), 0)
        if date.day_of_week == _SUNDAY and worked >= rules["sundays_a_month"]:
            found["worked_sundays"][number] = True
    if person.own.longest_day is not None:
        found["day_maximum"] = np.broadcast_to(
            shifts.paid > person.own.longest_day, first.shape
        )
    return {name: shapes for name, shapes in found.items() if shapes.any()}


def off_by(rules: WorkRules, memory: Memory) -> int:
    """Last day of the week, from 0, by which days worked before make one off due."""
    if memory.run == 0:
        return WEEK
    return min(WEEK, max(0, rules.minutes("consecutive_days") - memory.run))
