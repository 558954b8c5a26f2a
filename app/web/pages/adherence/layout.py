"""What stands on the page of adherence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from dash import html

from app.web import ids
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.kpi import explained, kpi_row
from app.web.components.legend import AREA, DASH, legend
from app.web.components.notices import missing, notice
from app.web.figures.adherence import ADHERENCE_GOAL, adherence_figure
from app.web.pages.adherence.grid import adherence_grid
from app.web.pages.adherence.totals import adherence_kpis, totals
from app.web.theme import GOOD, GROUNDS, SHORT, TARGET

if TYPE_CHECKING:
    from datetime import date

    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.web.here import Here
    from app.web.visitor import Visitor

CHART_HEIGHT = 260


def days_of(plans: Plans) -> list[date]:
    """Days on which agents were followed, the last first."""
    distinct = plans.adherence["date"].drop_duplicates().sort_values(ascending=False)
    return [day.date() for day in distinct]


def rows_of(plans: Plans, day: str) -> pd.DataFrame:
    """Adherence rows of a day given as ISO text."""
    rows = plans.adherence
    return rows[rows["date"] == pd.Timestamp(day)]


def layout(here: Here) -> Component:
    """Day to choose, totals, dots, grid."""
    plans, visitor = here.plans, here.visitor
    title = visitor.say("adherence.title")
    reason, days = plans.absent("adherence"), days_of(plans)
    if reason is not None:
        return html.Div(
            [controls.heading(title, ""), missing(visitor, "adherence", reason)],
            className="stack",
        )
    if not days:
        nobody = notice("empty", visitor.say("adherence.nobody"))
        return html.Div([controls.heading(title, ""), nobody], className="stack")
    choices = controls.day_choices(days, visitor)
    return html.Div(
        [
            controls.heading(
                title,
                visitor.say("adherence.lead"),
                controls.choice(
                    ids.ADHERENCE_DAY,
                    visitor.say("day.label"),
                    choices,
                    days[0].isoformat(),
                ),
                *controls.download(ids.ADHERENCE_EXCEL, ids.ADHERENCE_FILE, visitor),
            ),
            html.Div(id=ids.ADHERENCE_BODY, className="stack"),
        ],
        className="stack",
    )


def body(rows: pd.DataFrame, visitor: Visitor) -> list[Component]:
    """Say what one day was like: totals, dots, grid."""
    goal = visitor.formats.share(ADHERENCE_GOAL, 0)
    return [
        kpi_row(adherence_kpis(totals(rows), visitor)),
        controls.card(
            legend(
                (
                    (SHORT, AREA, visitor.say("adherence.legend.below")),
                    (GOOD, AREA, visitor.say("adherence.legend.above")),
                    (GROUNDS["dark"].muted, "ring", visitor.say("conformance.kpi")),
                    (TARGET, DASH, visitor.say("adherence.goal", share=goal)),
                )
            ),
            chart(
                ids.ADHERENCE_CHART,
                visitor,
                CHART_HEIGHT,
                adherence_figure(rows, visitor),
            ),
            title=visitor.say("adherence.by_agent"),
        ),
        controls.card(
            _formulas(visitor),
            adherence_grid(rows, visitor),
            title=visitor.say("adherence.attention"),
        ),
    ]


def _formulas(visitor: Visitor) -> html.P:
    return html.P(
        [
            visitor.say("adherence.order"),
            " ",
            explained(visitor.say("adherence.kpi"), visitor.say("adherence.formula")),
            " · ",
            explained(
                visitor.say("conformance.kpi"), visitor.say("conformance.formula")
            ),
        ],
        className="quiet",
    )
