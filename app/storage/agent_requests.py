"""Statements about what agents ask for themselves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from app.storage.revisions import change_row
from app.storage.schema.people import AGENT, AGENT_REQUEST

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection, Select


def add(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add a request, open: campaign, agent, kind, start, end, note; its number."""
    added = insert(AGENT_REQUEST).values(
        **values, state="open", created_at=int(time.time())
    )
    return int(connection.execute(added.returning(AGENT_REQUEST.c.id)).scalar_one())


def by_id(connection: Connection, request_id: int) -> dict[str, Any] | None:
    """One request; None if there is none."""
    query = select(AGENT_REQUEST).where(AGENT_REQUEST.c.id == request_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else dict(row)


def listing(
    connection: Connection,
    campaign_id: int,
    *,
    codes: Collection[str] | None = None,
    teams: Collection[str] | None = None,
    state: str | None = None,
) -> list[dict[str, Any]]:
    """
    List the requests of a campaign, the newest first.

    Parameters
    ----------
    connection : Connection
        Of the store.
    campaign_id : int
        Which.
    codes, teams : collection of str, optional
        Only of these agents; only of agents of these teams.
    state : str, optional
        Only in this state.

    Returns
    -------
    list of dict
        Every column.
    """
    table = AGENT_REQUEST.c
    query: Select[Any] = select(AGENT_REQUEST).where(table.campaign_id == campaign_id)
    if codes is not None:
        query = query.where(table.agent.in_(sorted(codes)))
    if teams is not None:
        of_teams = select(AGENT.c.agent).where(
            AGENT.c.campaign_id == campaign_id, AGENT.c.team.in_(sorted(teams))
        )
        query = query.where(table.agent.in_(of_teams))
    if state is not None:
        query = query.where(table.state == state)
    found = connection.execute(query.order_by(table.id.desc())).mappings()
    return [dict(row) for row in found]


def change(
    connection: Connection,
    request_id: int,
    fields: Mapping[str, Any],
    *,
    revision: int,
) -> bool:
    """Change a request if its revision is still the given one; whether so."""
    return change_row(connection, AGENT_REQUEST, request_id, fields, revision)


def forget(connection: Connection, campaign_id: int, agent: str) -> list[int]:
    """Take the notes out of the requests of an agent; the numbers of all of them."""
    changed = connection.execute(
        update(AGENT_REQUEST)
        .where(AGENT_REQUEST.c.campaign_id == campaign_id)
        .where(AGENT_REQUEST.c.agent == agent)
        .values(note="", revision=AGENT_REQUEST.c.revision + 1)
        .returning(AGENT_REQUEST.c.id)
    )
    return list(changed.scalars())
