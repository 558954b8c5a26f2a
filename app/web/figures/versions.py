"""Two forecasts of the same days as lines, and what came as points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from app.web.figures.series import values
from app.web.theme import FORECAST, TARGET, Figure, axis, base_layout, ground

if TYPE_CHECKING:
    from app.web.visitor import Visitor


def versions_figure(rows: pd.DataFrame, visitor: Visitor) -> Figure:
    """
    Contacts by day: the first version dashed, the second whole, points for what came.

    Parameters
    ----------
    rows : DataFrame
        Of one queue, as `forecasting.compare_forecasts` gives them.
    visitor : Visitor
        Language and theme.
    """
    rows = _every_day(rows)
    traces = [
        _line(rows, "first", {"color": TARGET, "width": 2, "dash": "dash"}, visitor),
        _line(rows, "second", {"color": FORECAST, "width": 2}, visitor),
    ]
    if "actual" in rows and rows["actual"].notna().any():
        traces.append(_came(rows, visitor))
    return {
        "data": traces,
        "layout": base_layout(
            visitor,
            margin={"l": 48, "r": 8, "t": 8, "b": 26},
            hovermode="x unified",
            xaxis=axis(
                visitor,
                type="date",
                showgrid=False,
                tickformat="%-d %b",
                nticks=8,
                unifiedhovertitle={"text": "%{x|%a %-d %b}"},
            ),
            yaxis=axis(visitor, rangemode="tozero", nticks=5, tickformat=","),
        ),
    }


def _every_day(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with an empty one for each closed day, where a line stops."""
    known = rows.set_index("date")
    days = pd.date_range(known.index.min(), known.index.max(), name="date")
    return known.reindex(days).reset_index()


def _line(
    rows: pd.DataFrame, name: str, line: dict[str, object], visitor: Visitor
) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        # A day between closed ones is no line.
        "marker": {"size": 4, "color": line["color"]},
        "x": _days(rows),
        "y": values(rows[name]),
        "line": line,
        **_said(rows, name, visitor),
    }


def _came(rows: pd.DataFrame, visitor: Visitor) -> Figure:
    known = rows[rows["actual"].notna()]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": _days(known),
        "y": values(known["actual"]),
        "marker": {"color": ground(visitor).ink, "size": 6},
        **_said(known, "actual", visitor),
    }


def _said(rows: pd.DataFrame, name: str, visitor: Visitor) -> Figure:
    said = visitor.say(f"compare.column.{name}")
    return {
        "customdata": [visitor.formats.number(value) for value in rows[name]],
        "hovertemplate": f"{said} <b>%{{customdata}}</b><extra></extra>",
    }


def _days(rows: pd.DataFrame) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in rows["date"]]
