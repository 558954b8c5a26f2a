"""A seeded contact centre open day and night: agents by interval, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.signal import lfilter

if TYPE_CHECKING:
    from numpy.typing import NDArray

MONDAY = pd.Timestamp("2026-11-30")
DAY_MINUTES = 24 * 60
# Height, hour and width of the morning peak, the afternoon peak and the evening.
PEAKS = ((0.95, 10.7, 2.6), (0.85, 15.6, 2.9), (0.35, 20.0, 1.8))
NIGHT = 0.05
WEEKDAYS = (1.0, 0.95, 0.93, 0.92, 0.96, 0.62, 0.50)
# Spread of weeks; spread and memory of the noise within a day.
WEEK_SPREAD, NOISE, MEMORY = 0.06, 0.03, 0.8
FLOOR, FLOOR_SHARE = 2, 0.03


def requirement(
    peak: int, weeks: int = 1, step: int = 30, seed: int = 0
) -> NDArray[np.int64]:
    """
    Agents by interval of some weeks that begin on a Monday at midnight.

    Parameters
    ----------
    peak : int
        Agents in the highest interval, at least 2.
    weeks : int
        Number of weeks.
    step : int
        Interval in minutes; divides a day.
    seed : int
        Of the noise.

    Returns
    -------
    ndarray of int64, shape (weeks * 7 * 1440 / step,)

    Notes
    -----
    A day has two peaks and an evening shoulder, days of the week differ, noise within
    a day remembers 0.8 of the interval before, and never fewer than 2 agents or 3 % of
    the peak are needed.
    """
    rng = np.random.default_rng(seed)
    count = DAY_MINUTES // step
    hour = (np.arange(count) + 0.5) * step / 60
    day = NIGHT + sum(
        height * np.exp(-(((hour - middle) / width) ** 2))
        for height, middle, width in PEAKS
    )
    day = day / day.max()
    curve = []
    for _ in range(weeks):
        level = 1 + WEEK_SPREAD * rng.standard_normal()
        for weekday in WEEKDAYS:
            shocks = NOISE * rng.standard_normal(count)
            noise = lfilter([1.0], [1.0, -MEMORY], shocks)
            curve.append(level * weekday * day * (1 + noise))
    whole = np.concatenate(curve)
    agents = np.ceil(peak * whole / whole.max() - 1e-9)
    return np.maximum(agents, max(FLOOR, round(FLOOR_SHARE * peak))).astype(np.int64)


def requirement_table(
    agents: NDArray[np.int64] | NDArray[np.float64],
    step: int = 30,
    *,
    queue: str = "voice",
    monday: pd.Timestamp = MONDAY,
) -> pd.DataFrame:
    """
    Make the requirement table of one queue from agents by interval.

    Parameters
    ----------
    agents : ndarray, shape (intervals,)
        As `requirement` gives them.
    step : int
        Interval in minutes.
    queue : str
        Its name.
    monday : Timestamp
        Midnight at which the first interval starts, local time.
    """
    starts = monday + pd.to_timedelta(step * np.arange(len(agents)), "min")
    return pd.DataFrame({"queue": queue, "start": starts, "agents": agents})
