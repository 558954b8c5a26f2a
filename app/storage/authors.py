"""Who made a change, as others are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, tuple_

from app.storage.schema.accounts import ACCOUNT
from app.storage.schema.audit import AUDIT
from wfm.errors import StaleError

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOBODY = "the command line"


def author_name(connection: Connection, account_id: int | None) -> str:
    """
    Name to show of an author.

    Parameters
    ----------
    connection : Connection
        Of the store.
    account_id : int or None
        None for the command line.

    Returns
    -------
    str
        Shown name of the account; a word for it where it is gone or has none.
    """
    if account_id is None:
        return NOBODY
    name = connection.scalar(
        select(ACCOUNT.c.display_name).where(ACCOUNT.c.id == account_id)
    )
    return str(name or f"account {account_id}")


def stale(
    connection: Connection,
    thing: str,
    object_kind: str,
    object_id: str,
    campaign_id: int,
) -> StaleError:
    """
    Error that says who changed an object last, as the audit trail knows it.

    Parameters
    ----------
    connection : Connection
        Of the store.
    thing : str
        What was being saved, in words.
    object_kind, object_id : str
        As in the trail.
    campaign_id : int
        Of the object: an import changes many at once, and is told of the campaign.

    Returns
    -------
    StaleError
        To be raised.
    """
    places = ((object_kind, object_id), ("campaign", str(campaign_id)))
    last = connection.execute(
        select(AUDIT.c.account_id, AUDIT.c.at)
        .where(tuple_(AUDIT.c.object_kind, AUDIT.c.object_id).in_(places))
        .order_by(AUDIT.c.id.desc())
        .limit(1)
    ).first()
    if last is None:
        return StaleError(thing, NOBODY, 0)
    return StaleError(thing, author_name(connection, last.account_id), last.at)
