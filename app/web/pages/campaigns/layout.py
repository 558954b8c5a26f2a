"""What stands on the page of the campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.access import Action
from app.services.standing.kpis import campaign_kpis
from app.web.components import controls
from app.web.components.file_drop import Wanted, file_drop
from app.web.components.lights import live
from app.web.components.notices import notice
from app.web.moments import moment
from app.web.pages.campaigns import ids
from app.web.pages.campaigns.form import campaign_fields
from app.web.pages.home.board import campaign_board

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.storage.campaigns import CampaignRow
    from app.web.here import Here

FILES = "/campaigns/files"
LARGEST_MB = 25


def layout(here: Here) -> Component:
    """Lay out the list, and for those who may, what adds to it."""
    say = here.visitor.say
    parts = [
        controls.heading(say("campaigns.title"), say("campaigns.lead")),
        html.Div(campaign_lists(here), id=ids.LIST, className="stack"),
        dcc.Store(id=ids.CHANGED),
    ]
    if here.actor.may(Action.CAMPAIGN_EDIT):
        parts += [_form(here), _archive(here)]
    return html.Div(parts, className="stack start")


def campaign_lists(here: Here) -> list[Component]:
    """Campaigns that are planned with their lights, and those put away."""
    say = here.visitor.say
    lines = campaign_kpis(here.site.store, here.actor)
    shown: list[Component] = [
        notice("empty", say("home.nothing"), say("home.nothing.hint"))
    ]
    if lines:
        parts = [campaign_board(here, lines)]
        if here.actor.may(Action.CAMPAIGN_EDIT):
            links = [
                html.Li(
                    dcc.Link(
                        say("campaigns.settings", name=line.campaign.name),
                        href=f"/c/{line.campaign.key}/settings",
                    )
                )
                for line in lines
                if here.actor.may(Action.CAMPAIGN_EDIT, line.campaign.id)
            ]
            parts.append(html.Ul(links, className="settings-links"))
        shown = [controls.card(*parts, title=say("campaigns.list"))]
    put_away = [row for row in here.campaigns() if row.archived_at is not None]
    if put_away:
        rows = [_archived(here, row) for row in put_away]
        shown.append(
            controls.card(
                html.Ul(rows, className="absent"), title=say("campaigns.archived")
            )
        )
    return shown


def _archived(here: Here, row: CampaignRow) -> Component:
    visitor = here.visitor
    when = moment(visitor, row.archived_at, row.timezone)
    said = visitor.say("campaigns.archived.since", when=when)
    button = []
    if here.actor.may(Action.CAMPAIGN_EDIT, row.id):
        button = [
            dmc.Button(
                visitor.say("campaigns.unarchive"),
                id={"type": ids.UNARCHIVE, "key": row.key},
                variant="default",
                size="compact-sm",
            )
        ]
    return html.Li(
        [html.Strong(row.name), html.Span(said, className="quiet"), *button],
        className="archived",
    )


def _form(here: Here) -> Component:
    say = here.visitor.say
    return controls.card(
        html.P(say("campaigns.add.hint"), className="quiet"),
        html.Div(campaign_fields(here.visitor), className="fields"),
        html.Div(
            dmc.Button(say("campaigns.add.button"), id=ids.ADD), className="form-end"
        ),
        html.Div(live([]), id=ids.ADDED),
        title=say("campaigns.add"),
    )


def _archive(here: Here) -> Component:
    say = here.visitor.say
    return controls.card(
        html.P(say("campaigns.zip.hint"), className="quiet"),
        file_drop(
            ids.ZIP,
            ids.ZIP_SENT,
            Wanted(
                address=FILES,
                endings=(".zip",),
                most=LARGEST_MB * 2**20,
                choose=say("campaigns.zip.choose"),
                drop=say("campaigns.zip.drop"),
            ),
            here.visitor,
        ),
        dcc.Loading(html.Div(live([]), id=ids.ZIP_SAID), type="dot"),
        title=say("campaigns.zip"),
    )
