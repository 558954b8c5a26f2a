"""Real agents at which the targets are just met: the requirement before rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.staffing.impatient import targets_of
from wfm.staffing.requirement import required_agents

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from wfm.demand import ServiceGoal
    from wfm.staffing.requirement import Requirement

    Floats = NDArray[np.float64]

# A millionth of an agent is less than any figure shown.
_HALVINGS = 20


def exact_agents(
    volume: ArrayLike,
    aht: ArrayLike,
    *,
    interval: float,
    goal: ServiceGoal,
    patience: ArrayLike | None = None,
    whole: Requirement | None = None,
) -> Floats:
    """
    Least real agents that meet every target, by the formulas' continuous extension.

    Parameters
    ----------
    volume, aht, interval, goal, patience
        As in `required_agents`, for goals by interval.
    whole : Requirement, optional
        The answer in whole agents, where it is known already.

    Returns
    -------
    ndarray of float64, shape (...)
        Above the whole answer less one, and not above it; to a millionth of an agent.

    Raises
    ------
    ParameterError, GoalUnreachableError
        As `required_agents`.

    References
    ----------
    Jagerman (1974), on the continuous extension.

    Examples
    --------
    >>> from wfm.demand import ServiceGoal
    >>> goal = ServiceGoal(service_level=0.85)
    >>> exact_agents([50, 100], 180, interval=1800, goal=goal).round(2).tolist()
    [7.72, 13.52]
    """
    answer = whole or required_agents(
        volume, aht, interval=interval, goal=goal, patience=patience
    )
    given = np.broadcast_arrays(
        np.asarray(volume, float) * np.asarray(aht, float) / interval,
        np.asarray(aht, float),
        np.asarray(np.inf if patience is None else patience, float),
    )
    exact = np.array(answer.ledger["minimum"], float)
    busy = given[0] > 0
    queue = tuple(each[busy] for each in given)
    endless = np.isinf(queue[2])
    # The queue is stable at any real number above its load.
    floor = np.where(endless, queue[0], 0.0)
    exact[busy] = np.maximum(exact[busy], floor)
    for name, meets in targets_of(goal).items():
        high = answer.ledger[name][busy]
        low = np.maximum(high - 1.0, floor)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            enough = meets(middle, *queue)
            high, low = np.where(enough, middle, high), np.where(enough, low, middle)
        exact[busy] = np.maximum(exact[busy], high)
    return np.minimum(exact, answer.agents)
