"""The job that imports a history: read in a child process, written in one go."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from app.jobs.checkpoint import Queues
from app.jobs.kinds import GB, JobKind, Kept, Limits
from app.jobs.queueing import check, put
from app.jobs.reading import found_rows, give_to_job, given_file
from app.services.access import COMMAND_LINE, Action, Actor
from app.storage import uploads
from app.storage.engine import Store
from wfm.errors import ParameterError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments
    from app.jobs.order import Order
    from app.services.imports.mapping import Mapping
    from app.services.imports.preview import Preview
    from app.storage.jobs import JobRow
    from app.storage.uploads import Upload

_TABLE = "history"
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
    if mapping.table != _TABLE:
        raise ParameterError("mapping", mapping.table, "one of a history")
    check(actor, IMPORT_HISTORY, campaign_id, {"upload": 0})
    queues = Queues(store)
    with store.writing() as connection:
        number = uploads.add(
            connection,
            uploads.pieces_of(io.BytesIO(content)),
            account_id=actor.account_id,
            campaign_id=campaign_id,
            kind=_TABLE,
            filename=filename,
            created_at=int(time.time()),
        )
        what = (IMPORT_HISTORY, campaign_id, {"upload": number})
        job_id = put(connection, queues, actor, what, request_id=request_id)
        how = _how(mapping, skip_bad=skip_bad, reason=reason)
        uploads.give(connection, number, job_id, json.dumps(how))
        return job_id


def enqueue_import(
    store: Store,
    actor: Actor,
    upload: Upload,
    mapping: Mapping,
    *,
    skip_bad: bool,
    reason: str,
) -> str:
    """
    Put the import of a kept file on the queue.

    Parameters
    ----------
    store : Store
        Holds the file.
    actor : Actor
        Its owner.
    upload : Upload
        The file; gone once it is imported.
    mapping, skip_bad, reason
        As in `app.services.imports.commit.import_table`.

    Returns
    -------
    str
        Id of the job.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or the file is another's.
    ParameterError
        If it is of another table.
    """
    if (mapping.table, upload.kind) != (_TABLE, _TABLE):
        raise ParameterError("mapping", mapping.table, "one of a history")
    how = _how(mapping, skip_bad=skip_bad, reason=reason)
    return give_to_job(store, actor, upload, IMPORT_HISTORY, how)


def _how(mapping: Mapping, *, skip_bad: bool, reason: str) -> dict[str, object]:
    return {"mapping": mapping.to_json(), "skip_bad": skip_bad, "reason": reason}


def read(order: Order, tell: Callable[[str, float], None]) -> None:
    """
    Read an uploaded history, if that was not done for its owner, and leave its rows.

    Parameters
    ----------
    order : Order
        Argument ``upload``: number of the file.
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

    tell("read", 0.0)
    store = Store(order.database_url)
    try:
        upload, content = given_file(store, order)
        how = json.loads(upload.how)
        seen, rows = _known(store, upload, how) or _examined(
            store, upload, content, how
        )
    finally:
        store.close()
    if rows is None or not seen.may_be_imported(skip_bad=how["skip_bad"]):
        # What stood in the cells stays out of the row of the job.
        bare = [replace(each, value="", said={}) for each in seen.findings]
        raise ImportRefusedError(replace(seen, findings=tuple(bare)))
    rows.to_parquet(order.result / _ROWS)
    (order.result / _HASH).write_text(import_hash(seen))
    tell("read", 1.0)


def _known(
    store: Store, upload: Upload, how: dict[str, object]
) -> tuple[Preview, pd.DataFrame | None] | None:
    """Give what was found when its owner looked at it the same way."""
    from app.services.imports.mapping import Mapping  # noqa: PLC0415 - as above

    try:
        return found_rows(store, upload, Mapping.from_json(how["mapping"]))  # type: ignore[arg-type]
    except UnknownNameError:
        return None


def _examined(
    store: Store, upload: Upload, content: bytes, how: dict[str, object]
) -> tuple[Preview, pd.DataFrame | None]:
    from app.services.imports.mapping import Mapping  # noqa: PLC0415 - as above
    from app.services.imports.names_of_campaign import names_of  # noqa: PLC0415
    from app.services.imports.preview import examine  # noqa: PLC0415

    with store.reading() as connection:
        # Whoever started the job has been checked.
        timezone, known = names_of(
            connection, COMMAND_LINE, upload.campaign_id, upload.kind
        )
    return examine(
        content,
        upload.filename,
        Mapping.from_json(how["mapping"]),  # type: ignore[arg-type]
        timezone=timezone,
        known=known,
        limit=_MOST_BYTES,
    )


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
        ``upload``: whose reason the new version repeats, and which is gone then.
    folder : Path
        Where `read` left the rows.

    Returns
    -------
    Kept
        The history version, and how many intervals were new.
    """
    import pandas as pd  # noqa: PLC0415 - takes a second, and few workers import

    from app.services.history.stored import write_history  # noqa: PLC0415

    number = arguments["upload"]
    if job.campaign_id is None or not isinstance(number, int):
        raise ParameterError("upload", None, "that of the job")
    upload = uploads.by_id(connection, number)
    reason = "" if upload is None else str(json.loads(upload.how)["reason"])
    done = write_history(
        connection,
        # In the name of whoever started it, who was checked then.
        Actor(account_id=job.account_id, name="job", role=None),
        job.campaign_id,
        pd.read_parquet(folder / _ROWS),
        reason=reason,
        file_hash=(folder / _HASH).read_text(),
    )
    uploads.remove(connection, [number])
    return Kept(
        done.version.id,
        f"{done.new:,} intervals are new, {done.changed:,} changed, "
        f"{done.same:,} were known",
    )


# 200,000 rows: some seconds.
IMPORT_HISTORY = JobKind(
    name="import_history",
    action=Action.HISTORY_IMPORT,
    limits=Limits(concurrency=1, memory_bytes=2 * GB, seconds=600.0),
    work="app.jobs.history:read",
    keep=keep,
    arguments={"upload": int},
)
