"""From agents on contacts to agents scheduled and paid, without float error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

# A quotient this close to a whole number is that number: 21 / 0.7 is 30, not 31.
SLACK = 1e-9


def exact_ceil(values: ArrayLike) -> NDArray[np.float64]:
    """
    Smallest whole number not below each value, rounding noise set aside.

    Parameters
    ----------
    values : array_like of float, shape (...)
        Any finite numbers.

    Returns
    -------
    ndarray of float64, shape (...)
        Whole numbers.

    Examples
    --------
    >>> float(exact_ceil(21 / 0.7))
    30.0
    """
    numbers = np.asarray(values, dtype=np.float64)
    # Adding zero turns a negative zero into zero.
    return np.ceil(numbers - SLACK * np.maximum(1.0, np.abs(numbers))) + 0.0


def to_schedule(agents: ArrayLike, unscheduled: float) -> NDArray[np.float64]:
    """
    Agents that shifts must cover so that enough of them are really there.

    Breaks, lunch, training and time off stand in the schedule already; only what
    nobody can place (absence, lateness) is added here.

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents on contacts.
    unscheduled : float
        Share of scheduled time lost to what nobody can place, in [0, 1).

    Returns
    -------
    ndarray of float64, shape (...)
        A real number: rounding is left to the optimiser.

    Raises
    ------
    ParameterError
        If the share is outside [0, 1).
    """
    return np.round(np.asarray(agents, dtype=float) / _kept(unscheduled), 9)


def gross_agents(agents: ArrayLike, shrinkage: float) -> NDArray[np.float64]:
    """
    Agents on the books so that `agents` are on contacts, for headcount only.

    Parameters
    ----------
    agents : array_like of float, shape (...)
        Agents on contacts.
    shrinkage : float
        Share of paid time away from contacts, all parts together, in [0, 1).

    Returns
    -------
    ndarray of float64, shape (...)
        Whole agents.

    Raises
    ------
    ParameterError
        If the share is outside [0, 1).

    Examples
    --------
    >>> float(gross_agents(21, 0.3))
    30.0
    """
    return exact_ceil(np.asarray(agents, dtype=float) / _kept(shrinkage))


def _kept(shrinkage: float) -> float:
    if not 0 <= shrinkage < 1:
        raise ParameterError("shrinkage", shrinkage, "in [0, 1)")
    return 1.0 - shrinkage
