"""Fewest agents that keep a promise with a given probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.staffing.risk.probability import Probability
from wfm.staffing.risk.trials import trials

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal
    from wfm.staffing.risk.draws import Draws


@dataclass(frozen=True, slots=True, eq=False)
class RiskPlan:
    """
    Agents that meet the goal with a probability.

    Attributes
    ----------
    agents : ndarray of float64, shape (T,)
        Whole agents on contacts, net of shrinkage.
    probability : Probability
        Of each window with these agents.
    """

    agents: NDArray[np.float64]
    probability: Probability


def agents_for_probability(
    draws: Draws, *, probability: float, goal: ServiceGoal, rng: np.random.Generator
) -> RiskPlan:
    """
    Fewest agents that meet the goal with a probability, window by window.

    With the window ``interval`` these are, in each interval, the quantile over the
    paths of the agents that each path requires. A longer window takes the first plan
    of a family: what multiples of its mean volumes require, one agent in one interval
    after another, tried on every path by simulation with common random numbers.

    Parameters
    ----------
    draws : Draws
        Paths of one queue.
    probability : float
        Share of paths on which the goal must hold, in (0, 1).
    goal : ServiceGoal
        What is promised. Its occupancy cap and minimum hold at the mean.
    rng : numpy.random.Generator
        For the simulation, and to round contacts that are not whole.

    Returns
    -------
    RiskPlan

    Raises
    ------
    ParameterError
        If the probability is outside (0, 1) or the goal promises nothing.

    Notes
    -----
    The probability is estimated from the paths by which the plan was chosen. Of R
    paths the promise falls short by about ``P / (R + 1)`` on average, and by chance it
    is off by up to ``sqrt(P (1 - P) / R)``: 1.3 points at 90 % of 500 paths.
    """
    check_probability(probability)
    agents = np.zeros(draws.contacts.shape[1])
    shares = []
    for each in trials(draws, goal, rng):
        number = each.least(probability)
        agents[each.window] = each.family.plan(number)
        shares.append(each.shares(number))
    return RiskPlan(agents, Probability.of(shares))


def check_probability(probability: float) -> None:
    """
    Require a probability that a promise can have.

    Parameters
    ----------
    probability : float
        To check.

    Raises
    ------
    ParameterError
        If it is outside (0, 1).
    """
    if not 0 < probability < 1:
        raise ParameterError("probability", probability, "in (0, 1)")
