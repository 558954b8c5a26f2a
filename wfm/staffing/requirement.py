"""Fewest agents that meet every target of an interval, and which target binds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wfm.demand import ServiceGoal
from wfm.errors import ParameterError
from wfm.queueing import erlang_c
from wfm.queueing._checks import non_negative
from wfm.staffing.shrinkage import SLACK, exact_ceil

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

# Among constraints that need equally many agents the first one is named.
CONSTRAINTS = (
    "stability",
    "service_level",
    "occupancy",
    "asa",
    "abandonment",
    "minimum",
)
NONE = "none"
# Beyond this, one agent more or less is lost in the digits of a float.
_MOST_ERLANGS = 1e9


@dataclass(frozen=True, slots=True)
class Requirement:
    """
    Agents for each interval and what they achieve; arrays of one shape.

    Attributes
    ----------
    agents : ndarray of float64
        Whole agents on contacts, net of shrinkage.
    service_level, occupancy : ndarray of float64
        Shares in [0, 1] with that many agents.
    mean_wait : ndarray of float64
        Seconds.
    abandonment : ndarray of float64
        Share that gives up; not a number, as Erlang C has no abandonment.
    binding : ndarray of str
        The constraint that needs most agents, one of ``CONSTRAINTS`` or ``none``.
    ledger : dict of str to ndarray of float64
        Agents that each constraint alone would need.
    """

    agents: NDArray[np.float64]
    service_level: NDArray[np.float64]
    occupancy: NDArray[np.float64]
    mean_wait: NDArray[np.float64]
    abandonment: NDArray[np.float64]
    binding: NDArray[np.str_]
    ledger: dict[str, NDArray[np.float64]] = field(default_factory=dict)


def required_agents(
    volume: ArrayLike,
    aht: ArrayLike,
    *,
    interval: float = 1800.0,
    goal: ServiceGoal | None = None,
    patience: ArrayLike | None = None,
) -> Requirement:
    """
    Fewest whole agents that meet every target given, by exact Erlang C.

    Parameters
    ----------
    volume : array_like of float, shape (...)
        Contacts offered in each interval, at least 0.
    aht : array_like of float, shape (...)
        Mean handle time in seconds, at least 0. Broadcasts against `volume`; together
        they offer at most a billion erlangs.
    interval : float
        Length of an interval in seconds, above 0.
    goal : ServiceGoal, optional
        Targets; 85 % within 20 seconds by default. An exact tie meets a target.
    patience : None
        Erlang C knows no abandonment; give nothing.

    Returns
    -------
    Requirement
        Arrays of the broadcast shape. Without volume: 0 agents or the minimum, service
        level 1, occupancy 0, wait 0.

    Raises
    ------
    ParameterError
        If an argument is outside its domain, or asks for what Erlang C cannot say.

    References
    ----------
    Gans, Koole and Mandelbaum (2003), sections 3 and 4.

    Examples
    --------
    A hundred contacts of three minutes in half an hour; 85 % in 20 s, 65 % occupancy:

    >>> goal = ServiceGoal(service_level=0.85, max_occupancy=0.65)
    >>> answer = required_agents(100, 180, goal=goal)
    >>> float(answer.agents), str(answer.binding)
    (16.0, 'occupancy')
    """
    goal = goal or ServiceGoal()
    _check_answerable(goal, interval, patience)
    v, h = non_negative(volume=volume, aht=aht)
    load = v * h / interval
    if not np.all(load <= _MOST_ERLANGS):
        raise ParameterError(
            "volume times aht over interval",
            float(load.max()),
            f"at most {_MOST_ERLANGS:g} erlangs",
        )
    # Equal intervals have equal answers: each distinct pair is solved once.
    pairs, place = np.unique(
        np.stack([load.ravel(), h.ravel()]), axis=1, return_inverse=True
    )
    ledger = {
        name: agents[place].reshape(load.shape)
        for name, agents in _ledger(pairs[0], pairs[1], goal).items()
    }
    needs = np.stack([ledger[name] for name in CONSTRAINTS])
    agents = needs.max(axis=0)
    binding = np.where(agents > 0, np.asarray(CONSTRAINTS)[needs.argmax(axis=0)], NONE)
    handle = np.where(h > 0, h, 1.0)
    return Requirement(
        agents=agents,
        service_level=erlang_c.service_level(agents, load, handle, goal.threshold),
        occupancy=erlang_c.occupancy(agents, load),
        mean_wait=erlang_c.mean_wait(agents, load, handle),
        abandonment=np.full(load.shape, np.nan),
        binding=binding,
        ledger=ledger,
    )


def _check_answerable(
    goal: ServiceGoal, interval: float, patience: ArrayLike | None
) -> None:
    if not interval > 0:
        raise ParameterError("interval", interval, "above 0 seconds")
    if patience is not None:
        raise ParameterError("patience", patience, "left out: Erlang C has none")
    if goal.max_abandonment is not None:
        raise ParameterError(
            "max_abandonment", goal.max_abandonment, "left out: Erlang C has none"
        )
    if goal.basis != "offered":
        raise ParameterError("basis", goal.basis, "offered: Erlang C loses no contact")
    if goal.window != "interval":
        raise ParameterError("window", goal.window, "interval in this version")


def _ledger(
    load: NDArray[np.float64], aht: NDArray[np.float64], goal: ServiceGoal
) -> dict[str, NDArray[np.float64]]:
    nobody = np.zeros_like(load)
    stable = np.where(load > 0, np.floor(load) + 1, 0.0)
    ledger = dict.fromkeys(CONSTRAINTS, nobody) | {"stability": stable}
    ledger["minimum"] = np.full_like(load, goal.min_agents)
    if goal.service_level is not None:
        level = goal.service_level
        ledger["service_level"] = _fewest(
            lambda n, a, h: (
                erlang_c.service_level(n, a, h, goal.threshold) >= level - SLACK
            ),
            load,
            aht,
        )
    if goal.max_asa is not None:
        longest = goal.max_asa
        ledger["asa"] = _fewest(
            lambda n, a, h: erlang_c.mean_wait(n, a, h) <= longest + SLACK, load, aht
        )
    if goal.max_occupancy is not None and goal.occupancy_rule == "cap":
        ledger["occupancy"] = exact_ceil(load / goal.max_occupancy)
    return ledger


def _fewest(
    meets: Callable[..., NDArray[np.bool_]],
    load: NDArray[np.float64],
    aht: NDArray[np.float64],
) -> NDArray[np.float64]:
    """
    Fewest stable agents for which a target holds that more agents never break.

    Doubling finds enough agents, bisection the fewest, for all intervals at once.
    """
    result = np.zeros_like(load)
    busy = load > 0
    a, h = load[busy], aht[busy]
    low = np.floor(a)  # never enough: an unstable queue
    step = np.ones_like(a)
    high = low + step
    while not (enough := meets(high, a, h)).all():
        low = np.where(enough, low, high)
        step = np.where(enough, step, 2 * step)
        high = np.where(enough, high, high + step)
    while (open_ := high - low > 1).any():
        middle = np.where(open_, np.floor((low + high) / 2), high)
        enough = meets(middle, a, h)
        high = np.where(enough, middle, high)
        low = np.where(enough, low, middle)
    result[busy] = high
    return result
