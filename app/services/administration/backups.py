"""Backups, as an account asks for them."""

from __future__ import annotations

import time
from hashlib import sha256
from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.storage import backup, sessions
from app.storage.audit import Entry, record
from app.storage.engine import Store
from app.storage.integrity import problems

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


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
    digest = digest_of(file)
    with store.writing() as connection:
        record_backup(connection, actor, digest)
    return digest


def put_back(url: str, file: Path, *, replace: bool = False) -> list[str]:
    """
    Put a store back as a backup has it; everybody logs in anew, and the trail says so.

    Parameters
    ----------
    url : str
        Database to make.
    file : Path
        What `back_up` wrote, of the same kind of database.
    replace : bool
        Whether a database that is there may be lost.

    Returns
    -------
    list of str
        What is wrong with the store that came out of it, a sentence each. A damaged
        SQLite file is refused before; only a dump can be looked at no sooner.

    Raises
    ------
    StoreError
        As `app.storage.backup.restore`.
    """
    backup.restore(url, file, replace=replace)
    store = Store(url)
    try:
        found = problems(store)
        with store.writing() as connection:
            # Whoever logged out or lost the account since must not be back.
            sessions.end_all(connection, int(time.time()))
            entry = Entry(
                action="backup.restore",
                object_kind="backup",
                object_id=digest_of(file),
            )
            record(connection, entry)
    finally:
        store.close()
    return found


def digest_of(file: Path) -> str:
    """
    SHA-256 of a file.

    Parameters
    ----------
    file : Path
        Of any size.

    Returns
    -------
    str
        Hexadecimal.
    """
    digest = sha256()
    with file.open("rb") as written:
        while piece := written.read(2**20):
            digest.update(piece)
    return digest.hexdigest()


def record_backup(connection: Connection, actor: Actor, digest: str) -> None:
    """
    Record that a backup was taken.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    actor : Actor
        Who asked for it.
    digest : str
        SHA-256 of the file.

    Raises
    ------
    ForbiddenError
        If the role may not.
    """
    actor.require(Action.BACKUP_RUN)
    entry = Entry(
        action=Action.BACKUP_RUN.value,
        object_kind="backup",
        object_id=digest,
        account_id=actor.account_id,
    )
    record(connection, entry)
