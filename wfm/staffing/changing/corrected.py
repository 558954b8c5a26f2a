"""Agents from the queue itself, followed from interval to interval.

Each interval gets the fewest agents that keep its goal, given the distribution of
contacts that the intervals before, with their agents, leave to it. This is what a
correction by simulation converges to, without its noise.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from wfm.queueing import through_time as queue
from wfm.staffing.ledger import CONSTRAINTS, binding_cost, binding_of
from wfm.staffing.requirement import Requirement
from wfm.staffing.shrinkage import SLACK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal

    Floats = NDArray[np.float64]
    Rates = tuple[float, float, float]
    Margin = Callable[[Floats, float], float]


def corrected(
    rates: list[list[Rates]], interval: float, goal: ServiceGoal, first: Requirement
) -> Requirement:
    """
    Fewest agents, one interval after the other, of a queue that opens empty.

    Parameters
    ----------
    rates : list of list of tuple of float
        For each of `t` consecutive intervals, and each of its equal parts: contacts
        offered, contacts an agent finishes, and customers of each one waiting who give
        up; per second.
    interval : float
        Seconds.
    goal : ServiceGoal
        Must hold in each interval.
    first : Requirement
        Where to begin to search, arrays of shape (t,).

    Returns
    -------
    Requirement
        Arrays of shape (t,). The ledger of an interval says what each constraint alone
        would need, given what the intervals before leave.

    Notes
    -----
    Where agents fall, the busy ones finish their contact and the first to finish leave:
    until then they are followed as what they are on average.
    """
    day = _Day(interval, goal, first)
    for t, rate in enumerate(rates):
        day.staff(t, rate)
    return day.requirement()


class _Day:
    """A run of intervals, staffed from the left."""

    def __init__(self, interval: float, goal: ServiceGoal, first: Requirement) -> None:
        self._interval, self._goal, self._first = interval, goal, first
        self._margins = dict(_margins(goal))
        self._state, self._before = np.ones(1), 0.0
        shape = first.agents.shape
        self._ledger = {name: np.zeros(shape) for name in CONSTRAINTS}
        self._ledger["minimum"] += goal.min_agents
        self._agents = np.zeros(shape)
        self._exact = np.full(shape, float(goal.min_agents))
        self._found = np.zeros((len(first.agents), queue.MEASURES))

    def staff(self, t: int, parts: list[Rates]) -> None:
        """Staff an interval, and leave its queue to the next."""
        length, threshold = self._interval / len(parts), self._goal.threshold
        inherited = self._state, self._before
        interval = _Interval(inherited, parts, length, threshold)
        if interval.offered > 0:
            self._keep_stable(t)
            for name, margin in self._margins.items():
                guess = max(self._first.ledger[name][t], 1.0)
                whole, real = interval.fewest(margin, guess)
                self._ledger[name][t] = whole
                self._exact[t] = max(self._exact[t], real)
        agents = max(entries[t] for entries in self._ledger.values())
        self._agents[t] = agents
        self._found[t] = interval.measures(agents)
        # With nobody planned, those of before finish what is still there.
        self._before = agents if agents > 0 else self._before
        self._state = interval.outcome(self._before)[1]

    def _keep_stable(self, t: int) -> None:
        """Give an interval no fewer agents than keep its mean load from growing."""
        least = self._first.ledger["stability"][t]
        load = self._first.occupancy[t] * self._first.agents[t]
        self._ledger["stability"][t] = least
        self._exact[t] = max(self._exact[t], min(load, least))

    def requirement(self) -> Requirement:
        """Say what the agents achieve, interval by interval."""
        found, agents = self._found, self._agents
        return Requirement(
            agents=agents,
            service_level=np.array([_level(each, self._goal.basis) for each in found]),
            occupancy=np.divide(
                found[:, queue.BUSY],
                agents,
                out=np.zeros_like(agents),
                where=agents > 0,
            ),
            mean_wait=found[:, queue.WAIT],
            abandonment=1.0 - found[:, queue.ANSWERED],
            binding=binding_of(self._ledger),
            ledger=self._ledger,
            binding_cost=binding_cost(self._ledger),
            exact=self._exact,
        )


class _Interval:
    """One interval with what it inherits; remembers what it has worked out."""

    def __init__(
        self,
        inherited: tuple[Floats, float],
        parts: list[Rates],
        length: float,
        threshold: float,
    ) -> None:
        self.offered = sum(rates[0] for rates in parts)
        self._parts, self._state = parts, inherited[0]
        # Who of the agents before is busy when the interval begins.
        contacts = np.minimum(np.arange(len(self._state)), inherited[1])
        self._busy = float(contacts @ self._state)
        self._length, self._threshold = length, threshold
        self._known: dict[float, tuple[Floats, Floats]] = {}

    def outcome(self, agents: float) -> tuple[Floats, Floats]:
        """Measures over the interval, and the distribution at its end."""
        if agents not in self._known:
            self._known[agents] = self._follow(agents)
        return self._known[agents]

    def _follow(self, agents: float) -> tuple[Floats, Floats]:
        state, found, busy = self._state, np.zeros(queue.MEASURES), 0.0
        for place, rates in enumerate(self._parts):
            present = self._present(agents, place, rates[1])
            mean, state = queue.follow(state, present, rates, self._length)
            part = queue.measure(mean, agents, rates, self._threshold)
            if rates[0] > 0:
                found += part * (rates[0] / self.offered)
            busy += part[queue.BUSY] / len(self._parts)
        found[queue.BUSY] = busy
        return found, state

    def _present(self, agents: float, place: int, finishing: float) -> float:
        """Mean agents over a part, those who finish their last contact included."""
        if self._busy <= agents or agents == 0:
            return agents
        # They are busy exp(-mu t) after a fall, until only those planned are left.
        low, high = place * self._length, (place + 1) * self._length
        until = min(max(math.log(self._busy / agents) / finishing, low), high)
        leaving = math.exp(-finishing * low) - math.exp(-finishing * until)
        whole = self._busy * leaving / finishing + agents * (high - until)
        return whole / self._length

    def measures(self, agents: float) -> Floats:
        """Measures over the interval; of nobody's contacts where none is offered."""
        if self.offered > 0:
            return self.outcome(agents)[0]
        found = np.ones(queue.MEASURES)
        found[[queue.BUSY, queue.STILL_WAITING, queue.WAIT]] = 0.0
        return found

    def fewest(self, margin: Margin, guess: float) -> tuple[float, float]:
        """
        Fewest agents whose margin is not below 0, searched from a guess.

        Beside them the real number at which it is 0, on the straight line from one
        agent fewer.
        """

        def spare(agents: float) -> float:
            return margin(self.outcome(agents)[0], agents)

        low, high, step = 0.0, guess, 1.0
        while spare(high) < 0:
            low, high, step = high, high + step, 2 * step
        step = 1.0
        while low == 0.0 and high > 1.0:
            probe = max(high - step, 1.0)
            low, high = (probe, high) if spare(probe) < 0 else (0.0, probe)
            step *= 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if spare(middle) < 0 else (low, middle)
        if high == 1.0:
            return high, high
        short, over = -spare(high - 1), spare(high)
        return high, high - over / (short + over)


def _margins(goal: ServiceGoal) -> Iterator[tuple[str, Margin]]:
    """By how much measures over an interval keep each target that is asked."""
    level, asa, lost = goal.service_level, goal.max_asa, goal.max_abandonment
    cap = goal.max_occupancy if goal.occupancy_rule == "cap" else None
    if level is not None:
        yield "service_level", lambda x, _: _level(x, goal.basis) - level + SLACK
    if cap is not None:
        yield "occupancy", lambda x, n: cap + SLACK - x[queue.BUSY] / n
    if asa is not None:
        yield "asa", lambda x, _: asa + SLACK - x[queue.WAIT]
    if lost is not None:
        yield "abandonment", lambda x, _: lost + SLACK - 1.0 + x[queue.ANSWERED]


def _level(found: Floats, basis: str) -> float:
    """Service level on a basis."""
    good, still_waiting = found[queue.IN_TIME], found[queue.STILL_WAITING]
    if basis == "virtual":
        return float(found[queue.VIRTUAL])
    if basis == "short_ok":
        return float(1.0 - still_waiting)
    of = {
        "offered": 1.0,
        "answered": found[queue.ANSWERED],
        "excl_short": good + still_waiting,
    }[basis]
    return float(good / of) if of > 0 else 0.0
