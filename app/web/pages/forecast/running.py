"""How far the jobs are that this page starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.jobs.queueing import jobs_of
from app.services.access import Action
from app.web.components.job_progress import job_progress

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.jobs.kinds import JobKind
    from app.web.here import Here


def job_card(here: Here, job_id: str) -> Component:
    """Progress of a job, and what is to be expected of it."""
    return html.Div(
        [
            job_progress(here, job_id),
            html.P(here.visitor.say("forecast.see"), className="quiet"),
        ],
        className="forecast-job",
    )


def running_job(here: Here, kind: JobKind) -> list[Component]:
    """Progress of the newest job of a kind that has not ended, where it is seen."""
    if here.campaign is None or not here.may(Action.JOB_READ):
        return []
    found = jobs_of(
        here.site.store, here.actor, here.campaign.id, active_only=True, limit=20
    )
    own = [shown.row.id for shown in found if shown.row.kind == kind.name]
    return [job_card(here, own[0])] if own else []
