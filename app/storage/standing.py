"""Statements about where campaigns stand, for many of them in one question each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select, true

from app.storage.jobs import ACTIVE, FAILED
from app.storage.schema.campaigns import INTERVAL_FACT, QUEUE
from app.storage.schema.jobs import JOB
from app.storage.schema.people import AGENT, AGENT_REQUEST
from app.storage.schema.versions import PUBLICATION, VERSION

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True)
class Head:
    """Newest version of a kind: its id, its number, when it was made."""

    id: int
    number: int
    created_at: int


@dataclass(frozen=True, slots=True)
class Published:
    """Current publication: the version that is seen, since when."""

    version_id: int
    at: int


@dataclass(frozen=True, slots=True)
class QueueSums:
    """Contacts of a queue where it is known how many were answered in time."""

    queue: str
    offered: float
    answered: float | None
    in_threshold: float


def newest(
    connection: Connection, campaigns: Collection[int] | None, kinds: Collection[str]
) -> dict[int, dict[str, Head]]:
    """
    Newest versions of some kinds.

    Parameters
    ----------
    connection : Connection
        Of the store.
    campaigns : collection of int or None
        Of these; None for all.
    kinds : collection of str
        Such as ``plan``.

    Returns
    -------
    dict of int to dict of str to Head
        By campaign and kind.
    """
    last = (
        select(VERSION.c.campaign_id, VERSION.c.kind, func.max(VERSION.c.number))
        .where(VERSION.c.kind.in_(sorted(kinds)), _of(VERSION.c.campaign_id, campaigns))
        .group_by(VERSION.c.campaign_id, VERSION.c.kind)
        .subquery("last")
    )
    place, kind, number = last.c
    query = select(VERSION).join(
        last,
        and_(
            VERSION.c.campaign_id == place,
            VERSION.c.kind == kind,
            VERSION.c.number == number,
        ),
    )
    found: dict[int, dict[str, Head]] = {}
    for row in connection.execute(query).mappings():
        head = Head(row["id"], row["number"], row["created_at"])
        found.setdefault(row["campaign_id"], {})[row["kind"]] = head
    return found


def published(
    connection: Connection, campaigns: Collection[int] | None, kind: str
) -> dict[int, Published]:
    """Find the current publications of a kind, by campaign."""
    last = (
        select(PUBLICATION.c.campaign_id, func.max(PUBLICATION.c.number))
        .where(PUBLICATION.c.kind == kind, _of(PUBLICATION.c.campaign_id, campaigns))
        .group_by(PUBLICATION.c.campaign_id)
        .subquery("last")
    )
    place, number = last.c
    query = select(PUBLICATION).join(
        last,
        and_(PUBLICATION.c.campaign_id == place, PUBLICATION.c.number == number),
    )
    found = connection.execute(query.where(PUBLICATION.c.kind == kind)).mappings()
    return {
        row["campaign_id"]: Published(row["version_id"], row["at"]) for row in found
    }


def job_counts(
    connection: Connection, campaigns: Collection[int] | None, since: int
) -> dict[int | None, dict[str, int]]:
    """
    Jobs that have not ended, and those that failed since then.

    Parameters
    ----------
    connection : Connection
        Of the store.
    campaigns : collection of int or None
        Of these; None for all, and for jobs of no campaign, under None.
    since : int
        UTC seconds.

    Returns
    -------
    dict of (int or None) to dict of str to int
        By campaign and state.
    """
    recent = or_(
        JOB.c.state.in_(ACTIVE), and_(JOB.c.state == FAILED, JOB.c.ended_at >= since)
    )
    query = (
        select(JOB.c.campaign_id, JOB.c.state, func.count())
        .where(recent, _of(JOB.c.campaign_id, campaigns))
        .group_by(JOB.c.campaign_id, JOB.c.state)
    )
    found: dict[int | None, dict[str, int]] = {}
    for campaign_id, state, number in connection.execute(query):
        found.setdefault(campaign_id, {})[state] = number
    return found


def open_requests(
    connection: Connection, campaigns: Collection[int] | None
) -> dict[int, int]:
    """Count the requests of agents that nobody has decided, by campaign."""
    place = AGENT_REQUEST.c.campaign_id
    query = (
        select(place, func.count())
        .where(AGENT_REQUEST.c.state == "open", _of(place, campaigns))
        .group_by(place)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def teams(connection: Connection) -> list[tuple[int, str]]:
    """Campaign and name of every team that has agents, in order."""
    query = (
        select(AGENT.c.campaign_id, AGENT.c.team)
        .where(AGENT.c.team != "")
        .distinct()
        .order_by(AGENT.c.campaign_id, AGENT.c.team)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def last_known_level(connection: Connection, campaign_id: int) -> int | None:
    """
    Start (UTC seconds) of the last interval that knows who was answered in time.

    None where no interval does.
    """
    known = INTERVAL_FACT.c.answered_in_threshold.is_not(None)
    return connection.scalar(
        select(func.max(INTERVAL_FACT.c.start))
        .join(QUEUE, QUEUE.c.id == INTERVAL_FACT.c.queue_id)
        .where(QUEUE.c.campaign_id == campaign_id, known)
    )


def level_sums(connection: Connection, campaign_id: int, since: int) -> list[QueueSums]:
    """Contacts by queue since then, of the intervals that know who was in time."""
    fact = INTERVAL_FACT.c
    query = (
        select(
            QUEUE.c.name,
            func.sum(fact.offered),
            func.sum(fact.answered),
            func.sum(fact.answered_in_threshold),
        )
        .join(QUEUE, QUEUE.c.id == fact.queue_id)
        .where(
            QUEUE.c.campaign_id == campaign_id,
            fact.start >= since,
            fact.answered_in_threshold.is_not(None),
            fact.offered.is_not(None),
        )
        .group_by(QUEUE.c.name)
        .order_by(QUEUE.c.name)
    )
    return [QueueSums(*row) for row in connection.execute(query)]


def _of(
    column: ColumnElement[Any], campaigns: Collection[int] | None
) -> ColumnElement[bool]:
    return true() if campaigns is None else column.in_(sorted(campaigns))
