"""A campaign small enough to be taken into a store in every test, and who uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sqlalchemy import func, select

from app.services.access import Actor, Role
from app.services.campaigns.stored import add_campaign
from app.storage.schema.audit import AUDIT
from tests.scheduling.demands import contracts

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    "special_days": "date,name,queue,kind,value\n2026-11-16,Feria,,factor,1.2\n",
    "opening": "queue,weekday,open,close\nventas,0,07:00,19:00\nchat,0,08:00,18:00\n",
    "time_off": "agent,start,end,kind\nA1,2026-11-10,2026-11-11,vacation\n",
    "availability": "agent,weekday,open,close\nA2,0,12:00,\n",
    "preferences": "agent,weekday,open,close,wish,weight\nA2,*,,08:00,avoid,2\n",
    "activities": "activity,name,minutes,earliest,latest,team\n"
    "training,Novedades,60,2026-11-10,2026-11-12,Norte\n",
    "sites": "site,seats\nCentro,8\n",
    "overrides": "queue,start,end,kind,value,author,reason,made_at\n"
    "ventas,2026-11-11,2026-11-11,factor,1.1,Ana,promoción,2026-11-08T10:00\n",
}
AGENTS = (
    "agent,contract,skills,team,home_site,monthly_wage,restrictions,seniority_date\n"
    "A1,42h,ventas;chat,Norte,Centro,2100000,,2021-03-01\n"
    "A2,42h,ventas,Norte,Centro,,no_nights,\n"
    "A3,36h,chat,Sur,Centro,1900000.5,,2024-11-18\n"
)
HEAD = '[campaign]\nname = "Línea Única"\nclient = "Señal"\ndays = 7\n'
GOAL = "[goal]\nservice_level = 0.80\n"


def history(weeks=2, seed=3):
    """History of two queues, as text; one column has gaps."""
    rng = np.random.default_rng(seed)
    end = pd.Timestamp("2026-11-08T19:00")
    starts = pd.date_range(end - pd.Timedelta(weeks=weeks), end, freq="30min")
    starts = starts[(starts.hour >= 7) & (starts.hour < 19) & (starts.day_of_week < 6)]
    parts = []
    for queue, mean in (("ventas", 12), ("chat", 5)):
        offered = rng.poisson(mean, len(starts))
        parts.append(
            pd.DataFrame(
                {
                    "queue": queue,
                    "start": starts.strftime("%Y-%m-%dT%H:%M"),
                    "offered": offered,
                    "abandoned": np.where(offered % 5 == 0, np.nan, 0.0),
                    "aht_s": 240.125,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def campaign_folder(folder: Path, **changes) -> Path:
    """Write the campaign; a table given as None is left out. Path of its file."""
    tables = {**TABLES, "agents": AGENTS, **changes}
    text = {name: rows for name, rows in tables.items() if rows is not None}
    for name, rows in text.items():
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
    history().to_csv(folder / "history.csv", index=False)
    contracts().to_csv(folder / "contracts.csv", index=False)
    lines = [f'{name} = "{name}.csv"' for name in ("history", "contracts", *text)]
    path = folder / "campaign.toml"
    files = "\n".join(lines)
    path.write_text(f"{HEAD}[files]\n{files}\n{GOAL}", encoding="utf-8")
    return path


def added(store, folder, **changes) -> int:
    """Number of the campaign, taken in by the command line."""
    from app.services.access import COMMAND_LINE

    return add_campaign(store, COMMAND_LINE, campaign_folder(folder, **changes))


def someone(role: Role, campaign_id: int, *, teams=(), agent=None, account=None):
    """An account of a role with one campaign in reach."""
    return Actor(
        account_id=account,
        name=role.value,
        role=role,
        campaigns=frozenset({campaign_id}),
        teams=frozenset((campaign_id, team) for team in teams),
        agents=frozenset({(campaign_id, agent)} if agent else ()),
    )


def trail(store) -> list[str]:
    """Actions of the audit trail, in order."""
    with store.reading() as connection:
        return list(connection.scalars(select(AUDIT.c.action).order_by(AUDIT.c.id)))


def count(store, table) -> int:
    """Rows of a table."""
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table))
