"""Days of a history as a strip: a column a week, darker where more came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from app.web.theme import FORECAST, SHORT, Figure, axis, base_layout, ground

if TYPE_CHECKING:
    from app.web.visitor import Visitor

STRIP_HEIGHT = 216
_PALE = "rgba(76,110,245,.10)"
_WEEK = 7
# Up to here a month has more than one tick, which its name alone would not tell apart.
_SHORT_WEEKS, _MOST_TICKS = 22, 8


def history_strip(days: pd.DataFrame, visitor: Visitor) -> Figure:
    """
    Strip of days, Monday on top.

    Parameters
    ----------
    days : DataFrame
        ``date`` of every day of a span, ``offered`` NaN where nothing is known.
    visitor : Visitor
        Who looks.

    Returns
    -------
    dict
        Figure; days without a row have a colour of their own, closed weekdays none.
    """
    monday = days["date"] - pd.to_timedelta(days["date"].dt.day_of_week, unit="D")
    place = ((monday - monday.min()).dt.days // _WEEK).to_numpy()
    weekday = days["date"].dt.day_of_week.to_numpy()
    weeks = int(place.max()) + 1 if len(days) else 0
    known, words = _grid(weeks, np.nan), _grid(weeks, "", "object")
    absent = _grid(weeks, np.nan)
    offered = days["offered"].to_numpy(dtype="float64")
    known[weekday, place] = offered
    # A weekday that never has a row is closed, not missing.
    opened = np.isin(weekday, weekday[~np.isnan(offered)])
    absent[weekday, place] = np.where(np.isnan(offered) & opened, 1.0, np.nan)
    words[weekday, place] = [
        _said(day, contacts, visitor)
        for day, contacts in zip(days["date"], offered, strict=True)
    ]
    first = [f"{day:%Y-%m-%d}" for day in sorted(monday.unique())]
    return {
        "data": [
            _layer(first, absent, words, visitor, [[0, SHORT], [1, SHORT]], 0.28),
            _layer(first, known, words, visitor, [[0, _PALE], [1, FORECAST]], 1),
        ],
        "layout": base_layout(
            visitor,
            margin={"l": 40, "r": 8, "t": 6, "b": 28},
            hovermode="closest",
            xaxis=axis(
                visitor,
                type="date",
                showgrid=False,
                **_ticks(first),
            ),
            yaxis=axis(
                visitor,
                showgrid=False,
                autorange="reversed",
                tickvals=list(range(_WEEK)),
                ticktext=[_short(number, visitor) for number in range(_WEEK)],
            ),
        ),
    }


def _ticks(mondays: list[str]) -> dict[str, object]:
    """Months; on a short strip Mondays, of which a month has several."""
    if len(mondays) > _SHORT_WEEKS:
        return {"tickformat": "%b %y"}
    every = -(-len(mondays) // _MOST_TICKS) or 1
    return {
        "tickformat": "%-d %b",
        "tick0": mondays[0] if mondays else "",
        "dtick": every * _WEEK * 86_400_000,
    }


def _grid(weeks: int, fill: object, kind: str = "float64") -> np.ndarray:
    return np.full((_WEEK, weeks), fill, dtype=kind)


def _layer(
    first: list[str],
    values: np.ndarray,
    words: np.ndarray,
    visitor: Visitor,
    colours: list[list[object]],
    opacity: float,
) -> dict[str, object]:
    shown = [[None if np.isnan(v) else float(v) for v in row] for row in values]
    return {
        "type": "heatmap",
        "x": first,
        "y": list(range(_WEEK)),
        "z": shown,
        "text": words.tolist(),
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": False,
        "colorscale": colours,
        "zmin": 0,
        "showscale": False,
        "opacity": opacity,
        "xgap": 1.5,
        "ygap": 1.5,
        "hoverlabel": {"font": {"color": ground(visitor).ink}},
    }


def _said(day: pd.Timestamp, contacts: float, visitor: Visitor) -> str:
    named = f"{visitor.formats.day(day)} {day.year}"
    if np.isnan(contacts):
        return f"{named}: {visitor.say('history.nothing')}"
    count = visitor.formats.number(contacts)
    return f"{named}: {visitor.say('history.contacts', contacts=count)}"


def _short(weekday: int, visitor: Visitor) -> str:
    monday = pd.Timestamp("2026-11-30") + pd.Timedelta(days=weekday)
    return visitor.formats.short_day(monday).split()[0]
