"""Required and scheduled agents by interval, and what is missing between them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.web.figures.series import beside, broken, runs, stairs, values, wall
from app.web.texts import word
from app.web.theme import REQUIRED, SCHEDULED, SCHEDULED_AREA, SHORT, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.web.visitor import Visitor


def agent_traces(
    requirement: pd.DataFrame,
    coverage: pd.DataFrame,
    interval: int,
    visitor: Visitor,
) -> list[Figure]:
    """
    Scheduled agents as an area, the missing ones red on it, the required as a line.

    Parameters
    ----------
    requirement, coverage : DataFrame
        Rows of those tables by start, one an interval; either may be empty.
    interval : int
        Minutes.
    visitor : Visitor
        Language and theme.
    """
    traces = []
    if len(coverage):
        said = [_scheduled_text(row, visitor) for row in coverage.to_dict("records")]
        scheduled = values(coverage["scheduled"])
        traces += [
            _area(coverage, scheduled, interval),
            shortage(coverage[coverage["short"] > 0], interval),
            *_stepped(coverage, scheduled, said, (SCHEDULED, interval)),
        ]
    if len(requirement):
        said = [_required_text(row, visitor) for row in requirement.to_dict("records")]
        needed = values(to_schedule(requirement))
        traces += _stepped(requirement, needed, said, (REQUIRED, interval))
    return traces


def to_schedule(rows: pd.DataFrame) -> pd.Series:
    """Agents that the schedule must cover: net agents where nothing else is said."""
    if "to_schedule" not in rows:
        return rows["agents"]
    if "agents" not in rows:
        return rows["to_schedule"]
    return rows["to_schedule"].fillna(rows["agents"])


def shortage(rows: pd.DataFrame, interval: int) -> Figure:
    """Draw what is missing, downwards from the required agents."""
    return {
        "type": "bar",
        "x": wall(rows["start"]),
        "base": values(rows["required"] - rows["short"]),
        "y": values(rows["short"]),
        "offset": 0,
        "width": interval * 60_000,
        "marker": {"color": SHORT, "opacity": 0.45, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _area(rows: pd.DataFrame, heights: list[float | None], interval: int) -> Figure:
    parts, edges = runs(rows["start"], interval), _edges(rows, interval)
    x, y = stairs(parts, edges, heights, ground=True)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": SCHEDULED_AREA,
        "line": {"width": 0},
        "hoveron": "points",
        "hoverinfo": "skip",
    }


def _stepped(
    rows: pd.DataFrame,
    heights: list[float | None],
    said: Sequence[str],
    style: tuple[str, int],
) -> list[Figure]:
    """
    Line of steps: its corners, and over them the points that answer the pointer.

    Those stand in the middle of their intervals, so that the whole width of a step
    answers, not the halves around its start.
    """
    colour, interval = style
    parts, edges = runs(rows["start"], interval), _edges(rows, interval)
    corners = stairs(parts, edges, heights)
    points = broken(parts, edges[0], heights)
    line = {"type": "scatter", "mode": "lines"}
    return [
        line
        | {
            "x": corners[0],
            "y": corners[1],
            "line": {"color": colour, "width": 2},
            "hoverinfo": "skip",
        },
        line
        | {
            "x": points[0],
            "y": points[1],
            "xperiod": interval * 60_000,
            "xperiodalignment": "middle",
            "line": {"color": colour, "width": 2, "shape": "hvh"},
            "customdata": beside(parts, said),
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]


def _edges(rows: pd.DataFrame, interval: int) -> tuple[list[str], list[str]]:
    ends = rows["start"] + pd.Timedelta(minutes=interval)
    return wall(rows["start"]), wall(ends)


def _scheduled_text(row: dict[Any, Any], visitor: Visitor) -> str:
    number = visitor.formats.number
    said = visitor.say("plan.hover.scheduled", agents=number(row["scheduled"], 1))
    if row["short"] > 0:
        said += visitor.say("plan.hover.short", agents=number(row["short"], 1))
    elif row["over"] > 0:
        said += visitor.say("plan.hover.over", agents=number(row["over"], 1))
    return said


def _required_text(row: dict[Any, Any], visitor: Visitor) -> str:
    """Agents to schedule; the net ones, what rules and its price, where known."""
    number = visitor.formats.number
    net = row.get("agents")
    needed = row.get("to_schedule", net)
    said = visitor.say("plan.hover.required", agents=number(needed, 1))
    if net is not None:
        said += visitor.say("plan.hover.net", agents=number(net))
    binding = row.get("binding", "")
    if binding and binding != "none":
        rule = escape(word(visitor.language, "constraint", str(binding)))
        said += "<br>" + visitor.say("plan.hover.binding", constraint=rule)
        cost = row.get("binding_cost")
        longer = pd.notna(row.get("agents_by_interval"))
        if pd.notna(cost) and cost > 0 and not longer:
            said += visitor.say("plan.hover.cost", agents=number(cost))
    return said
