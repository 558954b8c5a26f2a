"""Tune the shifts and pauses of a week in the making."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.tuning.cooling import cool
from scheduling.assignment.tuning.ground import OFF, PAUSES, QUEUE, SHAPE, ground_of
from scheduling.shifts import PlacedShift

if TYPE_CHECKING:
    from scheduling.assignment.tuning.ground import Ints
    from scheduling.assignment.week import RosterWeek

# First and last temperature, as shares of the price of an uncovered slot.
_HOT, _COLD = 0.4, 0.01
_TIGHT = 1e-9
# Days below which there is nothing to tune.
_DAYS = 2


def tune(week: RosterWeek, rng: np.random.Generator, tries: int) -> bool:
    """
    Tune the shifts and pauses of a week.

    Agents with settled shifts or with turns between queues in mid-shift stay as they
    are; so does everybody where seats are a limit.

    Parameters
    ----------
    week : RosterWeek
        Changed in place where that makes it cheaper.
    rng : Generator
        Draws the changes.
    tries : int
        Changes to try.

    Returns
    -------
    bool
        Whether it became cheaper.
    """
    free = [
        number
        for number, member in enumerate(week.members)
        if not member.limits.fixed
        and week.tours[number]
        and not any(shift.turns for shift in week.tours[number])
    ]
    if not free or week.seats is not None or len(week.week.days) < _DAYS:
        return False
    ground = ground_of(week, free)
    size = PAUSES + ground.pauses.shape[2]
    rows = np.full((len(free), len(week.week.days), size), OFF, dtype=np.int64)
    for row, number in zip(rows, free, strict=True):
        _write(week, number, row)
    first = week.slots.start
    gap = week.board.gap[:, first : first + ground.prices.shape[1]].copy()
    slot = week.board.prices.short * week.board.demand.hours
    cooling = tries, _HOT * slot, _COLD * slot
    best = cool(ground, gap, rows, cooling, rng)
    return _take(week, free, best)


def _take(week: RosterWeek, free: list[int], rows: Ints) -> bool:
    """Give the agents their tuned weeks, or the old ones where these were cheaper."""
    before = week.cost()
    old = [(number, week.tours[number], week.wished[number]) for number in free]
    for number in free:
        week.clear(number)
    for row, number in zip(rows, free, strict=True):
        week.give(number, _read(week, number, row))
        wishes = week.members[number].wishes
        if wishes is not None:
            shapes = row[:, SHAPE]
            worked = np.flatnonzero(shapes >= 0)
            week.wished[number] = wishes[worked, shapes[worked]].sum()
    if week.cost() < before - _TIGHT:
        return True
    for number, tour, wished in old:
        week.clear(number)
        week.give(number, tour)
        week.wished[number] = wished
    return False


def _write(week: RosterWeek, number: int, row: Ints) -> None:
    """Write an agent's shifts as rows."""
    crew, first = week.members[number].crew, week.slots.start
    for shift in week.tours[number]:
        day = shift.day - week.week.first
        start = shift.first - int(crew.midnights[day])
        length = shift.last - shift.first
        same = (crew.shifts.start == start) & (crew.shifts.length == length)
        paid = shift.paid_minutes(week.board.demand.interval)
        row[day, SHAPE] = int(np.flatnonzero(same & (crew.shifts.paid == paid))[0])
        row[day, QUEUE] = shift.queue
        slots = [slot - first for _, slot in shift.pauses]
        row[day, PAUSES : PAUSES + len(slots)] = slots


def _read(week: RosterWeek, number: int, row: Ints) -> list[PlacedShift]:
    """Read an agent's shifts from rows."""
    crew, first = week.members[number].crew, week.slots.start
    tour = []
    for day, (shape, queue, *slots) in enumerate(row.tolist()):
        if shape < 0:
            continue
        begin = int(crew.midnights[day] + crew.shifts.start[shape])
        pauses = crew.shifts.pauses(shape)
        tour.append(
            PlacedShift(
                week.week.first + day,
                begin,
                begin + int(crew.shifts.length[shape]),
                queue,
                tuple(
                    (pause, slot + first)
                    for pause, slot in zip(pauses, slots, strict=False)
                ),
            )
        )
    return tour
