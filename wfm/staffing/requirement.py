"""Fewest agents that meet every target of an interval, and which target binds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from wfm.demand import ServiceGoal
from wfm.errors import GoalUnreachableError, ParameterError
from wfm.queueing import erlang_a, erlang_c
from wfm.queueing._checks import endurance, non_negative, numbers, together
from wfm.staffing import patient
from wfm.staffing.impatient import impatient_ledger
from wfm.staffing.ledger import CONSTRAINTS, binding_cost, binding_of
from wfm.staffing.window import cheapest_of_window

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["CONSTRAINTS", "Requirement", "fewest_agents", "required_agents"]

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
        Seconds, over all contacts.
    abandonment : ndarray of float64
        Share that gives up; not a number where no patience was given.
    binding : ndarray of str
        The constraint that needs most agents, one of ``CONSTRAINTS`` or ``none``.
    ledger : dict of str to ndarray of float64
        Agents that each constraint alone would need.
    binding_cost : ndarray of float64 or None
        Agents that would not be needed without the constraint that binds.
    by_interval : ndarray of float64 or None
        Where goals hold over a longer window: agents if they held in each interval.
    exact : ndarray of float64 or None
        Real agents at which the targets are just met, where they were worked out: what
        rounding costs is their distance to `agents`.
    """

    agents: Floats
    service_level: Floats
    occupancy: Floats
    mean_wait: Floats
    abandonment: Floats
    binding: NDArray[np.str_]
    ledger: dict[str, Floats] = field(default_factory=dict)
    binding_cost: Floats | None = None
    by_interval: Floats | None = None
    exact: Floats | None = None


def required_agents(
    volume: ArrayLike,
    aht: ArrayLike,
    *,
    interval: float = 1800.0,
    goal: ServiceGoal | None = None,
    patience: ArrayLike | None = None,
    contacts: ArrayLike | None = None,
) -> Requirement:
    """
    Fewest whole agents that meet every target given.

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
        Targets; 85 % within 20 seconds by default. An exact tie meets a target. Where
        its window is longer than an interval, the last axis is one window, and the
        cheapest allocation over it is given, beside that by interval.
    patience : array_like of float, shape (...), optional
        Mean time in seconds after which a customer would give up, above 0. Without it,
        or where it is infinite, nobody does (Erlang C); else Erlang A.
    contacts : array_like of float, shape (...), optional
        Contacts by which a longer window weighs its intervals, where `volume` is not
        what is offered but what to staff for; `volume` by default.

    Returns
    -------
    Requirement
        Arrays of the broadcast shape. Without volume: 0 agents or the minimum, service
        level 1, occupancy 0, wait 0.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    GoalUnreachableError
        If no number of agents suffices: a mean wait of 0 or below, or a limit on
        abandonment of customers who have endless patience.

    References
    ----------
    Gans, Koole and Mandelbaum (2003), sections 3 and 4.

    Examples
    --------
    A hundred contacts of three minutes in half an hour; 85 % in 20 s, 65 % occupancy:

    >>> goal = ServiceGoal(service_level=0.85, max_occupancy=0.65)
    >>> answer = required_agents(100, 180, goal=goal)
    >>> float(answer.agents), str(answer.binding), float(answer.binding_cost)
    (16.0, 'occupancy', 2.0)

    Customers who would wait a minute and then give up need fewer:

    >>> goal = ServiceGoal(service_level=0.85)
    >>> float(required_agents(100, 180, goal=goal).agents)
    14.0
    >>> float(required_agents(100, 180, goal=goal, patience=60).agents)
    12.0
    """
    goal = goal or ServiceGoal()
    load, h, p = offered(volume, aht, interval, patience)
    check_reachable(goal, p)
    ledger, agents = _ledger(load, h, p, goal)
    if goal.window == "interval" or not agents.size:
        cost = binding_cost(ledger)
        return achieved(agents, load, h, p, goal, ledger=ledger, cost=cost)
    floor, _ = _ledger(load, h, p, _of_each_interval(goal))
    (weight,) = (load / h,) if contacts is None else non_negative(contacts=contacts)
    weight = np.broadcast_to(weight, load.shape)
    plan = cheapest_of_window((load, h, p, weight), goal, floor, agents)
    reached = achieved(
        plan.agents, load, h, p, goal, ledger=plan.ledger, cost=plan.cost
    )
    return replace(reached, binding=plan.binding, by_interval=agents)


def fewest_agents(
    volume: ArrayLike,
    aht: ArrayLike,
    *,
    interval: float = 1800.0,
    goal: ServiceGoal | None = None,
    patience: ArrayLike | None = None,
) -> Floats:
    """
    Give the agents of `required_agents` and nothing else, several times as fast.

    Parameters
    ----------
    volume, aht, interval, goal, patience
        As in `required_agents`.

    Returns
    -------
    ndarray of float64, shape (...)
        Whole agents.

    Raises
    ------
    ParameterError, GoalUnreachableError
        As `required_agents`.

    Examples
    --------
    >>> fewest_agents([50, 100], 180).tolist()
    [8.0, 14.0]
    """
    goal = goal or ServiceGoal()
    load, h, p = offered(volume, aht, interval, patience)
    check_reachable(goal, p)
    if goal.window != "interval" or np.isfinite(p).any():
        return required_agents(
            volume, aht, interval=interval, goal=goal, patience=patience
        ).agents
    return patient.fewest(load, h, goal)


