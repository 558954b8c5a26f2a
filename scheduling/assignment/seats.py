"""Seats of each site: who is there when, and who works from home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import Problem, TableError
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.assignment.worth import Crew
    from scheduling.problem import Demand
    from scheduling.shifts import PlacedShift

HOME, SITE = "home", "site"
_WEEK = 7


class Seats:
    """
    Agents present at each site, slot by slot, lunch included.

    The days on which an agent works from home are spread over the week and differ from
    agent to agent, so that about as many seats are free on each day.

    Parameters
    ----------
    agents : DataFrame
        Typed agents table; ``home_site`` says where an agent's seat is, and
        ``home_days`` on how many days of the week it is not needed.
    sites : DataFrame
        Typed sites table.
    demand : Demand
        The horizon.

    Raises
    ------
    TableError
        If an agent's site is not among the sites.
    """

    def __init__(
        self, agents: pd.DataFrame, sites: pd.DataFrame, demand: Demand
    ) -> None:
        self.demand = demand
        number = {site: index for index, site in enumerate(sites["site"])}
        places = agents.get("home_site", pd.Series("", agents.index)).fillna("")
        unknown = [
            Problem(
                "agents",
                f"is the site of {agent} and is not among the sites: add it with its "
                "seats, or leave the cell empty",
                row=row + 2,
                column="home_site",
                value=site,
            )
            for row, (agent, site) in enumerate(
                zip(agents["agent"], places, strict=True)
            )
            if site and site not in number
        ]
        if unknown:
            raise TableError(unknown)
        self.site = {
            agent: number[site]
            for agent, site in zip(agents["agent"], places, strict=True)
            if site
        }
        self.names = sites["site"].tolist()
        self.places = sites["seats"].to_numpy(dtype=np.int64)
        self.taken = np.zeros((len(sites), int(demand.day_slots[-1])), dtype=np.int64)
        counts = agents.get("home_days", pd.Series(0, agents.index)).fillna(0)
        self.home = {
            agent: self._home_days(row, int(count))
            for row, (agent, count) in enumerate(
                zip(agents["agent"], counts, strict=True)
            )
        }

    def _home_days(self, row: int, count: int) -> NDArray[np.bool_]:
        """Days of the horizon that the agent of a row works from home."""
        weekday = np.array([date.day_of_week for date in self.demand.dates])
        return (weekday + row) * count % _WEEK < count

    def lacking(self, agent: str, crew: Crew) -> NDArray[np.float64]:
        """Slots of each shape in which the agent's site is full, (days, shapes)."""
        site = self.site.get(agent)
        if site is None:
            return np.zeros((len(crew.week.days), len(crew.shifts)))
        full = np.concatenate([[0], np.cumsum(self.taken[site] >= self.places[site])])
        first = crew.midnights[:, None] + crew.shifts.start
        last = np.minimum(first + crew.shifts.length, len(full) - 1)
        without = full[last] - full[np.minimum(first, len(full) - 1)]
        away = self.home[agent][list(crew.week.days)]
        return np.asarray(without * ~away[:, None], dtype=np.float64)

    def crowd(self) -> int:
        """Agents without a seat, added up over the slots."""
        return int(np.maximum(self.taken - self.places[:, None], 0).sum())

    def worst(self) -> tuple[int, int, int]:
        """Site and slot at which most seats lack, and how many."""
        lack = self.taken - self.places[:, None]
        site, slot = np.unravel_index(int(lack.argmax()), lack.shape)
        return int(site), int(slot), int(lack[site, slot])

    def move(self, agent: str, shift: PlacedShift, by: int) -> None:
        """Take (1) or leave (-1) the seat of a shift, unless it is worked at home."""
        site = self.site.get(agent)
        if site is not None and not self.home[agent][shift.day]:
            self.taken[site, shift.first : shift.last] += by

    def place(self, schedule: pd.DataFrame) -> pd.DataFrame:
        """Schedule with a column that says where each segment is worked."""
        rows = with_shifts(schedule)
        days = {date: number for number, date in enumerate(self.demand.dates)}
        at_home = [
            bool(self.home[agent][days[date]]) if date in days else False
            for agent, date in zip(rows["agent"], rows["date"], strict=True)
        ]
        place = np.where(at_home, HOME, SITE)
        kept = rows.drop(columns=["shift", "date", "minutes"])
        return kept.assign(place=place)
