"""Probability of meeting the goal with a plan, and how well the paths tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing._checks import non_negative
from wfm.staffing.risk.trials import check_promise
from wfm.staffing.risk.verdict import expected_judges, simulated_judge

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from wfm.demand import ServiceGoal
    from wfm.staffing.risk.draws import Draws

# Standard normal quantile of a 95 % interval.
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True, eq=False)
class Probability:
    """
    Probability of meeting the goal by window, as the paths tell it.

    Attributes
    ----------
    value : ndarray of float64, shape (W,)
        In [0, 1].
    standard_error : ndarray of float64, shape (W,)
        Of the value, by the paths that happened to be drawn.
    low, high : ndarray of float64, shape (W,)
        Wilson's 95 % interval.
    """

    value: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @classmethod
    def of(cls, shares: ArrayLike) -> Probability:
        """
        Estimate from how often each path met the goal.

        Parameters
        ----------
        shares : array_like of float, shape (W, R)
            In [0, 1]: 0 or 1 where a path was judged once.

        Returns
        -------
        Probability

        Notes
        -----
        Runs of one path are alike, so the paths are what is counted: as many as would
        give the standard error if each met the goal or not.

        References
        ----------
        Wilson, E. B. (1927). Probable Inference, the Law of Succession, and
        Statistical Inference. *JASA*, 22: 209-212.

        Examples
        --------
        >>> estimate = Probability.of([[1] * 450 + [0] * 50])
        >>> estimate.low.round(4).tolist(), estimate.high.round(4).tolist()
        ([0.8706], [0.9233])
        """
        by_path = np.asarray(shares, dtype=np.float64)
        value = by_path.mean(axis=1)
        error = by_path.std(axis=1) / np.sqrt(by_path.shape[1])
        spread = value * (1.0 - value)
        count = np.full(value.shape, float(by_path.shape[1]))
        np.divide(spread, error**2, out=count, where=error > 0)
        shrunk = _Z**2 / count
        centre = (value + shrunk / 2.0) / (1.0 + shrunk)
        half = _Z * np.sqrt(spread / count + shrunk / (4.0 * count)) / (1.0 + shrunk)
        low, high = np.clip([centre - half, centre + half], 0.0, 1.0)
        return cls(value, error, low, high)


def probability_met(
    draws: Draws, agents: ArrayLike, *, goal: ServiceGoal, rng: np.random.Generator
) -> Probability:
    """
    Probability that a plan meets the goal in each window.

    Parameters
    ----------
    draws : Draws
        Paths of one queue.
    agents : array_like of float, shape (T,)
        Whole agents on contacts, at least 0.
    goal : ServiceGoal
        What is promised. With the window ``interval`` each interval is judged by the
        service level expected at its drawn volume and handle time; otherwise each of
        the windows by what happens when its paths are simulated.
    rng : numpy.random.Generator
        For the simulation, and to round contacts that are not whole.

    Returns
    -------
    Probability
        By window; every interval is one where the goal is by interval.

    Raises
    ------
    ParameterError
        If an argument is outside its domain, or the goal promises nothing.
    """
    check_promise(goal)
    (plan,) = non_negative(agents=agents)
    if plan.shape != draws.mean_contacts.shape or np.any(plan % 1):
        raise ParameterError("agents", agents, "whole numbers, one an interval")
    if goal.window == "interval":
        judged = [
            judge(plan[place : place + 1], np.arange(draws.paths)).met
            for place, judge in enumerate(expected_judges(draws, goal))
        ]
        return Probability.of(judged)
    shares = []
    for window in draws.windows:
        judge = simulated_judge(draws, window, goal, rng)
        met = judge(plan[window], np.arange(len(judge.order))).met
        shares.append(met.reshape(-1, draws.paths).mean(axis=0))
    return Probability.of(shares)
