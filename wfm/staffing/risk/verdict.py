"""Whether a path meets the goal with a plan, and how far below the goal it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from wfm.queueing import erlang_a, erlang_c
from wfm.queueing.simulation import simulate_paths
from wfm.staffing.requirement import fewest_agents
from wfm.staffing.shrinkage import SLACK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal
    from wfm.queueing.simulation import SimulatedQueue
    from wfm.staffing.risk.draws import Draws


# A call of the simulator costs as much as the contacts of some paths.
BLOCK = 25
# Few paths of small windows are simulated several times each. That takes out most of
# the chance within a window of given contacts, which large windows hardly have, and
# leaves that of which paths were drawn.
_RUNS, _MOST_CONTACTS = 1000, 3e6


class Verdict(NamedTuple):
    """Arrays over runs: whether the goal is met, and the share it is missed by."""

    met: NDArray[np.bool_]
    below: NDArray[np.float64]


class Totals(NamedTuple):
    """What was counted over a window, by run."""

    good: NDArray[Any]
    counted: NDArray[Any]
    offered: NDArray[Any]
    abandoned: NDArray[Any]
    wait_s: NDArray[Any]


class Judge(Protocol):
    """Gives the verdict of some runs of the paths on a plan of one window."""

    def __call__(self, agents: NDArray[np.float64], runs: NDArray[np.int64]) -> Verdict:
        """Verdict of the runs with these numbers; run `i` is of path `i` modulo R."""


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedLevel:
    """
    Verdict of a window of one interval: what is expected at the volume drawn.

    Attributes
    ----------
    needs : ndarray of float64, shape (R,)
        Fewest agents with which each path meets the goal.
    load, aht : ndarray of float64, shape (R,)
        Erlangs and seconds drawn.
    patience : float or None
        Seconds.
    goal : ServiceGoal
        What is promised.
    """

    needs: NDArray[np.float64]
    load: NDArray[np.float64]
    aht: NDArray[np.float64]
    patience: float | None
    goal: ServiceGoal

    def __call__(self, agents: NDArray[np.float64], runs: NDArray[np.int64]) -> Verdict:
        """Verdict of the paths with these numbers."""
        met = agents[0] >= self.needs[runs]
        if self.goal.service_level is None:
            return Verdict(met, np.zeros(len(runs)))
        level = self._level(float(agents[0]), runs)
        return Verdict(met, np.maximum(self.goal.service_level - level, 0.0))

    def _level(self, agents: float, runs: NDArray[np.int64]) -> NDArray[np.float64]:
        aht, load, threshold = self.aht[runs], self.load[runs], self.goal.threshold
        if self.patience is None:
            return erlang_c.service_level(agents, load, aht, threshold)
        return erlang_a.service_level(
            agents, load, aht, self.patience, threshold, self.goal.basis
        )


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedLevel:
    """
    Verdict of a longer window: what happens when the paths are simulated.

    Each block of runs has random numbers of its own, the same for every plan, so two
    plans differ by their agents alone, and a block without a run in question is left
    out. Blocks hold runs of like load, which are in question together.

    Attributes
    ----------
    draws : Draws
        All paths of the queue.
    window : slice
        Its intervals.
    goal : ServiceGoal
        What is promised.
    order : ndarray of int64, shape (M R,)
        Runs by load, M of each path; every ``BLOCK`` of them are a block.
    seeds : ndarray of int64, shape (B, S)
        One for each block and spell.
    """

    draws: Draws
    window: slice
    goal: ServiceGoal
    order: NDArray[np.int64]
    seeds: NDArray[np.int64]

    def __call__(self, agents: NDArray[np.float64], runs: NDArray[np.int64]) -> Verdict:
        """Verdict of the runs with these numbers."""
        rank = np.empty_like(self.order)
        rank[self.order] = np.arange(len(rank))
        totals = np.zeros((len(self.order), len(Totals._fields)))
        for block in np.unique(rank[runs] // BLOCK):
            members = self.order[block * BLOCK : (block + 1) * BLOCK]
            totals[members] = self._simulated(agents, members, self.seeds[block])
        return judge_totals(Totals(*totals[runs].T), self.goal)

    def _simulated(
        self,
        agents: NDArray[np.float64],
        members: NDArray[np.int64],
        seeds: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        paths = members % self.draws.paths
        contacts = self.draws.contacts[paths, self.window]
        aht = self.draws.aht[paths, self.window]
        totals = np.zeros((len(members), len(Totals._fields)))
        spells = self.draws.spells_of(self.window)
        for spell, seed in zip(spells, seeds, strict=True):
            run = simulate_paths(
                contacts[:, spell],
                aht[:, spell],
                agents[spell],
                interval=self.draws.interval,
                threshold=self.goal.threshold,
                patience=self.draws.patience,
                handling=self.draws.handling,
                rng=np.random.default_rng(seed),
            )
            totals += _totals(run, self.goal.basis)
        return totals


def judge_totals(totals: Totals, goal: ServiceGoal) -> Verdict:
    """
    Hold what was counted over a window against every target of a goal.

    Parameters
    ----------
    totals : Totals
        Of each run, on the basis of the goal.
    goal : ServiceGoal
        Its service level, mean wait and abandonment.

    Returns
    -------
    Verdict
        A window without contacts meets the goal.
    """
    level = _ratio(totals.good, totals.counted, 1.0)
    promised = 0.0 if goal.service_level is None else goal.service_level
    met = level >= promised - SLACK
    if goal.max_asa is not None:
        met &= _ratio(totals.wait_s, totals.offered, 0.0) <= goal.max_asa + SLACK
    if goal.max_abandonment is not None:
        lost = _ratio(totals.abandoned, totals.offered, 0.0)
        met &= lost <= goal.max_abandonment + SLACK
    return Verdict(met, np.maximum(promised - level, 0.0))


def expected_judges(draws: Draws, goal: ServiceGoal) -> list[ExpectedLevel]:
    """
    Judges of windows of one interval each.

    Parameters
    ----------
    draws : Draws
        All paths of the queue.
    goal : ServiceGoal
        What is promised; its occupancy cap and minimum are no part of the verdict.

    Returns
    -------
    list of ExpectedLevel
        One an interval.
    """
    promise = replace(goal, max_occupancy=None, min_agents=0, window="interval")
    needs = fewest_agents(
        draws.contacts,
        draws.aht,
        interval=draws.interval,
        goal=promise,
        patience=draws.patience,
    )
    load = draws.contacts * draws.aht / draws.interval
    aht = np.where(draws.aht > 0, draws.aht, 1.0)
    return [
        ExpectedLevel(needs[:, t], load[:, t], aht[:, t], draws.patience, promise)
        for t in range(load.shape[1])
    ]


def simulated_judge(
    draws: Draws, window: slice, goal: ServiceGoal, rng: np.random.Generator
) -> SimulatedLevel:
    """
    Judge of one longer window.

    Parameters
    ----------
    draws : Draws
        All paths of the queue.
    window : slice
        Its intervals.
    goal : ServiceGoal
        What is promised.
    rng : numpy.random.Generator
        Gives each block its random numbers, also those that round contacts.

    Returns
    -------
    SimulatedLevel
    """
    contacts = max(1.0, float(draws.contacts[:, window].sum()))
    times = max(1, int(min(-(-_RUNS // draws.paths), _MOST_CONTACTS // contacts)))
    ratios = np.tile(draws.load_ratios(window), times)
    order = np.argsort(ratios, kind="stable")
    blocks = -(-len(order) // BLOCK)
    seeds = rng.integers(2**62, size=(blocks, len(draws.spells_of(window))))
    return SimulatedLevel(draws, window, goal, order, seeds)


def _totals(run: SimulatedQueue, basis: str) -> NDArray[np.float64]:
    """Columns of `Totals`, a row a run."""
    parts = Totals(
        run.good(basis), run.counted(basis), run.offered, run.abandoned, run.wait_s
    )
    return np.stack([part.sum(axis=1) for part in parts], axis=1).astype(np.float64)


def _ratio(
    part: NDArray[np.float64], whole: NDArray[np.float64], empty: float
) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.full(whole.shape, empty), where=whole > 0)
