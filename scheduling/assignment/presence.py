"""Who is at a site when: the days of its agents, stretch by stretch between changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import Problem, TableError
from wfm.intervals import epoch_minutes
from wfm.schedule import LUNCH
from wfm.tables import AGENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class RoomWeek:
    """
    One week of a site.

    Attributes
    ----------
    days : ndarray of int64, shape (days,)
        Numbers of the agent-days, by agent.
    presence : ndarray of bool, shape (days, stretches)
        When each works; all stretches of the site.
    own : slice
        Stretches that begin in this week.
    """

    days: NDArray[np.int64]
    presence: NDArray[np.bool_]
    own: slice


@dataclass(frozen=True, slots=True)
class Room:
    """
    One site.

    Attributes
    ----------
    site : str
        Its name; empty for those who have none.
    seats : float
        Places to work at once; infinite without a site.
    edges : ndarray of int64, shape (stretches + 1,)
        Epoch minutes at which somebody may come or leave.
    weeks : tuple of RoomWeek
        In order.
    """

    site: str
    seats: float
    edges: NDArray[np.int64]
    weeks: tuple[RoomWeek, ...]

    def present(self, home: NDArray[np.bool_]) -> NDArray[np.int64]:
        """People there in each stretch, given who stays at home on which day."""
        found = np.zeros(len(self.edges) - 1, dtype=np.int64)
        for week in self.weeks:
            found += week.presence[~home[week.days]].sum(axis=0)
        return found


def rooms(
    rows: pd.DataFrame, days: pd.DataFrame, sites: pd.DataFrame
) -> Iterator[Room]:
    """
    Sites at which somebody works, and last those without a site.

    Parameters
    ----------
    rows : DataFrame
        Segments with ``day``, the number of the agent-day.
    days : DataFrame
        Agent-days by agent and date: ``home_site`` and ``week``, its Monday (aware).
    sites : DataFrame
        Typed sites table.
    """
    working = rows[(rows["activity"] != LUNCH) & (rows["start"] < rows["end"])]
    pieces = pd.DataFrame(
        {
            "day": working["day"].to_numpy(),
            "start": epoch_minutes(working["start"]),
            "end": epoch_minutes(working["end"]),
        }
    )
    seats = dict(zip(sites["site"], sites["seats"].astype(float), strict=True))
    for site, places in (seats | {"": np.inf}).items():
        here = days.index[days["home_site"] == site].to_numpy()
        inside = pieces[pieces["day"].isin(here)]
        if len(inside):
            edges = np.unique(np.concatenate([inside["start"], inside["end"]]))
            weeks = _weeks(inside, days.loc[here], edges)
            yield Room(site, places, edges, tuple(weeks))


def _weeks(
    pieces: pd.DataFrame, days: pd.DataFrame, edges: NDArray[np.int64]
) -> Iterator[RoomWeek]:
    weeks = sorted(days["week"].unique())
    bounds = [*epoch_minutes(pd.Series(weeks))[1:], edges[-1]]
    begins = 0
    for week, bound in zip(weeks, bounds, strict=True):
        numbers = days.index[days["week"] == week].to_numpy()
        presence = np.zeros((len(numbers), len(edges) - 1), dtype=np.bool_)
        mine = pieces[pieces["day"].isin(numbers)]
        for row, start, end in zip(
            np.searchsorted(numbers, mine["day"]),
            np.searchsorted(edges, mine["start"]),
            np.searchsorted(edges, mine["end"]),
            strict=True,
        ):
            presence[row, start:end] = True
        until = int(np.searchsorted(edges, bound))
        yield RoomWeek(numbers, presence, slice(begins, until))
        begins = until


def home_sites(agents: pd.DataFrame, sites: pd.DataFrame) -> pd.Series:
    """
    Site of each agent, empty for none.

    Raises
    ------
    TableError
        If a site is not in the sites table.
    """
    if "home_site" not in agents:
        return pd.Series("", index=agents["agent"])
    known = {*sites["site"], ""}
    unknown = [
        (row, site)
        for row, site in enumerate(agents["home_site"].tolist())
        if site not in known
    ]
    if unknown:
        raise TableError(
            [
                Problem(
                    AGENTS.source(agents),
                    "is not among the sites: add it with its seats, or correct it",
                    row=row + 2,
                    column="home_site",
                    value=site,
                )
                for row, site in unknown
            ]
        )
    return agents.set_index("agent")["home_site"]
