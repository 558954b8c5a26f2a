"""The lines of the request as a table, on screen and as an Excel sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from app.web.components.kpi import explained
from app.web.components.table import cell
from app.web.pages.requests.words import profile, reason
from app.web.spreadsheet import DAY, DECIMAL, TEXT, WHOLE, Field, workbook
from app.web.texts import word

if TYPE_CHECKING:
    import pandas as pd
    from dash.development.base_component import Component

    from app.web.pages.requests.statement import Need
    from app.web.visitor import Visitor

_COLOURS = {
    "draft": "gray",
    "submitted": "indigo",
    "approved": "teal",
    "in_recruitment": "cyan",
    "in_training": "cyan",
    "in_operation": "teal",
    "closed": "gray",
    "rejected": "red",
    "cancelled": "gray",
}
_COLUMNS = {
    "request": TEXT,
    "line": WHOLE,
    "profile": TEXT,
    "heads": WHOLE,
    "start_by": DAY,
    "decide_by": DAY,
    "state": TEXT,
    "reason": TEXT,
}
# Columns whose head has its meaning behind it.
_EXPLAINED = ("heads", "start_by", "decide_by", "state")
_CLASSES = {
    "line": "number",
    "profile": "profile",
    "heads": "number",
    "start_by": "day",
    "decide_by": "day",
    "reason": "reason",
}
_SHEET = {
    **_COLUMNS,
    "feasible_from": DAY,
    "monthly_cost": WHOLE,
    "uncovered_hours": DECIMAL,
}


def line_table(need: Need, visitor: Visitor) -> html.Div:
    """Table with a row a line; a late decision is red and says by how much."""
    head = html.Thead(
        html.Tr(
            [
                html.Th(
                    explained(
                        visitor.say(f"column.{name}"),
                        visitor.say(f"help.{name}") if name in _EXPLAINED else "",
                    ),
                    className="number" if kind == WHOLE else "",
                )
                for name, kind in _COLUMNS.items()
            ]
        )
    )
    rows = [_row(row, need, visitor) for _, row in need.requests.iterrows()]
    return html.Div(
        html.Table([head, html.Tbody(rows)], className="table requests"),
        className="scroll-x",
    )


def _row(row: pd.Series, need: Need, visitor: Visitor) -> html.Tr:
    number = visitor.formats.number
    cells = {
        "line": number(row["line"]),
        "profile": profile(row, visitor),
        "heads": html.Strong(number(row["heads"])),
        "start_by": _start(row, visitor),
        "decide_by": _deadline(row, need, visitor),
        "state": _state(str(row["state"]), visitor),
        "reason": reason(row, need.weeks, visitor),
    }
    return html.Tr(
        [
            html.Th(row["request"], scope="row"),
            *(
                cell(visitor.say(f"column.{name}"), said, _CLASSES.get(name, ""))
                for name, said in cells.items()
            ),
        ]
    )


def _start(row: pd.Series, visitor: Visitor) -> list[Component | str]:
    """Day on which they are needed and, when that is past, the first possible."""
    said: list[Component | str] = [visitor.formats.date(row["start_by"])]
    feasible = row.get("feasible_from")
    if feasible is not None and feasible > row["start_by"]:
        day = visitor.formats.date(feasible)
        text = visitor.say("requests.feasible", day=day)
        said.append(html.Div(text, className="late bad"))
    return said


def _deadline(row: pd.Series, need: Need, visitor: Visitor) -> Component | str:
    said = visitor.formats.date(row["decide_by"])
    if row.name not in need.late.index:
        return said
    days = (need.today - row["decide_by"].date()).days
    late = html.Div(visitor.say("requests.late", count=days), className="late")
    return html.Span([said, late], className="bad")


def _state(name: str, visitor: Visitor) -> dmc.Badge:
    return dmc.Badge(
        word(visitor.language, "state", name),
        color=_COLOURS.get(name, "gray"),
        variant="light",
        radius="sm",
        tt="none",
    )


def request_workbook(need: Need, visitor: Visitor) -> bytes:
    """Excel sheet of the lines, with their figures, in the visitor's words."""
    rows = need.requests
    table = rows.assign(
        profile=[profile(row, visitor) for _, row in rows.iterrows()],
        reason=[reason(row, need.weeks, visitor) for _, row in rows.iterrows()],
        state=[word(visitor.language, "state", str(name)) for name in rows["state"]],
    )
    fields = [
        Field(visitor.say(f"column.{name}"), kind, table[name])
        for name, kind in _SHEET.items()
        if name in table
    ]
    return workbook(visitor.say("requests.nav"), fields)
