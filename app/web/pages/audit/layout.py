"""What stands on the page of the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.administration.audit_trail import object_kinds
from app.web.components import controls
from app.web.components.downloads import downloads
from app.web.components.lights import live
from app.web.moments import zone_here
from app.web.pages.audit import ids
from app.web.pages.audit.entries import authors_of, kind_in_words

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here


def layout(here: Here) -> Component:
    """Lay out the filter, the entries, and the proof."""
    say = here.visitor.say
    return html.Div(
        [
            controls.heading(
                say("audit.title"),
                say("audit.lead", timezone=zone_here(here)),
                dmc.Button(say("audit.verify"), id=ids.VERIFY, variant="default"),
                *downloads(ids.EXCEL, ids.FILE, here.visitor),
            ),
            dcc.Loading(html.Div(live([]), id=ids.VERIFIED), type="dot"),
            controls.card(
                _filter(here),
                html.Div(id=ids.TABLE),
                dcc.Store(id=ids.BEFORE),
                html.Div(
                    [
                        dmc.Button(
                            say("audit.newest"), id=ids.NEWEST, variant="default"
                        ),
                        dmc.Button(say("audit.older"), id=ids.OLDER, variant="default"),
                    ],
                    className="form-end",
                ),
            ),
        ],
        className="stack start",
    )


def _filter(here: Here) -> Component:
    say = here.visitor.say
    return html.Div(
        [
            dmc.Select(
                id=ids.OBJECT,
                label=say("audit.object"),
                data=[
                    {"value": kind, "label": kind_in_words(here.visitor, kind)}
                    for kind in object_kinds(here.site.store, here.actor)
                ],
                clearable=True,
            ),
            dmc.Select(
                id=ids.ACCOUNT,
                label=say("audit.who"),
                data=authors_of(here),
                clearable=True,
                searchable=True,
            ),
            controls.day_field(
                ids.DAY,
                here.visitor,
                None,
                label=say("audit.day"),
                clearable=True,
                clearButtonProps={"aria-label": say("audit.day.all")},
            ),
        ],
        className="filters",
    )
