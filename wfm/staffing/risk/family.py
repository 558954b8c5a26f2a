"""Plans of agents in a row, each with one agent in one interval more than the last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from wfm.staffing.requirement import fewest_agents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.demand import ServiceGoal
    from wfm.staffing.risk.draws import Draws

# Neighbouring scales differ by this much; agents that the same scale asks for are
# spread over the day, so that the family stays as fine as one agent in one interval.
_RATIO = 1.005
_BELOW, _ABOVE = 0.6, 1.3
_GOLDEN = (np.sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """
    A chain of plans for one window: plan 0, and one agent-interval more each step.

    Attributes
    ----------
    base : ndarray of float64, shape (T,)
        Plan 0.
    places : ndarray of int64, shape (K,)
        Interval in which each step adds an agent. After the last of them every
        interval gains one in turn, without end.
    scales : ndarray of float64, shape (K,)
        Multiple of the mean volume that asks for each step, ascending.
    """

    base: NDArray[np.float64]
    places: NDArray[np.int64]
    scales: NDArray[np.float64]

    def plan(self, number: int) -> NDArray[np.float64]:
        """
        Agents of one plan.

        Parameters
        ----------
        number : int
            Steps taken from the base, at least 0.

        Returns
        -------
        ndarray of float64, shape (T,)
        """
        intervals = len(self.base)
        agents = self.base + np.bincount(self.places[:number], minlength=intervals)
        rounds, rest = divmod(max(0, number - len(self.places)), intervals)
        agents += rounds
        agents[np.argsort(_spread(np.arange(intervals)))[:rest]] += 1
        return agents

    def number_at(self, scale: float) -> int:
        """
        Plan that a multiple of the mean volume asks for.

        Parameters
        ----------
        scale : float
            Above 0.

        Returns
        -------
        int
        """
        return int(np.searchsorted(self.scales, scale, side="right"))


def families(draws: Draws, goal: ServiceGoal) -> list[Family]:
    """
    Plans of each window, by what multiples of its mean volumes require.

    All intervals share the scale, so an interval gains an agent when it would need one
    if the whole window were busier. No plan has fewer agents than `floor`.

    Parameters
    ----------
    draws : Draws
        Means, windows, and how far the paths stray from the means.
    goal : ServiceGoal
        What is promised.

    Returns
    -------
    list of Family
        One a window.
    """
    base = floor(draws, goal)
    ratios = [draws.load_ratios(window) for window in draws.windows]
    low = max(0.05, min(float(each.min()) for each in ratios)) * _BELOW
    high = max(1.0, *(float(each.max()) for each in ratios)) * _ABOVE
    count = 2 + int(np.log(high / low) / np.log(_RATIO))
    scales = np.geomspace(low, high, count)
    needs = fewest_agents(
        scales[:, None] * draws.mean_contacts,
        draws.mean_aht,
        interval=draws.interval,
        goal=replace(goal, window="interval"),
        patience=draws.patience,
    )
    needs = np.maximum(needs, base)
    return [
        _one_window(scales, needs[:, window], base[window]) for window in draws.windows
    ]


def steps_of_one(agents: float) -> Family:
    """
    Plans of a window of a single interval: one agent more each.

    Parameters
    ----------
    agents : float
        Plan 0.

    Returns
    -------
    Family
    """
    return Family(np.array([agents]), np.empty(0, np.int64), np.empty(0))


def floor(draws: Draws, goal: ServiceGoal) -> NDArray[np.float64]:
    """
    Agents below which no plan may go, whatever is drawn.

    Parameters
    ----------
    draws : Draws
        Its means.
    goal : ServiceGoal
        Its occupancy cap, its minimum and, in a longer window, its interval floor.

    Returns
    -------
    ndarray of float64, shape (T,)
        For these and a stable queue at the mean.
    """
    least = None
    if goal.window != "interval" and goal.service_level is not None:
        least = min(goal.interval_floor, goal.service_level) or None
    rules = replace(
        goal, service_level=least, max_asa=None, max_abandonment=None, window="interval"
    )
    return fewest_agents(
        draws.mean_contacts,
        draws.mean_aht,
        interval=draws.interval,
        goal=rules,
        patience=draws.patience,
    )


def _one_window(
    scales: NDArray[np.float64],
    needs: NDArray[np.float64],
    base: NDArray[np.float64],
) -> Family:
    gains = np.diff(needs, axis=0, prepend=base[None, :]).astype(np.int64)
    flat = np.repeat(np.arange(gains.size), gains.ravel())
    level, place = np.divmod(flat, gains.shape[1])
    order = np.lexsort((_spread(place), level))
    return Family(base, place[order], scales[level[order]])


def _spread(places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Order in which neighbours lie far apart: multiples of the golden section."""
    return (places + 1) * _GOLDEN % 1.0
