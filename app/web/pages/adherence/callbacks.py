"""What happens on the page of adherence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State

from app.services.access import Action
from app.web import ids
from app.web.pages.adherence.grid import adherence_workbook
from app.web.pages.adherence.layout import body, rows_of
from app.web.spreadsheet import as_download

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""

    @registry.callback(
        Action.ADHERENCE_READ,
        output=Output(ids.ADHERENCE_BODY, "children"),
        inputs=[Input(ids.ADHERENCE_DAY, "value"), Input(ids.THEME, "data")],
    )
    def show(here: Here, day: str, theme: str) -> list[Component]:
        return body(rows_of(here.plans, day), here.themed(theme).visitor)

    @registry.callback(
        Action.ADHERENCE_READ,
        output=Output(ids.ADHERENCE_FILE, "data"),
        inputs=[
            Input(ids.ADHERENCE_EXCEL, "n_clicks"),
            State(ids.ADHERENCE_DAY, "value"),
        ],
        prevent_initial_call=True,
    )
    def save(here: Here, _: int, day: str) -> dict[str, Any]:
        book = adherence_workbook(rows_of(here.plans, day), here.visitor)
        return as_download(book, f"aforo-adherence-{day}.xlsx")
