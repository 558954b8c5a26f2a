"""The cheapest lawful week of one agent, exactly, by dynamic programming.

The state after a day is how many days were worked, how many paid minutes, and when the
last shift ended. A shift may follow when the rest since then is long enough; so for
each start only the cheapest earlier state with an early enough end matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.shifts import STEP
from wfm.intervals import DAY_MINUTES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.shifts import ShiftSet

_NEVER = 1e15
WEEK = 7


@dataclass(frozen=True, slots=True)
class TourLimits:
    """
    Limits of one agent's week.

    Attributes
    ----------
    min_days, max_days : int
        Working days.
    week_minutes : int
        Most paid minutes.
    due_minutes : int
        Contracted minutes of the days on which the agent is there.
    idle_price : float
        Price of each minute due that is not scheduled.
    weekly_rest : int
        Minutes in a row that must be free within a whole week.
    """

    min_days: int
    max_days: int
    week_minutes: int
    due_minutes: int
    idle_price: float
    weekly_rest: int


class TourPricer:
    """
    Finds the cheapest tour for one set of shapes and one rest.

    Parameters
    ----------
    shifts : ShiftSet
        Shapes of every day.
    interval : int
        Slot length in minutes.
    rest_minutes : int
        Rest between two shifts.
    """

    def __init__(self, shifts: ShiftSet, interval: int, rest_minutes: int) -> None:
        self.units = shifts.paid // STEP
        # Ends and starts in minutes from the midnight of the following day.
        ends = shifts.end * interval - DAY_MINUTES
        self.end_minute = ends
        self.overnight = ends > 0
        self.ends = np.unique(ends)
        self.end_state = np.searchsorted(self.ends, ends) + 1
        # How many end states (the first is "no shift the day before") a start allows.
        ready = shifts.start * interval - rest_minutes
        self.follows = np.searchsorted(self.ends, ready, side="right") + 1
        self.groups = [
            np.flatnonzero(self.units == units) for units in np.unique(self.units)
        ]

    def best(self, costs: NDArray[np.float64], limits: TourLimits) -> list[int] | None:
        """
        Shape of each day, or -1 for a day off; None when no tour is lawful.

        Parameters
        ----------
        costs : ndarray of float64, shape (days, shapes)
            Cost of each shift; infinite where it may not stand.
        limits : TourLimits
            Of the week.
        """
        tour = self._cheapest(costs, limits)
        if tour is None or self._rests(tour, limits.weekly_rest):
            return tour
        # Only a night shift that ends on the day off spoils the weekly rest. Two days
        # off in a row hold it in any case; so does a week without such shifts.
        choices = [np.where(self.overnight, np.inf, costs)]
        for day in range(len(costs) - 1):
            two_off = costs.copy()
            two_off[day : day + 2] = np.inf
            choices.append(two_off)
        tours = [self._cheapest(choice, limits) for choice in choices]
        lawful = [each for each in tours if each is not None]
        return min(lawful, key=lambda each: _total(costs, each), default=None)

    def _cheapest(
        self, costs: NDArray[np.float64], limits: TourLimits
    ) -> list[int] | None:
        price = np.where(np.isfinite(costs), costs, _NEVER)
        tables = self._forward(price, limits)
        final = tables[-1].min(axis=2)
        units = np.arange(final.shape[1])
        missing = np.maximum(limits.due_minutes - units * STEP, 0)
        total = final + (limits.idle_price * missing)[None, :]
        total[: limits.min_days] = _NEVER
        worked, paid = np.unravel_index(int(np.argmin(total)), total.shape)
        if total[worked, paid] >= _NEVER / 2:
            return None
        return self._backward(tables, price, int(worked), int(paid))

    def _rests(self, tour: list[int], weekly_rest: int) -> bool:
        if len(tour) < WEEK:
            return True
        longest, free_from = 0, 0
        for day, shape in enumerate(tour):
            if shape >= 0:
                longest = max(longest, day * DAY_MINUTES - free_from)
                free_from = (day + 1) * DAY_MINUTES + int(self.end_minute[shape])
        return max(longest, WEEK * DAY_MINUTES - free_from) >= weekly_rest

    def _forward(
        self, price: NDArray[np.float64], limits: TourLimits
    ) -> list[NDArray[np.float64]]:
        size = (
            limits.max_days + 1,
            limits.week_minutes // STEP + 1,
            len(self.ends) + 1,
        )
        table = np.full(size, _NEVER)
        table[0, 0, 0] = 0.0
        tables = [table]
        for day in range(len(price)):
            # Cheapest state whose last end is at most each end, days off included.
            base = np.minimum.accumulate(table, axis=2)
            after = np.full(size, _NEVER)
            after[:, :, 0] = base[:, :, -1]
            for group in self.groups:
                units = int(self.units[group[0]])
                shapes = group[price[day, group] < _NEVER]
                if not len(shapes) or units >= size[1] or size[0] == 1:
                    continue
                value = base[:-1, : size[1] - units, self.follows[shapes] - 1]
                place = (slice(1, None), slice(units, None), self.end_state[shapes])
                after[place] = np.minimum(after[place], value + price[day, shapes])
            table = after
            tables.append(table)
        return tables

    def _backward(
        self,
        tables: list[NDArray[np.float64]],
        price: NDArray[np.float64],
        worked: int,
        paid: int,
    ) -> list[int]:
        tour = []
        limit = len(self.ends) + 1
        for day in range(len(price) - 1, -1, -1):
            table = tables[day + 1]
            end = int(np.argmin(table[worked, paid, :limit]))
            shape = -1
            limit = len(self.ends) + 1
            if end > 0:
                shape = self._shape_before(tables[day], price[day], (worked, paid, end))
                worked -= 1
                paid -= int(self.units[shape])
                limit = int(self.follows[shape])
            tour.append(shape)
        return tour[::-1]

    def _shape_before(
        self,
        before: NDArray[np.float64],
        price: NDArray[np.float64],
        state: tuple[int, int, int],
    ) -> int:
        """Find the shape by which the cheapest way into a state came."""
        worked, paid, end = state
        shapes = np.flatnonzero((self.end_state == end) & (self.units <= paid))
        values = [
            before[worked - 1, paid - self.units[shape], : self.follows[shape]].min()
            + price[shape]
            for shape in shapes
        ]
        return int(shapes[int(np.argmin(values))])


def _total(costs: NDArray[np.float64], tour: list[int]) -> float:
    return float(sum(costs[day, shape] for day, shape in enumerate(tour) if shape >= 0))
