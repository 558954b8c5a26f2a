"""Which plan of a campaign an account sees, and how much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.access import Action, Actor, Reach
from app.services.campaigns.reach import teams_in_reach
from app.services.plans.plan import Plans
from app.services.plans.publishing import STREAM
from app.services.plans.stored import PLAN, SCHEDULE, open_plan
from app.storage import people, publications, versions
from wfm.errors import NoAnswerError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    import pandas as pd
    from sqlalchemy import Connection

    from app.storage.engine import Store

_KINDS = (PLAN, SCHEDULE)


class NoPlanError(NoAnswerError):
    """
    A campaign has no plan that the account could see.

    Attributes
    ----------
    drafts : bool
        Whether it would see a draft: then there is no plan at all.
    """

    def __init__(self, *, drafts: bool) -> None:
        self.drafts = drafts
        super().__init__("no plan yet" if drafts else "no plan is published yet")


class TeamPlans(Plans):
    """
    A plan of which only some teams are seen; totals stay those of everybody.

    Parameters
    ----------
    whole : Plans
        The plan; what it has read is shared.
    teams : collection of str
        Teams that are seen.
    members : collection of str
        Agents of these teams.
    """

    def __init__(
        self, whole: Plans, teams: Collection[str], members: Collection[str]
    ) -> None:
        self.__dict__.update(vars(whole))
        self._seen_teams = frozenset(teams)
        self._members = frozenset(members)

    def schedule(self, day: date) -> pd.DataFrame:
        """Segments of the shifts of these teams, see `Plans.schedule`."""
        rows = super().schedule(day)
        return rows[rows["agent"].isin(self._members)]

    def table(self, name: str) -> pd.DataFrame:
        """Rows of a table, of these teams where it is about agents."""
        rows = super().table(name)
        return rows[rows["agent"].isin(self._members)] if "agent" in rows else rows

    @property
    def teams(self) -> tuple[str, ...]:
        """Teams that are seen and that the roster names."""
        return tuple(team for team in super().teams if team in self._seen_teams)

    @property
    def adherence(self) -> pd.DataFrame:
        """Adherence of the agents of these teams."""
        rows = super().adherence
        return rows[rows["agent"].isin(self._members)]


def sees_drafts(actor: Actor, campaign_id: int) -> bool:
    """
    Whether an account sees plans before they are published.

    Parameters
    ----------
    actor : Actor
        Who looks.
    campaign_id : int
        At plans of which campaign.

    Returns
    -------
    bool
        True for those who may edit schedules or compute plans there.
    """
    wanted = (Action.SCHEDULE_EDIT, Action.PLAN_RUN)
    return any(actor.may(action, campaign_id) for action in wanted)


def plan_in_sight(
    store: Store, actor: Actor, campaign_id: int, version_id: int | None = None
) -> Plans:
    """
    Open the plan that an account sees of a campaign.

    Parameters
    ----------
    store : Store
        Where it is.
    actor : Actor
        Who looks; what is asked of the plan is checked by who shows it.
    campaign_id : int
        Of which campaign.
    version_id : int, optional
        A version in place of the newest; only those who see drafts choose.

    Returns
    -------
    Plans
        The newest version for those who make plans, the published one for others;
        without the agents of other teams for those who reach some teams only, and with
        nobody but oneself for those who see no schedules of others.

    Raises
    ------
    NoPlanError
        If there is none.
    UnknownNameError
        If the campaign has no such version.
    """
    drafts = sees_drafts(actor, campaign_id)
    with store.reading() as connection:
        found: int | None
        if drafts and version_id is not None:
            found = _chosen(connection, campaign_id, version_id)
        elif drafts:
            found = _newest(connection, campaign_id)
        else:
            found = _published(connection, campaign_id)
        seen = _people_seen(connection, actor, campaign_id)
    if found is None:
        raise NoPlanError(drafts=drafts)
    plans = open_plan(store, found)
    return plans if seen is None else TeamPlans(plans, *seen)


def _people_seen(
    connection: Connection, actor: Actor, campaign_id: int
) -> tuple[frozenset[str], frozenset[str]] | None:
    """Teams and agents that the account may see in a plan; None for everybody."""
    reaches = {actor.reach(Action.SCHEDULE_READ), actor.reach(Action.ADHERENCE_READ)}
    if Reach.TEAM not in reaches:
        if reaches & {Reach.CAMPAIGN, Reach.ALL}:
            return None
        own = frozenset(agent for place, agent in actor.agents if place == campaign_id)
        return frozenset(), own
    narrow = Action.SCHEDULE_READ
    if actor.reach(narrow) is not Reach.TEAM:
        narrow = Action.ADHERENCE_READ
    teams = teams_in_reach(actor, narrow, campaign_id)
    if teams is None:
        return None
    rows = people.agents(connection, campaign_id, columns=(), teams=teams)
    return teams, frozenset(row["agent"] for row in rows)


def _chosen(connection: Connection, campaign_id: int, version_id: int) -> int:
    version = versions.by_id(connection, version_id)
    if (
        version is None
        or version.campaign_id != campaign_id
        or version.kind not in _KINDS
    ):
        raise UnknownNameError("version", str(version_id), ())
    return version.id


def _newest(connection: Connection, campaign_id: int) -> int | None:
    found = [versions.latest(connection, campaign_id, kind) for kind in _KINDS]
    return max((each.id for each in found if each is not None), default=None)


def _published(connection: Connection, campaign_id: int) -> int | None:
    last = publications.current(connection, campaign_id, STREAM)
    return None if last is None else last.version_id
