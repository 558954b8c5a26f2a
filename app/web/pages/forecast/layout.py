"""What stands on the page of the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.jobs.plan import PLAN
from app.services.access import Action
from app.services.plans.in_sight import NoPlanError
from app.web.components import controls
from app.web.components.icon import icon
from app.web.pages.forecast import ids
from app.web.pages.forecast.accuracy import accuracy_card
from app.web.pages.forecast.comparison import comparison_card
from app.web.pages.forecast.decisions import decisions_cards
from app.web.pages.forecast.plan import plan_part
from app.web.pages.forecast.running import running_job

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here


def layout(here: Here) -> Component:
    """Figures, chart, decisions, two versions side by side, accuracy."""
    visitor = here.visitor
    title = controls.heading(
        visitor.say("forecast.title"), visitor.say("forecast.lead"), *_anew(here)
    )
    return html.Div(
        [
            title,
            html.Div(running_job(here, PLAN), id=ids.JOB),
            html.Div(plan_part(here), id=ids.PLAN_PART, className="stack"),
            dcc.Store(id=ids.CHOSEN),
            *decisions_cards(here),
            html.Div(comparison_card(here), id=ids.COMPARISON_PART),
            html.Div(accuracy_card(here), id=ids.ACCURACY_PART),
        ],
        className="stack forecast-page",
    )


def _anew(here: Here) -> list[Component]:
    """Button that lets a job plan the campaign, for those who may."""
    if not here.may(Action.PLAN_RUN):
        return []
    try:
        key = "anew" if here.plans else "first"
    except NoPlanError:
        key = "first"
    return [
        dmc.Button(
            here.visitor.say(f"forecast.{key}"),
            id=ids.ANEW,
            leftSection=icon("plan", 16),
            size="sm",
        )
    ]
