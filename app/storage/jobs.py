"""Statements about jobs: their rows are what their owners see, and what fences them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, insert, or_, select, true, update

from app.storage.schema.jobs import JOB

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement, Connection

QUEUED, RUNNING = "queued", "running"
DONE, FAILED, CANCELLED = "done", "failed", "cancelled"
ACTIVE = (QUEUED, RUNNING)
ENDED = (DONE, FAILED, CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A job: the columns of its table, times in UTC seconds, the share 0-1."""

    id: str
    kind: str
    campaign_id: int | None
    account_id: int | None
    parent_id: str | None
    state: str
    step: str
    share: float
    message: str
    attempts: int
    result_version: int | None
    created_at: int
    started_at: int | None
    ended_at: int | None


def add(
    connection: Connection,
    job_id: str,
    *,
    kind: str,
    campaign_id: int | None,
    account_id: int | None,
    parent_id: str | None = None,
) -> None:
    """Add a job that waits."""
    connection.execute(
        insert(JOB).values(
            id=job_id,
            kind=kind,
            campaign_id=campaign_id,
            account_id=account_id,
            parent_id=parent_id,
            state=QUEUED,
            created_at=int(time.time()),
        )
    )


def by_id(connection: Connection, job_id: str) -> JobRow | None:
    """Job by its id; None if there is none."""
    row = connection.execute(select(JOB).where(JOB.c.id == job_id)).mappings().first()
    return None if row is None else JobRow(**row)


def begin(connection: Connection, job_id: str) -> int | None:
    """
    Take a job in hand.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    job_id : str
        Which.

    Returns
    -------
    int or None
        Number of this attempt: what it writes later is refused once another has
        begun. None if the job has ended.
    """
    begun = (
        update(JOB)
        .where(JOB.c.id == job_id, JOB.c.state.in_(ACTIVE))
        .values(
            state=RUNNING,
            attempts=JOB.c.attempts + 1,
            started_at=func.coalesce(JOB.c.started_at, int(time.time())),
        )
        .returning(JOB.c.attempts)
    )
    return connection.execute(begun).scalar()


def tell(
    connection: Connection, job_id: str, attempt: int, *, step: str, share: float
) -> bool:
    """Note how far an attempt is; False if it is no longer the one in hand."""
    told = update(JOB).where(_held(job_id, attempt)).values(step=step, share=share)
    return connection.execute(told).rowcount == 1


def held(connection: Connection, job_id: str, attempt: int) -> bool:
    """Whether an attempt is still the one in hand."""
    query = select(JOB.c.id).where(_held(job_id, attempt))
    return connection.execute(query).first() is not None


def end(
    connection: Connection,
    job_id: str,
    attempt: int,
    *,
    state: str,
    message: str = "",
    result_version: int | None = None,
) -> bool:
    """
    End a job, if the attempt is still the one in hand.

    Returns
    -------
    bool
        False if it was cancelled, or taken over by another attempt: nothing that
        goes with the end may then be kept.
    """
    ended = {"state": state, "message": message, "ended_at": int(time.time())}
    if state == DONE:
        ended |= {"share": 1.0, "result_version": result_version}
    done = update(JOB).where(_held(job_id, attempt)).values(**ended)
    return connection.execute(done).rowcount == 1


def give_back(connection: Connection, job_id: str, attempt: int) -> None:
    """Let a job wait again, as though the attempt had not been made."""
    connection.execute(
        update(JOB)
        .where(_held(job_id, attempt))
        .values(state=QUEUED, attempts=JOB.c.attempts - 1, step="", share=0.0)
    )


def abandon(connection: Connection, job_ids: Iterable[str], message: str) -> None:
    """Fail jobs whose workflow has ended without a word."""
    connection.execute(
        update(JOB)
        .where(JOB.c.id.in_(list(job_ids)), JOB.c.state.in_(ACTIVE))
        .values(state=FAILED, message=message, ended_at=int(time.time()))
    )


def cancel(connection: Connection, job_id: str) -> list[str]:
    """
    Cancel a job and those that it started.

    Returns
    -------
    list of str
        Jobs that had not ended; none if all had.
    """
    cancelled = (
        update(JOB)
        .where(
            or_(JOB.c.id == job_id, JOB.c.parent_id == job_id), JOB.c.state.in_(ACTIVE)
        )
        .values(state=CANCELLED, ended_at=int(time.time()))
        .returning(JOB.c.id)
    )
    return list(connection.scalars(cancelled))


def active(connection: Connection) -> dict[str, str]:
    """Jobs that have not ended: id to kind."""
    query = select(JOB.c.id, JOB.c.kind).where(JOB.c.state.in_(ACTIVE))
    return dict(connection.execute(query).tuples().all())


def started_by(connection: Connection, parent_id: str) -> dict[str, int]:
    """How many of the jobs that one started are in each state."""
    query = (
        select(JOB.c.state, func.count())
        .where(JOB.c.parent_id == parent_id)
        .group_by(JOB.c.state)
    )
    return dict(connection.execute(query).tuples().all())


def listing(
    connection: Connection,
    *,
    campaigns: Collection[int] | None,
    account_id: int | None = None,
    active_only: bool = False,
    limit: int = 100,
) -> list[JobRow]:
    """
    Jobs, the newest first.

    Parameters
    ----------
    connection : Connection
        Of the store.
    campaigns : collection of int or None
        Only jobs of these, and of no campaign those of the account; None for all.
    account_id : int, optional
        Who asks.
    active_only : bool
        Leave out those that have ended.
    limit : int
        At most so many.

    Returns
    -------
    list of JobRow
    """
    query = select(JOB).where(_seen_by(campaigns, account_id))
    if active_only:
        query = query.where(JOB.c.state.in_(ACTIVE))
    query = query.order_by(JOB.c.created_at.desc(), JOB.c.id.desc()).limit(limit)
    return [JobRow(**row) for row in connection.execute(query).mappings()]


def ahead(connection: Connection, job: JobRow) -> int:
    """Jobs of its kind that wait and come before it."""
    before = or_(
        JOB.c.created_at < job.created_at,
        and_(JOB.c.created_at == job.created_at, JOB.c.id < job.id),
    )
    query = select(func.count()).where(
        JOB.c.state == QUEUED, JOB.c.kind == job.kind, before
    )
    return int(connection.execute(query).scalar_one())


def _held(job_id: str, attempt: int) -> ColumnElement[bool]:
    return and_(JOB.c.id == job_id, JOB.c.state == RUNNING, JOB.c.attempts == attempt)


def _seen_by(
    campaigns: Collection[int] | None, account_id: int | None
) -> ColumnElement[bool]:
    if campaigns is None:
        return true()
    return or_(
        JOB.c.campaign_id.in_(sorted(campaigns)),
        and_(
            JOB.c.campaign_id.is_(None),
            JOB.c.account_id.is_not(None),
            JOB.c.account_id == account_id,
        ),
    )
