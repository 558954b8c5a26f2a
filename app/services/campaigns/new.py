"""A campaign that begins with a form: its head and its goals, no tables yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.files.campaign import campaign_of
from app.services.access import Action, Actor, Reach
from app.services.campaigns.stored import key_of
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND, CAMPAIGN_PART
from app.services.form_errors import FormError
from app.storage import campaigns, versions
from app.storage.audit import Entry, record
from app.storage.versions import Origin
from wfm.errors import InputError, UnknownNameError
from wfm.holidays import public_holidays
from wfm.intervals import zone

if TYPE_CHECKING:
    from app.storage.engine import Store

_LONGEST = 200  # letters, as the columns have it
_MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign:
    """
    What the form says; shares 0-1, None where nothing was typed.

    Attributes
    ----------
    name, client, timezone, country : str
        As in the campaign file.
    days : float or None
        Calendar days planned.
    service_level, threshold, max_occupancy : float or None
        The goal; the threshold in seconds.
    """

    name: str
    client: str = ""
    timezone: str = "America/Bogota"
    country: str = "CO"
    days: float | None = 28
    service_level: float | None = 0.85
    threshold: float | None = 20
    max_occupancy: float | None = 0.65


def start_campaign(store: Store, actor: Actor, new: NewCampaign) -> str:
    """
    Add a campaign without tables: history and people are brought in afterwards.

    Parameters
    ----------
    store : Store
        Where to.
    actor : Actor
        Who adds it, and has it in reach from then on.
    new : NewCampaign
        What it is.

    Returns
    -------
    str
        Its key.

    Raises
    ------
    ForbiddenError
        If the role may not.
    FormError
        With every field that cannot be taken; nothing is kept then.
    """
    actor.require(Action.CAMPAIGN_EDIT)
    wrong = _problems(new)
    if wrong:
        raise FormError(wrong)
    text = _text(new).encode()
    campaign_of(text, (), source=CAMPAIGN_PART)
    key = key_of(new.name)
    with store.writing() as connection:
        campaign_id = campaigns.add(
            connection,
            key=key,
            name=new.name.strip(),
            client=new.client.strip(),
            timezone=new.timezone,
        )
        if campaign_id is None:
            raise FormError({"name": "taken"})
        if actor.account_id is not None and (
            actor.reach(Action.CAMPAIGN_EDIT) is not Reach.ALL
        ):
            campaigns.give_reach(connection, actor.account_id, campaign_id)
        version = versions.save(
            connection,
            campaign_id=campaign_id,
            kind=CAMPAIGN_KIND,
            parts={CAMPAIGN_PART: text},
            origin=Origin(author_id=actor.account_id, base_number=0),
        )
        entry = Entry(
            action="campaign.add",
            object_kind="campaign",
            object_id=str(campaign_id),
            account_id=actor.account_id,
            campaign_id=campaign_id,
            version=version.number,
        )
        record(connection, entry)
    return key


def _problems(new: NewCampaign) -> dict[str, str]:
    """Every field that cannot be taken, with the word for why."""
    found = {
        "name": _text_problem("name", new.name),
        "client": _text_problem("client", new.client),
        "timezone": _zone_problem(new.timezone),
        "country": _country_problem(new.country),
        "days": "" if _whole(new.days) else "whole",
        "service_level": "" if _between(new.service_level, 0, 1) else "share",
        "threshold": "" if _between(new.threshold, -1, 86_401) else "positive",
        "max_occupancy": ""
        if _between(new.max_occupancy, 0, 1) or new.max_occupancy == 1
        else "share",
    }
    return {name: why for name, why in found.items() if why}


def _text_problem(name: str, given: str) -> str:
    told = given.strip()
    if not told.isprintable():
        return "text"
    if len(told) > _LONGEST:
        return "long"
    if name == "name" and not told:
        return "empty"
    try:
        key_of(told or "none")
    except InputError:
        return "text" if name == "name" else ""
    return ""


def _zone_problem(name: str) -> str:
    try:
        zone(name)
    except InputError:
        return "unknown"
    return ""


def _country_problem(code: str) -> str:
    try:
        public_holidays(code, ())
    except UnknownNameError:
        return "unknown"
    return "" if code else "unknown"


def _whole(number: float | None) -> bool:
    return number is not None and number == int(number) and 1 <= number <= _MOST_DAYS


def _between(number: float | None, low: float, high: float) -> bool:
    return number is not None and low < number < high


def _text(new: NewCampaign) -> str:
    """Write the campaign file; texts have no control characters."""
    days = 0 if new.days is None else int(new.days)
    head = {
        "name": new.name.strip(),
        "client": new.client.strip(),
        "timezone": new.timezone,
        "country": new.country,
    }
    goal = {
        "service_level": new.service_level,
        "threshold": new.threshold,
        "max_occupancy": new.max_occupancy,
    }
    lines = ["[campaign]"]
    lines += [
        f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in head.items()
    ]
    lines += [f"days = {days}", "", "[goal]"]
    lines += [f"{key} = {number}" for key, number in goal.items()]
    return "\n".join([*lines, ""])
