"""The quantities that can be asked about, their sliders, and the question they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import html

from app.services.staffing.what_if_terms import GOALS, SHRINKAGES, WhatIf
from app.web.components.kpi import explained
from app.web.pages.staffing import ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from app.services.staffing.what_if import Desk
    from app.web.visitor import Visitor

EVERY = "*"
PERCENT, SECONDS, CHANGE = "percent", "seconds", "change"
PROBABILITY = "probability"
_USUAL_CHANCE = 0.8
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Range:
    """
    What a slider may say.

    Attributes
    ----------
    low, high, step : float
        In the unit shown: percent, seconds, or percent of what is now.
    unit : str
        ``percent``, ``seconds`` or ``change``.
    """

    low: float
    high: float
    step: float
    unit: str


RANGES = {
    "service_level": Range(50, 99, 0.5, PERCENT),
    "threshold": Range(0, 180, 5, SECONDS),
    "max_occupancy": Range(50, 100, 1, PERCENT),
    "scheduled": Range(0, 45, 0.5, PERCENT),
    "unscheduled": Range(0, 30, 0.5, PERCENT),
    "aht_factor": Range(70, 130, 1, CHANGE),
    "volume_factor": Range(70, 130, 1, CHANGE),
    PROBABILITY: Range(50, 99, 1, PERCENT),
}


def base_values(desk: Desk, scope: str) -> dict[str, float | None]:
    """
    Say where the sliders stand before anybody moves them, in the unit shown.

    None where the campaign promises no such thing.
    """
    campaign = desk.campaign
    goal = campaign.goal if scope == EVERY else campaign.queue(scope).goal
    held = {name: getattr(goal, name) for name in GOALS}
    held |= {name: getattr(campaign.shrinkage, name) for name in SHRINKAGES}
    held |= {"aht_factor": 1.0, "volume_factor": 1.0, PROBABILITY: _USUAL_CHANCE}
    return {name: _shown(name, held[name]) for name in RANGES}


def question(
    desk: Desk, scope: str, values: Mapping[str, float | None], *, sure: bool
) -> WhatIf:
    """
    Question that the sliders make: what stands where it was is not asked.

    Raises
    ------
    ParameterError
        If a value is out of range.
    """
    base = base_values(desk, scope)
    asked: dict[str, Any] = {}
    for name in RANGES:
        value, before = values.get(name), base[name]
        if value is None or before is None or name == PROBABILITY:
            continue
        if abs(float(value) - before) > _SAME:
            asked[name] = _meant(name, float(value))
    if sure:
        asked[PROBABILITY] = _meant(PROBABILITY, float(values[PROBABILITY] or 0))
    return WhatIf(queue=None if scope == EVERY else scope, **asked)


def starting(base: Mapping[str, float | None]) -> dict[str, float]:
    """Values of the sliders as they stand at first; those of no promise rest low."""
    return {
        name: allowed.low if base[name] is None else float(base[name] or 0.0)
        for name, allowed in RANGES.items()
    }


def slider(
    name: str, label: str, meaning: str, value: float | None, *, off: bool = False
) -> Component:
    """Slider of a quantity under its name and the words for its value."""
    allowed = RANGES[name]
    known = allowed.low if value is None else value
    return html.Div(
        [
            html.Div(
                [explained(label, meaning), html.Span(id=ids.told(name))],
                className="if-head",
            ),
            dmc.Slider(
                id=ids.slider(name),
                min=min(allowed.low, known),
                max=max(allowed.high, known),
                step=allowed.step,
                value=known,
                disabled=off or value is None,
                size="sm",
                updatemode="drag",
                thumbLabel=label,
            ),
        ],
        className="if-slider",
    )


def told(name: str, value: float | None, visitor: Visitor) -> str:
    """Words for the value of a slider."""
    unit = RANGES[name].unit
    if value is None:
        return ""
    if unit == SECONDS:
        return visitor.formats.seconds(value)
    digits = 0 if float(value).is_integer() else 1
    if unit == PERCENT:
        return visitor.formats.share(value / 100, digits)
    if value == 100:  # noqa: PLR2004 - percent of what is now
        return visitor.say("if.same")
    sign = "+" if value > 100 else "\N{MINUS SIGN}"  # noqa: PLR2004
    return f"{sign}{visitor.formats.share(abs(value - 100) / 100, digits)}"


def _shown(name: str, value: float | None) -> float | None:
    if value is None or RANGES[name].unit == SECONDS:
        return value
    return round(100 * value, 6)


def _meant(name: str, shown: float) -> float:
    return shown if RANGES[name].unit == SECONDS else round(shown / 100, 8)
