"""What has to be placed: one session for each participant, or one for all together."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

from wfm.errors import Problem, TableError
from wfm.intervals import epoch_minutes
from wfm.tables import ACTIVITIES
from wfm.tables.rosters import YES

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    import pandas as pd

# Sessions start on this grid, or on one that their own length fits.
_GRID = 15
_ALL = "*"

Row = dict["Hashable", object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """
    One block of time for one agent, or for several at once.

    Attributes
    ----------
    row : int
        Of the activities table, from 0.
    activity, name : str
        What it is in the schedule, and what people call it.
    minutes : int
        Its length.
    earliest, latest : int
        It starts no sooner and has ended by then, minutes after the epoch.
    agents : tuple of str
        Who takes part.
    together : bool
        Whether all take part at the same time.
    """

    row: int
    activity: str
    name: str
    minutes: int
    earliest: int
    latest: int
    agents: tuple[str, ...]
    together: bool

    @property
    def step(self) -> int:
        """Minutes between two starts that are worth a look."""
        return gcd(self.minutes, _GRID)


def sessions(
    activities: pd.DataFrame, agents: pd.DataFrame, epoch: int
) -> list[Session]:
    """
    Sessions of an activities table.

    Parameters
    ----------
    activities, agents : DataFrame
        Typed tables.
    epoch : int
        Minute since 1970 from which sessions count.

    Returns
    -------
    list of Session
        In order of the rows and of the agents table.

    Raises
    ------
    TableError
        If a row names nobody, or an agent or a team that does not exist, or is longer
        than the time between its earliest and its latest minute.
    """
    source = ACTIVITIES.source(activities)
    earliest = (epoch_minutes(activities["earliest"]) - epoch).tolist()
    latest = (epoch_minutes(activities["latest"]) - epoch).tolist()
    teams = _teams(agents)
    found: list[Session] = []
    problems: list[Problem] = []
    for number, row in enumerate(activities.to_dict("records")):
        span = earliest[number], latest[number]
        wrong = [*_unknown(row, teams), *_too_long(row, span)]
        problems += [
            Problem(source, message, row=number + 2, column=column, value=value)
            for column, value, message in wrong
        ]
        if not wrong:
            found += _sessions(row, number, span, _participants(row, teams))
    if problems:
        raise TableError(problems)
    return found


def _teams(agents: pd.DataFrame) -> dict[str, str]:
    """Team of each agent."""
    names = agents["agent"].tolist()
    teams = agents["team"].tolist() if "team" in agents else [""] * len(names)
    return dict(zip(names, teams, strict=True))


def _named(row: Row) -> list[str]:
    names = str(row.get("agents", "")).split(";")
    return [name.strip() for name in names if name.strip()]


def _unknown(row: Row, teams: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Give column, value and message of each name that cannot be."""
    named, team = _named(row), str(row.get("team", ""))
    if not named and not team:
        yield "agents", "", "names nobody: give agents, a team, or * for all"
    for name in named:
        if name != _ALL and name not in teams:
            yield "agents", name, "is not among the agents: correct the name"
    if team and team not in teams.values():
        yield "team", team, "is no agent's team: correct the name or the agents"


def _too_long(row: Row, span: tuple[int, int]) -> Iterator[tuple[str, str, str]]:
    room = span[1] - span[0]
    if int(str(row["minutes"])) > room:
        yield (
            "minutes",
            str(row["minutes"]),
            f"is longer than the {room} minutes from earliest to latest: shorten it "
            "or give it more time",
        )


def _participants(row: Row, teams: Mapping[str, str]) -> tuple[str, ...]:
    named, team = set(_named(row)), str(row.get("team", ""))
    if _ALL in named:
        return tuple(teams)
    return tuple(
        agent
        for agent, own in teams.items()
        if agent in named or (team and own == team)
    )


def _sessions(
    row: Row, number: int, span: tuple[int, int], agents: tuple[str, ...]
) -> Iterator[Session]:
    together = row.get("together", "") in YES
    for group in [agents] if together else [(agent,) for agent in agents]:
        yield Session(
            row=number,
            activity=str(row["activity"]),
            name=str(row["name"]),
            minutes=int(str(row["minutes"])),
            earliest=span[0],
            latest=span[1],
            agents=group,
            together=together,
        )
