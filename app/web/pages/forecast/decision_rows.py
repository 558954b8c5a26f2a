"""Overrides and special days as tables, which are cards on a phone, and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
import pandas as pd
from dash import html

from app.services.forecasts.decisions import OVERRIDES_KIND, SPECIAL_DAYS_KIND
from app.web.components.icon import icon
from app.web.components.table import cell
from app.web.pages.forecast import ids
from app.web.spreadsheet import TEXT, Field
from app.web.texts import word

if TYPE_CHECKING:
    from typing import Any

    from dash.development.base_component import Component

    from app.services.campaigns.edits import InputTable
    from app.services.forecasts.decisions import Decisions
    from app.web.visitor import Visitor

EVERY = "*"
COLUMNS = {
    OVERRIDES_KIND: ("start", "end", "queue", "kind", "value", "reason", "author"),
    SPECIAL_DAYS_KIND: ("date", "name", "queue", "kind", "value"),
}
# The newest; a page of more is read by nobody, and the file has them all.
MOST_ROWS = 200


def table_of(found: Decisions, kind: str) -> InputTable:
    """Table of a kind."""
    return found.overrides if kind == OVERRIDES_KIND else found.special_days


def decision_table(
    table: InputTable, kind: str, visitor: Visitor, *, edits: bool
) -> list[Component]:
    """
    Lay the rows of a table out, the latest days first.

    Parameters
    ----------
    table : InputTable
        Overrides or special days.
    kind : str
        Which of them.
    visitor : Visitor
        Language.
    edits : bool
        Whether each row has a button that takes it out.
    """
    if table.frame is None or table.frame.empty:
        return [html.P(visitor.say("decide.none"), className="quiet")]
    names = COLUMNS[kind]
    heads = [visitor.say(f"decide.column.{name}") for name in names]
    when = names[0]
    ordered = table.frame.sort_values(when, ascending=False, kind="stable")
    shown = ordered.head(MOST_ROWS)
    rows = [
        _row(
            place,
            _said(row, kind, visitor),
            heads,
            edits=(kind, visitor) if edits else None,
        )
        for place, row in zip(shown.index, shown.to_dict("records"), strict=True)
    ]
    head = html.Tr(
        [*(html.Th(each) for each in heads), *([html.Th("")] if edits else [])]
    )
    parts: list[Component] = [
        html.Div(
            html.Table([html.Thead(head), html.Tbody(rows)], className="table"),
            className="scroll-x decide-table",
            tabIndex=0,
        )
    ]
    if len(ordered) > len(shown):
        said = visitor.say("decide.more", count=len(ordered) - len(shown))
        parts.append(html.P(said, className="quiet"))
    return parts


def decision_fields(table: InputTable, kind: str, visitor: Visitor) -> list[Field]:
    """Columns of a table for a file, in the order in which they were decided."""
    frame = table.frame
    rows = [] if frame is None else frame.to_dict("records")
    said = [_said(row, kind, visitor) for row in rows]
    return [
        Field(
            visitor.say(f"decide.column.{name}"),
            TEXT,
            pd.Series([row[name] for row in said], dtype="str"),
        )
        for name in COLUMNS[kind]
    ]


def _row(
    place: int,
    said: dict[str, str],
    heads: list[str],
    *,
    edits: tuple[str, Visitor] | None,
) -> html.Tr:
    first, *rest = said.values()
    cells = [
        html.Th(first, scope="row"),
        *(cell(head, text) for head, text in zip(heads[1:], rest, strict=True)),
    ]
    if edits is not None:
        kind, visitor = edits
        cells.append(html.Td(_remove(kind, place, first, visitor), className="act"))
    return html.Tr(cells)


def _remove(kind: str, place: int, what: str, visitor: Visitor) -> Component:
    label = f"{visitor.say('decide.remove')}: {what}"
    return dmc.ActionIcon(
        icon("stop", 16),
        id=ids.remove(kind, place),
        variant="subtle",
        color="gray",
        size=32,
        buttonProps={"aria-label": label, "title": label},
    )


def _said(row: dict[Any, Any], kind: str, visitor: Visitor) -> dict[str, str]:
    family = "decide.kind" if kind == OVERRIDES_KIND else "decide.day"
    said = {}
    for name in COLUMNS[kind]:
        cell_ = row.get(name, "")
        if name == "kind":
            said[name] = word(visitor.language, family, str(cell_) or "holiday")
        elif name in ("start", "end"):
            said[name] = _moment(cell_, visitor, end=name == "end")
        elif name == "date":
            said[name] = visitor.formats.date(cell_)
        elif name == "queue":
            every = str(cell_) in ("", EVERY)
            said[name] = visitor.say("queue.all") if every else str(cell_)
        elif name == "value":
            said[name] = _value(cell_, visitor)
        else:
            said[name] = str(cell_)
    return said


def _moment(cell_: pd.Timestamp, visitor: Visitor, *, end: bool) -> str:
    """Day of a whole-day bound, the last one included; else day and clock."""
    if (cell_.hour, cell_.minute) == (0, 0):
        day = cell_ - pd.Timedelta(minutes=1) if end else cell_
        return visitor.formats.date(day)
    return f"{visitor.formats.date(cell_)} {cell_:%H:%M}"


def _value(cell_: object, visitor: Visitor) -> str:
    """Write a number as the language does; hours and dates as they are."""
    try:
        number = float(str(cell_))
    except ValueError:
        return str(cell_)
    return visitor.formats.number(number, 0 if number.is_integer() else 2)
