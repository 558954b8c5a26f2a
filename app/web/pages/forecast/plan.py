"""The plan's own part of the page: its figures, and its contacts as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from app.services.forecasts.came import contacts_since, recorded_until
from app.services.plans.in_sight import NoPlanError
from app.services.plans.totals import standing_of
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.downloads import downloads
from app.web.components.kpi import kpi_row
from app.web.components.legend import AREA, LINE, RING, legend
from app.web.components.notices import missing, no_plan
from app.web.components.plan_view import WEEK
from app.web.pages.forecast import ids
from app.web.pages.forecast.kpis import forecast_kpis
from app.web.theme import BAND_80, BAND_95, FORECAST

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from dash.development.base_component import Component

    from app.web.figures.demand import Demand
    from app.web.here import Here
    from app.web.visitor import Visitor

_CHART_HEIGHT = 340


def plan_part(here: Here, kept: Mapping[str, str] | None = None) -> list[Component]:
    """
    Lay the plan out, or say why there is none.

    Parameters
    ----------
    here : Here
        Who looks, and at which campaign.
    kept : mapping, optional
        Queue, span and day that were shown before; they stay.
    """
    visitor = here.visitor
    try:
        plans = here.plans
        reason = plans.absent("forecast")
        if reason is not None or not plans.queues:
            return [missing(visitor, "forecast", reason or "")]
        return [
            kpi_row(forecast_kpis(plans, visitor)),
            html.Div(
                [
                    ids.VIEW.row(plans, visitor, WEEK, kept),
                    html.Div(
                        downloads(ids.EXCEL, ids.FILE, visitor), className="controls"
                    ),
                ],
                className="legend-and-choice",
            ),
            controls.card(
                _legend(visitor, here),
                chart(ids.CHART, visitor, _CHART_HEIGHT),
                title=visitor.say("plan.contacts"),
                class_name="chart-card",
            ),
            dcc.Store(id=ids.SHOWN, data=_number(here)),
        ]
    except NoPlanError as error:
        return [no_plan(here, drafts=error.drafts, whole=False)]


def came(here: Here, demand: Demand, queue: str) -> pd.DataFrame:
    """Contacts of the days shown as far as they are recorded."""
    campaign = here.campaign
    assert campaign is not None  # the right has been checked on it
    return contacts_since(
        here.site.store,
        here.actor,
        campaign.id,
        queue,
        first=demand.days[0],
        days=len(demand.days),
    )


def _number(here: Here) -> int:
    """Version of the plan that is laid out."""
    campaign = here.campaign
    assert campaign is not None  # it has a plan
    if here.version is not None:
        return here.version
    return standing_of(here.site.store, here.actor, campaign.id).sight.version_id


def _legend(visitor: Visitor, here: Here) -> html.Div:
    marks = [
        (FORECAST, LINE, visitor.say("plan.forecast")),
        (BAND_80, AREA, visitor.say("plan.band80")),
        (BAND_95, AREA, visitor.say("plan.band95")),
    ]
    if _some_came(here):
        marks.append(("currentColor", RING, visitor.say("plan.came")))
    return legend(marks)


def _some_came(here: Here) -> bool:
    """Whether days of the plan are over and recorded."""
    campaign, days = here.campaign, here.plans.days
    assert campaign is not None  # it has a plan
    known = recorded_until(here.site.store, here.actor, campaign.id)
    return known is not None and known.date() >= days[0]
