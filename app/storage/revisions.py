"""Changes that state the revision on which they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table


def change_row(
    connection: Connection,
    table: Table,
    row_id: int,
    fields: Mapping[str, Any],
    revision: int,
) -> bool:
    """
    Change a row if its revision is still the one that was seen.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    table : Table
        Has the columns ``id`` and ``revision``.
    row_id : int
        Which row.
    fields : mapping
        Columns to their new values.
    revision : int
        That the author saw; the change raises it by one.

    Returns
    -------
    bool
        False if somebody else was first, or the row is gone.
    """
    changed = connection.execute(
        update(table)
        .where(table.c.id == row_id, table.c.revision == revision)
        .values(**fields, revision=revision + 1)
    )
    return changed.rowcount == 1
