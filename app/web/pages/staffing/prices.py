"""The price list: what each service level takes, and what a point more of it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from dash import html

from app.reports.formats import NOTHING
from app.web.components.chart import chart
from app.web.components.legend import LINE, RING, legend
from app.web.components.table import cell
from app.web.figures.prices import price_figure
from app.web.pages.staffing import ids
from app.web.spreadsheet import DECIMAL, SHARE, Field
from app.web.theme import FORECAST, TARGET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.services.staffing.what_if_terms import PriceStep, Staffing
    from app.web.theme import Figure
    from app.web.visitor import Visitor

_SAME = 1e-9
_CHART_HEIGHT = 230


def price_list(
    steps: Sequence[PriceStep],
    asked: tuple[float, Staffing],
    currency: str,
    visitor: Visitor,
) -> list[Component]:
    """
    Lay out what each service level takes, as a curve and as a table.

    Parameters
    ----------
    steps : sequence of PriceStep
        By level.
    asked : tuple of (float, Staffing)
        Level that the question promises, and what it comes to.
    currency : str
        Of the money; empty where none is known.
    visitor : Visitor
        Language and theme.
    """
    priced = all(step.cost is not None for step in steps)
    what = visitor.say("if.price.cost" if priced else "if.price.hours")
    marks = [(FORECAST, LINE, what), (TARGET, RING, visitor.say("if.asked"))]
    return [
        html.H3(visitor.say("if.price.title"), className="if-group"),
        html.P(visitor.say("if.price.lead"), className="quiet"),
        html.Div(
            [
                html.Div(
                    [
                        legend(marks),
                        chart(
                            ids.PRICE_CHART,
                            visitor,
                            _CHART_HEIGHT,
                            _figure(steps, asked, currency, visitor),
                        ),
                    ]
                ),
                html.Div(
                    _table(steps, asked[0], currency, visitor), className="scroll-x"
                ),
            ],
            className="if-price-parts",
        ),
    ]


def price_fields(steps: Sequence[PriceStep], visitor: Visitor) -> list[Field]:
    """Columns of the price list for a file."""
    columns: dict[str, tuple[str, list[float | None]]] = {
        "level": (SHARE, [step.service_level for step in steps]),
        "hours": (DECIMAL, [step.paid_hours for step in steps]),
        "cost": (DECIMAL, [step.cost for step in steps]),
        "point_hours": (DECIMAL, [step.point_hours for step in steps]),
        "point_cost": (DECIMAL, [step.point_cost for step in steps]),
    }
    return [
        Field(visitor.say(f"if.price.{name}"), kind, pd.Series(cells, dtype="float64"))
        for name, (kind, cells) in columns.items()
        if any(each is not None for each in cells)
    ]


def _figure(
    steps: Sequence[PriceStep],
    asked: tuple[float, Staffing],
    currency: str,
    visitor: Visitor,
) -> Figure:
    formats = visitor.formats
    priced = all(step.cost is not None for step in steps)

    def point(
        level: float, hours: float, cost: float | None
    ) -> tuple[float, float, str]:
        said = formats.money(cost, currency) if priced else formats.hours(hours)
        price = cost if priced and cost is not None else hours
        return level, price, f"{formats.share(level)}: <b>{said}</b>"

    level, answer = asked
    return price_figure(
        [point(each.service_level, each.paid_hours, each.cost) for each in steps],
        point(level, answer.paid_hours, answer.cost),
        visitor,
    )


def _table(
    steps: Sequence[PriceStep], level: float, currency: str, visitor: Visitor
) -> html.Table:
    formats = visitor.formats
    priced = any(step.cost is not None for step in steps)
    heads = [
        visitor.say("if.price.level"),
        visitor.say("if.price.hours"),
        *([visitor.say("if.price.cost")] if priced else []),
        visitor.say("if.price.point_hours"),
        *([visitor.say("if.price.point_cost")] if priced else []),
    ]
    body = []
    for step in steps:
        cells = [formats.hours(step.paid_hours)]
        cells += [formats.money(step.cost, currency)] if priced else []
        point = step.point_hours
        cells += [NOTHING if point is None else formats.hours(point, 1)]
        cells += [formats.money(step.point_cost, currency)] if priced else []
        chosen = abs(step.service_level - level) < _SAME
        body.append(
            html.Tr(
                [
                    html.Th(formats.share(step.service_level, 0), scope="row"),
                    *(
                        cell(head, said, "number")
                        for head, said in zip(heads[1:], cells, strict=True)
                    ),
                ],
                className="chosen" if chosen else "",
            )
        )
    top = [
        html.Th(head, className="number" if n else "") for n, head in enumerate(heads)
    ]
    return html.Table([html.Thead(html.Tr(top)), html.Tbody(body)], className="table")
