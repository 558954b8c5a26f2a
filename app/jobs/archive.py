"""
Bring in a campaign from an archive, outside the process that was given it.

No job of the queue: it takes seconds, its owner waits for the answer, and there is no
campaign yet to which a job could belong. But its tables may unpack to 256 MB, and what
reading them takes is given back, or taken from it, with the child.
"""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from app.jobs.checkpoint import address
from app.jobs.kinds import GB, Limits
from app.jobs.order import Order
from app.services.access import Action
from app.storage import accounts
from app.storage.engine import Store
from wfm.errors import ForbiddenError, InputError, WfmError

if TYPE_CHECKING:
    from app.jobs.order import Tell
    from app.services.access import Actor

_ARCHIVE, _ANSWER = "archive.zip", "answer.json"
LIMITS = Limits(memory_bytes=2 * GB, seconds=180.0)
_turn = Lock()


class BusyError(WfmError):
    """Another archive is being read."""

    def __init__(self) -> None:
        super().__init__("another archive is being read")


def bring_campaign(store: Store, actor: Actor, file: BinaryIO) -> int:
    """
    Take a campaign with its tables into the store from an archive.

    Parameters
    ----------
    store : Store
        Where to.
    actor : Actor
        An account.
    file : binary file
        The archive; it is read once.

    Returns
    -------
    int
        Number of the campaign.

    Raises
    ------
    ForbiddenError
        If the role may not bring in what the archive holds.
    InputError
        If it is no archive of a campaign, or reading it takes too much; with everything
        that is wrong in its files. Nothing is kept.
    BusyError
        If another one is being read now.
    """
    actor.require(Action.CAMPAIGN_EDIT)
    if not _turn.acquire(blocking=False):
        raise BusyError
    try:
        with TemporaryDirectory(prefix="aforo-archive-") as folder:
            with Path(folder, _ARCHIVE).open("wb") as kept:
                copyfileobj(file, kept)
            return _answered(store, actor, folder)
    finally:
        _turn.release()


def _answered(store: Store, actor: Actor, folder: str) -> int:
    from app.jobs import process  # noqa: PLC0415 - not there where nothing has limits

    order = Order(
        work="app.jobs.archive:take",
        database_url=address(store),
        folder=folder,
        job_id="",
        campaign_id=None,
        arguments={"account": actor.account_id},
        memory_bytes=process.ADDRESS_SPACE * LIMITS.memory_bytes,
        cpu_seconds=int(LIMITS.seconds) + 1,
    )
    ended = process.run(order, LIMITS, look=lambda _: True)
    if ended is None or not ended.done:
        raise InputError("" if ended is None else ended.message)
    answer: int | None = json.loads(Path(folder, _ANSWER).read_text("ascii"))
    if answer is None:
        raise ForbiddenError(Action.CAMPAIGN_EDIT.value)
    return answer


def take(order: Order, tell: Tell) -> None:
    """
    Add the campaign in the child, in one transaction, and leave its number.

    Parameters
    ----------
    order : Order
        Argument ``account``: whose role counts, as it is now.
    tell : callable
        Told the step in hand and its share.
    """
    # Of the child alone: the web process needs none of it.
    from app.services.accounts.sessions import actor_of  # noqa: PLC0415
    from app.services.campaigns.archive import add_campaign_zip  # noqa: PLC0415

    tell("read", 0.0)
    number: int | None = None
    store = Store(order.database_url)
    try:
        with store.reading() as connection:
            account = accounts.by_id(connection, order.arguments["account"])
            if account is None or account.disabled_at:
                raise ForbiddenError(Action.CAMPAIGN_EDIT.value)
            actor = actor_of(connection, account)
        with (order.result / _ARCHIVE).open("rb") as archive:
            number = add_campaign_zip(store, actor, archive)
    except ForbiddenError:
        number = None
    finally:
        store.close()
    (order.result / _ANSWER).write_text(json.dumps(number), encoding="ascii")
