"""A window's plans tried on its paths, none more often than needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.staffing.risk.family import families, floor, steps_of_one
from wfm.staffing.risk.verdict import expected_judges, simulated_judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal
    from wfm.staffing.risk.draws import Draws
    from wfm.staffing.risk.family import Family
    from wfm.staffing.risk.verdict import Judge

# Going up is cheap (only runs that miss are tried again), so the search starts low.
_START = 0.93


class Trials:
    """
    What is known of each run: the largest plan that misses, the least that meets.

    A run is one simulation of a path. If it meets the goal with a plan it is taken to
    meet it with every later plan of the family, which has more agents; so each trial
    leaves fewer runs open.

    Attributes
    ----------
    window : slice
        Intervals of the queue.
    family : Family
        Plans in a row.
    judge : callable
        Gives the verdict of some runs on a plan.
    ratios : ndarray of float64, shape (R,)
        Work that each path brings over the work expected: where to begin.
    runs : int
        A multiple of R: how many verdicts the judge can give.
    """

    def __init__(
        self,
        window: slice,
        family: Family,
        judge: Judge,
        ratios: NDArray[np.float64],
        runs: int,
    ) -> None:
        self.window, self.family, self.judge = window, family, judge
        self.ratios, self.runs = ratios, runs
        self._misses = np.full(runs, -1, dtype=np.int64)
        self._meets = np.full(runs, np.iinfo(np.int64).max)

    def met(self, number: int) -> NDArray[np.bool_]:
        """
        Tell which runs meet the goal with a plan.

        Parameters
        ----------
        number : int
            Of the plan in the family.

        Returns
        -------
        ndarray of bool, shape (runs,)
        """
        undecided = np.flatnonzero((self._misses < number) & (self._meets > number))
        if len(undecided):
            good = self.judge(self.family.plan(number), undecided).met
            self._meets[undecided[good]] = number
            self._misses[undecided[~good]] = number
        return self._meets <= number

    def shares(self, number: int) -> NDArray[np.float64]:
        """
        Share of each path's runs that meet the goal with a plan.

        Parameters
        ----------
        number : int
            Of the plan in the family.

        Returns
        -------
        ndarray of float64, shape (R,)
        """
        return self.met(number).reshape(-1, len(self.ratios)).mean(axis=0)

    def below(self, number: int) -> float:
        """
        Mean share by which a plan ends below the promised service level.

        Parameters
        ----------
        number : int
            Of the plan in the family.

        Returns
        -------
        float
            Over all runs; those that meet the goal count 0.
        """
        missing = np.flatnonzero(~self.met(number))
        if not len(missing):
            return 0.0
        verdict = self.judge(self.family.plan(number), missing)
        return float(verdict.below.sum()) / self.runs

    def least(self, probability: float) -> int:
        """
        First plan that meets the goal on a share of the runs.

        Parameters
        ----------
        probability : float
            In (0, 1).

        Returns
        -------
        int
            Its number in the family.
        """
        # 0.9 of 500 runs are 450, not 451 by the noise of a float.
        enough = int(np.ceil(probability * self.runs - 1e-9))
        scale = np.quantile(self.ratios, probability) * _START
        low, high = self._bracket(self.family.number_at(float(scale)), enough)
        while high - low > 1:
            middle = (low + high) // 2
            if self._enough(middle, enough):
                high = middle
            else:
                low = middle
        return high

    def _bracket(self, number: int, enough: int) -> tuple[int, int]:
        """Find a plan that is not enough (or -1), and a later one that is."""
        step = max(1, len(self.family.base) // 2)
        low = high = number
        if self._enough(number, enough):
            while low >= 0 and self._enough(low, enough):
                high, low, step = low, low - step, 2 * step
            return max(low, -1), high
        while not self._enough(high, enough):
            low, high, step = high, high + step, 2 * step
        return low, high

    def _enough(self, number: int, enough: int) -> bool:
        return int(self.met(number).sum()) >= enough


def trials(
    draws: Draws, goal: ServiceGoal, rng: np.random.Generator
) -> Iterator[Trials]:
    """
    One window after another, ready to be tried.

    Parameters
    ----------
    draws : Draws
        Paths of one queue.
    goal : ServiceGoal
        What is promised. With the window ``interval`` each interval is judged by what
        is expected at its drawn volume; otherwise each window by its simulated days.
    rng : numpy.random.Generator
        For the simulation.

    Yields
    ------
    Trials

    Raises
    ------
    ParameterError
        If the goal promises nothing that can be missed.
    """
    check_promise(goal)
    if goal.window == "interval":
        base = floor(draws, goal)
        for place, expected in enumerate(expected_judges(draws, goal)):
            single = slice(place, place + 1)
            ratios = draws.load_ratios(single)
            plans = steps_of_one(float(base[place]))
            yield Trials(single, plans, expected, ratios, draws.paths)
        return
    for window, family in zip(draws.windows, families(draws, goal), strict=True):
        judge = simulated_judge(draws, window, goal, rng)
        ratios = draws.load_ratios(window)
        yield Trials(window, family, judge, ratios, len(judge.order))


def check_promise(goal: ServiceGoal) -> None:
    """
    Refuse a goal without anything that could be missed.

    Parameters
    ----------
    goal : ServiceGoal
        What is promised.

    Raises
    ------
    ParameterError
        Without service level, mean wait and abandonment.
    """
    if goal.service_level is goal.max_asa is goal.max_abandonment is None:
        raise ParameterError(
            "goal", goal, "a service level, mean wait or abandonment: nothing to miss"
        )
