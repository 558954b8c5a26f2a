"""The state of coverage: what one more agent is worth in every slot, exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduling.shifts import PlacedShift

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scheduling.problem import Demand
    from scheduling.shifts import Pause, ShiftSet
    from wfm.labour.rules import WorkRules

# A smoothed price never exceeds this many times the price of shortage.
_STEEPEST = 3.0
_PRICED = ("short", "over", "idle")


@dataclass(frozen=True, slots=True)
class Prices:
    """
    What an agent-hour costs where the plan is not perfect.

    Attributes
    ----------
    short, over, idle : float
        An uncovered hour, an hour of surplus, and a contracted hour not scheduled.
    """

    short: float
    over: float
    idle: float

    @classmethod
    def of(cls, rules: WorkRules) -> Prices:
        """
        Prices of the rules, which count in paid hours.

        By default an uncovered hour costs five paid ones, so that a shift is worth
        having when a fifth of it is missed; surplus and contracted hours left
        unscheduled cost little, the latter more, so that contracts are filled first.
        """
        hourly = rules["hourly_cost"]
        return cls(*(hourly * rules[f"{name}_price"] for name in _PRICED))

    def weighted(self, importance: float) -> Prices:
        """Prices of a queue whose shortage weighs more or less than others'."""
        return replace(self, short=self.short * importance)


@dataclass(frozen=True, slots=True)
class Aim:
    """
    Coverage worth having, and what one more agent is worth there.

    Attributes
    ----------
    gap : ndarray of float64, shape (queues, slots)
        Required less scheduled agents.
    price : ndarray of float64, shape (queues, slots)
        Cost of one more agent in a slot, in money; negative where one is missed.
    """

    gap: NDArray[np.float64]
    price: NDArray[np.float64]

    @classmethod
    def nothing(cls, demand: Demand) -> Aim:
        """Full coverage, worth nothing by itself."""
        return cls(np.zeros_like(demand.required), np.zeros_like(demand.required))


class Board:
    """
    Required less scheduled agents by queue and slot, and shifts put on and taken off.

    Parameters
    ----------
    demand : Demand
        What has to be covered.
    prices : Prices
        Of shortage and surplus.
    importance : mapping of str to float, optional
        Factor of the price of shortage by queue, 1 by default.
    """

    def __init__(
        self,
        demand: Demand,
        prices: Prices,
        importance: Mapping[str, float] | None = None,
    ) -> None:
        weights = importance or {}
        self.demand = demand
        self.prices = prices
        self.queue_prices = [
            prices.weighted(weights.get(queue, 1.0)) for queue in demand.queues
        ]
        self.gap = demand.required.copy()

    def worth(self, queue: int, reach: float = 0.0) -> NDArray[np.float64]:
        """
        Cost of one more agent in each slot of a queue; negative where one is missed.

        Parameters
        ----------
        queue : int
            Row of the demand.
        reach : float
            0 for the true cost; above 0 for a smooth price that grows with the gap
            and equals the price of shortage at a gap of `reach` agents. It spreads
            people where the true price would not tell one gap from another.
        """
        gap, hours = self.gap[queue], self.demand.hours
        prices = self.queue_prices[queue]
        if reach > 0:
            slope = np.clip(-gap / reach, -_STEEPEST, _STEEPEST)
            return slope * prices.short * hours
        less_short = np.clip(gap, 0.0, 1.0)
        return hours * (prices.over * (1.0 - less_short) - prices.short * less_short)

    def marginal(
        self, queues: Sequence[int], slots: slice, fraction: float = 1.0
    ) -> NDArray[np.float64]:
        """
        Cost of a fraction of one more agent by queue and slot, exactly.

        Parameters
        ----------
        queues : sequence of int
            Rows of the demand.
        slots : slice
            Slots of the horizon.
        fraction : float
            Share of the slot for which the agent is there.

        Returns
        -------
        ndarray of float64, shape (queues, slots)
        """
        rows = list(queues)
        short = np.array([self.queue_prices[row].short for row in rows])[:, None]
        less_short = np.clip(self.gap[rows, slots], 0.0, fraction)
        over = self.prices.over * (fraction - less_short)
        return np.asarray(self.demand.hours * (over - short * less_short))

    def toward(
        self, queues: Sequence[int], slots: slice, aim: Aim, reach: float
    ) -> NDArray[np.float64]:
        """
        Price of one more agent that leads coverage to an aim.

        Parameters
        ----------
        queues : sequence of int
            Rows of the demand.
        slots : slice
            Slots of the horizon.
        aim : Aim
            Where coverage should get to.
        reach : float
            Agents away from the aim at which the price is off by that of shortage.

        Returns
        -------
        ndarray of float64, shape (queues, slots)
        """
        rows = list(queues)
        short = np.array([self.queue_prices[row].short for row in rows])[:, None]
        away = self.gap[rows, slots] - aim.gap[rows, slots]
        slope = np.clip(-away / reach, -_STEEPEST, _STEEPEST)
        return np.asarray(aim.price[rows, slots] + self.demand.hours * short * slope)

    def put(self, shift: PlacedShift) -> None:
        """Count a shift as scheduled."""
        self._change(shift, -1.0)

    def take(self, shift: PlacedShift) -> None:
        """Count a shift no longer."""
        self._change(shift, 1.0)

    def _change(self, shift: PlacedShift, sign: float) -> None:
        for queue, first, last in shift.served():
            self.gap[queue, first:last] += sign
        for pause, slot in shift.pauses:
            for after, share in enumerate(pause.shares):
                self.gap[self._queue_at(shift, slot + after), slot + after] -= (
                    sign * share
                )

    def _queue_at(self, shift: PlacedShift, slot: int) -> int:
        if not shift.turns:
            return shift.queue
        return next(q for q, first, last in shift.served() if first <= slot < last)

    def cost(self, slots: slice = slice(None)) -> float:
        """Price of shortage and surplus over some slots of the horizon."""
        gap = self.gap[:, : self.demand.slots][:, slots]
        each = np.array([prices.short for prices in self.queue_prices])
        short = (np.maximum(gap, 0.0).sum(axis=1) * each).sum()
        over = np.maximum(-gap, 0.0).sum() * self.prices.over
        return float(short + over) * self.demand.hours


