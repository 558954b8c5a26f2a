"""What a wrong forecast costs: agents planned for it against agents really needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.demand import ServiceGoal

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.base import Floats

# The measure of the research, 80 % in 20 seconds: it ranks forecasts, and promises no
# client anything.
USUAL_GOAL = ServiceGoal(service_level=0.80, threshold=20.0)
# Seconds a contact where a history has no handle times.
USUAL_AHT = 240.0
_MINUTE = 60.0


def staff_cells(
    cells: pd.DataFrame, interval: int, goal: ServiceGoal, aht_s: float
) -> pd.DataFrame:
    """
    Agents that each interval needed, and those that forecast and naive plan for it.

    The handle time is the same for all three, so that they differ by volume alone.

    Parameters
    ----------
    cells : DataFrame
        With ``actual``, ``volume``, ``naive`` and ``aht_s``.
    interval : int
        Minutes.
    goal : ServiceGoal
        What agents are needed for.
    aht_s : float
        Seconds where a cell has no handle time.

    Returns
    -------
    DataFrame
        The same with ``needed``, ``planned`` and ``naive_planned``.
    """
    from wfm.staffing import fewest_agents  # noqa: PLC0415 - brings the compiler

    aht = cells["aht_s"].fillna(aht_s).to_numpy()

    def agents(name: str) -> Floats:
        volume = np.maximum(cells[name].to_numpy(np.float64), 0.0)
        return fewest_agents(volume, aht, interval=_MINUTE * interval, goal=goal)

    return cells.assign(
        needed=agents("actual"), planned=agents("volume"), naive_planned=agents("naive")
    )
