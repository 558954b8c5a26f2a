"""The plan queue by queue: volume, agents, coverage and which promise rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import html

from app.web.components.kpi import explained
from app.web.components.legend import AREA, legend
from app.web.components.table import cell
from app.web.texts import word
from app.web.theme import CONSTRAINTS

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans.summary_file import Summary
    from app.web.visitor import Visitor

NUMBERS = (
    "contacts",
    "peak_agents",
    "required_hours",
    "short_hours",
    "coverage",
)


def queue_table(summary: Summary, visitor: Visitor) -> html.Div:
    """Table of the queues, the busiest first; it scrolls sideways on a phone."""
    rows = sorted(
        summary.get("queues", []), key=lambda row: -(row.get("contacts") or 0)
    )
    heads = ["queue", "channel", *NUMBERS, "binding"]
    table = html.Table(
        [
            html.Thead(
                html.Tr(
                    [
                        html.Th(_head(name, visitor), className=_align(name))
                        for name in heads
                    ]
                )
            ),
            html.Tbody([_row(row, visitor) for row in rows]),
        ],
        className="table",
    )
    return html.Div(
        [html.Div(table, className="scroll-x"), _key(rows, visitor)],
        className="queues",
    )


def _head(name: str, visitor: Visitor) -> Component:
    return explained(
        visitor.say(f"queues.{name}"), visitor.say(f"queues.{name}.meaning")
    )


def _align(name: str) -> str:
    return "number" if name in NUMBERS else ""


def _row(row: dict[str, Any], visitor: Visitor) -> html.Tr:
    formats = visitor.formats
    cells = {
        "channel": word(visitor.language, "channel", str(row.get("channel", ""))),
        "contacts": formats.number(row.get("contacts")),
        "peak_agents": formats.number(row.get("peak_agents")),
        "required_hours": formats.hours(row.get("required_hours")),
        "short_hours": formats.hours(row.get("short_hours"), 1),
        "coverage": formats.share(row.get("coverage")),
    }
    mix = _mix(row.get("binding") or {}, visitor)
    return html.Tr(
        [
            html.Th(row["queue"], scope="row"),
            *(
                cell(visitor.say(f"queues.{name}"), said, _align(name))
                for name, said in cells.items()
            ),
            cell(visitor.say("queues.binding"), mix, "wide"),
        ]
    )


def _mix(binding: dict[str, int], visitor: Visitor) -> html.Div:
    """Bar of how many intervals each constraint rules."""
    counts = {name: n for name, n in binding.items() if name in CONSTRAINTS and n}
    total = sum(counts.values()) or 1
    return html.Div(
        [
            dmc.Tooltip(
                html.Span(),
                boxWrapperProps={"style": {"flexGrow": n, "--mark": CONSTRAINTS[name]}},
                label=visitor.say(
                    "queues.share",
                    constraint=word(visitor.language, "constraint", name),
                    share=visitor.formats.share(n / total, 0),
                    count=n,
                ),
                withArrow=True,
            )
            for name, n in sorted(counts.items(), key=lambda item: -item[1])
        ],
        className="mix",
    )


def _key(rows: list[dict[str, Any]], visitor: Visitor) -> html.Div:
    seen = {name for row in rows for name, n in (row.get("binding") or {}).items() if n}
    return legend(
        (colour, AREA, word(visitor.language, "constraint", name))
        for name, colour in CONSTRAINTS.items()
        if name in seen
    )
