"""What happens on the page of the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import Input, Output

from app.services.access import Action
from app.web import ids as shell
from app.web.components.downloads import Saved, register_downloads
from app.web.figures.demand import contacts_figure, demand_of
from app.web.pages.forecast import ids
from app.web.pages.forecast.accuracy import register_accuracy
from app.web.pages.forecast.comparison import register_comparison
from app.web.pages.forecast.deciding import register_decisions
from app.web.pages.forecast.jobs import register_jobs
from app.web.pages.forecast.plan import came
from app.web.pages.forecast.sheet import forecast_fields

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.theme import Figure


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    register_decisions(registry)
    register_comparison(registry)
    register_accuracy(registry)
    register_jobs(registry)
    ids.VIEW.register(registry)
    register_downloads(
        registry,
        Action.FORECAST_READ,
        (ids.EXCEL, ids.FILE),
        {"chosen": ids.VIEW.states},
        _saved,
    )

    @registry.callback(
        Action.FORECAST_READ,
        output=Output(ids.CHART, "figure"),
        inputs={"chosen": ids.VIEW.inputs, "theme": Input(shell.THEME, "data")},
    )
    def draw(here: Here, chosen: dict[str, str], theme: str) -> Figure:
        demand = demand_of(here.plans, **chosen)
        return contacts_figure(
            demand,
            here.themed(theme).visitor,
            came(here, demand, chosen["queue"]),
        )


def _saved(here: Here, chosen: dict[str, str]) -> Saved:
    demand = demand_of(here.plans, **chosen)
    fields = forecast_fields(demand, here.visitor, came(here, demand, chosen["queue"]))
    return Saved(
        f"aforo-{chosen['queue']}-{chosen['day']}",
        {here.visitor.say("forecast.title"): fields},
    )
