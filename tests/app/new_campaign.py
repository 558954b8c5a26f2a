"""A campaign that begins: a contract, and beside it a queue with a past."""

from __future__ import annotations

import numpy as np
import pandas as pd

CONTRACT = "queue,month,volume\nhogar,2026-11,40000\nhogar,2026-12,40000\n"
TELECOM = (
    "queue,sector,ramp_weeks,start_share,aht_s,learning_extra\n"
    "hogar,telecom,6,0.2,420,0.3\n"
)
LIKE_SALES = "queue,analog,share,aht_s\nhogar,sales,0.5,300\n"
OVERRIDES = (
    "queue,start,end,kind,value,author,reason\n"
    "hogar,2026-12-01,2026-12-02,factor,1.2,Ana Ruiz,<b>Campaña</b>\n"
    "*,2026-12-03T09:00,2026-12-03T10:00,add,-2,Eva,simulacro\n"
)


def write_campaign(folder, *, files, head="start = 2026-11-30", more="", **tables):
    """Write a campaign file and its tables, each a text; `files` go into it."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    listed = "\n".join(f'{name} = "{name}.csv"' for name in files)
    path = folder / "campaign.toml"
    path.write_text(
        f'[campaign]\nname = "Nueva"\nas_of = 2026-09-01\ndays = 7\n{head}\n'
        f"[files]\n{listed}\n[goal]\n{more}\n",
        encoding="utf-8",
    )
    return path


def past_of_sales(weeks=5, end="2026-11-29", queue="sales", volume=12.0):
    """History of a queue that works from 8 to 18 on weekdays, as text."""
    last = pd.Timestamp(end)
    first = last - pd.Timedelta(days=7 * weeks - 1)
    starts = pd.date_range(first, last + pd.Timedelta(hours=23.5), freq="30min")
    starts = starts[(starts.hour >= 8) & (starts.hour < 18) & (starts.day_of_week < 5)]
    offered = np.random.default_rng(5).poisson(volume, len(starts))
    table = pd.DataFrame(
        {
            "queue": queue,
            "start": starts.strftime("%Y-%m-%dT%H:%M"),
            "offered": offered,
            "aht_s": 240,
        }
    )
    return table.to_csv(index=False)
