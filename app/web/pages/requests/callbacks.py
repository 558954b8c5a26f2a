"""What happens on the page of the staffing request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output

from app.web import ids
from app.web.browser import in_browser
from app.web.figures.hiring import by_week, hiring_figure
from app.web.pages.requests.layout import ALL
from app.web.pages.requests.lines import request_workbook
from app.web.pages.requests.statement import need_of
from app.web.spreadsheet import as_download
from app.web.visitor import current_visitor

if TYPE_CHECKING:
    from dash import Dash

    from app.services.plans import Plans
    from app.web.theme import Figure


def register(app: Dash, plans: Plans) -> None:
    """Add the page's callbacks to an app."""

    @app.callback(
        Output(ids.REQUESTS_CHART, "figure"),
        Input(ids.REQUESTS_SKILL, "value"),
        Input(ids.THEME, "data"),
    )
    def draw(skill: str, theme: str) -> Figure:
        weeks = by_week(plans.weeks, None if skill == ALL else skill)
        return hiring_figure(weeks, current_visitor(theme))

    @app.callback(
        Output(ids.REQUESTS_FILE, "data"),
        Input(ids.REQUESTS_EXCEL, "n_clicks"),
        prevent_initial_call=True,
    )
    def save(_: int) -> dict[str, Any]:
        book = request_workbook(need_of(plans), current_visitor())
        return as_download(book, "aforo-requests.xlsx")

    in_browser(
        app,
        "print",
        Input(ids.REQUESTS_PRINT, "n_clicks"),
    )
