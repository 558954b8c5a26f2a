"""The history of a campaign in the store: imported once, read by queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.text_cells import check_texts
from app.storage import campaigns, facts, versions
from app.storage.audit import Entry, record
from app.storage.schema.campaigns import QUEUE
from app.storage.versions import Origin
from wfm.tables import HISTORY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.storage.engine import Store
    from app.storage.versions import Version

HISTORY_KIND = "history"
NOTE = "import.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """
    What an import did.

    Attributes
    ----------
    new, changed, same : int
        Intervals that were not known, had other figures, had the same figures.
    version : Version
        History version that wrote them; of an import that was done before, its own.
    already : bool
        Whether the same file had been imported before, and nothing was written.
    """

    new: int
    changed: int
    same: int
    version: Version
    already: bool = False


def write_history(
    connection: Connection,
    actor: Actor,
    campaign_id: int,
    frame: pd.DataFrame,
    *,
    reason: str,
    file_hash: str,
) -> Imported:
    """
    Write a history over what is known, in the caller's transaction.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    actor : Actor
        Who imports.
    campaign_id : int
        Into which campaign.
    frame : DataFrame
        History table. A column that it lacks stays as it is.
    reason : str
        In the author's words.
    file_hash : str
        SHA-256 of the file: one that was imported before is not written again, so that
        a job may run twice. Empty to write in any case.

    Returns
    -------
    Imported
        Counts of intervals, and the version.

    Raises
    ------
    UnknownNameError, ForbiddenError
        If the campaign is out of reach, or the role may not import.
    TableError
        If it is no history table.
    """
    row = campaign_in_reach(connection, actor, Action.HISTORY_IMPORT, campaign_id)
    typed = HISTORY.parse(frame, timezone=row.timezone)
    origin = Origin(author_id=actor.account_id, reason=reason, input_hash=file_hash)
    campaigns.take_turn(connection, campaign_id)
    if file_hash:
        before = versions.by_input(connection, campaign_id, HISTORY_KIND, file_hash)
        if before is not None:
            return _again(connection, before)
    done = put_history(connection, campaign_id, typed, origin)
    entry = Entry(
        action="history.import",
        object_kind="version",
        object_id=str(done.version.id),
        account_id=actor.account_id,
        campaign_id=campaign_id,
        version=done.version.number,
        reason=reason,
        changes={"new": done.new, "changed": done.changed, "same": done.same},
    )
    record(connection, entry)
    return done


def put_history(
    connection: Connection, campaign_id: int, typed: pd.DataFrame, origin: Origin
) -> Imported:
    """
    Write a typed history; rights and the audit are the caller's.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    campaign_id : int
        Into which campaign.
    typed : DataFrame
        Of the history contract.
    origin : Origin
        Who, why, and the hash of the file.

    Returns
    -------
    Imported
    """
    campaigns.take_turn(connection, campaign_id)
    names = [str(name) for name in typed["queue"].unique()]
    check_texts(QUEUE, [{"name": name} for name in names], source="queues")
    numbers = campaigns.add_queues(connection, campaign_id, names)
    counts = {"new": 0, "changed": 0, "same": 0}
    to_write = {}
    for queue, rows in typed.groupby("queue", sort=False):
        number = numbers[str(queue)]
        fresh, other, same = _compared(connection, number, rows)
        counts["new"] += int(fresh.sum())
        counts["changed"] += int(other.sum())
        counts["same"] += same
        to_write[number] = rows[fresh | other]
    known = history_columns(connection, campaign_id)
    note = {
        **counts,
        "columns": [name for name in HISTORY.names if name in typed or name in known],
        "source": HISTORY.source(typed),
    }
    version = versions.save(
        connection,
        campaign_id=campaign_id,
        kind=HISTORY_KIND,
        parts={NOTE: json.dumps(note, ensure_ascii=False).encode()},
        origin=origin,
    )
    for number, rows in to_write.items():
        facts.write(connection, number, rows, version=version.number)
    return Imported(
        new=counts["new"],
        changed=counts["changed"],
        same=counts["same"],
        version=version,
    )


def read_history(
    store: Store,
    actor: Actor,
    campaign_id: int,
    *,
    queues: Sequence[str] | None = None,
    first: pd.Timestamp | None = None,
    until: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """
    Read the history of a campaign.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.
    campaign_id : int
        Of which campaign.
    queues : sequence of str, optional
        Only these; those that have no history are left out.
    first, until : Timestamp, optional
        Aware; from, and before which.

    Returns
    -------
    DataFrame
        History table, typed, by queue in the order in which they came, and time; with
        those columns that an import has had.

    Raises
    ------
    UnknownNameError, ForbiddenError
        If the campaign is out of reach, or the role may not read it.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.HISTORY_READ, campaign_id)
        numbers = campaigns.queues(connection, campaign_id)
        if queues is not None:
            numbers = {name: numbers[name] for name in queues if name in numbers}
        return history_frame(
            connection, campaign_id, numbers, timezone=row.timezone, span=(first, until)
        )


