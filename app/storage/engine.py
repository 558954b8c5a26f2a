"""Open the store, and read or write it in one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from wfm.errors import InputError, ParameterError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection as DriverConnection

    from sqlalchemy import Engine

_ENGINES = ("sqlite", "postgresql")
_BUSY_MS = 10_000
_WRITING = "aforo_writing"
_FULL = ("disk is full", "disk full", "no space left")


class Store:
    """
    One database, SQLite or PostgreSQL.

    Parameters
    ----------
    url : str
        ``sqlite:///file.db`` or ``postgresql://user@host/name``.

    Raises
    ------
    ParameterError
        If it is no such address.
    """

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
        except ArgumentError:
            parsed = None
        if parsed is None or parsed.get_backend_name() not in _ENGINES:
            # The address itself is not repeated: it may hold a password.
            raise ParameterError(
                "database", "that address", "sqlite:///FILE or postgresql://..."
            )
        in_memory = parsed.database in (None, "", ":memory:")
        if in_memory and parsed.get_backend_name() == "sqlite":
            raise ParameterError(
                "database", "no file", "one that lasts: sqlite:///FILE"
            )
        try:
            self.engine: Engine = create_engine(parsed, pool_pre_ping=True)
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            raise StoreError(
                f"database: its driver is not installed ({error})"
            ) from None
        self.sqlite = self.engine.dialect.name == "sqlite"
        if self.sqlite:
            event.listen(self.engine, "connect", _prepare)
            event.listen(self.engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """
        One consistent view, for reading.

        Yields
        ------
        Connection
            Rolled back at the end.

        Raises
        ------
        StoreError
            If the database does not answer.
        """
        with _told(), self.engine.connect() as connection, connection.begin() as begun:
            yield connection
            begun.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """
        One transaction: all of it is kept, or nothing.

        Yields
        ------
        Connection
            Committed at the end. Of SQLite the one writer there can be: others wait,
            and what was read in it is still true when it commits.

        Raises
        ------
        StoreError
            If the database does not answer, or has no room.
        """
        with _told(), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITING: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _prepare(connection: DriverConnection, _: object) -> None:
    # The driver must not begin transactions of its own: see `_begin`.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        # Acknowledged means on disk, for a power cut too.
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail where another wrote
    # in between; one that is going to write takes its turn at once.
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def _told() -> Iterator[None]:
    """Say in one sentence what the database could not do."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, Exception) or error.connection_invalidated:
            raise StoreError("database: the connection was lost") from error
        said = str(error.orig).strip().splitlines()[0]
        if is_full(error):
            raise StoreError("database: the disk is full; nothing was saved") from error
        if type(error).__name__ == "DataError":
            # Such as a NUL in a text of PostgreSQL's; the value itself may be private.
            raise InputError("a value is none that the database can hold") from error
        # The plain one is SQLite's of a file that is damaged, or no database at all.
        if type(error).__name__ in ("OperationalError", "DatabaseError"):
            raise StoreError(f"database: {said}") from error
        raise


def is_full(error: DBAPIError) -> bool:
    """Whether the database had no room for what was written."""
    said = str(error.orig).lower()
    return any(full in said for full in _FULL)
