"""What stands on the page of the backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.administration.backup_shelf import kept_backups
from app.web.components import controls
from app.web.components.answers import refused
from app.web.components.lights import live
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
            dcc.Loading(html.Div(live([]), id=ids.SAID), type="dot"),
            html.Div(backup_list(here), id=ids.LIST),
            controls.card(
                html.P(say("backups.restore.how")),
                html.Pre("aforo restore FILE --replace", className="code"),
                html.P(say("backups.restore.why"), className="quiet"),
                title=say("backups.restore"),
            ),
        ],
        className="stack start",
    )


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
