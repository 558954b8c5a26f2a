"""A campaign's tables, read and held against each other before any work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.files.read import read_table, rows_with
from wfm.errors import Problem, TableError
from wfm.tables import (
    AGENTS,
    CHANGES,
    CONTRACTED,
    CONTRACTS,
    HISTORY,
    LAUNCHES,
    NEW_AGENTS,
    OPENING,
    OVERRIDES,
    SCHEDULE,
    SPECIAL_DAYS,
    STATES,
    TIME_OFF,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from wfm.campaign import Campaign

_TABLES: dict[str, Table] = {
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
}
_EVERY_QUEUE = "*"


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
            tables[name] = read_table(path, _TABLES[name], timezone=campaign.timezone)
        except TableError as error:
            problems += error.problems
    problems += _cross_problems(campaign, tables, files)
    if problems:
        raise TableError(problems)
    return Inputs(**tables)


def _cross_problems(
    campaign: Campaign, tables: dict[str, pd.DataFrame], files: dict[str, Path]
) -> Iterator[Problem]:
    if "agents" in files and "contracts" not in files:
        yield Problem("campaign", "[files] agents are given without contracts")
    if {"agents", "contracts"} <= tables.keys():
        yield from _unknown(tables, files, ("agents", "contract"), "contracts")
    for name in ("time_off", "schedule"):
        if {"agents", name} <= tables.keys():
            yield from _unknown(tables, files, (name, "agent"), "agents")
    sources = ("history", "launches", "contracted")
    if all(name in tables for name in sources if name in files):
        yield from _unknown_queues(campaign, tables, files)


def _unknown_queues(
    campaign: Campaign, tables: dict[str, pd.DataFrame], files: dict[str, Path]
) -> Iterator[Problem]:
    """Queues that are neither recorded nor announced, wherever they are named."""
    named = {
        name: set(tables[name]["queue"]) if name in tables else set()
        for name in ("history", "launches", "contracted")
    }
    past, known = named["history"], set().union(*named.values())
    where = "history" if known == past else "history, the launches or the contract"
    listed = f"is not a queue of the {where} ({', '.join(sorted(known))})"
    for queue in campaign.queues:
        if queue not in known:
            yield Problem("campaign", f"[queues.{queue}] {listed}")
    for queue in campaign.planned:
        if queue not in known:
            yield Problem("campaign", f"[forecast] queues: {queue!r} {listed}")
    if "launches" in tables:
        yield from _strangers(tables, files, ("launches", "analog"), past, "history")
    if "overrides" in tables:
        everyone = known | {_EVERY_QUEUE}
        yield from _strangers(tables, files, ("overrides", "queue"), everyone, where)


def _unknown(
    tables: dict[str, pd.DataFrame],
    files: dict[str, Path],
    place: tuple[str, str],
    where: str,
) -> Iterator[Problem]:
    """Rows of a table whose name no row of another table knows."""
    column = place[1]
    key = column if column in tables[where] else "agent"
    yield from _strangers(tables, files, place, set(tables[where][key]), where)


def _strangers(
    tables: dict[str, pd.DataFrame],
    files: dict[str, Path],
    place: tuple[str, str],
    known: set[str],
    where: str,
) -> Iterator[Problem]:
    """Rows of a table whose name is not known; a blank is no name."""
    table, column = place
    names = set(tables[table][column]) if column in tables[table] else set()
    for value in sorted(names - known - {""}):
        # Blank and repeated lines are gone from the typed table: ask the file.
        for row in rows_with(files[table], column, value):
            yield Problem(
                files[table].name,
                f"is not among the {where}",
                row=row,
                column=column,
                value=value,
            )
