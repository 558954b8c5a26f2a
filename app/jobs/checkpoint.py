"""DBOS beside the app: in the same database, so that one transaction holds both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer, SQLAlchemyDatasource
from sqlalchemy import create_engine, event, inspect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from sqlite3 import Connection as DriverConnection

    from dbos import DBOSConfig
    from sqlalchemy import Connection, Engine

    from app.storage.engine import Store

# Jobs begin again from their arguments, so that a newer Aforo can do the older's.
VERSION = APPLICATION = "aforo"
SERIALIZER = DBOSPortableJSONSerializer()  # never pickle
RUN, SPREAD = "aforo.run", "aforo.spread"
_BUSY_MS = 30_000


def address(store: Store) -> str:
    """Address of a store for DBOS, its password in it: never shown."""
    url = store.engine.url
    if store.sqlite and url.database and url.database != ":memory:":
        # The children of a worker stand in folders of their own.
        url = url.set(database=str(Path(url.database).absolute()))
    return url.render_as_string(hide_password=False)


def prepare(store: Store) -> None:
    """Make DBOS's own tables, where they are missing or of an older version."""
    DBOS.migrate(address(store))


def config(store: Store, worker: str) -> DBOSConfig:
    """
    Configure DBOS in a worker.

    Parameters
    ----------
    store : Store
        Holds the jobs.
    worker : str
        Its name: what it had in hand is its own again when it comes back.

    Returns
    -------
    DBOSConfig
    """
    return {
        "name": APPLICATION,
        "system_database_url": address(store),
        "application_version": VERSION,
        "executor_id": worker,
        "serializer": SERIALIZER,
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": 5.0,
    }


class Checkpoints:
    """
    Transactions that hold a result and the checkpoint of the step that wrote it.

    Parameters
    ----------
    store : Store
        Holds the jobs and their results.
    """

    def __init__(self, store: Store) -> None:
        url = address(store)
        # Errors are recorded: they must not carry what was being written.
        self._engine: Engine = create_engine(url, hide_parameters=True)
        self._level = "READ COMMITTED"
        if store.sqlite:
            self._level = "SERIALIZABLE"
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", _begin)
        self._source = SQLAlchemyDatasource.create(
            database_url=url, engine=self._engine, serializer=SERIALIZER
        )

    def step(self, name: str, write: Callable[[Connection], str]) -> str:
        """
        Write once, whatever is killed when.

        Parameters
        ----------
        name : str
            Of the step.
        write : callable
            Given the connection; what it returns is recorded in its transaction, and
            returned again instead of writing again.

        Returns
        -------
        str
        """
        options: Mapping[str, str] = {"name": name, "isolation_level": self._level}
        return self._source.run_tx_step(
            options,  # type: ignore[arg-type]
            lambda: write(self._source.sql_session().connection()),
        )

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


class Queues:
    """
    Puts workflows on queues, in the transaction of whoever asks.

    Parameters
    ----------
    store : Store
        Holds the jobs.
    """

    def __init__(self, store: Store) -> None:
        if not _has_tables(store):
            prepare(store)
        # Its statements go through the caller's connection; none of its own is opened.
        self._client = DBOSClient(
            system_database_engine=store.engine,
            serializer=SERIALIZER,
            application_name=APPLICATION,
            lazy=True,
        )

    def put(
        self,
        connection: Connection,
        job_id: str,
        *,
        kind: str,
        work: bool,
        arguments: Mapping[str, int | list[int]],
    ) -> None:
        """
        Put a job on the queue of its kind.

        Parameters
        ----------
        connection : Connection
            Of ``Store.writing``.
        job_id : str
            Becomes the id of the workflow.
        kind : str
            Name of the kind, and of its queue.
        work : bool
            Whether it is done in a child process; else it starts others.
        arguments : mapping
            Identifiers.
        """
        self._client.enqueue_in_transaction(
            connection,
            {
                "queue_name": kind,
                "workflow_name": RUN if work else SPREAD,
                "workflow_id": job_id,
                "app_version": VERSION,
            },
            kind,
            dict(arguments),
        )


def _has_tables(store: Store) -> bool:
    schema = None if store.sqlite else "dbos"
    with store.reading() as connection:
        return inspect(connection).has_table("workflow_status", schema=schema)


def _prepare(connection: DriverConnection, _: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
