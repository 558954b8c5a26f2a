"""What happens on the page of staffing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State

from app.services.access import Action
from app.web import ids as shell
from app.web.components.downloads import CSV, as_asked
from app.web.figures.demand import agents_figure, demand_of
from app.web.pages.staffing import ids
from app.web.pages.staffing.asking import register_what_if
from app.web.pages.staffing.detail import chosen_start, interval_detail
from app.web.pages.staffing.sheet import staffing_fields

if TYPE_CHECKING:
    from dash.development.base_component import Component

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
    register_what_if(registry)

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.CHART, "figure"),
        inputs={"chosen": VIEW, "theme": Input(shell.THEME, "data")},
    )
    def draw(here: Here, chosen: dict[str, str], theme: str) -> Figure:
        return agents_figure(
            demand_of(here.plans, **chosen), here.themed(theme).visitor
        )

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.DETAIL, "children"),
        inputs={"chosen": VIEW, "click": Input(ids.CHART, "clickData")},
    )
    def explain(
        here: Here, chosen: dict[str, str], click: dict[str, Any] | None
    ) -> list[Component]:
        demand = demand_of(here.plans, **chosen)
        return interval_detail(chosen_start(click, demand), demand, here.visitor)

    @registry.callback(
        Action.STAFFING_READ,
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
        fields = staffing_fields(demand_of(here.plans, **chosen), here.visitor)
        name = f"aforo-{chosen['queue']}-{chosen['day']}"
        return as_asked(here.visitor.say("staffing.title"), fields, name)

    registry.in_browser(
        "stepDay",
        Output(ids.DAY, "value"),
        Input(ids.BACK, "n_clicks"),
        Input(ids.NEXT, "n_clicks"),
        State(ids.DAY, "value"),
        State(ids.DAY, "data"),
        State(ids.SPAN, "value"),
    )
