"""Statements about agents and their absences."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from app.storage.revisions import change_row
from app.storage.schema.people import ABSENCE, AGENT
from app.storage.upserts import insert_into

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection, Select

FIELDS = tuple(
    column.name
    for column in AGENT.columns
    if column.name not in {"id", "campaign_id", "agent", "revision", "erased_at"}
)
# What is left of a person who is erased: code, contract, skills, team and days.
ERASED: dict[str, Any] = {
    "name": "",
    "document": "",
    "email": "",
    "hourly_cost": None,
    "monthly_wage": None,
    "born": None,
    "seniority_date": None,
    "restrictions": "",
    "restricted_until": None,
}


def agents(
    connection: Connection,
    campaign_id: int,
    *,
    columns: Sequence[str] = FIELDS,
    teams: Collection[str] | None = None,
) -> list[dict[str, Any]]:
    """
    Agents of a campaign in the order in which they came.

    Parameters
    ----------
    connection : Connection
        Of the store.
    campaign_id : int
        Which.
    columns : sequence of str
        Of `FIELDS`; ``agent``, ``revision`` and ``erased_at`` are always given.
    teams : collection of str, optional
        Only of these.

    Returns
    -------
    list of dict
        One for each agent.
    """
    wanted = [AGENT.c[name] for name in ("agent", *columns, "revision", "erased_at")]
    query = select(*wanted).where(AGENT.c.campaign_id == campaign_id)
    if teams is not None:
        query = query.where(AGENT.c.team.in_(sorted(teams)))
    found = connection.execute(query.order_by(AGENT.c.id)).mappings()
    return [dict(row) for row in found]


def agent(connection: Connection, campaign_id: int, code: str) -> dict[str, Any] | None:
    """One agent with every column; None if there is none."""
    query = select(AGENT).where(AGENT.c.campaign_id == campaign_id)
    row = connection.execute(query.where(AGENT.c.agent == code)).mappings().first()
    return None if row is None else dict(row)


def put(
    connection: Connection, campaign_id: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    """
    Add agents, or write over those that are there; their revisions rise.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    campaign_id : int
        Which.
    rows : sequence of mapping
        ``agent`` and any of `FIELDS`, the same ones in each. A field that is not
        given stays as it is.
    """
    if not rows:
        return
    records = [{"campaign_id": campaign_id, **row} for row in rows]
    statement = insert_into(connection, AGENT)
    changed: dict[str, Any] = {
        name: statement.excluded[name] for name in rows[0] if name != "agent"
    }
    changed["revision"] = AGENT.c.revision + 1
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["campaign_id", "agent"], set_=changed
        ),
        records,
    )


def change(
    connection: Connection,
    agent_id: int,
    fields: Mapping[str, Any],
    *,
    revision: int,
) -> bool:
    """Change fields of an agent if its revision is still the given one; whether so."""
    return change_row(connection, AGENT, agent_id, fields, revision)


def remove(connection: Connection, campaign_id: int, codes: Collection[str]) -> None:
    """Take agents out, with their absences."""
    for table in (ABSENCE, AGENT):
        connection.execute(
            delete(table).where(
                table.c.campaign_id == campaign_id, table.c.agent.in_(sorted(codes))
            )
        )


def erase(connection: Connection, campaign_id: int, code: str) -> None:
    """Take the personal data of an agent out, and the notes of absences."""
    connection.execute(
        update(AGENT)
        .where(AGENT.c.campaign_id == campaign_id, AGENT.c.agent == code)
        .values(**ERASED, erased_at=int(time.time()), revision=AGENT.c.revision + 1)
    )
    connection.execute(
        update(ABSENCE)
        .where(ABSENCE.c.campaign_id == campaign_id, ABSENCE.c.agent == code)
        .values(note="", revision=ABSENCE.c.revision + 1)
    )


def absences(
    connection: Connection,
    campaign_id: int,
    *,
    codes: Collection[str] | None = None,
    teams: Collection[str] | None = None,
) -> list[dict[str, Any]]:
    """
    Absences in the order in which they came, with every column.

    Parameters
    ----------
    connection : Connection
        Of the store.
    campaign_id : int
        Which.
    codes, teams : collection of str, optional
        Only of these agents; only of agents of these teams.

    Returns
    -------
    list of dict
        One for each absence.
    """
    query: Select[Any] = select(ABSENCE).where(ABSENCE.c.campaign_id == campaign_id)
    if codes is not None:
        query = query.where(ABSENCE.c.agent.in_(sorted(codes)))
    if teams is not None:
        of_teams = select(AGENT.c.agent).where(
            AGENT.c.campaign_id == campaign_id, AGENT.c.team.in_(sorted(teams))
        )
        query = query.where(ABSENCE.c.agent.in_(of_teams))
    found = connection.execute(query.order_by(ABSENCE.c.id)).mappings()
    return [dict(row) for row in found]


def absence(connection: Connection, absence_id: int) -> dict[str, Any] | None:
    """One absence; None if there is none."""
    query = select(ABSENCE).where(ABSENCE.c.id == absence_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else dict(row)


def add_absences(
    connection: Connection, campaign_id: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Add absences: ``agent``, ``start``, ``end`` (UTC seconds), ``kind``, ``note``."""
    if rows:
        records = [{"campaign_id": campaign_id, **row} for row in rows]
        connection.execute(insert(ABSENCE), records)


def add_absence(
    connection: Connection, campaign_id: int, row: Mapping[str, Any]
) -> int:
    """Add one absence; its number."""
    added = insert(ABSENCE).values(campaign_id=campaign_id, **row)
    return int(connection.execute(added.returning(ABSENCE.c.id)).scalar_one())


def change_absence(
    connection: Connection,
    absence_id: int,
    fields: Mapping[str, Any],
    *,
    revision: int,
) -> bool:
    """Change an absence if its revision is still the given one; whether so."""
    return change_row(connection, ABSENCE, absence_id, fields, revision)


def remove_absence(connection: Connection, absence_id: int, *, revision: int) -> bool:
    """Delete an absence if its revision is still the given one; whether so."""
    removed = connection.execute(
        delete(ABSENCE).where(
            ABSENCE.c.id == absence_id, ABSENCE.c.revision == revision
        )
    )
    return removed.rowcount == 1
