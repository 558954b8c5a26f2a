"""Other work in the idle time of inbound agents, without breaking their promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.demand import ServiceGoal
from wfm.queueing import reserve
from wfm.queueing._checks import non_negative, positive
from wfm.staffing.shrinkage import SLACK

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class IdleTime:
    """
    What inbound agents can do beside their contacts; arrays of one shape.

    Attributes
    ----------
    reserve : ndarray of float64
        Idle agents to keep for inbound contacts: other work is started while there are
        more.
    free : ndarray of float64
        Agents busy with other work on average, in erlangs.
    service_level, mean_wait : ndarray of float64
        Of the inbound contacts, with that much other work.
    """

    reserve: Floats
    free: Floats
    service_level: Floats
    mean_wait: Floats


def idle_time(
    agents: ArrayLike,
    volume: ArrayLike,
    aht: ArrayLike,
    *,
    interval: float = 1800.0,
    goal: ServiceGoal | None = None,
) -> IdleTime:
    """
    Most other work that inbound agents can do while their own goal holds.

    Parameters
    ----------
    agents : array_like of int, shape (...)
        Agents staffed for the inbound queue, whole, at least 0.
    volume : array_like of float, shape (...)
        Inbound contacts offered in each interval, at least 0.
    aht : array_like of float, shape (...)
        Mean handle time in seconds, at least 0; the other work is taken to come in
        pieces as long.
    interval : float
        Length of an interval in seconds, above 0.
    goal : ServiceGoal, optional
        Its service level, mean wait and cap on occupancy are kept, all work counting
        as occupancy; 85 % within 20 seconds by default.

    Returns
    -------
    IdleTime
        Where even inbound contacts alone do not meet the goal, all agents are reserved
        and none is free.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    A larger reserve shortens the waits and leaves less time, so the least that keeps
    the goal is found by bisection. Customers' patience is left out: those who give up
    would shorten the waits.

    References
    ----------
    Bhulai and Koole (2003), through `wfm.queueing.reserve`.

    Examples
    --------
    Ten erlangs and sixteen agents, two more than the goal needs:

    >>> time = idle_time(16, 100, 180, goal=ServiceGoal())
    >>> float(time.reserve), float(time.free.round(2))
    (3.0, 4.36)
    """
    goal = goal or ServiceGoal()
    n, v, h = non_negative(agents=agents, volume=volume, aht=aht)
    (length,) = positive(interval=interval)
    a, h = v * h / length, np.where(h > 0, h, 1.0)
    low, high = np.full(n.shape, -1.0), np.array(n)
    while (open_ := high - low > 1).any():
        middle = np.where(open_, np.floor((low + high) / 2), high)
        enough = _keeps(n, a, h, middle, goal)
        high = np.where(open_ & enough, middle, high)
        low = np.where(open_ & ~enough, middle, low)
    return IdleTime(
        reserve=high,
        free=reserve.other_work(n, a, high),
        service_level=reserve.service_level(n, a, h, goal.threshold, high),
        mean_wait=reserve.mean_wait(n, a, h, high),
    )


def _keeps(
    n: Floats, a: Floats, h: Floats, kept: Floats, goal: ServiceGoal
) -> NDArray[np.bool_]:
    """Whether a reserve keeps the goal."""
    holds = np.ones(n.shape, dtype=bool)
    if goal.service_level is not None:
        level = reserve.service_level(n, a, h, goal.threshold, kept)
        holds &= level >= goal.service_level - SLACK
    if goal.max_asa is not None:
        holds &= reserve.mean_wait(n, a, h, kept) <= goal.max_asa + SLACK
    if goal.max_occupancy is not None and goal.occupancy_rule == "cap":
        busy = a + reserve.other_work(n, a, kept)
        holds &= busy <= goal.max_occupancy * n + SLACK
    return holds
