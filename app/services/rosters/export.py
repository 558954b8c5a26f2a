"""A stored roster in the forms that leave the app: workbook, wall page, calendars."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pandas as pd

from app.reports.roster.roster import Roster, roster_of
from app.reports.roster.wall import wall
from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.campaigns.settings import campaign_rules
from app.services.people.agents import agents_of
from app.services.rosters.publish import calendar_names

if TYPE_CHECKING:
    from datetime import datetime

    from app.reports.reader import Reader
    from app.services.plans.plan import Plans
    from app.storage.engine import Store

# A file of a zip has no time of its own: the same roster gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def stored_roster(store: Store, actor: Actor, campaign_id: int, plans: Plans) -> Roster:
    """
    Roster of a plan, ready for every form.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; may read schedules. Names and teams are those that the actor may see.
    campaign_id : int
        Of which campaign.
    plans : Plans
        The plan that the actor sees.

    Returns
    -------
    Roster

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    TableError
        If the plan has no shift.
    """
    with store.reading() as connection:
        campaign = campaign_in_reach(
            connection, actor, Action.SCHEDULE_READ, campaign_id
        )
        rules = campaign_rules(connection, campaign_id)
    schedule = plans.table("schedule")
    people = None
    if actor.may(Action.PEOPLE_READ, campaign_id):
        people = _people(agents_of(store, actor, campaign_id), schedule)
    return roster_of(schedule, people, rules, title=campaign.name)


def wall_page(roster: Roster, reader: Reader) -> bytes:
    """
    Page to print and pin up, see `app.reports.roster.wall`.

    Parameters
    ----------
    roster : Roster
        Who works when.
    reader : Reader
        In whose language.

    Returns
    -------
    bytes
        One HTML document in UTF-8; the same for the same roster.
    """
    return wall(roster, reader).encode()


def week_workbook(
    roster: Roster, reader: Reader, coverage: pd.DataFrame | None
) -> bytes:
    """
    Excel file with a sheet for each week, see `app.reports.roster.sheets`.

    Parameters
    ----------
    roster : Roster
        Who works when.
    reader : Reader
        In whose language.
    coverage : DataFrame or None
        Coverage table, where a requirement is known.

    Returns
    -------
    bytes
        The whole file; the same for the same roster.
    """
    from app.reports.roster.sheets import workbook  # noqa: PLC0415 - slow to load

    return workbook(roster, reader, coverage)


def calendar_archive(roster: Roster, reader: Reader, made: datetime) -> bytes:
    """
    Zip file with a calendar for each person.

    Parameters
    ----------
    roster : Roster
        Who works when.
    reader : Reader
        In whose language.
    made : datetime
        When it is made, aware.

    Returns
    -------
    bytes
        The whole file, with names as `app.services.rosters.publish.calendar_names`
        gives them; the same for the same roster and time.
    """
    from app.reports.roster.ics import calendars  # noqa: PLC0415 - slow to load

    by_agent = calendars(roster, reader, made=made)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, person in sorted(calendar_names(roster.people).items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, by_agent[person.agent])
    return buffer.getvalue()


def _people(
    rows: list[dict[str, object]], schedule: pd.DataFrame
) -> pd.DataFrame | None:
    """People as the forms want them; who is rostered and unknown has a code only."""
    known = {str(row["agent"]) for row in rows}
    blank = {"name": "", "team": "", "home_site": ""}
    more = [
        {"agent": agent, **blank} for agent in sorted(set(schedule["agent"]) - known)
    ]
    names = ["agent", "name", "team", "home_site", "available_from", "available_until"]
    table = pd.DataFrame([*rows, *more], columns=names)
    if table.empty:
        return None
    for name in ("available_from", "available_until"):
        table[name] = pd.to_datetime(table[name])
    table["home_site"] = table["home_site"].fillna("")
    # Names are shown where everybody has one.
    return table if (table["name"] != "").all() else table.drop(columns="name")
