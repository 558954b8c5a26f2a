"""The last change of the agents of a campaign: how they were before it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from app.storage.people import FIELDS
from app.storage.schema.people import AGENT, AGENT_BEFORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """
    An agent before the last change.

    Attributes
    ----------
    agent : str
        Code.
    account_id : int or None
        Who made the change; None for the command line.
    revision : int
        Of the agent after it.
    cells : dict or None
        Columns before it; None where it added the agent.
    at : int
        When, UTC seconds.
    """

    agent: str
    account_id: int | None
    revision: int
    cells: dict[str, Any] | None
    at: int


def keep(
    connection: Connection,
    campaign_id: int,
    before: Mapping[str, Mapping[str, Any] | None],
    account_id: int | None,
) -> None:
    """
    Keep what a change has just replaced; what was kept of the one before it goes.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``; the change is made in it.
    campaign_id : int
        Which campaign.
    before : mapping of str to (mapping or None)
        Agents that changed, with every column; None for those that are new.
    account_id : int or None
        Who changed them.
    """
    if not before:
        return
    forget(connection, campaign_id)
    query = select(AGENT.c.agent, AGENT.c.revision)
    found = connection.execute(query.where(AGENT.c.campaign_id == campaign_id))
    revisions = {row.agent: row.revision for row in found}
    now = int(time.time())
    records = [
        {
            "campaign_id": campaign_id,
            "agent": agent,
            "account_id": account_id,
            "revision": revisions[agent],
            "cells": "" if row is None else _text(row),
            "at": now,
        }
        for agent, row in before.items()
    ]
    connection.execute(insert(AGENT_BEFORE), records)


def kept(connection: Connection, campaign_id: int) -> list[Before]:
    """Agents of the last change of a campaign, by code; empty if there is none."""
    columns = [AGENT_BEFORE.c[name] for name in Before.__slots__]
    query = select(*columns).where(AGENT_BEFORE.c.campaign_id == campaign_id)
    rows = connection.execute(query.order_by(AGENT_BEFORE.c.agent)).mappings()
    return [
        Before(**{**row, "cells": json.loads(row["cells"]) if row["cells"] else None})
        for row in rows
    ]


def forget(connection: Connection, campaign_id: int, agent: str | None = None) -> None:
    """Forget the last change of a campaign, or what it kept of one agent."""
    which = [AGENT_BEFORE.c.campaign_id == campaign_id]
    if agent is not None:
        which.append(AGENT_BEFORE.c.agent == agent)
    connection.execute(delete(AGENT_BEFORE).where(*which))


def _text(row: Mapping[str, Any]) -> str:
    return json.dumps({name: row[name] for name in FIELDS}, ensure_ascii=False)
