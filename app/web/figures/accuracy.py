"""Error of a forecast by horizon, beside naive ones and over the floor of chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.theme import FORECAST, SHORT, Figure, axis, base_layout, ground

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.web.visitor import Visitor

    Errors = Mapping[str, float | None]

# Half the width of the bars of a horizon.
_HALF = 0.35


def accuracy_figure(
    horizons: Sequence[str],
    errors: Mapping[str, tuple[str, Sequence[float | None]]],
    floor: tuple[str, Sequence[float | None]],
    visitor: Visitor,
) -> Figure:
    """
    Bars of each forecast by horizon, and the floor as a red edge that none goes below.

    Parameters
    ----------
    horizons : sequence of str
        In words.
    errors : mapping of str to (str, sequence of float or None)
        Name in words, and error by horizon (0-1): the campaign's own under ``model``.
    floor : tuple of (str, sequence of float or None)
        The same of the error that chance leaves.
    visitor : Visitor
        Language and theme.
    """
    muted = ground(visitor).muted
    bars = [
        {
            "type": "bar",
            "x": [*horizons],
            "y": [*values],
            "marker": {
                "color": FORECAST if name == "model" else muted,
                "opacity": 1 if name == "model" else 0.45 if number == 1 else 0.25,
                "cornerradius": 3,
            },
            "customdata": [visitor.formats.share(value) for value in values],
            "hovertemplate": f"{said} <b>%{{customdata}}</b><extra></extra>",
        }
        for number, (name, (said, values)) in enumerate(errors.items())
    ]
    said, values = floor
    line = {
        "type": "scatter",
        "mode": "markers",
        "x": [*horizons],
        "y": [*values],
        # The edge over all bars of a horizon is a shape; this answers the pointer.
        "marker": {"size": 1, "color": SHORT},
        "customdata": [visitor.formats.share(value) for value in values],
        "hovertemplate": f"{said} <b>%{{customdata}}</b><extra></extra>",
    }
    return {
        "data": [*bars, line],
        "layout": base_layout(
            visitor,
            margin={"l": 44, "r": 8, "t": 8, "b": 26},
            barmode="group",
            bargap=0.35,
            bargroupgap=0.06,
            hovermode="x unified",
            xaxis=axis(visitor, type="category", showgrid=False, tickangle=0),
            yaxis=axis(visitor, rangemode="tozero", nticks=5, tickformat=".0%"),
            shapes=[
                _edge(place, value)
                for place, value in enumerate(values)
                if value is not None
            ],
        ),
    }


def _edge(place: int, value: float) -> Figure:
    """Line across the bars of a horizon, by its place on the axis."""
    return {
        "type": "line",
        "x0": place - _HALF,
        "x1": place + _HALF,
        "y0": value,
        "y1": value,
        "line": {"color": SHORT, "width": 2},
    }
