"""The job that imports a history: read in a child process, written in one go."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.jobs.checkpoint import Queues
from app.jobs.kinds import GB, JobKind, Kept, Limits
from app.jobs.queueing import check, put
from app.services.access import COMMAND_LINE, Action, Actor
from app.storage import versions
from app.storage.engine import Store
from app.storage.versions import Origin
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments
    from app.jobs.order import Order
    from app.services.imports.mapping import Mapping
    from app.storage.jobs import JobRow

UPLOAD = "upload"
_FILE, _HOW = "file", "how.json"
_ROWS, _HASH = "rows.parquet", "file_hash"
_MOST_BYTES = 200 * 2**20


def enqueue_history(  # noqa: PLR0913 - an import is where, who, what, how and why
    store: Store,
    actor: Actor,
    campaign_id: int,
    content: bytes,
    filename: str,
    mapping: Mapping,
    *,
    skip_bad: bool = False,
    reason: str = "",
    request_id: str = "",
) -> str:
    """
    Keep an uploaded history in the store and put its import on the queue, or neither.

    Parameters
    ----------
    store : Store
        Holds the campaign.
    actor : Actor
        Who imports.
    campaign_id : int
        Into which campaign.
    content, filename, mapping, skip_bad, reason
        As in `app.services.imports.commit.import_table`.
    request_id : str
        Of the web request, for the audit.

    Returns
    -------
    str
        Id of the job.

    Raises
    ------
    ForbiddenError
        If the actor may not import into that campaign.
    ParameterError
        If the mapping is of another table: those of people do not wait in a queue.
    """
    if mapping.table != "history":
        raise ParameterError("mapping", mapping.table, "one of a history")
    check(actor, IMPORT_HISTORY, campaign_id, {"upload": 0})
    how = {"filename": filename, "mapping": mapping.to_json(), "skip_bad": skip_bad}
    queues = Queues(store)
    with store.writing() as connection:
        upload = versions.save(
            connection,
            campaign_id=campaign_id,
            kind=UPLOAD,
            parts={_FILE: content, _HOW: json.dumps(how).encode()},
            origin=Origin(author_id=actor.account_id, reason=reason),
        )
        what = (IMPORT_HISTORY, campaign_id, {"upload": upload.id})
        return put(connection, queues, actor, what, request_id=request_id)


def read(order: Order, tell: Callable[[str, float], None]) -> None:
    """
    Read an uploaded history and leave its rows.

    Parameters
    ----------
    order : Order
        Argument ``upload``: the version that holds the file.
    tell : callable
        Told the step in hand and its share.

    Raises
    ------
    ImportRefusedError
        If something must be answered or mended first.
    """
    # Of the child alone: the worker itself needs none of it.
    from app.services.imports.commit import (  # noqa: PLC0415
        ImportRefusedError,
        import_hash,
    )
    from app.services.imports.mapping import Mapping  # noqa: PLC0415
    from app.services.imports.names_of_campaign import names_of  # noqa: PLC0415
    from app.services.imports.preview import examine  # noqa: PLC0415

    if order.campaign_id is None:
        raise ParameterError("campaign", None, "that of the job")
    tell("read", 0.0)
    store = Store(order.database_url)
    try:
        with store.reading() as connection:
            # Whoever started the job has been checked.
            timezone, known = names_of(
                connection, COMMAND_LINE, order.campaign_id, "history"
            )
            content, how = _upload(connection, order)
    finally:
        store.close()
    mapping = Mapping.from_json(how["mapping"])
    seen, rows = examine(
        content,
        how["filename"],
        mapping,
        timezone=timezone,
        known=known,
        limit=_MOST_BYTES,
    )
    if rows is None or not seen.may_be_imported(skip_bad=how["skip_bad"]):
        # What stood in the cells stays out of the row of the job.
        bare = [replace(each, value="", said={}) for each in seen.findings]
        raise ImportRefusedError(replace(seen, findings=tuple(bare)))
    rows.to_parquet(order.result / _ROWS)
    (order.result / _HASH).write_text(import_hash(seen))
    tell("read", 1.0)


def keep(
    connection: Connection, job: JobRow, arguments: Arguments, folder: Path
) -> Kept:
    """
    Write the rows over what is known.

    Parameters
    ----------
    connection : Connection
        Of the transaction that ends the job.
    job : JobRow
        Which.
    arguments : mapping
        ``upload``: whose reason the new version repeats.
    folder : Path
        Where `read` left the rows.

    Returns
    -------
    Kept
        The history version, and how many intervals were new.
    """
    import pandas as pd  # noqa: PLC0415 - takes a second, and few workers import

    from app.services.history.stored import write_history  # noqa: PLC0415

    upload = arguments["upload"]
    if job.campaign_id is None or not isinstance(upload, int):
        raise ParameterError("upload", None, "that of the job")
    saved = versions.by_id(connection, upload)
    done = write_history(
        connection,
        # In the name of whoever started it, who was checked then.
        Actor(account_id=job.account_id, name="job", role=None),
        job.campaign_id,
        pd.read_parquet(folder / _ROWS),
        reason="" if saved is None else saved.reason,
        file_hash=(folder / _HASH).read_text(),
    )
    return Kept(
        done.version.id,
        f"{done.new:,} intervals are new, {done.changed:,} changed, "
        f"{done.same:,} were known",
    )


def _upload(connection: Connection, order: Order) -> tuple[bytes, dict[str, Any]]:
    upload = versions.by_id(connection, order.arguments["upload"])
    if (
        upload is None
        or upload.kind != UPLOAD
        or upload.campaign_id != order.campaign_id
    ):
        raise ParameterError("upload", order.arguments["upload"], "one of the campaign")
    content = versions.part(connection, upload.id, _FILE)
    return content, json.loads(versions.part(connection, upload.id, _HOW))


# 200,000 rows: some seconds.
IMPORT_HISTORY = JobKind(
    name="import_history",
    action=Action.HISTORY_IMPORT,
    limits=Limits(concurrency=1, memory_bytes=2 * GB, seconds=600.0),
    work="app.jobs.history:read",
    keep=keep,
    arguments={"upload": int},
)
