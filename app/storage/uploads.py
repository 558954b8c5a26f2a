"""Statements about files between the steps of an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from app.storage.schema.uploads import UPLOAD

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as its owner chose it; `created_at` in UTC seconds."""

    id: int
    account_id: int
    campaign_id: int
    kind: str
    filename: str
    content: bytes
    created_at: int


def add(connection: Connection, **columns: object) -> int:
    """Keep a file: every column of `Upload` but ``id``; its number."""
    added = insert(UPLOAD).values(**columns).returning(UPLOAD.c.id)
    return int(connection.execute(added).scalar_one())


def by_id(connection: Connection, upload_id: int) -> Upload | None:
    """File by its number; None if there is none."""
    query = select(UPLOAD).where(UPLOAD.c.id == upload_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Upload(**{**row, "content": bytes(row["content"])})


def of_account(connection: Connection, account_id: int) -> list[int]:
    """Numbers of the files of an account, the newest first."""
    query = select(UPLOAD.c.id).where(UPLOAD.c.account_id == account_id)
    return list(connection.scalars(query.order_by(UPLOAD.c.id.desc())))


def remove(connection: Connection, numbers: Collection[int]) -> None:
    """Delete files."""
    if numbers:
        connection.execute(delete(UPLOAD).where(UPLOAD.c.id.in_(sorted(numbers))))


def remove_older(connection: Connection, before: int) -> None:
    """Delete the files that were kept before an instant (UTC seconds)."""
    connection.execute(delete(UPLOAD).where(UPLOAD.c.created_at < before))


def remove_of_campaign(connection: Connection, campaign_id: int) -> None:
    """Delete every file that waits for a campaign."""
    connection.execute(delete(UPLOAD).where(UPLOAD.c.campaign_id == campaign_id))
