"""The campaign file of a stored campaign, without its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.files.campaign import campaign_of
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND, CAMPAIGN_PART, present
from app.services.planning.need import rule_book_of
from app.storage import versions
from wfm.errors import UnknownNameError
from wfm.labour.rules import RuleBook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.storage.versions import Version
    from wfm.campaign import Campaign


def campaign_settings(
    connection: Connection,
    campaign_id: int,
    newest: Mapping[str, Version] | None = None,
) -> Campaign:
    """
    Read what a campaign's file says.

    Parameters
    ----------
    connection : Connection
        Of the store; whoever opened it has checked the right.
    campaign_id : int
        Which campaign.
    newest : mapping of str to Version, optional
        The newest version of every kind, where it is at hand.

    Returns
    -------
    Campaign

    Raises
    ------
    UnknownNameError
        If the campaign has no file.
    TableError
        If it is wrong.
    """
    known = (
        versions.latest_of_all(connection, campaign_id) if newest is None else newest
    )
    if CAMPAIGN_KIND not in known:
        raise UnknownNameError("campaign file", CAMPAIGN_PART, ())
    text = versions.part(connection, known[CAMPAIGN_KIND].id, CAMPAIGN_PART)
    return campaign_of(text, present(known), source=CAMPAIGN_PART)


def campaign_rules(connection: Connection, campaign_id: int) -> RuleBook:
    """
    Labour rules of a campaign.

    Parameters
    ----------
    connection : Connection
        Of the store; whoever opened it has checked the right.
    campaign_id : int
        Which campaign.

    Returns
    -------
    RuleBook
        That of its country, with its overrides; Colombia's where it has no file.

    Raises
    ------
    TableError
        If the file is wrong.
    """
    try:
        return rule_book_of(campaign_settings(connection, campaign_id))
    except UnknownNameError:
        return RuleBook("CO")
