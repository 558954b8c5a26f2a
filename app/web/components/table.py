"""Cells of tables that become cards on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from app.web.components.attributes import attributes

if TYPE_CHECKING:
    from dash.development.base_component import Component


def cell(
    head: str, content: Component | str | list[Component | str], class_name: str = ""
) -> html.Td:
    """
    Cell that knows its column's head.

    A phone has no room for columns: there the style sheet puts the head before the
    content, one line a cell.
    """
    return html.Td(
        html.Div(content, className="cell"),
        className=class_name,
        **attributes(data_head=head),
    )
