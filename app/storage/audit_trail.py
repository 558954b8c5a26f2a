"""Statements that read the audit trail back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.storage.schema.accounts import ACCOUNT
from app.storage.schema.audit import AUDIT, AUDIT_DETAIL

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    Which entries: a filter that is empty lets all through.

    Attributes
    ----------
    action : str
        Beginning of the action, such as ``account.``.
    object_kind, object_id : str
        What was changed.
    account_id : int or None
        Who changed it.
    since, until : int or None
        UTC seconds, half-open.
    """

    action: str = ""
    object_kind: str = ""
    object_id: str = ""
    account_id: int | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailRow:
    """An entry, who made it, and what was said beside the chain."""

    id: int
    at: int
    account_id: int | None
    account: str | None
    action: str
    object_kind: str
    object_id: str
    campaign_id: int | None
    version: int | None
    request_id: str
    hash: str
    reason: str
    changes: str


def listing(
    connection: Connection, wanted: Wanted, *, before: int | None, limit: int
) -> list[TrailRow]:
    """
    Entries, the newest first.

    Parameters
    ----------
    connection : Connection
        Of the store.
    wanted : Wanted
        Which.
    before : int or None
        Only those with a smaller number.
    limit : int
        At most so many.

    Returns
    -------
    list of TrailRow
    """
    names = (
        *("id", "at", "account_id", "action", "object_kind", "object_id"),
        *("campaign_id", "version", "request_id", "hash"),
    )
    query = (
        select(
            *(AUDIT.c[name] for name in names),
            ACCOUNT.c.display_name.label("account"),
            func.coalesce(AUDIT_DETAIL.c.reason, "").label("reason"),
            func.coalesce(AUDIT_DETAIL.c.changes, "").label("changes"),
        )
        .outerjoin(ACCOUNT, ACCOUNT.c.id == AUDIT.c.account_id)
        .outerjoin(AUDIT_DETAIL, AUDIT_DETAIL.c.audit_id == AUDIT.c.id)
        .where(*_conditions(wanted))
        .order_by(AUDIT.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(AUDIT.c.id < before)
    return [TrailRow(**row) for row in connection.execute(query).mappings()]


def end(connection: Connection) -> tuple[int, str]:
    """Count the entries, and give the hash of the last; '' without one."""
    number = connection.scalar(select(func.count()).select_from(AUDIT)) or 0
    last = connection.scalar(select(AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1))
    return number, last or ""


def kinds(connection: Connection) -> list[str]:
    """Kinds of objects that the trail tells of, in order."""
    query = select(AUDIT.c.object_kind).distinct().order_by(AUDIT.c.object_kind)
    return list(connection.scalars(query))


def authors(connection: Connection) -> list[tuple[int, str]]:
    """List number and shown name of the accounts of the trail that are there."""
    within = select(AUDIT.c.account_id).distinct()
    query = (
        select(ACCOUNT.c.id, ACCOUNT.c.display_name)
        .where(ACCOUNT.c.id.in_(within))
        .order_by(ACCOUNT.c.display_name, ACCOUNT.c.id)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.action:
        conditions.append(AUDIT.c.action.startswith(wanted.action, autoescape=True))
    conditions += [
        AUDIT.c[name] == getattr(wanted, name)
        for name in ("object_kind", "object_id")
        if getattr(wanted, name)
    ]
    if wanted.account_id is not None:
        conditions.append(AUDIT.c.account_id == wanted.account_id)
    if wanted.since is not None:
        conditions.append(AUDIT.c.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(AUDIT.c.at < wanted.until)
    return conditions
