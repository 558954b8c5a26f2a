"""Statements about interval facts: what arrived by queue and interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlalchemy import func, select

from app.storage.schema.campaigns import INTERVAL_FACT, QUEUE
from app.storage.upserts import insert_into
from wfm.intervals import zone

if TYPE_CHECKING:
    from sqlalchemy import Connection

VALUES = (
    "offered",
    "answered",
    "abandoned",
    "answered_in_threshold",
    "aht_s",
    "wait_s",
)
_EPOCH = pd.Timestamp(0, tz="UTC")
_SECOND = pd.Timedelta(seconds=1)


def write(
    connection: Connection, queue_id: int, rows: pd.DataFrame, *, version: int
) -> int:
    """
    Write facts of a queue over those that are there.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    queue_id : int
        Whose facts they are.
    rows : DataFrame
        ``start`` (aware) and any of `VALUES`; a column that is missing stays as it
        is where the interval is known, and is unknown where it is not.
    version : int
        Number of the history version that writes.

    Returns
    -------
    int
        Rows written.
    """
    given = [name for name in VALUES if name in rows]
    if rows.empty:
        return 0
    columns = [_numbers(rows[name]) for name in given]
    names = ("start", *given)
    records: list[dict[str, Any]] = [
        {
            "queue_id": queue_id,
            "version": version,
            **dict(zip(names, each, strict=True)),
        }
        for each in zip(seconds_of(rows["start"]).tolist(), *columns, strict=True)
    ]
    statement = insert_into(connection, INTERVAL_FACT)
    changed = {name: statement.excluded[name] for name in (*given, "version")}
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["queue_id", "start"], set_=changed
        ),
        records,
    )
    return len(records)


def read(
    connection: Connection,
    queue_id: int,
    *,
    timezone: str,
    first: pd.Timestamp | None = None,
    until: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """
    Facts of a queue, in the order of time.

    Parameters
    ----------
    connection : Connection
        Of the store.
    queue_id : int
        Whose.
    timezone : str
        Zone of the times returned.
    first, until : Timestamp, optional
        Aware; from, and before which.

    Returns
    -------
    DataFrame
        ``start`` (``datetime64[us, timezone]``) and `VALUES` as float64.
    """
    columns = [INTERVAL_FACT.c[name] for name in ("start", *VALUES)]
    query = select(*columns).where(INTERVAL_FACT.c.queue_id == queue_id)
    if first is not None:
        query = query.where(INTERVAL_FACT.c.start >= int(first.timestamp()))
    if until is not None:
        query = query.where(INTERVAL_FACT.c.start < int(until.timestamp()))
    found = connection.execute(query.order_by(INTERVAL_FACT.c.start)).all()
    table = np.array([tuple(row) for row in found], dtype="float64")
    table = table.reshape(len(found), len(columns))
    starts = times_of(pd.Series(table[:, 0].astype("int64")), timezone)
    values = {name: table[:, place] for place, name in enumerate(VALUES, start=1)}
    return pd.DataFrame({"start": starts, **values})


def extent(connection: Connection, campaign_id: int) -> tuple[int, int, int] | None:
    """Rows, first and last start (UTC seconds) of a campaign; None without facts."""
    start = INTERVAL_FACT.c.start
    found = connection.execute(
        select(func.count(), func.min(start), func.max(start))
        .join(QUEUE, QUEUE.c.id == INTERVAL_FACT.c.queue_id)
        .where(QUEUE.c.campaign_id == campaign_id)
    ).one()
    return None if found[0] == 0 else (found[0], found[1], found[2])


def by_queue(
    connection: Connection, campaign_id: int
) -> list[tuple[str, int, int, int, float]]:
    """Queue, rows, first and last start (UTC seconds) and contacts, by queue."""
    start, offered = INTERVAL_FACT.c.start, INTERVAL_FACT.c.offered
    found = connection.execute(
        select(
            QUEUE.c.name,
            func.count(),
            func.min(start),
            func.max(start),
            func.coalesce(func.sum(offered), 0.0),
        )
        .join(QUEUE, QUEUE.c.id == INTERVAL_FACT.c.queue_id)
        .where(QUEUE.c.campaign_id == campaign_id)
        .group_by(QUEUE.c.id, QUEUE.c.name)
        .order_by(QUEUE.c.id)
    )
    return [(row[0], row[1], row[2], row[3], float(row[4])) for row in found]


def seconds_of(times: pd.Series) -> pd.Series:
    """UTC seconds of aware times without a gap."""
    return (times.dt.tz_convert("UTC") - _EPOCH) // _SECOND


def times_of(seconds: pd.Series, timezone: str) -> pd.Series:
    """Aware times (``datetime64[us, timezone]``) of UTC seconds."""
    stamps = pd.to_datetime(seconds, unit="s", utc=True).dt.as_unit("us")
    return stamps.dt.tz_convert(zone(timezone))


def _numbers(values: pd.Series) -> list[float | None]:
    unknown = values.isna().tolist()
    numbers = values.to_numpy(dtype="float64").tolist()
    return [None if no else each for each, no in zip(numbers, unknown, strict=True)]
