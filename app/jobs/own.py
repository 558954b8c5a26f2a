"""The jobs that an account has started itself, whatever else it may see or stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.jobs.queueing import ShownJob, audited, shown_job
from app.storage import jobs
from wfm.errors import TransitionError, UnknownNameError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.services.access import Actor
    from app.storage.engine import Store


def own_job(store: Store, actor: Actor, job_id: str) -> ShownJob:
    """
    One job of the actor's own.

    Parameters
    ----------
    store : Store
        Holds it.
    actor : Actor
        Who started it.
    job_id : str
        Which.

    Returns
    -------
    ShownJob

    Raises
    ------
    UnknownNameError
        If there is none, or another started it.
    """
    with store.reading() as connection:
        return shown_job(connection, _own(connection, actor, job_id))


def cancel_own(
    store: Store, actor: Actor, job_id: str, *, request_id: str = ""
) -> None:
    """
    Stop a job of the actor's own; what runs is killed within seconds.

    Parameters
    ----------
    store : Store
        Holds it.
    actor : Actor
        Who started it.
    job_id : str
        Which.
    request_id : str
        Of the web request, for the audit.

    Raises
    ------
    UnknownNameError
        If there is none, or another started it.
    TransitionError
        If it has ended.
    """
    with store.writing() as connection:
        row = _own(connection, actor, job_id)
        if not jobs.cancel(connection, job_id):
            raise TransitionError(row.state, "cancel", ())
        what = (job_id, row.campaign_id)
        audited(connection, actor, "job.cancel", what, request_id)


def _own(connection: Connection, actor: Actor, job_id: str) -> jobs.JobRow:
    row = jobs.by_id(connection, job_id)
    if row is None or actor.account_id is None or row.account_id != actor.account_id:
        raise UnknownNameError("job", job_id, ())
    return row
