"""Backups, as an account asks for them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.storage import backup
from app.storage.audit import Entry, record

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.engine import Store


def back_up(store: Store, actor: Actor, file: Path) -> str:
    """
    Write a backup of the whole store, and record that it was taken.

    Parameters
    ----------
    store : Store
        What is copied; others go on working.
    actor : Actor
        Who.
    file : Path
        Must not exist.

    Returns
    -------
    str
        SHA-256 of the file, as in the audit trail.

    Raises
    ------
    ForbiddenError
        If the role may not.
    ParameterError, StoreError
        If the file is there already, or cannot be written.
    """
    actor.require(Action.BACKUP_RUN)
    backup.back_up(store, file)
    digest = sha256()
    with file.open("rb") as written:
        while piece := written.read(2**20):
            digest.update(piece)
    with store.writing() as connection:
        entry = Entry(
            action=Action.BACKUP_RUN.value,
            object_kind="backup",
            object_id=digest.hexdigest(),
            account_id=actor.account_id,
        )
        record(connection, entry)
    return digest.hexdigest()
