"""A campaign's tables, read and held against each other before any work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.files.read import read_table
from app.services.planning.cross_checks import cross_problems
from wfm.errors import Problem, TableError
from wfm.tables import (
    ACTIVITIES,
    AGENTS,
    AVAILABILITY,
    CHANGES,
    CONTRACTED,
    CONTRACTS,
    HISTORY,
    LAUNCHES,
    NEW_AGENTS,
    OPENING,
    OVERRIDES,
    PREFERENCES,
    SCHEDULE,
    SITES,
    SPECIAL_DAYS,
    STATES,
    TIME_OFF,
    Table,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from wfm.campaign import Campaign

INPUT_TABLES: dict[str, Table] = {
    "history": HISTORY,
    "special_days": SPECIAL_DAYS,
    "opening": OPENING,
    "agents": AGENTS,
    "contracts": CONTRACTS,
    "time_off": TIME_OFF,
    "schedule": SCHEDULE,
    "states": STATES,
    "launches": LAUNCHES,
    "contracted": CONTRACTED,
    "overrides": OVERRIDES,
    "new_agents": NEW_AGENTS,
    "refused": CHANGES,
    "availability": AVAILABILITY,
    "preferences": PREFERENCES,
    "activities": ACTIVITIES,
    "sites": SITES,
    "locked": SCHEDULE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """
    Typed tables of a campaign; None for what it does not have.

    Attributes
    ----------
    history : DataFrame or None
        History table; None where all queues are new.
    special_days, opening, agents, contracts, time_off, schedule, states : DataFrame
        Tables of these names; `schedule` is the one worked on the days of `states`.
    launches, contracted, overrides, new_agents, refused : DataFrame
        How new queues start, what planners decided over the model, classes that begin,
        and changes by cleaning with those that planners refused.
    availability, preferences, activities, sites, locked : DataFrame
        What steers the roster; `locked` is the schedule whose shifts stay.
    """

    history: pd.DataFrame | None = None
    special_days: pd.DataFrame | None = None
    opening: pd.DataFrame | None = None
    agents: pd.DataFrame | None = None
    contracts: pd.DataFrame | None = None
    time_off: pd.DataFrame | None = None
    schedule: pd.DataFrame | None = None
    states: pd.DataFrame | None = None
    launches: pd.DataFrame | None = None
    contracted: pd.DataFrame | None = None
    overrides: pd.DataFrame | None = None
    new_agents: pd.DataFrame | None = None
    refused: pd.DataFrame | None = None
    availability: pd.DataFrame | None = None
    preferences: pd.DataFrame | None = None
    activities: pd.DataFrame | None = None
    sites: pd.DataFrame | None = None
    locked: pd.DataFrame | None = None


def read_inputs(campaign: Campaign, files: dict[str, Path]) -> Inputs:
    """
    Read every table that the campaign names.

    Parameters
    ----------
    campaign : Campaign
        Its zone and queues.
    files : dict of str to Path
        Table name to file.

    Returns
    -------
    Inputs
        Typed tables that know the same names.

    Raises
    ------
    TableError
        With the problems of all files together, also names that one table uses and no
        other knows.
    """
    tables: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, path in files.items():
        try:
            tables[name] = read_table(
                path, INPUT_TABLES[name], timezone=campaign.timezone
            )
        except TableError as error:
            problems += error.problems
    problems += cross_problems(campaign, tables, files)
    if problems:
        raise TableError(problems)
    return Inputs(**tables)
