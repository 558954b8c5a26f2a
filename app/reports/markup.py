"""Markup that escapes by construction: text goes in as text and comes out as text."""

from __future__ import annotations

from html import escape

_VOID = ("col", "input", "meta")


class Html(str):
    """Finished markup. Any other string is text and is escaped on its way in."""

    __slots__ = ()


def joined(*parts: str) -> Html:
    """Parts one after the other; those that are not markup are escaped."""
    return Html(
        "".join(part if isinstance(part, Html) else escape(part) for part in parts)
    )


def tag(name: str, /, *children: str, **attributes: str | float | None) -> Html:
    """
    Element with its children and attributes, escaped.

    Parameters
    ----------
    name : str
        Of the element; never data.
    *children : str
        Text, or `Html`.
    **attributes : str, float or None
        ``class_`` stands for ``class`` and ``data_label`` for ``data-label``; None
        leaves an attribute out.

    Examples
    --------
    >>> print(tag("td", "a < b", class_="n", title=None))
    <td class="n">a &lt; b</td>
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_said(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{joined(*children)}</{name}>")


def _said(value: str | float) -> str:
    """Numbers short, and the same on every machine."""
    return value if isinstance(value, str) else f"{round(value, 2):g}"
