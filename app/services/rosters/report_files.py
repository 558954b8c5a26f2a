"""Files of a roster: made of what an account sees, kept for it, and soon forgotten."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.reports.reader import Reader
from app.services.access import Action
from app.services.campaigns.reach import campaign_in_reach
from app.services.imports.uploads import KEPT_S
from app.services.plans.in_sight import plan_in_sight
from app.services.rosters.export import (
    calendar_archive,
    stored_roster,
    wall_page,
    week_workbook,
)
from app.storage import uploads
from wfm.errors import ParameterError, UnknownNameError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.services.access import Actor
    from app.services.plans.plan import Plans
    from app.storage.engine import Store
    from app.storage.uploads import Upload

# A job names them by their place here: its arguments are numbers.
FORMS = ("xlsx", "html", "zip")
LANGUAGES = ("es", "en")
KIND = "report"


def roster_file(
    store: Store, actor: Actor, campaign_id: int, plans: Plans, form: str, language: str
) -> tuple[str, bytes]:
    """
    Make a file of a roster.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; names and teams are those that it may see.
    campaign_id : int
        Of which campaign.
    plans : Plans
        What the actor sees.
    form : str
        ``xlsx`` (a sheet a week), ``html`` (to pin up) or ``zip`` (calendars).
    language : str
        ``es`` or ``en``.

    Returns
    -------
    name : str
        Of the file.
    content : bytes

    Raises
    ------
    ForbiddenError, UnknownNameError, TableError
        As `stored_roster`.
    ParameterError
        If there is no such form.
    """
    with store.reading() as connection:
        campaign = campaign_in_reach(
            connection, actor, Action.SCHEDULE_READ, campaign_id
        )
    roster, reader = stored_roster(store, actor, campaign_id, plans), Reader(language)
    if form == "xlsx":
        content = week_workbook(roster, reader, plans.table("coverage"))
    elif form == "html":
        content = wall_page(roster, reader)
    elif form == "zip":
        content = calendar_archive(roster, reader, datetime.now(UTC))
    else:
        raise ParameterError("form", form, "xlsx, html or zip")
    return f"aforo-{campaign.key}-{roster.first.isoformat()}.{form}", content


def visible_file(
    store: Store,
    actor: Actor,
    campaign_id: int,
    version_id: int | None,
    form: str,
    language: str,
) -> tuple[str, bytes]:
    """
    Make a file of the plan that an account sees, see `roster_file`.

    Parameters
    ----------
    store, actor, campaign_id, form, language
        As in `roster_file`.
    version_id : int or None
        Of the plan; None for the newest that the actor sees.

    Returns
    -------
    tuple of (str, bytes)
        Name and content of the file.
    """
    plans = plan_in_sight(store, actor, campaign_id, version_id)
    return roster_file(store, actor, campaign_id, plans, form, language)


def keep_file(
    connection: Connection,
    account_id: int | None,
    campaign_id: int,
    job_id: str,
    named: tuple[str, bytes],
) -> int:
    """
    Keep a file for the account that asked for it, for two hours.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    account_id : int or None
        Whose; None for the command line.
    campaign_id : int
        Of which campaign.
    job_id : str
        That made it.
    named : tuple of (str, bytes)
        Name and content.

    Returns
    -------
    int
        Its number.
    """
    name, content = named
    return uploads.add(
        connection,
        [content],
        account_id=account_id,
        campaign_id=campaign_id,
        kind=KIND,
        filename=name,
        created_at=int(time.time()),
        job_id=job_id,
    )


def kept_file(
    store: Store, actor: Actor, campaign_id: int, job_id: str
) -> tuple[Upload, bytes]:
    """
    Give the file that a job made to the account that asked for it.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asked for it, and may still read schedules.
    campaign_id : int
        Of which campaign.
    job_id : str
        That made it.

    Returns
    -------
    upload : Upload
        Its name and size.
    content : bytes

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such file (any more), or it is another's.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_READ, campaign_id)
        found = uploads.by_job(connection, job_id)
        if (
            found is None
            or found.kind != KIND
            or (found.account_id, found.campaign_id) != (actor.account_id, campaign_id)
            or found.created_at < int(time.time()) - KEPT_S
        ):
            raise UnknownNameError("file", job_id, ())
        return found, uploads.content(connection, found.id)
