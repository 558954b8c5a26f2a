"""What happens on the page of the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, html

from app.web import ids
from app.web.browser import in_browser
from app.web.components.chart import chart
from app.web.figures.roster import gantt_figure, gantt_height, total_figure
from app.web.pages.roster.view import (
    Choice,
    chosen_roster,
    facts,
    key,
    names,
    roster_workbook,
)
from app.web.spreadsheet import as_download
from app.web.visitor import current_visitor

if TYPE_CHECKING:
    from dash import Dash

    from app.services.plans import Plans

CHOICE = {
    "day": Input(ids.ROSTER_DAY, "value"),
    "queue": Input(ids.ROSTER_QUEUE, "value"),
    "team": Input(ids.ROSTER_TEAM, "value"),
}
CHOICE_AS_IT_IS = {
    "day": State(ids.ROSTER_DAY, "value"),
    "queue": State(ids.ROSTER_QUEUE, "value"),
    "team": State(ids.ROSTER_TEAM, "value"),
}


def register(app: Dash, plans: Plans) -> None:
    """Add the page's callbacks to an app."""

    @app.callback(
        output={
            "bars": Output(ids.ROSTER_GANTT, "children"),
            "total": Output(ids.ROSTER_TOTAL, "figure"),
            "names": Output(ids.ROSTER_NAMES, "children"),
            "facts": Output(ids.ROSTER_FACTS, "children"),
            "key": Output(ids.ROSTER_LEGEND, "children"),
        },
        inputs={"chosen": CHOICE, "theme": Input(ids.THEME, "data")},
    )
    def draw(chosen: dict[str, str], theme: str) -> dict[str, Any]:
        visitor = current_visitor(theme)
        roster = chosen_roster(plans, Choice(**chosen))
        if not roster.agents:
            bars: Any = html.P(visitor.say("roster.nobody"), className="quiet")
        else:
            figure, height = gantt_figure(roster, visitor), gantt_height(roster)
            bars = chart(ids.ROSTER_BARS, visitor, height, figure, buttons=False)
        return {
            "bars": bars,
            "total": total_figure(roster, visitor),
            "names": names(roster),
            "facts": facts(roster, visitor),
            "key": key(roster, visitor),
        }

    @app.callback(
        Output(ids.ROSTER_FILE, "data"),
        inputs={"_": Input(ids.ROSTER_EXCEL, "n_clicks"), "chosen": CHOICE_AS_IT_IS},
        prevent_initial_call=True,
    )
    def save(_: int, chosen: dict[str, str]) -> dict[str, Any]:
        roster = chosen_roster(plans, Choice(**chosen))
        book = roster_workbook(roster, current_visitor())
        return as_download(book, f"aforo-roster-{chosen['day']}.xlsx")

    in_browser(
        app,
        "stepDay",
        Output(ids.ROSTER_DAY, "value"),
        Input(ids.ROSTER_BACK, "n_clicks"),
        Input(ids.ROSTER_NEXT, "n_clicks"),
        State(ids.ROSTER_DAY, "value"),
        State(ids.ROSTER_DAY, "data"),
    )
