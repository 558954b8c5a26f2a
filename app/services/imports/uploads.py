"""A file between the steps of its import: kept for its owner, and soon forgotten."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

from app.files.compressed import DAMAGED
from app.services.campaigns.reach import campaign_in_reach
from app.services.imports.kinds import kind_of
from app.services.imports.sheet import WEB_BYTES
from app.storage import uploads
from wfm.errors import ForbiddenError, ParameterError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from app.services.access import Actor
    from app.storage.engine import Store
    from app.storage.uploads import Upload

# Enough for a history beside a roster; the oldest gives way.
MOST_OF_ACCOUNT = 3
KEPT_S = 2 * 3600
_LONGEST_NAME = 200
# What is read in the request itself: about a second, and some megabytes of memory.
QUICK_BYTES = 512 * 1024
_QUICK_UNPACKED = 4 * 2**20
_ZIP = b"PK"


def keep_upload(
    store: Store,
    actor: Actor,
    campaign_id: int,
    table: str,
    filename: str,
    file: BinaryIO,
) -> int:
    """
    Keep a file until it is imported, for two hours at most.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Whose it is; must be allowed to import into the table.
    campaign_id : int
        For which campaign.
    table : str
        Such as ``history``.
    filename : str
        As its owner calls it.
    file : binary file
        Of which at most 50 MB are left to be read: never held whole.

    Returns
    -------
    int
        Number to ask for it with.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, the actor is no account, or there is no such campaign or
        table.
    ParameterError
        If it is too big. Nothing of it is kept then, nor where reading it fails.
    """
    action = kind_of(table).action
    if actor.account_id is None:
        raise ForbiddenError(action.value)
    now = int(time.time())
    with store.writing() as connection:
        campaign_in_reach(connection, actor, action, campaign_id)
        uploads.remove_older(connection, now - KEPT_S)
        older = uploads.of_account(connection, actor.account_id)
        uploads.remove(connection, older[MOST_OF_ACCOUNT - 1 :])
        return uploads.add(
            connection,
            _no_more(uploads.pieces_of(file)),
            account_id=actor.account_id,
            campaign_id=campaign_id,
            kind=table,
            filename=filename[-_LONGEST_NAME:],
            created_at=now,
        )


def _no_more(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give pieces on until they are too much."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > WEB_BYTES:
            most = WEB_BYTES // 2**20
            raise ParameterError("file", f"more than {most} MB", f"at most {most} MB")
        yield piece


def kept_upload(
    store: Store, actor: Actor, campaign_id: int, table: str, upload_id: int
) -> Upload:
    """
    Give a kept file to its owner.

    Parameters
    ----------
    store, actor, campaign_id, table
        As in `keep_upload`.
    upload_id : int
        As `keep_upload` gave it.

    Returns
    -------
    Upload

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such file any more; another's is like one
        that does not exist.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, kind_of(table).action, campaign_id)
        found = uploads.by_id(connection, upload_id)
    oldest = int(time.time()) - KEPT_S
    if (
        found is None
        or (found.account_id, found.campaign_id) != (actor.account_id, campaign_id)
        or found.kind != table
        or found.created_at < oldest
    ):
        raise UnknownNameError("file", str(upload_id), ())
    return found


def upload_content(store: Store, upload: Upload) -> bytes:
    """
    Read what is in a kept file.

    Parameters
    ----------
    store : Store
        Where.
    upload : Upload
        As `kept_upload` gave it to its owner.

    Returns
    -------
    bytes
        Nothing if it has been forgotten since.
    """
    with store.reading() as connection:
        return uploads.content(connection, upload.id)


def is_quick(filename: str, content: bytes) -> bool:
    """
    Whether a file is small enough to be read while its owner waits.

    Parameters
    ----------
    filename : str
        As its owner calls it.
    content : bytes
        The file.

    Returns
    -------
    bool
        False where nobody can say before it is unpacked.
    """
    if len(content) > QUICK_BYTES:
        return False
    if filename.lower().endswith(".gz"):
        return False
    if not content.startswith(_ZIP):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except DAMAGED:
        # Its preview says so, and unpacks nothing.
        return True
    return unpacked <= _QUICK_UNPACKED


def forget_old_uploads(store: Store) -> None:
    """
    Forget the files that nobody came back to; those in the hands of a job stay.

    Parameters
    ----------
    store : Store
        Where.
    """
    with store.writing() as connection:
        uploads.remove_older(connection, int(time.time()) - KEPT_S)


def forget_upload(store: Store, actor: Actor, upload_id: int) -> None:
    """
    Forget a file of the actor's own; another's stays.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who no longer needs it; without an account there is nothing to forget.
    upload_id : int
        As `keep_upload` gave it; it may be gone already.
    """
    if actor.account_id is None:
        return
    with store.writing() as connection:
        if upload_id in uploads.of_account(connection, actor.account_id):
            uploads.remove(connection, [upload_id])