def offered(
    volume: ArrayLike, aht: ArrayLike, interval: float, patience: ArrayLike | None
) -> tuple[Floats, Floats, Floats]:
    """
    Check what is offered and bring it to one shape.

    Parameters
    ----------
    volume, aht, interval, patience
        As in `required_agents`.

    Returns
    -------
    tuple of ndarray of float64, each of shape (...)
        Offered load in erlangs, handle time and patience in seconds; patience is
        infinite where none was given, handle time 1 where there is no load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    length = numbers("interval", interval)
    if not (length.shape == () and np.isfinite(length) and length > 0):
        raise ParameterError("interval", interval, "a finite number above 0 seconds")
    v, h = non_negative(volume=volume, aht=aht)
    p = endurance(np.inf if patience is None else patience)
    with np.errstate(over="ignore"):
        load = v * h / length
    if not np.all(load <= _MOST_ERLANGS):
        raise ParameterError(
            "volume times aht over interval",
            float(load.max()),
            f"at most {_MOST_ERLANGS:g} erlangs",
        )
    load, h, p = together(volume=load, aht=h, patience=p)
    return load, np.where(load > 0, h, 1.0), p


def check_reachable(goal: ServiceGoal, patience: Floats) -> None:
    """
    Require that some number of agents could meet the goal.

    Parameters
    ----------
    goal : ServiceGoal
        Targets.
    patience : ndarray of float64, shape (...)
        Seconds; infinite for customers who never give up.

    Raises
    ------
    GoalUnreachableError
        If no number of agents can.
    """
    if goal.max_asa is not None and goal.max_asa <= 0:
        raise GoalUnreachableError(
            f"no number of agents gives a mean wait (max_asa) of {goal.max_asa:g} "
            "seconds: it must be above 0"
        )
    most = goal.max_abandonment
    if most is not None and most < 1 and np.isinf(patience).any():
        raise GoalUnreachableError(
            f"an abandonment of at most {goal.max_abandonment:g} (max_abandonment) has "
            "no answer without a patience: give the mean time customers would wait"
        )


def _ledger(
    load: Floats, h: Floats, p: Floats, goal: ServiceGoal
) -> tuple[dict[str, Floats], Floats]:
    """Agents that each constraint alone needs, and that all together need."""
    endless = np.isinf(p)
    if endless.all():
        ledger = patient.ledger(load, h, goal)
    elif not endless.any():
        ledger = impatient_ledger(load, h, p, goal)
    else:
        calm = patient.ledger(load[endless], h[endless], goal)
        other = impatient_ledger(load[~endless], h[~endless], p[~endless], goal)
        ledger = {name: np.empty_like(load) for name in CONSTRAINTS}
        for name, agents in ledger.items():
            agents[endless], agents[~endless] = calm[name], other[name]
    agents = ledger[CONSTRAINTS[0]]
    for name in CONSTRAINTS[1:]:
        agents = np.maximum(agents, ledger[name])
    return ledger, agents


def achieved(  # noqa: PLR0913 - a state of the queue, and the books beside it
    agents: Floats,
    load: Floats,
    aht: Floats,
    patience: Floats,
    goal: ServiceGoal,
    *,
    ledger: dict[str, Floats],
    cost: Floats | None = None,
) -> Requirement:
    """
    Say what a number of agents achieves in balance.

    Parameters
    ----------
    agents, load, aht, patience : ndarray of float64, shape (...)
        Whole agents, erlangs, seconds, seconds (infinite for endless).
    goal : ServiceGoal
        Its threshold and basis are those of the service level.
    ledger : dict of str to ndarray of float64, shape (...)
        Agents that each constraint alone needs.
    cost : ndarray of float64, shape (...), optional
        Agents that would not be needed without the constraint that binds.

    Returns
    -------
    Requirement
        The agents given, with what follows from them.
    """
    if np.isinf(patience).all():
        level, wait = patient.performance(agents, load, aht, goal.threshold)
        occupancy, lost = erlang_c.occupancy(agents, load), np.full(load.shape, np.nan)
    else:
        queue = (agents, load, aht, patience)
        level = erlang_a.service_level(*queue, goal.threshold, goal.basis)
        wait, occupancy = erlang_a.mean_wait(*queue), erlang_a.occupancy(*queue)
        lost = np.where(np.isinf(patience), np.nan, erlang_a.abandonment(*queue))
    return Requirement(
        agents=agents,
        service_level=level,
        occupancy=occupancy,
        mean_wait=wait,
        abandonment=lost,
        binding=binding_of(ledger),
        ledger=ledger,
        binding_cost=cost,
    )


def _of_each_interval(goal: ServiceGoal) -> ServiceGoal:
    """Say what a goal over a longer window still asks of every single interval."""
    least = None
    if goal.service_level is not None and goal.interval_floor > 0:
        least = min(goal.interval_floor, goal.service_level)
    return ServiceGoal(
        service_level=least,
        threshold=goal.threshold,
        basis=goal.basis,
        min_agents=goal.min_agents,
    )
