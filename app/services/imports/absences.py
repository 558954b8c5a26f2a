"""Absences of a file, beside those that the store has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.people.absences import put_absence
from app.services.people.tables import absence_rows
from app.storage import campaigns, people
from app.storage.audit import Entry, record

if TYPE_CHECKING:
    import pandas as pd

    from app.storage.engine import Store

_SAME = ("agent", "start", "end", "kind")


def import_absences(
    store: Store, actor: Actor, campaign_id: int, rows: pd.DataFrame, *, reason: str
) -> tuple[int, int, int]:
    """
    Add the absences that are not known yet.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; edits people and reads what is private.
    campaign_id : int
        Of which campaign.
    rows : DataFrame
        Typed time off table.
    reason : str
        In the author's words.

    Returns
    -------
    tuple of int
        Absences that were new, changed (none ever is), and known.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or agent do not exist.
    TableError
        If one overlaps another of its agent; nothing is written then.
    """
    with store.writing() as connection:
        campaign = campaign_in_reach(connection, actor, Action.PEOPLE_EDIT, campaign_id)
        actor.require(Action.PEOPLE_PRIVATE, campaign_id)
        campaigns.take_turn(connection, campaign_id)
        known = {
            tuple(row[name] for name in _SAME)
            for row in people.absences(connection, campaign_id)
        }
        given = absence_rows(rows)
        fresh = [r for r in given if tuple(r[name] for name in _SAME) not in known]
        for row in fresh:
            put_absence(connection, campaign, row)
        if fresh:
            entry = Entry(
                action="absence.import",
                object_kind="campaign",
                object_id=str(campaign_id),
                account_id=actor.account_id,
                campaign_id=campaign_id,
                reason=reason,
                changes={"new": len(fresh)},
            )
            record(connection, entry)
    return len(fresh), 0, len(given) - len(fresh)
