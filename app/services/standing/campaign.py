"""Parts of a campaign's standing, each as far as one account may see it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from app.files.campaign import campaign_of
from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.reach import teams_in_reach
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND, CAMPAIGN_PART
from app.services.history.stored import HISTORY_KIND
from app.services.plans.figures import PlanFigures, QueueLevel, plan_figures
from app.services.standing.actual_levels import ActualLevel, actual_level
from app.services.standing.lights import (
    ADHERENCE,
    ADHERENCE_MARGIN,
    LEVEL_MARGIN,
    OCCUPANCY,
    SERVICE_LEVEL,
    Light,
    Ratio,
    at_least,
    occupancy_light,
)
from app.storage import agent_requests, people, versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.storage.campaigns import CampaignRow
    from app.storage.engine import Store
    from app.storage.standing import Head
    from wfm.campaign import Campaign

# A group with fewer agents tells about its persons.
FEWEST_AGENTS = 5
_KEPT = 1_000
_campaigns: WeakKeyDictionary[Store, OrderedDict[int, Campaign]] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """
    A campaign and who looks at it.

    Attributes
    ----------
    store : Store
        Where it is.
    actor : Actor
        Who looks; has it in reach.
    row : CampaignRow
        Which.
    heads : mapping of str to Head
        Its newest versions by kind.
    """

    store: Store
    actor: Actor
    row: CampaignRow
    heads: Mapping[str, Head]

    def may(self, action: Action) -> bool:
        """Whether the account may do something with this campaign."""
        return self.actor.may(action, self.row.id)


def figures_of(place: Place, version_id: int) -> PlanFigures:
    """
    Figures of the plan that the account sees.

    Parameters
    ----------
    place : Place
        Which campaign, and who looks.
    version_id : int
        The plan or schedule; that the account may see it has been checked.

    Returns
    -------
    PlanFigures

    Raises
    ------
    StoreError, TableError
        If the version is damaged.
    """
    return plan_figures(place.store, version_id)


def actual(place: Place) -> ActualLevel | None:
    """
    Service level of the history's last days.

    Parameters
    ----------
    place : Place
        Which campaign, and who looks.

    Returns
    -------
    ActualLevel or None
        None where it is not known, or the account may not read the history.

    Raises
    ------
    TableError
        If the campaign file is wrong.
    """
    history = place.heads.get(HISTORY_KIND)
    settings = place.heads.get(CAMPAIGN_KIND)
    if history is None or settings is None or not place.may(Action.HISTORY_READ):
        return None
    campaign = _campaign(place, settings.id)
    stamp = (history.id, settings.id)
    return actual_level(place.store, place.row.id, campaign, stamp)


def queues_shown(place: Place, figures: PlanFigures | None) -> tuple[QueueLevel, ...]:
    """
    Queues of a plan; to those who see no people, none with very few of them.

    Parameters
    ----------
    place : Place
        Which campaign, and who looks.
    figures : PlanFigures or None
        Of the plan; None where there is none.

    Returns
    -------
    tuple of QueueLevel
        To those who may not read forecasts, only queues with at least
        `FEWEST_AGENTS` at their peak.
    """
    if figures is None:
        return ()
    if place.may(Action.FORECAST_READ):
        return figures.queues
    return tuple(q for q in figures.queues if q.peak_agents >= FEWEST_AGENTS)


def planned_level(
    place: Place, figures: PlanFigures
) -> tuple[float | None, float | None]:
    """
    Service level of a plan, and its goal.

    Where queues are not shown, both are of those that are: taken together with them,
    the whole would tell what is hidden.

    Parameters
    ----------
    place : Place
        Which campaign, and who looks.
    figures : PlanFigures
        Of the plan.

    Returns
    -------
    tuple of (float or None, float or None)
        Shares, 0-1, the level first; None where not known, not promised or not shown.
    """
    shown = queues_shown(place, figures)
    goal = _weighted([(q.goal, q.contacts) for q in shown])
    if not shown and figures.queues:
        return None, None
    if len(shown) == len(figures.queues):
        return figures.level, _goal(figures) if goal is None else goal
    return _weighted([(q.level, q.contacts) for q in shown]), goal


def level_light(share: float | None, goal: float | None) -> Light:
    """
    Light of a service level.

    Parameters
    ----------
    share : float or None
        Contacts answered in time, 0-1; None where not known.
    goal : float or None
        0-1; None where nothing is promised.

    Returns
    -------
    Light
        Amber up to `LEVEL_MARGIN` below the goal.
    """
    return at_least(share, goal, LEVEL_MARGIN)


def occupancy(figures: PlanFigures) -> tuple[float | None, float | None, Light]:
    """
    Occupancy of a plan, its goal and its light.

    Parameters
    ----------
    figures : PlanFigures
        Of the plan, with the campaign's goal.

    Returns
    -------
    tuple of (float or None, float or None, Light)
        Both shares 0-1; the share is None where it is not known, the goal where it is
        not a number.
    """
    given = figures.goal.get("max_occupancy", OCCUPANCY)
    goal = float(given) if isinstance(given, (int, float)) else None
    share = figures.occupancy.share
    rule = str(figures.goal.get("occupancy_rule", "cap"))
    return share, goal, occupancy_light(share, goal, rule)


def adherence(
    place: Place, figures: PlanFigures
) -> tuple[float | None, float | None, Light]:
    """
    Adherence of the agents whose it is for the account to see.

    Parameters
    ----------
    place : Place
        Which campaign, and who looks.
    figures : PlanFigures
        Of the plan.

    Returns
    -------
    tuple of (float or None, float or None, Light)
        Share of the scheduled minutes, 0-1, None where none are known; its goal, the
        same everywhere; its light.
    """
    share = figures.adherence_of(_members(place)).share
    return share, ADHERENCE, at_least(share, ADHERENCE, ADHERENCE_MARGIN)


def asked(place: Place, waiting: Mapping[int, int]) -> int | None:
    """
    Count the requests of agents on which the account decides.

    Parameters
    ----------
    place : Place
        Which campaign, and who.
    waiting : mapping of int to int
        Requests that wait, of all teams, by campaign.

    Returns
    -------
    int or None
        None where the account decides on none.
    """
    if not place.may(Action.TIME_OFF_DECIDE):
        return None
    teams = teams_in_reach(place.actor, Action.TIME_OFF_DECIDE, place.row.id)
    if teams is None:
        return waiting.get(place.row.id, 0)
    with place.store.reading() as connection:
        rows = agent_requests.listing(
            connection, place.row.id, teams=teams, state="open"
        )
    return len(rows)


def _members(place: Place) -> frozenset[str] | None:
    """Agents of the account's teams; None for everybody."""
    teams = teams_in_reach(place.actor, Action.ADHERENCE_READ, place.row.id)
    if teams is None:
        return None
    with place.store.reading() as connection:
        rows = people.agents(connection, place.row.id, columns=(), teams=teams)
    return frozenset(row["agent"] for row in rows)


def _campaign(place: Place, version_id: int) -> Campaign:
    """Campaign as a version of its file says; kept, for versions never change."""
    with _lock:
        kept = _campaigns.setdefault(place.store, OrderedDict())
        if version_id in kept:
            kept.move_to_end(version_id)
            return kept[version_id]
    with place.store.reading() as connection:
        newest = versions.latest_of_all(connection, place.row.id)
        text = versions.part(connection, version_id, CAMPAIGN_PART)
    made = campaign_of(text, stored_inputs.present(newest), source=CAMPAIGN_PART)
    with _lock:
        kept[version_id] = made
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return made


def _goal(figures: PlanFigures) -> float | None:
    given = figures.goal.get("service_level", SERVICE_LEVEL)
    return float(given) if isinstance(given, (int, float)) else None


def _weighted(rows: list[tuple[float | None, float]]) -> float | None:
    """Shares of contacts put together: contacts add up, shares do not."""
    known = [Ratio(share * whole, whole) for share, whole in rows if share is not None]
    return sum(known, Ratio()).share
