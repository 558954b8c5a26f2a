"""What a point of service level costs: the price over the level, and where one asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.theme import FORECAST, TARGET, Figure, axis, base_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.web.visitor import Visitor


def price_figure(
    steps: Sequence[tuple[float, float, str]],
    asked: tuple[float, float, str],
    visitor: Visitor,
) -> Figure:
    """
    Line of the price over the level, a point for what is asked.

    Parameters
    ----------
    steps : sequence of (float, float, str)
        Service level (0-1), price, and both in words.
    asked : tuple of (float, float, str)
        The same of the question.
    visitor : Visitor
        Language and theme.
    """
    levels, prices, words = zip(*steps, strict=True)
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [*levels],
        "y": [*prices],
        "line": {"color": FORECAST, "width": 2},
        "marker": {"size": 6, "color": FORECAST},
        "customdata": [*words],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    point = {
        "type": "scatter",
        "mode": "markers",
        "x": [asked[0]],
        "y": [asked[1]],
        "marker": {
            "size": 13,
            "color": "rgba(0,0,0,0)",
            "line": {"color": TARGET, "width": 3},
        },
        "customdata": [asked[2]],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return {
        "data": [line, point],
        "layout": base_layout(
            visitor,
            margin={"l": 64, "r": 12, "t": 10, "b": 28},
            hovermode="closest",
            xaxis=axis(
                visitor,
                showgrid=False,
                tickangle=0,
                tickvals=[*levels[::2], levels[-1]],
                ticktext=[
                    visitor.formats.share(level, 0)
                    for level in (*levels[::2], levels[-1])
                ],
            ),
            # Whole numbers: the signs of a shorter form (k, M) are English.
            yaxis=axis(visitor, nticks=5, tickformat=",.0f", automargin=True),
        ),
    }
