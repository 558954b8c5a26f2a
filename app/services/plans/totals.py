"""What viewers of a plan are told again and again: totals by queue, no people."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

from app.services.access import Action, Actor
from app.services.plans.in_sight import NoPlanError, sees_drafts
from app.services.plans.publishing import STREAM
from app.services.plans.stored import PLAN, SCHEDULE, open_plan
from app.storage import publications, versions

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from sqlalchemy import Connection

    from app.services.plans.plan import Plans
    from app.storage.engine import Store

_KINDS = (PLAN, SCHEDULE)
_STAFFED = (Action.STAFFING_READ, Action.SCHEDULE_READ)
_TO_A_TENTH = 1
_SHARES = 4
_COLUMNS = {
    "volume": _TO_A_TENTH,
    "volume_p10": _TO_A_TENTH,
    "volume_p90": _TO_A_TENTH,
    "service_level": _SHARES,
    "required": _TO_A_TENTH,
    "scheduled": _TO_A_TENTH,
}


@dataclass(frozen=True, slots=True)
class Sight:
    """
    Which plan an account sees, and how much of it: all that its totals depend on.

    Attributes
    ----------
    version_id : int
        Plan or schedule.
    columns : tuple of str
        Totals that its role may read.
    """

    version_id: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """
    The plan that an account sees now.

    Attributes
    ----------
    sight : Sight
        The plan, and how much of it is seen.
    at : int
        When it was published, for those who see drafts when it was saved; UTC seconds.
    own : bool
        Whether the account itself did that.
    """

    sight: Sight
    at: int
    own: bool


def standing_of(store: Store, actor: Actor, campaign_id: int) -> Standing:
    """
    Find the plan that an account sees of a campaign now.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who looks.
    campaign_id : int
        Of which campaign, which is within reach.

    Returns
    -------
    Standing

    Raises
    ------
    ForbiddenError
        If the role reads no totals of a service.
    NoPlanError
        If there is none.
    """
    columns = _columns(actor, campaign_id)
    drafts = sees_drafts(actor, campaign_id)
    with store.reading() as connection:
        find = _saved if drafts else _published
        found = find(connection, campaign_id)
    if found is None:
        raise NoPlanError(drafts=drafts)
    version_id, at, author = found
    own = author is not None and author == actor.account_id
    return Standing(Sight(version_id, columns), at, own)


def day_totals(store: Store, sight: Sight, day: date) -> dict[str, Any]:
    """
    Totals of a calendar day of a plan.

    Parameters
    ----------
    store : Store
        Where.
    sight : Sight
        Of `standing_of`.
    day : date
        In the plan's time zone.

    Returns
    -------
    dict
        Plain data: ``day``, ``timezone``, ``interval`` (minutes) and ``queues``, the
        busiest first; each with its ``queue``, ``start`` of each interval with its
        offset from UTC, and a list of the same length for each column that the plan
        has: contacts (``volume`` and its central 80 %), expected ``service_level``
        (0 to 1), agents ``required`` and ``scheduled``. None is an unknown number.
    """
    plans = open_plan(store, sight.version_id)
    return {
        "day": day.isoformat(),
        "timezone": plans.timezone,
        "interval": plans.summary["interval"],
        "queues": [_queue(plans, queue, day, sight.columns) for queue in plans.queues],
    }


def _saved(
    connection: Connection, campaign_id: int
) -> tuple[int, int, int | None] | None:
    """Newest version, when it was saved and by whom."""
    kept = [versions.latest(connection, campaign_id, kind) for kind in _KINDS]
    last = max((v for v in kept if v), key=lambda v: v.id, default=None)
    return None if last is None else (last.id, last.created_at, last.author_id)


def _published(
    connection: Connection, campaign_id: int
) -> tuple[int, int, int | None] | None:
    """Version that is published, since when and by whom."""
    last = publications.current(connection, campaign_id, STREAM)
    return None if last is None else (last.version_id, last.at, last.author_id)


def _columns(actor: Actor, campaign_id: int) -> tuple[str, ...]:
    """Totals that a role may read; refuses those who may read none."""
    planned = actor.may(Action.FORECAST_READ, campaign_id)
    staffed = any(actor.may(action, campaign_id) for action in _STAFFED)
    if not (planned or staffed):
        actor.require(Action.SERVICE_READ, campaign_id)
    columns = ["volume", "service_level"]
    if planned:
        columns += ["volume_p10", "volume_p90"]
    if staffed:
        columns += ["required", "scheduled"]
    return tuple(columns)


def _queue(
    plans: Plans, queue: str, day: date, columns: tuple[str, ...]
) -> dict[str, Any]:
    rows = plans.forecast(queue, day)
    told: dict[str, Any] = {
        "queue": queue,
        "start": [start.isoformat() for start in rows["start"]],
    }
    tables = [rows, plans.requirement(queue, day), plans.coverage(day, queue=queue)]
    for column in columns:
        holder = next((table for table in tables if column in table), None)
        if holder is not None:
            told[column] = _numbers(holder, rows, column)
    return told


def _numbers(holder: pd.DataFrame, rows: pd.DataFrame, column: str) -> list[Any]:
    """Numbers at the starts of the forecast; None where the table has none."""
    by_start = holder.drop_duplicates("start").set_index("start")[column]
    numbers = by_start.reindex(rows["start"]).astype("float64")
    rounded = numbers.round(_COLUMNS[column])
    return [None if isnan(number) else number for number in rounded.tolist()]
