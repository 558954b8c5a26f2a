"""What happens on the page of the backups: a job makes one, and the list follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Input, Output
from dash.exceptions import PreventUpdate

from app.jobs.backups import BACKUP
from app.jobs.queueing import enqueue
from app.services.access import Action
from app.web.components.answers import refused
from app.web.components.job_progress import ended, job_progress
from app.web.pages.backups import ids
from app.web.pages.backups.layout import backup_list
from wfm.errors import WfmError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""

    @registry.callback(
        Action.BACKUP_RUN,
        output=Output(ids.JOB, "children"),
        inputs=Input(ids.MAKE, "n_clicks"),
        running=[(Output(ids.MAKE, "disabled"), True, False)],
        prevent_initial_call=True,
    )
    def make(here: Here, clicks: int | None) -> Component:
        if not clicks:
            raise PreventUpdate
        try:
            job_id = enqueue(here.site.store, here.actor, BACKUP, None)
        except WfmError as error:
            return refused(here.visitor, error)
        return job_progress(here, job_id)

    @registry.callback(
        Action.BACKUP_RUN,
        output=Output(ids.LIST, "children"),
        inputs=[Input(ended(ALL), "data")],
        prevent_initial_call=True,
    )
    def follow(here: Here, ends: list[Any]) -> Component:
        if not any(ends):
            raise PreventUpdate
        return backup_list(here)
