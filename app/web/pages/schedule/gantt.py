"""Frame of the Gantt: the browser fills it, see ``assets/61-board.js``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.web import ids
from app.web.components.attributes import attributes
from app.web.components.chart import chart
from app.web.figures.roster import TOTAL_HEIGHT
from app.web.pages.schedule import ids as own

if TYPE_CHECKING:
    from app.web.visitor import Visitor


def gantt(visitor: Visitor) -> html.Div:
    """
    One scrolling area on one axis of time.

    Hours stay on top, names at the left, and the total against the requirement below.
    """
    say = visitor.say
    return html.Div(
        [
            html.Div(
                [
                    html.Div(className="gantt-corner gantt-top"),
                    html.Div(html.Div(id=own.HOURS), className="gantt-hours gantt-top"),
                    html.Div(id=own.NAMES, className="gantt-names"),
                    html.Div(
                        html.Div(id=own.LANES, className="board-lanes"),
                        className="gantt-lanes",
                    ),
                    html.Div(
                        say("roster.total"), className="gantt-corner gantt-bottom"
                    ),
                    html.Div(
                        chart(ids.ROSTER_TOTAL, visitor, TOTAL_HEIGHT),
                        className="gantt-total gantt-bottom",
                    ),
                ],
                className="gantt-grid",
            ),
            html.P(say("board.keys"), id="schedule-board-keys", className="unseen"),
            html.Div(id=own.LIVE, className="unseen", **attributes(aria_live="polite")),
        ],
        className="gantt",
        role="region",
        tabIndex=0,
        **attributes(aria_label=say("roster.title")),
    )
