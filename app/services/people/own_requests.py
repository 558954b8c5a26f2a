"""Time off and shift changes that agents ask for themselves, and the answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach, teams_in_reach
from app.services.people.absences import put_absence
from app.services.text_cells import check_texts
from app.storage import agent_requests, campaigns, people
from app.storage.audit import Entry, record
from app.storage.authors import stale
from app.storage.schema.people import AGENT_REQUEST
from wfm.errors import ForbiddenError, ParameterError, TransitionError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.storage.engine import Store

TIME_OFF, SHIFT_CHANGE = "time_off", "shift_change"
KINDS = (TIME_OFF, SHIFT_CHANGE)
OPEN, GRANTED, REFUSED, WITHDRAWN = "open", "granted", "refused", "withdrawn"
_LONGEST_NOTE = 1000


def ask(store: Store, actor: Actor, campaign_id: int, wish: Mapping[str, Any]) -> int:
    """
    Ask for time off or another shift.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who, an agent of the campaign.
    campaign_id : int
        Which campaign.
    wish : mapping of str to object
        ``kind`` (one of `KINDS`), ``start`` and ``end`` (UTC seconds, half-open), and
        a ``note`` if any; for a changed shift also the ``partner``, the code of the
        colleague with whom.

    Returns
    -------
    int
        Number of the request.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the account is no agent of the campaign.
    ParameterError
        If the wish makes no sense, or an open one of its kind overlaps it.
    """
    values = _sensible(wish)
    with store.writing() as connection:
        campaign_in_reach(connection, actor, Action.OWN_ASK, campaign_id)
        agent = _own_code(actor, campaign_id)
        if people.agent(connection, campaign_id, agent) is None:
            raise UnknownNameError("agent", agent, ())
        _require_partner(connection, campaign_id, agent, values["partner"])
        _require_new(connection, campaign_id, agent, values)
        number = agent_requests.add(
            connection, {"campaign_id": campaign_id, "agent": agent, **values}
        )
        _record(connection, actor, campaign_id, "request.ask", (number, 1))
    return number


def withdraw(
    store: Store, actor: Actor, campaign_id: int, request_id: int, *, revision: int
) -> None:
    """
    Withdraw an own request that is still open.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asked.
    campaign_id, request_id : int
        Which request.
    revision : int
        That was seen.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the account is no agent, or the request is not its own.
    TransitionError
        If it is decided already.
    StaleError
        If it was changed since.
    """
    with store.writing() as connection:
        campaign_in_reach(connection, actor, Action.OWN_ASK, campaign_id)
        campaigns.take_turn(connection, campaign_id)
        row = _seen(connection, campaign_id, request_id, revision)
        if row["agent"] != _own_code(actor, campaign_id):
            raise UnknownNameError("request", str(request_id), ())
        _require_open(row, "withdraw")
        agent_requests.change(
            connection, request_id, {"state": WITHDRAWN}, revision=revision
        )
        what = (request_id, revision + 1)
        _record(connection, actor, campaign_id, "request.withdraw", what)


def own_requests(store: Store, actor: Actor, campaign_id: int) -> list[dict[str, Any]]:
    """
    Own requests of an agent.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks, an agent of the campaign.
    campaign_id : int
        Which campaign.

    Returns
    -------
    list of dict
        Columns of the request, the newest first; decided and withdrawn ones too.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the account is no agent of the campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.OWN_READ, campaign_id)
        code = _own_code(actor, campaign_id)
        return agent_requests.listing(connection, campaign_id, codes=[code])


