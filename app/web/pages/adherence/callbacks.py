"""What happens on the page of adherence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State

from app.web import ids
from app.web.pages.adherence.grid import adherence_workbook
from app.web.pages.adherence.layout import body, rows_of
from app.web.spreadsheet import as_download
from app.web.visitor import current_visitor

if TYPE_CHECKING:
    from dash import Dash
    from dash.development.base_component import Component

    from app.services.plans import Plans


def register(app: Dash, plans: Plans) -> None:
    """Add the page's callbacks to an app."""

    @app.callback(
        Output(ids.ADHERENCE_BODY, "children"),
        Input(ids.ADHERENCE_DAY, "value"),
        Input(ids.THEME, "data"),
    )
    def show(day: str, theme: str) -> list[Component]:
        return body(rows_of(plans, day), current_visitor(theme))

    @app.callback(
        Output(ids.ADHERENCE_FILE, "data"),
        Input(ids.ADHERENCE_EXCEL, "n_clicks"),
        State(ids.ADHERENCE_DAY, "value"),
        prevent_initial_call=True,
    )
    def save(_: int, day: str) -> dict[str, Any]:
        book = adherence_workbook(rows_of(plans, day), current_visitor())
        return as_download(book, f"aforo-adherence-{day}.xlsx")
