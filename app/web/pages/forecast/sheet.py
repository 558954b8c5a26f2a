"""The forecast of the shown intervals as columns of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.spreadsheet import DECIMAL, TEXT, TIME, WHOLE, Field

if TYPE_CHECKING:
    import pandas as pd

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
    "came": WHOLE,
}


def forecast_fields(
    demand: Demand, visitor: Visitor, came: pd.DataFrame
) -> list[Field]:
    """Contacts with their bands and handle times, and what came, a row an interval."""
    rows = demand.forecast
    if len(came):
        rows = rows.merge(came, "left", on="start")
    return [
        Field(visitor.say(f"column.{name}"), kind, rows[name])
        for name, kind in _KINDS.items()
        if name in rows
    ]
