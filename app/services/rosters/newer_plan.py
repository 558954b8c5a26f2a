"""Whether a roster rests on an older plan than the newest, and how they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.access import Action
from app.services.campaigns.reach import campaign_in_reach
from app.services.plans.stored import PLAN, SCHEDULE, open_plan
from app.services.rosters.editing import changed_shifts
from app.services.rosters.kpis import plan_behind
from app.storage import versions
from app.storage.authors import author_name
from wfm.errors import UnknownNameError

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.rosters.editing import ShiftChange
    from app.storage.engine import Store
    from app.storage.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerPlan:
    """
    A plan that was made after the one on which a roster rests.

    Attributes
    ----------
    plan : Version
        The newest plan.
    author : str
        Who made it; the word for nobody where a job or the command line did.
    base : Version
        The plan on which the roster rests.
    """

    plan: Version
    author: str
    base: Version


def newer_plan(
    store: Store, actor: Actor, campaign_id: int, version_id: int
) -> NewerPlan | None:
    """
    Give the newest plan of a campaign, if a version rests on an older one.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; may publish schedules.
    campaign_id, version_id : int
        A plan or schedule of the campaign.

    Returns
    -------
    NewerPlan or None
        None where the version rests on the newest plan.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign or version.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_PUBLISH, campaign_id)
        version = versions.by_id(connection, version_id)
        if (
            version is None
            or version.campaign_id != campaign_id
            or version.kind not in (PLAN, SCHEDULE)
        ):
            raise UnknownNameError("version", str(version_id), ())
        base = plan_behind(connection, version)
        last = versions.latest(connection, campaign_id, PLAN)
        if last is None or last.id <= base.id:
            return None
        return NewerPlan(
            plan=last, author=author_name(connection, last.author_id), base=base
        )


def newest_plan(store: Store, actor: Actor, campaign_id: int) -> int | None:
    """
    Give the number of the newest plan, of which who publishes has been told.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; may publish schedules.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    int or None
        None before the first.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_PUBLISH, campaign_id)
        last = versions.latest(connection, campaign_id, PLAN)
    return None if last is None else last.number


def differences(
    store: Store, found: NewerPlan, version_id: int
) -> tuple[ShiftChange, ...]:
    """
    Shifts that a version has otherwise than the newest plan.

    Parameters
    ----------
    store : Store
        Where.
    found : NewerPlan
        As `newer_plan` gave it to this actor.
    version_id : int
        The version that was asked about.

    Returns
    -------
    tuple of ShiftChange
        From the newest plan to the version; none where the plan has no named roster.
    """
    plans = [open_plan(store, each) for each in (found.plan.id, version_id)]
    if any(each.absent("schedule") is not None for each in plans):
        return ()
    before, after = (each.table("schedule") for each in plans)
    return tuple(changed_shifts(before, after))
