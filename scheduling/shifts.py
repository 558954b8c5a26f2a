"""Shapes of shifts that the rules allow, and where they may stand in a day."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ConflictError
from wfm.intervals import DAY_MINUTES
from wfm.schedule import BREAK, LUNCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from scheduling.problem import Demand
    from wfm.labour.rules import WorkRules

# Minutes within which the pause after lunch starts and ends.
_SECOND_PAUSE_WINDOW = 60
# A closed stretch this long inside a shift is bridged with work off the queue.
LONGEST_BRIDGE = 240


@dataclass(frozen=True, slots=True)
class Pause:
    """
    A lunch or break inside a shift.

    Attributes
    ----------
    activity : str
        ``lunch`` or ``break``.
    minutes : int
        Its length.
    earliest, latest : int
        Minutes after the shift's start between which it may start.
    slots : tuple of int
        Slots after the shift's start in which it may start.
    shares : tuple of float
        Share of each slot from its start on that it takes away.
    """

    activity: str
    minutes: int
    earliest: int
    latest: int
    slots: tuple[int, ...]
    shares: tuple[float, ...]

    def start_in(self, slot: int, interval: int, *, late: bool) -> int:
        """Minutes after the shift's start at which it starts within a slot."""
        first = max(slot * interval, self.earliest)
        if self.minutes >= interval or not late:
            return first
        return max(first, min((slot + 1) * interval - self.minutes, self.latest))


@dataclass(frozen=True, slots=True)
class ShiftSet:
    """
    Every shift shape: start within the day, length, pauses.

    Attributes
    ----------
    start, length : ndarray of int64, shape (shapes,)
        First slot after midnight, and slots from start to end with lunch.
    paid : ndarray of int64, shape (shapes,)
        Paid minutes.
    lunch : ndarray of bool, shape (shapes,)
        Whether the shift has a lunch, and with it the pauses of long shifts.
    short_pauses, long_pauses : tuple of Pause
        Pauses of shifts without and with lunch.
    """

    start: NDArray[np.int64]
    length: NDArray[np.int64]
    paid: NDArray[np.int64]
    lunch: NDArray[np.bool_]
    short_pauses: tuple[Pause, ...]
    long_pauses: tuple[Pause, ...]

    def __len__(self) -> int:
        return len(self.start)

    @property
    def end(self) -> NDArray[np.int64]:
        """First slot after the shift, counted from midnight of its day."""
        return self.start + self.length

    def pauses(self, shape: int) -> tuple[Pause, ...]:
        """Pauses of one shape."""
        return self.long_pauses if self.lunch[shape] else self.short_pauses


def paid_lengths(rules: WorkRules, shortest: int, longest: int) -> list[int]:
    """
    Paid minutes that a day may have, in the steps that the rules give.

    Lengths just above the lunch limit are left out when the second pause would not
    fit between lunch and the end of the shift.

    Parameters
    ----------
    rules : WorkRules
        Limits in force.
    shortest, longest : int
        Bounds of the contract, in paid minutes.
    """
    pause_from = rules.minutes("break_over_minutes")
    if shortest < pause_from <= longest:
        # Shapes with and without a pause are not mixed in one set.
        shortest = pause_from
    step = rules.minutes("length_step_minutes")
    first = max(1, ceil(shortest / step)) * step
    limit = rules.minutes("lunch_over_minutes")
    return [
        paid
        for paid in range(first, longest + 1, step)
        if paid <= limit or paid >= _shortest_with_lunch(rules)
    ]


