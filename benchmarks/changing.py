"""The default requirement of a campaign: three queues followed for four weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.measure import Line, seconds
from wfm.demand import Queue, ServiceGoal
from wfm.staffing import requirement_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHAPE = np.sin(np.pi * (np.arange(24) + 0.5) / 24)


def forecast(peak: float) -> pd.DataFrame:
    """Four weeks of three queues from seven to seven."""
    days = pd.date_range("2026-11-30T07:00", periods=28, tz="America/Bogota")
    starts = [day + pd.Timedelta(minutes=30 * n) for day in days for n in range(24)]
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "queue": name,
                    "start": pd.Series(starts).dt.as_unit("us"),
                    "volume": np.tile(peak * share * _SHAPE, 28),
                    "aht_s": aht,
                }
            )
            for name, share, aht in (("a", 1.0, 300), ("b", 0.6, 420), ("c", 0.3, 240))
        ],
        ignore_index=True,
    )


def lines() -> Iterator[Line]:
    """Measure."""
    goal = ServiceGoal(service_level=0.85, max_occupancy=0.65)
    table = forecast(75.0)
    requirement_table(table[:48], lambda name: Queue(name=name, goal=goal), interval=30)
    for peak in (75.0, 300.0):
        for patience in (None, 120.0):
            took = seconds(
                lambda peak=peak, patience=patience: requirement_table(
                    forecast(peak),
                    lambda name: Queue(name=name, goal=goal, patience_s=patience),
                    interval=30,
                )
            )
            yield Line(
                f"3 queues, 4 weeks, peak {peak:g}, patience {patience}",
                took,
                "s",
                20,
                at_least=False,
            )
