"""Shifts that are settled: fixed by agreement, or published and not to be touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wfm.errors import Problem, TableError
from wfm.intervals import epoch_minutes
from wfm.schedule import CONTACTS, LUNCH, with_shifts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.board import Board
    from scheduling.problem import Demand, Week


@dataclass(frozen=True, slots=True)
class SettledShift:
    """
    One settled shift, in minutes after the horizon's first midnight.

    Attributes
    ----------
    day : int
        Day of the horizon on which it starts.
    start, end : int
        Minutes.
    paid : int
        Paid minutes.
    """

    day: int
    start: int
    end: int
    paid: int


@dataclass(frozen=True, slots=True)
class Settled:
    """
    What stays as it is.

    Attributes
    ----------
    rows : DataFrame
        Typed schedule rows of the settled shifts.
    shifts : dict of str to list of SettledShift
        By agent, in order of time.
    until : int
        Days of the horizon before this one are settled for everybody, days off too.
    """

    rows: pd.DataFrame
    shifts: dict[str, list[SettledShift]] = field(default_factory=dict)
    until: int = 0

    def of(self, agent: str, week: Week) -> list[SettledShift]:
        """Settled shifts of an agent that start in a week."""
        return [each for each in self.shifts.get(agent, ()) if each.day in week.days]

    def closed_days(self, agent: str, week: Week) -> NDArray[np.bool_]:
        """Days of a week on which nothing may be added, shape (days,)."""
        taken = {each.day for each in self.of(agent, week)}
        return np.array([day < self.until or day in taken for day in week.days])

    def near(
        self, agent: str, starts: NDArray[np.int64], ends: NDArray[np.int64], rest: int
    ) -> NDArray[np.bool_]:
        """
        Which shifts stand too near a settled one of the same agent.

        Parameters
        ----------
        agent : str
            Who.
        starts, ends : ndarray of int64
            Minutes after the horizon's first midnight, any shape.
        rest : int
            Minutes that must lie between.
        """
        clash = np.zeros(starts.shape, dtype=np.bool_)
        for each in self.shifts.get(agent, ()):
            clash |= (starts < each.end + rest) & (ends + rest > each.start)
        return clash


def settled(
    locked: pd.DataFrame | None,
    demand: Demand,
    agents: Sequence[str],
    until: pd.Timestamp | None,
) -> Settled:
    """
    Read the settled shifts of the horizon.

    Parameters
    ----------
    locked : DataFrame or None
        Typed schedule table; shifts that start outside the horizon are left out.
    demand : Demand
        The horizon.
    agents : sequence of str
        Known agents.
    until : Timestamp or None
        Naive date before which days off are settled as well.

    Raises
    ------
    TableError
        If an agent is not known.
    """
    last = 0 if until is None else int(sum(date < until for date in demand.dates))
    if locked is None or locked.empty:
        empty = pd.DataFrame() if locked is None else locked
        return Settled(empty, {}, last)
    rows = with_shifts(locked)
    inside = rows["date"].isin(pd.DatetimeIndex(demand.dates))
    rows = rows[inside]
    unknown = sorted(set(rows["agent"]) - set(agents))
    if unknown:
        raise TableError(
            [
                Problem("locked", "is not among the agents", column="agent", value=who)
                for who in unknown
            ]
        )
    days = {date: number for number, date in enumerate(demand.dates)}
    found: dict[str, list[SettledShift]] = {}
    for _, segments in rows.groupby("shift"):
        start = epoch_minutes(segments["start"]) - demand.epoch
        end = epoch_minutes(segments["end"]) - demand.epoch
        lunch = (segments["activity"] == LUNCH).to_numpy()
        paid = int((end - start)[~lunch].sum())
        day = days[segments["date"].iloc[0]]
        shift = SettledShift(day, int(start.min()), int(end.max()), paid)
        found.setdefault(str(segments["agent"].iloc[0]), []).append(shift)
    kept = rows.drop(columns=["shift", "date", "minutes"])
    return Settled(kept.reset_index(drop=True), found, last)


def cover(board: Board, rows: pd.DataFrame) -> None:
    """Count the contacts of settled rows as scheduled, by their share of each slot."""
    demand = board.demand
    if rows.empty:
        return
    number = {name: index for index, name in enumerate(demand.queues)}
    served = rows[(rows["activity"] == CONTACTS) & rows["queue"].isin(number)]
    for queue, shares in _shares(served, demand, served["queue"].map(number)):
        board.gap[queue] -= shares


def surcharged_hours(
    rows: pd.DataFrame, demand: Demand, surcharge: NDArray[np.float64]
) -> dict[str, float]:
    """Paid hours of each agent's settled rows, weighted by their surcharge."""
    if rows.empty:
        return {}
    paid = rows[rows["activity"] != LUNCH]
    return {
        agent: float((shares[: len(surcharge)] * surcharge).sum()) * demand.hours
        for agent, shares in _shares(paid, demand, paid["agent"])
    }


def _shares(
    rows: pd.DataFrame, demand: Demand, by: pd.Series
) -> list[tuple[Any, NDArray[np.float64]]]:
    """Share of every slot that the rows of each owner fill, added up."""
    edges = np.arange(int(demand.day_slots[-1])) * demand.interval
    start = epoch_minutes(rows["start"]) - demand.epoch
    end = epoch_minutes(rows["end"]) - demand.epoch
    found: dict[Any, NDArray[np.float64]] = {}
    for owner, low, high in zip(by, start, end, strict=True):
        total = found.setdefault(owner, np.zeros(len(edges)))
        first = max(int(low // demand.interval), 0)
        last = min(int(-(-high // demand.interval)), len(edges))
        at = edges[first:last]
        inside = np.minimum(at + demand.interval, high) - np.maximum(at, low)
        total[first:last] += inside / demand.interval
    return list(found.items())
