"""Deferred work: what arrives, by when it must be done, and how old it gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.intervals import epoch_minutes
from wfm.queueing._checks import non_negative, positive

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

# Digits of a sum that mean nothing.
SLACK = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class DeferredWork:
    """
    Contacts that need not be answered at once, in the open intervals of a plan.

    A contact may be done in the interval in which it arrives. Boundary 0 is the
    beginning of the plan and boundary `u` the end of its `u`-th open interval.

    Attributes
    ----------
    load : ndarray of float64, shape (t,)
        Work that arrives in each interval: agents that would be busy with it for one
        interval.
    due : ndarray of int64, shape (t + 1,)
        Boundary by which all work that arrived up to each boundary must be done; what
        would fall due after the plan is done by its end. At 0 the opening backlog's.
    backlog : float
        Work not yet done when the plan begins, in the same unit.
    starts_s : ndarray of float64, shape (t,)
        When each interval begins, in seconds.
    interval : float
        Length of an interval in seconds.
    """

    load: Floats
    due: NDArray[np.int64]
    backlog: float
    starts_s: Floats
    interval: float

    @property
    def arrived(self) -> Floats:
        """Work arrived up to each boundary, the opening backlog included."""
        return self.backlog + np.concatenate([[0.0], np.cumsum(self.load)])


def working_due(intervals: int, deadline: float, interval: float) -> NDArray[np.int64]:
    """
    Boundaries by which work is due when only open time counts.

    Parameters
    ----------
    intervals : int
        Open intervals of the plan.
    deadline : float
        Open time within which a contact must be done, in seconds, above 0; what is
        more than whole intervals is not used.
    interval : float
        Length of an interval in seconds, above 0.

    Returns
    -------
    ndarray of int64, shape (intervals + 1,)
        As `DeferredWork.due`.

    Raises
    ------
    ParameterError
        If a time is not above 0.

    Examples
    --------
    >>> working_due(4, deadline=3600, interval=1800).tolist()
    [2, 3, 4, 4, 4]
    """
    (limit,), (length,) = positive(deadline=deadline), positive(interval=interval)
    whole = int(np.floor(limit / length + SLACK))
    return _within(np.arange(intervals + 1) + whole)


def clock_due(starts: pd.Series, deadline: float, interval: float) -> NDArray[np.int64]:
    """
    Boundaries by which work is due when the clock runs on while nobody works.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (t,)
        Open intervals of the plan, in ascending order.
    deadline : float
        Time within which a contact must be done, in seconds, above 0. Where it passes
        while the centre is closed, the work is due before it closes.
    interval : float
        Length of an interval in seconds, above 0.

    Returns
    -------
    ndarray of int64, shape (t + 1,)
        As `DeferredWork.due`. What arrives in the last interval before a closing that
        outlasts the deadline is due at once.

    Raises
    ------
    ParameterError
        If a time is not above 0.
    """
    (limit,), (length,) = positive(deadline=deadline), positive(interval=interval)
    begins = epoch_minutes(starts) * 60.0
    ends = begins + length
    boundaries = np.concatenate([begins[:1], ends])
    return _within(np.searchsorted(ends, boundaries + limit + SLACK, side="right"))


def deferred_work(
    volume: ArrayLike,
    aht: ArrayLike,
    due: NDArray[np.int64],
    *,
    interval: float = 1800.0,
    backlog: float = 0.0,
    starts_s: ArrayLike | None = None,
) -> DeferredWork:
    """
    Measure contacts in the agents' time they take.

    Parameters
    ----------
    volume : array_like of float, shape (t,)
        Contacts that arrive in each open interval, at least 0.
    aht : array_like of float, shape (t,) or ()
        Mean handle time in seconds, at least 0.
    due : ndarray of int64, shape (t + 1,)
        From `working_due` or `clock_due`.
    interval : float
        Length of an interval in seconds, above 0.
    backlog : float
        Contacts not yet done when the plan begins, at least 0; of the handle time of
        the first interval.
    starts_s : array_like of float, shape (t,), optional
        When each interval begins, in seconds; one after the other by default.

    Returns
    -------
    DeferredWork

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    v, h = non_negative(volume=volume, aht=aht)
    (length,), (opening,) = positive(interval=interval), non_negative(backlog=backlog)
    if v.ndim != 1 or v.size == 0:
        raise ParameterError("volume", volume, "a list, an entry for each interval")
    if len(due) != v.size + 1:
        raise ParameterError("due", len(due), f"{v.size + 1} long, an entry a boundary")
    begins: Floats = np.arange(v.size, dtype=np.float64) * float(length)
    if starts_s is not None:
        begins = np.asarray(starts_s, dtype=np.float64)
    return DeferredWork(
        load=v * h / length,
        due=due,
        backlog=float(opening * h[0] / length),
        starts_s=begins,
        interval=float(length),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """
    How deferred work goes with some agents, first come first served.

    Attributes
    ----------
    done : ndarray of float64, shape (t + 1,)
        Work done up to each boundary, in agent-intervals.
    backlog : ndarray of float64, shape (t,)
        Work open at the end of each interval.
    oldest_s : ndarray of float64, shape (t,)
        Age of the oldest of it in seconds, that of the opening backlog counted from the
        beginning of the plan; 0 where nothing is open.
    in_time : ndarray of float64, shape (t,)
        Share of what arrives in each interval that is done by its deadline; 1 where
        nothing arrives.
    occupancy : ndarray of float64, shape (t,)
        Share of the agents' time spent on it; 0 without agents.
    """

    done: Floats
    backlog: Floats
    oldest_s: Floats
    in_time: Floats
    occupancy: Floats


def progress(work: DeferredWork, agents: ArrayLike) -> Progress:
    r"""
    Follow the backlog, :math:`B_t = \max(0, B_{t-1} + v_t - p_t)`.

    Parameters
    ----------
    work : DeferredWork
        What arrives.
    agents : array_like of float, shape (t,) or ()
        Agents in each interval, real or whole, at least 0.

    Returns
    -------
    Progress

    Raises
    ------
    ParameterError
        If agents are negative or not finite.
    """
    (n,) = non_negative(agents=agents)
    n = np.broadcast_to(n, work.load.shape)
    arrived = work.arrived
    done = np.zeros(len(n) + 1)
    for t, capacity in enumerate(n):
        done[t + 1] = min(done[t] + capacity, arrived[t + 1])
    open_ = np.maximum(arrived[1:] - done[1:], 0.0)
    reached = done[work.due[1:]] - arrived[:-1]
    share = np.divide(reached, work.load, out=np.ones_like(n), where=work.load > 0)
    used = np.divide(np.diff(done), n, out=np.zeros(len(n)), where=n > 0)
    return Progress(
        done=done,
        backlog=np.where(open_ > SLACK * (1.0 + arrived[-1]), open_, 0.0),
        oldest_s=_oldest(work, done),
        in_time=np.where(share > 1.0 - SLACK, 1.0, np.maximum(share, 0.0)),
        occupancy=np.minimum(used, 1.0),
    )


def _oldest(work: DeferredWork, done: Floats) -> Floats:
    """Age of the oldest open contact at the end of each interval."""
    arrived, ends = work.arrived, work.starts_s + work.interval
    ages = np.zeros(len(ends))
    slack = SLACK * (1.0 + arrived[-1])
    for t, end in enumerate(ends):
        if arrived[t + 1] - done[t + 1] <= slack:
            continue
        # The interval in which the first contact not done arrived.
        j = int(np.searchsorted(arrived, done[t + 1] + slack, side="right")) - 1
        since = work.starts_s[0]
        if j >= 0:
            share = (done[t + 1] - arrived[j]) / work.load[j]
            since = work.starts_s[j] + max(share, 0.0) * work.interval
        ages[t] = end - since
    return ages


def _within(due: NDArray[np.int64]) -> NDArray[np.int64]:
    """Due within the plan, and never before the work is there."""
    last = len(due) - 1
    soonest = np.maximum(np.arange(last + 1), 1)
    return np.minimum(np.maximum(due, soonest), last).astype(np.int64)
