"""Forecast with its bands over required and scheduled agents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.web.figures.series import band, beside, broken, runs, values, wall
from app.web.figures.staffing import agent_traces
from app.web.theme import (
    BAND_80,
    BAND_95,
    FORECAST,
    Figure,
    axis,
    base_layout,
    panel_title,
)

if TYPE_CHECKING:
    from datetime import date

    from app.web.visitor import Visitor

_CONTACTS_PANEL, _AGENTS_PANEL = [0.56, 0.95], [0.0, 0.43]


@dataclass(frozen=True)
class Demand:
    """
    One queue on some calendar days.

    Attributes
    ----------
    forecast, requirement, coverage : DataFrame
        Rows of the plan's tables, sorted by start; any of them may be empty.
    days : tuple of date
        Calendar days shown.
    interval : int
        Minutes.
    simulation : DataFrame
        Rows of that table, empty where the queue was not simulated.
    """

    forecast: pd.DataFrame
    requirement: pd.DataFrame
    coverage: pd.DataFrame
    days: tuple[date, ...]
    interval: int
    simulation: pd.DataFrame


def demand_figure(demand: Demand, visitor: Visitor) -> Figure:
    """
    Two panels over one clock: contacts above, agents below.

    Bands are the central 80 and 95 % of the forecast; red is what the schedule
    leaves short.
    """
    agents = agent_traces(demand.requirement, demand.coverage, demand.interval, visitor)
    height = {"rangemode": "tozero", "nticks": 5, "tickformat": ","}
    return {
        "data": [
            *_contacts(demand, visitor),
            *(trace | {"yaxis": "y2"} for trace in agents),
        ],
        "layout": base_layout(
            visitor,
            margin={"l": 44, "r": 8, "t": 4, "b": 26},
            hovermode="x unified",
            hoversubplots="axis",
            xaxis=_clock(demand, visitor),
            yaxis=axis(visitor, domain=_CONTACTS_PANEL, **height),
            yaxis2=axis(visitor, domain=_AGENTS_PANEL, **height),
            annotations=[
                panel_title(visitor, visitor.say("plan.contacts"), 0.965),
                panel_title(visitor, visitor.say("plan.agents"), 0.445),
            ],
        ),
    }


def _clock(demand: Demand, visitor: Visitor) -> dict[str, Any]:
    """Shared time axis: open hours of a day, or the days of a week."""
    shown = axis(visitor, type="date", anchor="y2")
    if len(demand.days) == 1:
        return shown | {
            "range": _open_hours(demand),
            "tickformat": "%H:%M",
            "unifiedhovertitle": {"text": "%{x|%H:%M}"},
        }
    midnights = [*demand.days, demand.days[-1] + timedelta(days=1)]
    return shown | {
        "range": [midnights[0].isoformat(), midnights[-1].isoformat()],
        "tickvals": [day.isoformat() for day in demand.days],
        "ticktext": [visitor.formats.short_day(day) for day in demand.days],
        "unifiedhovertitle": {"text": "%{x|%a %-d · %H:%M}"},
    }


def _open_hours(demand: Demand) -> list[str]:
    """First and last minute with rows, or the whole day without any."""
    day = demand.days[0]
    starts = pd.concat([demand.forecast["start"], demand.requirement["start"]])
    if starts.empty:
        return [day.isoformat(), (day + timedelta(days=1)).isoformat()]
    last = starts.max() + pd.Timedelta(minutes=demand.interval)
    return wall(pd.Series([starts.min(), last]))


def _contacts(demand: Demand, visitor: Visitor) -> list[Figure]:
    rows = demand.forecast
    if rows.empty:
        return []
    xs, parts = wall(rows["start"]), runs(rows["start"], demand.interval)
    middle = {
        "type": "scatter",
        "mode": "lines",
        "xperiod": demand.interval * 60_000,
        "xperiodalignment": "middle",
    }
    traces: list[Figure] = []
    for low, high, colour in (
        ("volume_p025", "volume_p975", BAND_95),
        ("volume_p10", "volume_p90", BAND_80),
    ):
        if low in rows and high in rows:
            x, y = band(parts, xs, values(rows[low]), values(rows[high]))
            traces.append(middle | _filled(x, y, colour))
    x, y = broken(parts, xs, values(rows["volume"]))
    said = [_volume_text(row, visitor) for row in rows.to_dict("records")]
    line = {
        "x": x,
        "y": y,
        "line": {"color": FORECAST, "width": 2},
        "customdata": beside(parts, said),
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return [*traces, middle | line]


def _filled(x: list[str | None], y: list[float | None], colour: str) -> Figure:
    return {
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": colour,
        "line": {"width": 0},
        "hoveron": "points",
        "hoverinfo": "skip",
    }


def _volume_text(row: dict[Any, Any], visitor: Visitor) -> str:
    number = visitor.formats.number
    said = visitor.say("plan.hover.volume", volume=number(row["volume"], 1))
    if "volume_p10" not in row or pd.isna(row["volume_p10"]):
        return said
    return f"{said}<br>" + visitor.say(
        "plan.hover.bands",
        p10=number(row["volume_p10"]),
        p90=number(row["volume_p90"]),
        p025=number(row["volume_p025"]),
        p975=number(row["volume_p975"]),
    )
