"""A week of some agents as plain arrays, for the compiled loops of `cooling`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wfm.schedule import LUNCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.assignment.week import RosterWeek
    from scheduling.assignment.worth import Crew

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

# Columns of a row, one for each agent and day: shape, queue, then slots of the pauses.
SHAPE, QUEUE, PAUSES = 0, 1, 2
OFF = -1


class Ground(NamedTuple):
    """
    A week as plain arrays; slots count from the week's first.

    Attributes
    ----------
    crew : ndarray of int64, shape (agents,)
        Crew of each agent.
    may : ndarray of bool, shape (agents, days, shapes)
        Shapes that may stand on each day.
    wishes : ndarray of float64, shape (agents, days, shapes)
        Price of each, beyond cost.
    limits : ndarray of int64, shape (agents, 3)
        Most and due minutes of the week, and the day by which one must be off.
    idle : float
        Price of a due minute that is not scheduled.
    rates : ndarray of float64, shape (agents,)
        Money that a slot costs at a surcharge of 1.
    extra : ndarray of float64, shape (slots + 1,)
        Surcharge of all slots before each.
    shapes : ndarray of int64, shape (crews, shapes, 4)
        Start, length, paid minutes, and 1 with a lunch.
    at : ndarray of int64, shape (crews, starts, lengths)
        Shape by start and length; -1 where there is none.
    queues : ndarray of int64, shape (crews, queues + 1)
        How many, and which.
    pauses : ndarray of int64, shape (crews, 2, pauses, 4)
        Without and with lunch: first and last slot after the start, number of slots,
        and 1 if it is the lunch.
    counts : ndarray of int64, shape (crews, 2)
        Pauses without and with lunch.
    shares : ndarray of float64, shape (crews, 2, pauses, longest)
        What each takes of its slots.
    closed : ndarray of bool, shape (queues, slots)
        Slots in which a queue is closed while others are open.
    prices : ndarray of float64, shape (queues, slots, 2)
        Of an agent short and of one too many.
    midnights : ndarray of int64, shape (days,)
        First slot of each day.
    rests : ndarray of int64, shape (2,)
        Slots of rest between shifts, and within the week.
    """

    crew: Ints
    may: Flags
    wishes: Floats
    limits: Ints
    idle: float
    rates: Floats
    extra: Floats
    shapes: Ints
    at: Ints
    queues: Ints
    pauses: Ints
    counts: Ints
    shares: Floats
    closed: Flags
    prices: Floats
    midnights: Ints
    rests: Ints


def ground_of(week: RosterWeek, free: list[int]) -> Ground:
    """
    Write a week as arrays.

    Parameters
    ----------
    week : RosterWeek
        Which week.
    free : list of int
        Members who take part.
    """
    members = [week.members[number] for number in free]
    crews: list[Crew] = []
    for member in members:
        if member.crew not in crews:
            crews.append(member.crew)
    most = max(len(crew.shifts) for crew in crews)
    days = len(week.week.days)
    may = np.zeros((len(members), days, most), dtype=np.bool_)
    wishes = np.zeros((len(members), days, most))
    for number, member in enumerate(members):
        count = len(member.crew.shifts)
        may[number, :, :count] = member.open
        if member.wishes is not None:
            wishes[number, :, :count] = member.wishes
    slots = max(crew.slots.stop for crew in crews) - week.slots.start
    interval = week.board.demand.interval
    rates, extra = _rates(week, free, slots)
    table, counts, shares = _pause_arrays(crews)
    closed, prices = _coverage(week, slots)
    return Ground(
        np.array([crews.index(member.crew) for member in members], dtype=np.int64),
        may,
        wishes,
        np.array(
            [
                (m.limits.week_minutes, m.limits.due_minutes, m.limits.off_by)
                for m in members
            ],
            dtype=np.int64,
        ),
        members[0].limits.idle_price,
        rates,
        extra,
        *_shape_arrays(crews, most),
        table,
        counts,
        shares,
        closed,
        prices,
        np.array([int(m) - week.slots.start for m in crews[0].midnights]),
        np.array(
            [
                -(-crews[0].rest_minutes // interval),
                -(-members[0].limits.weekly_rest // interval),
            ]
        ),
    )


def _rates(week: RosterWeek, free: list[int], slots: int) -> tuple[Floats, Floats]:
    """Money that a slot costs each agent at a surcharge of 1, and the surcharges."""
    extra = np.zeros(slots + 1)
    extra[1:] = np.cumsum(week.surcharge[week.slots.start :][:slots])
    hours = week.board.demand.hours
    rates = [
        week.members[number].person.hourly_cost * hours
        if week.members[number].rate.any()
        else 0.0
        for number in free
    ]
    return np.array(rates), extra


def _shape_arrays(crews: list[Crew], most: int) -> tuple[Ints, Ints, Ints]:
    shapes = np.zeros((len(crews), most, 4), dtype=np.int64)
    starts = max(int(crew.shifts.start.max()) for crew in crews) + 1
    lengths = max(int(crew.shifts.length.max()) for crew in crews) + 1
    at = np.full((len(crews), starts, lengths), OFF, dtype=np.int64)
    width = 1 + max(len(crew.queues) for crew in crews)
    queues = np.zeros((len(crews), width), dtype=np.int64)
    for number, crew in enumerate(crews):
        shifts = crew.shifts
        count = len(shifts)
        columns = shifts.start, shifts.length, shifts.paid, shifts.lunch
        shapes[number, :count] = np.stack(columns, axis=1)
        at[number, shifts.start, shifts.length] = np.arange(count)
        queues[number, : 1 + len(crew.queues)] = [len(crew.queues), *crew.queues]
    return shapes, at, queues


def _pause_arrays(crews: list[Crew]) -> tuple[Ints, Ints, Floats]:
    kinds = [(crew.shifts.short_pauses, crew.shifts.long_pauses) for crew in crews]
    most = max(1, *(len(pauses) for both in kinds for pauses in both))
    longest = max(
        (len(each.shares) for both in kinds for pauses in both for each in pauses),
        default=1,
    )
    table = np.zeros((len(crews), 2, most, 4), dtype=np.int64)
    counts = np.zeros((len(crews), 2), dtype=np.int64)
    shares = np.zeros((len(crews), 2, most, longest))
    for crew, both in enumerate(kinds):
        for kind, pauses in enumerate(both):
            counts[crew, kind] = len(pauses)
            for place, pause in enumerate(pauses):
                size = len(pause.shares)
                lunch = int(pause.activity == LUNCH)
                window = pause.slots[0], pause.slots[-1], size, lunch
                table[crew, kind, place] = window
                shares[crew, kind, place, :size] = pause.shares
    return table, counts, shares


def _coverage(week: RosterWeek, slots: int) -> tuple[Flags, Floats]:
    """Slots closed to agents of several queues, and the prices of gaps."""
    board, first = week.board, week.slots.start
    span = slice(first, first + slots)
    is_open = board.demand.open[:, span]
    closed = ~is_open & is_open.any(axis=0)
    hours = board.demand.hours
    prices = np.zeros((*is_open.shape, 2))
    for queue, each in enumerate(board.queue_prices):
        prices[queue, :, 0] = each.short * hours
        prices[queue, :, 1] = each.over * hours
    # In the week after, an agent more or less is worth what the aim says.
    beyond = week.slots.stop - first
    after = week.aim.price[:, span][:, beyond:]
    prices[:, beyond:, 0] = -after
    prices[:, beyond:, 1] = after
    return closed, prices
