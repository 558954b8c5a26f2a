"""Who works where: days at home, so that everybody at a site has a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.assignment.home_days import HomeChoice, home_days
from scheduling.assignment.presence import home_sites, rooms
from wfm.intervals import day_starts, from_epoch_minutes
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.assignment.presence import Room, RoomWeek

HOME, SITE = "home", "site"
OVER = ("site", "start", "end", "agents", "seats", "over")


@dataclass(frozen=True, slots=True)
class Places:
    """
    A schedule that says where it is worked.

    Attributes
    ----------
    schedule : DataFrame
        Schedule table by agent and start with ``place``, ``home`` or ``site``.
    over : DataFrame
        What cannot be met: site, start and end, agents there, seats, and over, the
        agents without a seat. No rows where everybody has one.
    """

    schedule: pd.DataFrame
    over: pd.DataFrame


def places(
    schedule: pd.DataFrame,
    agents: pd.DataFrame,
    sites: pd.DataFrame,
    *,
    every: bool = False,
) -> Places:
    """
    Choose the days that are worked from home.

    Weeks run from Monday to Sunday and are settled one after the other; a shift
    belongs to the day on which it starts and is worked in one place. Lunch needs no
    seat. A day whose ``place`` is filled already stays as it is.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.
    agents : DataFrame
        Typed agents table; ``home_days`` of a week at most, none where empty. Who has
        no ``home_site`` takes no seat.
    sites : DataFrame
        Typed sites table.
    every : bool
        Whether everybody works from home on as many days as they may; by default as
        few as the seats demand.

    Returns
    -------
    Places
        The same for the same tables.

    Raises
    ------
    TableError
        If an agent's site is not among the sites.
    """
    of_agent = home_sites(agents, sites)
    if schedule.empty:
        empty = schedule.assign(place=pd.Series(dtype="str"))
        return Places(empty, pd.DataFrame(columns=list(OVER)))
    rows = with_shifts(schedule)
    by_day = rows.groupby(["agent", "date"], sort=True)
    rows["day"] = by_day.ngroup()
    days = by_day.size().index.to_frame(index=False)
    agreed = _agreed(agents)
    zone = str(schedule["start"].dt.tz)
    monday = days["date"] - pd.to_timedelta(days["date"].dt.day_of_week, unit="D")
    days["week"] = day_starts(monday, zone)
    days["home_site"] = of_agent.reindex(days["agent"]).fillna("").to_numpy()
    days["allowed"] = agreed.reindex(days["agent"]).fillna(0).to_numpy(dtype=np.int64)
    days["settled"] = _settled(rows, len(days))
    days["number"] = days.groupby("agent").ngroup()
    home = (days["settled"] == HOME).to_numpy(copy=True)
    over = []
    for room in rooms(rows, days, sites):
        for week in room.weeks:
            _settle(room, week, days, home, every=every)
        over += list(_crowded(room, home, zone))
    rows["place"] = np.where(home[rows["day"]], HOME, SITE)
    rows = rows[[*schedule.columns.drop("place", errors="ignore"), "place"]]
    return Places(rows, pd.DataFrame(over, columns=list(OVER)))


def _agreed(agents: pd.DataFrame) -> pd.Series:
    """Days of a week from home by agent."""
    if "home_days" not in agents:
        return pd.Series(0, index=agents["agent"])
    return agents.set_index("agent")["home_days"].fillna(0)


def _settled(rows: pd.DataFrame, days: int) -> NDArray[np.str_]:
    """Place that the schedule already names for each agent-day, empty for none."""
    settled = np.full(days, "", dtype="U4")
    if "place" in rows:
        said = rows[rows["place"].isin([HOME, SITE])].drop_duplicates("day")
        settled[said["day"]] = said["place"].to_numpy(dtype="U4")
    return settled


def _settle(
    room: Room,
    week: RoomWeek,
    days: pd.DataFrame,
    home: NDArray[np.bool_],
    *,
    every: bool,
) -> None:
    """Choose the days at home of one site and week, given all other weeks."""
    table = days.loc[week.days]
    taken = pd.Series(home[week.days], index=table.index).groupby(table["number"])
    left = (table["allowed"] - taken.transform("sum")).to_numpy()
    open_days = ((table["settled"] == "") & (left > 0)).to_numpy()
    if not open_days.any():
        return
    numbers = week.days[open_days]
    presence = week.presence[open_days][:, week.own]
    choice = HomeChoice(
        agent=table["number"].to_numpy()[open_days],
        allowed=left[open_days],
        presence=presence,
        others=room.present(home)[week.own] - presence.sum(axis=0),
        minutes=np.diff(room.edges)[week.own],
        seats=room.seats,
        every=every,
    )
    home[numbers] = home_days(choice)


def _crowded(
    room: Room, home: NDArray[np.bool_], zone: str
) -> Iterator[tuple[object, ...]]:
    """Stretches in which somebody has no seat; neighbours with as many are one."""
    people = room.present(home)
    begins = np.flatnonzero(np.diff(people, prepend=-1))
    ends = np.append(begins[1:], len(people))
    lacking = people[begins] > room.seats
    starts = from_epoch_minutes(room.edges[begins[lacking]], zone)
    stops = from_epoch_minutes(room.edges[ends[lacking]], zone)
    for start, end, number in zip(starts, stops, people[begins[lacking]], strict=True):
        seats = int(room.seats)
        yield room.site, start, end, int(number), seats, int(number) - seats
