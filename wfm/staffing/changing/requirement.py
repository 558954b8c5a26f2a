"""Fewest agents for one run of intervals, by a named method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing.arrivals import PIECES, within_intervals
from wfm.staffing.changing.corrected import corrected
from wfm.staffing.changing.load import LOADS
from wfm.staffing.requirement import Requirement, offered, required_agents

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from wfm.demand import ServiceGoal

    Floats = NDArray[np.float64]

SIMULATED = "simulated"
METHODS = (*LOADS, SIMULATED)

# Where contacts are offered, somebody must be there, whatever a method's load says.
_LEAST_LOAD = 1e-9


def default_method(goal: ServiceGoal) -> str:
    """
    Choose the method for a goal when the planner names none.

    Parameters
    ----------
    goal : ServiceGoal
        Says over which window it must hold.

    Returns
    -------
    str
        ``simulated`` where every interval must keep the goal; else ``mol``, as a longer
        window evens out what an interval leaves to the next.
    """
    return SIMULATED if goal.window == "interval" else "mol"


def requirement_of_spell(
    volume: ArrayLike,
    aht: ArrayLike,
    *,
    interval: float,
    goal: ServiceGoal,
    patience: float | None = None,
    method: str | None = None,
) -> Requirement:
    """
    Fewest agents for consecutive intervals of a queue that opens empty.

    Parameters
    ----------
    volume, aht : array_like of float, shape (t,)
        Contacts offered, and mean handle time in seconds.
    interval : float
        Seconds, above 0.
    goal : ServiceGoal
        Targets; where the window is longer than an interval, the `t` intervals are one.
    patience : float, optional
        Mean time in seconds after which a customer would give up, above 0.
    method : str, optional
        One of ``METHODS``; by default that of `default_method`:

        ========= ==========================================================
        sipp      each interval as if it lasted for ever
        mix       the same, with the interval's peak where demand falls
        lag       the load of one handle time ago
        mol       contacts in service if agents were endless, on average
        mol_max   the same, at its largest
        simulated the queue followed through the day, state by state
        ========= ==========================================================

    Returns
    -------
    Requirement
        Arrays of shape (t,). What agents achieve is worked out in balance with the
        method's load, except by ``simulated``.

    Raises
    ------
    ParameterError
        If an argument is outside its domain, or ``simulated`` is asked for a window
        longer than an interval.
    GoalUnreachableError
        If no number of agents suffices.

    References
    ----------
    Green, Kolesar and Whitt (2007); Feldman, Z., A. Mandelbaum, W. Massey, and W. Whitt
    (2008). Staffing of Time-Varying Queues to Achieve Time-Stable Performance.
    *Management Science*, 54(2): 324-338.

    Examples
    --------
    Calls of ten minutes at an opening: the room fills only by and by.

    >>> from wfm.demand import ServiceGoal
    >>> day = [60, 60, 60]
    >>> goal = ServiceGoal(service_level=0.8)
    >>> for method in ("sipp", "mol", "simulated"):
    ...     answer = requirement_of_spell(
    ...         day, 600, interval=1800, goal=goal, method=method
    ...     )
    ...     print(method, answer.agents)
    sipp [25. 25. 25.]
    mol [18. 25. 25.]
    simulated [20. 25. 25.]
    """
    chosen = method or default_method(goal)
    if chosen not in METHODS:
        raise ParameterError("method", chosen, f"one of {', '.join(METHODS)}")
    if chosen == SIMULATED and goal.window != "interval":
        raise ParameterError(
            "method", chosen, f"mol or another for goals by {goal.window}"
        )
    rough = volume_in_balance(
        volume, aht, interval=interval, method="mol" if chosen == SIMULATED else chosen
    )
    answer = required_agents(
        rough, aht, interval=interval, goal=goal, patience=patience
    )
    if chosen != SIMULATED:
        return answer
    load, h, p = offered(volume, aht, interval, patience)
    exact = corrected(_rates(load, h, p, interval), interval, goal, answer)
    if patience is None:
        return replace(exact, abandonment=answer.abandonment)
    return exact


def volume_in_balance(
    volume: ArrayLike, aht: ArrayLike, *, interval: float, method: str
) -> Floats:
    """
    Volume with which a formula in balance should be asked, by a method.

    Parameters
    ----------
    volume, aht : array_like of float, shape (t,)
        Contacts offered, and mean handle time in seconds, in consecutive intervals of a
        queue that opens empty.
    interval : float
        Seconds, above 0.
    method : str
        One of ``METHODS`` but ``simulated``.

    Returns
    -------
    ndarray of float64, shape (t,)
        Contacts an interval; above 0 wherever contacts are offered, as somebody must be
        there whatever the method's load.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    if method not in LOADS:
        raise ParameterError("method", method, f"one of {', '.join(LOADS)}")
    load, h, _ = offered(volume, aht, interval, None)
    h = _known(load, h)
    asked = LOADS[method](load / h * interval, h, interval)
    asked = np.where(load > 0, np.maximum(asked, _LEAST_LOAD), 0.0)
    return asked / h * interval


def _known(load: Floats, aht: Floats) -> Floats:
    """Handle times, with that of the whole where nothing is handled."""
    contacts = load / aht
    whole = load.sum() / contacts.sum() if contacts.sum() > 0 else 1.0
    return np.where(load > 0, aht, whole)


def _rates(
    load: Floats, aht: Floats, patience: Floats, interval: float
) -> list[list[tuple[float, float, float]]]:
    """Rates a second of each part of each interval: arrivals, handling, giving up."""
    arriving = within_intervals(load / aht * interval) / (interval / PIECES)
    finishing = 1 / _known(load, aht)
    rates = zip(
        arriving.tolist(), finishing.tolist(), (1 / patience).tolist(), strict=True
    )
    return [[(part, done, gone) for part in parts] for parts, done, gone in rates]
