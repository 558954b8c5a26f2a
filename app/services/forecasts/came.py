"""What came of the days that a forecast is about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.storage import campaigns, facts
from wfm.intervals import zone

if TYPE_CHECKING:
    from datetime import date

    from app.storage.engine import Store


def contacts_since(
    store: Store,
    actor: Actor,
    campaign_id: int,
    queue: str,
    *,
    first: date,
    days: int,
) -> pd.DataFrame:
    """
    Contacts of a queue on some calendar days, as far as they are recorded.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who looks.
    campaign_id : int
        Which campaign.
    queue : str
        Which queue.
    first : date
        First day.
    days : int
        Calendar days.

    Returns
    -------
    DataFrame
        ``start`` and ``came`` by start; none of a queue without a history.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not see forecasts, or there is no such campaign.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.FORECAST_READ, campaign_id)
        number = campaigns.queues(connection, campaign_id).get(queue)
        if number is None:
            empty = pd.Series(dtype=pd.DatetimeTZDtype("us", zone(row.timezone)))
            return pd.DataFrame({"start": empty, "came": pd.Series(dtype="float64")})
        rows = facts.read(
            connection,
            number,
            timezone=row.timezone,
            first=_midnight(first, row.timezone),
            until=_midnight(first + timedelta(days=days), row.timezone),
        )
    found = rows[["start", "offered"]].rename(columns={"offered": "came"})
    return found[found["came"].notna()].reset_index(drop=True)


def recorded_until(store: Store, actor: Actor, campaign_id: int) -> pd.Timestamp | None:
    """
    Find the last interval that is recorded of a campaign.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who looks.
    campaign_id : int
        Which campaign.

    Returns
    -------
    Timestamp or None
        Its start in the campaign's zone; None without a history.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not see forecasts, or there is no such campaign.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.FORECAST_READ, campaign_id)
        found = facts.extent(connection, campaign_id)
    if found is None:
        return None
    return pd.Timestamp(found[2], unit="s", tz="UTC").tz_convert(zone(row.timezone))


def _midnight(day: date, timezone: str) -> pd.Timestamp:
    return pd.Timestamp(day).tz_localize(
        zone(timezone), ambiguous=True, nonexistent="shift_forward"
    )
