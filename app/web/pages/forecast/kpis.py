"""The figures that sum a forecast up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from app.web.components.kpi import Kpi
from wfm.intervals import midnight

if TYPE_CHECKING:
    from app.services.plans.plan import Plans
    from app.web.visitor import Visitor


def forecast_kpis(plans: Plans, visitor: Visitor) -> list[Kpi]:
    """Contacts of the plan, its busiest day, its handle time, and what was decided."""
    first, count = plans.days[0], len(plans.days)
    rows = pd.concat([plans.forecast(name, first, count) for name in plans.queues])
    return [
        _contacts(rows, plans, visitor),
        _busiest(rows, visitor),
        _handle_time(rows, visitor),
        _decided(plans, visitor),
    ]


def _contacts(rows: pd.DataFrame, plans: Plans, visitor: Visitor) -> Kpi:
    return Kpi(
        visitor.say("kpi.contacts"),
        visitor.formats.number(float(rows["volume"].sum())),
        visitor.say(
            "kpi.contacts.note",
            days=visitor.say("days", count=len(plans.days)),
            queues=visitor.say("queues", count=len(plans.queues)),
        ),
        visitor.say("kpi.contacts.meaning"),
    )


def _busiest(rows: pd.DataFrame, visitor: Visitor) -> Kpi:
    days = rows.groupby(midnight(rows["start"]))["volume"].sum()
    return Kpi(
        visitor.say("forecast.busiest"),
        visitor.formats.day(days.index[int(days.argmax())]),
        visitor.say(
            "forecast.busiest.note", contacts=visitor.formats.number(float(days.max()))
        ),
        visitor.say("forecast.busiest.meaning"),
    )


def _handle_time(rows: pd.DataFrame, visitor: Visitor) -> Kpi:
    mean = None
    if "aht_s" in rows:
        known = rows[rows["aht_s"].notna() & (rows["volume"] > 0)]
        if len(known):
            mean = float(np.average(known["aht_s"], weights=known["volume"]))
    return Kpi(
        visitor.say("forecast.aht"),
        visitor.formats.seconds(mean),
        visitor.say("forecast.aht.note"),
        visitor.say("forecast.aht.meaning"),
    )


def _decided(plans: Plans, visitor: Visitor) -> Kpi:
    rows = plans.summary.get("overridden", [])
    changed = sum(int(row.get("intervals", 0)) for row in rows)
    return Kpi(
        visitor.say("forecast.decided"),
        visitor.formats.number(len(rows)),
        visitor.say("forecast.decided.note", count=changed),
        visitor.say("forecast.decided.meaning"),
    )
