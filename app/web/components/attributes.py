"""HTML attributes whose names Python cannot spell."""

from __future__ import annotations

from typing import Any


def attributes(**named: str) -> dict[str, Any]:
    """
    ``aria-*`` and ``data-*`` attributes, their dashes written as underscores.

    Examples
    --------
    >>> attributes(aria_label="Menu")
    {'aria-label': 'Menu'}
    """
    return {name.replace("_", "-"): value for name, value in named.items()}
