"""Input tables and settings of a campaign, edited in the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from app.files.campaign import campaign_of
from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.reach import campaign_in_reach
from app.services.campaigns.stored import OF_PEOPLE
from app.services.campaigns.stored_inputs import (
    CAMPAIGN_KIND,
    CAMPAIGN_PART,
    TABLE_KINDS,
)
from app.services.history.stored import HISTORY_KIND
from app.services.planning.cross_checks import cross_problems
from app.services.planning.inputs import INPUT_TABLES
from app.services.text_cells import check_texts
from app.storage import campaigns, versions
from app.storage.audit import Entry, record
from app.storage.schema.campaigns import CAMPAIGN
from app.storage.versions import Origin
from wfm.errors import TableError, UnknownNameError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.storage.campaigns import CampaignRow
    from app.storage.engine import Store
    from app.storage.versions import Version
    from wfm.campaign import Campaign
    from wfm.errors import Problem

CONTRACTS_KIND = "contracts"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputTable:
    """
    An input table as it is edited.

    Attributes
    ----------
    frame : DataFrame or None
        Typed rows; None where the campaign has no such table.
    number : int
        Newest version seen, 0 before the first: the base of an edit.
    """

    frame: pd.DataFrame | None
    number: int


def edit_right(kind: str) -> Action:
    """
    Right that a change of an input table takes.

    Parameters
    ----------
    kind : str
        One of `app.services.campaigns.stored_inputs.TABLE_KINDS`.

    Returns
    -------
    Action
        Contracts are changed by human resources too, who touch no goal.
    """
    return Action.CONTRACTS_EDIT if kind == CONTRACTS_KIND else Action.CAMPAIGN_EDIT


def input_table(store: Store, actor: Actor, campaign_id: int, kind: str) -> InputTable:
    """
    Read an input table for editing.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; tables about people are for those who may edit.
    campaign_id : int
        Of which campaign.
    kind : str
        One of `app.services.campaigns.stored_inputs.TABLE_KINDS`.

    Returns
    -------
    InputTable

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or table do not exist.
    """
    _known(kind)
    action = Action.CAMPAIGN_EDIT if kind in OF_PEOPLE else Action.CAMPAIGN_READ
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, action, campaign_id)
        version = versions.latest(connection, campaign_id, kind)
        if version is None:
            return InputTable(frame=None, number=0)
        there = stored_inputs.present({kind: version})
        frame = (
            stored_inputs.table_of(connection, version, row.timezone) if there else None
        )
        return InputTable(frame=frame, number=version.number)


def save_table(  # noqa: PLR0913 - an edit is where, who, what and why
    store: Store,
    actor: Actor,
    campaign_id: int,
    kind: str,
    frame: pd.DataFrame | None,
    *,
    base_number: int,
    reason: str,
) -> Version:
    """
    Save an input table that was edited.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Of which campaign.
    kind : str
        One of `app.services.campaigns.stored_inputs.TABLE_KINDS`.
    frame : DataFrame or None
        Rows, typed or as text; None to take the table out.
    base_number : int
        `InputTable.number` that the edit was made on.
    reason : str
        In the author's words.

    Returns
    -------
    Version
        The saved one.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or table do not exist.
    TableError
        If it breaks its contract, or names what no other table knows; also what
        another table would name in vain.
    StaleError
        If another saved the table since.
    """
    _known(kind)
    with store.writing() as connection:
        row = campaign_in_reach(connection, actor, edit_right(kind), campaign_id)
        if frame is not None:
            contract = INPUT_TABLES[kind]
            frame = contract.parse(frame, source=kind, timezone=row.timezone)
        before = _tables(connection, row)
        after = {name: rows for name, rows in before.items() if name != kind}
        if frame is not None:
            after[kind] = frame
        text = _text(connection, campaign_id)
        _require_sound(
            campaign_of(text, before, source=CAMPAIGN_PART),
            before,
            campaign_of(text, after, source=CAMPAIGN_PART),
            after,
        )
        origin = Origin(
            author_id=actor.account_id, reason=reason, base_number=base_number
        )
        version = stored_inputs.put_table(connection, campaign_id, kind, frame, origin)
        assert version is not None  # with a base number every edit is a version
        _record(connection, actor, version)
    return version


def campaign_settings(store: Store, actor: Actor, campaign_id: int) -> tuple[str, int]:
    """
    Read the campaign file for editing.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.
    campaign_id : int
        Which campaign.

    Returns
    -------
    str
        ``campaign.toml``; its ``[files]`` play no part in the store.
    int
        Its version number: the base of an edit.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign, or it has no file.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.CAMPAIGN_READ, campaign_id)
        version = versions.latest(connection, campaign_id, CAMPAIGN_KIND)
        number = 0 if version is None else version.number
        return _text(connection, campaign_id).decode("utf-8-sig"), number


