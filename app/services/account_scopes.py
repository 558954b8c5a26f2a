"""What an administrator can give an account to reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.access import MATRIX, Action, Actor, Reach, Role
from app.storage import campaigns, standing

if TYPE_CHECKING:
    from app.storage.engine import Store


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
    """Whether accounts of a role reach every campaign, and are given none."""
    return Reach.ALL in MATRIX[role].values()
