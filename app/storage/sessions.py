"""Sessions: who is logged in, by the hash of what the browser holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from app.storage.schema.accounts import SESSION

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session as it is stored; times in UTC seconds."""

    token_hash: str
    account_id: int
    security: int
    created_at: int
    seen_at: int
    ended_at: int | None


def add(
    connection: Connection, token_hash: str, account_id: int, security: int, now: int
) -> None:
    """Begin a session of an account, of its present `security`."""
    connection.execute(
        insert(SESSION).values(
            token_hash=token_hash,
            account_id=account_id,
            security=security,
            created_at=now,
            seen_at=now,
        )
    )


def find(connection: Connection, token_hash: str) -> SessionRow | None:
    """Session of a token's hash, ended or not."""
    query = select(SESSION).where(SESSION.c.token_hash == token_hash)
    row = connection.execute(query).mappings().first()
    return None if row is None else SessionRow(**row)


def see(connection: Connection, token_hash: str, now: int) -> None:
    """Note that the session is in use."""
    connection.execute(
        update(SESSION).where(SESSION.c.token_hash == token_hash).values(seen_at=now)
    )


def end(connection: Connection, token_hash: str, now: int) -> bool:
    """End a session for good; False if it had ended."""
    done = connection.execute(
        update(SESSION)
        .where(SESSION.c.token_hash == token_hash, SESSION.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    return bool(done.rowcount)


def end_all(connection: Connection, now: int) -> None:
    """End every session for good."""
    open_ones = update(SESSION).where(SESSION.c.ended_at.is_(None))
    connection.execute(open_ones.values(ended_at=now))


def forget_before(connection: Connection, moment: int) -> None:
    """Delete sessions begun before a moment: all of them are over."""
    connection.execute(delete(SESSION).where(SESSION.c.created_at < moment))
