"""Goals over a day, a week or a month: the cheapest agents for the whole window.

A contract that measures a month does not ask for every half-hour to be met: agents are
worth most where one more of them saves most contacts from waiting. Each interval keeps
a floor, so that no customer of the window meets an empty room.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from wfm.queueing import erlang_a
from wfm.staffing.ledger import CONSTRAINTS, binding_of
from wfm.staffing.shrinkage import SLACK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal

    Floats = NDArray[np.float64]

# Standard deviations of the load by which an interval may be staffed beyond its own
# answer, at first, to make good for others.
_REACH = 4.0
# Gains below this share of the window's contacts are the noise of a float.
_NOISE = 1e-14
_NOTHING = 1e-300


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """
    Agents over windows, and the books beside them; arrays of shape (..., t).

    Attributes
    ----------
    agents : ndarray of float64
        Whole agents.
    ledger : dict of str to ndarray of float64
        Agents that each constraint alone would need.
    binding : ndarray of str
        The constraint that needs most agents in the window; where an interval stands
        on its floor, what the floor is made of.
    cost : ndarray of float64
        Agents that would not be needed without the constraint that binds the window;
        below 0 where they would then be needed elsewhere: its sum is what counts.
    """

    agents: Floats
    ledger: dict[str, Floats]
    binding: NDArray[np.str_]
    cost: Floats


def cheapest_of_window(
    queue: tuple[Floats, Floats, Floats, Floats],
    goal: ServiceGoal,
    floor: dict[str, Floats],
    by_interval: Floats,
) -> WindowPlan:
    """
    Fewest agent-intervals that meet the goal over the last axis as one window.

    Parameters
    ----------
    queue : tuple of ndarray of float64, each of shape (..., t)
        Offered load in erlangs; handle time and patience in seconds, infinite for
        endless patience; contacts by which an interval counts.
    goal : ServiceGoal
        Targets that must hold over the `t` intervals together.
    floor : dict of str to ndarray of float64, shape (..., t)
        For each of ``CONSTRAINTS``, the agents it keeps in every single interval.
    by_interval : ndarray of float64, shape (..., t)
        Agents if the goal held in each interval.

    Returns
    -------
    WindowPlan
        Agents, ledger, binding constraint and its cost.

    Notes
    -----
    Beyond the floor the service level of Erlang C is concave in the agents, so that
    taking the agents of greatest gain first is optimal for it, and for the occupancy,
    which without patience only counts agents. Several targets are met one after the
    other, and whoever is then not needed is taken back: nearly, not provably, the
    fewest. The answer by interval is taken where it is no dearer.

    References
    ----------
    Jagers, A., and E. van Doorn (1991). Convexity of Functions which are
    Generalizations of the Erlang Loss Function and the Erlang Delay Function.
    *SIAM Review*, 33(2): 281-282.
    """
    shape = by_interval.shape
    t = shape[-1] if shape else 1
    rows = [x.reshape(-1, t) for x in (*queue, by_interval)]
    floors = {name: agents.reshape(-1, t) for name, agents in floor.items()}
    plans = [
        _one_window(
            _Window(goal, tuple(own), reach, {k: v[i] for k, v in floors.items()})
        )
        for i, (*own, reach) in enumerate(zip(*rows, strict=True))
    ]

    def together(parts: list[NDArray[Any]]) -> NDArray[Any]:
        return np.array(parts).reshape(shape)

    return WindowPlan(
        agents=together([plan.agents for plan in plans]),
        ledger={
            name: together([plan.ledger[name] for plan in plans])
            for name in CONSTRAINTS
        },
        binding=together([plan.binding for plan in plans]),
        cost=together([plan.cost for plan in plans]),
    )


def _one_window(window: _Window) -> WindowPlan:
    asked = [name for name in _MEASURES if name in window.scores]
    ledger = window.floors | {name: window.meet([name]) for name in asked}
    agents = window.cheapest(asked)
    binding, without = binding_of(window.floors), window.floor
    if asked:
        # Among equals the first of CONSTRAINTS is named, as by interval.
        named = [name for name in CONSTRAINTS if name in asked]
        most = max(named, key=lambda name: ledger[name].sum())
        binding = np.where(agents > window.floor, most, binding)
        rest = [name for name in asked if name != most]
        without = window.waiving(most).cheapest(rest)
    return WindowPlan(agents, ledger, binding, agents - without)


# In the order in which agents are handed out.
_MEASURES = ("service_level", "asa", "abandonment", "occupancy")


class _Window:
    """
    What each further agent of each interval adds to each target of one window.

    A target is met where its scores over the window sum to 0 or more: contacts in time
    less those promised, seconds below the mean wait promised, and so on. Row `i` of the
    scores is an interval, column `k` its floor and `k` agents more.
    """

    def __init__(
        self,
        goal: ServiceGoal,
        queue: tuple[Floats, ...],
        by_interval: Floats,
        floors: dict[str, Floats],
    ) -> None:
        self.floors, self._goal, self._queue = floors, goal, queue
        self._by_interval = by_interval
        self.floor = np.max(list(floors.values()), axis=0)
        load, _, _, contacts = queue
        self._weight = contacts / max(float(contacts.sum()), _NOTHING)
        reach = np.maximum(by_interval - self.floor, 0) + _REACH * np.sqrt(load) + 1
        self._tabulate(int(reach.max()))

    def waiving(self, name: str) -> _Window:
        """Give the window without a target; without a service level no floor of it."""
        if name != "service_level":
            return self
        floors = self.floors | {name: np.zeros_like(self.floor)}
        goal = replace(self._goal, service_level=None)
        return _Window(goal, self._queue, self._by_interval, floors)

    def cheapest(self, names: list[str]) -> Floats:
        """Fewest agents found by interval that meet some targets together."""
        if not names:
            return self.floor
        handed_out = self._without_idle(names, self.meet(names))
        if set(names) != set(self.scores):
            return handed_out
        by_interval = self._without_idle(names, self._by_interval)
        return min(handed_out, by_interval, key=np.sum)

    def _without_idle(self, names: list[str], agents: Floats) -> Floats:
        """Take back agents without whom the targets still hold, least useful first."""
        while int((agents - self.floor).max(initial=0)) > self._columns:
            self._tabulate(2 * self._columns)
        taken, rows = (agents - self.floor).astype(np.int64), np.arange(len(agents))
        scores = np.stack([self.scores[name] for name in names])
        spare = scores[:, rows, taken].sum(axis=1)
        useful = np.diff(self._in_time, axis=1)
        idle = [(useful[row, k - 1], row) for row, k in enumerate(taken) if k > 0]
        heapq.heapify(idle)
        while idle:
            _, row = heapq.heappop(idle)
            k = taken[row]
            loss = scores[:, row, k] - scores[:, row, k - 1]
            # Who cannot be spared now never can: what is spare only falls.
            if (spare - loss >= -SLACK).all():
                spare, taken[row] = spare - loss, k - 1
                if k > 1:
                    heapq.heappush(idle, (useful[row, k - 2], row))
        return self.floor + taken

    def meet(self, names: list[str]) -> Floats:
        """Fewest agents by interval that meet some targets together."""
        taken = np.zeros(self.floor.shape, dtype=np.int64)
        for name in names:
            while (more := self._taken_for(name, taken)) is None:
                self._tabulate(2 * self._columns)
            taken = more
        return self.floor + taken

    def _taken_for(
        self, name: str, taken: NDArray[np.int64]
    ) -> NDArray[np.int64] | None:
        """Agents above the floor that also meet a target; None beyond the table."""
        scores = self.scores[name]
        missing = -scores[np.arange(len(taken)), taken].sum() - SLACK
        if missing <= 0:
            return taken
        free = np.arange(self._columns) >= taken[:, None]
        order = self._order(name)
        order = order[free.ravel()[order]]
        gained = np.cumsum(np.diff(scores, axis=1).ravel()[order])
        enough = int(np.searchsorted(gained, missing))
        if enough == len(gained):
            return None
        chosen = order[: enough + 1] // self._columns
        return taken + np.bincount(chosen, minlength=len(taken))

    def _order(self, name: str) -> NDArray[np.int64]:
        """Give places of the table, that of the greatest gain first."""
        # Occupancy counts every agent alike: give them where they save most waiting.
        leading = self._in_time if name == "occupancy" else self.scores[name]
        gain = np.minimum.accumulate(np.diff(leading, axis=1), axis=1)
        gain[gain < _NOISE] = 0.0
        agents = self.floor[:, None] + np.arange(1, self._columns + 1)
        spare = agents / np.maximum(self._queue[0], _NOTHING)[:, None]
        return np.lexsort((spare.ravel(), -gain.ravel()))

    def _tabulate(self, columns: int) -> None:
        self._columns, goal = columns, self._goal
        load, aht, patience = (each[:, None] for each in self._queue[:3])
        state = (self.floor[:, None] + np.arange(columns + 1), load, aht, patience)
        weight, kept = self._weight[:, None], 1.0 - erlang_a.abandonment(*state)
        good, of = _shares(goal, state, kept)
        self._in_time = weight * good
        self.scores = {}
        if goal.service_level is not None:
            self.scores["service_level"] = weight * (good - goal.service_level * of)
        if goal.max_asa is not None:
            wait = erlang_a.mean_wait(*state)
            self.scores["asa"] = weight * (goal.max_asa - wait)
        if goal.max_abandonment is not None:
            self.scores["abandonment"] = weight * (goal.max_abandonment - 1.0 + kept)
        if goal.max_occupancy is not None and goal.occupancy_rule == "cap":
            self.scores["occupancy"] = goal.max_occupancy * state[0] - load * kept


def _shares(
    goal: ServiceGoal, state: tuple[Floats, Floats, Floats, Floats], kept: Floats
) -> tuple[Floats, Floats]:
    """Share of contacts that count as good, and share out of which, by the basis."""

    def level(basis: str) -> Floats:
        return erlang_a.service_level(*state, goal.threshold, basis)

    if goal.basis == "answered":
        return level("offered"), kept
    if goal.basis == "excl_short":
        good, share = level("offered"), level("excl_short")
        return good, np.divide(good, share, out=np.ones_like(good), where=share > 0)
    return level(goal.basis), np.ones_like(kept)
