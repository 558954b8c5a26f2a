"""Agents for customers who never give up: the ledger by Erlang C."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.queueing import fewest as kernels
from wfm.staffing.ledger import CONSTRAINTS
from wfm.staffing.shrinkage import SLACK, exact_ceil

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal

    Floats = NDArray[np.float64]


def ledger(load: Floats, aht: Floats, goal: ServiceGoal) -> dict[str, Floats]:
    """
    Agents that each constraint alone needs.

    Parameters
    ----------
    load, aht : ndarray of float64, shape (...)
        Erlangs, and seconds above 0.
    goal : ServiceGoal
        Targets.

    Returns
    -------
    dict of str to ndarray of float64, shape (...)
        By the names of ``CONSTRAINTS``; 0 for what the goal does not ask.
    """
    nobody = np.zeros(load.shape)
    by_level, by_wait = kernels.meet_each(load.ravel(), aht.ravel(), _targets(goal))
    found = dict.fromkeys(CONSTRAINTS, nobody)
    # With nothing asked both are the least stable number: a share of 0 is always met.
    found["stability"] = np.where(load > 0, np.floor(_stable(load)) + 1, 0.0)
    if goal.service_level is not None:
        found["service_level"] = by_level.reshape(load.shape)
    if goal.max_asa is not None:
        found["asa"] = by_wait.reshape(load.shape)
    return found | {
        "occupancy": _capped(load, goal),
        "minimum": nobody + goal.min_agents,
    }


def fewest(load: Floats, aht: Floats, goal: ServiceGoal) -> Floats:
    """
    Agents that meet all constraints, without saying what each needs.

    Parameters
    ----------
    load, aht, goal
        As in `ledger`.

    Returns
    -------
    ndarray of float64, shape (...)
        Whole agents.
    """
    floor = np.maximum(_capped(load, goal), float(goal.min_agents))
    agents = kernels.meet_both(load.ravel(), aht.ravel(), _targets(goal), floor.ravel())
    return agents.reshape(load.shape)


def performance(
    agents: Floats, load: Floats, aht: Floats, threshold: float
) -> tuple[Floats, Floats]:
    """
    Service level and mean wait with whole agents.

    Parameters
    ----------
    agents, load, aht : ndarray of float64, shape (...)
        Whole agents, erlangs, seconds.
    threshold : float
        Promised wait in seconds.

    Returns
    -------
    tuple of ndarray of float64, each of shape (...)
        Share answered in time, and mean wait in seconds.
    """
    level, wait = kernels.performance(
        agents.ravel(), load.ravel(), aht.ravel(), float(threshold)
    )
    return level.reshape(load.shape), wait.reshape(load.shape)


def _stable(load: Floats) -> Floats:
    return load * (1.0 + kernels.ROUNDING)


def _targets(goal: ServiceGoal) -> tuple[float, float, float]:
    level = 0.0 if goal.service_level is None else goal.service_level - SLACK
    longest = np.inf if goal.max_asa is None else goal.max_asa + SLACK
    return float(goal.threshold), float(level), float(longest)


def _capped(load: Floats, goal: ServiceGoal) -> Floats:
    if goal.max_occupancy is None or goal.occupancy_rule != "cap":
        return np.zeros(load.shape)
    return exact_ceil(load / goal.max_occupancy)
