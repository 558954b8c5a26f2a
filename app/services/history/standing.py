"""What a campaign has of its history: by queue and day, and who brought it in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.history.stored import HISTORY_KIND, NOTE, read_history
from app.services.imports.mapping import Mapping
from app.services.imports.quality import quality_of
from app.storage import facts, versions
from app.storage.authors import author_name
from wfm.intervals import midnight, zone

if TYPE_CHECKING:
    from app.services.imports.findings import Finding
    from app.storage.engine import Store

# As many as `quality_of` looks at.
_JUDGED_DAYS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStanding:
    """
    What there is of one queue.

    Attributes
    ----------
    queue : str
        Its name.
    intervals : int
        Rows.
    first, last : date
        Days of the first and the last one, in the campaign's zone.
    contacts : float
        Offered in all of them.
    """

    queue: str
    intervals: int
    first: date
    last: date
    contacts: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryImport:
    """
    One import.

    Attributes
    ----------
    number : int
        1, 2, ...
    at : int
        UTC seconds.
    author, reason : str
        Who, and why in their words.
    new, changed, same : int
        Intervals that were not known, had other figures, had the same.
    """

    number: int
    at: int
    author: str
    reason: str
    new: int
    changed: int
    same: int


def queue_standing(store: Store, actor: Actor, campaign_id: int) -> list[QueueStanding]:
    """
    List the queues that have a history, in the order in which they came.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who looks.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    list of QueueStanding

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.HISTORY_READ, campaign_id)
        found = facts.by_queue(connection, campaign_id)
    clock = zone(row.timezone)

    def day(seconds: int) -> date:
        return pd.Timestamp(seconds, unit="s", tz="UTC").tz_convert(clock).date()

    return [
        QueueStanding(
            queue=queue,
            intervals=count,
            first=day(first),
            last=day(last),
            contacts=contacts,
        )
        for queue, count, first, last, contacts in found
    ]


def daily_contacts(
    store: Store,
    actor: Actor,
    campaign_id: int,
    queue: str | None,
    span: tuple[date, date],
) -> pd.DataFrame:
    """
    Contacts by day.

    Parameters
    ----------
    store, actor, campaign_id
        As in `queue_standing`.
    queue : str or None
        One queue; None for the sum of all.
    span : tuple of date
        First and last day.

    Returns
    -------
    DataFrame
        ``date`` (naive midnight), ``offered``, ``intervals``; a row for each day of the
        span, NaN contacts on a day of which nothing is known.

    Raises
    ------
    ForbiddenError, UnknownNameError
        As `queue_standing`.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.HISTORY_READ, campaign_id)
    clock = zone(row.timezone)
    first = pd.Timestamp(span[0]).tz_localize(clock)
    until = pd.Timestamp(span[1] + timedelta(days=1)).tz_localize(clock)
    table = read_history(
        store,
        actor,
        campaign_id,
        queues=None if queue is None else [queue],
        first=first,
        until=until,
    )
    known = table[table["offered"].notna()]
    by_day = known.groupby(midnight(known["start"]))["offered"].agg(["sum", "count"])
    days = pd.date_range(span[0], span[1], freq="D", unit="us", name="date")
    found = by_day.reindex(days).reset_index()
    found = found.rename(columns={"sum": "offered", "count": "intervals"})
    return found.assign(intervals=found["intervals"].fillna(0).astype("int64"))


def missing_days(days: pd.DataFrame) -> list[tuple[date, date]]:
    """
    Spans of days without a row between the first and the last day that have one.

    Parameters
    ----------
    days : DataFrame
        As `daily_contacts` gives it.

    Returns
    -------
    list of tuple of date
        First and last day of each. A weekday that never has a row is closed, not
        missing.
    """
    known = days["offered"].notna()
    if not known.any():
        return []
    weekday = days["date"].dt.day_of_week
    opened = set(weekday[known])
    there = days.loc[known, "date"]
    inside = days["date"].between(there.min(), there.max())
    gaps = days.loc[inside & ~known & weekday.isin(opened), "date"].dt.date
    spans: list[tuple[date, date]] = []
    for day in gaps:
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def history_imports(
    store: Store, actor: Actor, campaign_id: int
) -> list[HistoryImport]:
    """
    List the imports of a history, the newest first.

    Parameters
    ----------
    store, actor, campaign_id
        As in `queue_standing`.

    Returns
    -------
    list of HistoryImport

    Raises
    ------
    ForbiddenError, UnknownNameError
        As `queue_standing`.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.HISTORY_READ, campaign_id)
        found = []
        names: dict[int | None, str] = {}
        for each in versions.listing(connection, campaign_id, HISTORY_KIND):
            if NOTE not in versions.part_names(connection, each.id):
                continue
            note = json.loads(versions.part(connection, each.id, NOTE))
            author = each.author_id
            if author not in names:
                names[author] = author_name(connection, author)
            found.append(
                HistoryImport(
                    number=each.number,
                    at=each.created_at,
                    author=names[author],
                    reason=each.reason,
                    new=note["new"],
                    changed=note["changed"],
                    same=note["same"],
                )
            )
    return found


def history_quality(
    store: Store, actor: Actor, campaign_id: int
) -> tuple[Finding, ...]:
    """
    Say what a forecast would stumble over in the history that there is.

    Parameters
    ----------
    store, actor, campaign_id
        As in `queue_standing`.

    Returns
    -------
    tuple of Finding
        As `app.services.imports.quality.quality_of`; none without a history.

    Raises
    ------
    ForbiddenError, UnknownNameError
        As `queue_standing`.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.HISTORY_READ, campaign_id)
        extent = facts.extent(connection, campaign_id)
    if extent is None:
        return ()
    last = pd.Timestamp(extent[2], unit="s", tz="UTC")
    since = last - pd.Timedelta(days=_JUDGED_DAYS)
    table = read_history(store, actor, campaign_id, first=since)
    return quality_of(table, Mapping(table="history", timezone=row.timezone))
