"""Requirement and schedule of the shown intervals as columns of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from app.web.pages.staffing.ledger import LEDGER
from app.web.spreadsheet import DECIMAL, SHARE, TEXT, TIME, WHOLE, Field
from app.web.texts import word

if TYPE_CHECKING:
    from app.services.plans.summary_file import Summary
    from app.web.figures.demand import Demand
    from app.web.visitor import Visitor

_KINDS = {
    "queue": TEXT,
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
    "asa_s": DECIMAL,
    "abandonment": SHARE,
    "odds": SHARE,
    "odds_scheduled": SHARE,
    "binding": TEXT,
    "binding_cost": WHOLE,
    "simulated": SHARE,
}


# What each promise alone would need: columns of the ledger.
_KINDS |= {f"agents_{name}": WHOLE for name in LEDGER}
_QUEUES = {
    "queue": TEXT,
    "channel": TEXT,
    "contacts": WHOLE,
    "peak_agents": WHOLE,
    "required_hours": DECIMAL,
    "short_hours": DECIMAL,
    "coverage": SHARE,
}


def staffing_fields(
    demand: Demand, visitor: Visitor, odds: pd.DataFrame | None = None
) -> list[Field]:
    """Put requirement, coverage, simulation and odds together, a row an interval."""
    rows = demand.requirement
    simulated = demand.simulation[["start", "service_level"]]
    simulated = simulated.rename(columns={"service_level": "simulated"})
    bands = demand.forecast.drop(columns=["volume", "aht_s"], errors="ignore")
    tables = [bands, demand.coverage, simulated, *([] if odds is None else [odds])]
    for table in tables:
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
        Field(_title(name, visitor), kind, rows[name])
        for name, kind in _KINDS.items()
        if name in rows
    ]


def queue_fields(summary: Summary, visitor: Visitor) -> list[Field]:
    """Columns of the plan's queues: volume, agents, coverage and what decides."""
    rows = pd.DataFrame(summary.get("queues", []))
    if "channel" in rows:
        said = [
            word(visitor.language, "channel", str(name)) for name in rows["channel"]
        ]
        rows = rows.assign(channel=said)
    fields = [
        Field(visitor.say(f"queues.{name}"), kind, rows[name])
        for name, kind in _QUEUES.items()
        if name in rows
    ]
    held: list[dict[str, int]] = [
        row.get("binding") or {} for row in summary.get("queues", [])
    ]
    for name in sorted({name for rule in held for name in rule}):
        counts = pd.Series([rule.get(name, 0) for rule in held], dtype="float64")
        rule = word(visitor.language, "constraint", name)
        title = f"{visitor.say('queues.binding')}: {rule}"
        fields.append(Field(title, WHOLE, counts))
    return fields


def _title(name: str, visitor: Visitor) -> str:
    if not name.startswith("agents_"):
        return visitor.say(f"column.{name}")
    rule = word(visitor.language, "constraint", name.removeprefix("agents_"))
    return visitor.say("column.agents_for", constraint=rule)
