"""Who can serve what: queues that ask for agents, groups of agents with skills."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wfm.demand import ServiceGoal
from wfm.errors import ParameterError, UnknownNameError
from wfm.queueing._checks import non_negative, numbers, positive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Skills of one entry have the same priority: "ventas=soporte".
EQUAL = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillDemand:
    """
    What one queue asks for in an interval.

    Attributes
    ----------
    queue : str
        Its name, which is the skill it needs.
    volume : float
        Mean contacts offered, at least 0.
    aht : float
        Mean handle time in seconds, above 0.
    goal : ServiceGoal
        What is promised.
    patience : float
        Mean patience in seconds, above 0; infinite where contacts wait without end.
    """

    queue: str
    volume: float
    aht: float
    goal: ServiceGoal = field(default_factory=ServiceGoal)
    patience: float = math.inf

    def __post_init__(self) -> None:
        non_negative(**{f"volume of queue {self.queue!r}": self.volume})
        positive(**{f"aht of queue {self.queue!r}": self.aht})
        patience = f"patience of queue {self.queue!r}"
        if not np.all(numbers(patience, self.patience) > 0):
            raise ParameterError(patience, self.patience, "above 0 seconds")

    def load(self, interval: float) -> float:
        """
        Offered load.

        Parameters
        ----------
        interval : float
            Seconds of the interval, above 0.

        Returns
        -------
        float
            Erlangs.
        """
        return self.volume * self.aht / interval


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """
    Agents with the same skills and priorities.

    Attributes
    ----------
    name : str
        Of the group.
    skills : tuple of str
        Queues it can serve, in order of priority; queues of equal priority stand in
        one entry with ``=`` between them.
    cost : float
        Of an agent for an interval, in any unit, above 0.

    Examples
    --------
    >>> SkillGroup("mixed", ("ventas=soporte", "cobranza")).ranks
    {'ventas': 0, 'soporte': 0, 'cobranza': 1}
    """

    name: str
    skills: tuple[str, ...]
    cost: float = 1.0

    def __post_init__(self) -> None:
        positive(**{f"cost of group {self.name!r}": self.cost})
        names = [name for entry in self.skills for name in _names(entry)]
        twice = [name for name, count in Counter(names).items() if count > 1]
        if not names or "" in names or twice:
            raise ParameterError(
                f"skills of group {self.name!r}",
                ";".join(self.skills),
                "at least one queue, each of them once",
            )

    @property
    def ranks(self) -> dict[str, int]:
        """Priority of each queue served, 0 first."""
        return {
            name: rank
            for rank, entry in enumerate(self.skills)
            for name in _names(entry)
        }


def priorities(
    queues: Sequence[str], groups: Sequence[SkillGroup]
) -> NDArray[np.int64]:
    """
    Rank of every queue in every group, as the simulator wants it.

    Parameters
    ----------
    queues : sequence of str
        Names of the queues.
    groups : sequence of SkillGroup
        Who can serve what.

    Returns
    -------
    ndarray of int64, shape (groups, queues)
        0 first; -1 where the group cannot serve the queue.

    Raises
    ------
    UnknownNameError
        If a group has a skill that is no queue.
    ParameterError
        If a queue has no group, or two groups have one name.
    """
    rank = np.full((len(groups), len(queues)), -1, dtype=np.int64)
    for g, group in enumerate(groups):
        for name, place in group.ranks.items():
            if name not in queues:
                raise UnknownNameError(f"queue in group {group.name!r}:", name, queues)
            rank[g, list(queues).index(name)] = place
    names = [group.name for group in groups]
    if len(set(names)) < len(names):
        raise ParameterError("groups", names, "of different names")
    alone = [queue for k, queue in enumerate(queues) if np.all(rank[:, k] < 0)]
    if alone:
        raise ParameterError(
            "groups", names, f"able to serve queue {', '.join(map(repr, alone))}"
        )
    return rank


def _names(entry: str) -> list[str]:
    return [name.strip() for name in entry.split(EQUAL)]
