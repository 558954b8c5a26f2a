"""One interval explained: what each promise alone would need, and which one rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html

from app.web.components.controls import card
from app.web.texts import word
from app.web.theme import CONSTRAINTS

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.figures.demand import Demand
    from app.web.visitor import Visitor

_ISO = "%Y-%m-%dT%H:%M"
LEDGER = ("service_level", "occupancy", "asa", "abandonment", "minimum")
# Of work that nobody waits for; it has no column of its own where it rules.
WORK = ("deadline", "target")


def chosen_start(click: dict[str, Any] | None, demand: Demand) -> str | None:
    """
    Start of the interval to explain, as local ISO text to the minute.

    The one that was clicked while it is on the chart, else the one that needs most
    agents; None where the queue is closed.
    """
    rows = demand.requirement
    if rows.empty:
        return None
    starts = rows["start"].dt.strftime(_ISO)
    if click and click.get("points"):
        clicked = str(click["points"][0].get("x", "")).replace(" ", "T")[:16]
        if (starts == clicked).any():
            return clicked
    return str(starts[rows["agents"].idxmax()])


def interval_detail(
    start: str | None, demand: Demand, visitor: Visitor
) -> list[Component]:
    """Card on one interval: its load, the ledger of constraints, its coverage."""
    if start is None:
        return [card(html.P(visitor.say("plan.closed"), className="quiet"))]
    needed = _row(demand.requirement, start)
    covered = _row(demand.coverage, start)
    simulated = _row(demand.simulation, start)
    begin = pd.Timestamp(start)
    end = begin + pd.Timedelta(minutes=demand.interval)
    title = visitor.say(
        "detail.title",
        day=visitor.formats.day(begin),
        begin=f"{begin:%H:%M}",
        end=f"{end:%H:%M}",
    )
    return [
        card(
            html.P(_verdict(needed, visitor), className="verdict"),
            html.P(visitor.say("detail.ledger"), className="quiet"),
            _ledger(needed, visitor),
            _facts(_load(needed, visitor)),
            _facts(_cover(needed, covered, simulated, visitor)),
            html.P(visitor.say("detail.hint"), className="quiet"),
            title=title,
            class_name="detail",
        )
    ]


def _row(table: pd.DataFrame, start: str) -> dict[str, Any]:
    match = table[table["start"].dt.strftime(_ISO) == start]
    rows: list[dict[str, Any]] = match.to_dict("records")
    return rows[0] if rows else {}


def _verdict(needed: dict[str, Any], visitor: Visitor) -> list[Any]:
    binding = needed.get("binding", "")
    agents = visitor.say("detail.agents", count=needed["agents"])
    if not binding or binding == "none":
        return [html.Strong(agents)]
    rule = word(visitor.language, "constraint", binding)
    because = visitor.say("detail.because", constraint=rule)
    return [html.Strong(agents), because + _otherwise(needed, visitor)]


def _otherwise(needed: dict[str, Any], visitor: Visitor) -> str:
    """Agents without what rules; of a longer window, those with it in every interval.

    What a goal over a day costs is not the price of one of its intervals.
    """
    every = needed.get("agents_by_interval")
    if pd.notna(every):
        if every == needed["agents"]:
            return ""
        return visitor.say("detail.every", count=every)
    cost = needed.get("binding_cost")
    if pd.notna(cost) and 0 < cost <= needed["agents"]:
        return visitor.say("detail.without", count=needed["agents"] - cost)
    return ""


def _ledger(needed: dict[str, Any], visitor: Visitor) -> html.Div:
    rows = [(name, needed.get(f"agents_{name}")) for name in LEDGER]
    rows += [(name, needed["agents"]) for name in WORK if needed.get("binding") == name]
    known = [(name, n) for name, n in rows if n is not None and n == n and n > 0]  # noqa: PLR0124
    most = max((n for _, n in known), default=1.0)
    return html.Div(
        [
            _ledger_row(name, n, n / most, visitor, needed.get("binding") == name)
            for name, n in known
        ],
        className="ledger",
    )


def _ledger_row(
    name: str, agents: float, share: float, visitor: Visitor, rules: bool
) -> html.Div:
    return html.Div(
        [
            html.Span(word(visitor.language, "constraint", name), className="name"),
            html.Span(
                html.Span(
                    style={"width": f"{100 * share:.0f}%", "--mark": CONSTRAINTS[name]}
                ),
                className="bar",
            ),
            html.Span(visitor.formats.number(agents), className="count"),
        ],
        className="ledger-row rules" if rules else "ledger-row",
    )


def _load(needed: dict[str, Any], visitor: Visitor) -> list[tuple[str, str]]:
    formats = visitor.formats
    return [
        (visitor.say("detail.contacts"), formats.number(needed.get("volume"), 1)),
        (visitor.say("detail.aht"), formats.seconds(needed.get("aht_s"))),
        (visitor.say("detail.level"), formats.share(needed.get("service_level"))),
        (visitor.say("detail.occupancy"), formats.share(needed.get("occupancy"))),
        (visitor.say("detail.asa"), formats.seconds(needed.get("asa_s"))),
    ]


def _cover(
    needed: dict[str, Any],
    covered: dict[str, Any],
    simulated: dict[str, Any],
    visitor: Visitor,
) -> list[tuple[str, str]]:
    number = visitor.formats.number
    facts = [
        (visitor.say("detail.to_schedule"), number(needed.get("to_schedule"), 1)),
    ]
    if covered:
        short = covered["short"] > 0
        facts += [
            (visitor.say("detail.scheduled"), number(covered["scheduled"], 1)),
            (
                visitor.say("detail.short" if short else "detail.over"),
                number(covered["short"] if short else covered["over"], 1),
            ),
        ]
    if simulated:
        level = visitor.formats.share(simulated.get("service_level"))
        facts.append((visitor.say("detail.simulated"), level))
    return facts


def _facts(pairs: list[tuple[str, str]]) -> html.Dl:
    return html.Dl(
        [part for name, value in pairs for part in (html.Dt(name), html.Dd(value))],
        className="facts",
    )
