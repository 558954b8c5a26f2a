"""What a question comes to beside the campaign's own goals, and the price list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.web.components.kpi import Kpi, explained, kpi_row
from app.web.components.legend import AREA, legend
from app.web.components.table import cell
from app.web.formats import NOTHING
from app.web.texts import word
from app.web.theme import CONSTRAINTS, RISK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dash.development.base_component import Component

    from app.services.staffing.what_if_terms import PriceStep, Staffing
    from app.web.visitor import Visitor

    Write = Callable[[float | None], str]

_SAME = 1e-9


def answer(
    base: Staffing, asked: Staffing, currency: str, visitor: Visitor
) -> list[Component]:
    """Hours, people and money beside the base; what is reached; what decides."""
    return [
        kpi_row(_kpis(base, asked, currency, visitor)),
        _reached(base, asked, visitor),
        _binding(asked, visitor),
    ]


def _kpis(
    base: Staffing, asked: Staffing, currency: str, visitor: Visitor
) -> list[Kpi]:
    formats = visitor.formats
    cost, unit = formats.scaled_money(asked.cost, currency)
    if asked.cost is None:
        money = Kpi(visitor.say("if.cost"), cost, visitor.say("if.cost.unknown"))
    else:
        money = Kpi(
            visitor.say("if.cost"),
            cost,
            _beside(
                base.cost, asked.cost, lambda v: formats.money(v, currency), visitor
            ),
            visitor.say("if.cost.meaning"),
            unit=unit,
        )
    return [
        Kpi(
            visitor.say("if.hours"),
            formats.number(asked.paid_hours),
            _beside(base.paid_hours, asked.paid_hours, formats.hours, visitor),
            visitor.say("if.hours.meaning"),
            unit="h",
        ),
        Kpi(
            visitor.say("if.heads"),
            formats.number(asked.heads),
            _beside(base.heads, asked.heads, formats.number, visitor),
            visitor.say("if.heads.meaning"),
        ),
        money,
    ]


def _beside(
    before: float | None, now: float | None, write: Write, visitor: Visitor
) -> str:
    """Difference to the base: as much more, as much less, or the same."""
    if before is None or now is None:
        return ""
    change = now - before
    if abs(change) <= _SAME * max(1.0, abs(before)):
        return visitor.say("if.unchanged")
    key = "if.more" if change > 0 else "if.less"
    share = abs(change) / abs(before) if before else None
    said = visitor.formats.share(share) if share is not None else ""
    return visitor.say(key, change=write(abs(change)), share=said)


def _reached(base: Staffing, asked: Staffing, visitor: Visitor) -> Component:
    formats = visitor.formats
    rows: list[tuple[str, str, float | None, float | None, Write]] = [
        (
            visitor.say("if.level"),
            visitor.say("if.level.meaning"),
            base.service_level,
            asked.service_level,
            formats.share,
        ),
        (
            visitor.say("if.chance"),
            visitor.say("if.chance.meaning"),
            base.probability,
            asked.probability,
            formats.share,
        ),
        (
            visitor.say("if.busy"),
            visitor.say("if.busy.meaning"),
            base.occupancy,
            asked.occupancy,
            formats.share,
        ),
        (
            visitor.say("if.peak"),
            "",
            base.peak_agents,
            asked.peak_agents,
            formats.number,
        ),
        (
            visitor.say("if.on_contacts"),
            visitor.say("if.on_contacts.meaning"),
            base.agent_hours,
            asked.agent_hours,
            formats.hours,
        ),
    ]
    heads = (visitor.say("if.base"), visitor.say("if.asked"))
    return html.Table(
        [
            html.Thead(
                html.Tr(
                    [
                        html.Th(""),
                        *(html.Th(head, className="number") for head in heads),
                    ]
                )
            ),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(explained(name, meaning), scope="row"),
                            cell(heads[0], write(before), "number"),
                            cell(heads[1], write(now), "number"),
                        ]
                    )
                    for name, meaning, before, now, write in rows
                ]
            ),
        ],
        className="table if-reached",
    )


def _binding(asked: Staffing, visitor: Visitor) -> Component:
    """Bar of the agent-hours that each goal asks for."""
    colours = {**CONSTRAINTS, "risk": RISK}
    shown = {
        name: hours
        for name, hours in asked.binding_hours.items()
        if name in colours and hours > 0
    }
    total = sum(shown.values()) or 1.0
    ordered = sorted(shown.items(), key=lambda item: -item[1])
    return html.Div(
        [
            html.P(visitor.say("if.binding"), className="quiet"),
            html.Div(
                [
                    html.Div(style={"flexGrow": hours, "--mark": colours[name]})
                    for name, hours in ordered
                ],
                className="mix",
            ),
            legend(
                (
                    colours[name],
                    AREA,
                    f"{word(visitor.language, 'constraint', name)} "
                    f"{visitor.formats.share(hours / total, 0)}",
                )
                for name, hours in ordered
            ),
        ],
        className="if-binding",
    )


def price_table(
    steps: Sequence[PriceStep], level: float | None, currency: str, visitor: Visitor
) -> list[Component]:
    """Tell what each service level takes, and what a point more of it costs."""
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
        chosen = level is not None and abs(step.service_level - level) < _SAME
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
    return [
        html.H3(visitor.say("if.price.title"), className="if-group"),
        html.P(visitor.say("if.price.lead"), className="quiet"),
        html.Div(
            html.Table(
                [
                    html.Thead(
                        html.Tr(
                            [
                                html.Th(head, className="number" if n else "")
                                for n, head in enumerate(heads)
                            ]
                        )
                    ),
                    html.Tbody(body),
                ],
                className="table",
            ),
            className="scroll-x",
        ),
    ]
