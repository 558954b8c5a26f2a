"""What stands on the page of staffing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.downloads import downloads
from app.web.components.goal import goal_sentence
from app.web.components.kpi import kpi_row
from app.web.components.legend import AREA, LINE, legend
from app.web.components.notices import missing
from app.web.pages.staffing import ids
from app.web.pages.staffing.kpis import plan_kpis
from app.web.pages.staffing.panel import what_if_card
from app.web.pages.staffing.queues import queue_table
from app.web.theme import REQUIRED, SCHEDULED, SHORT

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.services.plans.summary_file import Summary
    from app.web.here import Here
    from app.web.visitor import Visitor

DAY, WEEK = "1", "7"
_CHART_HEIGHT = 430


def layout(here: Here) -> Component:
    """Six figures, the chart with its interval, what-if, queues, assumptions."""
    plans, visitor = here.plans, here.visitor
    summary = plans.summary
    reason = plans.absent("requirement")
    top = [
        controls.heading(
            visitor.say("staffing.title"),
            goal_sentence(summary, visitor),
            *downloads(ids.EXCEL, ids.FILE, visitor),
        ),
        kpi_row(plan_kpis(summary, visitor)),
    ]
    if reason is not None or not plans.queues:
        return html.Div([*top, missing(visitor, "forecast", reason or "")])
    return html.Div(
        [
            *top,
            _controls(plans, visitor),
            html.Div(
                [
                    controls.card(
                        _legend(plans, visitor),
                        chart(ids.CHART, visitor, _CHART_HEIGHT),
                        title=visitor.say("plan.agents"),
                        class_name="chart-card",
                    ),
                    html.Div(id=ids.DETAIL),
                ],
                className="chart-and-detail",
            ),
            what_if_card(here, plans),
            controls.card(
                queue_table(summary, visitor), title=visitor.say("queues.title")
            ),
            _assumptions(summary, visitor),
        ],
        className="stack staffing-page",
    )


def _controls(plans: Plans, visitor: Visitor) -> html.Div:
    queues = [{"value": name, "label": name} for name in plans.queues]
    spans = [
        {"value": DAY, "label": visitor.say("span.day")},
        {"value": WEEK, "label": visitor.say("span.week")},
    ]
    return html.Div(
        [
            controls.choice(ids.QUEUE, visitor.say("queue"), queues, plans.queues[0]),
            controls.segments(ids.SPAN, spans, DAY),
            controls.day_stepper(
                (ids.BACK, ids.DAY, ids.NEXT), visitor, plans.days, plans.days[0]
            ),
        ],
        className="controls",
    )


def _legend(plans: Plans, visitor: Visitor) -> html.Div:
    entries = [(REQUIRED, LINE, visitor.say("plan.required"))]
    if plans.absent("coverage") is None:
        entries += [
            (SCHEDULED, LINE, visitor.say("plan.scheduled")),
            (SHORT, AREA, visitor.say("plan.short")),
        ]
    return legend(entries)


def _assumptions(summary: Summary, visitor: Visitor) -> html.Details:
    """Values that the campaign left open, and the plan's own notes."""
    notes = [html.Li(visitor.own_words(note)) for note in summary.get("notes", [])]
    values = [html.Li(html.Code(line)) for line in summary.get("defaults", [])]
    count = len(notes) + len(values)
    return html.Details(
        [
            html.Summary(visitor.say("assumptions", count=count)),
            html.Ul([*notes, *values]),
        ],
        className="assumptions",
        hidden=not count,
    )
