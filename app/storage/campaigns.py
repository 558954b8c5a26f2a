"""Statements about campaigns and their queues."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from app.storage.revisions import change_row
from app.storage.schema.accounts import ACCOUNT_SCOPE
from app.storage.schema.campaigns import CAMPAIGN, QUEUE
from app.storage.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection, RowMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """
    A campaign as the store lists it.

    Attributes
    ----------
    id : int
        Own number.
    key : str
        Part of its addresses; never changes.
    name, client, timezone : str
        As in its file.
    created_at : int
        UTC seconds.
    archived_at : int or None
        UTC seconds; None while it is planned.
    reforecast_hour : int or None
        Hour of its zone at which it is forecast anew every day; None for never.
    revision : int
        Raised by each change of the columns above.
    """

    id: int
    key: str
    name: str
    client: str
    timezone: str
    created_at: int
    archived_at: int | None
    reforecast_hour: int | None
    revision: int


def add(
    connection: Connection, *, key: str, name: str, client: str, timezone: str
) -> int | None:
    """
    Add a campaign.

    Returns
    -------
    int or None
        Its number; None if another has the key.
    """
    statement = insert_into(connection, CAMPAIGN)
    added = (
        statement.on_conflict_do_nothing(index_elements=["key"])
        .values(
            key=key,
            name=name,
            client=client,
            timezone=timezone,
            created_at=int(time.time()),
        )
        .returning(CAMPAIGN.c.id)
    )
    number = connection.execute(added).scalar()
    return None if number is None else int(number)


def give_reach(connection: Connection, account_id: int, campaign_id: int) -> None:
    """Put a whole campaign in the reach of an account."""
    connection.execute(
        insert(ACCOUNT_SCOPE).values(account_id=account_id, campaign_id=campaign_id)
    )


def rename(
    connection: Connection, campaign_id: int, *, name: str, client: str, timezone: str
) -> None:
    """Take over what the campaign file says; the revision rises if that is new."""
    given = {"name": name, "client": client, "timezone": timezone}
    row = by_id(connection, campaign_id)
    if row is not None and any(getattr(row, key) != given[key] for key in given):
        connection.execute(
            update(CAMPAIGN)
            .where(CAMPAIGN.c.id == campaign_id)
            .values(**given, revision=CAMPAIGN.c.revision + 1)
        )


def archive(
    connection: Connection, campaign_id: int, *, at: int | None, revision: int
) -> bool:
    """Put a campaign away (UTC seconds), or back (None); False if it has changed."""
    return change_row(connection, CAMPAIGN, campaign_id, {"archived_at": at}, revision)


def set_hour(
    connection: Connection, campaign_id: int, hour: int | None, *, revision: int
) -> bool:
    """Set the hour of the daily reforecast; False if the campaign has changed."""
    fields = {"reforecast_hour": hour}
    return change_row(connection, CAMPAIGN, campaign_id, fields, revision)


def take_turn(connection: Connection, campaign_id: int) -> None:
    """
    Let those who write to a campaign in one by one, until the transaction ends.

    SQLite has one writer anyway. On PostgreSQL the row is held, and what is read after
    this call is what the one before has committed.
    """
    connection.execute(
        select(CAMPAIGN.c.id)
        .where(CAMPAIGN.c.id == campaign_id)
        .with_for_update(key_share=True)
    )


def by_id(connection: Connection, campaign_id: int) -> CampaignRow | None:
    """Campaign by its number; None if there is none."""
    found = connection.execute(select(CAMPAIGN).where(CAMPAIGN.c.id == campaign_id))
    return _row(found.mappings().first())


def by_key(connection: Connection, key: str) -> CampaignRow | None:
    """Campaign by its key; None if there is none."""
    found = connection.execute(select(CAMPAIGN).where(CAMPAIGN.c.key == key))
    return _row(found.mappings().first())


def listing(
    connection: Connection, among: Collection[int] | None = None
) -> list[CampaignRow]:
    """
    Campaigns by name.

    Parameters
    ----------
    connection : Connection
        Of the store.
    among : collection of int, optional
        Only these; all if not given.

    Returns
    -------
    list of CampaignRow
    """
    query = select(CAMPAIGN).order_by(CAMPAIGN.c.name, CAMPAIGN.c.id)
    if among is not None:
        query = query.where(CAMPAIGN.c.id.in_(sorted(among)))
    return [CampaignRow(**row) for row in connection.execute(query).mappings()]


def queues(connection: Connection, campaign_id: int) -> dict[str, int]:
    """Queue names to numbers, in the order in which they were added."""
    query = (
        select(QUEUE.c.name, QUEUE.c.id)
        .where(QUEUE.c.campaign_id == campaign_id)
        .order_by(QUEUE.c.id)
    )
    return {row.name: row.id for row in connection.execute(query)}


def add_queues(
    connection: Connection, campaign_id: int, names: Iterable[str]
) -> dict[str, int]:
    """
    Add the queues that are not there yet.

    Returns
    -------
    dict of str to int
        All queues of the campaign, as `queues` gives them.
    """
    known = queues(connection, campaign_id)
    new = [name for name in dict.fromkeys(names) if name not in known]
    for name in new:
        connection.execute(insert(QUEUE).values(campaign_id=campaign_id, name=name))
    return queues(connection, campaign_id) if new else known


def _row(found: RowMapping | None) -> CampaignRow | None:
    return None if found is None else CampaignRow(**found)
