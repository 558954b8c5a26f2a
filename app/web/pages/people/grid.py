"""The agents as a grid, and in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag
from dash import html

from app.web.components.table import cell
from app.web.importing.words import column_name
from app.web.pages.people import ids
from app.web.pages.people.person import DATES
from app.web.pages.people.rows import columns, edits, heads, teams

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.pages.people.rows import Rows

# More rows come by and by, as the grid is scrolled.
MOST_AT_ONCE = 1000
_ROW, _HEAD, _TALL = 36, 58, 14
_WIDTHS = {"agent": 110, "name": 170, "skills": 220, "email": 190, "team": 130}
# Who only looks opens a person by choosing the row.
_ONE = {"mode": "singleRow", "enableClickSelection": True, "checkboxes": False}
_NUMBERS = ("hourly_cost", "monthly_wage")


def people_grid(here: Here, rows: Rows) -> dag.AgGrid:
    """Grid of some agents; a row opens its drawer by a click or the space bar."""
    whole = len(rows) <= MOST_AT_ONCE
    options: dict[str, Any] = {
        "rowHeight": _ROW,
        "headerHeight": _HEAD,
        "animateRows": False,
        "rowSelection": _several(whole) if edits(here) else _ONE,
        "localeText": {"noRowsToShow": here.visitor.say("people.none")},
    }
    if edits(here):
        options["selectionColumnDef"] = {"pinned": "left", "width": 44}
    source: dict[str, Any] = {"rowData": shown(here, rows)}
    if not whole:
        source = {"rowModelType": "infinite"}
        options |= {"cacheBlockSize": 100, "maxBlocksInCache": 20}
    return dag.AgGrid(
        id=ids.GRID,
        columnDefs=_columns(here),
        defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True},
        dashGridOptions=options,
        getRowId="params.data.agent",
        style={
            "height": _HEAD + _ROW * min(max(len(rows), 2), _TALL) + 18,
            "width": "100%",
        },
        **source,
    )


def _several(whole: bool) -> dict[str, Any]:
    """Give boxes to choose several; all at once only where all of them are there."""
    return {
        "mode": "multiRow",
        "checkboxes": True,
        "headerCheckbox": whole,
        "enableClickSelection": False,
    }


def shown(here: Here, rows: Rows) -> Rows:
    """Rows for the grid: what the account sees, and nothing beside it."""
    # With the revision, which a change of several states.
    wanted = (*columns(here), *(("revision",) if edits(here) else ()))
    return [{name: row[name] for name in wanted} for row in rows]


def _columns(here: Here) -> list[dict[str, Any]]:
    found = []
    for name in columns(here):
        column: dict[str, Any] = {
            "field": name,
            "headerName": column_name(here.visitor, name),
            "wrapHeaderText": True,
            "tooltipField": name,
            "minWidth": _WIDTHS.get(name, 120),
            "flex": 1,
        }
        if name == "agent":
            column |= {"pinned": "left", "flex": 0, "width": _WIDTHS[name]}
        if name == "skills":
            said = {"function": "params.value.replaceAll(';', ', ')"}
            column["valueFormatter"] = said
        if name in _NUMBERS:
            column |= {
                "type": "numericColumn",
                "valueFormatter": {"function": "aforoNumber(params.value)"},
            }
        if name in DATES:
            column["valueFormatter"] = {"function": "aforoDay(params.value)"}
            # The tip would show it as it is kept.
            column.pop("tooltipField")
        found.append(column)
    return found


def heads_card(here: Here, rows: Rows) -> list[Component]:
    """Heads by skill and contract, and by team."""
    visitor, table = here.visitor, heads(rows)
    if table.empty:
        return [html.P(visitor.say("people.none"), className="quiet")]
    number = visitor.formats.number
    contracts = [str(name) for name in table.columns]
    titles = [visitor.say("people.skill"), *contracts, visitor.say("people.total")]
    lines = []
    for skill, counts in table.iterrows():
        cells = [str(skill), *(number(n) for n in counts), number(counts.sum())]
        lines.append(_line(titles, cells))
    head = html.Thead(
        html.Tr(
            [
                html.Th(title, scope="col", className="number" if place else "")
                for place, title in enumerate(titles)
            ]
        )
    )
    by_team = [
        html.Span(
            [html.Strong(number(count)), f" {name or visitor.say('people.no_team')}"]
        )
        for name, count in teams(rows).items()
    ]
    return [
        html.Div(
            html.Table([head, html.Tbody(lines)], className="table cards"),
            className="scroll-x",
            tabIndex=0,
        ),
        html.P(visitor.say("people.heads.note"), className="quiet"),
        html.Div(by_team, className="people-teams"),
    ]


def _line(titles: list[str], cells: list[str]) -> Component:
    return html.Tr(
        [
            cell(title, text, "number" if place else "")
            for place, (title, text) in enumerate(zip(titles, cells, strict=True))
        ]
    )
