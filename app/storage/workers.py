"""Statements about workers: who is alive, by the clock that all of them share."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, text, update

from app.storage.schema.jobs import WORKER

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NOW = "SELECT CAST(extract(epoch FROM clock_timestamp()) AS bigint)"


def now(connection: Connection) -> int:
    """UTC seconds: of the server, where workers on several machines have one."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text(_NOW)).scalar_one())
    return int(time.time())


def beat(connection: Connection, name: str) -> None:
    """Note that a worker lives."""
    seen = now(connection)
    known = update(WORKER).where(WORKER.c.id == name).values(seen_at=seen)
    if connection.execute(known).rowcount == 0:
        row = {"id": name, "started_at": seen, "seen_at": seen}
        connection.execute(insert(WORKER).values(**row))


def leave(connection: Connection, name: str) -> None:
    """Note that a worker has stopped: its jobs are free at once."""
    connection.execute(delete(WORKER).where(WORKER.c.id == name))


def alive(connection: Connection, silence: float) -> list[str]:
    """Workers heard of in the last `silence` seconds, by name."""
    since = now(connection) - silence
    query = select(WORKER.c.id).where(WORKER.c.seen_at >= since).order_by(WORKER.c.id)
    return list(connection.scalars(query))
