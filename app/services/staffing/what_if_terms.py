"""What is asked of a what-if desk, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wfm.errors import ParameterError

if TYPE_CHECKING:
    from app.services.staffing.what_if_queues import StaffedQueue
    from wfm.demand import Queue, Shrinkage

FACTORS = (0.25, 4.0)
PROBABILITIES = (0.5, 0.99)
GOALS = ("service_level", "threshold", "max_occupancy")
SHRINKAGES = ("scheduled", "unscheduled")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """
    What shall be otherwise; None leaves what the campaign says.

    Attributes
    ----------
    queue : str or None
        Queue whose goal is changed; None for every queue.
    service_level : float or None
        Share of contacts to answer within the threshold, in (0, 1).
    threshold : float or None
        Seconds, at least 0.
    max_occupancy : float or None
        In (0, 1]; adds agents only where the campaign caps occupancy.
    scheduled, unscheduled : float or None
        Shares of paid time away from contacts, in [0, 1), together below 1.
    aht_factor, volume_factor : float
        On all handle times and contacts, within ``FACTORS``.
    probability : float or None
        With which the promise shall hold over the forecast's bands, within
        ``PROBABILITIES``; None staffs for the mean.
    """

    queue: str | None = None
    service_level: float | None = None
    threshold: float | None = None
    max_occupancy: float | None = None
    scheduled: float | None = None
    unscheduled: float | None = None
    aht_factor: float = 1.0
    volume_factor: float = 1.0
    probability: float | None = None

    def __post_init__(self) -> None:
        for name in ("aht_factor", "volume_factor"):
            value = getattr(self, name)
            if not FACTORS[0] <= value <= FACTORS[1]:
                raise ParameterError(name, value, f"{FACTORS[0]} to {FACTORS[1]}")
        low, high = PROBABILITIES
        if self.probability is not None and not low <= self.probability <= high:
            raise ParameterError("probability", self.probability, f"{low} to {high}")

    def of_queue(self, queue: Queue) -> Queue:
        """Queue with the goal that is asked for."""
        if self.queue not in (None, queue.name):
            return queue
        given = self.goals
        return replace(queue, goal=replace(queue.goal, **given)) if given else queue  # type: ignore[arg-type]

    def of_shrinkage(self, shrinkage: Shrinkage) -> Shrinkage:
        """Shrinkage that is asked for."""
        return replace(shrinkage, **self._given(SHRINKAGES))  # type: ignore[arg-type]

    @property
    def goals(self) -> dict[str, float]:
        """Goals that are asked for, by name."""
        return self._given(GOALS)

    @property
    def shrinkages(self) -> dict[str, float]:
        """Shares of shrinkage that are asked for, by name."""
        return self._given(SHRINKAGES)

    def _given(self, names: tuple[str, ...]) -> dict[str, float]:
        asked = {name: getattr(self, name) for name in names}
        return {name: value for name, value in asked.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """
    What a question comes to over the days of a desk.

    Attributes
    ----------
    contacts : float
        Mean contacts.
    agent_hours, to_schedule_hours, paid_hours : float
        On contacts; to cover with shifts; with all shrinkage.
    peak_agents, heads : int
        Most agents on contacts at once; persons of the standard contract.
    service_level, occupancy : float or None
        Reached at the mean: of contacts, of agents' time. None without any.
    probability : float or None
        That the promise holds, by contacts; None where bands or promises are missing.
    cost : float or None
        Money for the paid hours; None where no hour has a price.
    interval_hours : float
        Length of an interval.
    binding_hours : dict of str to float
        Agent-hours by the constraint that binds.
    queues : tuple of StaffedQueue
        By name.
    """

    contacts: float
    agent_hours: float
    to_schedule_hours: float
    paid_hours: float
    peak_agents: int
    heads: int
    service_level: float | None
    occupancy: float | None
    probability: float | None
    cost: float | None
    interval_hours: float
    binding_hours: dict[str, float]
    queues: tuple[StaffedQueue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceStep:
    """
    One service level of the price list.

    Attributes
    ----------
    service_level : float
        Asked for.
    agent_hours, paid_hours : float
        That it takes.
    cost : float or None
        Money for the paid hours.
    point_hours, point_cost : float or None
        Paid hours and money for each point of service level since the step before;
        None for the first.
    """

    service_level: float
    agent_hours: float
    paid_hours: float
    cost: float | None
    point_hours: float | None
    point_cost: float | None
