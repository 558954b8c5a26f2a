"""The daily reforecast: a draft plan of each campaign whose history has grown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from app.jobs import plan
from app.jobs.drafts import draft_of
from app.jobs.kinds import GB, JobKind, Kept, Limits
from app.jobs.queueing import put
from app.services.access import COMMAND_LINE, Action
from app.storage import campaigns, jobs, versions
from app.storage.engine import Store
from wfm.errors import ParameterError
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from app.jobs.checkpoint import Queues
    from app.jobs.kinds import Arguments
    from app.jobs.order import Order
    from app.storage.campaigns import CampaignRow
    from app.storage.jobs import JobRow

_HISTORY, _PLAN = "history", "plan"


def start_due(store: Store, queues: Queues, now: datetime) -> list[str]:
    """
    Start the reforecast of every campaign whose hour has come today.

    It is started once a day, whoever asks and however often: its id names campaign
    and day. A worker that starts late in the day makes up for it; a campaign whose
    history came after its hour begins on the next day.

    Parameters
    ----------
    store : Store
        Holds the campaigns.
    queues : Queues
        To put it on.
    now : datetime
        Aware.

    Returns
    -------
    list of str
        Ids of the jobs that were started by this call.
    """
    with store.reading() as connection:
        due = [
            (row.id, job_id)
            for row in campaigns.listing(connection)
            if (job_id := _due(connection, row, now)) is not None
        ]
    started = []
    for campaign_id, job_id in due:
        try:
            with store.writing() as connection:
                # Whoever came first meanwhile has committed, or fails below.
                if jobs.by_id(connection, job_id) is None:
                    put(
                        connection,
                        queues,
                        COMMAND_LINE,
                        (REFORECAST, campaign_id, {}),
                        job_id=job_id,
                    )
                    started.append(job_id)
        except IntegrityError:
            continue
    return started


def _due(connection: Connection, row: CampaignRow, now: datetime) -> str | None:
    """Id of the job that is to be started; None where there is nothing to start."""
    if row.archived_at is not None or row.reforecast_hour is None:
        return None
    today = now.astimezone(zone(row.timezone)).date()
    hour = time(row.reforecast_hour, tzinfo=zone(row.timezone))
    at = datetime.combine(today, hour).astimezone(UTC)
    job_id = f"daily-{row.id}-{today.isoformat()}"
    if now < at or jobs.by_id(connection, job_id) is not None:
        return None
    first = versions.by_number(connection, row.id, _HISTORY, 1)
    if first is None or first.created_at > at.timestamp():
        return None
    return job_id


def make(order: Order, tell: Callable[[str, float], None]) -> None:
    """
    Plan the campaign if its history has grown since its last plan; else do nothing.

    Parameters
    ----------
    order : Order
        Of which campaign.
    tell : callable
        Told the step in hand and its share.

    Raises
    ------
    InputError, NoAnswerError
        As the job of a plan.
    """
    if order.campaign_id is None:
        raise ParameterError("campaign", None, "that of the job")
    store = Store(order.database_url)
    try:
        grown = _has_grown(store, order.campaign_id)
    finally:
        store.close()
    if grown:
        plan.make(order, tell)


def _has_grown(store: Store, campaign_id: int) -> bool:
    # Of the child alone.
    from app.services.campaigns.stored import stored_campaign  # noqa: PLC0415

    with store.reading() as connection:
        history = versions.latest(connection, campaign_id, _HISTORY)
        last = versions.latest(connection, campaign_id, _PLAN)
        if history is None:
            return False
        if last is not None and history.created_at < _read_at(connection, last):
            return False
    # Within one second times say nothing; what was read does.
    now = stored_campaign(store, COMMAND_LINE, campaign_id).input_hash
    with store.reading() as connection:
        return versions.by_input(connection, campaign_id, _PLAN, now) is None


def _read_at(connection: Connection, made: versions.Version) -> int:
    """When the inputs of a plan were read: at the start of its job."""
    row = None if made.job_id is None else jobs.by_id(connection, made.job_id)
    started = None if row is None else row.started_at
    return made.created_at if started is None else started


def keep(
    connection: Connection, job: JobRow, arguments: Arguments, folder: Path
) -> Kept:
    """
    Keep the plan as a draft; nothing where the history has not grown.

    Parameters
    ----------
    connection : Connection
        Of the transaction that ends the job.
    job : JobRow
        Which.
    arguments : mapping
        None.
    folder : Path
        Where `make` left the plan.

    Returns
    -------
    Kept
        The version, or that there is none.
    """
    if not (folder / plan.PARTS).is_dir():
        return Kept(None, "no new history has arrived since the last plan")
    # Whoever finds the draft in the morning is told where it comes from.
    _, origin = draft_of(job, folder)
    origin = replace(origin, reason="daily reforecast")
    made = plan.keep_parts(connection, job, folder, origin)
    return Kept(made, "new history had arrived: a draft plan is ready")


# As a plan: that is what it makes.
REFORECAST = JobKind(
    name="reforecast",
    action=Action.PLAN_RUN,
    limits=Limits(concurrency=1, memory_bytes=4 * GB, seconds=1800.0),
    work="app.jobs.daily:make",
    keep=keep,
)
