"""Agents for customers who give up: the ledger by Erlang A."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.queueing import erlang_a
from wfm.staffing.ledger import CONSTRAINTS
from wfm.staffing.search import fewest
from wfm.staffing.shrinkage import SLACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal

    Floats = NDArray[np.float64]
    Meets = Callable[[Floats, Floats, Floats, Floats], NDArray[np.bool_]]


def impatient_ledger(
    load: Floats, aht: Floats, patience: Floats, goal: ServiceGoal
) -> dict[str, Floats]:
    """
    Agents that each constraint alone needs.

    Parameters
    ----------
    load, aht, patience : ndarray of float64, shape (...)
        Erlangs; seconds above 0, patience finite.
    goal : ServiceGoal
        Targets.

    Returns
    -------
    dict of str to ndarray of float64, shape (...)
        By the names of ``CONSTRAINTS``; 0 for what the goal does not ask. No queue of
        impatient customers grows for ever: stability asks for one agent, so that
        somebody is served at all.
    """
    rows, place = np.unique(
        np.stack([load.ravel(), aht.ravel(), patience.ravel()]),
        axis=1,
        return_inverse=True,
    )
    nobody = np.zeros(rows.shape[1])
    found = dict.fromkeys(CONSTRAINTS, nobody) | {
        name: _fewest(meets, *rows) for name, meets in targets_of(goal).items()
    }
    found["stability"] = np.where(rows[0] > 0, 1.0, 0.0)
    found["minimum"] = nobody + goal.min_agents
    return {
        name: agents[place.ravel()].reshape(load.shape)
        for name, agents in found.items()
    }


def targets_of(goal: ServiceGoal) -> dict[str, Meets]:
    """
    For each target asked, whether a number of agents meets it.

    Parameters
    ----------
    goal : ServiceGoal
        Targets.

    Returns
    -------
    dict of str to callable
        By the names of ``CONSTRAINTS``; each takes agents, load, handle time and
        patience, and tells for each entry whether the target is met.
    """
    tests: dict[str, Meets] = {}
    if goal.service_level is not None:
        level = goal.service_level - SLACK
        tests["service_level"] = lambda n, a, h, p: (
            erlang_a.service_level(n, a, h, p, goal.threshold, goal.basis) >= level
        )
    if goal.max_occupancy is not None and goal.occupancy_rule == "cap":
        cap = goal.max_occupancy + SLACK
        tests["occupancy"] = lambda n, a, h, p: erlang_a.occupancy(n, a, h, p) <= cap
    if goal.max_asa is not None:
        longest = goal.max_asa + SLACK
        tests["asa"] = lambda n, a, h, p: erlang_a.mean_wait(n, a, h, p) <= longest
    if goal.max_abandonment is not None:
        most = goal.max_abandonment + SLACK
        tests["abandonment"] = lambda n, a, h, p: (
            erlang_a.abandonment(n, a, h, p) <= most
        )
    return tests


def _fewest(meets: Meets, load: Floats, aht: Floats, patience: Floats) -> Floats:
    """Fewest agents for which a target holds; mostly they are near the load."""
    result = np.zeros_like(load)
    busy = load > 0
    queue = load[busy], aht[busy], patience[busy]
    nobody = np.zeros_like(queue[0])
    result[busy] = fewest(lambda n: meets(n, *queue), nobody, np.ceil(queue[0]))
    return result
