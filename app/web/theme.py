"""Colours and the layout that every chart starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.web.formats import SEPARATORS
from app.web.visitor import DARK, Visitor

FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
Figure = dict[str, Any]

# Data colours hold on both grounds, so that a legend written in HTML stays right.
FORECAST = "#4c6ef5"
BAND_80, BAND_95 = "rgba(76,110,245,.30)", "rgba(76,110,245,.14)"
REQUIRED = "#f76707"
SCHEDULED, SCHEDULED_AREA = "#12a594", "rgba(18,165,148,.22)"
SHORT = "#e5484d"
CONTRACTED = "#12a594"
TARGET = "#f76707"
GOOD = "#4c6ef5"

ACTIVITIES = {
    "contacts": "#5c7cfa",
    "overtime": "#20c997",
    "break": "#ffd43b",
    "lunch": "#ffa94d",
    "training": "#b197fc",
    "meeting": "#f783ac",
    "off_queue": "#adb5bd",
}
CONSTRAINTS = {
    "service_level": "#4c6ef5",
    "occupancy": "#f76707",
    "asa": "#12a594",
    "abandonment": "#8e4ec6",
    "minimum": "#8b8d98",
    "stability": "#e5484d",
    "deadline": "#d6409f",
    "target": "#a18072",
}
# What the odds of the promise ask for beyond the mean.
RISK = "#0ea5b7"

# Without these a chart offers to upload itself to an outside host.
GRAPH_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "modeBarButtonsToRemove": ["sendChartToCloud", "sendDataToCloud"],
    "plotlyServerURL": "",
    "showTips": False,
}


@dataclass(frozen=True)
class Ground:
    """Colours that depend on the ground: text, lines, hover label."""

    ink: str
    muted: str
    line: str
    card: str


GROUNDS = {
    "light": Ground(ink="#1c2024", muted="#60646c", line="#e8e8ec", card="#ffffff"),
    "dark": Ground(ink="#edeef0", muted="#a7abb3", line="#33363c", card="#1d1f23"),
}


def ground(visitor: Visitor) -> Ground:
    """Colours of the visitor's theme."""
    return GROUNDS["dark" if visitor.theme == DARK else "light"]


def graph_config(visitor: Visitor) -> dict[str, Any]:
    """Chart buttons in the visitor's language, none of which leaves the house."""
    return {**GRAPH_CONFIG, "locale": visitor.language}


def base_layout(visitor: Visitor, **changes: object) -> dict[str, Any]:
    """Layout of a chart: quiet lines, no zoom that would trap a finger's scroll."""
    colours = ground(visitor)
    return {
        "font": {"family": FONT, "size": 12, "color": colours.muted},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": SEPARATORS[visitor.language],
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colours.card,
            "bordercolor": colours.line,
            "font": {"family": FONT, "size": 12, "color": colours.ink},
            "align": "left",
        },
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": colours.muted},
        **changes,
    }


def axis(visitor: Visitor, **changes: object) -> dict[str, Any]:
    """Axis with hairlines and no zero line."""
    line = ground(visitor).line
    return {
        "gridcolor": line,
        "linecolor": line,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
        **changes,
    }
