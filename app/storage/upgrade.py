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


def require_known(step: str | None, what: str) -> None:
    """
    Require that a step is one of this version's.

    Parameters
    ----------
    step : str or None
        At which something is; None for no step yet.
    what : str
        That something, for the message.

    Raises
    ------
    StoreError
        If a later version of Aforo made it.
    """
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    if step is not None and step not in {each.revision for each in steps}:
        raise StoreError(
            f"{what}: a later version of Aforo made it (step {step}); "
            "upgrade Aforo, or restore a backup"
        )


def _require_known(connection: Connection) -> None:
    at = MigrationContext.configure(connection).get_current_revision()
    require_known(at, "database")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    return config
