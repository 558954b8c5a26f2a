"""Service level by interval: promised by the model, and what simulated contacts get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.web.figures.series import band, beside, broken, runs, values, wall
from app.web.theme import FORECAST, SCHEDULED, SCHEDULED_AREA, TARGET, Figure

if TYPE_CHECKING:
    import pandas as pd

    from app.web.visitor import Visitor


def level_traces(rows: pd.DataFrame, interval: int, visitor: Visitor) -> list[Figure]:
    """
    Promised level as a line, the simulated one with its confidence as a band.

    Parameters
    ----------
    rows : DataFrame
        Of the simulation table, by start.
    interval : int
        Minutes.
    visitor : Visitor
        Language and theme.
    """
    if rows.empty:
        return []
    xs, parts = wall(rows["start"]), runs(rows["start"], interval)
    line = {
        "type": "scatter",
        "mode": "lines",
        "xperiod": interval * 60_000,
        "xperiodalignment": "middle",
    }
    low, high = values(rows["service_level_low"]), values(rows["service_level_high"])
    level = values(rows["service_level"])
    # Without a band, where too few contacts came, the line itself.
    low = [v if edge is None else edge for edge, v in zip(low, level, strict=True)]
    high = [v if edge is None else edge for edge, v in zip(high, level, strict=True)]
    x, y = band(parts, xs, low, high)
    area = {
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": SCHEDULED_AREA,
        "line": {"width": 0},
        "hoveron": "points",
        "hoverinfo": "skip",
    }
    said = [_said(row, visitor) for row in rows.to_dict("records")]
    simulated = broken(parts, xs, level)
    promised = broken(parts, xs, values(rows["predicted"]))
    return [
        line | area,
        line
        | {
            "x": promised[0],
            "y": promised[1],
            "line": {"color": FORECAST, "width": 1.5},
            "hoverinfo": "skip",
        },
        line
        | {
            "x": simulated[0],
            "y": simulated[1],
            "line": {"color": SCHEDULED, "width": 2},
            "customdata": beside(parts, said),
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]


def goal_line(goal: float) -> dict[str, Any]:
    """Dashed line of the level that the client was promised."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": goal,
        "y1": goal,
        "line": {"color": TARGET, "width": 1.5, "dash": "dash"},
    }


def _said(row: dict[Any, Any], visitor: Visitor) -> str:
    share = visitor.formats.share
    return visitor.say(
        "level.hover",
        simulated=share(row["service_level"]),
        low=share(row["service_level_low"]),
        high=share(row["service_level_high"]),
        promised=share(row["predicted"]),
    )