def shift_set(rules: WorkRules, lengths: Iterable[int], interval: int) -> ShiftSet:
    """
    Shapes with every start of the day.

    Parameters
    ----------
    rules : WorkRules
        Where lunch and pauses go.
    lengths : iterable of int
        Paid minutes allowed.
    interval : int
        Slot length in minutes.

    Raises
    ------
    ConflictError
        If no length is allowed.
    """
    paid = np.array(sorted(lengths), dtype=np.int64)
    if not len(paid):
        raise ConflictError(["no shift length satisfies the rules and the contract"])
    step = max(rules.minutes("start_step_minutes"), interval)
    starts = np.arange(0, DAY_MINUTES, step) // interval
    start, minutes = (grid.ravel() for grid in np.meshgrid(starts, paid, indexing="ij"))
    lunch = minutes > rules["lunch_over_minutes"]
    lunch_slots = ceil(rules["lunch_minutes"] / interval)
    length = -(-minutes // interval) + np.where(lunch, lunch_slots, 0)
    return ShiftSet(
        start,
        length,
        minutes,
        lunch,
        tuple(_short_pauses(rules, int(paid[0]), interval)),
        tuple(_long_pauses(rules, interval)),
    )


def allowed(
    demand: Demand, shifts: ShiftSet, queues: int | Sequence[int], day: int
) -> NDArray[np.bool_]:
    """
    Shapes that fit the opening hours of a queue, or of any of several, on a day.

    A shift begins and ends while a queue is open. Where none is open for as long as
    the shortest shift, the shapes that start with the opening are allowed.

    Returns
    -------
    ndarray of bool, shape (shapes,)
    """
    rows = [queues] if isinstance(queues, int) else list(queues)
    is_open = np.asarray(demand.open[rows].any(axis=0))
    midnight = int(demand.day_slots[day])
    padded = np.concatenate([is_open, np.zeros(int(shifts.end.max()), dtype=bool)])
    closed = np.concatenate([[0], np.cumsum(~padded)])
    first = midnight + shifts.start
    last = first + shifts.length
    bridge = (closed[last] - closed[first]) * demand.interval
    fits: NDArray[np.bool_] = np.asarray(
        padded[first] & padded[last - 1] & (bridge <= LONGEST_BRIDGE)
    )
    today = np.flatnonzero(is_open[midnight : int(demand.day_slots[day + 1])])
    if not fits.any() and len(today):
        shortest = shifts.length == shifts.length.min()
        begin = shifts.start[shifts.start <= today[0]].max()
        fits = (shifts.start == begin) & shortest
    return fits


def _short_pauses(rules: WorkRules, shortest: int, interval: int) -> list[Pause]:
    if shortest < rules["break_over_minutes"]:
        return []
    return [_first_pause(rules, interval)]


def _long_pauses(rules: WorkRules, interval: int) -> list[Pause]:
    window = (
        rules.minutes("lunch_earliest_minute"),
        rules.minutes("lunch_latest_minute"),
    )
    # Lunch is unpaid: rounding it up to whole slots costs nobody anything.
    lunch = ceil(rules["lunch_minutes"] / interval) * interval
    pauses = [_pause(LUNCH, lunch, window, interval)]
    if rules["breaks_with_lunch"] >= 1:
        pauses.append(_first_pause(rules, interval))
    if rules["breaks_with_lunch"] > 1:
        second = _second_pause_window(rules)
        pauses.append(_pause(BREAK, rules.minutes("break_minutes"), second, interval))
    return pauses


def _first_pause(rules: WorkRules, interval: int) -> Pause:
    """Between half the way to lunch and the last moment not adjacent to it."""
    minutes = rules.minutes("break_minutes")
    edge = rules.minutes("break_edge_minutes")
    lunch = rules.minutes("lunch_earliest_minute")
    window = max(edge, lunch // 2), max(edge, lunch - edge - minutes)
    return _pause(BREAK, minutes, window, interval)


def _second_pause_window(rules: WorkRules) -> tuple[int, int]:
    """Leave an hour, from the first moment not adjacent to any lunch."""
    earliest = (
        rules.minutes("lunch_latest_minute")
        + rules.minutes("lunch_minutes")
        + rules.minutes("break_edge_minutes")
    )
    return earliest, earliest + _SECOND_PAUSE_WINDOW - rules.minutes("break_minutes")


def _shortest_with_lunch(rules: WorkRules) -> int:
    """Paid minutes from which lunch and the second pause both have their place."""
    if rules["breaks_with_lunch"] <= 1:
        return rules.minutes("lunch_over_minutes")
    return (
        _second_pause_window(rules)[1]
        + rules.minutes("break_minutes")
        + rules.minutes("break_edge_minutes")
        - rules.minutes("lunch_minutes")
    )


def _pause(
    activity: str, minutes: int, window: tuple[int, int], interval: int
) -> Pause:
    slots = tuple(
        slot
        for slot in range(window[1] // interval + 1)
        if _starts_within(slot * interval, minutes, window, interval)
    )
    if not slots:
        raise ConflictError(
            [
                f"rules leave no place for a {activity} of {minutes} minutes between "
                f"{window[0]} and {window[1]} minutes after the shift's start"
            ]
        )
    whole, rest = divmod(minutes, interval)
    shares = (1.0,) * whole + ((rest / interval,) if rest else ())
    return Pause(activity, minutes, window[0], window[1], slots, shares)


def _starts_within(
    edge: int, minutes: int, window: tuple[int, int], interval: int
) -> bool:
    """Whether a pause can start in the slot at `edge` without leaving the slot."""
    if minutes >= interval:
        return window[0] <= edge <= window[1]
    return max(edge, window[0]) <= min(edge + interval - minutes, window[1])


@dataclass(frozen=True, slots=True)
class PlacedShift:
    """
    A shift on a day of the horizon, with its pauses.

    Attributes
    ----------
    day : int
        Day of the horizon on which it starts.
    first, last : int
        Slots of the horizon, `last` excluded.
    queue : int
        Queue served while on contacts, the first of them where there are several.
    pauses : tuple of (Pause, int)
        Each pause and the slot of the horizon in which it starts.
    turns : tuple of (int, int)
        Slot from which another queue is served, and that queue, in order.
    """

    day: int
    first: int
    last: int
    queue: int
    pauses: tuple[tuple[Pause, int], ...]
    turns: tuple[tuple[int, int], ...] = ()

    def served(self) -> Iterator[tuple[int, int, int]]:
        """Queues in order of time, each with its first slot and the one after it."""
        slots = [self.first, *(slot for slot, _ in self.turns), self.last]
        queues = [self.queue, *(queue for _, queue in self.turns)]
        yield from zip(queues, slots[:-1], slots[1:], strict=True)

    def paid_minutes(self, interval: int) -> int:
        """Minutes from start to end without lunch."""
        lunch = sum(p.minutes for p, _ in self.pauses if p.activity == LUNCH)
        return (self.last - self.first) * interval - lunch
