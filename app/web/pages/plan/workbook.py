"""The chart's numbers as an Excel sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.spreadsheet import DECIMAL, SHARE, TEXT, TIME, WHOLE, Field, workbook
from app.web.texts import word

if TYPE_CHECKING:
    from app.web.figures.demand import Demand
    from app.web.visitor import Visitor

_KINDS = {
    "start": TIME,
    "volume": DECIMAL,
    "volume_p025": DECIMAL,
    "volume_p10": DECIMAL,
    "volume_p90": DECIMAL,
    "volume_p975": DECIMAL,
    "aht_s": WHOLE,
    "agents": WHOLE,
    "to_schedule": DECIMAL,
    "scheduled": DECIMAL,
    "short": DECIMAL,
    "over": DECIMAL,
    "service_level": SHARE,
    "occupancy": SHARE,
    "binding": TEXT,
    "binding_cost": WHOLE,
    "simulated": SHARE,
}


def demand_workbook(demand: Demand, visitor: Visitor) -> bytes:
    """Forecast, requirement and coverage of the shown intervals, a row each."""
    rows = demand.forecast.drop(columns=["queue"])
    simulated = demand.simulation[["start", "service_level"]]
    simulated = simulated.rename(columns={"service_level": "simulated"})
    for table in (demand.requirement, demand.coverage, simulated):
        new = [name for name in table if name not in rows or name == "start"]
        rows = rows.merge(table[new].drop(columns="queue", errors="ignore"), "left")
    if "binding" in rows:
        rows["binding"] = [
            word(visitor.language, "constraint", str(name)) for name in rows["binding"]
        ]
    fields = [
        Field(visitor.say(f"column.{name}"), kind, rows[name])
        for name, kind in _KINDS.items()
        if name in rows
    ]
    return workbook(visitor.say("plan.nav"), fields)