def requests_to_decide(
    store: Store, actor: Actor, campaign_id: int, *, state: str | None = OPEN
) -> list[dict[str, Any]]:
    """
    List the requests that an account decides on, or whose notes it may read.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks: a supervisor sees the teams of the account. A note may tell about
        health, and is given only to those who may read what is private; these see
        the requests too, to read them before whoever decides does.
    campaign_id : int
        Of which campaign.
    state : str or None
        Only in this state; None for all.

    Returns
    -------
    list of dict
        Columns of the request, the newest first.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    private = actor.may(Action.PEOPLE_PRIVATE, campaign_id)
    right = Action.PEOPLE_PRIVATE if private else Action.TIME_OFF_DECIDE
    with store.reading() as connection:
        campaign_in_reach(connection, actor, right, campaign_id)
        teams = teams_in_reach(actor, right, campaign_id)
        rows = agent_requests.listing(connection, campaign_id, teams=teams, state=state)
    if not private:
        for row in rows:
            row["note"] = ""
    return rows


def decide(
    store: Store,
    actor: Actor,
    campaign_id: int,
    request_id: int,
    *,
    granted: bool,
    revision: int,
) -> None:
    """
    Grant or refuse a request; time off that is granted becomes an absence.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who: a planner of the campaign, or a supervisor of the agent's team.
    campaign_id, request_id : int
        Which request.
    granted : bool
        Whether it is granted.
    revision : int
        That was seen.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such request in reach.
    TransitionError
        If it is decided or withdrawn already.
    TableError
        If the agent is off at that time already.
    StaleError
        If it was changed since.
    """
    with store.writing() as connection:
        campaign = campaign_in_reach(
            connection, actor, Action.TIME_OFF_DECIDE, campaign_id
        )
        campaigns.take_turn(connection, campaign_id)
        row = _seen(connection, campaign_id, request_id, revision, actor)
        _require_open(row, "grant" if granted else "refuse")
        if granted and row["kind"] == TIME_OFF:
            absence = {name: row[name] for name in ("agent", "start", "end")}
            put_absence(connection, campaign, {**absence, "kind": TIME_OFF, "note": ""})
        answer = {
            "state": GRANTED if granted else REFUSED,
            "decided_by": actor.account_id,
            "decided_at": int(time.time()),
        }
        agent_requests.change(connection, request_id, answer, revision=revision)
        what = (request_id, revision + 1)
        _record(connection, actor, campaign_id, f"request.{answer['state']}", what)


def _sensible(wish: Mapping[str, Any]) -> dict[str, Any]:
    kind, start, end = wish["kind"], int(wish["start"]), int(wish["end"])
    note = str(wish.get("note", "")).strip()
    if kind not in KINDS:
        raise ParameterError("kind", kind, f"one of {', '.join(KINDS)}")
    if end <= start:
        raise ParameterError("end", end, "after the start")
    if len(note) > _LONGEST_NOTE:
        rule = f"a text of at most {_LONGEST_NOTE} characters"
        raise ParameterError("note", f"{len(note)} characters", rule)
    # Who changes a shift needs somebody for it; a day off is one's own.
    partner = str(wish.get("partner", "")).strip() if kind == SHIFT_CHANGE else ""
    values = {
        "kind": kind,
        "start": start,
        "end": end,
        "note": note,
        "partner": partner,
    }
    check_texts(AGENT_REQUEST, [values], source="request")
    return values


def _require_partner(
    connection: Connection, campaign_id: int, agent: str, partner: str
) -> None:
    if not partner:
        return
    there = people.agent(connection, campaign_id, partner) is not None
    if partner == agent or not there:
        raise ParameterError("partner", partner, "the code of a colleague")


def _require_new(
    connection: Connection, campaign_id: int, agent: str, values: Mapping[str, Any]
) -> None:
    """Refuse a second tap: the days of an open request are asked for already."""
    waiting = agent_requests.listing(connection, campaign_id, codes=[agent], state=OPEN)
    for row in waiting:
        overlaps = row["start"] < values["end"] and values["start"] < row["end"]
        if row["kind"] == values["kind"] and overlaps:
            rule = "at days for which no request of its kind is open"
            raise ParameterError("start", values["start"], rule)


def _own_code(actor: Actor, campaign_id: int) -> str:
    for number, agent in sorted(actor.agents):
        if number == campaign_id:
            return agent
    raise ForbiddenError(Action.OWN_ASK.value)


def _seen(
    connection: Connection,
    campaign_id: int,
    request_id: int,
    revision: int,
    actor: Actor | None = None,
) -> dict[str, Any]:
    """Give the request as it is, if it is in reach and still as the author saw it."""
    row = agent_requests.by_id(connection, request_id)
    if row is None or row["campaign_id"] != campaign_id:
        raise UnknownNameError("request", str(request_id), ())
    if actor is not None:
        teams = teams_in_reach(actor, Action.TIME_OFF_DECIDE, campaign_id)
        person = people.agent(connection, campaign_id, row["agent"]) or {"team": None}
        if teams is not None and person["team"] not in teams:
            raise UnknownNameError("request", str(request_id), ())
    if row["revision"] != revision:
        raise stale(
            connection, "the request", "agent_request", str(request_id), campaign_id
        )
    return row


def _require_open(row: Mapping[str, Any], event: str) -> None:
    if row["state"] != OPEN:
        raise TransitionError(row["state"], event, ())


def _record(
    connection: Connection,
    actor: Actor,
    campaign_id: int,
    action: str,
    what: tuple[int, int],
) -> None:
    entry = Entry(
        action=action,
        object_kind="agent_request",
        object_id=str(what[0]),
        account_id=actor.account_id,
        campaign_id=campaign_id,
        version=what[1],
    )
    record(connection, entry)
