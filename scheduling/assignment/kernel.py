"""The loops of one agent's week, as machine code.

Both run thousands of times a second while a roster is made: the price of every shift
of a week, and the cheapest lawful week made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

NEVER = 1e15


@compiled
def shape_prices(
    worth: Floats,
    gains: Floats,
    windows: Ints,
    shapes: tuple[Ints, Ints, Ints],
    midnights: Ints,
) -> Floats:
    """
    Price of one shift of every shape on every day, pauses where they gain most.

    Parameters
    ----------
    worth : ndarray of float64, shape (slots,)
        Price of one more agent in each slot.
    gains : ndarray of float64, shape (pauses, slots)
        What starting each pause in each slot gives back.
    windows : ndarray of int64, shape (pauses, 3)
        First and last slot after the shift's start in which a pause may start, and
        whether it belongs to shifts with lunch (1) or without (0).
    shapes : tuple of three ndarrays of int64, shape (shapes,)
        Start after midnight and length in slots; 1 where the shape has a lunch.
    midnights : ndarray of int64, shape (days,)
        First slot of each day.

    Returns
    -------
    ndarray of float64, shape (days, shapes)
    """
    start, length, lunch = shapes
    slots = len(worth)
    until = np.zeros(slots + 1)
    for slot in range(slots):
        until[slot + 1] = until[slot] + worth[slot]
    best = np.zeros((2, slots))
    for pause in range(len(gains)):
        first, last, of = windows[pause]
        for slot in range(slots):
            gain = -np.inf
            for begin in range(slot + first, min(slot + last + 1, slots)):
                gain = max(gain, gains[pause, begin])
            best[of, slot] += gain if gain > -np.inf else 0.0
    prices = np.empty((len(midnights), len(start)))
    for day in range(len(midnights)):
        for shape in range(len(start)):
            begin = min(midnights[day] + start[shape], slots)
            end = min(begin + length[shape], slots)
            price = until[end] - until[begin]
            if begin < slots:
                price -= best[lunch[shape], begin]
            prices[day, shape] = price
    return prices


@compiled
def cheapest_week(
    prices: Floats,
    shapes: tuple[Ints, Ints, Ints],
    limits: tuple[int, int, int],
    idle: Floats,
    room: tuple[Floats, Floats],
) -> tuple[float, Ints]:
    """
    Find the cheapest lawful week by dynamic programming over its days.

    The state after a day is how many days were worked, how many units of paid time,
    and after which starts the last shift still forbids. ``room[0][d, e, w, u]`` holds
    the least price of the first ``d`` days with ``w`` of them worked, ``u`` units
    paid and a last end no later than state ``e``.

    Parameters
    ----------
    prices : ndarray of float64, shape (days, shapes)
        `NEVER` or more where a shift may not stand.
    shapes : tuple of three ndarrays of int64, shape (shapes,)
        Units paid; state of the end; last state of the day before that the start
        allows.
    limits : tuple of int
        Fewest and most days, most units.
    idle : ndarray of float64, shape (units + 1,)
        Price of a week by its paid units.
    room : tuple of ndarrays
        Work space, shapes (8 or more, states, 8, units + 1) and the last three.

    Returns
    -------
    float
        Price of the week; at least `NEVER` when none is lawful.
    ndarray of int64, shape (days,)
        Shape of each day, -1 for a day off.
    """
    units, _, after = shapes
    _, most, width = limits
    least, today = room
    least[0] = NEVER
    least[0, :, 0, 0] = 0.0
    for day in range(len(prices)):
        _add_day(least[day], prices[day], shapes, (min(day, most - 1), width), today)
        least[day + 1, 0] = today[0]
        for end in range(1, len(today)):
            least[day + 1, end] = np.minimum(least[day + 1, end - 1], today[end])
    total, worked, paid = _final(least[len(prices), -1], limits, idle)
    tour = np.full(len(prices), -1)
    if worked >= 0:
        limit = least.shape[1] - 1
        for day in range(len(prices) - 1, -1, -1):
            state = limit, worked, paid
            shape = _last_shape(least[day], least[day + 1], prices[day], shapes, state)
            limit = least.shape[1] - 1
            if shape >= 0:
                tour[day] = shape
                worked, paid = worked - 1, paid - units[shape]
                limit = after[shape]
    return total, tour


@compiled
def _final(
    final: Floats, limits: tuple[int, int, int], idle: Floats
) -> tuple[float, int, int]:
    """Find the cheapest days and units of a week, idle time priced; -1 if none."""
    fewest, most, width = limits
    total, worked, paid = NEVER, -1, -1
    for days in range(fewest, most + 1):
        for amount in range(width + 1):
            value = final[days, amount] + idle[amount]
            if value < total:
                total, worked, paid = value, days, amount
    return total, worked, paid


@compiled
def _add_day(
    before: Floats,
    prices: Floats,
    shapes: tuple[Ints, Ints, Ints],
    limits: tuple[int, int],
    today: Floats,
) -> None:
    """Least price of each state after one more day, by the end of its own shift."""
    units, ends, after = shapes
    most_before, width = limits
    shortest, longest = units.min(), units.max()
    today[:] = NEVER
    today[0] = before[-1]
    for shape in range(len(units)):
        if prices[shape] >= NEVER:
            continue
        unit = units[shape]
        for worked in range(most_before + 1):
            low, high = worked * shortest, min(worked * longest, width - unit) + 1
            if low >= high:
                break
            earlier = before[after[shape], worked, low:high]
            reached = today[ends[shape], worked + 1, low + unit : high + unit]
            for paid in range(high - low):
                value = earlier[paid] + prices[shape]
                reached[paid] = value if value < reached[paid] else reached[paid]


@compiled
def _last_shape(
    before: Floats,
    after_day: Floats,
    prices: Floats,
    shapes: tuple[Ints, Ints, Ints],
    state: tuple[int, int, int],
) -> int:
    """Find the shape of the day by which a state was reached at its least price."""
    units, ends, after = shapes
    limit, worked, paid = state
    value = after_day[limit, worked, paid]
    if before[-1, worked, paid] == value:
        return -1
    for shape in range(len(units)):
        unit = units[shape]
        if ends[shape] > limit or unit > paid or prices[shape] >= NEVER:
            continue
        if before[after[shape], worked - 1, paid - unit] + prices[shape] == value:
            return shape
    return -1


@compiled
def cheapest_turns(prices: Floats, turn: float) -> Ints:
    """
    Choose a queue for each slot of a shift, with a price on each turn to another.

    Parameters
    ----------
    prices : ndarray of float64, shape (queues, slots)
        Price of serving each queue in each slot.
    turn : float
        Price of serving another queue than in the slot before.

    Returns
    -------
    ndarray of int64, shape (slots,)
    """
    queues, slots = prices.shape
    total = prices[:, 0].copy()
    came_from = np.zeros((slots, queues), dtype=np.int64)
    for slot in range(1, slots):
        best = np.argmin(total)
        after = np.empty(queues)
        for queue in range(queues):
            stays = total[queue] <= total[best] + turn
            came_from[slot, queue] = queue if stays else best
            after[queue] = (total[queue] if stays else total[best] + turn) + prices[
                queue, slot
            ]
        total = after
    served = np.empty(slots, dtype=np.int64)
    served[-1] = np.argmin(total)
    for slot in range(slots - 1, 0, -1):
        served[slot - 1] = came_from[slot, served[slot]]
    return served
