"""Shifts of one queue: programmed day by day, then improved.

A week is programmed in windows of a day and a morning: of each window the shifts of its
first day stay, and the next begins with what they cover. Windows are solved in a
fraction of the time of the week, and cost next to nothing, since few work at night.
Then windows at other hours are programmed anew against everything else, and small
random changes (`annealing`) close what whole numbers left open. On a grid of quarters
of an hour the first windows are solved roughly, and days apart from each other at once.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.annealing import FIRST_PAUSE, Ground, anneal
from scheduling.model.design import design_model
from scheduling.model.fifo import shift_rows
from scheduling.solver import search

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.model.design import DesignGround

_DAY_HOURS, _MORNING_HOURS = 24, 12
# Relative gap at which a window's search stops, and its most nodes.
_FINE, _NODES = 0.0005, 60
# On grids finer than half an hour, whose windows have three times the rows: gap, nodes
# and the gap above which a window has failed, of the first windows and of those that
# improve them, where the cheaper shifts stay. Seconds are a safety there.
_HALVES = 2
_FIRST, _LATER = (0.003, 10, 0.01), (0.0005, 20, float("inf"))
_FINE_SECONDS = 20.0
# Windows solved at once there.
_AT_ONCE = 2
# Seconds after which one window's search ends, and the gap above which it has failed.
_WINDOW_SECONDS, _POOR = 8.0, 0.01
_LEAST_SECONDS = 0.5
# Changes that annealing tries in a second on a slow machine.
_PACE = 1_000_000
# Changes tried for a shift, and bounds of their sum; first and last temperature, in
# slots of an agent: a pass over good shifts, a start from rounded ones with pauses
# shorter than a slot, and one where integer programming gave up.
_PASS = (4_000, 100_000, 4_000_000, 0.2, 0.02)
_PARTS = (30_000, 100_000, 10_000_000, 0.5, 0.03)
_DEEP = (150_000, 100_000, 30_000_000, 0.5, 0.05)


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how deep to look."""

    deadline: float | None
    seed: int

    @property
    def left(self) -> float:
        """Seconds left, never quite none."""
        if self.deadline is None:
            return float("inf")
        return max(_LEAST_SECONDS, self.deadline - time.perf_counter())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.deadline is not None and time.perf_counter() > self.deadline


