"""What a page says after a button: that it is done, or why it is not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from app.web.components.icon import icon
from wfm.errors import StaleError, TableError

if TYPE_CHECKING:
    from app.web.visitor import Visitor
    from wfm.errors import WfmError

# More of them are not read on a screen.
_MOST_LINES = 20


def done(said: str) -> dmc.Alert:
    """Say that something was done."""
    return dmc.Alert(said, color="teal", icon=icon("done"), variant="light")


def warned(said: str) -> dmc.Alert:
    """Say what should be known before one goes on."""
    return dmc.Alert(said, color="yellow", icon=icon("warning"), variant="light")


def refused(visitor: Visitor, error: WfmError) -> dmc.Alert:
    """Say why something was not done: who was first, or one line for each mistake."""
    return dmc.Alert(
        [html.P(line, className="answer-line") for line in _lines(visitor, error)],
        title=visitor.say("answer.refused"),
        color="red",
        icon=icon("alert"),
        variant="light",
    )


def _lines(visitor: Visitor, error: WfmError) -> list[str]:
    if isinstance(error, StaleError):
        at = datetime.fromtimestamp(error.at, tz=UTC)
        when = f"{visitor.formats.date(at)} {at:%H:%M} UTC"
        return [
            visitor.say("answer.stale", who=visitor.own_words(error.who), when=when)
        ]
    lines = visitor.told(error).splitlines()
    if isinstance(error, TableError) and len(lines) > _MOST_LINES:
        more = len(lines) - _MOST_LINES
        return [*lines[:_MOST_LINES], visitor.say("answer.more", count=more)]
    return lines
