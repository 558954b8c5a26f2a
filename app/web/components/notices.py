"""What a page says when it has nothing to show: why, and what would change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.access import Action
from app.web.components.icon import icon

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.visitor import Visitor

# Where a plan begins, and the right that makes the way there of use.
_BEGINNINGS = (("history", Action.HISTORY_READ), ("forecast", Action.PLAN_RUN))


def notice(
    symbol: str, title: str, *lines: str | Component, whole: bool = False
) -> dmc.Card:
    """Card with a symbol, a title and a few sentences; `whole` if it is the page."""
    return dmc.Card(
        dmc.Stack(
            [
                dmc.ThemeIcon(icon(symbol, 22), size=44, radius="xl", variant="light"),
                dmc.Title(title, order=1 if whole else 2, size="h4", ta="center"),
                *(
                    dmc.Text(line, c="dimmed", size="sm", ta="center", maw=560)
                    if isinstance(line, str)
                    else line
                    for line in lines
                    if line
                ),
            ],
            align="center",
            gap="sm",
            py="xl",
        ),
        withBorder=True,
        className="notice",
    )


def missing(visitor: Visitor, table: str, reason: str) -> dmc.Card:
    """Notice that the plan has no such table, with what the plan says of it."""
    return notice(
        "empty",
        visitor.say(f"absent.{table}"),
        visitor.say(f"absent.{table}.hint"),
        visitor.say("absent.reason", reason=visitor.own_words(reason))
        if reason
        else "",
    )


def failure(visitor: Visitor, message: str) -> dmc.Card:
    """Notice that the plan cannot be read."""
    return notice("alert", visitor.say("failure.title"), message, whole=True)


def no_plan(here: Here, *, drafts: bool, whole: bool = True) -> dmc.Card:
    """Notice that the campaign has no plan, or none that is published."""
    say, campaign = here.visitor.say, here.campaign
    key = "plan.none" if drafts else "plan.unpublished"
    lines: list[str | Component] = [say(f"{key}.hint")]
    if drafts and campaign is not None:
        ways = [
            dcc.Link(say(f"{page}.nav"), href=f"/c/{campaign.key}/{page}")
            for page, action in _BEGINNINGS
            if here.may(action)
        ]
        lines.append(html.Div(ways, className="notice-ways"))
    return notice("empty", say(key), *lines, whole=whole)


def unknown_page(visitor: Visitor) -> dmc.Card:
    """Notice that there is no such page."""
    say = visitor.say
    return notice("empty", say("unknown.title"), say("unknown.hint"), whole=True)
