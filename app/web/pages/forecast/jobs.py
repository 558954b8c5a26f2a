"""The jobs that this page starts, and what they bring to it once they are done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Input, Output, State, callback_context
from dash.exceptions import PreventUpdate

from app.jobs.accuracy import ACCURACY
from app.jobs.plan import PLAN
from app.jobs.queueing import enqueue
from app.services.access import Action
from app.storage.jobs import DONE
from app.web.components.job_progress import ended
from app.web.pages.forecast import ids
from app.web.pages.forecast.accuracy import accuracy_card
from app.web.pages.forecast.comparison import comparison_card
from app.web.pages.forecast.plan import plan_part
from app.web.pages.forecast.running import job_card, running_job

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.jobs.kinds import JobKind
    from app.web.here import Here
    from app.web.registry import Registry


def register_jobs(registry: Registry) -> None:
    """Add what starts the jobs, and what shows their results, to a registry."""
    _register_start(registry, (ids.ANEW, ids.JOB), PLAN)
    _register_start(registry, (ids.MEASURE, ids.MEASURE_JOB), ACCURACY)
    registry.in_browser(
        "together", Output(ids.CHOSEN, "data"), *ids.VIEW.inputs.values()
    )
    registry.in_browser("planShown", Input(ids.SHOWN, "data"))

    @registry.callback(
        Action.FORECAST_READ,
        output={
            "plan": Output(ids.PLAN_PART, "children"),
            "compared": Output(ids.COMPARISON_PART, "children"),
            "accuracy": Output(ids.ACCURACY_PART, "children"),
        },
        inputs={
            "ends": Input(ended(ALL), "data"),
            "chosen": State(ids.CHOSEN, "data"),
        },
        prevent_initial_call=True,
    )
    def bring(here: Here, ends: object, chosen: list[str] | None) -> dict[str, Any]:
        del ends
        if not _one_is_done():
            raise PreventUpdate
        kept = dict(zip(ids.VIEW.inputs, chosen, strict=True)) if chosen else None
        return {
            "plan": plan_part(here, kept),
            "compared": comparison_card(here),
            "accuracy": accuracy_card(here),
        }


def _one_is_done() -> bool:
    """Whether the job that has just ended, if one has, did what it was to do."""
    return any(
        isinstance(told["value"], dict) and told["value"].get("state") == DONE
        for told in callback_context.triggered
    )


def _register_start(registry: Registry, parts: tuple[str, str], kind: JobKind) -> None:
    button, place = parts

    @registry.callback(
        kind.action,
        output=Output(place, "children"),
        inputs=[Input(button, "n_clicks")],
        prevent_initial_call=True,
    )
    def start(here: Here, clicks: int | None) -> list[Component]:
        if not clicks or here.campaign is None:
            raise PreventUpdate
        # Who presses twice, or after a colleague, is shown the job that runs.
        running = running_job(here, kind)
        if running:
            return running
        job_id = enqueue(here.site.store, here.actor, kind, here.campaign.id)
        return [job_card(here, job_id)]
