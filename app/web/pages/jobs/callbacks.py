"""What happens on the page of the jobs; also the cards of jobs on other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State

from app.jobs.queueing import cancel
from app.services.access import Action
from app.web.components.answers import done, refused, warned
from app.web.components.job_progress import register_job_progress
from app.web.components.own_job import register_own_jobs
from app.web.pages.jobs import ids
from app.web.pages.jobs.layout import worker_line
from app.web.pages.jobs.rows import job_rows
from wfm.errors import TransitionError, WfmError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks, and those of the cards, to a registry."""
    register_job_progress(registry)
    register_own_jobs(registry)

    @registry.callback(
        Action.JOB_READ,
        output=[Output(ids.GRID, "rowData"), Output(ids.WORKERS, "children")],
        inputs=[Input(ids.TICK, "n_intervals"), Input(ids.ASKED, "data")],
        polled=True,
        prevent_initial_call=True,
    )
    def look(here: Here, ticks: object, asked: object) -> list[Any]:
        del ticks, asked
        return [job_rows(here), worker_line(here)]

    @registry.callback(
        Action.JOB_CANCEL,
        output=[Output(ids.SAID, "children"), Output(ids.ASKED, "data")],
        inputs=[Input(ids.CANCEL, "n_clicks"), State(ids.GRID, "selectedRows")],
        prevent_initial_call=True,
    )
    def stop(here: Here, clicks: int, chosen: list[dict[str, str]] | None) -> list[Any]:
        if not chosen:
            return [warned(here.visitor.say("jobs.choose")), clicks]
        return [_stopped(here, str(chosen[0]["id"])), clicks]


def _stopped(here: Here, job_id: str) -> Component:
    try:
        cancel(here.site.store, here.actor, job_id)
    except TransitionError:
        return warned(here.visitor.say("jobs.ended.already"))
    except WfmError as error:
        return refused(here.visitor, error)
    return done(here.visitor.say("jobs.cancelled"))
