"""What a staffing with skills is and what it achieves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wfm.demand import ServiceGoal
    from wfm.staffing.multiskill import Overload, SkillBounds


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueService:
    """
    What the simulation says of one queue, with intervals of 95 % confidence.

    Attributes
    ----------
    queue : str
        Its name.
    goal : ServiceGoal
        What is promised.
    service_level, service_level_low, service_level_high : float
        Share answered within the threshold, on the goal's basis.
    mean_wait, abandonment : float
        Seconds, and share that gives up, of all contacts.
    missed : tuple of str
        ``service_level``, ``asa`` and ``abandonment`` where the target lies outside
        the interval of confidence on the wrong side: chance does not explain it.
        ``occupancy`` where the agents of a set of queues, this one among them, have
        no room for its load under the cap; ``minimum`` where too few can serve it.
    """

    queue: str
    goal: ServiceGoal
    service_level: float
    service_level_low: float
    service_level_high: float
    mean_wait: float
    abandonment: float
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillStaffing:
    """
    Agents of each group, what they cost and what they achieve.

    Attributes
    ----------
    agents : dict of str to int
        By group, on contacts.
    cost : float
        Of these agents for the interval.
    services : tuple of QueueService
        By queue, simulated on contacts that the search has not seen.
    occupancy : dict of str to float
        Simulated, by group that has agents.
    pool_occupancy : float
        Simulated, of all agents together.
    bounds : SkillBounds
        Fully pooled and dedicated, which enclose every sensible answer.
    overload : Overload or None
        Queues with more load than agents, where they give up rather than wait
        without end.
    cuts, simulations : int
        Cuts added, and staffings simulated, to find it.
    contacts : int
        Contacts of the simulation that judged it.
    seed : int
        Seed of every choice.
    stopped_by : str
        ``search``: no agent can go, and none be exchanged for a cheaper one;
        ``dedicated``: agents of one queue each cost no more, and are exact by formula;
        ``rounds``: fresh contacts still find a goal missed, as `services` says;
        ``given``: the staffing was the caller's.
    """

    agents: dict[str, int]
    cost: float
    services: tuple[QueueService, ...]
    occupancy: dict[str, float]
    pool_occupancy: float
    bounds: SkillBounds
    overload: Overload | None
    cuts: int
    simulations: int
    contacts: int
    seed: int
    stopped_by: str

    @property
    def meets_goals(self) -> bool:
        """Whether no target is missed beyond chance."""
        return not any(service.missed for service in self.services)
