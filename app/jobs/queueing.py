"""The web's side of jobs: start, cancel and look at them. Nothing runs here."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.jobs.checkpoint import Queues
from app.jobs.portfolio import PORTFOLIO
from app.services.access import Action, Actor, Reach
from app.storage import audit, campaigns, jobs
from wfm.errors import ParameterError, TransitionError, UnknownNameError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments, JobKind
    from app.storage.engine import Store


@dataclass(frozen=True, slots=True)
class ShownJob:
    """
    A job as a page shows it.

    Attributes
    ----------
    row : JobRow
        State, step, share, message, times.
    position : int or None
        1 for the next to start of its kind; None once it has started.
    """

    row: jobs.JobRow
    position: int | None


def enqueue(
    store: Store,
    actor: Actor,
    kind: JobKind,
    campaign_id: int | None,
    arguments: Arguments | None = None,
    *,
    request_id: str = "",
) -> str:
    """
    Put a job on its queue.

    Parameters
    ----------
    store : Store
        Holds jobs and campaigns.
    actor : Actor
        Who asks.
    kind : JobKind
        What is to be done.
    campaign_id : int or None
        Of which campaign; None for a portfolio, whose arguments name several.
    arguments : mapping of str to int or list of int, optional
        Identifiers, as the kind names them.
    request_id : str
        Of the web request, for the audit.

    Returns
    -------
    str
        Id of the job.

    Raises
    ------
    ForbiddenError
        If the actor may not start it, or not on one of the campaigns.
    InputError
        If the arguments are not those of the kind, or a campaign does not exist.
    """
    given: Arguments = arguments or {}
    check(actor, kind, campaign_id, given)
    queues = Queues(store)
    with store.writing() as connection:
        what = (kind, campaign_id, given)
        return put(connection, queues, actor, what, request_id=request_id)


def check(
    actor: Actor, kind: JobKind, campaign_id: int | None, arguments: Arguments
) -> None:
    """Refuse what the actor may not start, and arguments that are not the kind's."""
    actor.require(kind.action)
    for each in _campaigns(kind, campaign_id, arguments):
        actor.require(kind.action, each)
    kind.check(arguments)


def put(
    connection: Connection,
    queues: Queues,
    actor: Actor,
    what: tuple[JobKind, int | None, Arguments],
    *,
    request_id: str = "",
    job_id: str = "",
) -> str:
    """
    Put a job that has been checked on its queue, in the caller's transaction.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    queues : Queues
        To put it on.
    actor : Actor
        Who asks.
    what : tuple of (JobKind, int or None, mapping)
        Kind, campaign and arguments.
    request_id : str
        Of the web request, for the audit.
    job_id : str
        Its id, where that says more than when it came.

    Returns
    -------
    str
        Its id.

    Raises
    ------
    UnknownNameError
        If there is no such campaign.
    """
    kind, campaign_id, arguments = what
    for each in _campaigns(kind, campaign_id, arguments):
        if campaigns.by_id(connection, each) is None:
            raise UnknownNameError("campaign", str(each), ())
    job_id = job_id or _new_id()
    jobs.add(
        connection,
        job_id,
        kind=kind.name,
        campaign_id=campaign_id,
        account_id=actor.account_id,
    )
    queues.put(
        connection, job_id, kind=kind.name, work=bool(kind.work), arguments=arguments
    )
    audited(connection, actor, "job.start", (job_id, campaign_id), request_id)
    return job_id


def cancel(store: Store, actor: Actor, job_id: str, *, request_id: str = "") -> None:
    """
    Stop a job, and those that it started; what runs is killed within seconds.

    Raises
    ------
    UnknownNameError
        If there is none, or none in the actor's reach.
    ForbiddenError
        If the actor may see it but not cancel it.
    TransitionError
        If it has ended.
    """
    with store.writing() as connection:
        row = _seen(connection, actor, job_id)
        actor.require(Action.JOB_CANCEL, row.campaign_id)
        if not jobs.cancel(connection, job_id):
            raise TransitionError(row.state, "cancel", ())
        audited(connection, actor, "job.cancel", (job_id, row.campaign_id), request_id)


