"""Rosters edited by hand: opened, judged, saved as versions, undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.plans.in_sight import NoPlanError
from app.services.plans.stored import (
    PLAN,
    SCHEDULE,
    open_plan,
    save_schedule,
)
from app.services.reasons import checked_reason
from app.services.rosters.editing import Ground
from app.services.rosters.kpis import kpis_of, summary_after
from app.services.rosters.referee_tables import Judged, referee_tables
from app.services.rosters.verdict import Verdict, verdict
from app.storage import people, versions
from app.storage.authors import author_name
from app.storage.versions import Origin
from wfm.errors import NoAnswerError, ParameterError, StaleError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd
    from sqlalchemy import Connection

    from app.services.plans.plan import Plans
    from app.services.rosters.editing import Edited, Operation
    from app.services.rosters.referee import RefereeTables
    from app.services.rosters.unedited import Unedited
    from app.storage.engine import Store
    from app.storage.versions import Version

KINDS = (PLAN, SCHEDULE)
# What an edited roster changes of a plan, with its summary and, where it has one, the
# simulation; the rest stays the plan's.
PARTS = ("schedule", "coverage", "violations")


class NothingToUndoError(NoAnswerError):
    """The roster is as the plan made it."""

    def __init__(self) -> None:
        super().__init__("there is nothing to undo: the roster is as planned")


@dataclass(frozen=True, kw_only=True, eq=False)
class Draft:
    """
    A roster that can be edited.

    Attributes
    ----------
    campaign_id : int
        Of which campaign.
    version : Version
        A plan, or a schedule edited before.
    number : int
        Newest edited schedule of the campaign, 0 for none: who saves states it.
    plans : Plans
        The version, opened.
    schedule : DataFrame
        Its roster, typed.
    ground : Ground
        Within what it may be changed.
    tables : RefereeTables
        What it is judged by.
    """

    campaign_id: int
    version: Version
    number: int
    plans: Plans
    schedule: pd.DataFrame
    ground: Ground
    tables: RefereeTables

    @property
    def unedited(self) -> Unedited:
        """The roster without any edit, and what is known of it."""
        return self.tables.unedited(self.schedule)

    def after(self, operations: Sequence[Operation]) -> Edited:
        """
        Roster after some operations.

        Raises
        ------
        EditRefusedError
            If one of them cannot be done.
        """
        return self.unedited.after(operations, self.ground)

    def judged(self, operations: Sequence[Operation]) -> tuple[Edited, Verdict]:
        """
        Roster after some operations, and what the referee says of them.

        Raises
        ------
        EditRefusedError
            If one of them cannot be done.
        """
        made = self.after(operations)
        key = ("verdict", id(made))
        return made, self.unedited.once(key, lambda: verdict(self.unedited, made), made)


def open_draft(
    store: Store,
    actor: Actor,
    campaign_id: int,
    *,
    today: date,
    version_id: int | None = None,
) -> Draft:
    """
    Open the roster of a campaign for editing.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; may edit schedules.
    campaign_id : int
        Of which campaign.
    today : date
        Days before it are over.
    version_id : int, optional
        A plan or schedule in place of the newest.

    Returns
    -------
    Draft

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or version do not exist.
    NoPlanError
        If there is nothing to edit.
    """
    with store.reading() as connection:
        campaign = campaign_in_reach(
            connection, actor, Action.SCHEDULE_EDIT, campaign_id
        )
        version = _version(connection, campaign_id, version_id)
        last = versions.latest(connection, campaign_id, SCHEDULE)
    plans = open_plan(store, version.id)
    if plans.absent("schedule") is not None:
        raise NoPlanError(drafts=True)
    schedule, requirement = plans.table("schedule"), plans.table("requirement")
    judged_by = Judged(
        version_id=version.id,
        requirement=requirement,
        interval=plans.summary["interval"],
    )
    with store.reading() as connection:
        tables, locked = referee_tables(store, connection, campaign, judged_by)
        codes = people.agents(connection, campaign_id, columns=())
    ground = Ground(
        first=plans.days[0],
        last=plans.days[-1],
        open_from=max(today, locked or today),
        agents=frozenset(row["agent"] for row in codes),
        queues=plans.queues,
    )
    return Draft(
        campaign_id=campaign_id,
        version=version,
        number=0 if last is None else last.number,
        plans=plans,
        schedule=schedule,
        ground=ground,
        tables=tables,
    )


def save_draft(
    store: Store,
    actor: Actor,
    draft: Draft,
    operations: Sequence[Operation],
    *,
    number: int,
    reason: str,
) -> Version:
    """
    Save a batch of edits as the newest schedule of its campaign.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; may edit schedules.
    draft : Draft
        What was edited.
    operations : sequence of Operation
        At least one, in order.
    number : int
        Newest schedule that the author had seen, 0 for none.
    reason : str
        In the author's words.

    Returns
    -------
    Version
        Kind ``schedule``, with the coverage and the violations of the whole roster.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    EditRefusedError
        If an operation cannot be done.
    ParameterError
        If there is no operation, or no reason.
    StaleError
        If another saved a schedule since; says who and when. Nothing is saved then.
    """
    if not operations:
        raise ParameterError("changes", "none", "at least one")
    said = checked_reason(reason)
    with store.reading() as connection:
        _require_newest(connection, actor, draft.campaign_id, number)
    schedule = draft.after(operations).schedule
    tables = {
        "schedule": schedule,
        "coverage": draft.tables.coverage(schedule),
    }
    told = kpis_of(store, draft, operations)
    tables["violations"] = draft.tables.violations(schedule)
    if len(told.simulation):
        tables["simulation"] = told.simulation
    summary = summary_after(draft.plans, told)
    with store.writing() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_EDIT, draft.campaign_id)
        return save_schedule(
            connection,
            campaign_id=draft.campaign_id,
            tables=tables,
            origin=_origin(actor, said, draft.version.id, number),
            summary={**summary, "violations": len(tables["violations"])},
        )


def undo(store: Store, actor: Actor, draft: Draft, *, number: int) -> Version:
    """
    Take the last batch of edits back: save what was there before as a new version.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; may edit schedules.
    draft : Draft
        What is undone; undoing what this gives goes one batch further back.
    number : int
        Newest schedule that the author had seen.

    Returns
    -------
    Version
        Kind ``schedule``; the undone one stays in the list.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    NothingToUndoError
        If the roster is as the plan made it.
    StaleError
        If another saved a schedule since; says who and when.
    """
    with store.reading() as connection:
        _require_newest(connection, actor, draft.campaign_id, number)
    before = _before(store, draft)
    if before is None:
        raise NothingToUndoError
    earlier = open_plan(store, before.id)
    tables = {name: earlier.table(name) for name in PARTS}
    if earlier.absent("simulation") is None:
        tables["simulation"] = earlier.table("simulation")
    with store.writing() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_EDIT, draft.campaign_id)
        # Based on what the earlier one was based on: a second undo goes further back.
        base = before.id
        if before.kind == SCHEDULE and before.based_on is not None:
            base = before.based_on
        reason = f"undo of {draft.version.number}"
        return save_schedule(
            connection,
            campaign_id=draft.campaign_id,
            tables=tables,
            origin=_origin(actor, reason, base, number),
            summary=earlier.summary,
        )


def can_undo(store: Store, draft: Draft) -> bool:
    """
    Whether there is an edit that `undo` would take back.

    Parameters
    ----------
    store : Store
        Where.
    draft : Draft
        What would be undone.

    Returns
    -------
    bool
        False where the roster is as the plan made it.
    """
    return _before(store, draft) is not None


def _version(
    connection: Connection, campaign_id: int, version_id: int | None
) -> Version:
    if version_id is None:
        found = [versions.latest(connection, campaign_id, kind) for kind in KINDS]
        there = [each for each in found if each is not None]
        if not there:
            raise NoPlanError(drafts=True)
        return max(there, key=lambda each: each.id)
    version = versions.by_id(connection, version_id)
    if (
        version is None
        or version.campaign_id != campaign_id
        or version.kind not in KINDS
    ):
        raise UnknownNameError("version", str(version_id), ())
    return version


def _before(store: Store, draft: Draft) -> Version | None:
    """Version whose roster an undo brings back; None where there is none."""
    based_on = draft.version.based_on
    if draft.version.kind != SCHEDULE or based_on is None:
        return None
    with store.reading() as connection:
        before = versions.by_id(connection, based_on)
    if before is None:
        return None
    # What an undo has brought back is based on the plan, and is the plan's roster.
    earlier = open_plan(store, before.id).table("schedule")
    names = [name for name in draft.schedule if name in earlier]
    return None if earlier[names].equals(draft.schedule[names]) else before


def _require_newest(
    connection: Connection, actor: Actor, campaign_id: int, number: int
) -> None:
    campaign_in_reach(connection, actor, Action.SCHEDULE_EDIT, campaign_id)
    last = versions.latest(connection, campaign_id, SCHEDULE)
    if (0 if last is None else last.number) != number:
        who = author_name(connection, None if last is None else last.author_id)
        raise StaleError(SCHEDULE, who, 0 if last is None else last.created_at)


def _origin(actor: Actor, reason: str, based_on: int, number: int) -> Origin:
    return Origin(
        author_id=actor.account_id,
        reason=reason,
        based_on=based_on,
        base_number=number,
    )
