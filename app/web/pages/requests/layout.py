"""What stands on the page of the staffing request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.web import ids
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.goal import goal_sentence
from app.web.components.legend import AREA, legend
from app.web.components.notices import missing, notice
from app.web.pages.requests.lines import line_table
from app.web.pages.requests.statement import Need, need_of, statement
from app.web.theme import CONTRACTED, REQUIRED

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.web.here import Here
    from app.web.visitor import Visitor

ALL = "*"
CHART_HEIGHT = 280
_SIGNATURES = ("asks", "approves", "receives")


def layout(here: Here) -> Component:
    """Lay out the request in sentences and lines, and the hours it rests on."""
    plans, visitor = here.plans, here.visitor
    reason = plans.absent("requests")
    need = need_of(plans)
    parts: list[Component] = [_heading(need, visitor)]
    if reason is not None:
        parts.append(missing(visitor, "requests", reason))
    elif need.requests.empty:
        parts.append(
            notice(
                "done", visitor.say("requests.none"), visitor.say("requests.none.hint")
            )
        )
    else:
        parts += _request(need, visitor)
    if not need.weeks.empty:
        parts.append(_weeks(plans, visitor))
    if not need.requests.empty:
        parts.append(_signatures(visitor))
    return html.Div(parts, className="stack sheet")


def _heading(need: Need, visitor: Visitor) -> html.Div:
    actions: list[Component] = []
    if not need.requests.empty:
        actions = [
            controls.action(ids.REQUESTS_PRINT, "print", visitor.say("print")),
            *controls.download(ids.REQUESTS_EXCEL, ids.REQUESTS_FILE, visitor),
        ]
    return controls.heading(
        visitor.say("requests.title"),
        visitor.say("requests.lead", day=visitor.formats.full_date(need.written)),
        *actions,
    )


def _request(need: Need, visitor: Visitor) -> list[Component]:
    goal = goal_sentence(need.summary, visitor)
    return [
        controls.card(*statement(need, visitor), class_name="letter"),
        controls.card(
            line_table(need, visitor),
            html.P(visitor.say("requests.basis", goal=goal), className="quiet"),
            title=visitor.say("requests.lines"),
        ),
    ]


def _weeks(plans: Plans, visitor: Visitor) -> Component:
    skills = sorted(plans.weeks["skill"].unique())
    choices = [{"value": ALL, "label": visitor.say("skill.all")}]
    choices += [{"value": str(name), "label": str(name)} for name in skills]
    return controls.card(
        html.Div(
            [
                legend(
                    (
                        (REQUIRED, AREA, visitor.say("requests.needed")),
                        (CONTRACTED, AREA, visitor.say("requests.contracted")),
                    )
                ),
                controls.choice(ids.REQUESTS_SKILL, visitor.say("skill"), choices, ALL),
            ],
            className="legend-and-choice",
        ),
        chart(ids.REQUESTS_CHART, visitor, CHART_HEIGHT),
        title=visitor.say("requests.weeks"),
    )


def _signatures(visitor: Visitor) -> html.Div:
    """Lines to sign on; on paper only."""
    return html.Div(
        [html.Div(visitor.say(f"requests.{who}")) for who in _SIGNATURES],
        className="signatures",
    )
