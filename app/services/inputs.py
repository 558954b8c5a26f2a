"""A campaign's tables, read and held against each other before any work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.files.read import read_table, rows_with
from wfm.errors import Problem, TableError
from wfm.tables import (
    AGENTS,
    CONTRACTS,
    HISTORY,
    OPENING,
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
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """
    Typed tables of a campaign; None for what it does not have.

    Attributes
    ----------
    history : DataFrame
        History table.
    special_days, opening, agents, contracts, time_off, schedule, states : DataFrame
        Tables of these names; `schedule` is the one worked on the days of `states`.
    """

    history: pd.DataFrame
    special_days: pd.DataFrame | None = None
    opening: pd.DataFrame | None = None
    agents: pd.DataFrame | None = None
    contracts: pd.DataFrame | None = None
    time_off: pd.DataFrame | None = None
    schedule: pd.DataFrame | None = None
    states: pd.DataFrame | None = None


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
    if "history" in tables:
        known = set(tables["history"]["queue"])
        for queue in campaign.queues:
            if queue not in known:
                yield Problem(
                    "campaign",
                    f"[queues.{queue}] is not a queue of the history "
                    f"({', '.join(sorted(known))})",
                )


def _unknown(
    tables: dict[str, pd.DataFrame],
    files: dict[str, Path],
    place: tuple[str, str],
    where: str,
) -> Iterator[Problem]:
    """Rows of a table whose name no row of another table knows."""
    table, column = place
    key = column if column in tables[where] else "agent"
    for value in sorted(set(tables[table][column]) - set(tables[where][key])):
        # Blank and repeated lines are gone from the typed table: ask the file.
        for row in rows_with(files[table], column, value):
            yield Problem(
                files[table].name,
                f"is not among the {where}",
                row=row,
                column=column,
                value=value,
            )
