"""The contacts an ordinary day brings, and the agents they need."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from setting import (
    HISTORY_START,
    INTERVAL_S,
    MAX_OCCUPANCY,
    PLAN_DAYS,
    PLAN_START,
    QUEUES,
    SLOTS,
    SPECIAL_DAYS,
    UNSCHEDULED_SHRINKAGE,
)

from wfm.holidays import public_holidays

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from setting import SampleQueue

WEEKLY_GROWTH = 0.004
PAYDAYS = (15, 30)
PAYDAY, DAY_AFTER_PAYDAY = 1.15, 1.05
SATURDAY = 5
# Sizing: share of paid time in pauses, training and meetings, and what is lost because
# whole shifts never follow a curve exactly.
PAUSES, MISFIT = 0.08, 0.12


@cache
def holidays() -> frozenset[pd.Timestamp]:
    """Public holidays of Colombia as observed, moved Mondays included."""
    return frozenset(pd.Timestamp(day) for day in public_holidays("CO", [2026, 2027]))


@cache
def paydays() -> frozenset[pd.Timestamp]:
    """Days on which wages arrive: the 15th and 30th, or the working day before."""
    found = set()
    for month in pd.period_range("2026-05", "2026-12", freq="M"):
        for number in PAYDAYS:
            day = month.start_time + pd.Timedelta(days=number - 1)
            while day.day_of_week >= SATURDAY or day in holidays():
                day -= pd.Timedelta(days=1)
            found.add(day)
    return frozenset(found)


def open_starts(queue: SampleQueue, first: pd.Timestamp, days: int) -> pd.DatetimeIndex:
    """Open half hours of some days by start; none on holidays where they are closed."""
    starts = pd.date_range(first, periods=days * SLOTS, freq="30min", unit="us")
    minutes = starts.hour * 60 + starts.minute
    hours = [queue.hours.get(day, (0, 0)) for day in starts.day_of_week]
    opens, closes = np.array(hours).T
    is_open = (minutes >= opens) & (minutes < closes)
    if not queue.holiday:
        is_open &= ~starts.normalize().isin(list(holidays()))
    return starts[is_open]


def ordinary(queue: SampleQueue, starts: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Mean contacts in each half hour before special days, noise and incidents."""
    days = starts.normalize()
    weeks = (days - HISTORY_START) // pd.Timedelta(weeks=1)
    level = queue.peak * (1 + WEEKLY_GROWTH) ** weeks.to_numpy()
    weekday = np.array(queue.weekdays)[starts.day_of_week]
    return (
        level
        * weekday
        * _shape(queue, starts)
        * np.array([_day(queue, d) for d in days])
    )


def foreseen(queue: SampleQueue, starts: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Ordinary contacts times the factors of the special days."""
    return ordinary(queue, starts) * special_factor(starts)


def special_factor(starts: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Factor of the special day on which each half hour lies, else 1."""
    listed = SPECIAL_DAYS[SPECIAL_DAYS["kind"] == "factor"]
    factors = dict(zip(pd.to_datetime(listed["date"]), listed["value"], strict=True))
    return np.array([float(factors.get(day, 1.0)) for day in starts.normalize()])


def agents_to_schedule(
    queue: SampleQueue, contacts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Agents that keep the occupancy cap, plus those who will be missing."""
    load = contacts * queue.aht_s / INTERVAL_S
    return np.ceil(load / MAX_OCCUPANCY - 1e-9) / (1 - UNSCHEDULED_SHRINKAGE)


def weekly_sizing(contracted_hours: float) -> pd.DataFrame:
    """
    Paid hours that each planned week needs, beside those under contract.

    Parameters
    ----------
    contracted_hours : float
        Weekly hours of all contracts, time off not taken out.

    Returns
    -------
    DataFrame
        ``week``, ``contact_hours``, ``paid_hours``, ``contracted_hours``, ``ratio``.
    """
    hours = pd.Series(dtype="float64")
    for queue in QUEUES:
        starts = open_starts(queue, PLAN_START, PLAN_DAYS)
        closed = _closed_days(queue)
        starts = starts[~starts.normalize().isin(closed)]
        needed = agents_to_schedule(queue, foreseen(queue, starts)) / 2
        weeks = starts.normalize() - pd.to_timedelta(starts.day_of_week, unit="D")
        hours = hours.add(pd.Series(needed).groupby(weeks).sum(), fill_value=0.0)
    paid = hours / (1 - PAUSES) / (1 - MISFIT)
    return pd.DataFrame(
        {
            "week": [week.date().isoformat() for week in hours.index],
            "contact_hours": hours.to_numpy(),
            "paid_hours": paid.to_numpy(),
            "contracted_hours": contracted_hours,
            "ratio": paid.to_numpy() / contracted_hours,
        }
    )


def _closed_days(queue: SampleQueue) -> pd.Series:
    closed = (SPECIAL_DAYS["kind"] == "closed") & (SPECIAL_DAYS["queue"] == queue.name)
    return pd.to_datetime(SPECIAL_DAYS.loc[closed, "date"])


def _shape(queue: SampleQueue, starts: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Double peak over the day, about 1 at the higher one."""
    hour = (starts.hour + starts.minute / 60).to_numpy()
    morning, afternoon = queue.peaks
    return (
        0.22
        + 0.78 * np.exp(-(((hour - morning) / 2.6) ** 2))
        + 0.60 * np.exp(-(((hour - afternoon) / 2.8) ** 2))
    )


def _day(queue: SampleQueue, day: pd.Timestamp) -> float:
    """Effect of the calendar day: a holiday, a payday or the day after one."""
    if day in holidays():
        return queue.holiday
    if day in paydays():
        return PAYDAY
    return DAY_AFTER_PAYDAY if day - pd.Timedelta(days=1) in paydays() else 1.0
