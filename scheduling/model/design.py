"""Shift design of one queue and one week as a model: how many on which shifts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.cover import Coverage
from scheduling.model.rows import Model
from scheduling.shifts import allowed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.board import Prices
    from scheduling.problem import Demand, Week
    from scheduling.shifts import ShiftSet

Choice = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DesignCosts:
    """
    What a shift costs: its share of a person's week, and surcharges.

    A week of a person holds a number of hours and a number of days, and a shift uses
    up both. It is charged half by its hours and half by its day, so that a day of
    average length costs what it pays, and many short days cost more people.

    Attributes
    ----------
    hourly : float
        A paid hour.
    surcharge : ndarray of float64, shape (slots,)
        Extra share of the hourly cost in each slot of the horizon.
    average_day : float
        Hours of a person's week over its working days.
    """

    hourly: float
    surcharge: NDArray[np.float64]
    average_day: float

    def of(
        self, demand: Demand, shifts: ShiftSet, midnight: int
    ) -> NDArray[np.float64]:
        """Cost of each shape on the day that starts at a slot, shape (shapes,)."""
        extra = np.concatenate([[0.0], np.cumsum(self.surcharge)])
        first = midnight + shifts.start
        last = np.minimum(first + shifts.length, len(self.surcharge))
        share = (shifts.paid / 60 + self.average_day) / 2
        hours = share + (extra[last] - extra[first]) * demand.hours
        return np.asarray(self.hourly * hours)


@dataclass(frozen=True, slots=True)
class DesignModel:
    """
    The model and what its first variables mean.

    Attributes
    ----------
    model : Model
        Variables of shifts come first.
    choices : list of (day, shape)
        Day of the horizon and shape of each shift variable.
    """

    model: Model
    choices: list[Choice]


def candidate_shifts(
    demand: Demand, shifts: ShiftSet, queue: int, week: Week
) -> list[Choice]:
    """Every day and shape of a week that fits the opening hours of a queue."""
    return [
        (day, int(shape))
        for day in week.days
        for shape in np.flatnonzero(allowed(demand, shifts, queue, day))
    ]


def design_model(
    demand: Demand,
    shifts: ShiftSet,
    choices: list[Choice],
    required: NDArray[np.float64],
    costs: tuple[DesignCosts, Prices],
) -> DesignModel:
    """
    Build the design model over some choices of shifts.

    Parameters
    ----------
    demand : Demand
        The grid.
    shifts : ShiftSet
        Shapes.
    choices : list of (day, shape)
        Columns to choose from; all of one week.
    required : ndarray of float64, shape (slots of the horizon and a day,)
        What is left to cover in this queue.
    costs : tuple of DesignCosts and Prices
        Of shifts, and of what stays uncovered.
    """
    shift_costs, prices = costs
    days = sorted({day for day, _ in choices})
    first = int(demand.day_slots[days[0]])
    last = int(demand.day_slots[days[-1] + 1])
    spill = max(
        int(demand.day_slots[day]) + int(shifts.end[shape]) for day, shape in choices
    )
    coverage = Coverage(first, max(spill, last) - first)
    model = Model()
    price = {
        day: shift_costs.of(demand, shifts, int(demand.day_slots[day])) for day in days
    }
    variables = model.variables(
        [price[day][shape] for day, shape in choices], integer=True
    )
    for variable, (day, shape) in zip(variables, choices, strict=True):
        coverage.add(variable, shifts, shape, int(demand.day_slots[day]))
    needed = np.full(coverage.slots, np.nan)
    needed[: last - first] = required[first:last]
    coverage.close(model, needed, prices, demand.hours)
    return DesignModel(model, choices)
