"""Bring a database to the tables that this version of Aforo works with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from wfm.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.storage.engine import Store

_STEPS = Path(__file__).parent / "migrations"


def upgrade(store: Store) -> None:
    """
    Take every step that the database has not taken; all of them, or none.

    Parameters
    ----------
    store : Store
        An empty database, or one of this or an earlier version.

    Raises
    ------
    StoreError
        If a later version of Aforo made it.
    """
    config = _config()
    with store.writing() as connection:
        _require_known(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_known(store: Store) -> None:
    """
    Require that no later version of Aforo made the database.

    Raises
    ------
    StoreError
        If one did.
    """
    with store.reading() as connection:
        _require_known(connection)


def check_current(store: Store) -> None:
    """
    Require that the database has taken every step.

    Raises
    ------
    StoreError
        If it has not; the message says the command that does.
    """
    head = ScriptDirectory.from_config(_config()).get_current_head()
    with store.reading() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    if at != head:
        raise StoreError(
            "database: its tables are not those of this version; run `aforo db upgrade`"
        )


def make_ready(store: Store) -> None:
    """
    Make the tables of an empty database; require every step of any other.

    Raises
    ------
    StoreError
        If it has tables that are not those of this version.
    """
    with store.reading() as connection:
        empty = not inspect(connection).get_table_names()
    if empty:
        upgrade(store)
    check_current(store)


def _require_known(connection: Connection) -> None:
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    at = MigrationContext.configure(connection).get_current_revision()
    if at is not None and at not in {step.revision for step in steps}:
        raise StoreError(
            f"database: a later version of Aforo made it (step {at}); "
            "upgrade Aforo, or restore a backup"
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    return config
