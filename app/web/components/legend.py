"""Legends in HTML: they wrap on a phone and never cover the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE, AREA, DASH, RING = "line", "area", "dash", "ring"


def legend(entries: Iterable[tuple[str, str, str]]) -> html.Div:
    """Row of entries, each a colour, a mark (line, area, dash or ring) and a name."""
    return html.Div(
        [
            html.Span(
                [
                    html.Span(
                        className=f"mark mark-{mark}",
                        style={"--mark": colour},
                    ),
                    name,
                ],
                className="legend-entry",
            )
            for colour, mark, name in entries
        ],
        className="legend",
    )
