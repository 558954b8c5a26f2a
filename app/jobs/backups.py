"""The job that copies the whole store into the folder of its worker's backups."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.kinds import GB, JobKind, Kept, Limits
from app.services.access import COMMAND_LINE, Action
from app.services.administration.backup_shelf import shelve_backup
from app.services.administration.backups import record_backup
from app.storage import jobs
from app.storage.engine import Store
from wfm.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments
    from app.jobs.order import Order
    from app.storage.jobs import JobRow

_NAME, _DIGEST = "name", "digest"
_MARK = 6


def make(order: Order, tell: Callable[[str, float], None]) -> None:
    """
    Write the backup, and leave its name.

    Parameters
    ----------
    order : Order
        With the folder of backups.
    tell : callable
        Told the step in hand and its share.

    Raises
    ------
    StoreError
        If the worker keeps no backups, or the file cannot be written.
    """
    if not order.backups:
        raise StoreError("this worker has no folder for backups")
    tell("backup", 0.0)
    store = Store(order.database_url)
    try:
        with store.reading() as connection:
            row = jobs.by_id(connection, order.job_id)
        if row is None:
            raise StoreError(f"database: job {order.job_id} has no row")
        # Whoever started the job has been checked.
        name, digest = shelve_backup(
            store,
            COMMAND_LINE,
            Path(order.backups),
            asked_at=row.created_at,
            mark=row.id[-_MARK:],
        )
    finally:
        store.close()
    (order.result / _NAME).write_text(name)
    (order.result / _DIGEST).write_text(digest)
    tell("backup", 1.0)


def keep(
    connection: Connection, job: JobRow, arguments: Arguments, folder: Path
) -> Kept:
    """
    Record the backup in the name of whoever asked for it.

    Parameters
    ----------
    connection : Connection
        Of the transaction that ends the job.
    job : JobRow
        Which.
    arguments : mapping
        None.
    folder : Path
        Where `make` left its name.

    Returns
    -------
    Kept
        The name of the file.
    """
    del arguments
    who = replace(COMMAND_LINE, account_id=job.account_id)
    record_backup(connection, who, (folder / _DIGEST).read_text())
    return Kept(None, f"{(folder / _NAME).read_text()} was written")


# 1 GB of SQLite: about 10 s.
BACKUP = JobKind(
    name="backup",
    action=Action.BACKUP_RUN,
    limits=Limits(concurrency=1, memory_bytes=GB, seconds=3600.0),
    work="app.jobs.backups:make",
    keep=keep,
    of_campaign=False,
)
