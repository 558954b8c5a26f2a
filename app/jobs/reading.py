"""The job that reads an uploaded file, so that its owner sees what it would do."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from app.jobs.checkpoint import Queues
from app.jobs.kinds import GB, JobKind, Kept, Limits
from app.jobs.queueing import put
from app.services.access import COMMAND_LINE, Action
from app.services.campaigns.reach import campaign_in_reach
from app.services.imports.kinds import kind_of
from app.storage import jobs, uploads
from app.storage.engine import Store
from wfm.errors import ForbiddenError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments
    from app.jobs.order import Order
    from app.services.access import Actor
    from app.services.imports.mapping import Mapping
    from app.services.imports.preview import FirstLook, Preview
    from app.storage.jobs import JobRow
    from app.storage.uploads import Upload

SEEN, ROWS = "seen.json", "rows.parquet"


def enqueue_reading(
    store: Store,
    actor: Actor,
    upload: Upload,
    mapping: Mapping | None,
    *,
    request_id: str = "",
) -> str:
    """
    Have a kept file read; a reading of it that has not ended is stopped.

    Parameters
    ----------
    store : Store
        Holds the file.
    actor : Actor
        Its owner, who may import into its table.
    upload : Upload
        The file.
    mapping : Mapping or None
        How it is read; None for as last time, or by a guess.
    request_id : str
        Of the web request, for the audit.

    Returns
    -------
    str
        Id of the job.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or the file is another's.
    """
    how = {} if mapping is None else {"mapping": mapping.to_json()}
    return give_to_job(store, actor, upload, READ_FILE, how, request_id=request_id)


def give_to_job(
    store: Store,
    actor: Actor,
    upload: Upload,
    kind: JobKind,
    how: dict[str, Any],
    *,
    request_id: str = "",
) -> str:
    """
    Start a job on a kept file, in place of the one that has it in hand.

    Parameters
    ----------
    store, actor, upload, request_id
        As in `enqueue_reading`.
    kind : JobKind
        Of which job; its argument is ``upload``.
    how : dict
        What it is told, ready for JSON: stays with the file.

    Returns
    -------
    str
        Id of the job.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or the file is another's.
    """
    action = kind_of(upload.kind).action
    queues = Queues(store)
    with store.writing() as connection:
        campaign_in_reach(connection, actor, action, upload.campaign_id)
        now = uploads.by_id(connection, upload.id)
        if now is None:
            raise UnknownNameError("file", str(upload.id), ())
        if now.account_id != actor.account_id:
            raise ForbiddenError(action.value)
        if now.job_id is not None:
            jobs.cancel(connection, now.job_id)
        what = (kind, upload.campaign_id, {"upload": upload.id})
        job_id = put(connection, queues, actor, what, request_id=request_id)
        uploads.give(connection, upload.id, job_id, json.dumps(how))
        return job_id


def read(order: Order, tell: Callable[[str, float], None]) -> None:
    """
    Read an uploaded file, and leave what was found and its typed rows.

    Parameters
    ----------
    order : Order
        Argument ``upload``: number of the file.
    tell : callable
        Told the step in hand and its share.

    Raises
    ------
    UnknownNameError
        If the file is gone.
    """
    # Of the child alone: the worker itself needs none of it.
    from app.services.imports.mapping import Mapping  # noqa: PLC0415
    from app.services.imports.names_of_campaign import names_of  # noqa: PLC0415
    from app.services.imports.preview import (  # noqa: PLC0415
        FirstLook,
        examine,
        first_look,
    )
    from app.services.imports.saved_mappings import saved_mapping  # noqa: PLC0415

    tell("read", 0.0)
    store = Store(order.database_url)
    try:
        upload, content = given_file(store, order)
        with store.reading() as connection:
            # Whoever started the job has been checked.
            timezone, known = names_of(
                connection, COMMAND_LINE, upload.campaign_id, upload.kind
            )
        last = saved_mapping(store, COMMAND_LINE, upload.campaign_id, upload.kind)
    finally:
        store.close()
    tell("read", 0.1)
    place: dict[str, Any] = {"timezone": timezone, "known": known}
    asked = json.loads(upload.how).get("mapping")
    if asked is None:
        look, rows = first_look(content, upload.filename, last, upload.kind, **place)
    else:
        mapping = Mapping.from_json(asked)
        seen, rows = examine(content, upload.filename, mapping, **place)
        look = FirstLook(mapping=mapping, as_last_time=False, seen=seen)
    tell("read", 0.9)
    (order.result / SEEN).write_text(json.dumps(_plain(look)))
    if rows is not None:
        rows.to_parquet(order.result / ROWS)


def given_file(store: Store, order: Order) -> tuple[Upload, bytes]:
    """
    Read the file that a job was given.

    Parameters
    ----------
    store : Store
        Holds it.
    order : Order
        Argument ``upload``.

    Returns
    -------
    upload : Upload
    content : bytes

    Raises
    ------
    UnknownNameError
        If it is gone, or was given to another job since.
    """
    number = order.arguments["upload"]
    with store.reading() as connection:
        upload = uploads.by_id(connection, number)
        if upload is None or upload.job_id != order.job_id:
            raise UnknownNameError("file", str(number), ())
        return upload, uploads.content(connection, number)


def found_in(store: Store, upload: Upload) -> FirstLook | None:
    """
    Give what the last reading of a file has found; None if there was none.

    Parameters
    ----------
    store : Store
        Holds the file.
    upload : Upload
        As its owner was given it.
    """
    from app.services.imports.mapping import Mapping  # noqa: PLC0415 - of pages only
    from app.services.imports.preview import FirstLook, Preview  # noqa: PLC0415

    with store.reading() as connection:
        said = uploads.found(connection, upload.id)
    if said is None:
        return None
    plain = json.loads(said)
    return FirstLook(
        mapping=Mapping.from_json(plain["mapping"]),
        as_last_time=plain["as_last_time"],
        seen=Preview.from_json(plain["seen"]),
    )


def found_rows(
    store: Store, upload: Upload, mapping: Mapping
) -> tuple[Preview, pd.DataFrame | None]:
    """
    Give what the last reading of a file has left, if it was read like this.

    Parameters
    ----------
    store : Store
        Holds the file.
    upload : Upload
        As its owner was given it.
    mapping : Mapping
        How it is to be read.

    Returns
    -------
    preview : Preview
    rows : DataFrame or None
        None where nothing can be imported.

    Raises
    ------
    UnknownNameError
        If it was never read, or otherwise.
    """
    import pandas as pd  # noqa: PLC0415 - takes a second, and few ask

    look = found_in(store, upload)
    if look is None or look.mapping != mapping:
        raise UnknownNameError("file", str(upload.id), ())
    with store.reading() as connection:
        typed = uploads.rows(connection, upload.id)
    return look.seen, None if typed is None else pd.read_parquet(io.BytesIO(typed))


def _plain(look: FirstLook) -> dict[str, Any]:
    return {
        "mapping": look.mapping.to_json(),
        "as_last_time": look.as_last_time,
        "seen": look.seen.to_json(),
    }


def keep(
    connection: Connection, job: JobRow, arguments: Arguments, folder: Path
) -> Kept:
    """
    Keep what was found beside the file, which is forgotten with it.

    Parameters
    ----------
    connection : Connection
        Of the transaction that ends the job.
    job : JobRow
        Which.
    arguments : mapping
        ``upload``.
    folder : Path
        Where `read` left it.

    Returns
    -------
    Kept
        Without a version.

    Raises
    ------
    UnknownNameError
        If the file has been forgotten meanwhile.
    """
    number, rows = arguments["upload"], folder / ROWS
    kept = isinstance(number, int) and uploads.keep_found(
        connection,
        number,
        job.id,
        seen=(folder / SEEN).read_bytes(),
        typed=rows.read_bytes() if rows.is_file() else None,
    )
    if not kept:
        raise UnknownNameError("file", str(number), ())
    return Kept(None)


# 34 MB of text (620,000 rows): 45 s, 0.9 GB.
READ_FILE = JobKind(
    name="read_file",
    # And that of the table, which `give_to_job` asks for.
    action=Action.CAMPAIGN_READ,
    limits=Limits(concurrency=2, memory_bytes=2 * GB, seconds=600.0),
    work="app.jobs.reading:read",
    keep=keep,
    arguments={"upload": int},
)
