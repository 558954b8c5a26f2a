"""What happens on the page of the staffing request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output

from app.services.access import Action
from app.web import ids
from app.web.figures.hiring import by_week, hiring_figure
from app.web.pages.requests.layout import ALL
from app.web.pages.requests.lines import request_workbook
from app.web.pages.requests.statement import need_of
from app.web.spreadsheet import as_download

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.theme import Figure


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""

    @registry.callback(
        Action.REQUEST_READ,
        output=Output(ids.REQUESTS_CHART, "figure"),
        inputs=[Input(ids.REQUESTS_SKILL, "value"), Input(ids.THEME, "data")],
    )
    def draw(here: Here, skill: str, theme: str) -> Figure:
        weeks = by_week(here.plans.weeks, None if skill == ALL else skill)
        return hiring_figure(weeks, here.themed(theme).visitor)

    @registry.callback(
        Action.REQUEST_READ,
        output=Output(ids.REQUESTS_FILE, "data"),
        inputs=Input(ids.REQUESTS_EXCEL, "n_clicks"),
        prevent_initial_call=True,
    )
    def save(here: Here, _: int) -> dict[str, Any]:
        book = request_workbook(need_of(here.plans), here.visitor)
        return as_download(book, "aforo-requests.xlsx")

    registry.in_browser(
        "print",
        Input(ids.REQUESTS_PRINT, "n_clicks"),
    )
