"""The files of a large roster: made by a job, given when it ends."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from dash import ALL, Input, Output
from dash.exceptions import PreventUpdate

from app.jobs.own import own_job
from app.jobs.queueing import enqueue
from app.jobs.reports import REPORT
from app.services.access import Action
from app.services.rosters.report_files import FORMS, LANGUAGES, kept_file
from app.storage.jobs import DONE
from app.web.components.own_job import own_ended, own_job_card
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import campaign_of

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.web.here import Here
    from app.web.registry import Registry

FAMILY = "roster-file"
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "zip": "application/zip",
}
# The calendars of so many segments take a second: 85 people for four weeks.
_QUICK_SEGMENTS = 12_000


def is_large(plans: Plans) -> bool:
    """Whether the files of a roster take longer than one waits for a page."""
    return len(plans.table("schedule")) > _QUICK_SEGMENTS


def as_file(name: str, content: bytes) -> dict[str, object]:
    """Give a file as data of a download."""
    return {
        "content": base64.b64encode(content).decode("ascii"),
        "filename": name,
        "type": _TYPES[name.rpartition(".")[2]],
        "base64": True,
    }


def file_by_job(here: Here, form: str) -> Component:
    """
    Start the job that makes a file of the plan in sight.

    Parameters
    ----------
    here : Here
        Who asks, and of which plan.
    form : str
        One of `app.services.rosters.report_files.FORMS`.

    Returns
    -------
    Component
        Card that follows it.
    """
    arguments = {
        "form": FORMS.index(form),
        "language": LANGUAGES.index(here.visitor.language),
    }
    if here.version is not None:
        arguments["version"] = here.version
    store, campaign = here.site.store, campaign_of(here)
    job_id = enqueue(store, here.actor, REPORT, campaign.id, arguments)
    return own_job_card(here, FAMILY, job_id)


def register(registry: Registry) -> None:
    """Add the callback that gives a finished file to a registry."""

    @registry.callback(
        Action.SCHEDULE_READ,
        output=Output(own.EXPORT_FILE, "data", allow_duplicate=True),
        inputs={
            "ends": Input(own_ended(FAMILY, ALL), "data"),
            "jobs": Input(own_ended(FAMILY, ALL), "id"),
        },
        prevent_initial_call=True,
    )
    def give(
        here: Here, ends: list[Any], jobs: list[dict[str, str]]
    ) -> dict[str, object]:
        ended = [each for end, each in zip(ends, jobs, strict=True) if end]
        if not ended:
            raise PreventUpdate
        store, job_id = here.site.store, str(ended[-1]["job"])
        if own_job(store, here.actor, job_id).row.state != DONE:
            raise PreventUpdate
        kept, content = kept_file(store, here.actor, campaign_of(here).id, job_id)
        return as_file(kept.filename, content)
