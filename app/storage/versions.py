"""Statements about versions: saved once, never changed."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from app.storage.authors import author_name
from app.storage.campaigns import take_turn
from app.storage.schema.versions import VERSION, VERSION_PART
from wfm.errors import StaleError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Select


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """
    Where a version comes from.

    Attributes
    ----------
    author_id : int or None
        Account; None for the command line.
    reason : str
        In the author's words.
    input_hash : str
        SHA-256 over all that it was made from; empty where nothing was.
    based_on : int or None
        Version that it was made from, of any kind.
    base_number : int or None
        Newest number of its kind that the author had seen, 0 for none; None to save
        on whatever is there.
    job_id : str or None
        Workflow that makes it, and makes one only.
    """

    author_id: int | None = None
    reason: str = ""
    input_hash: str = ""
    based_on: int | None = None
    base_number: int | None = None
    job_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A saved version: the columns of its table, times in UTC seconds."""

    id: int
    campaign_id: int
    kind: str
    number: int
    based_on: int | None
    author_id: int | None
    created_at: int
    reason: str
    input_hash: str
    content_hash: str
    job_id: str | None


def content_hash(parts: Mapping[str, bytes]) -> str:
    """
    Hash of all parts, whatever their order.

    Parameters
    ----------
    parts : mapping of str to bytes
        Content by name.

    Returns
    -------
    str
        SHA-256 over the sorted pairs of name and SHA-256 of the part, hexadecimal.
    """
    pairs = sorted((name, sha256(part).hexdigest()) for name, part in parts.items())
    return sha256(json.dumps(pairs, ensure_ascii=False).encode()).hexdigest()


def save(
    connection: Connection,
    *,
    campaign_id: int,
    kind: str,
    parts: Mapping[str, bytes],
    origin: Origin,
) -> Version:
    """
    Save a version as the newest of its kind.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    campaign_id : int
        Of which campaign.
    kind : str
        `campaign`, `history`, `plan`, or an input table by its name.
    parts : mapping of str to bytes
        Content by name.
    origin : Origin
        Who, why, and on which version it was made.

    Returns
    -------
    Version
        The saved one; that of an earlier call where the job has saved it already.

    Raises
    ------
    StaleError
        If ``origin.base_number`` is not the newest number any more.
    """
    take_turn(connection, campaign_id)
    if origin.job_id is not None:
        made = by_job(connection, origin.job_id)
        if made is not None:
            return made
    last = latest(connection, campaign_id, kind)
    newest = 0 if last is None else last.number
    if origin.base_number is not None and origin.base_number != newest:
        who = author_name(connection, None if last is None else last.author_id)
        raise StaleError(kind, who, 0 if last is None else last.created_at)
    added = (
        insert(VERSION)
        .values(
            campaign_id=campaign_id,
            kind=kind,
            number=newest + 1,
            based_on=origin.based_on,
            author_id=origin.author_id,
            created_at=int(time.time()),
            reason=origin.reason,
            input_hash=origin.input_hash,
            content_hash=content_hash(parts),
            job_id=origin.job_id,
        )
        .returning(*VERSION.c)
    )
    version = Version(**connection.execute(added).mappings().one())
    for name, content in parts.items():
        connection.execute(
            insert(VERSION_PART).values(
                version_id=version.id,
                name=name,
                content=content,
                sha256=sha256(content).hexdigest(),
            )
        )
    return version


def latest(connection: Connection, campaign_id: int, kind: str) -> Version | None:
    """Newest version of a kind; None if there is none."""
    return _first(connection, _of(campaign_id, kind).limit(1))


def by_id(connection: Connection, version_id: int) -> Version | None:
    """Version by its own number; None if there is none."""
    return _first(connection, select(VERSION).where(VERSION.c.id == version_id))


def by_job(connection: Connection, job_id: str) -> Version | None:
    """Version that a workflow has made; None if it has made none."""
    return _first(connection, select(VERSION).where(VERSION.c.job_id == job_id))


def by_input(
    connection: Connection, campaign_id: int, kind: str, input_hash: str
) -> Version | None:
    """Newest version that was made from the same input; None if there is none."""
    query = _of(campaign_id, kind).where(VERSION.c.input_hash == input_hash)
    return _first(connection, query.limit(1))


def by_number(
    connection: Connection, campaign_id: int, kind: str, number: int
) -> Version | None:
    """Version by its number within campaign and kind; None if there is none."""
    query = _of(campaign_id, kind).where(VERSION.c.number == number)
    return _first(connection, query)


def listing(connection: Connection, campaign_id: int, kind: str) -> list[Version]:
    """Versions of a kind, the newest first."""
    found = connection.execute(_of(campaign_id, kind)).mappings()
    return [Version(**row) for row in found]


def latest_of_all(connection: Connection, campaign_id: int) -> dict[str, Version]:
    """Newest version of every kind that a campaign has."""
    query = (
        select(VERSION)
        .where(VERSION.c.campaign_id == campaign_id)
        .order_by(VERSION.c.number)
    )
    found = connection.execute(query).mappings()
    return {row["kind"]: Version(**row) for row in found}


def part(connection: Connection, version_id: int, name: str) -> bytes:
    """
    Content of a part.

    Parameters
    ----------
    connection : Connection
        Of the store.
    version_id : int
        Version.
    name : str
        Of the part.

    Returns
    -------
    bytes

    Raises
    ------
    UnknownNameError
        If the version has no such part.
    """
    content = connection.scalar(
        select(VERSION_PART.c.content).where(
            VERSION_PART.c.version_id == version_id, VERSION_PART.c.name == name
        )
    )
    if content is None:
        raise UnknownNameError("part", name, part_names(connection, version_id))
    return bytes(content)


def part_names(connection: Connection, version_id: int) -> list[str]:
    """Names of the parts of a version, in order."""
    query = select(VERSION_PART.c.name).where(VERSION_PART.c.version_id == version_id)
    return sorted(connection.scalars(query))


def _of(campaign_id: int, kind: str) -> Select[tuple[object, ...]]:
    return (
        select(VERSION)
        .where(VERSION.c.campaign_id == campaign_id, VERSION.c.kind == kind)
        .order_by(VERSION.c.number.desc())
    )


def _first(connection: Connection, query: Select[tuple[object, ...]]) -> Version | None:
    row = connection.execute(query).mappings().first()
    return None if row is None else Version(**row)
