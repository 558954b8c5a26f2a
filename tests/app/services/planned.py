"""Plans of the small campaign, kept in a store without planning anything."""

from __future__ import annotations

import numpy as np
import pandas as pd

from app.services.planning.chain import Plan
from app.services.plans.stored import save_plan
from app.storage.versions import Origin

QUEUES = {"ventas": 12.0, "chat": 5.0}
START, DAYS = "2026-11-09", 6


def forecast(factor=1.0, start=START, days=DAYS) -> pd.DataFrame:
    """Forecast of the small campaign's queues, flat over the open hours."""
    starts = pd.date_range(start, periods=days * 48, freq="30min", unit="us")
    starts = starts[(starts.hour >= 7) & (starts.hour < 19)].tz_localize(
        "America/Bogota"
    )
    parts = []
    for queue, usual in QUEUES.items():
        mean = usual * factor
        scores = {"025": -1.96, "10": -1.28, "50": 0, "90": 1.28, "975": 1.96}
        bands = {
            f"volume_p{name}": max(mean + score * np.sqrt(mean), 0.0)
            for name, score in scores.items()
        }
        rows = {"queue": queue, "start": starts, "volume": mean, **bands}
        parts.append(pd.DataFrame({**rows, "aht_s": 240.0}))
    return pd.concat(parts, ignore_index=True)


def plan(factor=1.0, start=START, days=DAYS) -> Plan:
    """Plan with a forecast and nothing else."""
    rows = forecast(factor, start, days)
    queues = [
        {"queue": name, "contacts": float(part["volume"].sum())}
        for name, part in rows.groupby("queue")
    ]
    summary = {
        "campaign": "Línea Única",
        "timezone": "America/Bogota",
        "currency": "COP",
        "start": start,
        "days": days,
        "interval": 30,
        "queues": queues,
    }
    return Plan({"forecast": rows}, summary, "<html></html>")


def kept(store, campaign_id: int, made: Plan | None = None, reason="") -> int:
    """Version of a plan saved as a draft."""
    with store.writing() as connection:
        version = save_plan(
            connection,
            campaign_id=campaign_id,
            plan=made or plan(),
            origin=Origin(reason=reason),
        )
    return version.id
