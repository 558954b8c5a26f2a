"""The hour at which a campaign is forecast anew every day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.access import Action
from app.services.campaigns.reach import campaign_in_reach
from app.storage import campaigns
from app.storage.audit import Entry, record
from app.storage.authors import stale
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.storage.engine import Store

HOURS = range(24)


def set_reforecast_hour(
    store: Store, actor: Actor, campaign_id: int, hour: int | None, *, revision: int
) -> None:
    """
    Set when a campaign is forecast anew.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Which campaign.
    hour : int or None
        0 to 23, in the campaign's zone; None for never.
    revision : int
        Of the campaign that was seen.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    ParameterError
        If it is no hour of a day.
    StaleError
        If somebody changed the campaign since.
    """
    if hour is not None and hour not in HOURS:
        raise ParameterError("hour", hour, "0 to 23")
    with store.writing() as connection:
        row = campaign_in_reach(connection, actor, Action.CAMPAIGN_EDIT, campaign_id)
        if not campaigns.set_hour(connection, campaign_id, hour, revision=revision):
            raise stale(connection, row.name, "campaign", str(campaign_id), campaign_id)
        entry = Entry(
            action="campaign.hour",
            object_kind="campaign",
            object_id=str(campaign_id),
            account_id=actor.account_id,
            campaign_id=campaign_id,
            version=revision + 1,
        )
        record(connection, entry)
