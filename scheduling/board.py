"""The state of coverage: what one more agent is worth in every slot, exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scheduling.problem import Demand
    from scheduling.shifts import PlacedShift
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
