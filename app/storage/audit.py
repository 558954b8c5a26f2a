"""The audit trail: appended in the transaction of the change, chained by hashes."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text

from app.storage.schema.audit import AUDIT, AUDIT_DETAIL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

_START = "0" * 64
# Any number, the same for all who append: PostgreSQL lets them in one by one.
_TURN = 0x41464F52
_CHAINED = (
    "at",
    "account_id",
    "action",
    "object_kind",
    "object_id",
    "campaign_id",
    "version",
    "request_id",
    "previous_hash",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One change, as it is recorded.

    Attributes
    ----------
    action : str
        Such as ``schedule.publish``.
    object_kind, object_id : str
        What was changed; an identifier, never a name.
    account_id : int or None
        Who; None for the command line and jobs without an owner.
    campaign_id, version : int or None
        Where it belongs, and the version or revision it made.
    request_id : str
        Of the web request or the job.
    reason : str
        In the words of the author; kept outside the chain.
    changes : mapping
        Field to ``[before, after]``; kept outside the chain.
    """

    action: str
    object_kind: str
    object_id: str
    account_id: int | None = None
    campaign_id: int | None = None
    version: int | None = None
    request_id: str = ""
    reason: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)


def record(connection: Connection, entry: Entry) -> int:
    """
    Append an entry to the trail, in the caller's transaction.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    entry : Entry
        What is changed in the same transaction.

    Returns
    -------
    int
        Its number in the trail.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    last = connection.scalar(select(AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1))
    row = {
        "at": int(time.time()),
        "account_id": entry.account_id,
        "action": entry.action,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "campaign_id": entry.campaign_id,
        "version": entry.version,
        "request_id": entry.request_id,
        "previous_hash": last or _START,
    }
    added = insert(AUDIT).values(**row, hash=_hash(row)).returning(AUDIT.c.id)
    number = connection.execute(added).scalar_one()
    if entry.reason or entry.changes:
        changes = json.dumps(dict(entry.changes), ensure_ascii=False, default=str)
        connection.execute(
            insert(AUDIT_DETAIL).values(
                audit_id=number, reason=entry.reason, changes=changes
            )
        )
    return number


def broken_at(connection: Connection) -> int | None:
    """
    Verify the whole trail.

    Parameters
    ----------
    connection : Connection
        Of the store.

    Returns
    -------
    int or None
        Number of the first entry that was changed, or whose forerunner was taken out;
        None if the trail is whole. Entries cut off at its end leave no gap: compare
        the last hash with one that was exported.
    """
    previous = _START
    for row in connection.execute(select(AUDIT).order_by(AUDIT.c.id)).mappings():
        if row["previous_hash"] != previous or row["hash"] != _hash(dict(row)):
            return int(row["id"])
        previous = row["hash"]
    return None


def _hash(row: Mapping[str, Any]) -> str:
    chained = json.dumps([row[name] for name in _CHAINED], separators=(",", ":"))
    return sha256(chained.encode()).hexdigest()
