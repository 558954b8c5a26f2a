"""What stands on the page of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.web.components import controls
from app.web.importing import import_card
from app.web.pages.history import ids
from app.web.pages.history.cleaning import cleaning_card
from app.web.pages.history.standing import standing

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here

TABLE = "history"


def layout(here: Here) -> Component:
    """Import, what there is, what cleaning leaves out."""
    visitor = here.visitor
    return html.Div(
        [
            controls.heading(visitor.say("history.title"), visitor.say("history.lead")),
            import_card(
                here,
                TABLE,
                visitor.say("history.import"),
                visitor.say("history.import.lead"),
            ),
            html.Div(standing(here), id=ids.STANDING, className="stack"),
            cleaning_card(here),
        ],
        className="stack history-page",
    )
