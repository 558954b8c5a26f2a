"""What has to be covered: agents to schedule by queue on one grid of intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.intervals import (
    DAY_MINUTES,
    epoch_minutes,
    from_epoch_minutes,
    infer_interval,
    midnight,
    zone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Week:
    """
    Part of the horizon from a Monday (or its first day) to a Sunday (or its last).

    Attributes
    ----------
    first, last : int
        Days of the horizon, `last` excluded.
    offset : int
        Weekday of the first day, Monday 0.
    """

    first: int
    last: int
    offset: int

    @property
    def days(self) -> range:
        """Days of the horizon that belong to this week."""
        return range(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Demand:
    """
    Agents to schedule, on a grid that starts at the first day's midnight.

    One more day than the horizon is kept, so that a night shift of the last day has
    somewhere to end; nothing is required there.

    Attributes
    ----------
    queues : tuple of str
        Names, in order of the rows of the arrays.
    interval : int
        Slot length in minutes.
    timezone : str
        IANA name.
    epoch : int
        First midnight, in minutes since 1970.
    dates : tuple of Timestamp
        Days of the horizon, naive.
    day_slots : ndarray of int64, shape (days + 2,)
        Slot of each midnight; a day on which clocks change is longer or shorter.
    required : ndarray of float64, shape (queues, slots)
        Agents to schedule.
    open : ndarray of bool, shape (queues, slots)
        Whether the queue is open.
    """

    queues: tuple[str, ...]
    interval: int
    timezone: str
    epoch: int
    dates: tuple[pd.Timestamp, ...]
    day_slots: NDArray[np.int64]
    required: NDArray[np.float64]
    open: NDArray[np.bool_]

    @property
    def slots(self) -> int:
        """Slots of the horizon, without the day after it."""
        return int(self.day_slots[len(self.dates)])

    @property
    def hours(self) -> float:
        """Length of a slot in hours."""
        return self.interval / 60

    def weeks(self) -> Iterator[Week]:
        """Weeks of the horizon, Monday to Sunday; the outer ones may be partial."""
        first = 0
        for day, each in enumerate(self.dates):
            if each.day_of_week == _SUNDAY or day == len(self.dates) - 1:
                yield Week(first, day + 1, self.dates[first].day_of_week)
                first = day + 1

    def monday(self, week: Week) -> date:
        """Monday of a week, which may lie before the horizon: its law holds for it."""
        first: date = self.dates[week.first].date()
        return first - timedelta(days=week.offset)

    def clock(self, minutes: NDArray[np.int64]) -> pd.Series:
        """Aware times of minutes after the first midnight."""
        return from_epoch_minutes(self.epoch + np.asarray(minutes), self.timezone)


def demand(
    requirement: pd.DataFrame, *, timezone: str, interval: int | None = None
) -> Demand:
    """
    Put a requirement table on the grid.

    Parameters
    ----------
    requirement : DataFrame
        Typed requirement table; ``to_schedule`` is covered, else ``agents``.
    timezone : str
        IANA name; days are the calendar days of this zone.
    interval : int, optional
        Interval length in minutes; inferred by default.

    Raises
    ------
    InputError
        If the interval length cannot be told.
    """
    length = interval or infer_interval(requirement["start"])
    days = midnight(requirement["start"])
    dates = pd.date_range(days.min(), days.max(), freq="D", unit="us")
    edges = pd.Series(
        pd.date_range(days.min(), periods=len(dates) + 2, freq="D", unit="us")
    )
    aware = edges.dt.tz_localize(zone(timezone), nonexistent="shift_forward")
    edge_minutes = epoch_minutes(aware)
    epoch = int(edge_minutes[0])
    day_slots = (edge_minutes - epoch) // length
    queues = tuple(sorted(requirement["queue"].unique()))
    place = (epoch_minutes(requirement["start"]) - epoch) // length
    rows = requirement["queue"].map({name: i for i, name in enumerate(queues)})
    needed = np.zeros((len(queues), int(day_slots[-1])))
    is_open = np.zeros_like(needed, dtype=bool)
    needed[rows, place] = _to_cover(requirement)
    is_open[rows, place] = True
    _open_after_horizon(is_open, day_slots, DAY_MINUTES // length)
    return Demand(
        queues, length, timezone, epoch, tuple(dates), day_slots, needed, is_open
    )


def _to_cover(requirement: pd.DataFrame) -> NDArray[np.float64]:
    if "to_schedule" in requirement:
        filled = requirement["to_schedule"].fillna(requirement["agents"])
        return filled.to_numpy(dtype=float)
    return requirement["agents"].to_numpy(dtype=float)


def _open_after_horizon(
    is_open: NDArray[np.bool_], day_slots: NDArray[np.int64], day: int
) -> None:
    """Let the day after the horizon be open as it was a week (or a day) before."""
    last = int(day_slots[-2])
    back = 7 * day if last >= 7 * day else day
    width = is_open.shape[1] - last
    source = is_open[:, max(last - back, 0) :][:, :width]
    is_open[:, last : last + source.shape[1]] = source
