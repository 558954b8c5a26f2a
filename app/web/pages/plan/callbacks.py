"""What happens on the page of the plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dash import Input, Output, State

from app.web import ids
from app.web.browser import in_browser
from app.web.figures.demand import Demand, demand_figure
from app.web.pages.plan.detail import chosen_start, interval_detail
from app.web.pages.plan.workbook import demand_workbook
from app.web.spreadsheet import as_download
from app.web.visitor import current_visitor

if TYPE_CHECKING:
    from dash import Dash
    from dash.development.base_component import Component

    from app.services.plans import Plans
    from app.web.theme import Figure

VIEW = {
    "queue": Input(ids.PLAN_QUEUE, "value"),
    "span": Input(ids.PLAN_SPAN, "value"),
    "day": Input(ids.PLAN_DAY, "value"),
}

VIEW_AS_IT_IS = {
    "queue": State(ids.PLAN_QUEUE, "value"),
    "span": State(ids.PLAN_SPAN, "value"),
    "day": State(ids.PLAN_DAY, "value"),
}


def view(plans: Plans, queue: str, span: str, day: str) -> Demand:
    """Part of the plan that is chosen: a day, or the week from Monday it lies in."""
    first, count = date.fromisoformat(day), int(span)
    if count > 1:
        first -= timedelta(days=first.weekday())
    return Demand(
        forecast=plans.forecast(queue, first, count),
        requirement=plans.requirement(queue, first, count),
        coverage=plans.coverage(first, count, queue=queue),
        simulation=plans.simulation(queue, first, count),
        days=tuple(first + timedelta(days=n) for n in range(count)),
        interval=plans.summary["interval"],
    )


def register(app: Dash, plans: Plans) -> None:
    """Add the page's callbacks to an app."""

    @app.callback(
        Output(ids.PLAN_CHART, "figure"),
        inputs={"chosen": VIEW, "theme": Input(ids.THEME, "data")},
    )
    def draw(chosen: dict[str, str], theme: str) -> Figure:
        return demand_figure(view(plans, **chosen), current_visitor(theme))

    @app.callback(
        Output(ids.PLAN_DETAIL, "children"),
        inputs={"chosen": VIEW, "click": Input(ids.PLAN_CHART, "clickData")},
    )
    def explain(
        chosen: dict[str, str], click: dict[str, Any] | None
    ) -> list[Component]:
        demand = view(plans, **chosen)
        return interval_detail(chosen_start(click, demand), demand, current_visitor())

    @app.callback(
        Output(ids.PLAN_FILE, "data"),
        inputs={
            "_": Input(ids.PLAN_EXCEL, "n_clicks"),
            "chosen": VIEW_AS_IT_IS,
        },
        prevent_initial_call=True,
    )
    def save(_: int, chosen: dict[str, str]) -> dict[str, Any]:
        book = demand_workbook(view(plans, **chosen), current_visitor())
        name = f"aforo-{chosen['queue']}-{chosen['day']}.xlsx"
        return as_download(book, name)

    in_browser(
        app,
        "stepDay",
        Output(ids.PLAN_DAY, "value"),
        Input(ids.PLAN_BACK, "n_clicks"),
        Input(ids.PLAN_NEXT, "n_clicks"),
        State(ids.PLAN_DAY, "value"),
        State(ids.PLAN_DAY, "data"),
        State(ids.PLAN_SPAN, "value"),
    )