def job(store: Store, actor: Actor, job_id: str) -> ShownJob:
    """
    One job.

    Raises
    ------
    ForbiddenError
        If the actor sees no jobs.
    UnknownNameError
        If there is none, or none in the actor's reach.
    """
    with store.reading() as connection:
        return shown_job(connection, _seen(connection, actor, job_id))


def jobs_of(
    store: Store,
    actor: Actor,
    campaign_id: int | None = None,
    *,
    active_only: bool = False,
    limit: int = 100,
) -> list[ShownJob]:
    """
    Jobs in the actor's reach, the newest first.

    Parameters
    ----------
    store : Store
        Holds them.
    actor : Actor
        Who looks.
    campaign_id : int, optional
        Only of this campaign.
    active_only : bool
        Leave out those that have ended.
    limit : int
        At most so many.

    Returns
    -------
    list of ShownJob

    Raises
    ------
    ForbiddenError
        If the actor sees no jobs, or not of that campaign.
    """
    actor.require(Action.JOB_READ, campaign_id)
    among = _reach(actor) if campaign_id is None else frozenset({campaign_id})
    account = actor.account_id if campaign_id is None else None
    with store.reading() as connection:
        found = jobs.listing(
            connection,
            campaigns=among,
            account_id=account,
            active_only=active_only,
            limit=limit,
        )
        return [shown_job(connection, row) for row in found]


def _campaigns(
    kind: JobKind, campaign_id: int | None, arguments: Arguments
) -> list[int]:
    """Campaigns on which the action is needed; every one of a portfolio."""
    if kind.of_campaign:
        if campaign_id is None:
            raise ParameterError("campaign", None, "that of the job")
        return [campaign_id]
    if kind.name != PORTFOLIO.name:
        if campaign_id is not None:
            raise ParameterError("campaign", campaign_id, "none: it is of the store")
        return []
    named = arguments.get("campaigns")
    if campaign_id is not None or not isinstance(named, list) or not named:
        raise ParameterError("campaigns", named, "a list of one or more campaigns")
    return named


def _seen(connection: Connection, actor: Actor, job_id: str) -> jobs.JobRow:
    actor.require(Action.JOB_READ)
    row = jobs.by_id(connection, job_id)
    if row is None or not _may_see(actor, row):
        # Of another's campaign and of none: not to be told apart.
        raise UnknownNameError("job", job_id, ())
    return row


def _may_see(actor: Actor, row: jobs.JobRow) -> bool:
    if row.campaign_id is not None:
        return actor.may(Action.JOB_READ, row.campaign_id)
    everywhere = actor.reach(Action.JOB_READ) is Reach.ALL
    return everywhere or (
        row.account_id is not None and row.account_id == actor.account_id
    )


def _reach(actor: Actor) -> frozenset[int] | None:
    everywhere = actor.reach(Action.JOB_READ) is Reach.ALL
    return None if everywhere else actor.campaigns


def shown_job(connection: Connection, row: jobs.JobRow) -> ShownJob:
    """Job with its place in the queue."""
    waits = row.state == jobs.QUEUED
    return ShownJob(row, jobs.ahead(connection, row) + 1 if waits else None)


def audited(
    connection: Connection,
    actor: Actor,
    action: str,
    what: tuple[str, int | None],
    request_id: str,
) -> None:
    """Record what was done to a job: ``what`` is its id and its campaign."""
    job_id, campaign_id = what
    audit.record(
        connection,
        audit.Entry(
            action=action,
            object_kind="job",
            object_id=job_id,
            account_id=actor.account_id,
            campaign_id=campaign_id,
            request_id=request_id,
        ),
    )


def _new_id() -> str:
    # In the order in which they came, also within a second.
    return f"{time.time_ns():016x}{secrets.token_hex(6)}"
