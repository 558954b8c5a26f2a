r"""Agents for deferred work: e-mail and back office, done within a deadline.

With :math:`A(u)` the work arrived and :math:`C(u)` the agents' time up to a boundary
:math:`u`, first come first served, all that arrived up to :math:`u` is done by its due
boundary :math:`g(u)` if and only if

.. math:: C(g(u)) - C(s) \ge A(u) - A(s) \qquad \text{for all } s \le u,

since agents cannot work ahead: what they have left when the backlog is empty is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.compiled import compiled
from wfm.errors import NoAnswerError, ParameterError
from wfm.queueing._checks import non_negative
from wfm.staffing.backlog import SLACK, DeferredWork
from wfm.staffing.shrinkage import exact_ceil

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def flat_agents(work: DeferredWork) -> float:
    """
    Least constant number of agents that does all work by its deadline.

    Parameters
    ----------
    work : DeferredWork
        What arrives, and when it is due.

    Returns
    -------
    float
        A real number; the next whole one is the least a centre can have.

    References
    ----------
    The condition above, solved for a constant by Dinkelbach's method: exact after a few
    cumulative minima.

    Examples
    --------
    Two hundred open cases and eighty more on each of five days, 25 minutes each, 5.5
    productive hours a day: 120 a day at 13.2 an agent.

    >>> from wfm.staffing.backlog import deferred_work, working_due
    >>> day = 5.5 * 3600
    >>> due = working_due(5, deadline=5 * day, interval=day)
    >>> work = deferred_work([80] * 5, 25 * 60, due, interval=day, backlog=200)
    >>> round(flat_agents(work), 2)
    9.09
    """
    return float(shaped_agents(work, np.ones_like(work.load))[0])


def shaped_agents(work: DeferredWork, shape: ArrayLike) -> Floats:
    """
    Fewest agents in proportion to a given shape that do all work by its deadline.

    Parameters
    ----------
    work : DeferredWork
        What arrives, and when it is due.
    shape : array_like of float, shape (t,)
        Agents of one interval relative to the others, at least 0; 0 where nobody works.

    Returns
    -------
    ndarray of float64, shape (t,)
        Real numbers, a multiple of the shape.

    Raises
    ------
    ParameterError
        If the shape is negative or of another length.
    NoAnswerError
        If work falls due while the shape lets nobody work.
    """
    (form,) = non_negative(shape=shape)
    if form.shape != work.load.shape:
        raise ParameterError("shape", shape, f"{len(work.load)} long, as the intervals")
    room = np.concatenate([[0.0], np.cumsum(form)])
    arrived, base = work.arrived, _base(work)
    scale = 0.0
    while True:
        # For each boundary the earlier one from which it is hardest to reach.
        since = _last_minimum(base - scale * room)
        time = room[work.due] - room[since]
        asked = arrived - base[since]
        if np.any((asked > SLACK) & (time <= 0)):
            raise NoAnswerError(
                "deferred work falls due in intervals in which nobody may work"
            )
        needs = np.divide(asked, time, out=np.zeros_like(asked), where=time > 0)
        worst = float(needs.max())
        if worst <= scale * (1.0 + 1e-13):
            return scale * form
        scale = worst


def levelled_agents(work: DeferredWork, helped: Floats | None = None) -> Floats:
    """
    Agents that do all work by its deadline, as level as it lets them be.

    No plan that spends no more agents' time has a lower peak, nor after it a lower
    second peak, and so on: time is moved from the crests of the arrivals into the
    troughs within each deadline, like water that finds its level.

    Parameters
    ----------
    work : DeferredWork
        What arrives, and when it is due.
    helped : ndarray of float64, shape (t,), optional
        Time that others give to it, as `useful_time` finds it; none by default.

    Returns
    -------
    ndarray of float64, shape (t,)
        Real numbers; with `helped` they are together the work that arrives and the
        opening backlog.

    References
    ----------
    The taut string between work arrived and work due: Dantzig, G. B. (1971). A Control
    Problem of Bellman. *Management Science*, 17(9): 542-546; the shortest path
    minimises every convex cost of its slopes.

    Examples
    --------
    >>> from wfm.staffing.backlog import deferred_work, working_due
    >>> due = working_due(4, deadline=3600, interval=1800)
    >>> work = deferred_work([0, 12, 0, 0], 600, due)
    >>> levelled_agents(work).round(3).tolist()
    [0.0, 1.333, 1.333, 1.333]
    """
    low, high = _due_by(work), _base(work)
    if helped is not None:
        # What own agents must and may have done; it never falls.
        others = np.concatenate([[0.0], np.cumsum(helped)])
        low = np.maximum.accumulate(low - others)
        high = np.minimum.accumulate((high - others)[::-1])[::-1]
        low[-1] = high[-1]
    path = _taut(np.maximum(low, 0.0), np.maximum(high, 0.0))
    return np.maximum(np.diff(path), 0.0)


def whole_agents(
    work: DeferredWork, agents: Floats, helped: Floats | None = None
) -> Floats:
    """
    Whole agents in place of real ones, all work still by its deadline.

    Each interval rounds down while the deadlines leave time to make good for it, so
    that not every interval gains the better part of an agent.

    Parameters
    ----------
    work : DeferredWork
        What arrives, and when it is due.
    agents : ndarray of float64, shape (t,)
        A plan that does all in time and never waits for work, as `levelled_agents`
        gives it.
    helped : ndarray of float64, shape (t,), optional
        As in `levelled_agents`.

    Returns
    -------
    ndarray of float64, shape (t,)
        Whole numbers, never above the plan's peak rounded up.
    """
    others = np.zeros_like(agents) if helped is None else helped
    peak = float(exact_ceil(agents.max()))
    # Least work done at each boundary from which no deadline asks for a higher peak.
    least = _due_by(work)
    for t in range(len(agents) - 1, -1, -1):
        least[t] = max(least[t], least[t + 1] - peak - others[t])
    planned, arrived = np.cumsum(agents + others), work.arrived
    result, done = np.zeros(len(agents)), 0.0
    for t, target in enumerate(planned):
        with_help = done + others[t]
        down = -float(exact_ceil(with_help - target))
        result[t] = max(down, float(exact_ceil(least[t + 1] - with_help)), 0.0)
        done = min(with_help + result[t], arrived[t + 1])
    return result


def useful_time(work: DeferredWork, free: ArrayLike) -> Floats:
    """
    Free time of others that deferred work can use.

    They take the oldest work that is not yet late; no other order uses more of their
    time, so that its own agents need the least.

    Parameters
    ----------
    work : DeferredWork
        What arrives, and when it is due.
    free : array_like of float, shape (t,)
        Time free in each interval, in agents, at least 0.

    Returns
    -------
    ndarray of float64, shape (t,)
        At most `free`.

    Raises
    ------
    ParameterError
        If free time is negative or of another length.
    """
    (given,) = non_negative(free=free)
    if given.shape != work.load.shape:
        raise ParameterError("free", free, f"{len(work.load)} long, as the intervals")
    left = np.concatenate([[work.backlog], work.load])
    used, oldest = np.zeros_like(given), 0
    for t, capacity in enumerate(given):
        while oldest <= t + 1 and used[t] < capacity:
            if work.due[oldest] > t:
                taken = min(left[oldest], capacity - used[t])
                left[oldest] -= taken
                used[t] += taken
                if left[oldest] > 0:
                    break
            oldest += 1
    # Sums of parts may exceed the whole by their last digit.
    return np.minimum(used, given)


def _due_by(work: DeferredWork) -> Floats:
    """Work that must be done by each boundary."""
    due = np.zeros(len(work.load) + 1)
    np.maximum.at(due, work.due, work.arrived)
    return np.maximum.accumulate(due)


def _base(work: DeferredWork) -> Floats:
    """Work done at each boundary if none is open there; at the beginning, none."""
    base = work.arrived
    base[0] = 0.0
    return base


def _last_minimum(values: Floats) -> NDArray[np.int64]:
    """Where the least of all values up to each place stands."""
    least = np.minimum.accumulate(values)
    places = np.where(values <= least, np.arange(len(values)), 0)
    return np.maximum.accumulate(places)


@compiled
def _taut(low: Floats, high: Floats) -> Floats:
    """Shortest path between two bounds that meet at both ends."""
    path = np.zeros(len(low))
    last = len(low) - 1
    at, value = 0, 0.0
    while at < last:
        # Steepest line that stays below `high`, and flattest that stays above `low`.
        steep, flat, steep_at, flat_at = np.inf, -np.inf, last, last
        bend, slope = last, 0.0
        for j in range(at + 1, last + 1):
            up = (high[j] - value) / (j - at)
            down = (low[j] - value) / (j - at)
            if down > steep:
                bend, slope = steep_at, steep
                break
            if up < flat:
                bend, slope = flat_at, flat
                break
            if down >= flat:
                flat, flat_at = down, j
            if up <= steep:
                steep, steep_at = up, j
            slope = down
        for j in range(at + 1, bend + 1):
            path[j] = value + slope * (j - at)
        at, value = bend, path[bend]
    return path
