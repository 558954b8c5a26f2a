"""Requirements and staff for tests: small, seeded, with a double-peaked day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from app.config import sample_folder

ZONE = "America/Bogota"
MONDAY = pd.Timestamp("2026-11-30")


def requirement(days=7, peak=8.0, queues=("ventas",), opens=6, closes=22, **changes):
    """Agents to schedule by half-hour while the queues are open."""
    step = changes.get("interval", 30)
    seed = changes.get("seed", 1)
    monday = changes.get("monday", MONDAY)
    rng = np.random.default_rng(seed)
    minutes = np.arange(opens * 60, closes * 60, step)
    hour = minutes / 60
    shape = np.exp(-(((hour - 10.5) / 2.5) ** 2)) + 0.8 * np.exp(
        -(((hour - 16) / 3) ** 2)
    )
    rows = []
    for queue in queues:
        for day in range(days):
            noise = 1 + 0.05 * rng.standard_normal(len(minutes))
            agents = np.maximum(1.0, peak * shape * noise)
            start = monday + pd.Timedelta(days=day) + pd.to_timedelta(minutes, "min")
            rows.append(
                pd.DataFrame({"queue": queue, "start": start, "agents": agents})
            )
    frame = pd.concat(rows, ignore_index=True)
    frame["agents"] = frame["agents"].round(3)
    return frame


def contracts():
    """The three contracts of the sample campaign."""
    return pd.read_csv(sample_folder() / "contracts.csv")


def agents(count=14, skills="ventas", contract=None):
    """Agents A001, A002, ... whose contracts take turns unless one is given."""
    names = ["42h", "36h", "42h", "24h"]
    return pd.DataFrame(
        {
            "agent": [f"A{number:03d}" for number in range(1, count + 1)],
            "contract": [contract or names[number % 4] for number in range(count)],
            "skills": skills,
        }
    )
