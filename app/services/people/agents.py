"""Agents in the store: read as far as an account may, edited, imported, erased."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.reach import campaign_in_reach, teams_in_reach
from app.services.campaigns.stored_inputs import AGENTS_KIND
from app.services.people.tables import (
    PERSONAL,
    agent_rows,
    changed_agents,
    kept_erased,
)
from app.services.text_cells import check_texts
from app.storage import (
    accounts,
    agent_requests,
    agents_before,
    audit_details,
    campaigns,
    people,
    uploads,
    versions,
)
from app.storage.audit import Entry, record
from app.storage.authors import stale
from app.storage.schema.people import AGENT
from app.storage.versions import Origin
from wfm.errors import Problem, TableError, UnknownNameError
from wfm.tables import AGENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from app.storage.engine import Store

# What a supervisor and a planner know of the people they work with.
KNOWN = (
    *("name", "team", "contract", "skills", "home_site"),
    *("available_from", "available_until"),
)
PRIVATE = tuple(name for name in people.FIELDS if name not in KNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImported:
    """How many agents an import added, changed and found as they were."""

    new: int
    changed: int
    same: int


def agents_of(store: Store, actor: Actor, campaign_id: int) -> list[dict[str, Any]]:
    """
    List the agents of a campaign.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks: a supervisor sees the teams of the account; only those who may read
        what is private are given the columns of `PRIVATE`.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    list of dict
        ``agent``, the columns that the actor may see, ``revision``, ``erased_at``;
        days as ISO text.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.PEOPLE_READ, campaign_id)
        private = actor.may(Action.PEOPLE_PRIVATE, campaign_id)
        return people.agents(
            connection,
            campaign_id,
            columns=people.FIELDS if private else KNOWN,
            teams=teams_in_reach(actor, Action.PEOPLE_READ, campaign_id),
        )


def save_agent(
    store: Store,
    actor: Actor,
    campaign_id: int,
    agent: str,
    fields: Mapping[str, Any],
    revision: int,
) -> int:
    """
    Change an agent, or add one.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; private columns need the right to read them.
    campaign_id : int
        Of which campaign.
    agent : str
        Code of the agent.
    fields : mapping of str to object
        Columns to change, of `app.storage.people.FIELDS`; days as ISO text.
    revision : int
        That the edit was made on; 0 for a new agent.

    Returns
    -------
    int
        The new revision.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign, agent or column do not exist.
    TableError
        If a value is not what its column promises.
    StaleError
        If another changed the agent since, or added one of the same code.
    """
    agent = agent.strip()
    with store.writing() as connection:
        require_edit(connection, actor, campaign_id, fields)
        campaigns.take_turn(connection, campaign_id)
        before = people.agent(connection, campaign_id, agent)
        if before is None and revision:
            raise UnknownNameError("agent", agent, ())
        if before is not None and before["revision"] != revision:
            raise stale(
                connection, f"agent {agent}", "agent", str(before["id"]), campaign_id
            )
        row = checked_row(connection, campaign_id, agent, {**(before or {}), **fields})
        if before is None:
            _ensure_agents(connection, campaign_id, actor)
            people.put(connection, campaign_id, [row])
        else:
            [kept] = kept_erased({agent: before}, [row])
            people.change(connection, before["id"], kept, revision=revision)
        agents_before.keep(connection, campaign_id, {agent: before}, actor.account_id)
        _record(connection, actor, campaign_id, "people.edit", (agent, sorted(fields)))
    return revision + 1


def import_agents(
    store: Store, actor: Actor, campaign_id: int, frame: pd.DataFrame, *, reason: str
) -> PeopleImported:
    """
    Add and change agents from a table; those that it does not name stay.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; private columns need the right to read them.
    campaign_id : int
        Of which campaign.
    frame : DataFrame
        Agents table, as text or typed, with ``name``, ``document`` and ``email`` if
        they are known. A column that it lacks stays as it is.
    reason : str
        In the author's words.

    Returns
    -------
    PeopleImported
        Counts of agents.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    TableError
        With everything that is wrong in the table; nothing is written then.
    """
    typed = AGENTS.parse(frame)
    source = AGENTS.source(typed)
    rows = agent_rows(typed)
    check_texts(AGENT, rows, source=source)
    with store.writing() as connection:
        fields = [name for name in typed if name in people.FIELDS]
        require_edit(connection, actor, campaign_id, dict.fromkeys(fields))
        campaigns.take_turn(connection, campaign_id)
        _require_contracts(connection, campaign_id, rows, source)
        known = {row["agent"]: row for row in people.agents(connection, campaign_id)}
        changed = changed_agents(known, rows)
        new = [row for row in rows if row["agent"] not in known]
        _ensure_agents(connection, campaign_id, actor)
        people.put(connection, campaign_id, changed)
        before = {row["agent"]: known.get(row["agent"]) for row in changed}
        agents_before.keep(connection, campaign_id, before, actor.account_id)
        counts = PeopleImported(
            new=len(new),
            changed=len(changed) - len(new),
            same=len(rows) - len(changed),
        )
        entry = Entry(
            action="people.import",
            object_kind="campaign",
            object_id=str(campaign_id),
            account_id=actor.account_id,
            campaign_id=campaign_id,
            reason=reason,
            changes={"new": counts.new, "changed": counts.changed},
        )
        record(connection, entry)
    return counts


