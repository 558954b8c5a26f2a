"""What stands on the first page: what needs the account today, and its campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from app.services.access import Action, Role
from app.services.standing.kpis import campaign_kpis
from app.web.components import controls
from app.web.components.notices import notice
from app.web.pages import my
from app.web.pages.home import ids
from app.web.pages.home.absent import absent_cards
from app.web.pages.home.board import campaign_board, queue_board
from app.web.pages.home.to_do import to_do, to_do_list

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.standing.kpis import CampaignKpis
    from app.web.here import Here


def layout(here: Here) -> Component:
    """Lay out the first page of the account's role."""
    if here.actor.role is Role.AGENT:
        # All that an agent needs is there, and nothing else is open to one.
        return my.layout(here)
    visitor = here.visitor
    title = controls.heading(
        visitor.say("home.title"), visitor.say("home.lead", name=here.actor.name)
    )
    lines = campaign_kpis(here.site.store, here.actor)
    parts = [title, *_to_do(here, lines), *_boards(here, lines), *_health(here)]
    return html.Div(parts, className="stack start")


def _to_do(here: Here, lines: list[CampaignKpis]) -> list[Component]:
    """Give nothing for clients: nobody asks anything of them here."""
    if here.actor.role is Role.CLIENT_READER:
        return []
    items = to_do(here, lines)
    if here.actor.role is Role.ADMINISTRATOR and not items:
        # What an administrator looks after stands in the card of the server.
        return []
    card = controls.card(to_do_list(here, items), title=here.visitor.say("home.today"))
    return [card, *absent_cards(here, lines)]


def _boards(here: Here, lines: list[CampaignKpis]) -> list[Component]:
    visitor = here.visitor
    if here.actor.role is Role.ADMINISTRATOR:
        return []
    if not lines:
        hint = "home.nothing.hint"
        if here.actor.may(Action.CAMPAIGN_EDIT):
            hint = "home.nothing.add"
        return [
            notice("empty", visitor.say("home.nothing"), visitor.say(hint)),
        ]
    board = controls.card(
        campaign_board(here, lines), title=visitor.say("home.campaigns")
    )
    if here.actor.role is not Role.CLIENT_READER:
        return [board]
    queues = [
        controls.card(
            queue_board(here, line),
            title=visitor.say("home.queues", name=line.campaign.name),
        )
        for line in lines
    ]
    return [board, *queues]


def _health(here: Here) -> list[Component]:
    """State of the server, asked for when the page stands: a long trail takes time."""
    if not here.actor.may(Action.BACKUP_RUN):
        return []
    return [
        controls.card(
            html.Div(
                html.P(here.visitor.say("home.health.asking"), className="quiet"),
                id=ids.HEALTH,
            ),
            dcc.Store(id=ids.HEALTH_ASKED, data=True),
            title=here.visitor.say("home.health"),
        )
    ]
