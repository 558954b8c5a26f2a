"""The cheapest lawful week of one agent, exactly.

`kernel.cheapest_week` knows hours, days and rest between shifts. Two rules look at the
week as a whole: the weekly rest, and the day off that days worked before the week make
due. They bind seldom; where they do, the few ways to keep them are tried in turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.kernel import NEVER, cheapest_week
from wfm.intervals import DAY_MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.shifts import ShiftSet

WEEK = 7
# Worthwhile shifts make a week that does not exist a little cheaper than never.
_NONE = NEVER / 2


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
    off_by : int
        Last day of the week, from 0, by which a day off must have come.
    fixed : tuple of (int, int, int)
        Days of the week that are worked in any case, with start and end of the shift
        in minutes after the week's first midnight. They are no part of the tour, nor
        of the limits above; rest and days off look at them too.
    """

    min_days: int
    max_days: int
    week_minutes: int
    due_minutes: int
    idle_price: float
    weekly_rest: int
    off_by: int = WEEK
    fixed: tuple[tuple[int, int, int], ...] = ()


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
        self.unit = gcd(*shifts.paid.tolist())
        # Ends and starts in minutes from the midnight of the following day.
        self.end_minute = shifts.end * interval - DAY_MINUTES
        ready = shifts.start * interval - rest_minutes
        # Ends that any start of the next day allows are one state with a day off.
        late = self.end_minute > ready.min()
        ends = np.unique(self.end_minute[late])
        state = np.where(late, np.searchsorted(ends, self.end_minute) + 1, 0)
        after = np.searchsorted(ends, ready, side="right")
        self.shapes = shifts.paid // self.unit, state, after
        self.states = len(ends) + 1
        self.start_minute = shifts.start * interval
        self.overnight = self.end_minute > 0
        self._room: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None

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
        prices = np.where(np.isfinite(costs), costs, NEVER)
        total, tour = self._cheapest(prices, limits)
        if total >= _NONE:
            return None
        if not self._lawful(tour, limits):
            total, tour = min(
                (
                    (total, tour)
                    for total, tour in self._alternatives(prices, limits)
                    if self._lawful(tour, limits)
                ),
                key=lambda each: each[0],
                default=(NEVER, tour),
            )
        return None if total >= _NONE else tour.tolist()

    def _alternatives(
        self, prices: NDArray[np.float64], limits: TourLimits
    ) -> Iterator[tuple[float, NDArray[np.int64]]]:
        """Cheapest weeks under each way to keep the rules of the whole week."""
        for off in range(min(limits.off_by, len(prices) - 1) + 1):
            with_off = prices
            if limits.off_by < WEEK:
                with_off = prices.copy()
                with_off[off] = NEVER
            total, tour = self._cheapest(with_off, limits)
            if self._rests(tour, limits):
                yield total, tour
                continue
            # Only a night shift that ends on the day off spoils the weekly rest. Two
            # days off in a row hold it; so does a week without such shifts.
            yield self._cheapest(np.where(self.overnight, NEVER, with_off), limits)
            for day in range(len(prices) - 1):
                two_off = with_off.copy()
                two_off[day : day + 2] = NEVER
                yield self._cheapest(two_off, limits)
            if limits.off_by >= WEEK:
                return

    def _cheapest(
        self, prices: NDArray[np.float64], limits: TourLimits
    ) -> tuple[float, NDArray[np.int64]]:
        width = limits.week_minutes // self.unit
        missing = limits.due_minutes - np.arange(width + 1) * self.unit
        idle = limits.idle_price * np.maximum(missing, 0.0)
        days = min(limits.max_days, len(prices))
        return cheapest_week(
            prices,
            self.shapes,
            (limits.min_days, days, width),
            idle,
            self._space(width),
        )

    def _space(self, width: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if self._room is None or self._room[1].shape[2] != width + 1:
            size = (self.states, WEEK + 1, width + 1)
            self._room = np.empty((WEEK + 1, *size)), np.empty(size)
        return self._room

    def _lawful(self, tour: NDArray[np.int64], limits: TourLimits) -> bool:
        fixed = {day for day, _, _ in limits.fixed}
        rested = limits.off_by >= len(tour) or any(
            tour[day] < 0 and day not in fixed for day in range(limits.off_by + 1)
        )
        return rested and self._rests(tour, limits)

    def _rests(self, tour: NDArray[np.int64], limits: TourLimits) -> bool:
        if len(tour) < WEEK:
            return True
        worked = [(start, end) for _, start, end in limits.fixed]
        for day, shape in enumerate(tour):
            if shape >= 0:
                midnight = day * DAY_MINUTES
                end = midnight + DAY_MINUTES + int(self.end_minute[shape])
                worked.append((midnight + int(self.start_minute[shape]), end))
        longest, free_from = 0, 0
        for start, end in sorted(worked):
            longest = max(longest, start - free_from)
            free_from = end
        return max(longest, WEEK * DAY_MINUTES - free_from) >= limits.weekly_rest
