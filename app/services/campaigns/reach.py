"""Which campaigns an account reaches; the others behave as if they did not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.access import MATRIX, Action, Actor, Reach
from app.storage import campaigns
from wfm.errors import UnknownNameError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.storage.campaigns import CampaignRow


def reached_campaigns(actor: Actor) -> frozenset[int] | None:
    """
    Numbers of the campaigns that an actor may know of.

    Parameters
    ----------
    actor : Actor
        Who asks.

    Returns
    -------
    frozenset of int or None
        None for every campaign.
    """
    if actor.role is None or Reach.ALL in MATRIX[actor.role].values():
        return None
    return actor.campaigns


def campaign_in_reach(
    connection: Connection, actor: Actor, action: Action, campaign_id: int
) -> CampaignRow:
    """
    Require an action on a campaign.

    Parameters
    ----------
    connection : Connection
        Of the store.
    actor : Actor
        Who asks.
    action : Action
        What is asked.
    campaign_id : int
        On which campaign.

    Returns
    -------
    CampaignRow
        The campaign.

    Raises
    ------
    ForbiddenError
        If the role may not do that anywhere.
    UnknownNameError
        If there is no such campaign, or it is out of reach: the two are not told apart.
    """
    actor.require(action)
    row = campaigns.by_id(connection, campaign_id)
    if row is None or not actor.may(action, campaign_id):
        raise UnknownNameError("campaign", str(campaign_id), ())
    return row


def teams_in_reach(
    actor: Actor, action: Action, campaign_id: int
) -> frozenset[str] | None:
    """
    Teams of a campaign to which an action is narrowed.

    Parameters
    ----------
    actor : Actor
        Who asks, and may do it on the campaign.
    action : Action
        What is asked.
    campaign_id : int
        On which campaign.

    Returns
    -------
    frozenset of str or None
        None for the whole campaign.
    """
    if actor.reach(action) is not Reach.TEAM:
        return None
    teams = frozenset(team for number, team in actor.teams if number == campaign_id)
    # A scope without a team is the whole campaign.
    return None if "" in teams else teams
