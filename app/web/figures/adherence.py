"""Adherence of every agent of a day, from the one who needs attention most."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from app.web.figures.series import values
from app.web.theme import GOOD, SHORT, TARGET, Figure, axis, base_layout, ground

if TYPE_CHECKING:
    import pandas as pd

    from app.web.visitor import Visitor

ADHERENCE_GOAL = 0.97
# The axis is no taller than this, so that one absence does not flatten the rest.
_LOWEST, _HIGHEST = 0.6, 1.2
_FLOOR, _STEP = 0.9, 0.1


def adherence_figure(rows: pd.DataFrame, visitor: Visitor) -> Figure:
    """
    Draw a dot for each agent's adherence and a ring for the conformance.

    Lowest first. Dots, not bars: the axis does not start at zero. Who lies outside it
    (an agent who never came) stands on its edge as a triangle; the hover label has the
    true figure.

    Parameters
    ----------
    rows : DataFrame
        Adherence rows of one day; those without scheduled time are left out.
    visitor : Visitor
        Language and theme.
    """
    shown = rows[rows["adherence"].notna()].sort_values(
        ["adherence", "agent"], kind="stable"
    )
    below = shown["adherence"] < ADHERENCE_GOAL
    low = max(_LOWEST, min([_FLOOR, *shown["adherence"]]))
    high = min(_HIGHEST, max([1.0, *shown["conformance"].dropna()]))
    texts = [_text(row, visitor) for row in shown.to_dict("records")]
    rings = _dots(shown["conformance"], low, high, texts)
    rings["marker"] |= {
        "color": ground(visitor).muted,
        "symbol": "circle-open",
        "line": {"width": 1},
    }
    dots = _dots(shown["adherence"], low, high, texts)
    dots["marker"]["color"] = [SHORT if late else GOOD for late in below]
    return {
        "data": [rings, dots],
        "layout": base_layout(
            visitor,
            margin={"l": 48, "r": 8, "t": 8, "b": 8},
            hovermode="closest",
            xaxis=axis(
                visitor,
                showticklabels=False,
                showgrid=False,
                range=[0, len(shown) + 1],
            ),
            yaxis=axis(
                visitor,
                tickformat=".0%",
                range=[low - 0.02, high + 0.02],
                dtick=_STEP if high - low > 3 * _STEP else _STEP / 2,
            ),
            shapes=[_goal_line()],
        ),
    }


def _dots(shares: pd.Series, low: float, high: float, texts: list[str]) -> Figure:
    outside = (shares < low) | (shares > high)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(range(1, len(shares) + 1)),
        "y": values(shares.clip(low, high)),
        "marker": {
            "size": 7,
            "symbol": ["triangle-down" if out else "circle" for out in outside],
            "line": {"width": 0},
        },
        "hovertext": texts,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _text(row: dict[Any, Any], visitor: Visitor) -> str:
    share = visitor.formats.share
    lost = row["scheduled_minutes"] - row["adherent_minutes"]
    return "<br>".join(
        (
            f"<b>{escape(str(row['agent']))}</b>",
            visitor.say("adherence.hover", share=share(row["adherence"])),
            visitor.say("conformance.hover", share=share(row["conformance"])),
            visitor.say("adherence.hover.lost", count=round(float(lost))),
        )
    )


def _goal_line() -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": ADHERENCE_GOAL,
        "y1": ADHERENCE_GOAL,
        "line": {"color": TARGET, "width": 1.5, "dash": "dash"},
    }
