"""What happens on the page of the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State
from dash.exceptions import PreventUpdate

from app.jobs.accuracy import ACCURACY
from app.jobs.plan import PLAN
from app.jobs.queueing import enqueue
from app.services.access import Action
from app.web import ids as shell
from app.web.components.downloads import CSV, as_asked
from app.web.figures.demand import contacts_figure, demand_of
from app.web.pages.forecast import ids
from app.web.pages.forecast.comparison import register_comparison
from app.web.pages.forecast.deciding import register_decisions
from app.web.pages.forecast.jobs import job_card
from app.web.pages.forecast.sheet import forecast_fields

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.jobs.kinds import JobKind
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.theme import Figure

VIEW = {
    "queue": Input(ids.QUEUE, "value"),
    "span": Input(ids.SPAN, "value"),
    "day": Input(ids.DAY, "value"),
}
VIEW_AS_IT_IS = {
    "queue": State(ids.QUEUE, "value"),
    "span": State(ids.SPAN, "value"),
    "day": State(ids.DAY, "value"),
}


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    register_decisions(registry)
    register_comparison(registry)
    _register_job(registry, (ids.ANEW, ids.JOB), PLAN)
    _register_job(registry, (ids.MEASURE, ids.MEASURE_JOB), ACCURACY)

    @registry.callback(
        Action.FORECAST_READ,
        output=Output(ids.CHART, "figure"),
        inputs={"chosen": VIEW, "theme": Input(shell.THEME, "data")},
    )
    def draw(here: Here, chosen: dict[str, str], theme: str) -> Figure:
        return contacts_figure(
            demand_of(here.plans, **chosen), here.themed(theme).visitor
        )

    @registry.callback(
        Action.FORECAST_READ,
        output=Output(ids.FILE, "data"),
        inputs={
            "excel": Input(ids.EXCEL, "n_clicks"),
            "csv": Input(f"{ids.EXCEL}{CSV}", "n_clicks"),
            "chosen": VIEW_AS_IT_IS,
        },
        prevent_initial_call=True,
    )
    def save(
        here: Here, excel: object, csv: object, chosen: dict[str, str]
    ) -> dict[str, Any]:
        del excel, csv
        fields = forecast_fields(demand_of(here.plans, **chosen), here.visitor)
        name = f"aforo-{chosen['queue']}-{chosen['day']}"
        return as_asked(here.visitor.say("forecast.title"), fields, name)

    registry.in_browser(
        "stepDay",
        Output(ids.DAY, "value"),
        Input(ids.BACK, "n_clicks"),
        Input(ids.NEXT, "n_clicks"),
        State(ids.DAY, "value"),
        State(ids.DAY, "data"),
        State(ids.SPAN, "value"),
    )


def _register_job(registry: Registry, parts: tuple[str, str], kind: JobKind) -> None:
    button, place = parts

    @registry.callback(
        kind.action,
        output=Output(place, "children"),
        inputs=[Input(button, "n_clicks")],
        prevent_initial_call=True,
    )
    def start(here: Here, clicks: int | None) -> Component:
        if not clicks or here.campaign is None:
            raise PreventUpdate
        job_id = enqueue(here.site.store, here.actor, kind, here.campaign.id)
        return job_card(here, job_id)
