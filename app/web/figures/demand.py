"""Forecast with its bands, and required against scheduled agents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.web.figures.level import goal_line, level_traces
from app.web.figures.series import band, beside, broken, runs, values, wall
from app.web.figures.staffing import agent_traces
from app.web.theme import (
    BAND_80,
    BAND_95,
    FORECAST,
    Figure,
    axis,
    base_layout,
    ground,
)

if TYPE_CHECKING:
    from app.services.plans.plan import Plans
    from app.web.visitor import Visitor


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


def demand_of(plans: Plans, queue: str, span: str, day: str) -> Demand:
    """Part of a plan that is chosen: a day, or the week from Monday it lies in."""
    first, count = date.fromisoformat(day), int(span)
    if count > 1:
        first -= timedelta(days=first.weekday())
    return Demand(
        forecast=plans.forecast(queue, first, count),
        requirement=plans.requirement(queue, first, count),
        coverage=plans.coverage(first, count, queue=queue),
        simulation=plans.simulation(queue, first, count),
        days=tuple(first + timedelta(days=n) for n in range(count)),
        interval=plans.summary["interval"],
    )


def contacts_figure(
    demand: Demand, visitor: Visitor, came: pd.DataFrame | None = None
) -> Figure:
    """
    Contacts forecast by interval, with the central 80 and 95 % of each, and what came.

    Parameters
    ----------
    demand : Demand
        What is shown.
    visitor : Visitor
        Language and theme.
    came : DataFrame, optional
        ``start`` and ``came`` of the intervals that are recorded.
    """
    traces = _contacts(demand, visitor)
    if came is not None and len(came):
        traces.append(_came(came, demand.interval, visitor))
    return _figure(traces, demand, demand.forecast, visitor)


def agents_figure(demand: Demand, visitor: Visitor) -> Figure:
    """Agents required by interval against those scheduled; red is what is short."""
    traces = agent_traces(demand.requirement, demand.coverage, demand.interval, visitor)
    return _figure(traces, demand, demand.requirement, visitor)


def level_figure(demand: Demand, goal: float | None, visitor: Visitor) -> Figure:
    """
    Service level that the requirement promises and that simulated contacts get.

    Parameters
    ----------
    demand : Demand
        What is shown; nothing is drawn of a queue that was not simulated.
    goal : float or None
        Service level promised to the client, drawn as a line.
    visitor : Visitor
        Language and theme.
    """
    traces = level_traces(demand.simulation, demand.interval, visitor)
    figure = _figure(traces, demand, demand.simulation, visitor)
    low = demand.simulation[["service_level", "service_level_low", "predicted"]]
    lowest = min([1.0 if goal is None else goal, *low.min().dropna()])
    # From the bottom where something comes near it, else what differs is seen.
    bottom = max(0.0, lowest - 0.1)
    figure["layout"]["yaxis"] |= {"range": [bottom, 1.01], "tickformat": ".0%"}
    if not traces:
        figure["layout"]["annotations"] = [_note(visitor.say("level.none"))]
    elif goal is not None:
        figure["layout"]["shapes"] = [goal_line(goal)]
    return figure


def _note(said: str) -> Figure:
    """Words in the middle of a chart that has nothing to draw."""
    middle = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
    return {"text": said, "showarrow": False, **middle}


def _figure(
    traces: list[Figure], demand: Demand, rows: pd.DataFrame, visitor: Visitor
) -> Figure:
    return {
        "data": traces,
        "layout": base_layout(
            visitor,
            margin={"l": 44, "r": 8, "t": 8, "b": 26},
            hovermode="x unified",
            xaxis=_clock(demand, rows, visitor),
            yaxis=axis(visitor, rangemode="tozero", nticks=6, tickformat=","),
        ),
    }


def _clock(demand: Demand, rows: pd.DataFrame, visitor: Visitor) -> dict[str, Any]:
    """Time axis: open hours of a day, or the days of a week."""
    shown = axis(visitor, type="date")
    if len(demand.days) == 1:
        return shown | {
            "range": _open_hours(demand, rows),
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


def _open_hours(demand: Demand, rows: pd.DataFrame) -> list[str]:
    """First and last minute with rows, or the whole day without any."""
    day = demand.days[0]
    starts = rows["start"]
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


def _came(came: pd.DataFrame, interval: int, visitor: Visitor) -> Figure:
    """Points of what came, over everything that was expected."""
    number = visitor.formats.number
    said = [visitor.say("plan.hover.came", came=number(n)) for n in came["came"]]
    return {
        "type": "scatter",
        "mode": "markers",
        "xperiod": interval * 60_000,
        "xperiodalignment": "middle",
        "x": wall(came["start"]),
        "y": values(came["came"]),
        "marker": {"color": ground(visitor).ink, "size": 4, "opacity": 0.75},
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


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
