"""What a page says when it has nothing to show: why, and what would change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc

from app.web.components.icon import icon

if TYPE_CHECKING:
    from app.web.visitor import Visitor


def notice(symbol: str, title: str, *lines: str) -> dmc.Card:
    """Card with a symbol, a title and a few sentences."""
    return dmc.Card(
        dmc.Stack(
            [
                dmc.ThemeIcon(icon(symbol, 22), size=44, radius="xl", variant="light"),
                dmc.Title(title, order=2, size="h4", ta="center"),
                *(
                    dmc.Text(line, c="dimmed", size="sm", ta="center", maw=560)
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
    return notice("alert", visitor.say("failure.title"), message)


def no_plan(visitor: Visitor, *, drafts: bool) -> dmc.Card:
    """Notice that the campaign has no plan, or none that is published."""
    key = "plan.none" if drafts else "plan.unpublished"
    return notice("empty", visitor.say(key), visitor.say(f"{key}.hint"))


def unknown_page(visitor: Visitor) -> dmc.Card:
    """Notice that there is no such page."""
    return notice("empty", visitor.say("unknown.title"), visitor.say("unknown.hint"))
