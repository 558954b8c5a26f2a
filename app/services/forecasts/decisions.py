"""What planners decide over a forecast: overrides and special days, and back again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.edits import InputTable, edit_right, input_table, save_table
from app.services.campaigns.reach import campaign_in_reach
from app.storage import campaigns, versions
from forecasting.almanac.special_days import read_special_day
from forecasting.decisions.overrides import ALL_QUEUES, read_overrides
from wfm.errors import ParameterError, Problem, TableError, TransitionError
from wfm.tables import OVERRIDES, SPECIAL_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.storage.engine import Store
    from app.storage.versions import Version

OVERRIDES_KIND, SPECIAL_DAYS_KIND = "overrides", "special_days"
_CONTRACTS = {OVERRIDES_KIND: OVERRIDES, SPECIAL_DAYS_KIND: SPECIAL_DAYS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """
    What planners decided, as it is edited.

    Attributes
    ----------
    overrides, special_days : InputTable
        Rows and the version seen.
    queues : tuple of str
        Queues that may be named.
    timezone : str
        Zone of the campaign's times.
    """

    overrides: InputTable
    special_days: InputTable
    queues: tuple[str, ...]
    timezone: str


def decisions(store: Store, actor: Actor, campaign_id: int) -> Decisions:
    """
    Read what planners decided.

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
    Decisions

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not see forecasts, or there is no such campaign.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.FORECAST_READ, campaign_id)
        queues = tuple(sorted(campaigns.queues(connection, campaign_id)))
    return Decisions(
        overrides=input_table(store, actor, campaign_id, OVERRIDES_KIND),
        special_days=input_table(store, actor, campaign_id, SPECIAL_DAYS_KIND),
        queues=queues,
        timezone=row.timezone,
    )


def add_override(
    store: Store,
    actor: Actor,
    campaign_id: int,
    given: Mapping[str, str],
    *,
    base_number: int,
) -> Version:
    """
    Decide over the model for some intervals.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; becomes the row's author.
    campaign_id : int
        Which campaign.
    given : mapping of str to str
        ``queue, start, end, kind, value, reason`` as typed; an end without a clock is
        a day that is included.
    base_number : int
        Version of the table that was seen.

    Returns
    -------
    Version
        The saved table.

    Raises
    ------
    ForbiddenError, UnknownNameError, StaleError
        As `app.services.campaigns.edits.save_table`.
    TableError
        If the row is wrong, or overlaps another of the same queue.
    """
    now = pd.Timestamp.now(tz="UTC").floor("s").isoformat()
    row = {**given, "author": actor.name, "made_at": now}
    return _added(store, actor, campaign_id, (OVERRIDES_KIND, row), base_number)


def add_special_day(
    store: Store,
    actor: Actor,
    campaign_id: int,
    given: Mapping[str, str],
    *,
    base_number: int,
) -> Version:
    """
    Name a day that does not follow its weekday.

    Parameters
    ----------
    store, actor, campaign_id, base_number
        As for `add_override`.
    given : mapping of str to str
        ``date, name, queue, kind, value`` as typed; no queue is every queue.

    Returns
    -------
    Version
        The saved table.

    Raises
    ------
    ForbiddenError, UnknownNameError, StaleError
        As `app.services.campaigns.edits.save_table`.
    TableError
        If the row is wrong, or the value does not suit the kind.
    """
    row = dict(given)
    return _added(store, actor, campaign_id, (SPECIAL_DAYS_KIND, row), base_number)


def remove_row(
    store: Store,
    actor: Actor,
    campaign_id: int,
    kind: str,
    place: int,
    *,
    base_number: int,
) -> Version:
    """
    Take a decision back.

    Parameters
    ----------
    store, actor, campaign_id
        As for `add_override`.
    kind : str
        ``overrides`` or ``special_days``.
    place : int
        Row of the table as `decisions` gave it, from 0.
    base_number : int
        Version of the table that was seen.

    Returns
    -------
    Version
        The saved table.

    Raises
    ------
    ForbiddenError, UnknownNameError, StaleError
        As `app.services.campaigns.edits.save_table`.
    ParameterError
        If there is no such row.
    """
    actor.require(Action.CAMPAIGN_EDIT, campaign_id)
    before = input_table(store, actor, campaign_id, kind)
    rows = 0 if before.frame is None else len(before.frame)
    if before.frame is None or not 0 <= place < rows:
        raise ParameterError("row", place, f"one of the {rows} of the table")
    left = before.frame.drop(index=before.frame.index[place]).reset_index(drop=True)
    return save_table(
        store,
        actor,
        campaign_id,
        kind,
        left if len(left) else None,
        base_number=base_number,
        reason=f"row {place + 1} taken out",
    )


def undo(
    store: Store, actor: Actor, campaign_id: int, kind: str, *, base_number: int
) -> Version:
    """
    Save the table as it was before its newest version; once more brings that back.

    Parameters
    ----------
    store, actor, campaign_id
        As for `add_override`.
    kind : str
        ``overrides``, ``special_days`` or ``contracts``.
    base_number : int
        Version of the table that was seen.

    Returns
    -------
    Version
        The saved table.

    Raises
    ------
    ForbiddenError, UnknownNameError, StaleError
        As `app.services.campaigns.edits.save_table`.
    TransitionError
        If it was never changed.
    """
    right = edit_right(kind)
    actor.require(right, campaign_id)
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, right, campaign_id)
        newest = versions.latest(connection, campaign_id, kind)
        if newest is None:
            raise TransitionError("as it began", "undo", ())
        earlier = versions.by_number(connection, campaign_id, kind, newest.number - 1)
        frame = (
            stored_inputs.table_of(connection, earlier, row.timezone)
            if earlier is not None and stored_inputs.present({kind: earlier})
            else None
        )
    return save_table(
        store,
        actor,
        campaign_id,
        kind,
        frame,
        base_number=base_number,
        reason=f"back to version {newest.number - 1}",
    )


def _added(
    store: Store,
    actor: Actor,
    campaign_id: int,
    what: tuple[str, Mapping[str, str]],
    base_number: int,
) -> Version:
    kind, row = what
    actor.require(Action.CAMPAIGN_EDIT, campaign_id)
    with store.reading() as connection:
        place = campaign_in_reach(connection, actor, Action.CAMPAIGN_EDIT, campaign_id)
        queues = set(campaigns.queues(connection, campaign_id))
    known = {*queues, ALL_QUEUES} if kind == OVERRIDES_KIND else queues
    contract = _CONTRACTS[kind].among("queue", known)
    new = contract.parse(
        pd.DataFrame([row], dtype="str"), source=kind, timezone=place.timezone
    )
    before = input_table(store, actor, campaign_id, kind).frame
    whole = new if before is None else pd.concat([before, new], ignore_index=True)
    if kind == OVERRIDES_KIND:
        read_overrides(whole, None, place.timezone)
    else:
        _check_day(new, kind)
    return save_table(
        store,
        actor,
        campaign_id,
        kind,
        whole,
        base_number=base_number,
        reason=row.get("reason") or row.get("name") or "",
    )


def _check_day(new: pd.DataFrame, source: str) -> None:
    """Refuse a value that does not suit the kind of day, before a forecast does."""
    day = new.iloc[0]
    value = str(day.get("value", ""))
    try:
        read_special_day(day["date"], str(day["name"]), str(day.get("kind", "")), value)
    except ValueError as error:
        problem = Problem(source, str(error), column="value", value=value)
        raise TableError([problem]) from error
