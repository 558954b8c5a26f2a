"""Tune a week by millions of small changes, worse ones ever more seldom.

Best responses change a whole week at once and stop where no single agent can do better.
What is left is a matter of fit: a shift half an hour later, a pause beside another, one
day longer and another shorter. Simulated annealing (Kirkpatrick, Gelatt and Vecchi
1983) tries such changes by the million, each lawful and priced exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduling.shifts import PlacedShift
from wfm.compiled import compiled
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
_OFF = -1
# Shares of the changes: the time of a shift, its length, a pause, its day, its queue.
_TIME, _LENGTH, _PAUSE, _DAY = 0.35, 0.55, 0.75, 0.95
_FAR = 3
# First and last temperature, as shares of the price of an uncovered slot.
_HOT, _COLD = 0.4, 0.01
_TIGHT = 1e-9
_HALF = 0.5
# Weekly rest is a rule of whole weeks.
_WEEK = 7
# No agent of several queues waits at a closed one.
_CLOSED = 1e6


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


@compiled
def _below(count: int, rng: np.random.Generator) -> int:
    """Whole number from 0, below a count."""
    return min(int(rng.random() * count), count - 1)


@compiled
def _draw_pauses(
    ground: Ground, crew: int, day: int, row: Ints, rng: np.random.Generator
) -> None:
    """Draw every pause of a shift anew."""
    kind = ground.shapes[crew, row[SHAPE], 3]
    begin = ground.midnights[day] + ground.shapes[crew, row[SHAPE], 0]
    for place in range(ground.counts[crew, kind]):
        first, last = ground.pauses[crew, kind, place, :2]
        row[PAUSES + place] = begin + first + _below(last - first + 1, rng)


@compiled
def _reshaped(
    ground: Ground,
    crew: int,
    day: int,
    row: Ints,
    change: tuple[int, int],
    rng: np.random.Generator,
) -> bool:
    """Change start and length of a shift by some slots; False where there is none."""
    by, longer = change
    start = ground.shapes[crew, row[SHAPE], 0] + by
    length = ground.shapes[crew, row[SHAPE], 1] + longer
    if not (0 <= start < ground.at.shape[1] and 0 < length < ground.at.shape[2]):
        return False
    shape = ground.at[crew, start, length]
    if shape < 0:
        return False
    same = ground.shapes[crew, row[SHAPE], 3] == ground.shapes[crew, shape, 3]
    row[SHAPE] = shape
    if not same:
        _draw_pauses(ground, crew, day, row, rng)
        return True
    kind = ground.shapes[crew, shape, 3]
    begin = ground.midnights[day] + start
    for place in range(ground.counts[crew, kind]):
        first, last = ground.pauses[crew, kind, place, :2]
        slot = row[PAUSES + place] + by
        row[PAUSES + place] = min(max(slot, begin + first), begin + last)
    return True


@compiled
def _propose(
    ground: Ground,
    agent: int,
    old: Ints,
    new: Ints,
    rng: np.random.Generator,
) -> bool:
    """Change one or two days of an agent; False where the change makes no sense."""
    crew = ground.crew[agent]
    new[:] = old
    days = len(old)
    day = _below(days, rng)
    if old[day, SHAPE] < 0:
        return False
    what = rng.random()
    way = 1 if rng.random() < _HALF else -1
    row = new[day]
    if what < _TIME:
        by = way * (1 + _below(_FAR, rng))
        return _reshaped(ground, crew, day, row, (by, 0), rng)
    if what < _LENGTH:
        kept = _below(2, rng)
        if not _reshaped(ground, crew, day, row, (-way * kept, way), rng):
            return False
        other = _below(days, rng)
        if other == day or old[other, SHAPE] < 0:
            return True
        kept = _below(2, rng)
        change = (way * kept, -way)
        return _reshaped(ground, crew, other, new[other], change, rng)
    if what < _PAUSE:
        kind = ground.shapes[crew, row[SHAPE], 3]
        count = ground.counts[crew, kind]
        if count == 0:
            return False
        place = _below(count, rng)
        first, last = ground.pauses[crew, kind, place, :2]
        begin = ground.midnights[day] + ground.shapes[crew, row[SHAPE], 0]
        row[PAUSES + place] = begin + first + _below(last - first + 1, rng)
        return True
    if what < _DAY:
        other = _below(days, rng)
        if old[other, SHAPE] >= 0:
            return False
        moved = ground.midnights[other] - ground.midnights[day]
        new[other] = row
        new[other, PAUSES:] += moved
        row[SHAPE] = _OFF
        return True
    row[QUEUE] = ground.queues[crew, 1 + _below(ground.queues[crew, 0], rng)]
    return row[QUEUE] != old[day, QUEUE]


@compiled
def _lawful(ground: Ground, agent: int, week: Ints) -> bool:
    """Whether a week keeps to its limits, to rest and to what may stand."""
    crew = ground.crew[agent]
    most, _, off_by = ground.limits[agent]
    minutes, free_from, longest, off = 0, 0, 0, False
    for day in range(len(week)):
        shape = week[day, SHAPE]
        if shape < 0:
            off = off or day <= off_by
            continue
        if not ground.may[agent, day, shape]:
            return False
        start, length, paid, _ = ground.shapes[crew, shape]
        begin = ground.midnights[day] + start
        if free_from > 0 and begin - free_from < ground.rests[0]:
            return False
        longest = max(longest, begin - free_from)
        free_from = begin + length
        minutes += paid
    whole = ground.midnights[-1] + ground.midnights[1]
    rested = max(longest, whole - free_from) >= ground.rests[1]
    if len(week) < _WEEK:
        rested = True
    return minutes <= most and rested and (off or off_by >= len(week))


@compiled
def _count(
    ground: Ground,
    agent: int,
    day: int,
    row: Ints,
    sign: float,
    change: Floats,
) -> float:
    """Add the coverage of a shift to `change`; returns what it costs beyond that."""
    if row[SHAPE] < 0:
        return 0.0
    crew = ground.crew[agent]
    start, length, _, kind = ground.shapes[crew, row[SHAPE]]
    begin = ground.midnights[day] + start
    queue, rate = row[QUEUE], ground.rates[agent]
    cost = rate * (ground.extra[begin + length] - ground.extra[begin])
    for slot in range(begin, begin + length):
        change[queue, slot] += sign
    for place in range(ground.counts[crew, kind]):
        slot = row[PAUSES + place]
        size, lunch = ground.pauses[crew, kind, place, 2:]
        if lunch:
            cost -= rate * (ground.extra[slot + size] - ground.extra[slot])
        for after in range(size):
            change[queue, slot + after] -= sign * ground.shares[crew, kind, place, after]
    return sign * (cost + ground.wishes[agent, day, row[SHAPE]])


@compiled
def _minutes(ground: Ground, agent: int, week: Ints) -> int:
    """Paid minutes of a week."""
    crew, total = ground.crew[agent], 0
    for day in range(len(week)):
        if week[day, SHAPE] >= 0:
            total += ground.shapes[crew, week[day, SHAPE], 2]
    return total


@compiled
def _price(ground: Ground, gap: Floats, change: Floats, span: tuple[int, int]) -> float:
    """Price of a change of coverage."""
    price = 0.0
    for queue in range(len(gap)):
        for slot in range(span[0], span[1]):
            if change[queue, slot] != 0.0:
                before = gap[queue, slot]
                after = before - change[queue, slot]
                short, over = ground.prices[queue, slot]
                price += short * (max(after, 0.0) - max(before, 0.0))
                price += over * (max(-after, 0.0) - max(-before, 0.0))
                if ground.closed[queue, slot]:
                    price += max(change[queue, slot], 0.0) * _CLOSED
    return price


@compiled
def _try(
    ground: Ground,
    agent: int,
    weeks: tuple[Ints, Ints],
    state: tuple[Floats, Floats],
    slack: float,
) -> float:
    """Put one week for another if that costs at most the slack; returns the cost."""
    old, new = weeks
    gap, change = state
    _, due, _ = ground.limits[agent]
    idle = max(due - _minutes(ground, agent, new), 0)
    idle -= max(due - _minutes(ground, agent, old), 0)
    cost = ground.idle * idle
    low, high = gap.shape[1], 0
    crew = ground.crew[agent]
    for day in range(len(old)):
        if (old[day] == new[day]).all():
            continue
        cost += _count(ground, agent, day, old[day], -1.0, change)
        cost += _count(ground, agent, day, new[day], 1.0, change)
        for shape in (old[day, SHAPE], new[day, SHAPE]):
            if shape >= 0:
                begin = ground.midnights[day] + ground.shapes[crew, shape, 0]
                low = min(low, begin)
                high = max(high, begin + ground.shapes[crew, shape, 1])
    cost += _price(ground, gap, change, (low, high))
    for queue in range(len(gap)):
        for slot in range(low, high):
            if cost <= slack:
                gap[queue, slot] -= change[queue, slot]
            change[queue, slot] = 0.0
    return cost


@compiled
def _cool(
    ground: Ground,
    gap: Floats,
    rows: Ints,
    cooling: tuple[int, float, float],
    rng: np.random.Generator,
) -> Ints:
    """Try changes in turn; returns the best weeks seen."""
    tries, heat, cold = cooling
    ratio = (cold / heat) ** (1.0 / tries)
    change, new = np.zeros_like(gap), rows[0].copy()
    best, now, lowest = rows.copy(), 0.0, 0.0
    for _ in range(tries):
        heat *= ratio
        agent = _below(len(rows), rng)
        if not _propose(ground, agent, rows[agent], new, rng):
            continue
        if not _lawful(ground, agent, new):
            continue
        slack = -heat * np.log(1.0 - rng.random())
        cost = _try(ground, agent, (rows[agent], new), (gap, change), slack)
        if cost <= slack:
            now += cost
            rows[agent] = new
            if now < lowest - _TIGHT:
                lowest = now
                best[:] = rows
    return best


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
    if not free or week.seats is not None or len(week.week.days) < 2:  # noqa: PLR2004
        return False
    ground = _ground(week, free)
    size = PAUSES + ground.pauses.shape[2]
    rows = np.full((len(free), len(week.week.days), size), _OFF, dtype=np.int64)
    for row, number in zip(rows, free, strict=True):
        _write(week, number, row)
    first = week.slots.start
    gap = week.board.gap[:, first : first + ground.prices.shape[1]].copy()
    slot = week.board.prices.short * week.board.demand.hours
    cooling = tries, _HOT * slot, _COLD * slot
    best = _cool(ground, gap, rows, cooling, rng)
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


def _ground(week: RosterWeek, free: list[int]) -> Ground:
    """Arrays of a week, for some of its members."""
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
        *_rates(week, free, slots),
        *_shape_arrays(crews, most),
        *_pause_arrays(crews),
        *_coverage(week, slots),
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
    at = np.full((len(crews), starts, lengths), _OFF, dtype=np.int64)
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
    most = max(1, max(len(pauses) for both in kinds for pauses in both))
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

