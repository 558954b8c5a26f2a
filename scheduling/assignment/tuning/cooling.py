"""The loops of simulated annealing over the weeks of named agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.chance import below
from scheduling.assignment.tuning.ground import OFF, PAUSES, QUEUE, SHAPE
from wfm.compiled import compiled

if TYPE_CHECKING:
    from scheduling.assignment.tuning.ground import Floats, Ground, Ints

# Shares of the changes: the time of a shift, its length, a pause, its day, its queue.
_TIME, _LENGTH, _PAUSE, _DAY = 0.35, 0.55, 0.75, 0.95
_FAR = 3
_HALF = 0.5
_TIGHT = 1e-9
# Weekly rest is a rule of whole weeks.
_WEEK = 7
# No agent of several queues waits at a closed one.
_CLOSED = 1e6


@compiled
def _draw_pauses(
    ground: Ground, crew: int, day: int, row: Ints, rng: np.random.Generator
) -> None:
    """Draw every pause of a shift anew."""
    kind = ground.shapes[crew, row[SHAPE], 3]
    begin = ground.midnights[day] + ground.shapes[crew, row[SHAPE], 0]
    for place in range(ground.counts[crew, kind]):
        first, last = ground.pauses[crew, kind, place, :2]
        row[PAUSES + place] = begin + first + below(last - first + 1, rng)


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
def _longer(
    ground: Ground,
    crew: int,
    day: int,
    week: Ints,
    rng: np.random.Generator,
) -> bool:
    """Make one day a step longer or shorter, and mostly another the other way."""
    way = 1 if rng.random() < _HALF else -1
    kept = below(2, rng)
    if not _reshaped(ground, crew, day, week[day], (-way * kept, way), rng):
        return False
    other = below(len(week), rng)
    if other == day or week[other, SHAPE] < 0:
        return True
    kept = below(2, rng)
    return _reshaped(ground, crew, other, week[other], (way * kept, -way), rng)


@compiled
def _elsewhere(
    ground: Ground, crew: int, day: int, row: Ints, rng: np.random.Generator
) -> bool:
    """Move a pause within its window, if there is one."""
    kind = ground.shapes[crew, row[SHAPE], 3]
    count = ground.counts[crew, kind]
    if count == 0:
        return False
    place = below(count, rng)
    first, last = ground.pauses[crew, kind, place, :2]
    begin = ground.midnights[day] + ground.shapes[crew, row[SHAPE], 0]
    row[PAUSES + place] = begin + first + below(last - first + 1, rng)
    return True


@compiled
def _other_day(ground: Ground, day: int, week: Ints, rng: np.random.Generator) -> bool:
    """Move a shift to a day off."""
    other = below(len(week), rng)
    if week[other, SHAPE] >= 0:
        return False
    week[other] = week[day]
    week[other, PAUSES:] += ground.midnights[other] - ground.midnights[day]
    week[day, SHAPE] = OFF
    return True


@compiled
def _propose(
    ground: Ground, agent: int, old: Ints, new: Ints, rng: np.random.Generator
) -> bool:
    """Change one or two days of an agent; False where the change makes no sense."""
    crew, day = ground.crew[agent], below(len(old), rng)
    new[:] = old
    row = new[day]
    if row[SHAPE] < 0:
        return False
    what = rng.random()
    if what < _TIME:
        by = 1 + below(_FAR, rng)
        by = by if rng.random() < _HALF else -by
        return _reshaped(ground, crew, day, row, (by, 0), rng)
    if what < _LENGTH:
        return _longer(ground, crew, day, new, rng)
    if what < _PAUSE:
        return _elsewhere(ground, crew, day, row, rng)
    if what < _DAY:
        return _other_day(ground, day, new, rng)
    row[QUEUE] = ground.queues[crew, 1 + below(ground.queues[crew, 0], rng)]
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
            change[queue, slot + after] -= (
                sign * ground.shares[crew, kind, place, after]
            )
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
def cool(
    ground: Ground,
    gap: Floats,
    rows: Ints,
    cooling: tuple[int, float, float],
    rng: np.random.Generator,
) -> Ints:
    """
    Try changes in turn; returns the best weeks seen.

    Parameters
    ----------
    ground : Ground
        Limits and prices.
    gap : ndarray of float64, shape (queues, slots)
        Required less scheduled agents with the rows counted; changed in place.
    rows : ndarray of int64, shape (agents, days, 2 + pauses)
        Shape, queue and pauses of each day; changed in place.
    cooling : tuple of (int, float, float)
        Changes to try, and the first and last temperature, in cost.
    rng : Generator
        Draws the changes.

    Returns
    -------
    ndarray of int64, as `rows`
    """
    tries, heat, cold = cooling
    ratio = (cold / heat) ** (1.0 / tries)
    change, new = np.zeros_like(gap), rows[0].copy()
    best, now, lowest = rows.copy(), 0.0, 0.0
    for _ in range(tries):
        heat *= ratio
        agent = below(len(rows), rng)
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
