"""Bring a database to the tables that this version of Aforo works with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from wfm.errors import StoreError

if TYPE_CHECKING:
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
    known = {
        step.revision for step in ScriptDirectory.from_config(config).walk_revisions()
    }
    with store.writing() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
        if at is not None and at not in known:
            raise StoreError(
                f"database: a later version of Aforo made it (step {at}); "
                "upgrade Aforo, or restore a backup"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


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


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    return config
