"""A portfolio: the plans of many campaigns, each a job of its own on the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.jobs.kinds import JobKind, Limits
from app.jobs.plan import PLAN
from app.services.access import Action
from app.storage import jobs
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.jobs.checkpoint import Queues
    from app.jobs.kinds import Arguments

# It only waits, and each of its jobs has attempts of its own: of a worker that dies
# often it survives every one of them.
PORTFOLIO = JobKind(
    name="portfolio",
    action=Action.PLAN_RUN,
    limits=Limits(concurrency=4, attempts=100),
    arguments={"campaigns": list},
    of_campaign=False,
)


def spread(
    connection: Connection, queues: Queues, job: jobs.JobRow, arguments: Arguments
) -> str:
    """
    Put a plan of each campaign on the queue, all in one transaction.

    Parameters
    ----------
    connection : Connection
        Of the transaction.
    queues : Queues
        To put them on.
    job : JobRow
        The portfolio.
    arguments : mapping
        ``campaigns``: their numbers.

    Returns
    -------
    str
        How many.
    """
    campaigns = arguments["campaigns"]
    if isinstance(campaigns, int):
        raise ParameterError("campaigns", "int", "a list of numbers")
    for campaign_id in dict.fromkeys(campaigns):
        job_id = f"{job.id}-{campaign_id}"
        jobs.add(
            connection,
            job_id,
            kind=PLAN.name,
            campaign_id=campaign_id,
            account_id=job.account_id,
            parent_id=job.id,
        )
        queues.put(connection, job_id, kind=PLAN.name, work=True, arguments={})
    return str(len(campaigns))


def gathered(
    connection: Connection, job_id: str, attempt: int, counts: dict[str, int]
) -> str:
    """
    End the portfolio with what came of its plans.

    Parameters
    ----------
    connection : Connection
        Of the transaction.
    job_id : str
        The portfolio.
    attempt : int
        In whose name it ends.
    counts : dict of str to int
        State to number of its jobs.

    Returns
    -------
    str
        Its state.
    """
    ready, total = counts.get(jobs.DONE, 0), sum(counts.values())
    state = jobs.DONE if ready or not total else jobs.FAILED
    message = f"{ready} of {total} plans are ready"
    jobs.end(connection, job_id, attempt, state=state, message=message)
    return state
