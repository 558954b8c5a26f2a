"""What a schedule must be before people are told to work by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.errors import Problem, TableError
from wfm.tables import AGENTS, SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_NAMED = 3


def check_schedule(schedule: pd.DataFrame) -> None:
    """
    Refuse a schedule that nobody could work by.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.

    Raises
    ------
    TableError
        If it is empty, a segment has no length, or an agent does two things at once.
    """
    source = SCHEDULE.source(schedule)
    if schedule.empty:
        raise TableError(
            [Problem(source, "holds no shift: there is nothing to publish")]
        )
    backwards = schedule.loc[schedule["end"] <= schedule["start"], "agent"]
    rows = schedule.sort_values(["agent", "start"], kind="stable")
    before = rows.groupby("agent")["end"].cummax().groupby(rows["agent"]).shift()
    overlapping = rows.loc[rows["start"] < before, "agent"]
    problems = [
        Problem(
            source, f"{said} ({listed(agents)}): mend it, `aforo check` shows where"
        )
        for said, agents in (
            ("activities end before they begin", backwards),
            ("agents do two things at once", overlapping),
        )
        if len(agents)
    ]
    if problems:
        raise TableError(problems)


def check_agents(agents: pd.DataFrame, schedule: pd.DataFrame) -> None:
    """
    Refuse an agents table that leaves somebody of the schedule out.

    Parameters
    ----------
    agents : DataFrame
        Typed agents table.
    schedule : DataFrame
        Typed schedule table.

    Raises
    ------
    TableError
        If it lacks an agent of the schedule, or a name where it has names.
    """
    source = AGENTS.source(agents)
    absent = set(schedule["agent"]) - set(agents["agent"])
    problems = []
    if absent:
        said = f"lacks agents of the schedule ({listed(absent)}): add them, or leave"
        problems.append(Problem(source, f"{said} the agents table out"))
    if "name" in agents:
        nameless = agents.loc[~_filled(agents["name"]), "agent"]
        if len(nameless):
            said = (
                f"is empty for agents ({listed(nameless)}): fill it for all, or leave"
            )
            problems.append(Problem(source, f"{said} the column out", column="name"))
    if problems:
        raise TableError(problems)


def listed(names: Iterable[str]) -> str:
    """First names in alphabetical order, and how many more there are."""
    known = sorted(set(names))
    more = len(known) - _NAMED
    return ", ".join(known[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _filled(names: pd.Series) -> pd.Series:
    return names.fillna("").astype("str").str.strip() != ""
