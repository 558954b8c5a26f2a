"""What stands on the page of the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from app.web import ids
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.notices import missing
from app.web.figures.roster import TOTAL_HEIGHT

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans import Plans
    from app.web.visitor import Visitor

ALL = "*"


def layout(plans: Plans, visitor: Visitor) -> Component:
    """Day, queue and team to choose; facts, total and bars below."""
    reason = plans.absent("schedule")
    title = visitor.say("roster.title")
    if reason is not None and plans.absent("shifts") is not None:
        return html.Div(
            [
                controls.heading(title, ""),
                missing(visitor, "schedule", reason),
            ],
            className="stack",
        )
    lead = "roster.lead.anonymous" if plans.anonymous else "roster.lead"
    return html.Div(
        [
            controls.heading(
                title,
                visitor.say(lead),
                *controls.download(ids.ROSTER_EXCEL, ids.ROSTER_FILE, visitor),
            ),
            _controls(plans, visitor),
            html.Div(id=ids.ROSTER_FACTS, className="fact-line"),
            controls.card(
                html.Div(id=ids.ROSTER_LEGEND), _gantt(visitor), class_name="gantt-card"
            ),
        ],
        className="stack",
    )


def _controls(plans: Plans, visitor: Visitor) -> html.Div:
    everything = {"value": ALL, "label": visitor.say("queue.all")}
    queues = [everything, *({"value": q, "label": q} for q in plans.queues)]
    teams = [{"value": ALL, "label": visitor.say("team.all")}]
    teams += [{"value": team, "label": team} for team in plans.teams]
    return html.Div(
        [
            controls.day_stepper(
                (ids.ROSTER_BACK, ids.ROSTER_DAY, ids.ROSTER_NEXT),
                visitor,
                plans.days,
                plans.days[0],
            ),
            controls.choice(ids.ROSTER_QUEUE, visitor.say("queue"), queues, ALL),
            html.Div(
                controls.choice(ids.ROSTER_TEAM, visitor.say("team"), teams, ALL),
                hidden=len(teams) == 1,
            ),
        ],
        className="controls",
    )


def _gantt(visitor: Visitor) -> html.Div:
    """One scrolling area: hours stay on top and names at the left."""
    return html.Div(
        html.Div(
            [
                html.Div(visitor.say("roster.total"), className="gantt-corner"),
                html.Div(
                    chart(ids.ROSTER_TOTAL, visitor, TOTAL_HEIGHT, buttons=False),
                    className="gantt-total",
                ),
                html.Div(id=ids.ROSTER_NAMES, className="gantt-names"),
                dcc.Loading(
                    html.Div(id=ids.ROSTER_GANTT, className="gantt-bars"),
                    delay_show=400,
                    type="dot",
                ),
            ],
            className="gantt-grid",
        ),
        className="gantt",
        tabIndex=0,
    )
