"""Several agents changed in one step, and the last change undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.people.agents import checked_row, require_edit
from app.services.people.tables import kept_erased
from app.storage import agents_before, campaigns, people
from app.storage.audit import Entry, record
from app.storage.authors import author_name, stale
from wfm.errors import (
    ParameterError,
    StaleError,
    TransitionError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.storage.agents_before import Before
    from app.storage.engine import Store

# What suits several at once; all else is about one person.
TOGETHER = ("team", "contract", "home_site", "available_until")


def change_agents(
    store: Store,
    actor: Actor,
    campaign_id: int,
    seen: Mapping[str, int],
    fields: Mapping[str, Any],
) -> int:
    """
    Give several agents the same team, contract, site or last day: all, or none.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; edits people.
    campaign_id : int
        Of which campaign.
    seen : mapping of str to int
        Code of each agent to the revision that the edit was made on.
    fields : mapping of str to object
        Of `TOGETHER`; days as ISO text.

    Returns
    -------
    int
        How many were not like that before.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign, agent or column do not exist.
    ParameterError
        If nobody was chosen, or nothing to be changed.
    TableError
        If a value is not what its column promises.
    StaleError
        If another changed one of them since.
    """
    if not seen or not fields:
        raise ParameterError("agents", len(seen), "at least one, and what to change")
    with store.writing() as connection:
        require_edit(connection, actor, campaign_id, fields)
        for name in fields:
            if name not in TOGETHER:
                raise UnknownNameError("column", name, TOGETHER)
        campaigns.take_turn(connection, campaign_id)
        before = _as_seen(connection, campaign_id, seen)
        rows = [
            checked_row(connection, campaign_id, agent, {**row, **fields})
            for agent, row in before.items()
        ]
        changed = {
            row["agent"]: {name: row[name] for name in fields}
            for row in kept_erased(before, rows)
            if any(before[row["agent"]][name] != row[name] for name in fields)
        }
        for agent, cells in changed.items():
            people.change(connection, before[agent]["id"], cells, revision=seen[agent])
        replaced = {agent: before[agent] for agent in changed}
        agents_before.keep(connection, campaign_id, replaced, actor.account_id)
        if changed:
            told = {"agents": len(changed), "fields": sorted(fields)}
            _record(connection, actor, campaign_id, "people.together", told)
    return len(changed)


def undo_change(store: Store, actor: Actor, campaign_id: int) -> int:
    """
    Undo the last change of the agents of a campaign, an import too.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; made the change, edits people and reads what is private.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    int
        How many agents are as before; those that the change added are gone.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    TransitionError
        If there is nothing to undo.
    StaleError
        If another made the last change, or changed one of the agents since.
    """
    with store.writing() as connection:
        campaign_in_reach(connection, actor, Action.PEOPLE_EDIT, campaign_id)
        actor.require(Action.PEOPLE_PRIVATE, campaign_id)
        campaigns.take_turn(connection, campaign_id)
        last = agents_before.kept(connection, campaign_id)
        if not last:
            raise TransitionError("as it was", "undo", ())
        other = next((e for e in last if e.account_id != actor.account_id), None)
        if other is not None:
            who = author_name(connection, other.account_id)
            raise StaleError("people", who, other.at)
        seen = {each.agent: each.revision for each in last}
        now = _as_seen(connection, campaign_id, seen)
        for each in last:
            _put_back(connection, campaign_id, each, now[each.agent])
        agents_before.forget(connection, campaign_id)
        told = {"agents": len(last)}
        _record(connection, actor, campaign_id, "people.undo", told)
    return len(last)


def _as_seen(
    connection: Connection, campaign_id: int, seen: Mapping[str, int]
) -> dict[str, dict[str, Any]]:
    """Give agents by code, if all of them are still as they were seen."""
    found = {}
    for agent in sorted(seen):
        row = people.agent(connection, campaign_id, agent)
        if row is None:
            raise UnknownNameError("agent", agent, ())
        if row["revision"] != seen[agent]:
            number = str(row["id"])
            raise stale(connection, f"agent {agent}", "agent", number, campaign_id)
        found[agent] = row
    return found


def _put_back(
    connection: Connection, campaign_id: int, each: Before, row: Mapping[str, Any]
) -> None:
    if each.cells is None:
        people.remove(connection, campaign_id, [each.agent])
        return
    people.change(connection, row["id"], each.cells, revision=each.revision)


def _record(
    connection: Connection,
    actor: Actor,
    campaign_id: int,
    action: str,
    told: dict[str, Any],
) -> None:
    """Record how many agents changed, and in which columns; no cell, and nobody."""
    entry = Entry(
        action=action,
        object_kind="campaign",
        object_id=str(campaign_id),
        account_id=actor.account_id,
        campaign_id=campaign_id,
        changes=told,
    )
    record(connection, entry)
