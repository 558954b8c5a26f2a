"""The day's agents as a grid, those who lost most time first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag

from app.web import ids
from app.web.figures.adherence import ADHERENCE_GOAL
from app.web.spreadsheet import DAY, SHARE, TEXT, WHOLE, Field, workbook

if TYPE_CHECKING:
    import pandas as pd

    from app.web.visitor import Visitor

_ROW, _HEAD, _MOST = 36, 40, 14
_COLUMNS = {
    "agent": TEXT,
    "date": DAY,
    "scheduled_minutes": WHOLE,
    "adherent_minutes": WHOLE,
    "lost_minutes": WHOLE,
    "adherence": SHARE,
    "present_minutes": WHOLE,
    "conformance": SHARE,
}
_SHOWN = ["agent", "lost_minutes", "adherence", "conformance", "scheduled_minutes"]


def by_attention(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``lost_minutes``, most of them first: attention pays there first."""
    lost = rows["scheduled_minutes"] - rows["adherent_minutes"]
    return rows.assign(lost_minutes=lost).sort_values(
        ["lost_minutes", "agent"], ascending=[False, True], kind="stable"
    )


def adherence_grid(rows: pd.DataFrame, visitor: Visitor) -> dag.AgGrid:
    """Grid that sorts and filters; its height follows its rows up to a limit."""
    table = by_attention(rows[rows["scheduled_minutes"] > 0])
    cells = table[_SHOWN].astype("object").where(table[_SHOWN].notna(), None)
    return dag.AgGrid(
        id=ids.ADHERENCE_GRID,
        rowData=cells.to_dict("records"),
        columnDefs=_columns(float(table["lost_minutes"].max()), visitor),
        defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True},
        dashGridOptions={
            "rowHeight": _ROW,
            "headerHeight": _HEAD,
            "animateRows": False,
            "suppressCellFocus": True,
            "localeText": _locale(visitor),
        },
        getRowId="params.data.agent",
        style={"height": _HEAD + _ROW * min(len(table), _MOST) + 2, "width": "100%"},
    )


def _columns(most: float, visitor: Visitor) -> list[dict[str, Any]]:
    """Columns of the grid; `most` minutes lost fill the bar."""
    number = {"type": "numericColumn", "filter": False, "minWidth": 112, "flex": 1}
    share = {"function": "aforoShare(params.value)"}
    below = f"params.value !== null && params.value < {ADHERENCE_GOAL}"
    return [
        {
            "field": "agent",
            "headerName": visitor.say("column.agent"),
            "filter": True,
            "pinned": "left",
            "width": 92,
        },
        {
            "field": "lost_minutes",
            "headerName": visitor.say("column.lost_minutes"),
            "headerTooltip": visitor.say("help.lost_minutes"),
            "cellRenderer": "AforoLostBar",
            "cellRendererParams": {"most": most},
            "minWidth": 120,
            "flex": 2,
        },
        {
            "field": "adherence",
            "headerName": visitor.say("column.adherence"),
            "headerTooltip": visitor.say("help.adherence"),
            "valueFormatter": share,
            "cellClassRules": {"below": below},
            **number,
        },
        {
            "field": "conformance",
            "headerName": visitor.say("column.conformance"),
            "headerTooltip": visitor.say("help.conformance"),
            "valueFormatter": share,
            **number,
        },
        {
            "field": "scheduled_minutes",
            "headerName": visitor.say("column.scheduled_minutes"),
            "headerTooltip": visitor.say("help.scheduled_minutes"),
            "valueFormatter": {"function": "aforoNumber(params.value)"},
            **number,
        },
    ]


def _locale(visitor: Visitor) -> dict[str, str]:
    """Words of the grid that can appear here."""
    keys = (
        "noRowsToShow",
        "contains",
        "notContains",
        "equals",
        "notEqual",
        "startsWith",
        "endsWith",
        "blank",
        "notBlank",
        "andCondition",
        "orCondition",
        "filterOoo",
    )
    return {key: visitor.say(f"grid.{key}") for key in keys}


def adherence_workbook(rows: pd.DataFrame, visitor: Visitor) -> bytes:
    """Excel sheet of the day's agents, in the order of the grid."""
    table = by_attention(rows)
    fields = [
        Field(visitor.say(f"column.{name}"), kind, table[name])
        for name, kind in _COLUMNS.items()
    ]
    return workbook(visitor.say("adherence.nav"), fields)
