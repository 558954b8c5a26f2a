"""Anonymous people for designed shifts: few who can lawfully work them all.

One person after the other takes the fullest lawful week among the shifts that are
left, found exactly (`tours`); days with most shifts left count a little more, so that
no day's shifts remain for people who would come for them alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.memory import Memory, forbidden
from scheduling.assignment.tours import TourLimits, TourPricer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.problem import Demand, Week
    from scheduling.shifts import PlacedShift, ShiftSet
    from wfm.labour.rules import WorkRules

# How much more a minute counts on the day with most shifts left.
_EMPHASIS = 0.25


@dataclass(slots=True)
class Somebody:
    """A person without a name."""

    memory: Memory = field(default_factory=Memory)
    shifts: list[PlacedShift] = field(default_factory=list)


def pack_week(
    demand: Demand,
    week: Week,
    placed: Sequence[PlacedShift],
    shifts: ShiftSet,
    rules: WorkRules,
    crowd: list[Somebody],
) -> None:
    """
    Give every shift of a week and queue to somebody, adding people as needed.

    Parameters
    ----------
    demand : Demand
        The grid.
    week : Week
        Days in hand.
    placed : sequence of PlacedShift
        Shifts of one queue.
    shifts : ShiftSet
        The shapes they were chosen from.
    rules : WorkRules
        Daily and weekly limits, rest, days in a row, Sundays.
    crowd : list of Somebody
        People so far, with what they worked before; changed in place.
    """
    left = _by_day_and_shape(demand, week, placed, shifts)
    pricer = TourPricer(shifts, demand.interval, rules.minutes("rest_minutes"))
    limits = TourLimits(
        min_days=0,
        max_days=min(rules.minutes("consecutive_days"), len(week.days)),
        week_minutes=rules.minutes("week_minutes"),
        due_minutes=0,
        idle_price=0.0,
        weekly_rest=rules.minutes("weekly_rest_minutes"),
    )
    number = 0
    while number < len(crowd) or any(map(len, left.values())):
        if number == len(crowd):
            crowd.append(Somebody())
        one = crowd[number]
        costs = _costs(week, left, shifts)
        costs[forbidden(demand, week, shifts, rules, one.memory)] = np.inf
        tour = pricer.best(costs, limits) or [-1] * len(week.days)
        _give(demand, week, left, tour, one)
        number += 1


def _by_day_and_shape(
    demand: Demand, week: Week, placed: Sequence[PlacedShift], shifts: ShiftSet
) -> dict[tuple[int, int], list[PlacedShift]]:
    shape_of = {
        (int(start), int(length)): shape
        for shape, (start, length) in enumerate(
            zip(shifts.start, shifts.length, strict=True)
        )
    }
    left: dict[tuple[int, int], list[PlacedShift]] = {}
    for shift in placed:
        start = shift.first - int(demand.day_slots[shift.day])
        shape = shape_of[start, shift.last - shift.first]
        left.setdefault((shift.day - week.first, shape), []).append(shift)
    return left


def _costs(
    week: Week,
    left: dict[tuple[int, int], list[PlacedShift]],
    shifts: ShiftSet,
) -> NDArray[np.float64]:
    """Negative minutes, weighted by how many shifts a day has left."""
    count = np.zeros(len(week.days))
    for (day, _), same in left.items():
        count[day] += len(same)
    weight = 1.0 + _EMPHASIS * count / max(1.0, count.max(initial=0.0))
    costs = np.full((len(week.days), len(shifts)), np.inf)
    for (day, shape), same in left.items():
        if same:
            costs[day, shape] = -weight[day] * shifts.paid[shape]
    return costs


def _give(
    demand: Demand,
    week: Week,
    left: dict[tuple[int, int], list[PlacedShift]],
    tour: list[int],
    one: Somebody,
) -> None:
    for number, (day, shape) in enumerate(zip(week.days, tour, strict=True)):
        end = None
        if shape >= 0:
            shift = left[number, shape].pop()
            one.shifts.append(shift)
            end = shift.last * demand.interval
        one.memory.day(demand.dates[day], end)
