"""What the forecast leaves out, change by change, to be accepted or refused."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag
from dash import dcc, html

from app.services.access import Action
from app.services.history.cleaning import cleaning
from app.web.components import controls
from app.web.components.downloads import downloads
from app.web.pages.history import ids
from app.web.pages.history.standing import hours_said

if TYPE_CHECKING:
    import pandas as pd
    from dash.development.base_component import Component

    from app.services.history.cleaning import Cleaning
    from app.web.here import Here
    from app.web.visitor import Visitor

MOST_SHOWN = 1000
_ROW, _HEAD, _TALL = 36, 40, 10
_WIDTHS = {
    "queue": 110,
    "date": 130,
    "hours": 118,
    "kind": 150,
    "found": 104,
    "usual": 104,
    "state": 120,
    "why": 260,
}


_NUMBER = {
    "type": "numericColumn",
    "valueFormatter": {"function": "aforoNumber(params.value)"},
    "filter": False,
}
_KINDS: dict[str, dict[str, Any]] = {
    "found": _NUMBER,
    "usual": _NUMBER,
    "date": {
        "valueFormatter": {"function": "params.data.date_said"},
        "filterValueGetter": {"function": "params.data.date_said"},
    },
}


def cleaning_card(here: Here) -> Component:
    """Card whose content follows: looking through a history takes a while."""
    visitor = here.visitor
    return controls.card(
        html.P(visitor.say("cleaning.lead"), className="quiet cleaning-lead"),
        dcc.Loading(html.Div(id=ids.CLEANING), delay_show=300),
        dcc.Store(id=ids.SEEN),
        html.Div(id=ids.SAID, className="cleaning-said", role="status"),
        title=visitor.say("cleaning.title"),
        class_name="cleaning",
    )


def seen_cleaning(here: Here) -> Cleaning:
    """Give the changes of the campaign of the page."""
    assert here.campaign is not None  # the address of the page names one
    return cleaning(here.site.store, here.actor, here.campaign.id)


def cleaning_body(here: Here, found: Cleaning) -> list[Component]:
    """Grid of the changes with its buttons; where there are none, why."""
    visitor = here.visitor
    if found.unknown:
        why = visitor.told(found.unknown).rstrip(".")
        said = why[:1].upper() + why[1:]
        return [html.P(visitor.say("cleaning.unknown", why=said), className="quiet")]
    if found.changes.empty:
        return [html.P(visitor.say("cleaning.none"), className="quiet")]
    edits = here.may(Action.CAMPAIGN_EDIT)
    rows = change_rows(found.changes, visitor)
    more = len(found.changes) - len(rows)
    return [
        _grid(rows, visitor, edits=edits),
        *(
            [html.P(visitor.say("cleaning.more", count=more), className="quiet")]
            if more
            else []
        ),
        html.Div(
            [
                *(_buttons(visitor) if edits else []),
                *downloads(ids.CLEANING_EXCEL, ids.CLEANING_FILE, visitor),
            ],
            className="controls",
        ),
    ]


def change_rows(changes: pd.DataFrame, visitor: Visitor) -> list[dict[str, Any]]:
    """Rows as the grid shows them, the newest ones where they are too many."""
    return [
        {
            "id": row["id"],
            "queue": row["queue"],
            # Sorted by the one, read as the other.
            "date": f"{row['date']:%Y-%m-%d}",
            "date_said": visitor.formats.date(row["date"]),
            "hours": hours_said(row["begin"], row["end"])
            or visitor.say("cleaning.all_day"),
            "kind": visitor.say(f"cleaning.kind.{row['kind']}"),
            "found": _contacts(row["found"]),
            "usual": _contacts(row["usual"]),
            "state": visitor.say(
                f"cleaning.{'refused' if row['refused'] else 'accepted'}"
            ),
            "refused": bool(row["refused"]),
            "why": visitor.say(f"cleaning.why.{row['kind']}"),
        }
        for row in changes.head(MOST_SHOWN).to_dict("records")
    ]


def _contacts(count: float) -> float | None:
    return None if math.isnan(count) else round(float(count), 1)


def _grid(rows: list[dict[str, Any]], visitor: Visitor, *, edits: bool) -> dag.AgGrid:
    columns = [
        {
            "field": name,
            "headerName": visitor.say(f"history.column.{name}"),
            "minWidth": width,
            "flex": 2 if name == "why" else 1,
            "tooltipField": name if name == "why" else None,
            "headerTooltip": visitor.say(f"help.{name}")
            if name in ("found", "usual")
            else None,
            **_KINDS.get(name, {}),
            **(
                {"cellClassRules": {"below": "params.data.refused"}}
                if name == "state"
                else {}
            ),
        }
        for name, width in _WIDTHS.items()
    ]
    choosing = {
        "mode": "multiRow",
        "checkboxes": True,
        "headerCheckbox": True,
        "enableClickSelection": True,
    }
    return dag.AgGrid(
        id=ids.CHANGES,
        rowData=rows,
        columnDefs=columns,
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "filter": True,
            "suppressMovable": True,
        },
        dashGridOptions={
            "rowHeight": _ROW,
            "headerHeight": _HEAD,
            "animateRows": False,
            "localeText": _locale(visitor),
            **({"rowSelection": choosing} if edits else {"suppressCellFocus": True}),
        },
        getRowId="params.data.id",
        style={"height": _HEAD + _ROW * min(len(rows), _TALL) + 18, "width": "100%"},
    )


def _locale(visitor: Visitor) -> dict[str, str]:
    names = (
        *("noRowsToShow", "contains", "notContains", "equals", "notEqual"),
        *("startsWith", "endsWith", "blank", "notBlank", "andCondition"),
        *("orCondition", "filterOoo"),
    )
    return {name: visitor.say(f"grid.{name}") for name in names}


def _buttons(visitor: Visitor) -> list[Component]:
    return [
        controls.action(ids.REFUSE, "stop", visitor.say("cleaning.refuse")),
        controls.action(ids.ACCEPT, "done", visitor.say("cleaning.accept")),
        controls.action(ids.UNDO, "undo", visitor.say("cleaning.undo")),
    ]
