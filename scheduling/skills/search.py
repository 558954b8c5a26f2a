"""Take agents away, and exchange them for cheaper ones, while every goal holds."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduling.skills.cuts import Agents
    from scheduling.skills.relaxation import Needs
    from scheduling.skills.trial import Trial

_NOISE = 1e-9
# With more groups two agents for one are too many exchanges to simulate.
_MOST_PAIRED = 8


def cheapened(needs: Needs, trial: Trial, agents: Agents) -> Agents:
    """
    Improve a staffing until no single agent can go and no exchange saves anything.

    Tried in this order, dearest first, and from the start again after each success:
    one agent less; one agent for a cheaper one; two agents for one.

    Parameters
    ----------
    needs : Needs
        What must hold before chance is asked.
    trial : Trial
        The contacts.
    agents : tuple of int
        Of each group; every target is met.

    Returns
    -------
    tuple of int
        The same, or cheaper.
    """
    costs = np.array([group.cost for group in needs.groups])
    hopeless: list[Agents] = []
    while True:
        for fewer in sorted(
            _without_one(agents),
            key=lambda x: (np.dot(costs, x), _worst(needs, trial, x)),
        ):
            if needs.allow(fewer) and trial.meets(fewer):
                agents = fewer
                break
        else:
            better = _exchanged(needs, trial, agents, hopeless)
            if better is None:
                return agents
            agents = better


def _worst(needs: Needs, trial: Trial, agents: Agents) -> float:
    """Negative of the smallest slack: of equal costs, the safest comes first."""
    if not needs.allow(agents):
        return np.inf
    return -float(trial.slacks(agents).min(initial=np.inf))


def _exchanged(
    needs: Needs, trial: Trial, agents: Agents, hopeless: list[Agents]
) -> Agents | None:
    costs = np.array([group.cost for group in needs.groups])
    spent = float(np.dot(costs, agents))
    ideas = sorted(
        (float(np.dot(costs, idea)), idea)
        for idea in _exchanges(agents)
        if np.dot(costs, idea) < spent - _NOISE
    )
    for _, idea in ideas:
        # More agents never do worse: who has fewer of all than a failure fails too.
        if any(all(n <= m for n, m in zip(idea, bad, strict=True)) for bad in hopeless):
            continue
        if needs.allow(idea) and trial.meets(idea):
            return idea
        hopeless.append(idea)
    return None


def _without_one(agents: Agents) -> Iterator[Agents]:
    for g, number in enumerate(agents):
        if number > 0:
            yield _changed(agents, (g,), ())


def _exchanges(agents: Agents) -> Iterator[Agents]:
    """One agent, or two, for one of another group."""
    groups = range(len(agents))
    for size in (1, 2) if len(agents) <= _MOST_PAIRED else (1,):
        for gone in combinations_with_replacement(groups, size):
            for come in groups:
                new = _changed(agents, gone, (come,))
                if come not in gone and min(new) >= 0:
                    yield new


def _changed(agents: Agents, gone: tuple[int, ...], come: tuple[int, ...]) -> Agents:
    new = list(agents)
    for g in gone:
        new[g] -= 1
    for g in come:
        new[g] += 1
    return tuple(new)
