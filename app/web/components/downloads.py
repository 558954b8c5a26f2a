"""Buttons that give a table as Excel or as CSV, and the files behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import callback_context, dcc

from app.web.components.controls import action
from app.web.delimited import as_csv_download, csv_file
from app.web.spreadsheet import as_download, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.web.spreadsheet import Field
    from app.web.visitor import Visitor

CSV = "-csv"


def downloads(button: str, file: str, visitor: Visitor) -> list[Component]:
    """Two buttons, ``button`` and the same with `CSV` after it, and the file."""
    return [
        action(button, "download", visitor.say("excel")),
        action(f"{button}{CSV}", "download", visitor.say("csv")),
        dcc.Download(id=file),
    ]


def as_asked(title: str, fields: Sequence[Field], name: str) -> dict[str, object]:
    """File of the kind whose button was pressed, inside a callback."""
    if str(callback_context.triggered_id or "").endswith(CSV):
        return as_csv_download(csv_file(fields), f"{name}.csv")
    return as_download(workbook(title, fields), f"{name}.xlsx")
