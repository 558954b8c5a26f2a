"""Cuts from simulation: what agents a missed target asks for, to first order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from scheduling.solver import solve
from wfm.errors import NoAnswerError
from wfm.staffing.shrinkage import SLACK

if TYPE_CHECKING:
    from scheduling.model.rows import Model
    from scheduling.skills.relaxation import Needs
    from scheduling.skills.trial import Trial

_MOST_ROUNDS = 40
# Agents are taken one by one up to this many beyond the first answer.
_MOST_ADDED = 500
_GAP = 1e-6
# So far below its goal a service level is convex in the agents, and a cut would ask for
# far too many: a few more of those who help are asked for instead.
_FAR = -0.5
_HELPS = 0.1
_STEP = 0.25

Agents = tuple[int, ...]


def staffing_by_cuts(needs: Needs, trial: Trial, *, seed: int) -> tuple[Agents, int]:
    r"""
    Agents that meet every target on a trial's contacts, cheap by a linear model.

    Where a target is missed by the cheapest agents :math:`x` of the model, with slack
    :math:`s(x) < 0`, all further answers must keep

    .. math:: s(x) + \sum_g q_g (n_g - x_g) \ge 0, \qquad q_g = s(x + e_g) - s(x),

    which is exact where the slack is concave in the agents, as it is near the goals.

    Parameters
    ----------
    needs : Needs
        The model to begin with.
    trial : Trial
        The contacts.
    seed : int
        Of the solver.

    Returns
    -------
    agents : tuple of int
        Of each group.
    cuts : int
        How many cuts it took.

    Raises
    ------
    NoAnswerError
        If no number of agents seems to do.
    """
    model, cuts = needs.model(), 0
    groups = len(needs.groups)
    tried: set[Agents] = set()
    for _ in range(_MOST_ROUNDS):
        answer = solve(model, gap=_GAP, seed=seed).decisions
        agents = tuple(int(n) for n in answer[:groups])
        if agents in tried or trial.meets(agents):
            break
        tried.add(agents)
        cuts += _cut(model, trial, agents)
    return _topped_up(needs, trial, agents), cuts


def _cut(model: Model, trial: Trial, agents: Agents) -> int:
    """Add a cut for each target missed; returns how many."""
    slacks = trial.slacks(agents)
    steps = np.array([trial.slacks(more) - slacks for more in _one_more(agents)])
    missed = np.flatnonzero(slacks < -SLACK)
    for target in missed:
        # One more agent does not harm: what seems so is chance.
        gains = np.maximum(steps[:, target], 0.0)
        far = trial.names[target] == "service_level" and slacks[target] < _FAR
        if gains.any() and not far:
            terms = [(g, float(gain)) for g, gain in enumerate(gains) if gain > 0]
            model.row(terms, low=float(gains @ agents - slacks[target]))
        else:
            helpers = np.flatnonzero(gains >= _HELPS * gains.max())
            now = sum(agents[g] for g in helpers)
            more = max(1.0, round(_STEP * math.sqrt(now)))
            model.row([(int(g), 1.0) for g in helpers], low=now + more)
    return len(missed)


def _topped_up(needs: Needs, trial: Trial, agents: Agents) -> Agents:
    """Add the agent who does most for its cost until every target is met."""
    costs = np.array([group.cost for group in needs.groups])
    for _ in range(_MOST_ADDED):
        if trial.meets(agents):
            return agents
        missing = np.minimum(trial.slacks(agents), 0.0).sum()
        better = [
            (np.minimum(trial.slacks(more), 0.0).sum() - missing) / costs[g]
            for g, more in enumerate(_one_more(agents))
        ]
        agents = _one_more(agents)[int(np.argmax(better))]
    raise NoAnswerError(
        f"no staffing found that meets every goal: {sum(agents)} agents do not"
    )


def _one_more(agents: Agents) -> list[Agents]:
    return [(*agents[:g], agents[g] + 1, *agents[g + 1 :]) for g in range(len(agents))]
