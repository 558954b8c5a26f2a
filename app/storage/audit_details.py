"""Statements about what the audit trail says beside its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.storage.schema.audit import AUDIT, AUDIT_DETAIL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def forget(connection: Connection, object_kind: str, object_ids: Iterable[str]) -> None:
    """
    Delete reasons and changes said about some objects; the chain stays whole.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    object_kind : str
        As in the trail.
    object_ids : iterable of str
        As in the trail.
    """
    about = select(AUDIT.c.id).where(
        AUDIT.c.object_kind == object_kind, AUDIT.c.object_id.in_(sorted(object_ids))
    )
    connection.execute(delete(AUDIT_DETAIL).where(AUDIT_DETAIL.c.audit_id.in_(about)))
