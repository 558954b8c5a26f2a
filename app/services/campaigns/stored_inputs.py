"""Input tables of a campaign in the store: written one by one, read together."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.files.campaign import FILES
from app.files.read import frame_of_parquet
from app.files.write import encode_table
from app.services.history.stored import HISTORY_KIND, history_frame
from app.services.people.tables import (
    absence_rows,
    absences_frame,
    agent_columns,
    agent_rows,
    agents_frame,
    changed_agents,
)
from app.services.planning.inputs import INPUT_TABLES
from app.storage import campaigns, people, versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.storage.versions import Origin, Version

CAMPAIGN_KIND, CAMPAIGN_PART = "campaign", "campaign.toml"
AGENTS_KIND, TIME_OFF_KIND = "agents", "time_off"
# Whose rows live in tables of their own.
_PEOPLE = (AGENTS_KIND, TIME_OFF_KIND)
# Kinds that are kept as a version with the table in it.
TABLE_KINDS = tuple(name for name in FILES if name not in (*_PEOPLE, HISTORY_KIND))
_NOTE = "table.json"
_NOTHING = versions.content_hash({})


def put_table(
    connection: Connection,
    campaign_id: int,
    kind: str,
    frame: pd.DataFrame | None,
    origin: Origin,
) -> Version | None:
    """
    Save an input table if it is another than the newest.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``; rights and the audit are the caller's.
    campaign_id : int
        Of which campaign.
    kind : str
        One of `TABLE_KINDS`.
    frame : DataFrame or None
        Typed rows; None to say that there is no such table any more. Only the columns
        of its contract are kept: others could hold what must be erasable.
    origin : Origin
        Who, why.

    Returns
    -------
    Version or None
        None where nothing changed.
    """
    parts = {} if frame is None else {_file(kind): encoded(kind, frame)}
    return _put(connection, campaign_id, kind, parts, origin)


def encoded(kind: str, frame: pd.DataFrame) -> bytes:
    """
    Bytes of an input table, in the columns of its contract.

    Parameters
    ----------
    kind : str
        One of `TABLE_KINDS`.
    frame : DataFrame
        Typed rows; columns that the contract does not know are left out.

    Returns
    -------
    bytes
        Parquet file.
    """
    table = INPUT_TABLES[kind]
    own = frame[[name for name in table.names if name in frame]]
    return encode_table(Path(_file(kind)), own, table)


def put_people(
    connection: Connection,
    campaign_id: int,
    tables: Mapping[str, pd.DataFrame],
    origin: Origin,
) -> None:
    """
    Make the agents and absences of a campaign those of its files.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``; rights and the audit are the caller's.
    campaign_id : int
        Of which campaign.
    tables : mapping of str to DataFrame
        With ``agents`` and ``time_off`` where the campaign has them.
    origin : Origin
        Who, why.
    """
    for kind in _PEOPLE:
        frame = tables.get(kind)
        put_note(connection, campaign_id, kind, frame, origin)
    agents = tables.get(AGENTS_KIND)
    _put_agents(
        connection,
        campaign_id,
        [] if agents is None else agent_rows(agents, whole=True),
    )
    absences = tables.get(TIME_OFF_KIND)
    _put_absences(
        connection, campaign_id, [] if absences is None else absence_rows(absences)
    )


def put_note(
    connection: Connection,
    campaign_id: int,
    kind: str,
    frame: pd.DataFrame | None,
    origin: Origin,
) -> None:
    """
    Note which columns the agents or time-off file has; no row of it.

    Parameters
    ----------
    connection, campaign_id, origin
        As in `put_table`.
    kind : str
        ``agents`` or ``time_off``.
    frame : DataFrame or None
        Table of the file; None to say that there is no such file any more.

    Raises
    ------
    StaleError
        If ``origin.base_number`` is given, and not the newest any more.
    """
    parts = {}
    if frame is not None:
        table = INPUT_TABLES[kind]
        note: dict[str, Any] = {"source": table.source(frame)}
        if kind == AGENTS_KIND:
            note["columns"] = agent_columns(frame)
        parts[_NOTE] = json.dumps(note, ensure_ascii=False).encode()
    _put(connection, campaign_id, kind, parts, origin)


def ensure_note(
    connection: Connection, campaign_id: int, kind: str, origin: Origin
) -> None:
    """
    Say that a campaign has agents or time off, if it has had none so far.

    Parameters
    ----------
    connection, campaign_id, kind, origin
        As in `put_note`.

    Raises
    ------
    StaleError
        As in `put_note`.
    """
    version = versions.latest(connection, campaign_id, kind)
    if version is None or not present({kind: version}):
        table = INPUT_TABLES[kind]
        required = [column.name for column in table.columns if column.required]
        put_note(connection, campaign_id, kind, pd.DataFrame(columns=required), origin)


def present(newest: Mapping[str, Version]) -> tuple[str, ...]:
    """
    Input tables that a campaign has, of the newest version of every kind.

    Parameters
    ----------
    newest : mapping of str to Version
        The newest version of every kind.

    Returns
    -------
    tuple of str
        Names; a table whose newest version says that there is none is left out.
    """
    return tuple(
        name
        for name in FILES
        if name in newest and newest[name].content_hash != _NOTHING
    )


def read_tables(
    connection: Connection,
    campaign_id: int,
    newest: Mapping[str, Version],
    timezone: str,
) -> dict[str, pd.DataFrame]:
    """
    Read every input table that a campaign has.

    Parameters
    ----------
    connection : Connection
        Of the store; rights have been checked.
    campaign_id : int
        Of which campaign.
    newest : mapping of str to Version
        The newest version of every kind.
    timezone : str
        Zone of the times.

    Returns
    -------
    dict of str to DataFrame
        Typed, as `app.services.planning.inputs.read_inputs` reads the files.
    """
    found: dict[str, pd.DataFrame] = {}
    for kind in present(newest):
        if kind == HISTORY_KIND:
            numbers = campaigns.queues(connection, campaign_id)
            frame = history_frame(connection, campaign_id, numbers, timezone=timezone)
            if len(frame):
                found[kind] = frame
        elif kind == AGENTS_KIND:
            rows = people.agents(connection, campaign_id)
            note = _note(connection, newest[kind])
            if rows:
                found[kind] = agents_frame(rows, note["columns"], source=note["source"])
        elif kind == TIME_OFF_KIND:
            rows = people.absences(connection, campaign_id)
            source = _note(connection, newest[kind])["source"]
            found[kind] = absences_frame(rows, timezone=timezone, source=source)
        else:
            found[kind] = table_of(connection, newest[kind], timezone)
    return found


def table_of(connection: Connection, version: Version, timezone: str) -> pd.DataFrame:
    """
    Typed rows of a version of one of `TABLE_KINDS`.

    Parameters
    ----------
    connection : Connection
        Of the store; rights have been checked.
    version : Version
        One that holds a table.
    timezone : str
        Zone of the times.

    Returns
    -------
    DataFrame
        As the contract of the table says.

    Raises
    ------
    UnknownNameError
        If the version says that there is no such table any more.
    TableError
        If the stored table is damaged.
    """
    name = _file(version.kind)
    frame = frame_of_parquet(versions.part(connection, version.id, name), name)
    return INPUT_TABLES[version.kind].parse(frame, timezone=timezone)


def input_hash(
    connection: Connection, campaign_id: int, newest: Mapping[str, Version]
) -> str:
    """
    Hash of all that a plan of the campaign is made from.

    People count by code and revision, so that no personal data enter it.

    Parameters
    ----------
    connection : Connection
        Of the store.
    campaign_id : int
        Of which campaign.
    newest : mapping of str to Version
        The newest version of every kind.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    kinds = (CAMPAIGN_KIND, *FILES)
    saved = [
        (kind, newest[kind].number, newest[kind].content_hash)
        for kind in kinds
        if kind in newest
    ]
    agents = [
        (row["agent"], row["revision"])
        for row in people.agents(connection, campaign_id, columns=())
    ]
    absences = [
        (row["id"], row["revision"]) for row in people.absences(connection, campaign_id)
    ]
    return sha256(json.dumps([saved, agents, absences]).encode()).hexdigest()


