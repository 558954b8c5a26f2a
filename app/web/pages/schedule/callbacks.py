"""What is drawn on the page of the roster: a day, or a week."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, no_update

from app.services.access import Action
from app.web import ids
from app.web.components.plan_view import register_stepper
from app.web.figures.roster import total_figure
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.board import board_of
from app.web.pages.schedule.desk import may_edit, members, plans_shown
from app.web.pages.schedule.view import (
    Choice,
    chosen_roster,
    facts,
    key,
)
from app.web.pages.schedule.week import (
    DAYS,
    week_grid,
    week_of,
    week_rows,
    week_total,
)

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry

CHOICE = {
    "day": Input(ids.ROSTER_DAY, "value"),
    "queue": Input(ids.ROSTER_QUEUE, "value"),
    "team": Input(ids.ROSTER_TEAM, "value"),
    "site": Input(own.SITE, "value"),
    "skill": Input(own.SKILL, "value"),
    "contract": Input(own.CONTRACT, "value"),
    "sort": Input(own.SORT, "value"),
}
CHOICE_AS_IT_IS = {
    name: State(each.component_id, each.component_property)
    for name, each in CHOICE.items()
}
WEEK = str(DAYS)


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    _register_day(registry)
    _register_week(registry)

    steps = (ids.ROSTER_BACK, ids.ROSTER_DAY, ids.ROSTER_NEXT)
    register_stepper(registry, steps, own.VIEW)
    registry.in_browser(
        "drawBoard", Output(own.BOARD_DRAWN, "data"), Input(own.BOARD, "data")
    )
    registry.in_browser(
        "markBoard",
        Output(own.MARKS_DRAWN, "data"),
        Input(own.MARKS, "data"),
        Input(own.ONLY, "checked"),
    )
    registry.in_browser(
        "boardPicture",
        Output(own.EXPORT_PNG_DONE, "data"),
        Input(own.EXPORT_PNG, "n_clicks"),
    )


def _register_day(registry: Registry) -> None:
    @registry.callback(
        Action.SCHEDULE_READ,
        output={
            "board": Output(own.BOARD, "data"),
            "total": Output(ids.ROSTER_TOTAL, "figure"),
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
        return {
            "board": board_of(roster, known, visitor, edits=edits),
            "total": total_figure(roster, visitor),
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
