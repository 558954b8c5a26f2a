"""The job that measures a campaign's method on weeks that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.jobs.drafts import INPUT_HASH, draft_of
from app.jobs.kinds import GB, JobKind, Limits
from app.services.access import COMMAND_LINE, Action
from app.storage.engine import Store
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments
    from app.jobs.order import Order
    from app.storage.jobs import JobRow

_TABLE = "backtest.parquet"


def make(order: Order, tell: Callable[[str, float], None]) -> None:
    """
    Measure a stored campaign and leave the table.

    Parameters
    ----------
    order : Order
        Of which campaign.
    tell : callable
        Told the step in hand and its share.

    Raises
    ------
    InputError
        If its tables are wrong.
    NoAnswerError
        If its history is too short.
    """
    # Of the child alone: the worker itself needs none of it.
    from app.services.campaigns.stored import stored_campaign  # noqa: PLC0415
    from app.services.forecasts.stored_accuracy import (  # noqa: PLC0415
        history_hash,
        measure_accuracy,
    )

    if order.campaign_id is None:
        raise ParameterError("campaign", None, "that of the job")
    store = Store(order.database_url)
    try:
        with store.reading() as connection:
            measured_on = history_hash(connection, order.campaign_id)
        # Whoever started the job has been checked.
        stored = stored_campaign(store, COMMAND_LINE, order.campaign_id)
    finally:
        store.close()
    content = measure_accuracy(stored, lambda share: tell("backtest", share))
    (order.result / _TABLE).write_bytes(content)
    (order.result / INPUT_HASH).write_text(measured_on)


def keep(
    connection: Connection, job: JobRow, arguments: Arguments, folder: Path
) -> int | None:
    """
    Keep the table as the newest of its campaign.

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
    int
        Version.
    """
    from app.services.forecasts.stored_accuracy import keep_accuracy  # noqa: PLC0415

    campaign_id, origin = draft_of(job, folder)
    content = (folder / _TABLE).read_bytes()
    return keep_accuracy(connection, campaign_id, content, origin).id


# With the sample campaign: 10 s, 0.5 GB.
ACCURACY = JobKind(
    name="accuracy",
    action=Action.PLAN_RUN,
    limits=Limits(concurrency=1, memory_bytes=3 * GB, seconds=1800.0),
    work="app.jobs.accuracy:make",
    keep=keep,
)
