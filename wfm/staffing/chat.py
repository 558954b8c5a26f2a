"""Fewest agents for chats, of whom each has several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wfm.demand import ServiceGoal
from wfm.errors import ParameterError
from wfm.queueing import chat
from wfm.queueing._checks import endurance, non_negative, numbers, positive
from wfm.staffing.ledger import CONSTRAINTS, binding_cost, binding_of
from wfm.staffing.requirement import Requirement, check_reachable
from wfm.staffing.search import fewest
from wfm.staffing.shrinkage import SLACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


class _Chats(NamedTuple):
    """Queues of chats, one a row: what arrives, how long it takes, who waits."""

    rate: Floats
    times: Floats
    patience: Floats

    @property
    def load(self) -> Floats:
        """Agents that would be full all the time."""
        return self.rate * self.times[:, -1] / self.times.shape[-1]

    def where(self, chosen: NDArray[np.bool_]) -> _Chats:
        """Take some of the queues."""
        return _Chats(*(each[chosen] for each in self))


def required_chat_agents(
    volume: ArrayLike,
    handle_times: ArrayLike,
    *,
    interval: float = 1800.0,
    goal: ServiceGoal | None = None,
    patience: ArrayLike | None = None,
) -> Requirement:
    """
    Fewest whole agents that meet every target given, for chats.

    Parameters
    ----------
    volume : array_like of float, shape (...)
        Chats offered in each interval, at least 0.
    handle_times : array_like of float, shape (..., c)
        Handle time in seconds, above 0, of a chat whose agent has 1 to `c` of them; it
        does not fall. `wfm.queueing.chat.same_handle_times` gives them where only the
        one at full concurrency is known. The other axes broadcast.
    interval : float
        Length of an interval in seconds, above 0.
    goal : ServiceGoal, optional
        Targets; 85 % within 20 seconds by default. An exact tie meets a target. The
        occupancy of chat agents is the share of their places that is taken: with one
        chat at a time the share of their time, as for calls.
    patience : array_like of float, shape (...), optional
        Mean time in seconds after which a waiting customer gives up; endless by
        default.

    Returns
    -------
    Requirement
        Arrays of the broadcast shape. Without volume: 0 agents or the minimum, service
        level 1, occupancy 0, wait 0. Stability asks for one agent where patience is
        not endless.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    GoalUnreachableError
        If no number of agents suffices: a limit on abandonment of customers who have
        endless patience.

    References
    ----------
    The chain of `wfm.queueing.chat`; more agents end chats no slower, so the fewest are
    found by bisection.

    Examples
    --------
    A hundred and twenty chats in half an hour, up to three at once of 300 to 400 s:

    >>> answer = required_chat_agents(120, [300, 340, 400])
    >>> float(answer.agents), str(answer.binding)
    (11.0, 'service_level')
    """
    goal = goal or ServiceGoal()
    chats, shape = _chats(volume, handle_times, interval, patience)
    _check_answerable(goal, chats)
    # Equal intervals have equal answers: each distinct queue is solved once.
    rows = np.column_stack(chats)
    distinct, place = np.unique(rows, axis=0, return_inverse=True)
    place = place.reshape(shape)
    chats = _Chats(distinct[:, 0], distinct[:, 1:-1], distinct[:, -1])
    ledger = _ledger(chats, goal)
    agents = np.max([ledger[name] for name in CONSTRAINTS], axis=0)
    given = {"patience": chats.patience}
    return Requirement(
        agents=agents[place],
        service_level=chat.service_level(
            *(agents, chats.rate, chats.times, goal.threshold),
            basis=goal.basis,
            **given,
        )[place],
        occupancy=_taken(agents, chats)[place],
        mean_wait=chat.mean_wait(agents, chats.rate, chats.times, **given)[place],
        abandonment=_abandonment(agents, chats)[place],
        binding=binding_of(ledger)[place],
        ledger={name: each[place] for name, each in ledger.items()},
        binding_cost=binding_cost(ledger)[place],
    )


def _chats(
    volume: ArrayLike,
    handle_times: ArrayLike,
    interval: float,
    patience: ArrayLike | None,
) -> tuple[_Chats, tuple[int, ...]]:
    """One row a queue, and the shape of the answer."""
    (length,) = positive(interval=interval)
    (v,) = non_negative(volume=volume)
    times = numbers("handle_times", handle_times)
    if times.ndim == 0 or times.shape[-1] == 0:
        raise ParameterError(
            "handle_times", handle_times, "one for each number of chats"
        )
    waits = endurance(np.inf if patience is None else patience)
    shape = np.broadcast_shapes(v.shape, waits.shape, times.shape[:-1])
    c = times.shape[-1]
    return (
        _Chats(
            np.broadcast_to(v / length, shape).ravel(),
            np.broadcast_to(times, (*shape, c)).reshape(-1, c),
            np.broadcast_to(waits, shape).ravel(),
        ),
        shape,
    )


def _check_answerable(goal: ServiceGoal, chats: _Chats) -> None:
    if goal.window != "interval":
        raise ParameterError("window", goal.window, "interval for chats")
    check_reachable(goal, chats.patience)
    # The formulas check the values, here before any search begins.
    chat.delay_probability(
        np.zeros_like(chats.rate), chats.rate, chats.times, patience=chats.patience
    )


def _ledger(chats: _Chats, goal: ServiceGoal) -> dict[str, Floats]:
    full = np.where(np.isinf(chats.patience), np.floor(chats.load), 0.0)
    stable = np.where(chats.rate > 0, full + 1, 0.0)
    ledger = dict.fromkeys(CONSTRAINTS, np.zeros_like(stable)) | {"stability": stable}
    ledger["minimum"] = np.full_like(stable, goal.min_agents)
    for name, meets in _targets(goal).items():
        ledger[name] = _fewest(meets, chats)
    return ledger


def _targets(goal: ServiceGoal) -> dict[str, Callable[..., NDArray[np.bool_]]]:
    targets: dict[str, Callable[..., NDArray[np.bool_]]] = {}
    if (level := goal.service_level) is not None:
        targets["service_level"] = lambda n, q: (
            chat.service_level(
                *(n, q.rate, q.times, goal.threshold),
                patience=q.patience,
                basis=goal.basis,
            )
            >= level - SLACK
        )
    if (longest := goal.max_asa) is not None:
        targets["asa"] = lambda n, q: (
            chat.mean_wait(n, q.rate, q.times, patience=q.patience) <= longest + SLACK
        )
    if (most := goal.max_occupancy) is not None and goal.occupancy_rule == "cap":
        targets["occupancy"] = lambda n, q: _taken(n, q) <= most + SLACK
    if (lost := goal.max_abandonment) is not None:
        targets["abandonment"] = lambda n, q: _abandonment(n, q) <= lost + SLACK
    return targets


def _taken(agents: Floats, chats: _Chats) -> Floats:
    """Share of the places that is taken."""
    held = chat.concurrency(agents, chats.rate, chats.times, patience=chats.patience)
    return held / chats.times.shape[-1]


def _abandonment(agents: Floats, chats: _Chats) -> Floats:
    """Share that gives up; not a number where patience is endless."""
    lost = chat.abandonment(agents, chats.rate, chats.times, patience=chats.patience)
    return np.where(np.isinf(chats.patience), np.nan, lost)


def _fewest(meets: Callable[..., NDArray[np.bool_]], chats: _Chats) -> Floats:
    """Fewest agents for which a target holds."""
    result = np.zeros_like(chats.rate)
    some = chats.rate > 0
    q = chats.where(some)
    full = np.floor(q.load)
    # Never enough: an unstable queue, or one agent fewer than none.
    never = np.where(np.isinf(q.patience), full, -1.0)
    result[some] = fewest(lambda n: meets(n, q), never, full + 1)
    return result
