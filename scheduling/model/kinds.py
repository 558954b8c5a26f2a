"""Kinds of shifts that differ by length only, and the slots where they may stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.shifts import LONGEST_BRIDGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scheduling.problem import Demand
    from scheduling.shifts import Pause, ShiftSet


@dataclass(frozen=True, slots=True)
class Kind:
    """
    Shifts with the same pauses whose lengths follow each other in steps.

    Attributes
    ----------
    pauses : tuple of Pause
        Lunch and pauses of each.
    shortest, longest : int
        Slots from start to end.
    step : int
        Slots from one length to the next.
    """

    pauses: tuple[Pause, ...]
    shortest: int
    longest: int
    step: int

    @property
    def lengths(self) -> range:
        """Every length, in slots."""
        return range(self.shortest, self.longest + 1, self.step)


def shift_kinds(shifts: ShiftSet) -> list[Kind]:
    """Split a set of shapes into kinds, without lunch first."""
    kinds = []
    for having, pauses in (
        (~shifts.lunch, shifts.short_pauses),
        (shifts.lunch, shifts.long_pauses),
    ):
        lengths = np.unique(shifts.length[having])
        if not len(lengths):
            continue
        apart = np.diff(lengths)
        step = int(apart.min(initial=int(lengths[-1])))
        for run in np.split(lengths, np.flatnonzero(apart != step) + 1):
            low, high = int(run[0]), int(run[-1])
            kinds.append(Kind(pauses, low, high, step if high > low else 1))
    return kinds


@dataclass(frozen=True, slots=True)
class Openings:
    """
    Where shifts of one queue may start, end, and where nobody may be.

    Attributes
    ----------
    starts : ndarray of int64
        Slots in which a shift may start.
    may_end : ndarray of bool, shape (slots + 1,)
        Slots of the horizon at whose beginning a shift may end.
    barred : ndarray of bool, shape (slots,)
        Slots within a closed stretch too long to be bridged.
    """

    starts: NDArray[np.int64]
    may_end: NDArray[np.bool_]
    barred: NDArray[np.bool_]

    def ends(self, kind: Kind, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Slots at whose beginning shifts of a kind with these starts may end."""
        ends = np.unique(starts[:, None] + np.array(kind.lengths))
        ends = ends[ends < len(self.may_end)]
        return ends[self.may_end[ends]]

    def gone_by(self, slot: int) -> bool:
        """Whether nobody may be there in a slot."""
        return bool(slot < len(self.barred) and self.barred[slot])


def on_one_grid(starts: NDArray[np.int64], step: int) -> Iterator[NDArray[np.int64]]:
    """Group starts whose ends stand on one grid of steps."""
    grid = starts % step
    for each in np.unique(grid):
        yield starts[grid == each]


def openings(
    demand: Demand,
    queue: int,
    span: tuple[int, int],
    shifts: ShiftSet,
    starts: Sequence[int] | None = None,
) -> Openings:
    """
    Work out where shifts of a queue may stand.

    A shift starts and ends while the queue is open; closed stretches of up to four
    hours are bridged with work off the queue, at longer ones everybody is gone. Where
    no shift fits between two of those, the shortest may start with the opening and end
    after it.

    Parameters
    ----------
    demand : Demand
        The grid.
    queue : int
        Row of the demand.
    span : tuple of int
        First slot in which a shift may start, and the slot before which it must.
    shifts : ShiftSet
        Gives the starts of a day and the lengths.
    starts : sequence of int, optional
        Minutes after midnight to which starts are limited.
    """
    is_open = demand.open[queue]
    of_day = np.unique(shifts.start)
    if starts is not None:
        of_day = of_day[np.isin(of_day * demand.interval, starts)]
    first, last = span
    days = zip(demand.day_slots[:-2], demand.day_slots[1:-1], strict=True)
    possible = np.concatenate(
        [midnight + of_day[of_day < until - midnight] for midnight, until in days]
    )
    possible = possible[(possible >= first) & (possible < last)]
    may_end = np.concatenate([[False], is_open])
    barred = np.zeros(len(is_open), dtype=bool)
    allowed = set(possible[is_open[possible]].tolist())
    lengths = np.unique(shifts.length)
    runs = _open_runs(is_open, LONGEST_BRIDGE // demand.interval)
    for (_, closed), (opened, _) in zip(
        [(0, 0), *runs], [*runs, (len(is_open), 0)], strict=True
    ):
        barred[closed:opened] = True
    for begin, end in runs:
        inside = possible[(possible >= begin) & (possible < end)]
        ends = inside[is_open[inside], None] + lengths
        reached = ends < min(end + 1, len(may_end))
        if may_end[ends[reached]].any():
            continue
        before = possible[(possible <= begin) & (possible > begin - lengths[0])]
        if len(before) and begin < last:
            start = int(before[-1])
            allowed.add(start)
            stop = min(start + int(lengths[0]), len(is_open))
            barred[start:stop] = False
            may_end[stop] = True
    kept = np.array(sorted(allowed), dtype=np.int64)
    return Openings(kept, may_end, barred)


def _open_runs(is_open: NDArray[np.bool_], bridge: int) -> list[tuple[int, int]]:
    """First and last slot of stretches of opening, short closed ones included."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_open, [False]])))
    runs: list[tuple[int, int]] = []
    for begin, end in edges.reshape(-1, 2).tolist():
        if runs and begin - runs[-1][1] <= bridge:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return runs
