"""Whether somebody is there to do the jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.jobs.heartbeat import SILENCE_S
from app.services.access import Action
from app.storage import workers

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.storage.engine import Store


def workers_alive(store: Store, actor: Actor) -> list[str]:
    """
    Names of the workers that have given a sign of life of late.

    Parameters
    ----------
    store : Store
        In which they beat.
    actor : Actor
        Who asks.

    Returns
    -------
    list of str
        In order; a worker that was killed is in it for a minute still.

    Raises
    ------
    ForbiddenError
        If the actor sees no jobs.
    """
    actor.require(Action.JOB_READ)
    with store.reading() as connection:
        return workers.alive(connection, SILENCE_S)
