"""Words of an import for the columns of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.texts import word

if TYPE_CHECKING:
    from app.web.visitor import Visitor


def column_name(visitor: Visitor, column: str) -> str:
    """Name of a column of a table, as people say it."""
    return word(visitor.language, "import.column", column)
