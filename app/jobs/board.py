"""Jobs with the names of what they are about, for the page that lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.jobs.queueing import jobs_of
from app.storage import authors, campaigns, jobs

if TYPE_CHECKING:
    from app.jobs.queueing import ShownJob
    from app.services.access import Actor
    from app.storage.engine import Store

# Others come after these.
_ORDER = {jobs.RUNNING: 0, jobs.QUEUED: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """
    A job in the list.

    Attributes
    ----------
    job : ShownJob
        State, step, share, message, place in the queue.
    campaign : str
        Name of its campaign; empty for a job of several.
    owner : str
        Shown name of who started it.
    """

    job: ShownJob
    campaign: str
    owner: str


def job_board(store: Store, actor: Actor, *, limit: int = 100) -> list[BoardRow]:
    """
    List the newest jobs in an actor's reach.

    Parameters
    ----------
    store : Store
        Holds them.
    actor : Actor
        Who looks.
    limit : int
        At most so many.

    Returns
    -------
    list of BoardRow
        What runs, what waits, and what has ended; the newest of each first.

    Raises
    ------
    ForbiddenError
        If the actor sees no jobs.
    """
    shown = jobs_of(store, actor, limit=limit)
    with store.reading() as connection:
        places = {row.id: row.name for row in campaigns.listing(connection)}
        people = {each.row.account_id for each in shown}
        owners = {who: authors.author_name(connection, who) for who in people}
    rows = [
        BoardRow(
            job=each,
            campaign=places.get(each.row.campaign_id or 0, ""),
            owner=owners[each.row.account_id],
        )
        for each in shown
    ]
    return sorted(rows, key=lambda each: _ORDER.get(each.job.row.state, len(_ORDER)))
