"""One interval explained: what each promise alone would need, and which one rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html

from app.web.components.controls import card
from app.web.components.kpi import explained
from app.web.pages.staffing.ledger import ledger
from app.web.texts import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.web.figures.demand import Demand
    from app.web.visitor import Visitor

    Fact = tuple[Component | str, str]

_ISO = "%Y-%m-%dT%H:%M"


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
    start: str | None,
    demand: Demand,
    visitor: Visitor,
    odds: pd.DataFrame | None = None,
) -> list[Component]:
    """
    Card on one interval: its load, the ledger of constraints, its coverage.

    Parameters
    ----------
    start : str or None
        As `chosen_start` gives it.
    demand : Demand
        What is shown.
    visitor : Visitor
        Language.
    odds : DataFrame, optional
        Of the promise, as `app.web.pages.staffing.odds.odds_of` gives them.
    """
    if start is None:
        return [card(html.P(visitor.say("plan.closed"), className="quiet"))]
    needed = _row(demand.requirement, start)
    covered = _row(demand.coverage, start)
    simulated = _row(demand.simulation, start)
    expected = _row(demand.forecast, start)
    chances = {} if odds is None else _row(odds, start)
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
            ledger(needed, visitor),
            _facts(_load(needed, expected, visitor)),
            _facts(_reached(needed, chances, visitor)),
            _facts(_cover(needed, covered, simulated, chances, visitor)),
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


def _load(
    needed: dict[str, Any], expected: dict[str, Any], visitor: Visitor
) -> list[Fact]:
    """Contacts with their bands, and handle time."""
    formats = visitor.formats
    bands = {"detail.band80": ("p10", "p90"), "detail.band95": ("p025", "p975")}
    facts: list[Fact] = [
        (visitor.say("detail.contacts"), formats.number(needed.get("volume"), 1))
    ]
    for key, (low, high) in bands.items():
        edges = [expected.get(f"volume_{name}") for name in (low, high)]
        if pd.notna(edges[0]) and pd.notna(edges[1]):
            said = "\N{EN DASH}".join(formats.number(edge) for edge in edges)
            facts.append((visitor.say(key), said))
    return [*facts, (visitor.say("detail.aht"), formats.seconds(needed.get("aht_s")))]


def _reached(
    needed: dict[str, Any], chances: dict[str, Any], visitor: Visitor
) -> list[Fact]:
    """Tell what the agents required reach at the mean, and how likely they do."""
    formats = visitor.formats
    facts: list[Fact] = [
        (visitor.say("detail.level"), formats.share(needed.get("service_level"))),
        (visitor.say("detail.occupancy"), formats.share(needed.get("occupancy"))),
        (visitor.say("detail.asa"), formats.seconds(needed.get("asa_s"))),
    ]
    lost = needed.get("abandonment")
    if pd.notna(lost):
        facts.append((visitor.say("detail.abandonment"), formats.share(lost)))
    # A plan made for a probability tells it itself.
    odds = needed.get("probability")
    odds = chances.get("odds") if pd.isna(odds) else odds
    if pd.notna(odds):
        facts.append((_meant("detail.odds", visitor), formats.share(odds, 0)))
    return facts


def _cover(
    needed: dict[str, Any],
    covered: dict[str, Any],
    simulated: dict[str, Any],
    chances: dict[str, Any],
    visitor: Visitor,
) -> list[Fact]:
    number, share = visitor.formats.number, visitor.formats.share
    facts: list[Fact] = [
        (visitor.say("detail.to_schedule"), number(needed.get("to_schedule"), 1)),
    ]
    if covered:
        # What is not there to a tenth is not missing.
        short = round(covered["short"], 1) > 0
        facts += [
            (visitor.say("detail.scheduled"), number(covered["scheduled"], 1)),
            (
                visitor.say("detail.short" if short else "detail.over"),
                number(covered["short"] if short else covered["over"], 1),
            ),
        ]
    if pd.notna(chances.get("odds_scheduled")):
        said = share(chances["odds_scheduled"], 0)
        facts.append((_meant("detail.odds_scheduled", visitor), said))
    if simulated:
        level = share(simulated.get("service_level"))
        facts.append((visitor.say("detail.simulated"), level))
    return facts


def _meant(key: str, visitor: Visitor) -> Component:
    """Words of a fact with their definition."""
    return explained(visitor.say(key), visitor.say(f"{key}.meaning"))


def _facts(pairs: Sequence[Fact]) -> html.Dl:
    return html.Dl(
        [part for name, value in pairs for part in (html.Dt(name), html.Dd(value))],
        className="facts",
    )
