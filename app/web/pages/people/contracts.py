"""The contracts of a campaign, edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
import pandas as pd
from dash import dcc, html

from app.services.access import Action
from app.services.campaigns.edits import InputTable, input_table
from app.web.components import controls
from app.web.importing.words import column_name
from app.web.pages.people import ids
from app.web.pages.people.rows import place
from app.web.texts import word
from wfm.tables import CONTRACTS

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here

KIND = "contracts"
# Two lines of head: its words are long.
_ROW, _HEAD = 36, 52
_NEW = {
    "contract": "",
    "weekly_minutes": 2520,
    "min_day_minutes": 240,
    "max_day_minutes": 480,
    "min_days": 5,
    "max_days": 6,
    "regime": "ordinary",
}


def contracts_card(here: Here) -> Component:
    """Card with the contracts; nothing for those who may not read campaigns."""
    if not here.may(Action.CAMPAIGN_READ):
        return html.Div(hidden=True)
    visitor, table = here.visitor, seen_contracts(here)
    edits = here.may(Action.CONTRACTS_EDIT)
    lead = "people.contracts.lead" if edits else "people.contracts.read"
    return controls.card(
        html.P(visitor.say(lead), className="quiet"),
        _grid(here, contract_rows(table), edits=edits),
        *([_buttons(here)] if edits else []),
        dcc.Store(id=ids.CONTRACTS_SEEN, data=table.number),
        html.Div(
            id=ids.CONTRACTS_SAID, className="people-contracts-said", role="status"
        ),
        title=visitor.say("people.contracts"),
        class_name="people-contracts",
    )


def seen_contracts(here: Here) -> InputTable:
    """Contracts of the campaign of the page."""
    return input_table(*place(here), KIND)


def contract_rows(table: InputTable) -> list[dict[str, Any]]:
    """Rows for the grid, each with its ``place``."""
    if table.frame is None:
        return []
    names = [name for name in CONTRACTS.names if name in table.frame]
    plain = table.frame[names].astype("object")
    return [
        {"place": f"{number}", **{str(name): cell for name, cell in row.items()}}
        for number, row in enumerate(plain.to_dict("records"))
    ]


def with_new_row(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with one more, to be filled in."""
    taken = {str(row["place"]) for row in rows}
    free = next(str(n) for n in range(len(rows) + 1) if str(n) not in taken)
    return [*rows, {"place": free, **_NEW}]


def contracts_said(rows: list[dict[str, Any]]) -> pd.DataFrame | None:
    """Table that the grid says, as text; None where it has no row."""
    cells = [{name: _text(row.get(name)) for name in CONTRACTS.names} for row in rows]
    return pd.DataFrame(cells, dtype="str") if cells else None


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _grid(here: Here, rows: list[dict[str, Any]], *, edits: bool) -> dag.AgGrid:
    visitor = here.visitor
    columns: list[dict[str, Any]] = []
    for each in CONTRACTS.columns:
        column: dict[str, Any] = {
            "field": each.name,
            "headerName": column_name(visitor, each.name),
            "headerTooltip": visitor.say(f"people.contract.{each.name}"),
            "minWidth": 130,
            "flex": 1,
            "editable": edits,
        }
        if each.kind == "integer":
            column |= {"type": "numericColumn", "cellEditor": "agNumberCellEditor"}
        if each.choices:
            column |= {
                "cellEditor": "agSelectCellEditor",
                "cellEditorParams": {"values": list(each.choices)},
                "refData": {
                    value: word(visitor.language, "people.regime", value)
                    for value in each.choices
                },
            }
        columns.append(column)
    choosing = {"mode": "multiRow", "checkboxes": True, "headerCheckbox": False}
    return dag.AgGrid(
        id=ids.CONTRACTS,
        rowData=rows,
        columnDefs=columns,
        defaultColDef={
            "resizable": True,
            "suppressMovable": True,
            "wrapHeaderText": True,
        },
        dashGridOptions={
            "rowHeight": _ROW,
            "headerHeight": _HEAD,
            "animateRows": False,
            "singleClickEdit": True,
            "stopEditingWhenCellsLoseFocus": True,
            "localeText": {"noRowsToShow": visitor.say("people.contracts.none")},
            **({"rowSelection": choosing} if edits else {"suppressCellFocus": True}),
        },
        getRowId="params.data.place",
        style={"height": _HEAD + _ROW * min(max(len(rows) + 1, 2), 9) + 18},
    )


def _buttons(here: Here) -> Component:
    say = here.visitor.say
    return html.Div(
        [
            controls.action(ids.CONTRACTS_ADD, "add", say("people.contracts.add")),
            controls.action(
                ids.CONTRACTS_REMOVE, "stop", say("people.contracts.remove")
            ),
            controls.action(ids.CONTRACTS_UNDO, "undo", say("cleaning.undo")),
            dmc.Button(say("people.contracts.save"), id=ids.CONTRACTS_SAVE, size="sm"),
        ],
        className="controls",
    )
