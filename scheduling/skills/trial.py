"""Simulate staffings on the same contacts, and say how far each target is met."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing.simulation.law import Handling
from wfm.queueing.simulation.skills import simulate_skills
from wfm.queueing.simulation.skills_contacts import draw_contacts
from wfm.staffing.shrinkage import SLACK
from wfm.staffing.skill_groups import priorities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from wfm.queueing.simulation.estimate import Estimate
    from wfm.queueing.simulation.skills_result import SimulatedSkills
    from wfm.staffing.skill_groups import SkillDemand, SkillGroup

REPLICATIONS = 10
# A replication is one stretch of warm-up and this many that count.
_COUNTED = 10
# After so many handle times a queue that starts empty has forgotten it.
_WARM_UP = 20.0
# Fewest contacts of a queue, as far as the largest run allows.
_FEWEST, _MOST_TIMES = 4_000, 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """
    How staffings are simulated.

    Attributes
    ----------
    contacts : int
        Contacts that count in a simulation of the search, at least 1,000; more where
        a queue has a small share of them.
    handling : Handling
        Law of the handle times.
    queue_groups : tuple of tuple of int, optional
        For each queue the order in which a contact asks its groups; the simulator's
        own order by default.
    """

    contacts: int = 100_000
    handling: Handling = Handling.EXPONENTIAL
    queue_groups: tuple[tuple[int, ...], ...] | None = None

    def __post_init__(self) -> None:
        if not self.contacts >= 1_000:  # noqa: PLR2004  said in the message
            raise ParameterError("contacts", self.contacts, "at least 1000")


@dataclass(frozen=True, slots=True)
class Target:
    """
    One target of one queue, and what a simulation says of it.

    Attributes
    ----------
    queue : int
        Number of the queue.
    name : str
        ``service_level``, ``asa`` or ``abandonment``.
    sign : float
        1 where more is better, -1 where less is.
    wanted : float
        The target.
    found : Estimate
        Of all queues.
    """

    queue: int
    name: str
    sign: float
    wanted: float
    found: Estimate

    @property
    def slack(self) -> float:
        """By how much it is met; 0 where no contact came."""
        value = float(self.found.value[self.queue])
        return 0.0 if math.isnan(value) else self.sign * (value - self.wanted)

    @property
    def missed(self) -> bool:
        """Whether it is missed beyond chance."""
        ends = self.found.high if self.sign > 0 else self.found.low
        best = float(ends[self.queue])
        return self.sign * (best - self.wanted) < -SLACK


class Trial:
    """
    One set of contacts on which every staffing is measured (common random numbers).

    Parameters
    ----------
    demands : sequence of SkillDemand
        Queues of the interval.
    groups : sequence of SkillGroup
        Who can serve what.
    interval : float
        Seconds.
    method : Method
        How to simulate.
    rng : Generator
        Draws the contacts.
    """

    def __init__(
        self,
        demands: Sequence[SkillDemand],
        groups: Sequence[SkillGroup],
        interval: float,
        method: Method,
        rng: np.random.Generator,
    ) -> None:
        self.demands, self.groups, self.method = demands, groups, method
        self.rank = priorities([each.queue for each in demands], groups)
        self.names: tuple[str, ...] = ()
        self._known: dict[tuple[int, ...], NDArray[np.float64]] = {}
        rate = np.array([each.volume for each in demands]) / interval
        length, self.warm = _stretches(demands, rate, method.contacts)
        self.drawn = draw_contacts(
            np.repeat(rate[:, None] * length, self.warm + _COUNTED, axis=1),
            np.array([[each.aht] for each in demands]),
            interval=length,
            patience=[each.patience for each in demands],
            handling=method.handling,
            replications=REPLICATIONS,
            rng=rng,
        )

    @property
    def simulations(self) -> int:
        """Staffings measured so far."""
        return len(self._known)

    def run(self, agents: Sequence[int]) -> SimulatedSkills:
        """Simulate a staffing."""
        return simulate_skills(
            self.drawn,
            np.asarray(agents, dtype=np.float64),
            self.rank,
            threshold=[each.goal.threshold for each in self.demands],
            queue_groups=self.method.queue_groups,
        )

    def slacks(self, agents: Sequence[int]) -> NDArray[np.float64]:
        """By how much each target is met, of those in `names`; negative if missed."""
        key = tuple(int(n) for n in agents)
        if key not in self._known:
            targets = list(self.targets(self.run(key)))
            self.names = tuple(target.name for target in targets)
            self._known[key] = np.array([target.slack for target in targets])
        return self._known[key]

    def meets(self, agents: Sequence[int]) -> bool:
        """Whether a staffing meets every target on these contacts; a tie does."""
        return bool(np.all(self.slacks(agents) >= -SLACK))

    def targets(self, run: SimulatedSkills) -> Iterator[Target]:
        """Every target of every queue that has contacts, always in the same order."""
        wait, lost = run.mean_wait(since=self.warm), run.abandonment(since=self.warm)
        for k, demand in enumerate(self.demands):
            if demand.volume <= 0:
                continue
            goal = demand.goal
            if goal.service_level is not None:
                level = run.service_level(goal.basis, since=self.warm)
                yield Target(k, "service_level", 1.0, goal.service_level, level)
            if goal.max_asa is not None:
                yield Target(k, "asa", -1.0, goal.max_asa, wait)
            if goal.max_abandonment is not None:
                yield Target(k, "abandonment", -1.0, goal.max_abandonment, lost)


def _stretches(
    demands: Sequence[SkillDemand], rate: NDArray[np.float64], contacts: int
) -> tuple[float, int]:
    """Seconds of a stretch, and how many of them are warm-up."""
    total = rate.sum()
    if total <= 0:
        return 1.0, 0
    smallest = rate[rate > 0].min() / total
    enough = min(max(contacts, _FEWEST / smallest), _MOST_TIMES * contacts)
    length = enough / (REPLICATIONS * _COUNTED * total)
    longest = max(each.aht for each in demands if each.volume > 0)
    return length, math.ceil(_WARM_UP * longest / length)
