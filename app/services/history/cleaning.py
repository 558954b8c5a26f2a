"""What the forecast leaves out of a history, and what planners say to it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pandas as pd

from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.edits import input_table, save_table
from app.services.campaigns.reach import campaign_in_reach
from app.services.campaigns.settings import campaign_settings
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND
from app.services.forecasts.decisions import undo
from app.services.history.stored import HISTORY_KIND
from app.services.planning.origin import REFUSED, refused_ids
from app.storage import versions
from forecasting import cleaning_changes
from wfm.errors import InputError, NoAnswerError, UnknownNameError
from wfm.tables import CHANGES

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from app.storage.engine import Store
    from app.storage.versions import Version

REFUSED_KIND = "refused"
# What decides over the changes, beside the refusals themselves.
_SOURCES = (HISTORY_KIND, "special_days", "opening")
_MOST_KNOWN = 4
# Looking through years of intervals takes seconds; they change with an import only.
_KNOWN: WeakKeyDictionary[Store, OrderedDict[Any, pd.DataFrame]] = WeakKeyDictionary()
_LOCK = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """
    Changes by cleaning, as they are decided over.

    Attributes
    ----------
    changes : DataFrame
        As `forecasting.cleaning_changes`, ``refused`` boolean, the newest day first.
    number : int
        Version of the table of refusals that was seen, 0 before the first.
    unknown : str
        Why nothing can be said, such as a history that is too short; else empty.
    """

    changes: pd.DataFrame
    number: int
    unknown: str = ""


def cleaning(store: Store, actor: Actor, campaign_id: int) -> Cleaning:
    """
    List what the forecast leaves out, and what of it was refused.

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
    Cleaning

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not read the history, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.HISTORY_READ, campaign_id)
    table = input_table(store, actor, campaign_id, REFUSED_KIND)
    try:
        found = _found(store, campaign_id)
    except (InputError, NoAnswerError) as error:
        nothing = pd.DataFrame(columns=list(CHANGES.names))
        return Cleaning(changes=nothing, number=table.number, unknown=str(error))
    refused = found["id"].isin(set(refused_ids(table.frame)))
    newest = found.assign(refused=refused.astype("bool")).sort_values(
        ["date", "begin", "queue"], ascending=[False, False, True], kind="stable"
    )
    return Cleaning(changes=newest.reset_index(drop=True), number=table.number)


def decide(
    store: Store,
    actor: Actor,
    campaign_id: int,
    changes: Collection[str],
    *,
    refuse: bool,
    base_number: int,
) -> Version:
    """
    Refuse changes, or accept them again.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; must be allowed to edit the campaign.
    campaign_id : int
        Which campaign.
    changes : collection of str
        Ids, as in `Cleaning.changes`.
    refuse : bool
        Whether they are refused: what was recorded then counts as it is.
    base_number : int
        `Cleaning.number` that was seen.

    Returns
    -------
    Version
        The saved table of refusals.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or change do not exist.
    StaleError
        If another decided meanwhile.
    """
    actor.require(Action.CAMPAIGN_EDIT, campaign_id)
    known = cleaning(store, actor, campaign_id).changes
    strange = sorted(set(changes) - set(known["id"]))
    if strange:
        raise UnknownNameError("change", strange[0], known["id"])
    chosen = known["id"].isin(set(changes))
    said = known.assign(refused=(known["refused"] & ~chosen) | (chosen & refuse))
    left = said[said["refused"]].assign(refused=REFUSED)
    verb = "refused" if refuse else "accepted"
    return save_table(
        store,
        actor,
        campaign_id,
        REFUSED_KIND,
        left.reset_index(drop=True) if len(left) else None,
        base_number=base_number,
        reason=f"{len(set(changes))} changes by cleaning {verb}",
    )


def undo_decision(
    store: Store, actor: Actor, campaign_id: int, *, base_number: int
) -> Version:
    """
    Take the last decision back; once more brings it again.

    Parameters
    ----------
    store, actor, campaign_id, base_number
        As in `decide`.

    Returns
    -------
    Version
        The saved table of refusals.

    Raises
    ------
    ForbiddenError, UnknownNameError, StaleError
        As `decide`.
    TransitionError
        If nothing was decided yet.
    """
    return undo(store, actor, campaign_id, REFUSED_KIND, base_number=base_number)


def _found(store: Store, campaign_id: int) -> pd.DataFrame:
    """Find the changes, none refused; known until what they rest on changes."""
    with store.reading() as connection:
        newest = versions.latest_of_all(connection, campaign_id)
        kinds = (*_SOURCES, CAMPAIGN_KIND)
        key = (campaign_id, *(newest[k].id for k in kinds if k in newest))
        with _LOCK:
            known = _KNOWN.setdefault(store, OrderedDict())
            if key in known:
                known.move_to_end(key)
                return known[key]
        question = _question(connection, campaign_id, newest)
    found = cleaning_changes(**question)
    with _LOCK:
        known[key] = found
        while len(known) > _MOST_KNOWN:
            known.popitem(last=False)
    return found


def _question(
    connection: Connection, campaign_id: int, newest: dict[str, Version]
) -> dict[str, Any]:
    """Ask `forecasting.cleaning_changes` as a plan asks it."""
    campaign = campaign_settings(connection, campaign_id, newest)
    wanted = {name: newest[name] for name in _SOURCES if name in newest}
    tables = stored_inputs.read_tables(
        connection, campaign_id, wanted, campaign.timezone
    )
    if HISTORY_KIND not in tables:
        raise NoAnswerError("there is no history yet")
    return {
        "history": tables[HISTORY_KIND],
        "start": campaign.start,
        "special_days": tables.get("special_days"),
        "country": campaign.country,
        "opening": tables.get("opening"),
        "timezone": campaign.timezone,
        "interval": campaign.interval,
    }
