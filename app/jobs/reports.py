"""The job that makes a file of a large roster: workbook, wall page or calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.jobs.kinds import GB, JobKind, Kept, Limits
from app.services.access import COMMAND_LINE, Action
from app.storage import accounts, jobs
from app.storage.engine import Store
from wfm.errors import ParameterError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments
    from app.jobs.order import Order
    from app.services.access import Actor
    from app.storage.jobs import JobRow

_NAME, _CONTENT = "name", "content"


def make(order: Order, tell: Callable[[str, float], None]) -> None:
    """
    Make the file as the account that asked for it sees the roster.

    Parameters
    ----------
    order : Order
        Arguments ``form`` and ``language`` (places in
        `app.services.rosters.report_files`), ``version`` (of the plan).
    tell : callable
        Told the step in hand and its share.

    Raises
    ------
    ForbiddenError, UnknownNameError, NoPlanError, TableError
        If the account may not see it any more, or there is nothing to see.
    """
    # Of the child alone.
    from app.services.rosters.report_files import (  # noqa: PLC0415
        FORMS,
        LANGUAGES,
        visible_file,
    )

    if order.campaign_id is None:
        raise ParameterError("campaign", None, "that of the job")
    given = order.arguments
    tell("report", 0.0)
    store = Store(order.database_url)
    try:
        name, content = visible_file(
            store,
            _asker(store, order.job_id),
            order.campaign_id,
            given.get("version"),
            FORMS[given["form"]],
            LANGUAGES[given["language"]],
        )
    finally:
        store.close()
    (order.result / _NAME).write_text(name)
    (order.result / _CONTENT).write_bytes(content)
    tell("report", 1.0)


def _asker(store: Store, job_id: str) -> Actor:
    """Who started the job, with the reach that the account has now."""
    from app.services.accounts.sessions import actor_of  # noqa: PLC0415 - as above

    with store.reading() as connection:
        row = jobs.by_id(connection, job_id)
        if row is None or row.account_id is None:
            return COMMAND_LINE
        account = accounts.by_id(connection, row.account_id)
        if account is None:
            raise UnknownNameError("account", str(row.account_id), ())
        return actor_of(connection, account)


def keep(
    connection: Connection, job: JobRow, arguments: Arguments, folder: Path
) -> Kept:
    """
    Keep the file for whoever asked for it.

    Parameters
    ----------
    connection : Connection
        Of the transaction that ends the job.
    job : JobRow
        Which.
    arguments : mapping
        Not needed.
    folder : Path
        Where `make` left it.

    Returns
    -------
    Kept
        Without a version.
    """
    from app.services.rosters.report_files import keep_file  # noqa: PLC0415

    del arguments
    if job.campaign_id is None:
        raise ParameterError("campaign", None, "that of the job")
    named = (folder / _NAME).read_text(), (folder / _CONTENT).read_bytes()
    keep_file(connection, job.account_id, job.campaign_id, job.id, named)
    return Kept(None)


# 1,000 agents, four weeks: 7 to 11 s, 0.4 GB.
REPORT = JobKind(
    name="report",
    action=Action.SCHEDULE_READ,
    limits=Limits(concurrency=2, memory_bytes=2 * GB, seconds=600.0),
    work="app.jobs.reports:make",
    keep=keep,
    arguments={"form": int, "language": int, "version": int},
    optional=frozenset({"version"}),
)
