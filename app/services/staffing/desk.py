"""The what-if desk of a stored campaign and its plan; and its goals put to use."""

from __future__ import annotations

import tomllib
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from app.files.campaign import campaign_of
from app.files.toml_edit import with_values
from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.edits import campaign_settings, save_settings
from app.services.campaigns.reach import campaign_in_reach
from app.services.campaigns.stored_inputs import (
    AGENTS_KIND,
    CAMPAIGN_KIND,
    CAMPAIGN_PART,
)
from app.services.staffing.what_if import Desk
from app.storage import people, versions
from wfm.errors import HistoryTooShortError, NoAnswerError, ParameterError
from wfm.staffing.standard_contract import StandardContract, standard_contract

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from app.services.plans.plan import Plans
    from app.services.staffing.what_if_terms import WhatIf
    from app.storage.engine import Store
    from app.storage.versions import Version
    from wfm.campaign import Campaign

# Below so many people a mean would say what one of them is paid.
FEWEST_PAID = 5
_CONTRACTS = "contracts"
_KEPT = 6
_desks: WeakKeyDictionary[Plans, OrderedDict[Hashable, Desk]] = WeakKeyDictionary()
_lock = Lock()


def open_desk(
    store: Store,
    actor: Actor,
    campaign_id: int,
    plans: Plans,
    *,
    first: date,
    days: int,
) -> Desk:
    """
    Desk for some days of a plan, under the campaign's newest goals.

    Parameters
    ----------
    store : Store
        Where the campaign is.
    actor : Actor
        Who asks.
    campaign_id : int
        Which campaign.
    plans : Plans
        A plan of it that the actor sees.
    first : date
        First day.
    days : int
        Calendar days.

    Returns
    -------
    Desk
        The same for the same days while nothing has changed.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not see staffing, or there is no such campaign.
    NoAnswerError
        If the campaign has no settings, or nothing is forecast for these days.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.STAFFING_READ, campaign_id)
        newest = versions.latest_of_all(connection, campaign_id)
        if CAMPAIGN_KIND not in newest:
            raise NoAnswerError("the campaign has no settings in this store")
        settings = newest[CAMPAIGN_KIND]
        text = versions.part(connection, settings.id, CAMPAIGN_PART)
        campaign = campaign_of(
            text, stored_inputs.present(newest), source=CAMPAIGN_PART
        )
        standard, price = _people(connection, campaign_id, newest, campaign, first)
    key = (settings.id, standard, price, first, days)
    with _lock:
        kept = _desks.setdefault(plans, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    parts = [plans.forecast(name, first, days) for name in plans.queues]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if rows.empty:
        raise HistoryTooShortError("nothing is forecast for these days")
    desk = Desk(
        forecast=rows,
        campaign=campaign,
        interval=plans.summary["interval"],
        standard=standard,
        hour_cost=price,
    )
    with _lock:
        desk = kept.setdefault(key, desk)
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return desk


def use_goals(
    store: Store,
    actor: Actor,
    campaign_id: int,
    asked: WhatIf,
    *,
    base_number: int,
    reason: str,
) -> Version:
    """
    Make the goals and the shrinkage of a question those of the campaign.

    What the question changes in handle times, contacts and certainty is no goal and is
    left out.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Which campaign.
    asked : WhatIf
        The question.
    base_number : int
        Version number of the settings that the question was asked under.
    reason : str
        In the author's words.

    Returns
    -------
    Version
        The new settings.

    Raises
    ------
    ForbiddenError, UnknownNameError, StaleError, TableError
        As `app.services.campaigns.edits.save_settings`.
    ParameterError
        If the question changes no goal.
    InputError
        If the settings are written so that no line can be changed.
    """
    if not asked.goals and not asked.shrinkages:
        raise ParameterError("goals", None, "changed: nothing else can be used")
    text, _ = campaign_settings(store, actor, campaign_id)
    return save_settings(
        store,
        actor,
        campaign_id,
        settings_with(text, asked),
        base_number=base_number,
        reason=reason,
    )


def settings_with(text: str, asked: WhatIf) -> str:
    """
    Campaign file with the goals and the shrinkage of a question.

    Parameters
    ----------
    text : str
        ``campaign.toml``.
    asked : WhatIf
        For every queue the goals also replace those that single queues have.

    Returns
    -------
    str
        All else as it was.
    """
    for section in _goal_sections(tomllib.loads(text), asked):
        text = with_values(text, section, asked.goals)
    if asked.shrinkages:
        text = with_values(text, ("shrinkage",), asked.shrinkages)
    return text


def _goal_sections(document: dict[str, object], asked: WhatIf) -> list[tuple[str, ...]]:
    if not asked.goals:
        return []
    if asked.queue is not None:
        return [("queues", asked.queue, "goal")]
    queues = document.get("queues")
    own = queues if isinstance(queues, dict) else {}
    return [
        ("goal",),
        *(
            ("queues", name, "goal")
            for name, queue in own.items()
            if isinstance(queue, dict) and asked.goals.keys() & queue.get("goal", {})
        ),
    ]


def _people(
    connection: Connection,
    campaign_id: int,
    newest: Mapping[str, Version],
    campaign: Campaign,
    on: date,
) -> tuple[StandardContract, float | None]:
    """Contract in which heads are told, and the mean cost of a paid hour."""
    there = stored_inputs.present(newest)
    house = campaign.rules.get("hourly_cost")
    if _CONTRACTS not in there:
        return standard_contract(on=on, country=campaign.country), house
    contracts = stored_inputs.table_of(
        connection, newest[_CONTRACTS], campaign.timezone
    )
    columns = ("contract", "skills", "hourly_cost")
    rows = people.agents(connection, campaign_id, columns=columns)
    if AGENTS_KIND not in there or not rows:
        standard = standard_contract(
            contracts=contracts, on=on, country=campaign.country
        )
        return standard, house
    agents = pd.DataFrame(rows)[["agent", *columns]]
    standard = standard_contract(
        agents.drop(columns="hourly_cost"),
        contracts,
        on=on,
        country=campaign.country,
    )
    mean = mean_hour_cost(agents, contracts)
    return standard, house if mean is None else mean


def mean_hour_cost(agents: pd.DataFrame, contracts: pd.DataFrame) -> float | None:
    """
    Mean loaded cost of a paid hour, each agent by the hours of the contract.

    Parameters
    ----------
    agents : DataFrame
        ``contract`` and ``hourly_cost``, empty where it is not known.
    contracts : DataFrame
        Contracts table.

    Returns
    -------
    float or None
        Money; None where it is known of fewer than ``FEWEST_PAID`` agents.
    """
    cost = pd.to_numeric(agents["hourly_cost"], errors="coerce").astype("float64")
    hours = contracts.set_index("contract")["weekly_minutes"]
    weight = agents["contract"].map(hours).astype("float64")
    known = cost.notna() & (weight > 0)
    if int(known.sum()) < FEWEST_PAID:
        return None
    return float(np.average(cost[known], weights=weight[known]))
