"""Requirement and schedule of the shown intervals as columns of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.spreadsheet import DECIMAL, SHARE, TEXT, TIME, WHOLE, Field
from app.web.texts import word

if TYPE_CHECKING:
    import pandas as pd

    from app.web.figures.demand import Demand
    from app.web.visitor import Visitor

_KINDS = {
    "queue": TEXT,
    "start": TIME,
    "volume": DECIMAL,
    "aht_s": WHOLE,
    "agents": WHOLE,
    "to_schedule": DECIMAL,
    "scheduled": DECIMAL,
    "short": DECIMAL,
    "over": DECIMAL,
    "service_level": SHARE,
    "occupancy": SHARE,
    "asa_s": DECIMAL,
    "binding": TEXT,
    "binding_cost": WHOLE,
    "simulated": SHARE,
}


def staffing_fields(demand: Demand, visitor: Visitor) -> list[Field]:
    """Put requirement, coverage and simulation together, a row an interval."""
    rows = demand.requirement
    simulated = demand.simulation[["start", "service_level"]]
    simulated = simulated.rename(columns={"service_level": "simulated"})
    for table in (demand.coverage, simulated):
        new = [name for name in table if name not in rows or name == "start"]
        rows = rows.merge(table[new], "left", on="start")
    return requirement_fields(rows, visitor)


def requirement_fields(rows: pd.DataFrame, visitor: Visitor) -> list[Field]:
    """Columns of a requirement, as far as it has them, with their titles."""
    if "binding" in rows:
        said = [
            word(visitor.language, "constraint", str(name)) for name in rows["binding"]
        ]
        rows = rows.assign(binding=said)
    return [
        Field(visitor.say(f"column.{name}"), kind, rows[name])
        for name, kind in _KINDS.items()
        if name in rows
    ]
