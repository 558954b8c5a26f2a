"""Simulated queues put together: steps to intervals, days to a horizon."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing.simulation.result import SimulatedQueue

if TYPE_CHECKING:
    from collections.abc import Sequence

_WHOLE_RUN = "after_close_s"


def coarser(result: SimulatedQueue, steps: int) -> SimulatedQueue:
    """
    Sum neighbouring intervals.

    Parameters
    ----------
    result : SimulatedQueue
        Arrays of shape (R, T).
    steps : int
        Intervals to sum, a divisor of T.

    Returns
    -------
    SimulatedQueue
        Arrays of shape (R, T / steps).

    Raises
    ------
    ParameterError
        If `steps` does not divide T.
    """
    runs, intervals = result.offered.shape
    if steps < 1 or intervals % steps:
        raise ParameterError("steps", steps, f"a divisor of {intervals}")
    return SimulatedQueue(
        **{
            each.name: getattr(result, each.name)
            if each.name == _WHOLE_RUN
            else getattr(result, each.name).reshape(runs, -1, steps).sum(axis=2)
            for each in fields(SimulatedQueue)
        }
    )


def joined(results: Sequence[SimulatedQueue]) -> SimulatedQueue:
    """
    Set results side by side, such as the days of a queue.

    Parameters
    ----------
    results : sequence of SimulatedQueue
        At least one; of equally many replications.

    Returns
    -------
    SimulatedQueue
        The intervals of all in their order; work after closing is summed.
    """
    return SimulatedQueue(
        **{
            each.name: np.sum([getattr(one, each.name) for one in results], axis=0)
            if each.name == _WHOLE_RUN
            else np.concatenate([getattr(one, each.name) for one in results], axis=1)
            for each in fields(SimulatedQueue)
        }
    )
