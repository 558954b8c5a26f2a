"""What stands on the page of the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from app.jobs.plan import PLAN
from app.services.access import Action
from app.services.plans.in_sight import NoPlanError
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.downloads import downloads
from app.web.components.icon import icon
from app.web.components.kpi import kpi_row
from app.web.components.legend import AREA, LINE, legend
from app.web.components.notices import missing, no_plan
from app.web.pages.forecast import ids
from app.web.pages.forecast.accuracy import accuracy_card
from app.web.pages.forecast.comparison import comparison_card
from app.web.pages.forecast.decisions import decisions_cards
from app.web.pages.forecast.jobs import running_job
from app.web.pages.forecast.kpis import forecast_kpis
from app.web.theme import BAND_80, BAND_95, FORECAST

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.web.here import Here
    from app.web.visitor import Visitor

DAY, WEEK = "1", "7"
_CHART_HEIGHT = 340


def layout(here: Here) -> Component:
    """Figures, chart, decisions, two versions side by side, accuracy."""
    visitor = here.visitor
    try:
        plans = here.plans
        body = _plan(here, plans)
        actions = downloads(ids.EXCEL, ids.FILE, visitor)
    except NoPlanError as error:
        body, actions = [no_plan(visitor, drafts=error.drafts)], []
    title = controls.heading(
        visitor.say("forecast.title"),
        visitor.say("forecast.lead"),
        *actions,
        *_anew(here),
    )
    return html.Div(
        [
            title,
            html.Div(running_job(here, PLAN), id=ids.JOB),
            *body,
            *decisions_cards(here),
            comparison_card(here),
            accuracy_card(here),
        ],
        className="stack forecast-page",
    )


def _plan(here: Here, plans: Plans) -> list[Component]:
    visitor = here.visitor
    reason = plans.absent("forecast")
    if reason is not None or not plans.queues:
        return [missing(visitor, "forecast", reason or "")]
    return [
        kpi_row(forecast_kpis(plans, visitor)),
        _controls(plans, visitor),
        controls.card(
            _legend(visitor),
            chart(ids.CHART, visitor, _CHART_HEIGHT),
            title=visitor.say("plan.contacts"),
            class_name="chart-card",
        ),
    ]


def _anew(here: Here) -> list[Component]:
    """Button that lets a job plan the campaign again, for those who may."""
    if not here.may(Action.PLAN_RUN):
        return []
    return [
        dmc.Button(
            here.visitor.say("forecast.anew"),
            id=ids.ANEW,
            leftSection=icon("plan", 16),
            size="sm",
        )
    ]


def _controls(plans: Plans, visitor: Visitor) -> html.Div:
    queues = [{"value": name, "label": name} for name in plans.queues]
    spans = [
        {"value": DAY, "label": visitor.say("span.day")},
        {"value": WEEK, "label": visitor.say("span.week")},
    ]
    return html.Div(
        [
            controls.choice(ids.QUEUE, visitor.say("queue"), queues, plans.queues[0]),
            controls.segments(ids.SPAN, spans, WEEK),
            controls.day_stepper(
                (ids.BACK, ids.DAY, ids.NEXT), visitor, plans.days, plans.days[0]
            ),
        ],
        className="controls",
    )


def _legend(visitor: Visitor) -> html.Div:
    return legend(
        [
            (FORECAST, LINE, visitor.say("plan.forecast")),
            (BAND_80, AREA, visitor.say("plan.band80")),
            (BAND_95, AREA, visitor.say("plan.band95")),
        ]
    )
