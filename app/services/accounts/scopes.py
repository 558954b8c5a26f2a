"""What an administrator can give an account to reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.access import MATRIX, Action, Actor, Reach, Role
from app.storage import accounts, campaigns, standing
from wfm.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.storage.engine import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """
    What an account is to reach of a campaign.

    Attributes
    ----------
    campaign : str
        Key of the campaign.
    team : str
        A team of it; '' for all of it.
    agent : str
        Whom the account is there; '' for nobody.
    """

    campaign: str
    team: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """
    A campaign and its teams.

    Attributes
    ----------
    key, name : str
        Of the campaign.
    teams : tuple of str
        That have agents.
    """

    key: str
    name: str
    teams: tuple[str, ...]


def reachable(store: Store, actor: Actor) -> list[Reachable]:
    """
    List the campaigns with their teams.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.

    Returns
    -------
    list of Reachable
        Every campaign, by name.

    Raises
    ------
    ForbiddenError
        If the role may not edit accounts.
    """
    actor.require(Action.ACCOUNT_EDIT)
    with store.reading() as connection:
        rows = campaigns.listing(connection)
        teams = standing.teams(connection)
    return [
        Reachable(
            key=row.key,
            name=row.name,
            teams=tuple(team for place, team in teams if place == row.id),
        )
        for row in rows
    ]


def reaches_all(role: Role) -> bool:
    """
    Whether accounts of a role reach every campaign, and are given none.

    Parameters
    ----------
    role : Role
        What the accounts are for.

    Returns
    -------
    bool
        False where an account of the role needs a campaign.
    """
    return Reach.ALL in MATRIX[role].values()


def scope_rows(
    connection: Connection, role: Role, scopes: Sequence[Scope]
) -> list[tuple[int, str, str]]:
    """
    Check scopes against a role and the store.

    Parameters
    ----------
    connection : Connection
        Of the store; whoever opened it has checked the right.
    role : Role
        What the account is for.
    scopes : sequence of Scope
        What it is to reach.

    Returns
    -------
    list of tuple of (int, str, str)
        Campaign number, team and agent of each; empty for roles that reach everything.

    Raises
    ------
    InputError
        If a scope is named twice or not one for the role, or the role needs one.
    UnknownNameError
        If there is no such campaign, team or agent.
    """
    reaches = set(MATRIX[role].values())
    if Reach.ALL in reaches:
        if scopes:
            raise InputError(f"role {role} reaches every campaign: name none")
        return []
    if not scopes:
        raise InputError(f"role {role} needs a campaign")
    ids = accounts.campaign_ids(connection)
    rows = [_scope_row(connection, role, scope, ids) for scope in scopes]
    if len({row[:2] for row in rows}) < len(rows):
        raise InputError("a campaign or team is named twice")
    return rows


def _scope_row(
    connection: Connection, role: Role, scope: Scope, ids: dict[str, int]
) -> tuple[int, str, str]:
    if scope.campaign not in ids:
        raise UnknownNameError("campaign", scope.campaign, ids)
    campaign_id = ids[scope.campaign]
    if (role is Role.AGENT) != bool(scope.agent):
        needs = "needs" if role is Role.AGENT else "takes no"
        raise InputError(f"role {role} {needs} agent code")
    if scope.agent and not accounts.has_agent(connection, campaign_id, scope.agent):
        raise UnknownNameError("agent", scope.agent, ())
    if scope.team and role is not Role.SUPERVISOR:
        raise InputError(f"role {role} takes no team")
    if scope.team and not accounts.has_team(connection, campaign_id, scope.team):
        raise UnknownNameError("team", scope.team, ())
    return campaign_id, scope.team, scope.agent
