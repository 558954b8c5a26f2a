"""The ledger: what each constraint alone would need, which binds, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Among constraints that need equally many agents the first one is named.
CONSTRAINTS = (
    "stability",
    "service_level",
    "occupancy",
    "asa",
    "abandonment",
    "minimum",
)
NONE = "none"


def binding_of(ledger: Mapping[str, Floats]) -> NDArray[np.str_]:
    """
    Name the constraint that needs most agents in each interval.

    Parameters
    ----------
    ledger : mapping of str to ndarray of float64, shape (...)
        Agents that each of ``CONSTRAINTS`` alone needs.

    Returns
    -------
    ndarray of str, shape (...)
        One of ``CONSTRAINTS``; ``none`` where nobody is needed.
    """
    most = ledger[CONSTRAINTS[0]]
    place = np.zeros(most.shape, dtype=np.int8)
    for index, name in enumerate(CONSTRAINTS[1:], start=1):
        more = ledger[name] > most
        most = np.where(more, ledger[name], most)
        place[more] = index
    place[most == 0] = len(CONSTRAINTS)
    return np.asarray([*CONSTRAINTS, NONE])[place]


def binding_cost(ledger: Mapping[str, Floats]) -> Floats:
    """
    Agents that would not be needed without the constraint that binds.

    Parameters
    ----------
    ledger : mapping of str to ndarray of float64, shape (...)
        Agents that each of ``CONSTRAINTS`` alone needs.

    Returns
    -------
    ndarray of float64, shape (...)
        Most less second most; 0 where stability binds, which nobody can waive.
    """
    first = ledger["stability"]
    second = np.zeros_like(first)
    stable = first
    for name in CONSTRAINTS[1:]:
        second = np.maximum(second, np.minimum(first, ledger[name]))
        first = np.maximum(first, ledger[name])
    return np.where(first > stable, first - second, 0.0)
