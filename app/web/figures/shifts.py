"""Shift patterns as bars over the hours of a day, darker where more begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.web.theme import SCHEDULED, Figure, axis, base_layout, ground

if TYPE_CHECKING:
    import pandas as pd

    from app.web.visitor import Visitor

_ROW, _MARGIN = 22, 46
_PALEST = 0.25
_HOURS = 24


def shifts_height(rows: int) -> int:
    """Pixels of a chart of so many patterns."""
    return _ROW * rows + _MARGIN


def shifts_figure(patterns: pd.DataFrame, visitor: Visitor) -> Figure:
    """
    One bar a pattern from its begin to its end, how often written at its end.

    Parameters
    ----------
    patterns : DataFrame
        ``begin`` and ``end`` (clocks), ``from_hour`` and ``hours``, ``shifts``; from
        the top down.
    visitor : Visitor
        Language and theme.
    """
    number = visitor.formats.number
    most = float(patterns["shifts"].max())
    names = [
        f"{row['begin']}\N{EN DASH}{row['end']}" for row in patterns.to_dict("records")
    ]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "base": [round(float(hour), 3) for hour in patterns["from_hour"]],
        "x": [round(float(hours), 3) for hours in patterns["hours"]],
        "marker": {
            "color": SCHEDULED,
            "opacity": [
                round(_PALEST + (1 - _PALEST) * count / most, 2)
                for count in patterns["shifts"]
            ],
            "cornerradius": 3,
        },
        "customdata": [
            visitor.say("shifts.hover", count=count, hours=number(hours, 1))
            for count, hours in zip(patterns["shifts"], patterns["hours"], strict=True)
        ],
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
    }
    end = max(_HOURS, float((patterns["from_hour"] + patterns["hours"]).max()))
    begin = max(0.0, float(patterns["from_hour"].min()) - 1)
    hours = range(0, int(end) + 1, 3)
    return {
        "data": [bars],
        "layout": base_layout(
            visitor,
            margin={"l": 88, "r": 14, "t": 8, "b": 28},
            bargap=0.25,
            hovermode="closest",
            xaxis=axis(
                visitor,
                range=[begin, end],
                tickvals=[*hours],
                ticktext=[f"{hour % _HOURS:02d}:00" for hour in hours],
            ),
            yaxis=axis(visitor, type="category", autorange="reversed", showgrid=False),
            annotations=_counts(patterns, names, visitor),
        ),
    }


def _counts(
    patterns: pd.DataFrame, names: list[str], visitor: Visitor
) -> list[dict[str, Any]]:
    return [
        {
            "x": float(row["from_hour"] + row["hours"]),
            "y": name,
            "text": visitor.formats.number(row["shifts"]),
            "xanchor": "right",
            "xshift": -4,
            "showarrow": False,
            "font": {"size": 11, "color": ground(visitor).ink},
        }
        for name, row in zip(names, patterns.to_dict("records"), strict=True)
    ]