def save_settings(
    store: Store,
    actor: Actor,
    campaign_id: int,
    text: str,
    *,
    base_number: int,
    reason: str,
) -> Version:
    """
    Save the campaign file after an edit.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Which campaign; its key stays, whatever its new name.
    text : str
        ``campaign.toml``, whole.
    base_number : int
        Version number that the edit was made on.
    reason : str
        In the author's words.

    Returns
    -------
    Version
        The saved one.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    TableError
        With everything that is wrong in it.
    StaleError
        If another saved it since.
    """
    data = text.encode()
    with store.writing() as connection:
        row = campaign_in_reach(connection, actor, Action.CAMPAIGN_EDIT, campaign_id)
        tables = _tables(connection, row)
        now = campaign_of(data, tables, source=CAMPAIGN_PART)
        was = campaign_of(_text(connection, campaign_id), tables, source=CAMPAIGN_PART)
        _require_sound(was, tables, now, tables)
        version = versions.save(
            connection,
            campaign_id=campaign_id,
            kind=CAMPAIGN_KIND,
            parts={CAMPAIGN_PART: data},
            origin=Origin(
                author_id=actor.account_id, reason=reason, base_number=base_number
            ),
        )
        head = {"name": now.name, "client": now.client, "timezone": now.timezone}
        check_texts(CAMPAIGN, [head], source=CAMPAIGN_PART)
        campaigns.rename(connection, campaign_id, **head)
        _record(connection, actor, version)
    return version


def _known(kind: str) -> None:
    if kind not in TABLE_KINDS:
        raise UnknownNameError("table", kind, TABLE_KINDS)


def _text(connection: Connection, campaign_id: int) -> bytes:
    version = versions.latest(connection, campaign_id, CAMPAIGN_KIND)
    if version is None:
        raise UnknownNameError("campaign", str(campaign_id), ())
    return versions.part(connection, version.id, CAMPAIGN_PART)


def _tables(connection: Connection, row: CampaignRow) -> dict[str, pd.DataFrame]:
    """Tables as they name each other; of the history the queues are enough."""
    newest = versions.latest_of_all(connection, row.id)
    history = newest.pop(HISTORY_KIND, None)
    found = stored_inputs.read_tables(connection, row.id, newest, row.timezone)
    if history is not None:
        queues = list(campaigns.queues(connection, row.id))
        found[HISTORY_KIND] = pd.DataFrame({"queue": pd.Series(queues, dtype="str")})
    return found


def _require_sound(
    was: Campaign,
    before: dict[str, pd.DataFrame],
    now: Campaign,
    after: dict[str, pd.DataFrame],
) -> None:
    """Refuse an edit that brings problems between tables; old ones do not count."""
    known: list[Problem] = list(cross_problems(was, before, before))
    new = [each for each in cross_problems(now, after, after) if each not in known]
    if new:
        raise TableError(new)


def _record(connection: Connection, actor: Actor, version: Version) -> None:
    entry = Entry(
        action="campaign.edit",
        object_kind="version",
        object_id=str(version.id),
        account_id=actor.account_id,
        campaign_id=version.campaign_id,
        version=version.number,
        reason=version.reason,
    )
    record(connection, entry)
