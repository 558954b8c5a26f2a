"""Improve designed shifts by small random changes, worse ones ever more seldom.

What integer programming leaves open, above all pauses shorter than a slot, is a matter
of parity: which two of them share an agent's slot. Simulated annealing over shifts as
they are, each change priced exactly, closes most of that.

References
----------
Kirkpatrick, Gelatt and Vecchi (1983), Optimization by Simulated Annealing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduling.assignment.chance import below
from wfm.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Of ten changes: three redraw nothing but the end, two move the whole shift, two the
# start alone, two a pause, and one draws the shift anew.
_END, _MOVE, _START, _PAUSE = 0.3, 0.5, 0.65, 0.9
# Share of changes that drop a shift, and of redrawn shifts that keep their start.
_DROP, _SAME_START = 0.025, 0.75
_BETTER = 1e-9
# Columns of a shift: kind, start, end, then its pauses.
FIRST_PAUSE = 3


class Ground(NamedTuple):
    """
    Prices and limits by slot, and the kinds of shifts, as plain arrays.

    Attributes
    ----------
    presence : ndarray of float64, shape (slots + 1,)
        Cost of one agent's presence in all slots before each.
    short, over : ndarray of float64, shape (slots,)
        Price of one agent short, and of one too many.
    starts : ndarray of bool, shape (kinds, slots)
        Whether a shift of a kind may start there.
    ends : ndarray of bool, shape (slots,)
        Whether a shift may end there.
    barred : ndarray of int64, shape (slots,)
        Number of slots before it in which nobody may be.
    kinds : ndarray of int64, shape (kinds, 4)
        Shortest, longest and step of the lengths, and how many pauses.
    kind_cost : ndarray of float64, shape (kinds,)
        Of a shift apart from its slots.
    pauses : ndarray of int64, shape (kinds, pauses, 3)
        First and last slot after the start in which each may begin, and its slots.
    shares : ndarray of float64, shape (kinds, pauses, longest)
        What each takes of its slots.
    pause_cost : ndarray of float64, shape (kinds, pauses, slots)
        Of each pause by the slot in which it begins.
    """

    presence: NDArray[np.float64]
    short: NDArray[np.float64]
    over: NDArray[np.float64]
    starts: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    barred: NDArray[np.int64]
    kinds: NDArray[np.int64]
    kind_cost: NDArray[np.float64]
    pauses: NDArray[np.int64]
    shares: NDArray[np.float64]
    pause_cost: NDArray[np.float64]


def anneal(
    ground: Ground,
    gap: NDArray[np.float64],
    shifts: NDArray[np.int64],
    cooling: tuple[int, float, float],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """
    Change shifts one at a time; returns the best seen.

    Parameters
    ----------
    ground : Ground
        Prices and limits.
    gap : ndarray of float64, shape (slots,)
        Required less scheduled agents with the shifts counted.
    shifts : ndarray of int64, shape (shifts, 3 + pauses)
        Kind, start, end and the slot of each pause.
    cooling : tuple of (int, float, float)
        Number of changes tried, and the first and last temperature, in cost.
    rng : Generator
        Draws the changes.
    """
    room = len(shifts) + len(shifts) // 10 + 8
    rows = np.full((room, shifts.shape[1]), -1, dtype=np.int64)
    rows[: len(shifts)] = shifts
    begins = np.flatnonzero(ground.starts.any(axis=0))
    if not len(begins):
        return shifts
    best = _cool(ground, gap.copy(), (rows, len(shifts)), begins, cooling, rng)
    return best[best[:, 0] >= 0]


@compiled
def _redraw(
    ground: Ground,
    new: NDArray[np.int64],
    begins: NDArray[np.int64],
    rng: np.random.Generator,
) -> None:
    """Draw a kind, a length and pauses, and for a shift without start a start."""
    if new[0] < 0 or rng.random() > _SAME_START:
        new[1] = begins[below(len(begins), rng)]
    new[0] = below(len(ground.kinds), rng)
    shortest, longest, step, count = ground.kinds[new[0]]
    new[2] = new[1] + shortest + step * below((longest - shortest) // step + 1, rng)
    for place in range(count):
        low, high, _ = ground.pauses[new[0], place]
        new[FIRST_PAUSE + place] = new[1] + low + below(high - low + 1, rng)


@compiled
def _nudge(
    ground: Ground,
    new: NDArray[np.int64],
    step: int,
    what: float,
    rng: np.random.Generator,
) -> None:
    """Move the end, the start or both, or one pause."""
    count = ground.kinds[new[0], 3]
    way = 1 if rng.random() < 0.5 else -1  # noqa: PLR2004
    if what < _END:
        new[2] += way * ground.kinds[new[0], 2]
    elif what < _START:
        by = way * step * (1 + below(2, rng))
        new[1] += by
        if what < _MOVE:
            new[2] += by
            new[FIRST_PAUSE:] += by
    elif count > 0:
        place = below(count, rng)
        low, high, _ = ground.pauses[new[0], place]
        new[FIRST_PAUSE + place] = new[1] + low + below(high - low + 1, rng)
    for place in range(count):
        low, high, _ = ground.pauses[new[0], place]
        slot = new[FIRST_PAUSE + place]
        new[FIRST_PAUSE + place] = min(max(slot, new[1] + low), new[1] + high)


@compiled
def _stands(ground: Ground, row: NDArray[np.int64]) -> bool:
    """Whether a shift keeps to its kind and to the openings."""
    kind, start, end = row[0], row[1], row[2]
    shortest, longest, step, _ = ground.kinds[kind]
    length = end - start
    if start < 0 or end >= len(ground.ends) or not shortest <= length <= longest:
        return False
    if (length - shortest) % step or not ground.starts[kind, start]:
        return False
    return bool(ground.ends[end]) and ground.barred[end] == ground.barred[start]


@compiled
def _count(
    ground: Ground, change: NDArray[np.float64], row: NDArray[np.int64], sign: float
) -> float:
    """Add a shift's coverage to `change`; returns its cost."""
    kind, start, end = row[0], row[1], row[2]
    cost = ground.kind_cost[kind] + ground.presence[end] - ground.presence[start]
    for slot in range(start, end):
        change[slot] += sign
    for place in range(ground.kinds[kind, 3]):
        begin = row[FIRST_PAUSE + place]
        cost += ground.pause_cost[kind, place, begin]
        for after in range(ground.pauses[kind, place, 2]):
            change[begin + after] -= sign * ground.shares[kind, place, after]
    return float(sign * cost)