def _put(
    connection: Connection,
    campaign_id: int,
    kind: str,
    parts: Mapping[str, bytes],
    origin: Origin,
) -> Version | None:
    last = versions.latest(connection, campaign_id, kind)
    same = _NOTHING if last is None else last.content_hash
    if origin.base_number is None and versions.content_hash(parts) == same:
        return None
    return versions.save(
        connection, campaign_id=campaign_id, kind=kind, parts=parts, origin=origin
    )


def _put_agents(
    connection: Connection, campaign_id: int, rows: list[dict[str, Any]]
) -> None:
    known = {row["agent"]: row for row in people.agents(connection, campaign_id)}
    wanted = {row["agent"] for row in rows}
    people.remove(connection, campaign_id, known.keys() - wanted)
    people.put(connection, campaign_id, changed_agents(known, rows))


def _put_absences(
    connection: Connection, campaign_id: int, rows: list[dict[str, Any]]
) -> None:
    def key(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return (row["agent"], row["start"], row["end"], row["kind"])

    known = {key(row): row for row in people.absences(connection, campaign_id)}
    wanted = {key(row) for row in rows}
    for each, row in known.items():
        if each not in wanted:
            people.remove_absence(connection, row["id"], revision=row["revision"])
    new = [row for row in rows if key(row) not in known]
    people.add_absences(connection, campaign_id, new)


def _note(connection: Connection, version: Version) -> dict[str, Any]:
    note: dict[str, Any] = json.loads(versions.part(connection, version.id, _NOTE))
    return note


def _file(kind: str) -> str:
    return f"{kind}.parquet"
