"""Every campaign in reach against its goals, and what waits there for somebody."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.services.access import Action, Actor
from app.services.campaigns.reach import reached_campaigns
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND
from app.services.history.stored import HISTORY_KIND
from app.services.plans.in_sight import sees_drafts
from app.services.plans.publishing import STREAM
from app.services.plans.stored import PLAN, SCHEDULE
from app.services.standing import campaign as standing_of
from app.services.standing.lights import Light, Ratio
from app.storage import campaigns, standing
from wfm.errors import WfmError
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.plans.figures import PlanFigures, QueueLevel, Undecided
    from app.storage.campaigns import CampaignRow
    from app.storage.engine import Store
    from app.storage.standing import Head, Published

# Jobs that failed longer ago have been seen.
FAILED_DAYS = 7
SOON_DAYS = 7
_DAY_S = 86_400
_KINDS = (PLAN, SCHEDULE, CAMPAIGN_KIND, HISTORY_KIND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A share with its goal.

    Attributes
    ----------
    share, goal : float or None
        0-1; None where not known, or not promised.
    light : Light
        How they stand to each other.
    basis : str
        ``actual``, ``simulated``, ``predicted``, ``planned`` or ``measured``; empty
        where it is not known.
    first, last : date or None
        Days that it is about.
    """

    share: float | None = None
    goal: float | None = None
    light: Light = Light.NONE
    basis: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    Where the newest plan stands.

    Attributes
    ----------
    made_at : int or None
        When it was made, UTC seconds; None without one.
    published_at : int or None
        When something was published last.
    unpublished : bool
        Whether the newest is not what is published.
    stale : str
        Why it should be made again: ``none`` (there is none), ``inputs`` (history or
        settings are newer), ``ends`` (its days end within a week); empty if not.
    """

    made_at: int | None = None
    published_at: int | None = None
    unpublished: bool = False
    stale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignKpis:
    """
    A campaign as its first line: what an account may not see of it is None.

    Attributes
    ----------
    campaign : CampaignRow
        Which.
    level, occupancy, adherence : Figure or None
        Against their goals.
    queues : tuple of QueueLevel
        Service level by queue.
    coverage, soon : Ratio or None
        Agent-hours short and required: of the plan, and of the next days.
    over_hours : float or None
        Agent-hours scheduled beyond what is required.
    missing : int or None
        Persons lacking in the worst week.
    draft : Draft or None
        Where the newest plan stands.
    jobs : mapping of str to int or None
        Waiting, running, and failed of late.
    asked : int or None
        Requests of agents that wait.
    undecided : tuple of Undecided or None
        Lines of the staffing request that wait.
    problem : str
        Why its plan cannot be read; empty if it can.
    """

    campaign: CampaignRow
    level: Figure | None = None
    occupancy: Figure | None = None
    adherence: Figure | None = None
    queues: tuple[QueueLevel, ...] = ()
    coverage: Ratio | None = None
    soon: Ratio | None = None
    over_hours: float | None = None
    missing: int | None = None
    draft: Draft | None = None
    jobs: Mapping[str, int] | None = None
    asked: int | None = None
    undecided: tuple[Undecided, ...] | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a few questions tell of all campaigns at once."""

    heads: Mapping[int, Mapping[str, Head]]
    published: Mapping[int, Published]
    jobs: Mapping[int | None, Mapping[str, int]]
    asked: Mapping[int, int]


def campaign_kpis(store: Store, actor: Actor) -> list[CampaignKpis]:
    """
    Every campaign in reach that is planned, by name.

    What is read of a plan or a history is kept by version, so that only what has
    changed is read again.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who looks; only what the account may see is filled in.

    Returns
    -------
    list of CampaignKpis
    """
    reach = reached_campaigns(actor)
    since = int(time.time()) - FAILED_DAYS * _DAY_S
    with store.reading() as connection:
        rows = campaigns.listing(connection, reach)
        known = _Known(
            heads=standing.newest(connection, reach, _KINDS),
            published=standing.published(connection, reach, STREAM),
            jobs=standing.job_counts(connection, reach, since),
            asked=standing.open_requests(connection, reach),
        )
    planned = [row for row in rows if row.archived_at is None]
    return [_of(store, actor, row, known) for row in planned]


def today_of(campaign: CampaignRow) -> date:
    """
    Calendar day that it is where a campaign is planned.

    Parameters
    ----------
    campaign : CampaignRow
        Whose zone counts.

    Returns
    -------
    date
        Today in that zone, which need not be the server's.
    """
    return datetime.now(tz=zone(campaign.timezone)).date()