@compiled
def _settle(
    ground: Ground,
    gap: NDArray[np.float64],
    change: NDArray[np.float64],
    span: tuple[int, int],
    ceiling: float,
) -> float:
    """Price a change of coverage; make it if that is at most the ceiling."""
    price = 0.0
    for slot in range(span[0], span[1]):
        if change[slot] != 0.0:
            before, after = gap[slot], gap[slot] - change[slot]
            price += ground.short[slot] * (max(after, 0.0) - max(before, 0.0))
            price += ground.over[slot] * (max(-after, 0.0) - max(-before, 0.0))
    for slot in range(span[0], span[1]):
        if price <= ceiling:
            gap[slot] -= change[slot]
        change[slot] = 0.0
    return price


@compiled
def _propose(
    ground: Ground,
    row: NDArray[np.int64],
    new: NDArray[np.int64],
    begins: NDArray[np.int64],
    rng: np.random.Generator,
) -> bool:
    """Write a changed shift to `new`; False where it may not stand."""
    new[:] = row
    what = rng.random()
    if row[0] < 0 or what > _PAUSE:
        _redraw(ground, new, begins, rng)
    else:
        _nudge(ground, new, begins[1] - begins[0] if len(begins) > 1 else 1, what, rng)
    return _stands(ground, new)


@compiled
def _swap(
    ground: Ground,
    gap: NDArray[np.float64],
    change: NDArray[np.float64],
    shifts: tuple[NDArray[np.int64], NDArray[np.int64]],
    slack: float,
) -> float:
    """Put one shift for another if it costs at most the slack; returns the cost."""
    old, new = shifts
    delta, low, high = 0.0, len(gap), 0
    if old[0] >= 0:
        delta += _count(ground, change, old, -1.0)
        low, high = old[1], old[2]
    if new[0] >= 0:
        delta += _count(ground, change, new, 1.0)
        low, high = min(low, new[1]), max(high, new[2])
    return delta + _settle(ground, gap, change, (low, high), slack - delta)


@compiled
def _cool(
    ground: Ground,
    gap: NDArray[np.float64],
    given: tuple[NDArray[np.int64], int],
    begins: NDArray[np.int64],
    cooling: tuple[int, float, float],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Try the changes in turn; rows in use stand before the free ones."""
    rows, used = given
    tries, heat, cold = cooling
    ratio = (cold / heat) ** (1.0 / tries)
    best, now, lowest = rows.copy(), 0.0, 0.0
    change, new = np.zeros(len(gap)), rows[0].copy()
    for _ in range(tries):
        heat *= ratio
        number = min(below(used + 1, rng), len(rows) - 1)
        if rng.random() < _DROP:
            new[0] = -1
        elif not _propose(ground, rows[number], new, begins, rng):
            continue
        slack = -heat * np.log(1.0 - rng.random())
        cost = _swap(ground, gap, change, (rows[number], new), slack)
        if cost > slack or (number >= used and new[0] < 0):
            continue
        now += cost
        used += number >= used
        rows[number] = new
        if new[0] < 0:
            used -= 1
            rows[number] = rows[used]
            rows[used, 0] = -1
        if now < lowest - _BETTER:
            lowest = now
            best[:] = rows
    return best
