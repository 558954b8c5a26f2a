"""What each extra agent costs against the penalty it is expected to avoid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from wfm.errors import ParameterError
from wfm.queueing._checks import non_negative
from wfm.staffing.risk.trials import trials

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from wfm.demand import ServiceGoal
    from wfm.staffing.risk.draws import Draws
    from wfm.staffing.risk.trials import Trials

_FIRST, _LAST = 0.5, 0.99
# A list that is read by people; a large queue gains several agents at each step.
_MOST_STEPS = 20
_SECONDS = 3600.0
_POINTS = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """
    What the client deducts where a promise is missed.

    Attributes
    ----------
    per_miss : float
        Money for each window that misses the goal, at least 0.
    per_point : float
        Money for each percentage point that a missed window ends below the promised
        service level, in proportion, at least 0.
    """

    per_miss: float = 0.0
    per_point: float = 0.0

    def __post_init__(self) -> None:
        non_negative(per_miss=self.per_miss, per_point=self.per_point)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceStep:
    """
    One line of a price list. Money is not rounded here.

    Attributes
    ----------
    step : int
        0 for the plan of the median, then one more agent from opening to closing.
    agents_hours, extra_hours : float
        Hours on contacts, and those that this step adds.
    probability : float
        Of meeting the goal; in a list of several windows their mean.
    cost, extra_cost : float
        Of all hours, and of those added.
    expected_penalty, penalty_avoided : float
        With this plan, and what the step saves of it.
    net : float
        Penalty avoided less extra cost: above 0 the step pays.
    total : float
        Cost and expected penalty together.
    best : bool
        Whether no step has a smaller total; of equals the one with fewest hours.
    """

    step: int
    agents_hours: float
    extra_hours: float
    probability: float
    cost: float
    extra_cost: float
    expected_penalty: float
    penalty_avoided: float
    net: float
    total: float
    best: bool = False


@dataclass(frozen=True, slots=True)
class _Offer:
    """A plan before it is set beside others."""

    hours: float
    probability: float
    penalty: float


def price_list(
    draws: Draws,
    *,
    goal: ServiceGoal,
    agent_cost: float,
    penalty: Penalty,
    rng: np.random.Generator,
) -> list[tuple[PriceStep, ...]]:
    """
    Price list of each window, from its median to about 99 %.

    A step adds one agent from opening to closing: as many agent-intervals as the
    window has, each where the family of `agents_for_probability` places it next.
    Where that would make more than twenty steps, a step adds two agents, or more.

    Parameters
    ----------
    draws : Draws
        Paths of one queue.
    goal : ServiceGoal
        What is promised.
    agent_cost : float
        Money for an agent's hour on contacts, at least 0.
    penalty : Penalty
        What a miss costs.
    rng : numpy.random.Generator
        For the simulation; with the same seed the plans are those of
        `agents_for_probability`.

    Returns
    -------
    list of tuple of PriceStep
        One list a window.

    Raises
    ------
    ParameterError
        If an argument is outside its domain, the goal promises nothing, or the
        penalty is by point and no service level is promised.
    """
    check_money(goal, agent_cost, penalty)
    return [
        window_prices(each, draws.interval, agent_cost, penalty)
        for each in trials(draws, goal, rng)
    ]


def check_money(goal: ServiceGoal, agent_cost: float, penalty: Penalty) -> None:
    """
    Refuse a cost below 0, and a penalty by point where no level is promised.

    Parameters
    ----------
    goal : ServiceGoal
        What is promised.
    agent_cost : float
        Money for an agent's hour.
    penalty : Penalty
        What a miss costs.

    Raises
    ------
    ParameterError
        Naming what is wrong.
    """
    non_negative(agent_cost=agent_cost)
    if penalty.per_point > 0 and goal.service_level is None:
        raise ParameterError(
            "per_point", penalty.per_point, "0 where no service level is promised"
        )


def window_prices(
    window: Trials, interval: float, agent_cost: float, penalty: Penalty
) -> tuple[PriceStep, ...]:
    """
    Price list of one window.

    Parameters
    ----------
    window : Trials
        Its plans and paths.
    interval : float
        Seconds.
    agent_cost : float
        Money for an agent's hour on contacts.
    penalty : Penalty
        What a miss costs.

    Returns
    -------
    tuple of PriceStep
    """
    first, last = window.least(_FIRST), window.least(_LAST)
    agent = len(window.family.base)
    stride = agent * max(1, -((first - last) // (agent * _MOST_STEPS)))
    numbers = [first, first + stride]
    while numbers[-1] < last:
        numbers.append(numbers[-1] + stride)
    offers = []
    for number in numbers:
        probability = float(window.met(number).mean())
        due = penalty.per_miss * (1.0 - probability)
        if penalty.per_point > 0:
            due += penalty.per_point * _POINTS * window.below(number)
        hours = float(window.family.plan(number).sum()) * interval / _SECONDS
        offers.append(_Offer(hours, probability, due))
    return _priced(offers, agent_cost)


def prices_of_all(
    lists: Sequence[tuple[PriceStep, ...]], agent_cost: float
) -> tuple[PriceStep, ...]:
    """
    One list for several windows: the same step in each, money and hours added up.

    Parameters
    ----------
    lists : sequence of tuple of PriceStep
        At least one; a list that is at its end stays there until the mean of all
        reaches 99 %.
    agent_cost : float
        As they were made with.

    Returns
    -------
    tuple of PriceStep
        The expected penalty of all; the probability is the mean, which is the share
        of windows expected to meet the goal.
    """
    offers = []
    for step in range(max(len(each) for each in lists)):
        rows = [each[min(step, len(each) - 1)] for each in lists]
        offers.append(
            _Offer(
                sum(row.agents_hours for row in rows),
                sum(row.probability for row in rows) / len(rows),
                sum(row.expected_penalty for row in rows),
            )
        )
        if step > 0 and offers[-1].probability >= _LAST:
            break
    return _priced(offers, agent_cost)


def _priced(offers: list[_Offer], agent_cost: float) -> tuple[PriceStep, ...]:
    steps = []
    for step, (before, offer) in enumerate(pairwise([offers[0], *offers])):
        extra = offer.hours - before.hours
        avoided = before.penalty - offer.penalty
        steps.append(
            PriceStep(
                step=step,
                agents_hours=offer.hours,
                extra_hours=extra,
                probability=offer.probability,
                cost=offer.hours * agent_cost,
                extra_cost=extra * agent_cost,
                expected_penalty=offer.penalty,
                penalty_avoided=avoided,
                net=avoided - extra * agent_cost,
                total=offer.hours * agent_cost + offer.penalty,
            )
        )
    best = min(steps, key=lambda each: each.total)
    return tuple(replace(each, best=each is best) for each in steps)