def history_frame(
    connection: Connection,
    campaign_id: int,
    numbers: dict[str, int],
    *,
    timezone: str,
    span: tuple[pd.Timestamp | None, pd.Timestamp | None] = (None, None),
) -> pd.DataFrame:
    """
    History table of some queues.

    Parameters
    ----------
    connection : Connection
        Of the store; rights have been checked.
    campaign_id : int
        Of which campaign.
    numbers : dict of str to int
        Queues, as `app.storage.campaigns.queues` gives them.
    timezone : str
        Zone of the times.
    span : tuple of Timestamp or None
        From, and before which.

    Returns
    -------
    DataFrame
        Typed.
    """
    parts = []
    for name, number in numbers.items():
        rows = facts.read(
            connection, number, timezone=timezone, first=span[0], until=span[1]
        )
        rows.insert(0, "queue", pd.Series(name, index=rows.index, dtype="str"))
        parts.append(rows)
    if not parts:
        parts = [_no_rows(timezone)]
    note = _note(connection, campaign_id)
    columns = note.get("columns", HISTORY.names)
    found = pd.concat(parts, ignore_index=True)[columns]
    if "source" in note:
        found.attrs["source"] = note["source"]
    return found


def history_columns(connection: Connection, campaign_id: int) -> list[str]:
    """
    Columns that imports of a campaign have had; none before the first.

    Parameters
    ----------
    connection : Connection
        Of the store; rights have been checked.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    list of str
        In the order of the history contract.
    """
    columns: list[str] = _note(connection, campaign_id).get("columns", [])
    return columns


def _note(connection: Connection, campaign_id: int) -> dict[str, Any]:
    last = versions.latest(connection, campaign_id, HISTORY_KIND)
    return {} if last is None else _note_of(connection, last)


def _note_of(connection: Connection, version: Version) -> dict[str, Any]:
    note: dict[str, Any] = json.loads(versions.part(connection, version.id, NOTE))
    return note


def _again(connection: Connection, before: Version) -> Imported:
    note = _note_of(connection, before)
    known = note["new"] + note["changed"] + note["same"]
    return Imported(new=0, changed=0, same=known, version=before, already=True)


def _compared(
    connection: Connection, queue_id: int, rows: pd.DataFrame
) -> tuple[pd.Series, pd.Series, int]:
    """Which rows are new, which say something else, and how many say the same."""
    span = (rows["start"].min(), rows["start"].max() + pd.Timedelta(seconds=1))
    known = facts.read(
        connection, queue_id, timezone="UTC", first=span[0], until=span[1]
    ).set_index("start")
    starts = pd.DatetimeIndex(rows["start"].dt.tz_convert("UTC"))
    fresh = pd.Series(~starts.isin(known.index), rows.index)
    given = [name for name in facts.VALUES if name in rows]
    before = known.reindex(starts)[given].set_axis(rows.index)
    after = rows[given]
    equal = (before == after) | (before.isna() & after.isna())
    other = ~fresh & ~equal.all(axis=1)
    return fresh, other, int((~fresh & ~other).sum())


def _no_rows(timezone: str) -> pd.DataFrame:
    starts = facts.times_of(pd.Series([], dtype="int64"), timezone)
    values = {name: pd.Series([], dtype="float64") for name in facts.VALUES}
    queue = pd.Series([], dtype="str")
    return pd.DataFrame({"queue": queue, "start": starts, **values})
