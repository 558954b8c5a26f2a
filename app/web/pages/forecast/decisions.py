"""Overrides and special days: the table of each, its form, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
import pandas as pd
from dash import dcc, html

from app.services.access import Action
from app.services.forecasts.decisions import (
    OVERRIDES_KIND,
    SPECIAL_DAYS_KIND,
    decisions,
)
from app.web.components import controls
from app.web.pages.forecast import ids
from app.web.texts import word
from wfm.tables import OVERRIDES, SPECIAL_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.services.campaigns.edits import InputTable
    from app.services.forecasts.decisions import Decisions
    from app.web.here import Here
    from app.web.visitor import Visitor

KINDS = (OVERRIDES_KIND, SPECIAL_DAYS_KIND)
# Fields of the forms, by the columns of the tables that they become.
FIELDS = {
    OVERRIDES_KIND: (
        *("queue", "start", "start_clock", "end", "end_clock"),
        *("kind", "value", "reason"),
    ),
    SPECIAL_DAYS_KIND: ("date", "name", "queue", "kind", "value"),
}
COLUMNS = {
    OVERRIDES_KIND: (*("queue", "start", "end", "kind", "value", "reason", "author"),),
    SPECIAL_DAYS_KIND: ("date", "name", "queue", "kind", "value"),
}
EVERY = "*"
_CONTRACTS = {OVERRIDES_KIND: OVERRIDES, SPECIAL_DAYS_KIND: SPECIAL_DAYS}
_ROW, _HEAD, _MOST = 36, 40, 8
_NARROW = {"queue": 110, "start": 150, "end": 150, "date": 130, "value": 96}


def decisions_cards(here: Here) -> list[Component]:
    """Two cards: what planners decided, and the days that do not follow the week."""
    campaign = here.campaign
    if campaign is None:
        return []
    found = decisions(here.site.store, here.actor, campaign.id)
    titles = {
        OVERRIDES_KIND: (
            here.visitor.say("decide.overrides"),
            here.visitor.say("decide.overrides.lead"),
        ),
        SPECIAL_DAYS_KIND: (
            here.visitor.say("decide.special_days"),
            here.visitor.say("decide.special_days.lead"),
        ),
    }
    return [_card(here, found, kind, *titles[kind]) for kind in KINDS]


def table_of(found: Decisions, kind: str) -> InputTable:
    """Table of a kind."""
    return found.overrides if kind == OVERRIDES_KIND else found.special_days


def grid_rows(table: InputTable, kind: str, visitor: Visitor) -> list[dict[str, Any]]:
    """Rows as the grid shows them, each with its ``place`` in the table."""
    if table.frame is None:
        return []
    return [
        {"place": str(place), **_shown(row, kind, visitor)}
        for place, row in enumerate(table.frame.to_dict("records"))
    ]


def _shown(row: dict[Any, Any], kind: str, visitor: Visitor) -> dict[str, str]:
    family = "decide.kind" if kind == OVERRIDES_KIND else "decide.day"
    said = {}
    for name in COLUMNS[kind]:
        cell = row.get(name, "")
        if name == "kind":
            said[name] = word(visitor.language, family, str(cell) or "holiday")
        elif name in ("start", "end"):
            said[name] = _moment(cell, visitor, end=name == "end")
        elif name == "date":
            said[name] = visitor.formats.date(cell)
        elif name == "queue":
            every = str(cell) in ("", EVERY)
            said[name] = visitor.say("queue.all") if every else str(cell)
        elif name == "value":
            said[name] = _value(cell, visitor)
        else:
            said[name] = str(cell)
    return said


def _moment(cell: pd.Timestamp, visitor: Visitor, *, end: bool) -> str:
    """Day of a whole-day bound, the last one included; else day and clock."""
    if (cell.hour, cell.minute) == (0, 0):
        day = cell - pd.Timedelta(minutes=1) if end else cell
        return visitor.formats.day(day)
    return f"{visitor.formats.day(cell)} {cell:%H:%M}"


def _value(cell: object, visitor: Visitor) -> str:
    """Write a number as the language does; hours and dates as they are."""
    try:
        number = float(str(cell))
    except ValueError:
        return str(cell)
    return visitor.formats.number(number, 0 if number.is_integer() else 2)


def _card(here: Here, found: Decisions, kind: str, title: str, lead: str) -> Component:
    visitor, table = here.visitor, table_of(found, kind)
    edits = here.may(Action.CAMPAIGN_EDIT)
    return controls.card(
        html.P(lead, className="quiet decide-lead"),
        _grid(table, kind, visitor, edits=edits),
        *([_buttons(kind, visitor), *_form(found, kind, visitor)] if edits else []),
        dcc.Store(id=ids.part(kind, "seen"), data=table.number),
        html.Div(id=ids.part(kind, "said"), className="decide-said", role="status"),
        title=title,
        class_name="decide",
    )


def _grid(table: InputTable, kind: str, visitor: Visitor, *, edits: bool) -> dag.AgGrid:
    rows = grid_rows(table, kind, visitor)
    return dag.AgGrid(
        id=ids.part(kind, "grid"),
        rowData=rows,
        columnDefs=[
            {
                "field": name,
                "headerName": visitor.say(f"decide.column.{name}"),
                "minWidth": _NARROW.get(name, 140),
                "flex": 1 if name in _NARROW else 2,
            }
            for name in COLUMNS[kind]
        ],
        defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True},
        dashGridOptions={
            "rowHeight": _ROW,
            "headerHeight": _HEAD,
            "animateRows": False,
            "localeText": {"noRowsToShow": visitor.say("decide.none")},
            **(
                {"rowSelection": {"mode": "singleRow", "enableClickSelection": True}}
                if edits
                else {"suppressCellFocus": True}
            ),
        },
        getRowId="params.data.place",
        style={"height": grid_height(len(rows)), "width": "100%"},
    )


def grid_height(rows: int) -> int:
    """Pixels of a grid of so many rows; one for the words where there is none."""
    return _HEAD + _ROW * min(max(rows, 2), _MOST) + 4


def _buttons(kind: str, visitor: Visitor) -> Component:
    return html.Div(
        [
            controls.action(
                ids.part(kind, "remove"), "stop", visitor.say("decide.remove")
            ),
            controls.action(ids.part(kind, "undo"), "left", visitor.say("decide.undo")),
        ],
        className="controls",
    )


def _form(found: Decisions, kind: str, visitor: Visitor) -> list[Component]:
    fields = [_field(found, kind, name, visitor) for name in FIELDS[kind]]
    add = dmc.Button(
        visitor.say("decide.add"), id=ids.part(kind, "add"), size="sm", variant="light"
    )
    return [html.Div([*fields, add], className="decide-form")]


def _field(found: Decisions, kind: str, name: str, visitor: Visitor) -> Component:
    label = visitor.say(f"decide.field.{kind}.{name}")
    common: dict[str, Any] = {
        "id": ids.part(kind, name),
        "label": label,
        "size": "sm",
        "className": f"decide-{name.replace('_', '-')}",
    }
    if name in ("queue", "kind"):
        data = (
            _queue_choices(found.queues, visitor)
            if name == "queue"
            else _kind_choices(kind, visitor)
        )
        return dmc.Select(
            data=data, value=data[0]["value"], allowDeselect=False, **common
        )
    types = {"start": "date", "end": "date", "date": "date"}
    types |= {"start_clock": "time", "end_clock": "time"}
    if name in types:
        common["inputProps"] = {"type": types[name]}
    if name == "value":
        common["placeholder"] = visitor.say(f"decide.field.{kind}.value.hint")
    return dmc.TextInput(value="", autoComplete="off", **common)


def _queue_choices(queues: Sequence[str], visitor: Visitor) -> list[dict[str, str]]:
    return [
        {"value": EVERY, "label": visitor.say("queue.all")},
        *({"value": name, "label": name} for name in queues),
    ]


def _kind_choices(kind: str, visitor: Visitor) -> list[dict[str, str]]:
    column = next(each for each in _CONTRACTS[kind].columns if each.name == "kind")
    family = "decide.kind" if kind == OVERRIDES_KIND else "decide.day"
    usual = ("factor",) if kind == OVERRIDES_KIND else ("holiday",)
    names = (*usual, *(each for each in column.choices or () if each not in usual))
    return [
        {"value": name, "label": word(visitor.language, family, name)} for name in names
    ]


def given_row(kind: str, fields: dict[str, str | None]) -> dict[str, str]:
    """Row of a table from what stands in the fields of its form."""
    row = {name: (said or "").strip() for name, said in fields.items()}
    if kind == SPECIAL_DAYS_KIND:
        everywhere = row["queue"] == EVERY
        usual = row["kind"] == "holiday"
        return row | {
            "queue": "" if everywhere else row["queue"],
            "kind": "" if usual else row["kind"],
            "value": row["value"].replace(",", "."),
        }
    for name in ("start", "end"):
        clock = row.pop(f"{name}_clock")
        if clock and row[name]:
            row[name] = f"{row[name]}T{clock}"
    return row | {"value": row["value"].replace(",", ".")}
