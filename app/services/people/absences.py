"""Absences in the store: when people are off, and why for those who may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.reach import campaign_in_reach, teams_in_reach
from app.services.campaigns.stored_inputs import TIME_OFF_KIND
from app.services.people.tables import absences_frame
from app.services.text_cells import check_texts
from app.storage import campaigns, people
from app.storage.audit import Entry, record
from app.storage.authors import stale
from app.storage.schema.people import ABSENCE
from app.storage.versions import Origin
from wfm.errors import Problem, TableError, UnknownNameError
from wfm.tables import overlapping_time_off

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.storage.campaigns import CampaignRow
    from app.storage.engine import Store

FIELDS = ("agent", "start", "end", "kind", "note")
# May tell about health, so only those who may read what is private are given them.
REASONS = ("kind", "note")


def absences_of(store: Store, actor: Actor, campaign_id: int) -> list[dict[str, Any]]:
    """
    List the absences of a campaign.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks: a supervisor sees the teams of the account; only those who may read
        what is private are given `REASONS`.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    list of dict
        ``id``, ``agent``, ``start`` and ``end`` (UTC seconds, half-open),
        ``revision``, and the reasons.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.PEOPLE_READ, campaign_id)
        teams = teams_in_reach(actor, Action.PEOPLE_READ, campaign_id)
        rows = people.absences(connection, campaign_id, teams=teams)
    private = actor.may(Action.PEOPLE_PRIVATE, campaign_id)
    hidden = {"campaign_id"} | (set() if private else set(REASONS))
    return [
        {name: cell for name, cell in row.items() if name not in hidden} for row in rows
    ]


def save_absence(
    store: Store,
    actor: Actor,
    campaign_id: int,
    fields: Mapping[str, Any],
    *,
    absence_id: int | None = None,
    revision: int = 0,
) -> int:
    """
    Change an absence, or add one.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; edits people and reads what is private.
    campaign_id : int
        Of which campaign.
    fields : mapping of str to object
        Of `FIELDS`; times in UTC seconds. A new one needs agent, start and end.
    absence_id : int, optional
        Which; a new one if not given.
    revision : int
        That the edit was made on.

    Returns
    -------
    int
        Its number.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign, absence, agent or field do not exist.
    TableError
        If it ends before it starts, or another of the agent overlaps it.
    StaleError
        If another changed it since.
    """
    with store.writing() as connection:
        row = _editable(connection, actor, campaign_id)
        for name in fields:
            if name not in FIELDS:
                raise UnknownNameError("column", name, FIELDS)
        before = {"kind": "", "note": ""}
        if absence_id is not None:
            before = _seen(connection, campaign_id, absence_id, revision)
        after = {name: {**before, **fields}[name] for name in FIELDS}
        number = put_absence(connection, row, after, absence_id=absence_id)
        _record(connection, actor, campaign_id, "absence.edit", number)
    return number


def delete_absence(
    store: Store, actor: Actor, campaign_id: int, absence_id: int, *, revision: int
) -> None:
    """
    Delete an absence.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; edits people and reads what is private.
    campaign_id : int
        Of which campaign.
    absence_id : int
        Which.
    revision : int
        That was seen.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or absence do not exist.
    StaleError
        If another changed it since.
    """
    with store.writing() as connection:
        _editable(connection, actor, campaign_id)
        _seen(connection, campaign_id, absence_id, revision)
        people.remove_absence(connection, absence_id, revision=revision)
        _record(connection, actor, campaign_id, "absence.delete", absence_id)


def put_absence(
    connection: Connection,
    campaign: CampaignRow,
    values: Mapping[str, Any],
    *,
    absence_id: int | None = None,
) -> int:
    """
    Write one absence; rights, revision and the audit are the caller's.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    campaign : CampaignRow
        Of which campaign.
    values : mapping of str to object
        Every one of `FIELDS`.
    absence_id : int, optional
        Which; a new one if not given.

    Returns
    -------
    int
        Its number.

    Raises
    ------
    UnknownNameError
        If there is no such agent.
    TableError
        If it ends before it starts, or another of the agent overlaps it.
    """
    agent = str(values["agent"])
    if people.agent(connection, campaign.id, agent) is None:
        raise UnknownNameError("agent", agent, ())
    check_texts(ABSENCE, [values], source=TIME_OFF_KIND)
    if values["end"] <= values["start"]:
        raise TableError([Problem(TIME_OFF_KIND, "must be after start", column="end")])
    others = [
        row
        for row in people.absences(connection, campaign.id, codes=[agent])
        if row["id"] != absence_id
    ]
    clashes = [
        row
        for row in others
        if row["start"] < values["end"] and values["start"] < row["end"]
    ]
    if clashes:
        both = absences_frame([clashes[0], values], timezone=campaign.timezone)
        raise TableError(overlapping_time_off(both))
    if absence_id is not None:
        revision = people.absence(connection, absence_id) or {"revision": 0}
        people.change_absence(
            connection, absence_id, values, revision=revision["revision"]
        )
        return absence_id
    origin = Origin()
    stored_inputs.ensure_note(connection, campaign.id, TIME_OFF_KIND, origin)
    return people.add_absence(connection, campaign.id, values)


def _editable(connection: Connection, actor: Actor, campaign_id: int) -> CampaignRow:
    row = campaign_in_reach(connection, actor, Action.PEOPLE_EDIT, campaign_id)
    actor.require(Action.PEOPLE_PRIVATE, campaign_id)
    campaigns.take_turn(connection, campaign_id)
    return row


def _seen(
    connection: Connection, campaign_id: int, absence_id: int, revision: int
) -> dict[str, Any]:
    """Give the absence as it is, if it is still as the author saw it."""
    row = people.absence(connection, absence_id)
    if row is None or row["campaign_id"] != campaign_id:
        raise UnknownNameError("absence", str(absence_id), ())
    if row["revision"] != revision:
        raise stale(connection, "the absence", "absence", str(absence_id), campaign_id)
    return row


def _record(
    connection: Connection, actor: Actor, campaign_id: int, action: str, number: int
) -> None:
    entry = Entry(
        action=action,
        object_kind="absence",
        object_id=str(number),
        account_id=actor.account_id,
        campaign_id=campaign_id,
    )
    record(connection, entry)