def _of(store: Store, actor: Actor, row: CampaignRow, known: _Known) -> CampaignKpis:
    heads = known.heads.get(row.id, {})
    published = known.published.get(row.id)
    place = standing_of.Place(store, actor, row, heads)
    figures, problem = None, ""
    version = _in_sight(actor, row.id, heads, published)
    if version is not None:
        try:
            figures = standing_of.figures_of(place, version)
        except WfmError as error:
            problem = str(error)
    may = place.may
    jobs = dict(known.jobs.get(row.id, {})) if may(Action.JOB_READ) else None
    draft = None
    if may(Action.CAMPAIGN_READ):
        draft = _draft(row, heads, published, figures)
    return CampaignKpis(
        campaign=row,
        draft=draft,
        jobs=jobs,
        asked=standing_of.asked(place, known.asked),
        problem=problem,
        **_shares(place, figures),
        **_amounts(place, figures, today_of(row)),
    )


def _shares(place: standing_of.Place, figures: PlanFigures | None) -> dict[str, Any]:
    """Give the three figures with lights, and the levels by queue."""
    told: dict[str, Any] = {}
    if place.may(Action.SERVICE_READ):
        told["queues"] = standing_of.queues_shown(place, figures)
        told["level"] = _level(place, figures)
    if place.may(Action.FORECAST_READ) and figures is not None:
        share, goal, light = standing_of.occupancy(figures)
        told["occupancy"] = Figure(
            share=share,
            goal=goal,
            light=light,
            basis="planned",
            first=figures.first,
            last=figures.last,
        )
    if place.may(Action.ADHERENCE_READ) and figures is not None:
        share, goal, light = standing_of.adherence(place, figures)
        told["adherence"] = Figure(
            share=share,
            goal=goal,
            light=light,
            basis="measured" if share is not None else "",
            last=figures.adherence_last,
        )
    return told


def _level(place: standing_of.Place, figures: PlanFigures | None) -> Figure:
    """Service level that customers had where it is known, else that of the plan."""
    actual = standing_of.actual(place)
    if actual is not None:
        share, goal = actual.level.share, actual.goal.share
        return Figure(
            share=share,
            goal=goal,
            light=standing_of.level_light(share, goal),
            basis="actual",
            first=actual.first,
            last=actual.last,
        )
    if figures is None:
        return Figure()
    share, goal = standing_of.planned_level(place, figures)
    return Figure(
        share=share,
        goal=goal,
        light=standing_of.level_light(share, goal),
        basis=figures.level_basis if share is not None else "",
        first=figures.first,
        last=figures.last,
    )


def _amounts(
    place: standing_of.Place, figures: PlanFigures | None, today: date
) -> dict[str, Any]:
    """Hours, persons and lines of a plan that the account may see."""
    if figures is None:
        return {}
    told: dict[str, Any] = {}
    staffing = place.may(Action.STAFFING_READ)
    if staffing or place.may(Action.FORECAST_READ):
        told["coverage"] = figures.coverage
        told["soon"] = figures.short_from(today, SOON_DAYS)
    if staffing:
        told["missing"] = figures.missing
        told["over_hours"] = figures.over_hours
    if place.may(Action.REQUEST_READ):
        told["undecided"] = figures.undecided
    return told


def _in_sight(
    actor: Actor,
    campaign_id: int,
    heads: Mapping[str, Head],
    published: Published | None,
) -> int | None:
    """Version of the plan that the account sees, as `plan_in_sight` chooses it."""
    if sees_drafts(actor, campaign_id):
        return _newest_plan(heads)
    return None if published is None else published.version_id


def _newest_plan(heads: Mapping[str, Head]) -> int | None:
    found = [heads[kind].id for kind in (PLAN, SCHEDULE) if kind in heads]
    return max(found, default=None)


def _draft(
    row: CampaignRow,
    heads: Mapping[str, Head],
    published: Published | None,
    figures: PlanFigures | None,
) -> Draft:
    plan = heads.get(PLAN)
    newest = _newest_plan(heads)
    return Draft(
        made_at=None if plan is None else plan.created_at,
        published_at=None if published is None else published.at,
        unpublished=newest is not None
        and (published is None or published.version_id != newest),
        stale=_stale(row, heads, figures),
    )


def _stale(
    row: CampaignRow, heads: Mapping[str, Head], figures: PlanFigures | None
) -> str:
    plan = heads.get(PLAN)
    if plan is None:
        return "none"
    inputs = [heads[kind].id for kind in (CAMPAIGN_KIND, HISTORY_KIND) if kind in heads]
    if any(each > plan.id for each in inputs):
        return "inputs"
    if figures is not None and (figures.last - today_of(row)).days < SOON_DAYS:
        return "ends"
    return ""