def erase_person(store: Store, actor: Actor, campaign_id: int, agent: str) -> None:
    """
    Take the personal data of an agent out for good; schedules keep the code.

    Name, document, address, pay, birth, seniority and restrictions go, and with them
    the notes of absences and requests, what the audit trail said about the person, and
    the names of the person's own account, which opens nothing from then on.

    Parameters
    ----------
    store : Store
        Where. Freed pages of its file may hold the data until they are written over;
        ``VACUUM`` writes them.
    actor : Actor
        Who; may edit people and read what is private.
    campaign_id : int
        Of which campaign.
    agent : str
        Code of the agent.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or agent do not exist.
    """
    with store.writing() as connection:
        campaign_in_reach(connection, actor, Action.PEOPLE_EDIT, campaign_id)
        actor.require(Action.PEOPLE_PRIVATE, campaign_id)
        row = people.agent(connection, campaign_id, agent)
        if row is None:
            raise UnknownNameError("agent", agent, ())
        absences = people.absences(connection, campaign_id, codes=[agent])
        people.erase(connection, campaign_id, agent)
        agents_before.forget(connection, campaign_id, agent)
        # A roster that waits to be imported may have the person in it.
        uploads.remove_of_campaign(connection, campaign_id)
        requests = agent_requests.forget(connection, campaign_id, agent)
        own = accounts.of_agent(connection, campaign_id, agent)
        for account_id in own:
            accounts.erase(connection, account_id, int(time.time()))
        for kind, numbers in (
            ("account", own),
            ("agent", [row["id"]]),
            ("absence", [each["id"] for each in absences]),
            ("agent_request", requests),
        ):
            audit_details.forget(connection, kind, map(str, numbers))
        _record(connection, actor, campaign_id, "people.erase", (agent, []))


def require_edit(
    connection: Connection, actor: Actor, campaign_id: int, fields: Iterable[str]
) -> None:
    """
    Require that an account may change some columns of agents.

    Parameters
    ----------
    connection : Connection
        Of the transaction of the change.
    actor : Actor
        Who.
    campaign_id : int
        Of which campaign.
    fields : iterable of str
        Columns.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or column do not exist.
    """
    campaign_in_reach(connection, actor, Action.PEOPLE_EDIT, campaign_id)
    for name in fields:
        if name not in people.FIELDS:
            raise UnknownNameError("column", name, people.FIELDS)
    if any(name in PRIVATE for name in fields):
        actor.require(Action.PEOPLE_PRIVATE, campaign_id)


def checked_row(
    connection: Connection, campaign_id: int, agent: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """
    Row of one agent, held to the contract of the table.

    Parameters
    ----------
    connection : Connection
        Of the transaction of the change.
    campaign_id : int
        Of which campaign.
    agent : str
        Code of the agent.
    given : mapping of str to object
        Columns as they are typed.

    Returns
    -------
    dict of str to object
        Typed, ready for the store.

    Raises
    ------
    TableError
        If a value is not what its column promises.
    """
    wanted = {name: given.get(name) for name in (*AGENTS.names, *PERSONAL)}
    wanted["agent"] = agent
    cells = {name: "" if cell is None else cell for name, cell in wanted.items()}
    frame = pd.DataFrame([cells]).astype("str")
    [row] = agent_rows(AGENTS.parse(frame, source=AGENTS_KIND), whole=True)
    check_texts(AGENT, [row], source=AGENTS_KIND)
    _require_contracts(connection, campaign_id, [row], AGENTS_KIND)
    return row


def _require_contracts(
    connection: Connection, campaign_id: int, rows: list[dict[str, Any]], source: str
) -> None:
    version = versions.latest(connection, campaign_id, "contracts")
    known: set[str] = set()
    if version is not None and stored_inputs.present({"contracts": version}):
        table = stored_inputs.table_of(connection, version, "UTC")
        known = set(table["contract"])
    problems = [
        Problem(
            source,
            "is not among the contracts",
            row=number + 2,
            column="contract",
            value=row["contract"],
        )
        for number, row in enumerate(rows)
        if row["contract"] not in known
    ]
    if problems:
        raise TableError(problems)


def _ensure_agents(connection: Connection, campaign_id: int, actor: Actor) -> None:
    origin = Origin(author_id=actor.account_id)
    stored_inputs.ensure_note(connection, campaign_id, AGENTS_KIND, origin)


def _record(
    connection: Connection,
    actor: Actor,
    campaign_id: int,
    action: str,
    what: tuple[str, list[str]],
) -> None:
    """Record a change of an agent: its number and the columns, none of their cells."""
    agent, fields = what
    row = people.agent(connection, campaign_id, agent)
    assert row is not None
    entry = Entry(
        action=action,
        object_kind="agent",
        object_id=str(row["id"]),
        account_id=actor.account_id,
        campaign_id=campaign_id,
        version=row["revision"],
        changes={"fields": fields} if fields else {},
    )
    record(connection, entry)
