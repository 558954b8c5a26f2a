"""Who is absent today, for those who look after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach, teams_in_reach
from app.storage import people
from wfm.intervals import zone

if TYPE_CHECKING:
    from datetime import date

    from app.storage.engine import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """
    Somebody who is absent; why is not said.

    Attributes
    ----------
    agent, name : str
        Code, and name where there is one.
    team : str
        Theirs.
    last : date
        Last day of the absence, in the campaign's zone.
    """

    agent: str
    name: str
    team: str
    last: date


def off_today(
    store: Store, actor: Actor, campaign_id: int, *, now: datetime | None = None
) -> list[Off]:
    """
    People with an absence that touches today.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks: a supervisor sees the teams of the account.
    campaign_id : int
        Of which campaign.
    now : datetime, optional
        Aware; the present by default.

    Returns
    -------
    list of Off
        By team and code.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.PEOPLE_READ, campaign_id)
        teams = teams_in_reach(actor, Action.PEOPLE_READ, campaign_id)
        absent = people.absences(connection, campaign_id, teams=teams)
        known = people.agents(
            connection, campaign_id, columns=("name", "team"), teams=teams
        )
    place = zone(row.timezone)
    local = (now or datetime.now(tz=UTC)).astimezone(place)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    first, after = midnight.timestamp(), (midnight + timedelta(days=1)).timestamp()
    ends: dict[str, int] = {}
    for each in absent:
        if each["start"] < after and each["end"] > first:
            ends[each["agent"]] = max(each["end"], ends.get(each["agent"], 0))
    return sorted(
        (
            Off(
                agent=agent["agent"],
                name=agent["name"],
                team=agent["team"],
                last=datetime.fromtimestamp(ends[agent["agent"]] - 1, tz=place).date(),
            )
            for agent in known
            if agent["agent"] in ends
        ),
        key=lambda each: (each.team, each.agent),
    )