class Shaper:
    """
    Shifts of one queue over the horizon, and what they leave uncovered.

    Parameters
    ----------
    ground : DesignGround
        Kinds, openings, costs and prices.
    required : ndarray of float64, shape (slots of the horizon and a day,)
        Agents to cover.
    slots : int
        Slots of the horizon.
    effort : Effort
        Deadline and seed.
    """

    def __init__(
        self,
        ground: DesignGround,
        required: NDArray[np.float64],
        slots: int,
        effort: Effort,
    ) -> None:
        self.ground, self.slots, self.effort = ground, slots, effort
        self.arrays = _arrays(ground, len(required) + 1, slots)
        self.gap = np.append(required, 0.0)
        width = self.arrays.pauses.shape[1]
        self.rows = np.empty((0, FIRST_PAUSE + width), dtype=np.int64)
        self.late = self.built = False
        self.whole = ground.grain == 1
        self.hour = round(1 / ground.costs.hours)
        self.fine = self.hour > _HALVES

    def build(self) -> bool:
        """Program window after window; False where one is too hard to be."""
        first = 0
        while first < self.slots:
            keep = first + _DAY_HOURS * self.hour
            last = min(keep + _MORNING_HOURS * self.hour, self.slots)
            if last == self.slots:
                keep = last
            new = self._window((first, last), last, self.gap, _FIRST)
            if new is None:
                return False
            self._put(new[new[:, 1] < keep])
            first = keep
        self.built = True
        return True

    def fill(self, rows: NDArray[np.int64]) -> None:
        """Start over from given shifts."""
        self._take(np.ones(len(self.rows), dtype=bool))
        self._put(rows)

    def renew(self, hour: int) -> None:
        """Program each day anew from an hour on, against all other shifts."""
        length = _DAY_HOURS * self.hour
        begins = range((hour % _DAY_HOURS) * self.hour, self.slots, length)
        spans = [(first, min(first + length, self.slots)) for first in begins]
        # Of days that do not follow each other neither sees the other's shifts.
        groups = [spans[0::2], spans[1::2]] if self.fine else [[each] for each in spans]
        for group in groups:
            if self.effort.over:
                self.late = True
                return
            with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
                found = list(pool.map(self._renewed, group))
            # In the order of the days, whichever was ready first.
            for span, new in zip(group, found, strict=True):
                if new is not None:
                    self._exchange(span, new)

    def _within(self, span: tuple[int, int]) -> NDArray[np.bool_]:
        """Which shifts start in a span."""
        return (self.rows[:, 1] >= span[0]) & (self.rows[:, 1] < span[1])

    def _renewed(self, span: tuple[int, int]) -> NDArray[np.int64] | None:
        """Shifts that start in a span, programmed against all others."""
        gap = self.gap + self._coverage(self.rows[self._within(span)])
        longest = max(kind.longest for kind in self.ground.kinds)
        until = min(span[1] + longest, self.slots)
        return self._window(span, until, gap, _LATER)

    def _exchange(self, span: tuple[int, int], new: NDArray[np.int64]) -> None:
        """Put shifts for those that start in a span, unless they cost more."""
        mine = self._within(span)
        before, old = self.cost(), self.rows[mine]
        self._take(mine)
        self._put(new)
        if self.cost() > before:
            self._take(np.arange(len(self.rows)) >= len(self.rows) - len(new))
            self._put(old)

    def anneal(self, number: int, *, built: bool = True) -> None:
        """Try small random changes; the shifts never get dearer."""
        plan = _PASS if built else _DEEP if self.whole else _PARTS
        each, fewest, most, hot, cold = plan
        tries = int(np.clip(each * len(self.rows), fewest, most))
        if tries > _PACE * self.effort.left:
            self.late, tries = True, int(_PACE * self.effort.left)
        slot = self.ground.costs.hourly * self.ground.costs.hours
        rows = anneal(
            self.arrays,
            self.gap,
            self.rows,
            (tries, hot * slot, cold * slot),
            np.random.default_rng((self.effort.seed, number)),
        )
        self.fill(rows)

    def pay(self) -> float:
        """Cost of the shifts themselves."""
        return float(self.row_costs().sum())

    def cost(self) -> float:
        """Cost of the shifts and of what they leave short or over."""
        short = self.arrays.short @ np.maximum(self.gap, 0.0)
        over = self.arrays.over @ np.maximum(-self.gap, 0.0)
        return self.pay() + float(short + over)

    def row_costs(self) -> NDArray[np.float64]:
        """Cost of each shift, shape (shifts,)."""
        kind, first, last = self.rows[:, :FIRST_PAUSE].T
        presence = self.arrays.presence
        cost = self.arrays.kind_cost[kind] + presence[last] - presence[first]
        for place in range(self.rows.shape[1] - FIRST_PAUSE):
            has = self.arrays.kinds[kind, 3] > place
            slot = self.rows[has, FIRST_PAUSE + place]
            cost[has] += self.arrays.pause_cost[kind[has], place, slot]
        return np.asarray(cost)

    def _window(
        self,
        span: tuple[int, int],
        until: int,
        gap: NDArray[np.float64],
        depth: tuple[float, int, float],
    ) -> NDArray[np.int64] | None:
        """Shifts that start in a span; `depth` counts on fine grids only."""
        if not np.any(gap[span[0] : until] > 0):
            return np.empty((0, self.rows.shape[1]), dtype=np.int64)
        built = design_model(self.ground, gap, span, until)
        if not built.flows:
            return np.empty((0, self.rows.shape[1]), dtype=np.int64)
        near, nodes, poor = depth if self.fine else (_FINE, _NODES, _POOR)
        limit = _FINE_SECONDS if self.fine else _WINDOW_SECONDS
        answer = search(
            built.model,
            gap=near,
            nodes=nodes,
            time_limit=min(limit, self.effort.left),
            diving=self.fine,
        )
        if not len(answer.decisions):
            return None
        if answer.objective - answer.bound > poor * abs(answer.objective):
            return None
        return shift_rows(built, self.ground.kinds, answer.decisions)

    def _put(self, rows: NDArray[np.int64]) -> None:
        self.gap -= self._coverage(rows)
        self.rows = np.concatenate([self.rows, rows])

    def _take(self, which: NDArray[np.bool_]) -> None:
        self.gap += self._coverage(self.rows[which])
        self.rows = self.rows[~which]

    def _coverage(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Agents that shifts put on contacts in each slot."""
        size = len(self.gap)
        steps = np.bincount(rows[:, 1], minlength=size + 1).astype(np.float64)
        steps -= np.bincount(rows[:, 2], minlength=size + 1)
        agents = np.cumsum(steps)[:size]
        for number, kind in enumerate(self.ground.kinds):
            mine = rows[rows[:, 0] == number]
            for place, pause in enumerate(kind.pauses):
                begin = np.bincount(mine[:, FIRST_PAUSE + place], minlength=size)
                for after, share in enumerate(pause.shares):
                    agents[after:] -= share * begin[: size - after]
        return agents


def _arrays(ground: DesignGround, size: int, slots: int) -> Ground:
    """Write the ground as arrays for the compiled search."""
    kinds, costs = ground.kinds, ground.costs
    places = max(1, *(len(kind.pauses) for kind in kinds))
    widest = max([1, *(len(p.shares) for kind in kinds for p in kind.pauses)])
    counted = np.arange(size) < slots
    starts = np.zeros((len(kinds), size), dtype=np.bool_)
    ends = np.zeros(size, dtype=np.bool_)
    barred = np.zeros(size, dtype=np.int64)
    for number, (_, openings) in enumerate(ground.sides):
        starts[number, openings.starts] = True
        width = min(size, len(openings.may_end))
        ends[:width] |= openings.may_end[:width]
        barred[1:] = np.cumsum(openings.barred)[: size - 1]
    pauses = np.zeros((len(kinds), places, 3), dtype=np.int64)
    shares = np.zeros((len(kinds), places, widest))
    prices_of_pauses = np.zeros((len(kinds), places, size))
    for number, kind in enumerate(kinds):
        for place, pause in enumerate(kind.pauses):
            pauses[number, place] = pause.slots[0], pause.slots[-1], len(pause.shares)
            shares[number, place, : len(pause.shares)] = pause.shares
            prices_of_pauses[number, place] = [
                costs.pause(pause, slot) for slot in range(size)
            ]
    lengths = [[k.shortest, k.longest, k.step, len(k.pauses)] for k in kinds]
    price = np.array([costs.shift(kind.pauses) for kind in kinds])
    return Ground(
        presence=np.cumsum([0.0, *(costs.slot(slot) for slot in range(size))]),
        short=np.where(counted, ground.slot_prices[0], 0.0),
        over=np.where(counted, ground.slot_prices[1], 0.0),
        starts=starts,
        ends=ends,
        barred=barred,
        kinds=np.array(lengths, dtype=np.int64),
        kind_cost=price,
        pauses=pauses,
        shares=shares,
        pause_cost=prices_of_pauses,
    )
