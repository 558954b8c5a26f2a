"""What happens on the page of staffing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output

from app.services.access import Action
from app.web import ids as shell
from app.web.components.downloads import Saved, register_downloads
from app.web.figures.demand import agents_figure, demand_of, level_figure
from app.web.pages.staffing import ids
from app.web.pages.staffing.asking import register_what_if
from app.web.pages.staffing.detail import chosen_start, interval_detail
from app.web.pages.staffing.odds import odds_of
from app.web.pages.staffing.sheet import queue_fields, staffing_fields
from app.web.pages.staffing.shifts import register_shifts

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.theme import Figure


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    register_what_if(registry)
    ids.VIEW.register(registry)
    register_shifts(registry)
    _register_files(registry)

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.CHART, "figure"),
        inputs={"chosen": ids.VIEW.inputs, "theme": Input(shell.THEME, "data")},
    )
    def draw(here: Here, chosen: dict[str, str], theme: str) -> Figure:
        return agents_figure(
            demand_of(here.plans, **chosen), here.themed(theme).visitor
        )

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.LEVEL, "figure"),
        inputs={"chosen": ids.VIEW.inputs, "theme": Input(shell.THEME, "data")},
    )
    def draw_level(here: Here, chosen: dict[str, str], theme: str) -> Figure:
        plans = here.plans
        return level_figure(
            demand_of(plans, **chosen),
            _goal(plans.summary, chosen["queue"]),
            here.themed(theme).visitor,
        )

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.DETAIL, "children"),
        inputs={"chosen": ids.VIEW.inputs, "click": Input(ids.CHART, "clickData")},
    )
    def explain(
        here: Here, chosen: dict[str, str], click: dict[str, Any] | None
    ) -> list[Component]:
        demand = demand_of(here.plans, **chosen)
        odds = odds_of(here, demand, chosen["queue"])
        start = chosen_start(click, demand)
        return interval_detail(start, demand, here.visitor, odds)


def _register_files(registry: Registry) -> None:
    right, view = Action.STAFFING_READ, {"chosen": ids.VIEW.states}
    register_downloads(registry, right, (ids.EXCEL, ids.FILE), view, _saved)
    queues = (ids.QUEUES_EXCEL, ids.QUEUES_FILE)
    register_downloads(registry, right, queues, {}, _saved_queues)


def _goal(summary: Any, queue: str) -> float | None:  # noqa: ANN401 - a `Summary`
    """Service level that a simulated queue was to reach."""
    rows = (summary.get("simulation") or {}).get("queues") or []
    goals = [row.get("goal") for row in rows if row.get("queue") == queue]
    return goals[0] if goals else None


def _saved(here: Here, chosen: dict[str, str]) -> Saved:
    demand, visitor = demand_of(here.plans, **chosen), here.visitor
    odds = odds_of(here, demand, chosen["queue"])
    return Saved(
        f"aforo-{chosen['queue']}-{chosen['day']}",
        {
            visitor.say("staffing.title"): staffing_fields(demand, visitor, odds),
            visitor.say("queues.title"): queue_fields(here.plans.summary, visitor),
        },
    )


def _saved_queues(here: Here) -> Saved:
    visitor = here.visitor
    fields = queue_fields(here.plans.summary, visitor)
    return Saved("aforo-queues", {visitor.say("queues.title"): fields})
