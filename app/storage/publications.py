"""Statements about publications: which version agents and clients see."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from app.storage.authors import author_name
from app.storage.campaigns import take_turn
from app.storage.schema.versions import PUBLICATION
from wfm.errors import StaleError

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A publication: the columns of its table, time in UTC seconds."""

    id: int
    campaign_id: int
    kind: str
    number: int
    version_id: int
    author_id: int | None
    at: int
    reason: str


def publish(  # noqa: PLR0913 - the columns of a publication
    connection: Connection,
    *,
    campaign_id: int,
    kind: str,
    version_id: int,
    after: int,
    author_id: int | None,
    reason: str,
) -> Publication:
    """
    Make a version the one that is seen.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    campaign_id, kind : int, str
        Of the version.
    version_id : int
        What is published.
    after : int
        Number of the publication that the author saw, 0 for none.
    author_id : int or None
        Account; None for the command line.
    reason : str
        In the author's words.

    Returns
    -------
    Publication

    Raises
    ------
    StaleError
        If another was published since.
    """
    take_turn(connection, campaign_id)
    last = current(connection, campaign_id, kind)
    if after != (0 if last is None else last.number):
        who = author_name(connection, None if last is None else last.author_id)
        raise StaleError(f"the published {kind}", who, 0 if last is None else last.at)
    added = (
        insert(PUBLICATION)
        .values(
            campaign_id=campaign_id,
            kind=kind,
            number=after + 1,
            version_id=version_id,
            author_id=author_id,
            at=int(time.time()),
            reason=reason,
        )
        .returning(*PUBLICATION.c)
    )
    return Publication(**connection.execute(added).mappings().one())


def current(connection: Connection, campaign_id: int, kind: str) -> Publication | None:
    """Publication that is seen; None before the first."""
    found = listing(connection, campaign_id, kind, most=1)
    return found[0] if found else None


def listing(
    connection: Connection, campaign_id: int, kind: str, most: int | None = None
) -> list[Publication]:
    """Publications of a kind, the newest first; the first `most` of them if given."""
    query = (
        select(PUBLICATION)
        .where(PUBLICATION.c.campaign_id == campaign_id, PUBLICATION.c.kind == kind)
        .order_by(PUBLICATION.c.number.desc())
        .limit(most)
    )
    return [Publication(**row) for row in connection.execute(query).mappings()]
