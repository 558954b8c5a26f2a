r"""What every staffing with skills must have, as a linear model and as a check.

With :math:`n_g` agents of group :math:`g`, :math:`f_{kg}` of their erlangs spent on
queue :math:`k` whose load is :math:`a_k` and whose occupancy is capped at :math:`c_k`:

.. math::
    \min \sum_g c_g n_g \quad \text{s.t.} \quad
    & \sum_g f_{kg} = a_k \max(1 / c_k, R / a), \qquad
      \sum_k f_{kg} \le n_g \qquad (1) \\
    & \sum_{g \text{ serves any of } S} n_g \ge R(S) \qquad (2)

where :math:`R(S)` are the agents that the Erlang formula asks for the queues :math:`S`
as one, :math:`R` those for all, and :math:`a` the whole load. (1) is Hall's condition
with room for the cap, and with the margin that all queues together need at least; (2)
is the margin of each set, about the square root of its load. Where handle times and
goals are equal no staffing can do with less.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.rows import Model
from wfm.staffing.multiskill import overloaded_set, pooled_agents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from wfm.staffing.skill_groups import SkillDemand, SkillGroup

# With more queues only one, two, and all of them are taken as one.
_MOST_QUEUES = 10
# Agents equal to the load over its cap meet the cap.
_JUST_BELOW = 1.0 - 1e-8


@dataclass(frozen=True, slots=True)
class Needs:
    """
    What the demands ask of the groups, whatever the routing.

    Attributes
    ----------
    groups : tuple of SkillGroup
        Who can serve what.
    able : ndarray of bool, shape (groups, queues)
        The same by number.
    load : dict of str to float
        Offered load, erlangs.
    room : dict of str to float
        Erlangs that the agents must have room for by the occupancy cap, by queue.
    spread : dict of str to float
        The same, and at least each queue's share of the agents for all as one.
    waiting : dict of str to float
        Erlangs that nothing takes away but an agent: 0 where customers give up.
    minimum : ndarray of float64, shape (queues,)
        Least agents who can serve the queue.
    sets : tuple of (queues, agents)
        Agents of the Erlang formula for some queues as one.
    """

    groups: tuple[SkillGroup, ...]
    able: NDArray[np.bool_]
    load: dict[str, float]
    room: dict[str, float]
    spread: dict[str, float]
    waiting: dict[str, float]
    minimum: NDArray[np.float64]
    sets: tuple[tuple[tuple[int, ...], float], ...]

    def allow(self, agents: Sequence[int]) -> bool:
        """Whether agents suffice before chance is asked: load, cap and minimum."""
        return overloaded_set(
            self.waiting, self.groups, agents
        ) is None and not self.missed(agents)

    def missed(self, agents: Sequence[int]) -> dict[str, list[str]]:
        """By queue ``minimum`` and ``occupancy`` where the agents miss them."""
        missed: dict[str, list[str]] = {}
        able = self.able.T @ np.asarray(agents)
        for queue, few in zip(self.load, able < self.minimum, strict=True):
            if few:
                missed.setdefault(queue, []).append("minimum")
        room = {queue: load * _JUST_BELOW for queue, load in self.room.items()}
        crowded = overloaded_set(room, self.groups, agents)
        for queue in crowded.queues if crowded is not None else ():
            missed.setdefault(queue, []).append("occupancy")
        return missed

    def model(self) -> Model:
        """Linear model; its first variables are the agents of each group."""
        model = Model()
        staff = model.variables([group.cost for group in self.groups], integer=True)
        spent: list[list[tuple[int, float]]] = [[] for _ in staff]
        for k, work in enumerate(self.spread.values()):
            able = np.flatnonzero(self.able[:, k])
            flows = model.variables([0.0] * len(able))
            model.row([(flow, 1.0) for flow in flows], low=work, high=work)
            for group, flow in zip(able.tolist(), flows, strict=True):
                spent[group].append((flow, 1.0))
        for variable, flows_of_group in zip(staff, spent, strict=True):
            model.row([*flows_of_group, (variable, -1.0)], high=0.0)
        for queues, agents in self.sets:
            able = np.flatnonzero(self.able[:, list(queues)].any(axis=1))
            model.row([(staff[g], 1.0) for g in able], low=agents)
        return model


def needs(
    demands: Sequence[SkillDemand],
    groups: Sequence[SkillGroup],
    rank: NDArray[np.int64],
    interval: float,
) -> Needs:
    """
    Gather what the demands of one interval ask of the groups.

    Parameters
    ----------
    demands : sequence of SkillDemand
        Queues.
    groups : sequence of SkillGroup
        Who can serve what.
    rank : ndarray of int64, shape (groups, queues)
        The same by number, as `priorities` gives it.
    interval : float
        Seconds.

    Returns
    -------
    Needs
        To check a staffing and to build the model.
    """
    loads = {each.queue: each.load(interval) for each in demands}
    room, waiting = {}, {}
    for each in demands:
        load, cap = loads[each.queue], each.goal.max_occupancy
        capped = cap is not None and each.goal.occupancy_rule == "cap"
        endless = math.isinf(each.patience)
        waiting[each.queue] = load if endless else 0.0
        room[each.queue] = load / cap if capped and cap else waiting[each.queue]
    whole = sum(loads.values())
    margin = pooled_agents(demands, interval=interval) / whole if whole > 0 else 0.0
    return Needs(
        groups=tuple(groups),
        able=rank >= 0,
        load=loads,
        room=room,
        spread={
            queue: max(room[queue], load * margin) for queue, load in loads.items()
        },
        waiting=waiting,
        minimum=np.array([each.goal.min_agents for each in demands], dtype=float),
        sets=tuple(
            (some, pooled_agents([demands[k] for k in some], interval=interval))
            for some in _sets(len(demands))
        ),
    )


def _sets(queues: int) -> Iterator[tuple[int, ...]]:
    sizes = range(1, queues + 1)
    for size in sizes if queues <= _MOST_QUEUES else {1, 2, queues}:
        yield from combinations(range(queues), size)
