"""Icons: our own drawings, coloured by the text around them."""

from __future__ import annotations

from dash import html

from app.web.components.attributes import attributes


def icon(name: str, size: int = 18) -> html.Span:
    """
    Icon by its file name in ``assets/icons``.

    The style sheet turns it into a mask, so that it takes the text's colour. The class
    is not ``icon``: Plotly's own buttons have that one.
    """
    return html.Span(
        className=f"glyph glyph-{name}",
        style={"width": size, "height": size},
        **attributes(aria_hidden="true"),
    )
