"""What the tables of a campaign say of each other: every name must be known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from app.files.read import rows_with
from wfm.errors import Problem
from wfm.tables import overlapping_time_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wfm.campaign import Campaign

Written = Path | pd.DataFrame
_EVERY_QUEUE = "*"
_EVERYBODY = "*"
_OF_AGENTS = ("time_off", "schedule", "availability", "preferences", "locked")


def cross_problems(
    campaign: Campaign, tables: Mapping[str, pd.DataFrame], files: Mapping[str, Written]
) -> Iterator[Problem]:
    """
    Find names that one table uses and no other knows, and absences that overlap.

    Parameters
    ----------
    campaign : Campaign
        Its queues.
    tables : mapping of str to DataFrame
        Typed tables by name; those that could not be read are not there.
    files : mapping of str to Path or DataFrame
        Table name to the file, or to the rows where there is none, of all that are
        given.

    Returns
    -------
    iterator of Problem
        One for each row that uses such a name.
    """
    if "agents" in files and "contracts" not in files:
        yield Problem("campaign", "[files] agents are given without contracts")
    if {"agents", "contracts"} <= tables.keys():
        yield from _unknown(tables, files, ("agents", "contract"), "contracts")
    yield from _people(tables, files)
    sources = ("history", "launches", "contracted")
    if all(name in tables for name in sources if name in files):
        yield from _unknown_queues(campaign, tables, files)


def _people(
    tables: Mapping[str, pd.DataFrame], files: Mapping[str, Written]
) -> Iterator[Problem]:
    """Names of people and places that nobody has, and absences of one that overlap."""
    for name in _OF_AGENTS:
        if {"agents", name} <= tables.keys():
            yield from _unknown(tables, files, (name, "agent"), "agents")
    if {"agents", "activities"} <= tables.keys():
        yield from _unknown_participants(tables, files)
    if {"agents", "sites"} <= tables.keys():
        known = set(tables["sites"]["site"])
        yield from _strangers(tables, files, ("agents", "home_site"), known, "sites")
    if "time_off" in tables:
        yield from overlapping_time_off(tables["time_off"])


def _unknown_queues(
    campaign: Campaign, tables: Mapping[str, pd.DataFrame], files: Mapping[str, Written]
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
    tables: Mapping[str, pd.DataFrame],
    files: Mapping[str, Written],
    place: tuple[str, str],
    where: str,
) -> Iterator[Problem]:
    """Rows of a table whose name no row of another table knows."""
    column = place[1]
    key = column if column in tables[where] else "agent"
    yield from _strangers(tables, files, place, set(tables[where][key]), where)


def _unknown_participants(
    tables: Mapping[str, pd.DataFrame], files: Mapping[str, Written]
) -> Iterator[Problem]:
    """Agents and teams that activities name and nobody has."""
    agents, activities = tables["agents"], tables["activities"]
    known = {*agents["agent"], _EVERYBODY, ""}
    for cell in sorted(set(activities.get("agents", ()))):
        named = [name.strip() for name in cell.split(";")]
        for name in sorted(set(named) - known):
            yield from _told(files["activities"], "agents", (cell, name), "agents")
    teams = set(agents.get("team", ()))
    place = ("activities", "team")
    yield from _strangers(tables, files, place, teams, "teams of the agents")


def _strangers(
    tables: Mapping[str, pd.DataFrame],
    files: Mapping[str, Written],
    place: tuple[str, str],
    known: set[str],
    where: str,
) -> Iterator[Problem]:
    """Rows of a table whose name is not known; a blank is no name."""
    table, column = place
    names = set(tables[table][column]) if column in tables[table] else set()
    for value in sorted(names - known - {""}):
        yield from _told(files[table], column, (value, value), where)


def _told(
    written: Written, column: str, cell: tuple[str, str], where: str
) -> Iterator[Problem]:
    """Problem of each row with a cell, about a name in it."""
    if isinstance(written, Path):
        # Blank and repeated lines are gone from the typed table: ask the file.
        source, rows = written.name, rows_with(written, column, cell[0])
    else:
        source = str(written.attrs.get("source", "table"))
        rows = [
            int(row) + 2 for row in (written[column] == cell[0]).to_numpy().nonzero()[0]
        ]
    for row in rows:
        yield Problem(
            source,
            f"is not among the {where}",
            row=row,
            column=column,
            value=cell[1],
        )
