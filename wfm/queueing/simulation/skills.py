"""Several queues served by groups of agents with skills, simulated contact by contact.

Contacts are drawn first (`draw_contacts`) and then served by any number of staffings
(`simulate_skills`): differences between staffings are differences in nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing._checks import non_negative
from wfm.queueing.simulation.skills_kernel import NOBODY, Counts, Routing, serve
from wfm.queueing.simulation.skills_result import SimulatedSkills

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from wfm.queueing.simulation.skills_contacts import SkillContacts


def simulate_skills(
    drawn: SkillContacts,
    agents: ArrayLike,
    priority: ArrayLike,
    *,
    threshold: ArrayLike = 20.0,
    queue_groups: Sequence[Sequence[int]] | None = None,
) -> SimulatedSkills:
    """
    Serve drawn contacts with groups of agents.

    A contact that arrives goes to the first group in the order of its queue that has
    an idle agent. A freed agent takes a contact of the waiting queue that ranks first
    in its group; among queues of equal rank, the contact that has waited longest. The
    opening starts empty. Where a group's agents become fewer, the first who end a
    contact leave; after the last interval its agents stay until nobody waits.

    Parameters
    ----------
    drawn : SkillContacts
        Contacts, as drawn.
    agents : array_like of int, shape (groups,) or (groups, T)
        Agents of each group, in each interval.
    priority : array_like of int, shape (groups, queues)
        Rank of a queue for a group, 0 first; -1 where the group cannot serve it.
    threshold : array_like of float, shape (queues,)
        The wait promised, in seconds, at least 0.
    queue_groups : sequence of sequence of int, optional
        For each queue its groups in the order in which a contact asks them. By
        default the group that ranks the queue first comes first; among equals the one
        with fewer skills, then the one with the lower number.

    Returns
    -------
    SimulatedSkills
        Counts and sums by replication, queue and interval.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    Two queues of 50 contacts, 180 s each; five agents for either and four for both:

    >>> from wfm.queueing.simulation.skills_contacts import draw_contacts
    >>> drawn = draw_contacts([[50.0], [50.0]], 180.0, rng=np.random.default_rng(1))
    >>> run = simulate_skills(drawn, [5, 5, 4], [[0, -1], [-1, 0], [0, 0]])
    >>> bool((run.offered == run.answered).all())
    True
    """
    rank = _ranks(priority, drawn.queues)
    staffed = _whole_agents(agents, rank.shape[0], drawn.intervals)
    (limit,) = non_negative(threshold=threshold)
    if limit.shape not in ((), (drawn.queues,)):
        raise ParameterError("threshold", limit.shape, f"of {drawn.queues} queues")
    shape = (drawn.replications, drawn.queues, drawn.intervals)
    contacts = np.zeros((5, *shape), np.int64)
    counts = Counts(
        contacts[0],
        contacts[1],
        contacts[2],
        contacts[3],
        contacts[4],
        np.zeros(shape),
        np.zeros((drawn.replications, rank.shape[0], drawn.intervals)),
    )
    serve(
        drawn.contacts,
        _routing(rank, queue_groups),
        staffed,
        drawn.interval,
        np.broadcast_to(limit, drawn.queues).copy(),
        counts,
    )
    return SimulatedSkills(*counts, agents=staffed, interval=drawn.interval)


def _ranks(priority: ArrayLike, queues: int) -> NDArray[np.int64]:
    rank = np.asarray(priority)
    if rank.ndim != 2 or rank.shape[1] != queues:  # noqa: PLR2004
        raise ParameterError("priority", rank.shape, f"groups by {queues} queues")
    if not (np.issubdtype(rank.dtype, np.integer) and np.all(rank >= NOBODY)):
        raise ParameterError("priority", priority, "ranks from 0, or -1")
    return np.ascontiguousarray(rank, dtype=np.int64)


def _whole_agents(agents: ArrayLike, groups: int, intervals: int) -> NDArray[np.int64]:
    (given,) = non_negative(agents=agents)
    if given.shape not in ((groups,), (groups, intervals)):
        raise ParameterError(
            "agents", given.shape, f"of shape ({groups},) or ({groups}, {intervals})"
        )
    if not np.all(given == np.floor(given)):
        raise ParameterError("agents", agents, "whole numbers")
    wide = given[:, None] if given.ndim == 1 else given
    return np.broadcast_to(wide, (groups, intervals)).astype(np.int64)


def _routing(
    rank: NDArray[np.int64], queue_groups: Sequence[Sequence[int]] | None
) -> Routing:
    groups, queues = rank.shape
    skills = np.full((groups, queues + 1), NOBODY)
    for g in range(groups):
        served = sorted(np.flatnonzero(rank[g] != NOBODY), key=lambda k: rank[g, k])
        skills[g, : len(served)] = served
    breadth = (rank != NOBODY).sum(axis=1)
    order = np.full((queues, groups + 1), NOBODY)
    for k in range(queues):
        able = [int(g) for g in np.flatnonzero(rank[:, k] != NOBODY)]
        asked = sorted(able, key=lambda g: (rank[g, k], breadth[g], g))
        if queue_groups is not None:
            asked = list(queue_groups[k])
            if sorted(asked) != able:
                raise ParameterError(
                    f"queue_groups[{k}]", asked, f"the groups {able} in some order"
                )
        order[k, : len(asked)] = asked
    return Routing(rank, skills, order)
