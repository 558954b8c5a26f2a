"""What stands on the page of staffing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.downloads import downloads
from app.web.components.goal import goal_sentence
from app.web.components.kpi import kpi_row
from app.web.components.legend import AREA, DASH, LINE, legend
from app.web.components.notices import missing
from app.web.components.plan_view import DAY
from app.web.pages.staffing import ids
from app.web.pages.staffing.kpis import plan_kpis
from app.web.pages.staffing.panel import what_if_card
from app.web.pages.staffing.queues import queue_table
from app.web.pages.staffing.shifts import shifts_card
from app.web.theme import FORECAST, REQUIRED, SCHEDULED, SCHEDULED_AREA, SHORT, TARGET

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.services.plans.summary_file import Summary
    from app.web.here import Here
    from app.web.visitor import Visitor

_CHART_HEIGHT = 430
_LEVEL_HEIGHT = 230


def layout(here: Here) -> Component:
    """Lay out figures, chart and interval, levels, what-if, queues, shifts, notes."""
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
            ids.VIEW.row(plans, visitor, DAY),
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
            *_levels(plans, visitor),
            what_if_card(here, plans),
            controls.card(
                queue_table(summary, visitor),
                html.Div(
                    downloads(ids.QUEUES_EXCEL, ids.QUEUES_FILE, visitor),
                    className="controls",
                ),
                title=visitor.say("queues.title"),
            ),
            *shifts_card(plans, visitor),
            _assumptions(summary, visitor),
        ],
        className="stack staffing-page",
    )


def _legend(plans: Plans, visitor: Visitor) -> html.Div:
    entries = [(REQUIRED, LINE, visitor.say("plan.required"))]
    if plans.absent("coverage") is None:
        entries += [
            (SCHEDULED, LINE, visitor.say("plan.scheduled")),
            (SHORT, AREA, visitor.say("plan.short")),
        ]
    return legend(entries)


def _levels(plans: Plans, visitor: Visitor) -> list[Component]:
    """Card of the promised and the simulated level; none of an unsimulated plan."""
    if plans.absent("simulation") is not None:
        return []
    entries = [
        (SCHEDULED, LINE, visitor.say("level.simulated")),
        (SCHEDULED_AREA, AREA, visitor.say("level.confidence")),
        (FORECAST, LINE, visitor.say("level.promised")),
        (TARGET, DASH, visitor.say("level.goal")),
    ]
    return [
        controls.card(
            html.P(visitor.say("level.lead"), className="quiet"),
            legend(entries),
            chart(ids.LEVEL, visitor, _LEVEL_HEIGHT),
            title=visitor.say("level.title"),
            class_name="chart-card",
        )
    ]


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
