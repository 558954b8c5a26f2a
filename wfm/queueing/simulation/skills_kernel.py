"""The compiled loop of several queues served by groups of agents with skills."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wfm.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.queueing.simulation.skills_contacts import Contacts

NOBODY = -1


class Routing(NamedTuple):
    """
    Who serves whom, in which order; rows end with ``NOBODY``.

    Attributes
    ----------
    rank : ndarray of int64, shape (groups, queues)
        Priority of a queue for a group, 0 first; ``NOBODY`` where it is not served.
    skills : ndarray of int64, shape (groups, queues + 1)
        Queues of each group by rank.
    order : ndarray of int64, shape (queues, groups + 1)
        Groups in the order in which a contact of the queue asks them.
    """

    rank: NDArray[np.int64]
    skills: NDArray[np.int64]
    order: NDArray[np.int64]


class Counts(NamedTuple):
    """
    What happened, by the interval of arrival; the simulation adds to it.

    Attributes
    ----------
    offered, answered, abandoned : ndarray of int64, shape (replications, queues, T)
        Contacts.
    answered_in_threshold, abandoned_in_threshold : ndarray of int64, same shape
        Of them, after a wait of at most the queue's threshold.
    wait_s : ndarray of float64, same shape
        Sum of the waits of answered and abandoned contacts.
    busy_s : ndarray of float64, shape (replications, groups, T)
        Seconds that agents of a group worked within the interval itself.
    """

    offered: NDArray[np.int64]
    answered: NDArray[np.int64]
    abandoned: NDArray[np.int64]
    answered_in_threshold: NDArray[np.int64]
    abandoned_in_threshold: NDArray[np.int64]
    wait_s: NDArray[np.float64]
    busy_s: NDArray[np.float64]


class _State(NamedTuple):
    """Moments at which busy agents end (a heap), and the waiting lines."""

    ends: NDArray[np.float64]
    whose: NDArray[np.int64]
    size: NDArray[np.int64]
    busy: NDArray[np.int64]
    staffed: NDArray[np.int64]
    head: NDArray[np.int64]
    tail: NDArray[np.int64]
    behind: NDArray[np.int64]


class _Opening(NamedTuple):
    """
    All that the loop looks at and writes to.

    Its arrays are always named in full: taking a part into a variable would count a
    reference to each of them, which takes half of the time.
    """

    contacts: Contacts
    routing: Routing
    length: float
    threshold: NDArray[np.float64]
    counts: Counts
    state: _State


@compiled
def serve(
    contacts: Contacts,
    routing: Routing,
    agents: NDArray[np.int64],
    length: float,
    threshold: NDArray[np.float64],
    counts: Counts,
) -> None:
    """
    Serve the contacts of every replication and count what happens to them.

    Parameters
    ----------
    contacts : Contacts
        As drawn.
    routing : Routing
        Who serves whom.
    agents : ndarray of int64, shape (groups, T)
        Agents of each group in each interval.
    length : float
        Seconds of an interval.
    threshold : ndarray of float64, shape (queues,)
        Wait promised, seconds.
    counts : Counts
        Zeros, added to.
    """
    groups, queues = routing.rank.shape
    most = 1
    for g in range(groups):
        most += agents[g].max()
    state = _State(
        np.empty(most),
        np.empty(most, np.int64),
        np.zeros(1, np.int64),
        np.zeros(groups, np.int64),
        np.zeros(groups, np.int64),
        np.full(queues, NOBODY),
        np.full(queues, NOBODY),
        np.full(contacts.arrival.size, NOBODY),
    )
    opening = _Opening(contacts, routing, length, threshold, counts, state)
    for replication in range(contacts.begins.size - 1):
        _replicate(replication, agents, opening)


@compiled
def _replicate(  # noqa: C901, PLR0912, PLR0915  the event loop itself
    replication: int, agents: NDArray[np.int64], opening: _Opening
) -> None:
    """One opening, from empty until the last contact has gone."""
    length, order = opening.length, opening.routing.order
    intervals = agents.shape[1]
    i, last = (
        opening.contacts.begins[replication],
        opening.contacts.begins[replication + 1],
    )
    t = 0
    opening.state.staffed[:] = agents[:, 0]
    while True:
        arrival = opening.contacts.arrival[i] if i < last else np.inf
        end = opening.state.ends[0] if opening.state.size[0] > 0 else np.inf
        change = (t + 1) * length if t + 1 < intervals else np.inf
        now = min(arrival, end, change)
        if now == np.inf:
            break
        if now == change:
            t += 1
            opening.state.staffed[:] = agents[:, t]
            for g in range(agents.shape[0]):
                # Who comes takes up what waits; who goes first ends a contact.
                while opening.state.busy[g] < opening.state.staffed[g]:
                    found = _next_waiting(g, now, replication, opening)
                    if found == NOBODY:
                        break
                    _start(found, g, now, replication, opening)
        elif now == end:
            g = opening.state.whose[0]
            _drop_first(opening.state)
            opening.state.busy[g] -= 1
            if opening.state.busy[g] < opening.state.staffed[g]:
                found = _next_waiting(g, now, replication, opening)
                if found != NOBODY:
                    _start(found, g, now, replication, opening)
        else:
            k = opening.contacts.queue[i]
            opening.counts.offered[
                replication, k, _interval(now, length, intervals)
            ] += 1
            column, g = 0, order[k, 0]
            while g != NOBODY and opening.state.busy[g] >= opening.state.staffed[g]:
                column += 1
                g = order[k, column]
            if g != NOBODY:
                _start(i, g, now, replication, opening)
            else:
                opening.state.behind[i] = NOBODY
                if opening.state.head[k] == NOBODY:
                    opening.state.head[k] = i
                else:
                    opening.state.behind[opening.state.tail[k]] = i
                opening.state.tail[k] = i
            i += 1
    # Who still waits has no agent to wait for.
    for k in range(opening.state.head.size):
        _let_go(k, np.inf, replication, opening)
        opening.state.head[k] = NOBODY


@compiled
def _interval(moment: float, length: float, intervals: int) -> int:
    """Interval of an arrival; rounding may put the last one at the very end."""
    return min(int(moment / length), intervals - 1)


@compiled
def _next_waiting(g: int, now: float, replication: int, opening: _Opening) -> int:
    """Take out the contact a free agent serves: by rank, then who waited longest."""
    best, rank, column = NOBODY, NOBODY, 0
    k = opening.routing.skills[g, 0]
    while k != NOBODY:
        if best != NOBODY and opening.routing.rank[g, k] > rank:
            break
        if opening.state.head[k] != NOBODY:
            _let_go(k, now, replication, opening)
            first = opening.state.head[k]
            # Contacts are numbered in order of arrival.
            if first != NOBODY and (best == NOBODY or first < best):
                best, rank = first, opening.routing.rank[g, k]
        column += 1
        k = opening.routing.skills[g, column]
    if best != NOBODY:
        k = opening.contacts.queue[best]
        opening.state.head[k] = opening.state.behind[best]
    return best


@compiled
def _let_go(k: int, now: float, replication: int, opening: _Opening) -> None:
    """Count and forget those at the head of a line whose patience has ended."""
    first = opening.state.head[k]
    while first != NOBODY:
        wait, arrival = (
            opening.contacts.patience[first],
            opening.contacts.arrival[first],
        )
        if wait == np.inf or arrival + wait > now:
            break
        t = _interval(arrival, opening.length, opening.counts.offered.shape[2])
        opening.counts.abandoned[replication, k, t] += 1
        opening.counts.wait_s[replication, k, t] += wait
        if wait <= opening.threshold[k]:
            opening.counts.abandoned_in_threshold[replication, k, t] += 1
        first = opening.state.behind[first]
    opening.state.head[k] = first


@compiled
def _start(i: int, g: int, now: float, replication: int, opening: _Opening) -> None:
    """Answer a contact, and split its work over the intervals it takes."""
    length = opening.length
    k, arrival = opening.contacts.queue[i], opening.contacts.arrival[i]
    t = _interval(arrival, length, opening.counts.offered.shape[2])
    wait = now - arrival
    opening.counts.answered[replication, k, t] += 1
    opening.counts.wait_s[replication, k, t] += wait
    if wait <= opening.threshold[k]:
        opening.counts.answered_in_threshold[replication, k, t] += 1
    opening.state.busy[g] += 1
    end = now + opening.contacts.handle[i]
    _add(end, g, opening.state)
    t, intervals = int(now / length), opening.counts.busy_s.shape[2]
    while t < intervals and now < end:
        until = min(end, (t + 1) * length)
        opening.counts.busy_s[replication, g, t] += until - now
        now, t = until, t + 1


@compiled
def _add(end: float, g: int, state: _State) -> None:
    """Put a busy agent on the heap."""
    child = state.size[0]
    state.size[0] += 1
    while child > 0:
        parent = (child - 1) // 2
        if state.ends[parent] <= end:
            break
        state.ends[child] = state.ends[parent]
        state.whose[child] = state.whose[parent]
        child = parent
    state.ends[child] = end
    state.whose[child] = g


@compiled
def _drop_first(state: _State) -> None:
    """Take the agent who ends first off the heap."""
    state.size[0] -= 1
    size = state.size[0]
    end, g = state.ends[size], state.whose[size]
    parent, child = 0, 1
    while child < size:
        if child + 1 < size and state.ends[child + 1] < state.ends[child]:
            child += 1
        if state.ends[child] >= end:
            break
        state.ends[parent] = state.ends[child]
        state.whose[parent] = state.whose[child]
        parent, child = child, 2 * child + 1
    state.ends[parent] = end
    state.whose[parent] = g
