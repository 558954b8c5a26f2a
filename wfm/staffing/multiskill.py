"""What several queues need between full pooling and none, and what no agents can do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from wfm.errors import OverloadedSkillsError, ParameterError
from wfm.queueing._checks import non_negative
from wfm.staffing.requirement import required_agents
from wfm.staffing.shrinkage import SLACK
from wfm.staffing.skill_groups import priorities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal
    from wfm.staffing.skill_groups import SkillDemand, SkillGroup

# SciPy's flows are 32-bit whole numbers.
_MOST_FLOW = 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillBounds:
    """
    Agents with one pool for everything, and with agents of its own for every queue.

    Attributes
    ----------
    pooled : float
        Agents if all could serve all, all queues taken as one. No staffing needs
        fewer where `comparable`; elsewhere it is a yardstick and no proof.
    pooled_cost : float
        That many agents of the cheapest group.
    dedicated : float
        Agents if every agent served one queue only.
    dedicated_by_queue : dict of str to float
        Of them, by queue.
    dedicated_cost : float
        For each queue agents of the cheapest group that can serve it.
    comparable : bool
        Whether handle times, goals and patience are equal, so that `pooled` is a
        lower bound.
    """

    pooled: float
    pooled_cost: float
    dedicated: float
    dedicated_by_queue: dict[str, float]
    dedicated_cost: float
    comparable: bool


@dataclass(frozen=True, slots=True)
class Overload:
    """
    Queues whose load no split of their agents can carry.

    Attributes
    ----------
    queues : tuple of str
        The set that lacks most.
    load : float
        Its offered load, erlangs.
    capacity : float
        Agents who can serve at least one of its queues.
    """

    queues: tuple[str, ...]
    load: float
    capacity: float


def skill_bounds(
    demands: Sequence[SkillDemand], groups: Sequence[SkillGroup], *, interval: float
) -> SkillBounds:
    """
    Both ends between which a staffing with skills lies.

    Parameters
    ----------
    demands : sequence of SkillDemand
        Queues of one interval.
    groups : sequence of SkillGroup
        Who can serve what, and what it costs.
    interval : float
        Seconds of the interval, above 0.

    Returns
    -------
    SkillBounds
        Whole agents and their cost.

    Raises
    ------
    ParameterError, UnknownNameError
        If a queue has no group, a group an unknown skill, or a goal no formula.

    Examples
    --------
    Two queues of fifty contacts, three minutes each; 80 % in 20 s:

    >>> from wfm.demand import ServiceGoal
    >>> from wfm.staffing.skill_groups import SkillDemand, SkillGroup
    >>> goal = ServiceGoal(service_level=0.8)
    >>> two = [SkillDemand(queue=q, volume=50, aht=180, goal=goal) for q in "ab"]
    >>> bounds = skill_bounds(two, [SkillGroup("all", ("a=b",))], interval=1800)
    >>> bounds.pooled, bounds.dedicated
    (14.0, 16.0)
    """
    rank = priorities([each.queue for each in demands], groups)
    costs = np.array([group.cost for group in groups])
    alone = {each.queue: pooled_agents([each], interval=interval) for each in demands}
    cheapest = [costs[rank[:, k] >= 0].min() for k in range(len(demands))]
    busy = [each for each in demands if each.volume > 0]
    pooled = pooled_agents(demands, interval=interval)
    return SkillBounds(
        pooled=pooled,
        pooled_cost=pooled * float(costs.min()),
        dedicated=sum(alone.values()),
        dedicated_by_queue=alone,
        dedicated_cost=float(np.dot(list(alone.values()), cheapest)),
        comparable=len({(each.aht, each.goal, each.patience) for each in busy}) <= 1,
    )


def pooled_agents(demands: Sequence[SkillDemand], *, interval: float) -> float:
    """
    Agents for some queues taken as one queue, by the Erlang formulas.

    Its volume is the sum, its handle time the mean weighted by volume, its patience
    the one at which as many give up, and each target the weakest of its queues.

    Parameters
    ----------
    demands : sequence of SkillDemand
        Queues of one interval.
    interval : float
        Seconds of the interval, above 0.

    Returns
    -------
    float
        Whole agents.

    Raises
    ------
    ParameterError
        If a goal has no formula.
    """
    goal = _weakest([each.goal for each in demands])
    volume = sum(each.volume for each in demands)
    if volume <= 0:
        return float(goal.min_agents)
    aht = sum(each.volume * each.aht for each in demands) / volume
    giving_up = sum(each.volume / each.patience for each in demands) / volume
    answer = required_agents(
        volume,
        aht,
        interval=interval,
        goal=goal,
        patience=1 / giving_up if giving_up > 0 else None,
    )
    return float(answer.agents)


def overloaded_set(
    load: Mapping[str, float], groups: Sequence[SkillGroup], agents: Sequence[float]
) -> Overload | None:
    r"""
    Set of queues whose load its agents cannot carry, if there is one.

    Agents suffice only if for every set :math:`S` of queues

    .. math:: \sum_{k \in S} a_k < \sum_{g \text{ serves any of } S} n_g

    (Hall's condition [1]_). A maximum flow of load from queues to groups decides it;
    where not all the load flows, the minimum cut is the set that lacks most.

    Parameters
    ----------
    load : mapping of str to float
        Offered load of each queue in erlangs, at least 0.
    groups : sequence of SkillGroup
        Who can serve what.
    agents : sequence of float
        Agents of each group, at least 0.

    Returns
    -------
    Overload or None
        None where every set of queues has more agents than load; an exact tie is an
        overload, as waits then grow without end.

    Raises
    ------
    ParameterError, UnknownNameError
        If an argument is outside its domain.

    References
    ----------
    .. [1] Gale, D. (1957). A theorem on flows in networks. *Pacific Journal of
           Mathematics*, 7(2): 1073-1082.

    Examples
    --------
    >>> from wfm.staffing.skill_groups import SkillGroup
    >>> groups = [SkillGroup("one", ("a",)), SkillGroup("two", ("a", "b"))]
    >>> overloaded_set({"a": 3.0, "b": 6.0}, groups, [8, 5])
    Overload(queues=('b',), load=6.0, capacity=5.0)
    """
    queues = list(load)
    able = priorities(queues, groups) >= 0
    (work,) = non_negative(load=list(load.values()))
    (staff,) = non_negative(agents=agents)
    if staff.shape != (len(groups),):
        raise ParameterError("agents", agents, f"a number for each of {len(groups)}")
    chosen = _tight_queues(able, work, staff)
    if not chosen.any():
        return None
    total = float(work[chosen].sum())
    capacity = float(staff[able[:, chosen].any(axis=1)].sum())
    if total < capacity - SLACK * max(1.0, capacity):
        return None
    names = tuple(name for name, inside in zip(queues, chosen, strict=True) if inside)
    return Overload(names, total, capacity)


def check_capacity(
    load: Mapping[str, float], groups: Sequence[SkillGroup], agents: Sequence[float]
) -> None:
    """
    Refuse a staffing that cannot carry the load of some set of queues.

    Parameters
    ----------
    load : mapping of str to float
        Offered load of each queue in erlangs, at least 0.
    groups : sequence of SkillGroup
        Who can serve what.
    agents : sequence of float
        Agents of each group, at least 0.

    Raises
    ------
    OverloadedSkillsError
        Naming the set, its load and its agents.
    ParameterError, UnknownNameError
        If an argument is outside its domain.
    """
    found = overloaded_set(load, groups, agents)
    if found is not None:
        raise OverloadedSkillsError(found.queues, found.load, found.capacity)


def _weakest(goals: Sequence[ServiceGoal]) -> ServiceGoal:
    """Goal that whoever meets all of them meets for all contacts together."""
    first = goals[0]
    if any(goal.basis != first.basis for goal in goals):
        goals = [replace(goal, service_level=None) for goal in goals]
    caps = [
        goal.max_occupancy if goal.occupancy_rule == "cap" else None for goal in goals
    ]

    def loosest(values: Sequence[float | None]) -> float | None:
        given = [value for value in values if value is not None]
        return max(given) if len(given) == len(goals) else None

    levels = [goal.service_level for goal in goals]
    some = [level for level in levels if level is not None]
    return replace(
        first,
        service_level=min(some) if len(some) == len(goals) else None,
        threshold=max(goal.threshold for goal in goals),
        max_asa=loosest([goal.max_asa for goal in goals]),
        max_abandonment=loosest([goal.max_abandonment for goal in goals]),
        max_occupancy=loosest(caps),
        occupancy_rule="cap",
        min_agents=max(goal.min_agents for goal in goals),
    )


def _tight_queues(
    able: NDArray[np.bool_], work: NDArray[np.float64], staff: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """
    Queues on the loaded side of a minimum cut; none where load can still grow.

    Nodes are the source, the queues, the groups and the sink.
    """
    groups, queues = able.shape
    scale = int(_MOST_FLOW / max(1.0, work.sum(), staff.sum()))
    # Rounded up, so that a tie stays a tie; the caller judges it without rounding.
    supply = np.ceil(work * scale).astype(np.int32)
    source, sink = 0, queues + groups + 1
    capacity = np.zeros((sink + 1, sink + 1), dtype=np.int32)
    capacity[source, 1 : queues + 1] = supply
    capacity[1 : queues + 1, queues + 1 : sink] = able.T * np.int32(_MOST_FLOW)
    capacity[queues + 1 : sink, sink] = np.floor(staff * scale)
    answer = maximum_flow(csr_array(capacity), source, sink)
    left = capacity - answer.flow.toarray()
    residual = csr_array(np.maximum(left, 0))
    inside = np.zeros(sink + 1, dtype=bool)
    if answer.flow_value < supply.sum():
        inside[breadth_first_order(residual, source, return_predecessors=False)] = True
    else:
        # All flows: who cannot reach the sink any more is in a set without spare.
        inside[:] = True
        inside[
            breadth_first_order(residual.T.tocsr(), sink, return_predecessors=False)
        ] = False
    return inside[1 : queues + 1] & (work > 0)
