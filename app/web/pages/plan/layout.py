"""What stands on the page of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.web import ids
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.kpi import kpi_row
from app.web.components.legend import AREA, LINE, legend
from app.web.components.notices import missing
from app.web.pages.plan.kpis import plan_kpis
from app.web.pages.plan.queues import queue_table
from app.web.texts import word
from app.web.theme import (
    BAND_80,
    BAND_95,
    FORECAST,
    REQUIRED,
    SCHEDULED,
    SHORT,
)

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans import Plans
    from app.services.summary_file import Summary
    from app.web.visitor import Visitor

DAY, WEEK = "1", "7"
CHART_HEIGHT = 470


def layout(plans: Plans, visitor: Visitor) -> Component:
    """Six figures, the chart with its interval, the queues, the assumptions."""
    summary = plans.summary
    reason = plans.absent("forecast")
    top = [
        controls.heading(
            visitor.say("plan.title"),
            goal_sentence(summary, visitor),
            *controls.download(ids.PLAN_EXCEL, ids.PLAN_FILE, visitor),
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
                        chart(ids.PLAN_CHART, visitor, CHART_HEIGHT),
                        class_name="chart-card",
                    ),
                    html.Div(id=ids.PLAN_DETAIL),
                ],
                className="chart-and-detail",
            ),
            controls.card(
                queue_table(summary, visitor), title=visitor.say("queues.title")
            ),
            _assumptions(summary, visitor),
        ],
        className="stack",
    )


def goal_sentence(summary: Summary, visitor: Visitor) -> str:
    """Say what is promised, as far as the campaign does."""
    goal, formats = summary.get("goal", {}), visitor.formats
    parts = []
    if goal.get("service_level"):
        parts.append(
            visitor.say(
                "goal.level",
                share=formats.share(goal["service_level"], 0),
                seconds=formats.number(goal.get("threshold", 0)),
            )
        )
    if goal.get("max_asa"):
        parts.append(
            visitor.say("goal.asa", seconds=formats.number(goal["max_asa"], 0))
        )
    if goal.get("max_abandonment"):
        parts.append(
            visitor.say(
                "goal.abandonment", share=formats.share(goal["max_abandonment"], 0)
            )
        )
    if goal.get("max_occupancy"):
        rule = goal.get("occupancy_rule", "cap")
        parts.append(
            visitor.say(
                f"goal.occupancy.{rule}", share=formats.share(goal["max_occupancy"], 0)
            )
        )
    if goal.get("window"):
        parts.append(
            visitor.say(
                "goal.window", window=word(visitor.language, "window", goal["window"])
            )
        )
    return " · ".join(parts)


def _controls(plans: Plans, visitor: Visitor) -> html.Div:
    queues = [{"value": name, "label": name} for name in plans.queues]
    spans = [
        {"value": DAY, "label": visitor.say("span.day")},
        {"value": WEEK, "label": visitor.say("span.week")},
    ]
    return html.Div(
        [
            controls.choice(
                ids.PLAN_QUEUE, visitor.say("queue"), queues, plans.queues[0]
            ),
            controls.segments(ids.PLAN_SPAN, spans, DAY),
            controls.day_stepper(
                (ids.PLAN_BACK, ids.PLAN_DAY, ids.PLAN_NEXT),
                visitor,
                plans.days,
                plans.days[0],
            ),
        ],
        className="controls",
    )


def _legend(plans: Plans, visitor: Visitor) -> html.Div:
    entries = [
        (FORECAST, LINE, visitor.say("plan.forecast")),
        (BAND_80, AREA, visitor.say("plan.band80")),
        (BAND_95, AREA, visitor.say("plan.band95")),
        (REQUIRED, LINE, visitor.say("plan.required")),
    ]
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
