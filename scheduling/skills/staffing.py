"""Staff skill groups for one interval, or judge a staffing that is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduling.skills.cuts import Agents, staffing_by_cuts
from scheduling.skills.judgement import judged
from scheduling.skills.relaxation import Needs, needs
from scheduling.skills.search import cheapened
from scheduling.skills.trial import Method, Trial
from wfm.errors import ParameterError
from wfm.staffing.multiskill import SkillBounds, check_capacity, skill_bounds
from wfm.staffing.skill_groups import priorities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduling.skills.result import SkillStaffing
    from wfm.staffing.skill_groups import SkillDemand, SkillGroup

# Contacts on which a staffing is judged, against those on which it was found.
_JUDGED = 4
_ROUNDS = 3


def staff_skills(
    demands: Sequence[SkillDemand],
    groups: Sequence[SkillGroup],
    *,
    interval: float = 1800.0,
    method: Method | None = None,
    seed: int = 0,
    rng: np.random.Generator | None = None,
) -> SkillStaffing:
    """
    Agents of each group that reach every queue's goals at least cost.

    Parameters
    ----------
    demands : sequence of SkillDemand
        Queues of one interval with their goals.
    groups : sequence of SkillGroup
        Who can serve what, in which priority, at what cost.
    interval : float
        Seconds of the interval, above 0.
    method : Method, optional
        How to simulate.
    seed : int
        Seed of every choice; the same seed gives the same answer.
    rng : Generator, optional
        Draws the contacts; made from `seed` by default.

    Returns
    -------
    SkillStaffing
        Local optimum on the contacts of the search: no single agent can go. What it
        achieves is simulated on others. Where these find a goal missed beyond chance,
        the search is repeated on twice as many contacts.

    Raises
    ------
    ParameterError, UnknownNameError
        If an argument is outside its domain, a queue has no group, or a group an
        unknown skill.
    NoAnswerError
        If no number of agents meets a goal.

    Notes
    -----
    An occupancy cap is a condition on the load that agents have room for, whichever
    way it is split, and not on each group: those asked first are busier.
    """
    _check_goals(demands)
    method = method or Method()
    rng = rng or np.random.default_rng(seed)
    bounds = skill_bounds(demands, groups, interval=interval)
    rank = priorities([each.queue for each in demands], groups)
    asked = needs(demands, groups, rank, interval)
    simulations = cuts = 0
    for last in range(_ROUNDS):
        searched = replace(method, contacts=method.contacts * 2**last)
        trial = Trial(demands, groups, interval, searched, rng)
        agents, added = staffing_by_cuts(asked, trial, seed=seed)
        agents = cheapened(asked, trial, agents)
        agents, stopped = _or_dedicated(asked, bounds, agents)
        cuts, simulations = cuts + added, simulations + trial.simulations
        judge = replace(method, contacts=searched.contacts * _JUDGED)
        fresh = Trial(demands, groups, interval, judge, rng)
        answer = judged(fresh, agents, asked, bounds, seed=seed)
        simulations += 1
        if answer.meets_goals or stopped == "dedicated":
            break
        stopped = "rounds"
    return replace(answer, cuts=cuts, simulations=simulations, stopped_by=stopped)


def judge_skills(  # noqa: PLR0913  as staff_skills, and the agents
    demands: Sequence[SkillDemand],
    groups: Sequence[SkillGroup],
    agents: Sequence[int],
    *,
    interval: float = 1800.0,
    method: Method | None = None,
    seed: int = 0,
    rng: np.random.Generator | None = None,
) -> SkillStaffing:
    """
    Judge a given staffing.

    Parameters
    ----------
    demands : sequence of SkillDemand
        Queues of one interval with their goals.
    groups : sequence of SkillGroup
        Who can serve what, in which priority, at what cost.
    agents : sequence of int
        Of each group.
    interval : float
        Seconds of the interval, above 0.
    method : Method, optional
        How to simulate.
    seed : int
        Seed of every choice.
    rng : Generator, optional
        Draws the contacts; made from `seed` by default.

    Returns
    -------
    SkillStaffing
        With what is missed, if anything.

    Raises
    ------
    OverloadedSkillsError
        If queues whose contacts wait without end bring more than their agents carry.
    ParameterError, UnknownNameError
        If an argument is outside its domain.
    """
    _check_goals(demands)
    method = method or Method()
    rank = priorities([each.queue for each in demands], groups)
    asked = needs(demands, groups, rank, interval)
    check_capacity(asked.waiting, groups, agents)
    contacts = replace(method, contacts=method.contacts * _JUDGED)
    fresh = Trial(
        demands, groups, interval, contacts, rng or np.random.default_rng(seed)
    )
    bounds = skill_bounds(demands, groups, interval=interval)
    return judged(fresh, agents, asked, bounds, seed=seed)


def _check_goals(demands: Sequence[SkillDemand]) -> None:
    if not demands:
        raise ParameterError("demands", demands, "at least one queue")
    names = [each.queue for each in demands]
    if len(set(names)) < len(names):
        raise ParameterError("demands", names, "of different queues")
    for each in demands:
        if each.goal.window != "interval":
            raise ParameterError(
                f"window of queue {each.queue!r}", each.goal.window, "interval"
            )


def _or_dedicated(
    asked: Needs, bounds: SkillBounds, agents: Agents
) -> tuple[Agents, str]:
    """
    Agents of one queue each, if they cost less: for them the formula is exact.

    Where a simulated service level lies a hair below its goal, the search may have
    paid an agent for chance.
    """
    costs = np.array([group.cost for group in asked.groups])
    alone = np.zeros(len(agents), dtype=int)
    for k, number in enumerate(bounds.dedicated_by_queue.values()):
        only = np.flatnonzero(asked.able[:, k] & (asked.able.sum(axis=1) == 1))
        if number > 0 and only.size == 0:
            return agents, "search"
        if number > 0:
            alone[only[np.argmin(costs[only])]] = int(number)
    plan = tuple(int(n) for n in alone)
    if costs @ alone < costs @ np.array(agents) and asked.allow(plan):
        return plan, "dedicated"
    return agents, "search"
