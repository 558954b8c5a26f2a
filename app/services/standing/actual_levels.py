"""Service level that customers had, of the last days of the history."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from app.services.standing.lights import Ratio
from app.storage import standing
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Hashable

    from app.storage.engine import Store
    from app.storage.standing import QueueSums
    from wfm.campaign import Campaign

DAYS = 7
_KEPT = 1_000
_levels: WeakKeyDictionary[Store, OrderedDict[Hashable, ActualLevel | None]] = (
    WeakKeyDictionary()
)
_lock = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualLevel:
    """
    Service level of the last days.

    Attributes
    ----------
    level : Ratio
        Contacts answered in time, and contacts that count.
    goal : Ratio
        Contacts that had to be answered in time, and contacts that count, of the
        queues with a goal.
    first, last : date
        Days, in the campaign's zone.
    """

    level: Ratio
    goal: Ratio
    first: date
    last: date


def actual_level(
    store: Store, campaign_id: int, campaign: Campaign, stamp: Hashable
) -> ActualLevel | None:
    """
    Service level of the last 7 days that know who was answered in time.

    Parameters
    ----------
    store : Store
        Where the history is; that the reader may see it has been checked.
    campaign_id : int
        Which campaign.
    campaign : Campaign
        Its goals, and on which contacts they stand.
    stamp : hashable
        Another as soon as the history or the goals are others.

    Returns
    -------
    ActualLevel or None
        None where no interval knows. Queues whose goal leaves short abandoned contacts
        out of the count, or counts them, are left out: the history does not have them.
    """
    key = (campaign_id, stamp)
    with _lock:
        kept = _levels.setdefault(store, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    made = _measured(store, campaign_id, campaign)
    with _lock:
        kept[key] = made
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return made


def _measured(store: Store, campaign_id: int, campaign: Campaign) -> ActualLevel | None:
    place = zone(campaign.timezone)
    with store.reading() as connection:
        end = standing.last_known_level(connection, campaign_id)
        if end is None:
            return None
        last = datetime.fromtimestamp(end, tz=UTC).astimezone(place).date()
        first = last - timedelta(days=DAYS - 1)
        midnight = datetime(first.year, first.month, first.day, tzinfo=place)
        since = int(midnight.timestamp())
        rows = standing.level_sums(connection, campaign_id, since)
    level, goal = Ratio(), Ratio()
    for row in rows:
        promised = campaign.queue(row.queue).goal
        own = _ratio(row, promised.basis)
        if own is None:
            continue
        level += own
        if promised.service_level is not None:
            goal += Ratio(promised.service_level * own.whole, own.whole)
    if not level.whole:
        return None
    return ActualLevel(level=level, goal=goal, first=first, last=last)


def _ratio(row: QueueSums, basis: str) -> Ratio | None:
    if basis == "offered":
        return Ratio(row.in_threshold, row.offered)
    if basis == "answered" and row.answered is not None:
        return Ratio(row.in_threshold, row.answered)
    return None
