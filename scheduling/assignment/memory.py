"""What an agent brings into a week from the weeks before: rest, run, Sundays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from scheduling.assignment.wishes import UNLIKED, unliked
from wfm.schedule import LUNCH, with_shifts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.problem import Demand
    from wfm.labour.rules import WorkRules

_SUNDAY = 6


@dataclass(slots=True)
class Memory:
    """
    One agent's past, as far as it matters for the future.

    Attributes
    ----------
    last_end : int or None
        Minute after the first midnight at which the last shift ends.
    run : int
        Working days in a row up to the day before.
    sundays : dict of (year, month) to int
        Sundays worked.
    minutes, days : int
        Paid minutes and days worked of the week in which the horizon begins.
    counts : dict of str to int
        Nights, Sundays and late ends so far, by the names of `wishes.UNLIKED`.
    """

    last_end: int | None = None
    run: int = 0
    sundays: dict[tuple[int, int], int] = field(default_factory=dict)
    minutes: int = 0
    days: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def day(self, date: pd.Timestamp, end: int | None) -> None:
        """Remember a day: the end of its shift, or None for a day off."""
        if end is None:
            self.run = 0
            return
        self.run += 1
        self.last_end = end
        if date.day_of_week == _SUNDAY:
            month = (date.year, date.month)
            self.sundays[month] = self.sundays.get(month, 0) + 1

    def count(self, marks: NDArray[np.bool_]) -> None:
        """Count a shift as a night, a Sunday, a late end, in the order of `UNLIKED`."""
        for name, marked in zip(UNLIKED, marks, strict=True):
            self.counts[name] = self.counts.get(name, 0) + int(marked)


def memories(
    previous: pd.DataFrame | None, demand: Demand, rules: WorkRules
) -> dict[str, Memory]:
    """
    Memory of each agent from a schedule worked before the horizon.

    Parameters
    ----------
    previous : DataFrame or None
        Typed schedule table; shifts that start in the horizon are left out.
    demand : Demand
        The horizon.
    rules : WorkRules
        Say when night and late begin.
    """
    if previous is None or previous.empty:
        return {}
    begin = demand.clock(np.zeros(1, dtype=np.int64)).iloc[0]
    rows = with_shifts(previous)
    rows = rows[rows["date"] < demand.dates[0]]
    if rows.empty:
        return {}
    paid = rows["minutes"].where(rows["activity"] != LUNCH, 0.0)
    shifts = rows.assign(paid=paid).groupby("shift")
    table = shifts.agg(
        agent=("agent", "first"),
        date=("date", "first"),
        start=("start", "min"),
        end=("end", "max"),
        paid=("paid", "sum"),
    )
    found: dict[str, Memory] = {}
    for agent, worked in table.groupby("agent"):
        found[str(agent)] = _remembered(worked, demand, begin, rules)
    return found


def _remembered(
    worked: pd.DataFrame, demand: Demand, begin: pd.Timestamp, rules: WorkRules
) -> Memory:
    memory = Memory()
    minute = pd.Timedelta(minutes=1)
    monday = demand.dates[0] - pd.Timedelta(days=demand.dates[0].day_of_week)
    ends = worked.groupby("date")["end"].max()
    for day in pd.date_range(
        ends.index.min(), demand.dates[0], inclusive="left", unit="us"
    ):
        end = ends.get(day)
        memory.day(day, None if end is None else int((end - begin) / minute))
    rows: list[Any] = list(worked.itertuples())
    for row in rows:
        midnight = row.date.tz_localize(begin.tz, nonexistent="shift_forward")
        start = np.array([int((row.start - midnight) / minute)])
        until = np.array([int((row.end - midnight) / minute)])
        memory.count(unliked(start, until, row.date.day_of_week, rules)[:, 0])
        if row.date >= monday:
            memory.minutes += int(row.paid)
            memory.days += 1
    return memory
