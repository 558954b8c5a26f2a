"""A chart on a page: one way to place it, with no button that leaves the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc

from app.web.theme import graph_config

if TYPE_CHECKING:
    from app.web.theme import Figure
    from app.web.visitor import Visitor


def chart(
    component_id: str,
    visitor: Visitor,
    height: int,
    figure: Figure | None = None,
    *,
    buttons: bool = True,
) -> dcc.Graph:
    """
    Chart of a fixed height that takes the width it is given.

    Without a figure it waits for a callback to draw it. `buttons` offers the chart as
    a picture.
    """
    drawn: dict[str, Any] = {} if figure is None else {"figure": figure}
    config: Any = {
        **graph_config(visitor),
        "displayModeBar": "hover" if buttons else False,
    }
    return dcc.Graph(
        id=component_id,
        config=config,
        responsive=True,
        style={"height": height},
        **drawn,
    )
