"""Needed against contracted hours by week: where the request comes from."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from app.web.figures.series import values
from app.web.theme import CONTRACTED, REQUIRED, SHORT, Figure, axis, base_layout

if TYPE_CHECKING:
    import pandas as pd

    from app.web.visitor import Visitor

_SUMS = ["needed_hours", "contracted_hours", "short_hours", "short_heads"]


def by_week(weeks: pd.DataFrame, skill: str | None = None) -> pd.DataFrame:
    """
    Hours by week, of one skill or of all.

    What is missing is added up over the skills in which hours are missing: spare
    hours of one skill do not serve another.

    Parameters
    ----------
    weeks : DataFrame
        As ``Plans.weeks`` gives it.
    skill : str, optional
        All skills by default.

    Returns
    -------
    DataFrame
        ``week``, ``needed_hours``, ``contracted_hours``, ``short_hours`` and
        ``short_heads``, by week.
    """
    rows = weeks if skill is None else weeks[weeks["skill"] == skill]
    rows = rows.assign(
        short_hours=rows["gap_hours"].clip(lower=0),
        short_heads=rows["gap_heads"].clip(lower=0),
    )
    return rows.groupby("week", as_index=False)[_SUMS].sum()


def hiring_figure(weeks: pd.DataFrame, visitor: Visitor) -> Figure:
    """
    Two bars a week, needed and contracted, and what is missing written above.

    Parameters
    ----------
    weeks : DataFrame
        As `by_week` gives it.
    visitor : Visitor
        Language and theme.
    """
    labels = [visitor.say("week.of", day=_day(week, visitor)) for week in weeks["week"]]
    return {
        "data": [
            _bars(labels, weeks["needed_hours"], REQUIRED, "requests.needed", visitor),
            _bars(
                labels,
                weeks["contracted_hours"],
                CONTRACTED,
                "requests.contracted",
                visitor,
            ),
        ],
        "layout": base_layout(
            visitor,
            margin={"l": 52, "r": 8, "t": 34, "b": 42},
            barmode="group",
            bargap=0.5,
            bargroupgap=0.06,
            hovermode="x unified",
            xaxis=axis(visitor, type="category", showgrid=False, tickangle=0, nticks=8),
            yaxis=axis(
                visitor, rangemode="tozero", nticks=5, tickformat=",", ticksuffix=" h"
            ),
            annotations=_gaps(labels, weeks, visitor),
        ),
    }


def _day(week: pd.Timestamp, visitor: Visitor) -> str:
    return visitor.formats.day_and_month(week)


def _bars(
    labels: list[str], hours: pd.Series, colour: str, key: str, visitor: Visitor
) -> Figure:
    return {
        "type": "bar",
        "x": labels,
        "y": values(hours),
        "marker": {"color": colour, "cornerradius": 3},
        "text": [visitor.formats.hours(value) for value in hours],
        "textposition": "none",
        "hovertemplate": f"%{{text}} {escape(visitor.say(key))}<extra></extra>",
    }


def _gaps(
    labels: list[str], weeks: pd.DataFrame, visitor: Visitor
) -> list[dict[str, Any]]:
    tops = weeks[["needed_hours", "contracted_hours"]].max(axis=1)
    rows = zip(labels, tops, weeks["short_hours"], strict=True)
    return [
        {
            "x": label,
            "y": float(top),
            "yanchor": "bottom",
            "text": f"\N{MINUS SIGN}{visitor.formats.hours(short)}",
            "showarrow": False,
            "font": {"size": 12, "color": SHORT},
        }
        for label, top, short in rows
        if round(short) > 0
    ]
