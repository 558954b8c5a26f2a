"""The roster's relaxation: what no roster of these agents can undercut in a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.cover import Coverage
from scheduling.model.rows import Model
from scheduling.shifts import allowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.board import Prices
    from scheduling.problem import Demand, Week
    from scheduling.shifts import ShiftSet


@dataclass(frozen=True, slots=True)
class AgentClass:
    """
    Agents with one contract and one set of queues, counted and not named.

    Attributes
    ----------
    shifts : ShiftSet
        Shapes of the contract.
    queues : tuple of int
        Queues they can serve.
    people_on : tuple of int
        Agents who may work on each day of the week.
    week_minutes, due_minutes : int
        Most paid minutes of all together, and those that are due to be scheduled.
    min_days, max_days : int
        Working days of all together.
    surcharge_cost : float
        Cost of a surcharged hour at a surcharge of 100 %; 0 where none is paid.
    """

    shifts: ShiftSet
    queues: tuple[int, ...]
    people_on: tuple[int, ...]
    week_minutes: int
    due_minutes: int
    min_days: int
    max_days: int
    surcharge_cost: float


def bound_model(
    demand: Demand,
    week: Week,
    classes: Sequence[AgentClass],
    surcharge: NDArray[np.float64],
    prices: Prices,
) -> Model:
    """
    Linear relaxation of one week's roster.

    Parameters
    ----------
    demand : Demand
        The grid.
    week : Week
        Days of the horizon.
    classes : sequence of AgentClass
        Staff, counted.
    surcharge : ndarray of float64, shape (slots,)
        Extra pay as a share of the hourly cost.
    prices : Prices
        Of shortage, surplus and contracted minutes not scheduled.

    Returns
    -------
    Model
        Its minimum is a lower bound: days are only counted, rest is left out, and in
        the hours that a night shift of the week before may cover nothing counts.
    """
    first = int(demand.day_slots[week.first])
    last = int(demand.day_slots[week.last])
    longest = max(int(group.shifts.end.max()) for group in classes)
    size = int(demand.day_slots[week.last - 1]) + longest - first
    model = Model()
    cover = [Coverage(first, max(size, last - first)) for _ in demand.queues]
    spills = 0
    for group in classes:
        spills = max(
            spills, _add_class(model, demand, week, (group, cover), (surcharge, prices))
        )
    for queue, coverage in enumerate(cover):
        needed = np.full(coverage.slots, np.nan)
        needed[: last - first] = demand.required[queue, first:last]
        if week.first > 0:
            needed[:spills] = np.nan
        coverage.close(model, needed, prices, demand.hours)
    return model


def _add_class(
    model: Model,
    demand: Demand,
    week: Week,
    group: tuple[AgentClass, list[Coverage]],
    costs: tuple[NDArray[np.float64], Prices],
) -> int:
    """Add one class's shifts and limits; returns slots its last shift may spill."""
    (staff, cover), (surcharge, prices) = group, costs
    shifts = staff.shifts
    extra = np.concatenate([[0.0], np.cumsum(surcharge)])
    minutes: list[tuple[int, float]] = []
    worked: list[tuple[int, float]] = []
    spills = 0
    for number, day in enumerate(week.days):
        midnight = int(demand.day_slots[day])
        today: list[int] = []
        for queue in staff.queues:
            shapes = np.flatnonzero(allowed(demand, shifts, queue, day))
            begin = midnight + shifts.start[shapes]
            end = np.minimum(begin + shifts.length[shapes], len(surcharge))
            # Lunch is unpaid; leaving the dearest slots out keeps the bound a bound.
            lunch = shifts.length[shapes] - shifts.paid[shapes] // demand.interval
            dearest = np.array(
                [
                    surcharge[b:e].max(initial=0.0)
                    for b, e in zip(begin, end, strict=True)
                ]
            )
            paid = np.maximum(extra[end] - extra[begin] - lunch * dearest, 0.0)
            numbers = model.variables(
                paid * demand.hours * staff.surcharge_cost, integer=True
            )
            for variable, shape in zip(numbers, shapes, strict=True):
                cover[queue].add(variable, shifts, int(shape), midnight)
                minutes.append((variable, float(shifts.paid[shape])))
            today += numbers
            if len(end):
                spills = max(spills, int(end.max()) - int(demand.day_slots[day + 1]))
        model.row(((v, 1.0) for v in today), high=staff.people_on[number])
        worked += [(variable, 1.0) for variable in today]
    (idle,) = model.variables([prices.idle / 60])
    model.row(minutes, high=staff.week_minutes)
    model.row([*minutes, (idle, 1.0)], low=staff.due_minutes)
    model.row(worked, low=staff.min_days, high=staff.max_days)
    return spills
