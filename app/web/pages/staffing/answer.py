"""What a question comes to beside the campaign's own goals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html

from app.reports.formats import NOTHING
from app.web.components.kpi import Kpi, explained, kpi_row
from app.web.components.legend import AREA, legend
from app.web.components.table import cell
from app.web.spreadsheet import DECIMAL, SHARE, TEXT, Field
from app.web.texts import word
from app.web.theme import CONSTRAINTS, RISK

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from app.services.staffing.what_if_terms import Staffing
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
        *_by_queue(base, asked, visitor),
        _binding(asked, visitor),
    ]


def answer_fields(base: Staffing, asked: Staffing, visitor: Visitor) -> list[Field]:
    """Columns of what a question comes to by queue, for a file."""
    before, now = visitor.say("if.base"), visitor.say("if.asked")
    hours, level = visitor.say("if.on_contacts"), visitor.say("if.level")
    rows = pd.DataFrame(_sums(base, asked))
    columns = {
        "queue": (visitor.say("queue"), TEXT),
        "hours_before": (f"{hours}: {before}", DECIMAL),
        "hours": (f"{hours}: {now}", DECIMAL),
        "level_before": (f"{level}: {before}", SHARE),
        "level": (f"{level}: {now}", SHARE),
    }
    return [Field(title, kind, rows[name]) for name, (title, kind) in columns.items()]


def _sums(base: Staffing, asked: Staffing) -> list[dict[str, Any]]:
    """Hours on contacts and the level reached of each queue, before and now."""
    found = []
    for before, now in zip(base.queues, asked.queues, strict=True):
        found.append(
            {
                "queue": now.name,
                "hours_before": before.agents * base.interval_hours,
                "hours": now.agents * asked.interval_hours,
                "level_before": before.service_level,
                "level": now.service_level,
            }
        )
    return found


def _by_queue(base: Staffing, asked: Staffing, visitor: Visitor) -> list[Component]:
    """Table of the queues; none of a campaign of one, whose totals stand above."""
    if len(asked.queues) < 2:  # noqa: PLR2004 - one queue is the total
        return []
    formats = visitor.formats
    heads = [
        f"{visitor.say('if.queue.hours')}: {visitor.say('if.base')}",
        visitor.say("if.asked"),
        visitor.say("if.queue.change"),
        visitor.say("if.queue.level"),
    ]
    body = []
    for row in _sums(base, asked):
        change = row["hours"] - row["hours_before"]
        sign = "+" if change > 0 else "\N{MINUS SIGN}"
        moved = abs(change) > _SAME
        said = [
            formats.hours(row["hours_before"]),
            formats.hours(row["hours"]),
            sign + formats.hours(abs(change), 1) if moved else NOTHING,
            formats.share(row["level"]),
        ]
        body.append(
            html.Tr(
                [
                    html.Th(row["queue"], scope="row"),
                    *(
                        cell(head, text, "number")
                        for head, text in zip(heads, said, strict=True)
                    ),
                ]
            )
        )
    top = [html.Th(visitor.say("queue"))]
    top += [html.Th(head, className="number") for head in heads]
    return [
        html.Div(
            html.Table([html.Thead(html.Tr(top)), html.Tbody(body)], className="table"),
            className="scroll-x if-queues",
        )
    ]


def _kpis(
    base: Staffing, asked: Staffing, currency: str, visitor: Visitor
) -> list[Kpi]:
    formats = visitor.formats
    cost, unit = formats.amount(asked.cost, currency)
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
