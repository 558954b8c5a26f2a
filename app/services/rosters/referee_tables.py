"""What a campaign's rosters are judged by, read from the store and kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from app.services.campaigns import stored_inputs
from app.services.campaigns.settings import campaign_rules, campaign_settings
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND
from app.services.held import shorten
from app.services.history.stored import HISTORY_KIND
from app.services.planning.need import queue_skills
from app.services.rosters.referee import RefereeTables
from app.storage import versions

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from sqlalchemy import Connection

    from app.storage.campaigns import CampaignRow
    from app.storage.engine import Store

_JUDGES = ("agents", "contracts", "time_off", "availability", "sites")
# With what was worked out of edits of each roster.
_KEPT, _KEPT_BYTES = 8, 40 * 2**20
_Known = OrderedDict[tuple[int, int, str], tuple[RefereeTables, "date | None"]]
_known: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judged:
    """
    A version that holds a roster.

    Attributes
    ----------
    version_id : int
        Of kind ``plan`` or ``schedule``.
    requirement : DataFrame
        Its requirement table, typed.
    interval : int
        Minutes of its intervals.
    """

    version_id: int
    requirement: pd.DataFrame
    interval: int


def referee_tables(
    store: Store,
    connection: Connection,
    campaign: CampaignRow,
    judged: Judged,
) -> tuple[RefereeTables, date | None]:
    """
    Tables that judge the rosters of a plan.

    Parameters
    ----------
    store : Store
        For which they are kept in memory.
    connection : Connection
        Of it; whoever opened it has checked the right.
    campaign : CampaignRow
        Of which campaign; its people and rules as they are now.
    judged : Judged
        The plan or schedule that is judged.

    Returns
    -------
    RefereeTables
    date or None
        First day whose roster may change, as the campaign says.

    Raises
    ------
    TableError
        If the campaign is wrong.
    """
    newest = versions.latest_of_all(connection, campaign.id)
    key = (
        campaign.id,
        judged.version_id,
        stored_inputs.input_hash(connection, campaign.id, newest),
    )
    with _lock:
        kept = _known.setdefault(store, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    settings = None
    if CAMPAIGN_KIND in newest:
        settings = campaign_settings(connection, campaign.id, newest)
    # Rosters are judged without the history, which is large.
    newest.pop(HISTORY_KIND, None)
    tables = stored_inputs.read_tables(
        connection, campaign.id, newest, campaign.timezone
    )
    locked = None if settings is None else settings.locked_until
    made = RefereeTables(
        rules=campaign_rules(connection, campaign.id),
        timezone=campaign.timezone,
        interval=judged.interval,
        requirement=judged.requirement,
        queue_skills=(
            {} if settings is None else queue_skills(settings, judged.requirement)
        ),
        **{name: tables.get(name) for name in _JUDGES},
    )
    with _lock:
        kept[key] = made, locked
        shorten(kept, _KEPT, _KEPT_BYTES)
    return made, locked
