"""Campaigns in the store: taken in from their files, found, and read back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.files.campaign import campaign_of, read_campaign
from app.services.access import Action, Actor, Reach
from app.services.campaigns import stored_inputs
from app.services.campaigns.reach import campaign_in_reach, reached_campaigns
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND, CAMPAIGN_PART
from app.services.campaigns.taken_files import TakenFiles
from app.services.planning.inputs import Inputs
from app.storage import campaigns, versions
from app.storage.audit import Entry, record
from wfm.errors import ParameterError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from app.storage.campaigns import CampaignRow
    from app.storage.engine import Store
    from wfm.campaign import Campaign

_LONGEST_KEY = 80
# Not given to a reader who may not plan: they are about people, and hold pay.
OF_PEOPLE = {
    *("agents", "time_off", "schedule", "states", "locked"),
    *("availability", "preferences", "activities"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCampaign:
    """
    A campaign of the store with its tables.

    Attributes
    ----------
    id : int
        Own number.
    key : str
        Part of its addresses.
    campaign : Campaign
        As its file says.
    inputs : Inputs
        Equal to those read from the files, rows of the history by queue and time.
    input_hash : str
        Of all that a plan is made from; another as soon as any of it changes.
    """

    id: int
    key: str
    campaign: Campaign
    inputs: Inputs
    input_hash: str


def add_campaign(
    store: Store, actor: Actor, campaign_file: Path, *, key: str | None = None
) -> int:
    """
    Take a campaign with all its tables into the store.

    Parameters
    ----------
    store : Store
        Where to.
    actor : Actor
        Who adds it, and has it in reach from then on. Agents and time off need the
        right to edit people, a history the right to import.
    campaign_file : Path
        ``campaign.toml``.
    key : str, optional
        Part of its addresses: small letters, digits and hyphens; made from the name if
        not given.

    Returns
    -------
    int
        Its number.

    Raises
    ------
    ForbiddenError
        If the role may not do that.
    StoreError, TableError
        If a file cannot be read, or is wrong; nothing is kept then.
    ParameterError
        If the key is taken, or is none.
    """
    actor.require(Action.CAMPAIGN_EDIT)
    taken = TakenFiles(actor, campaign_file)
    name = taken.campaign.name
    chosen = _checked(key) if key is not None else key_of(name)
    with store.writing() as connection:
        campaign_id = campaigns.add(
            connection,
            key=chosen,
            name=name,
            client=taken.campaign.client,
            timezone=taken.campaign.timezone,
        )
        if campaign_id is None:
            raise ParameterError("key", chosen, "one that no other campaign has")
        if actor.account_id is not None and (
            actor.reach(Action.CAMPAIGN_EDIT) is not Reach.ALL
        ):
            campaigns.give_reach(connection, actor.account_id, campaign_id)
        taken.put(connection, campaign_id)
        _record(connection, actor, campaign_id, "campaign.add")
    return campaign_id


def update_campaign(
    store: Store, actor: Actor, campaign_id: int, campaign_file: Path
) -> None:
    """
    Make a campaign of the store what its files say.

    Tables that the files do not name any more, agents and absences that are not in
    them, are taken out; facts of the history are added and written over, never taken
    out. Versions keep what was before, but for people.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Which campaign.
    campaign_file : Path
        ``campaign.toml``.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not do that, or the campaign is out of reach.
    StoreError, TableError
        If a file cannot be read, or is wrong; nothing is changed then.
    """
    actor.require(Action.CAMPAIGN_EDIT)
    taken = TakenFiles(actor, campaign_file)
    with store.writing() as connection:
        campaign_in_reach(connection, actor, Action.CAMPAIGN_EDIT, campaign_id)
        campaigns.take_turn(connection, campaign_id)
        campaigns.rename(
            connection,
            campaign_id,
            name=taken.campaign.name,
            client=taken.campaign.client,
            timezone=taken.campaign.timezone,
        )
        taken.put(connection, campaign_id)
        _record(connection, actor, campaign_id, "campaign.update")


def put_campaign(store: Store, actor: Actor, campaign_file: Path) -> int:
    """
    Add a campaign, or update the one whose key its name gives.

    Parameters
    ----------
    store : Store
        Where to.
    actor : Actor
        Who.
    campaign_file : Path
        ``campaign.toml``.

    Returns
    -------
    int
        Its number.

    Raises
    ------
    ForbiddenError, StoreError, TableError, ParameterError
        As `add_campaign` and `update_campaign`.
    """
    key = key_of(read_campaign(campaign_file).campaign.name)
    for row in campaign_list(store, actor):
        if row.key == key:
            update_campaign(store, actor, row.id, campaign_file)
            return row.id
    return add_campaign(store, actor, campaign_file, key=key)


def stored_campaign(store: Store, actor: Actor, campaign_id: int) -> StoredCampaign:
    """
    Read a campaign with its tables.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks. Tables about people are given only to those who may plan.
    campaign_id : int
        Which campaign.

    Returns
    -------
    StoredCampaign

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not read campaigns, or this one is out of reach.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.CAMPAIGN_READ, campaign_id)
        newest = versions.latest_of_all(connection, campaign_id)
        tables = stored_inputs.read_tables(
            connection, campaign_id, newest, row.timezone
        )
        made_from = stored_inputs.input_hash(connection, campaign_id, newest)
        text = versions.part(connection, newest[CAMPAIGN_KIND].id, CAMPAIGN_PART)
    campaign = campaign_of(text, tables, source=CAMPAIGN_PART)
    if not actor.may(Action.PLAN_RUN, campaign_id):
        tables = {name: rows for name, rows in tables.items() if name not in OF_PEOPLE}
    return StoredCampaign(
        id=row.id,
        key=row.key,
        campaign=campaign,
        inputs=Inputs(**tables),
        input_hash=made_from,
    )


def campaign_list(store: Store, actor: Actor) -> list[CampaignRow]:
    """
    Campaigns in an actor's reach.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.

    Returns
    -------
    list of CampaignRow
        By name; empty where the actor reaches none.
    """
    with store.reading() as connection:
        return campaigns.listing(connection, reached_campaigns(actor))


def find_campaign(store: Store, actor: Actor, key: str) -> CampaignRow:
    """
    Find a campaign by its key.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.
    key : str
        Part of its addresses.

    Returns
    -------
    CampaignRow

    Raises
    ------
    UnknownNameError
        If there is none, or it is out of reach: the two are not told apart.
    """
    reached = reached_campaigns(actor)
    with store.reading() as connection:
        row = campaigns.by_key(connection, key)
        if row is not None and (reached is None or row.id in reached):
            return row
        known = [each.key for each in campaigns.listing(connection, reached)]
    raise UnknownNameError("campaign", key, known)


def key_of(name: str) -> str:
    """
    Key that a campaign of some name gets.

    Parameters
    ----------
    name : str
        As in the campaign file.

    Returns
    -------
    str
        Small letters without accents, digits and hyphens.

    Raises
    ------
    ParameterError
        If nothing is left of the name.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return _checked(key[:_LONGEST_KEY].strip("-"))


def _checked(key: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or len(key) > _LONGEST_KEY:
        raise ParameterError(
            "key", key, f"small letters, digits and hyphens, {_LONGEST_KEY} at most"
        )
    return key


def _record(
    connection: Connection, actor: Actor, campaign_id: int, action: str
) -> None:
    entry = Entry(
        action=action,
        object_kind="campaign",
        object_id=str(campaign_id),
        account_id=actor.account_id,
        campaign_id=campaign_id,
    )
    record(connection, entry)
