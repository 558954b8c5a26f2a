"""Backups that the server keeps in a folder: made, listed, their age."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from shutil import rmtree
from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.services.administration.backups import digest_of
from app.storage.backup import back_up
from wfm.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.engine import Store

_NAME, _SUFFIX = "aforo-", ".backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBackup:
    """
    A backup in the folder.

    Attributes
    ----------
    name : str
        Of the file.
    size : int
        Bytes.
    made_at : int
        UTC seconds.
    """

    name: str
    size: int
    made_at: int

    @property
    def age(self) -> int:
        """Seconds since it was made."""
        return max(int(time.time()) - self.made_at, 0)


def kept_backups(actor: Actor, folder: Path) -> list[KeptBackup]:
    """
    List the backups of the folder, the newest first.

    Parameters
    ----------
    actor : Actor
        Who asks.
    folder : Path
        Where the server keeps them; files with other names are passed over.

    Returns
    -------
    list of KeptBackup
        Empty where there is no such folder.

    Raises
    ------
    ForbiddenError
        If the role may not make backups.
    StoreError
        If the folder cannot be read.
    """
    actor.require(Action.BACKUP_RUN)
    try:
        if not folder.is_dir():
            return []
        found = [
            KeptBackup(
                name=path.name,
                size=path.stat().st_size,
                made_at=int(path.stat().st_mtime),
            )
            for path in folder.glob(f"{_NAME}*{_SUFFIX}")
            if path.is_file()
        ]
    except OSError as error:
        raise StoreError(f"{folder}: cannot be read ({error.strerror})") from error
    return sorted(found, key=lambda each: (each.made_at, each.name), reverse=True)


def shelve_backup(
    store: Store, actor: Actor, folder: Path, *, asked_at: int, mark: str
) -> tuple[str, str]:
    """
    Write a backup into the folder; who asked for it is recorded by the caller.

    Parameters
    ----------
    store : Store
        What is copied.
    actor : Actor
        Who.
    folder : Path
        Made if it is not there, for the server's own user only.
    asked_at : int
        UTC seconds at which it was asked for.
    mark : str
        Letters that tell it from others of the same second. A second call with the
        same two finds what the first has written.

    Returns
    -------
    name : str
        Of the file.
    digest : str
        SHA-256 of it, hexadecimal.

    Raises
    ------
    ForbiddenError
        If the role may not.
    StoreError
        If the folder or the file cannot be written, or the database not be copied.
    """
    actor.require(Action.BACKUP_RUN)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made ({error.strerror})") from error
    path = folder / backup_name(asked_at, mark)
    # What a call that was killed had written of it so far.
    for left in folder.glob(f".{path.name}.*"):
        rmtree(left, ignore_errors=True)
    if not path.exists():
        back_up(store, path)
    return path.name, digest_of(path)


def backup_name(asked_at: int, mark: str) -> str:
    """
    Name the file of a backup, so that names sort by when they were asked for.

    Parameters
    ----------
    asked_at : int
        UTC seconds.
    mark : str
        Tells apart those of one second.

    Returns
    -------
    str
    """
    at = datetime.fromtimestamp(asked_at, tz=UTC)
    return f"{_NAME}{at:%Y%m%dT%H%M%SZ}-{mark}{_SUFFIX}"
