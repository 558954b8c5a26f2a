"""What an agent sees of the published roster: the own shifts and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.reports.roster.roster import Person, Roster
from app.reports.roster.shifts import Shift, shifts_of
from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.campaigns.settings import campaign_rules
from app.services.plans.publishing import STREAM
from app.services.plans.stored import open_plan
from app.storage import people, publications
from wfm.errors import NoAnswerError, UnknownNameError

if TYPE_CHECKING:
    from datetime import date, datetime

    import pandas as pd

    from app.reports.reader import Reader
    from app.storage.campaigns import CampaignRow
    from app.storage.engine import Store
    from app.storage.publications import Publication
    from wfm.labour.rules import RuleBook


@dataclass(frozen=True, kw_only=True, eq=False)
class OwnSchedule:
    """
    Published shifts of the agent that an account is.

    Attributes
    ----------
    campaign : CampaignRow
        Where.
    agent, name, site : str
        Code, name and site of the person; the latter may be empty.
    publication : Publication or None
        What is published; None before the first.
    shifts : tuple of Shift
        In order of time.
    adherence : DataFrame
        Own rows of the adherence table, by day.
    first, last : date or None
        Days that the published plan covers.
    rules : RuleBook
        Whose public holidays hold.
    """

    campaign: CampaignRow
    agent: str
    name: str
    site: str
    publication: Publication | None
    shifts: tuple[Shift, ...]
    adherence: pd.DataFrame | None
    first: date | None
    last: date | None
    rules: RuleBook

    def calendar(self, reader: Reader, made: datetime) -> bytes:
        """
        Own shifts as a calendar file.

        Parameters
        ----------
        reader : Reader
            In whose language.
        made : datetime
            When it is made, aware.

        Raises
        ------
        NoAnswerError
            If there is no shift.
        """
        from app.reports.roster.ics import calendars  # noqa: PLC0415 - slow to load

        if not self.shifts:
            raise NoAnswerError("there is no published shift")
        by_day: dict[tuple[str, date], tuple[Shift, ...]] = {}
        for shift in self.shifts:
            key = self.agent, shift.date
            by_day[key] = (*by_day.get(key, ()), shift)
        roster = Roster(
            title=self.campaign.name,
            people=(Person(self.agent, name=self.name, site=self.site),),
            shifts=by_day,
            first=min(day for _, day in by_day),
            last=max(day for _, day in by_day),
            rules=self.rules,
            timezone=self.campaign.timezone,
        )
        return calendars(roster, reader, made=made)[self.agent]


def own_schedule(store: Store, actor: Actor, campaign_id: int) -> OwnSchedule:
    """
    Read the published shifts of the agent that an account is.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    OwnSchedule
        Without shifts where nothing is published, or nothing of this agent.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the account is no agent of the campaign.
    """
    actor.require(Action.OWN_READ)
    own = dict(actor.agents)
    with store.reading() as connection:
        campaign = campaign_in_reach(connection, actor, Action.OWN_READ, campaign_id)
        if campaign_id not in own:
            raise UnknownNameError("campaign", str(campaign_id), ())
        agent = own[campaign_id]
        person = people.agent(connection, campaign_id, agent) or {}
        last = publications.current(connection, campaign_id, STREAM)
        rules = campaign_rules(connection, campaign_id)
    shifts: tuple[Shift, ...] = ()
    adherence: pd.DataFrame | None = None
    days: tuple[date | None, date | None] = (None, None)
    if last is not None:
        plans = open_plan(store, last.version_id)
        rows = plans.table("schedule")
        mine = rows[rows["agent"] == agent]
        shifts = tuple(shifts_of(mine, rules)) if len(mine) else ()
        worked = plans.table("adherence")
        adherence = worked[worked["agent"] == agent].sort_values("date")
        days = plans.days[0], plans.days[-1]
    return OwnSchedule(
        campaign=campaign,
        agent=agent,
        name=person.get("name", ""),
        site=person.get("home_site", ""),
        publication=last,
        shifts=shifts,
        adherence=adherence,
        first=days[0],
        last=days[1],
        rules=rules,
    )


def own_campaigns(actor: Actor) -> list[int]:
    """
    Campaigns in which an account is an agent.

    Parameters
    ----------
    actor : Actor
        Who is logged in.

    Returns
    -------
    list of int
        Their numbers, ascending; empty for an account that is no agent.
    """
    return sorted(campaign for campaign, _ in actor.agents)
