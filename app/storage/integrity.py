"""Whether a database is whole: its pages, its parts, its audit trail."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from app.storage.audit import broken_at
from app.storage.schema.versions import VERSION_PART

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from app.storage.engine import Store


def problems(store: Store) -> list[str]:
    """
    Look for damage.

    Parameters
    ----------
    store : Store
        A database of this version.

    Returns
    -------
    list of str
        One sentence for each thing that is wrong; none if the database is whole.

    Raises
    ------
    StoreError
        If it does not answer.
    """
    with store.reading() as connection:
        return [*_pages(connection), *_parts(connection), *_trail(connection)]


def _pages(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for line in connection.scalars(text("PRAGMA quick_check")):
        if line != "ok":
            yield f"the file is damaged: {line}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"a row of {row[0]} names a row of {row[2]} that is gone"


def _parts(connection: Connection) -> Iterator[str]:
    query = select(VERSION_PART).order_by(VERSION_PART.c.version_id)
    parts = connection.execution_options(yield_per=20).execute(query)
    for version_id, name, content, expected in parts:
        if sha256(content).hexdigest() != expected:
            yield f"version {version_id}: {name} is not what was saved"


def _trail(connection: Connection) -> Iterator[str]:
    broken = broken_at(connection)
    if broken is not None:
        yield f"audit trail: entry {broken} or one before it was changed or taken out"
