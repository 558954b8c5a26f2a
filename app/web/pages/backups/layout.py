"""What stands on the page of the backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from app.jobs.backups import BACKUP
from app.jobs.queueing import jobs_of
from app.services.administration.backup_shelf import kept_backups
from app.web.components import controls
from app.web.components.answers import refused
from app.web.components.job_progress import job_progress
from app.web.components.notices import notice
from app.web.components.table import cell
from app.web.moments import ago, moment, zone_here
from app.web.pages.backups import ids
from wfm.errors import StoreError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here

_HEADS = ("made", "age", "size", "file")
_MEGABYTE = 2**20


def layout(here: Here) -> Component:
    """Lay out the list, the button, and how one is put back."""
    say = here.visitor.say
    make = dmc.Button(say("backups.make"), id=ids.MAKE)
    return html.Div(
        [
            controls.heading(say("backups.title"), say("backups.lead"), make),
            html.Div(_running(here), id=ids.JOB),
            html.Div(backup_list(here), id=ids.LIST),
            controls.card(
                html.P(say("backups.restore.how"), className="quiet"),
                html.Pre("aforo restore FILE --replace", className="code"),
                html.P(say("backups.restore.why"), className="quiet"),
                title=say("backups.restore"),
            ),
        ],
        className="stack start",
    )


def _running(here: Here) -> list[Component]:
    """Card of the backup that is being made, or waits."""
    found = jobs_of(here.site.store, here.actor, active_only=True)
    own = [each.row.id for each in found if each.row.kind == BACKUP.name]
    return [job_progress(here, own[0])] if own else []


def backup_list(here: Here) -> Component:
    """Backups of the folder, the newest first."""
    visitor, folder = here.visitor, here.site.settings.backup_folder
    try:
        kept = kept_backups(here.actor, folder)
    except StoreError as error:
        return refused(visitor, error)
    if not kept:
        return notice(
            "empty", visitor.say("backups.none"), visitor.say("backups.none.hint")
        )
    timezone = zone_here(here)
    head = html.Tr(
        [
            html.Th(
                visitor.say(f"backups.{name}"),
                className="number" if name == "size" else "",
            )
            for name in _HEADS
        ]
    )
    rows = [
        html.Tr(
            [
                html.Th(moment(visitor, each.made_at, timezone), scope="row"),
                cell(visitor.say("backups.age"), ago(visitor, each.age)),
                cell(
                    visitor.say("backups.size"),
                    f"{visitor.formats.number(each.size / _MEGABYTE, 1)} MB",
                    "number",
                ),
                cell(visitor.say("backups.file"), html.Code(each.name)),
            ]
        )
        for each in kept
    ]
    return controls.card(
        html.Table([html.Thead(head), html.Tbody(rows)], className="table")
    )
