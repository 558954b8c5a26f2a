"""What only one agent may not do: time away, hours agreed, restrictions, age.

Each rule bars slots of the horizon; a shift may not touch a barred slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wfm.intervals import epoch_minutes, minute_of_day
from wfm.tables.people import NO_NIGHTS, NO_SUNDAYS, SHORT_DAY_MINUTES, SHORT_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scheduling.problem import Demand
    from wfm.labour.rules import WorkRules

    Slots = NDArray[np.bool_]

_SUNDAY = 6
# Up to this age the tighter of the two sets of limits for minors holds.
_YOUNGER = 16


class SlotClock:
    """
    Date and time of every slot of the horizon.

    Parameters
    ----------
    demand : Demand
        The grid.
    """

    def __init__(self, demand: Demand) -> None:
        self.demand = demand
        count = int(demand.day_slots[-1])
        starts = demand.clock(np.arange(count) * demand.interval)
        self.minute = np.asarray(minute_of_day(starts), dtype=np.int64)
        self.weekday = starts.dt.day_of_week.to_numpy()
        self.day = np.searchsorted(demand.day_slots, np.arange(count), side="right") - 1

    def night(self, rules: WorkRules) -> Slots:
        """Slots of the night."""
        start, end = rules["night_start_minute"], rules["night_end_minute"]
        return (self.minute >= start) | (self.minute < end)

    def until(self, last: pd.Timestamp | None) -> Slots:
        """Slots up to the end of a naive date; all of them without one."""
        if last is None:
            return np.ones(len(self.day), dtype=np.bool_)
        days = (last - self.demand.dates[0]).days
        return np.asarray(self.day <= days)


@dataclass(frozen=True, slots=True)
class Personal:
    """
    One agent's own limits.

    Attributes
    ----------
    barred : dict of str to ndarray of bool, shape (slots,)
        Slots in which the agent cannot work, by the rule that says so.
    longest_day, week_minutes : int or None
        Most paid minutes, where they are fewer than the contract's.
    """

    barred: dict[str, Slots]
    longest_day: int | None
    week_minutes: int | None


def personal_limits(
    agents: pd.DataFrame,
    clock: SlotClock,
    rules: WorkRules,
    *,
    away: Mapping[str, Slots],
    availability: pd.DataFrame | None,
) -> dict[str, Personal]:
    """
    Limits of every agent.

    Parameters
    ----------
    agents : DataFrame
        Typed agents table.
    clock : SlotClock
        Of the horizon.
    rules : WorkRules
        In force in the week in hand.
    away : mapping of str to ndarray of bool, shape (slots,)
        Slots of time off and before the first or after the last day, by agent.
    availability : DataFrame or None
        Typed availability table.
    """
    windows = _windows(availability, clock)
    return {
        str(row["agent"]): _of(
            row, clock, rules, away[str(row["agent"])], windows.get(str(row["agent"]))
        )
        for row in agents.to_dict("records")
    }


def _of(
    row: Mapping[Any, Any],
    clock: SlotClock,
    rules: WorkRules,
    away: Slots,
    window: Slots | None,
) -> Personal:
    barred = {"time_off": away}
    longest: list[int] = []
    weekly: list[int] = []
    if window is not None:
        barred["availability"] = ~window
    words = {word.strip() for word in str(row.get("restrictions") or "").split(";")}
    until = row.get("restricted_until")
    last = None if until is None or pd.isna(until) else pd.Timestamp(until)
    held = clock.until(last)
    if NO_NIGHTS in words:
        barred["restriction"] = clock.night(rules) & held
    if NO_SUNDAYS in words:
        sundays = (clock.weekday == _SUNDAY) & held
        barred["restriction"] = barred.get("restriction", False) | sundays
    if SHORT_DAYS in words and held.any():
        longest.append(SHORT_DAY_MINUTES)
    born = row.get("born")
    age = None if born is None or pd.isna(born) else _age(born, clock)
    if age is not None and age < rules["adult_years"]:
        group = "minor_15" if age < _YOUNGER + 1 else "minor_17"
        late = clock.minute >= rules[f"{group}_latest_minute"]
        barred["night_minor"] = late | (clock.minute < rules["night_end_minute"])
        longest.append(rules.minutes(f"{group}_day_minutes"))
        weekly.append(rules.minutes(f"{group}_week_minutes"))
    return Personal(barred, min(longest, default=None), min(weekly, default=None))


def _age(born: object, clock: SlotClock) -> int:
    """Years on the first day of the horizon: limits only ease afterwards."""
    first, birth = clock.demand.dates[0], pd.Timestamp(str(born))
    before = (first.month, first.day) < (birth.month, birth.day)
    return first.year - birth.year - int(before)


def _windows(availability: pd.DataFrame | None, clock: SlotClock) -> dict[str, Slots]:
    """Slots that lie wholly within the hours agreed with each agent."""
    found: dict[str, Slots] = {}
    if availability is None:
        return found
    length = clock.demand.interval
    rows: list[Any] = list(availability.itertuples())
    for row in rows:
        inside = (
            (clock.weekday == row.weekday)
            & (clock.minute >= row.open)
            & (clock.minute + length <= row.close)
        )
        found[row.agent] = found.get(row.agent, False) | inside
    return found


def away_slots(
    agents: pd.DataFrame,
    demand: Demand,
    time_off: pd.DataFrame | None,
    employed: Mapping[str, Slots],
) -> dict[str, Slots]:
    """Slots in which each agent is off, or not yet or no longer in the company."""
    slots = np.diff(demand.day_slots)
    # The day after the horizon is only there for night shifts to end in.
    away = {
        agent: np.repeat(np.append(~employed[agent], False), slots)
        for agent in agents["agent"]
    }
    if time_off is not None and len(time_off):
        first = (epoch_minutes(time_off["start"]) - demand.epoch) / demand.interval
        last = (epoch_minutes(time_off["end"]) - demand.epoch) / demand.interval
        for agent, low, high in zip(time_off["agent"], first, last, strict=True):
            away[agent][max(floor(low), 0) : max(ceil(high), 0)] = True
    return away
