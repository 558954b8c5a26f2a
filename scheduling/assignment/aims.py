"""Where the coverage of a week should get to, read from its relaxation.

The linear programme that gives the bound also says how the best coverage looks and
what one more agent is worth in each slot. Passes that steer by both spread people as
the optimum does, where the requirement alone would spread every shortage evenly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduling.board import Aim

if TYPE_CHECKING:
    from scheduling.model.bound import BoundModel
    from scheduling.problem import Demand, Week
    from scheduling.solver import Solution


@dataclass(frozen=True, slots=True)
class Relaxation:
    """
    What the linear programme of a week says.

    Attributes
    ----------
    bound : float
        Least price of the week beyond contracted pay.
    aim : Aim
        Its coverage.
    """

    bound: float
    aim: Aim


def aim(demand: Demand, week: Week, built: BoundModel, answer: Solution) -> Aim:
    """
    Coverage and prices of a solved relaxation.

    Parameters
    ----------
    demand : Demand
        The grid.
    week : Week
        Whose relaxation it is.
    built : BoundModel
        Where its rows stand.
    answer : Solution
        Of the linear programme.
    """
    first = int(demand.day_slots[week.first])
    aimed = Aim.nothing(demand)
    for queue, cover in enumerate(built.cover):
        slots = first + cover.slots
        aimed.gap[queue, slots] = cover.gap(answer.decisions)
        aimed.price[queue, slots] = -answer.duals[cover.rows]
    return aimed


def after_the_week(demand: Demand, week: Week, own: Aim, first: Aim) -> Aim:
    """
    Aim of a week with a price on what its night shifts cover in the next.

    What the next Monday's night is worth is not known yet; the Monday on which the
    horizon begins stands in for it. After the last week nothing is worth anything.

    Parameters
    ----------
    demand : Demand
        The grid.
    week : Week
        Days of the horizon.
    own : Aim
        Of the week.
    first : Aim
        Of the first week of the horizon.
    """
    price = own.price.copy()
    end = int(demand.day_slots[week.last])
    width = price.shape[1] - end
    price[:, end:] = 0.0
    if end < demand.slots:
        begin = price[:, end:][:, : demand.slots]
        begin[:] = first.price[:, :width][:, : begin.shape[1]]
    return Aim(own.gap, price)
