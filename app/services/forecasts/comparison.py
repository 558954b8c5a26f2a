"""Forecasts of a campaign side by side, with what came since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.history.stored import history_frame
from app.services.plans.in_sight import sees_drafts
from app.services.plans.stored import PLAN, SUMMARY, open_plan
from app.services.plans.summary_file import summary_of
from app.storage import campaigns, publications, versions
from app.storage.authors import author_name
from forecasting import compare_forecasts
from wfm.errors import UnknownNameError
from wfm.intervals import zone

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.storage.engine import Store
    from app.storage.versions import Version

_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastVersion:
    """
    A plan whose forecast can be compared.

    Attributes
    ----------
    id, number : int
        Of the version.
    author, reason : str
        Who made it, and why; empty for the command line.
    created_at : int
        UTC seconds.
    start : str
        First day, ISO.
    days : int
        Calendar days.
    """

    id: int
    number: int
    author: str
    reason: str
    created_at: int
    start: str
    days: int


def forecast_versions(
    store: Store, actor: Actor, campaign_id: int
) -> list[ForecastVersion]:
    """
    List the plans whose forecasts an actor sees, the newest first.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who looks; without the right to plan only what was published.
    campaign_id : int
        Which campaign.

    Returns
    -------
    list of ForecastVersion
        At most the newest 60.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not see forecasts, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.FORECAST_READ, campaign_id)
        found = _in_sight(connection, actor, campaign_id)[:_MOST]
        return [_told(connection, version) for version in found]


def compare_versions(
    store: Store, actor: Actor, campaign_id: int, first: int, second: int
) -> pd.DataFrame:
    """
    Compare the forecasts of two plans by queue and day.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who looks.
    campaign_id : int
        Which campaign.
    first, second : int
        Their versions.

    Returns
    -------
    DataFrame
        As `forecasting.compare_forecasts` gives it, with what came as far as it is
        recorded.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not see forecasts, or there is no such campaign or plan.
    InputError
        If the two have no day in common, or interval lengths differ.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.FORECAST_READ, campaign_id)
        known = {version.id for version in _in_sight(connection, actor, campaign_id)}
        for wanted in (first, second):
            if wanted not in known:
                raise UnknownNameError("version", str(wanted), ())
    tables = [_forecast(store, version) for version in (first, second)]
    both = pd.concat([table["start"] for table in tables])
    day = pd.Timedelta(days=1)
    with store.reading() as connection:
        numbers = campaigns.queues(connection, campaign_id)
        came = history_frame(
            connection,
            campaign_id,
            numbers,
            timezone=row.timezone,
            span=(both.min(), both.max() + day),
        )
    return compare_forecasts(
        *tables,
        actual=came if len(came) else None,
        timezone=str(zone(row.timezone)),
    )


def _forecast(store: Store, version_id: int) -> pd.DataFrame:
    plans = open_plan(store, version_id)
    days = plans.days
    parts = [plans.forecast(name, days[0], len(days)) for name in plans.queues]
    if not parts:
        raise UnknownNameError("version", str(version_id), ())
    return pd.concat(parts, ignore_index=True)


def _in_sight(connection: Connection, actor: Actor, campaign_id: int) -> list[Version]:
    found = versions.listing(connection, campaign_id, PLAN)
    if sees_drafts(actor, campaign_id):
        return found
    seen = {
        each.version_id for each in publications.listing(connection, campaign_id, PLAN)
    }
    return [version for version in found if version.id in seen]


def _told(connection: Connection, version: Version) -> ForecastVersion:
    summary = summary_of(versions.part(connection, version.id, SUMMARY), SUMMARY)
    return ForecastVersion(
        id=version.id,
        number=version.number,
        author=""
        if version.author_id is None
        else author_name(connection, version.author_id),
        reason=version.reason,
        created_at=version.created_at,
        start=summary["start"],
        days=summary["days"],
    )