def span_costs(
    worth: NDArray[np.float64], shifts: ShiftSet, midnights: Sequence[int]
) -> NDArray[np.float64]:
    """
    Sum of a price over each shape on each day, pauses included.

    Parameters and result are those of `shift_costs`.
    """
    padded = np.concatenate([worth, np.zeros(int(shifts.end.max()) + 1)])
    total = np.concatenate([[0.0], np.cumsum(padded)])
    first = np.asarray(midnights)[:, None] + shifts.start
    return np.asarray(total[first + shifts.length] - total[first])


def shift_costs(
    worth: NDArray[np.float64], shifts: ShiftSet, midnights: Sequence[int]
) -> NDArray[np.float64]:
    """
    Cost of adding one shift of each shape on each day, pauses where they suit best.

    Parameters
    ----------
    worth : ndarray of float64, shape (slots,)
        Cost of one more agent in each slot.
    shifts : ShiftSet
        Shapes.
    midnights : sequence of int
        First slot of each day.

    Returns
    -------
    ndarray of float64, shape (days, shapes)
    """
    cost = span_costs(worth, shifts, midnights)
    padded = np.concatenate([worth, np.zeros(int(shifts.end.max()) + 1)])
    first = np.asarray(midnights)[:, None] + shifts.start
    for pauses, having in (
        (shifts.short_pauses, ~shifts.lunch),
        (shifts.long_pauses, shifts.lunch),
    ):
        for pause in pauses:
            best = _best_pause(padded, pause)
            cost[:, having] -= best[first[:, having]]
    return cost


def place(
    worth: NDArray[np.float64],
    shifts: ShiftSet,
    shape: int,
    where: tuple[int, int, int],
) -> PlacedShift:
    """
    Put a shape on a day with each pause where an agent is missed least.

    Parameters
    ----------
    worth : ndarray of float64, shape (slots,)
        Cost of one more agent in each slot of the queue.
    shifts : ShiftSet
        Shapes.
    shape : int
        Which one.
    where : tuple of (day, midnight, queue)
        Day of the horizon, its first slot, and the queue.
    """
    day, midnight, queue = where
    first = midnight + int(shifts.start[shape])
    pauses = tuple(
        (pause, _best_slot(worth, pause, first)) for pause in shifts.pauses(shape)
    )
    return PlacedShift(day, first, first + int(shifts.length[shape]), queue, pauses)


def _best_slot(worth: NDArray[np.float64], pause: Pause, first: int) -> int:
    gains = [_gain(worth, pause, first + slot) for slot in pause.slots]
    return first + pause.slots[int(np.argmax(gains))]


def _gain(worth: NDArray[np.float64], pause: Pause, slot: int) -> float:
    return float(
        sum(
            share * worth[slot + after]
            for after, share in enumerate(pause.shares)
            if slot + after < len(worth)
        )
    )


def _best_pause(worth: NDArray[np.float64], pause: Pause) -> NDArray[np.float64]:
    """Best gain of a pause for a shift that starts in each slot."""
    size = len(worth)
    reach = pause.slots[-1] + len(pause.shares)
    padded = np.concatenate([worth, np.zeros(reach)])
    gain = np.zeros(size + pause.slots[-1])
    for after, share in enumerate(pause.shares):
        gain += share * padded[after : after + len(gain)]
    return np.max([gain[slot : slot + size] for slot in pause.slots], axis=0)
