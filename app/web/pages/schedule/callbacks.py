"""What is drawn on the page of the roster: a day, or a week."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, html, no_update

from app.services.access import Action
from app.web import ids
from app.web.components.chart import chart
from app.web.figures.roster import gantt_figure, gantt_height, total_figure
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import may_edit, members, plans_shown
from app.web.pages.schedule.view import (
    Choice,
    chosen_roster,
    facts,
    key,
    names,
    roster_workbook,
)
from app.web.pages.schedule.week import (
    DAYS,
    week_grid,
    week_of,
    week_rows,
    week_total,
)
from app.web.spreadsheet import as_download

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry

CHOICE = {
    "day": Input(ids.ROSTER_DAY, "value"),
    "queue": Input(ids.ROSTER_QUEUE, "value"),
    "team": Input(ids.ROSTER_TEAM, "value"),
    "site": Input(own.SITE, "value"),
}
CHOICE_AS_IT_IS = {
    "day": State(ids.ROSTER_DAY, "value"),
    "queue": State(ids.ROSTER_QUEUE, "value"),
    "team": State(ids.ROSTER_TEAM, "value"),
    "site": State(own.SITE, "value"),
}
WEEK = str(DAYS)


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    _register_day(registry)
    _register_week(registry)

    @registry.callback(
        Action.SCHEDULE_READ,
        output=Output(ids.ROSTER_FILE, "data"),
        inputs={
            "_": Input(ids.ROSTER_EXCEL, "n_clicks"),
            "chosen": CHOICE_AS_IT_IS,
            "pending": State(own.PENDING, "data"),
        },
        prevent_initial_call=True,
    )
    def save(
        here: Here, _: int, chosen: dict[str, str], pending: object
    ) -> dict[str, Any]:
        plans = plans_shown(here, pending)
        roster = chosen_roster(plans, Choice(**chosen), members(here))
        book = roster_workbook(roster, here.visitor)
        return as_download(book, f"aforo-roster-{chosen['day']}.xlsx")

    registry.in_browser(
        "stepDay",
        Output(ids.ROSTER_DAY, "value"),
        Input(ids.ROSTER_BACK, "n_clicks"),
        Input(ids.ROSTER_NEXT, "n_clicks"),
        State(ids.ROSTER_DAY, "value"),
        State(ids.ROSTER_DAY, "data"),
        State(own.VIEW, "value"),
    )


def _register_day(registry: Registry) -> None:
    @registry.callback(
        Action.SCHEDULE_READ,
        output={
            "bars": Output(ids.ROSTER_GANTT, "children"),
            "total": Output(ids.ROSTER_TOTAL, "figure"),
            "names": Output(ids.ROSTER_NAMES, "children"),
            "facts": Output(ids.ROSTER_FACTS, "children"),
            "key": Output(ids.ROSTER_LEGEND, "children"),
        },
        inputs={
            "chosen": CHOICE,
            "pending": Input(own.PENDING, "data"),
            "theme": Input(ids.THEME, "data"),
        },
    )
    def draw(
        here: Here, chosen: dict[str, str], pending: object, theme: str
    ) -> dict[str, Any]:
        visitor = here.themed(theme).visitor
        known = members(here)
        roster = chosen_roster(plans_shown(here, pending), Choice(**chosen), known)
        edits = may_edit(here) and pending is not None
        if not roster.agents:
            bars: Any = html.P(visitor.say("roster.nobody"), className="quiet")
        else:
            figure, height = gantt_figure(roster, visitor), gantt_height(roster)
            bars = chart(ids.ROSTER_BARS, visitor, height, figure, buttons=False)
            # One of a pattern: it is not there while nobody works. Nothing listens to
            # the bars of readers.
            kind = own.BARS if edits else own.BARS_READ
            bars.id = {"type": kind, "day": chosen["day"]}
        return {
            "bars": bars,
            "total": total_figure(roster, visitor),
            "names": names(roster, known, visitor=visitor if edits else None),
            "facts": facts(roster, visitor),
            "key": key(roster, visitor),
        }


def _register_week(registry: Registry) -> None:
    @registry.callback(
        Action.SCHEDULE_READ,
        output={
            "day_hidden": Output(own.DAY_PART, "hidden"),
            "week_hidden": Output(own.WEEK_PART, "hidden"),
            "grid": Output(own.WEEK_BOX, "children"),
            "total": Output(own.WEEK_TOTAL, "figure"),
        },
        inputs={
            "view": Input(own.VIEW, "value"),
            "chosen": CHOICE,
            "pending": Input(own.PENDING, "data"),
            "theme": Input(ids.THEME, "data"),
        },
        prevent_initial_call=True,
    )
    def draw_week(
        here: Here, view: str, chosen: dict[str, str], pending: object, theme: str
    ) -> dict[str, Any]:
        if view != WEEK:
            return {
                "day_hidden": False,
                "week_hidden": True,
                "grid": no_update,
                "total": no_update,
            }
        visitor = here.themed(theme).visitor
        choice, known = Choice(**chosen), members(here)
        plans = plans_shown(here, pending)
        days = week_of(date.fromisoformat(choice.day), plans.days)
        if not days:
            # A day that the plan does not have: its first week.
            days = week_of(plans.days[0], plans.days)
        rows = week_rows(plans, days, choice, known)
        edits = may_edit(here) and pending is not None
        return {
            "day_hidden": True,
            "week_hidden": False,
            "grid": week_grid(rows, days, visitor, edits=edits),
            "total": week_total(plans, days, choice.queue, visitor),
        }
