"""The sample campaign in figures: dates, queues, hours, contracts and events.

Everything here is invented. Change a figure, run `generate.py`, and every file
follows.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

INTERVAL_S = 1800
SLOTS = 48  # half hours in a day

HISTORY_START = pd.Timestamp("2026-05-25")  # a Monday
HISTORY_DAYS = 26 * 7
PLAN_START = pd.Timestamp("2026-11-30")  # the Monday a week after the history ends
PLAN_DAYS = 28
WORKED_WEEK = pd.Timestamp("2026-11-16")  # last week of the history; its Monday is a
LOGGED_DAY = pd.Timestamp("2026-11-22")  # moved holiday, and its Sunday was logged

# The goals of campaign.toml, needed here to size the crew and to write the schedule
# that was worked.
MAX_OCCUPANCY = 0.65
UNSCHEDULED_SHRINKAGE = 0.08

MONDAY_TO_SATURDAY = range(6)
SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleQueue:
    """
    How contacts of one queue come in.

    Attributes
    ----------
    name : str
        Also the skill that serves it.
    peak : float
        Contacts in the busiest half hour of an average weekday, first week.
    aht_s, patience_s : float
        Mean handle time and mean patience, seconds.
    hours : dict of int to tuple of int
        Opening and closing minute by weekday (Monday 0); absent = closed.
    weekdays : tuple of float
        Level of each weekday.
    peaks : tuple of float
        Hours of the morning and the afternoon peak.
    holiday : float
        Level of a public holiday against its weekday; 0 = closed.
    """

    name: str
    peak: float
    aht_s: float
    patience_s: float
    hours: dict[int, tuple[int, int]]
    weekdays: tuple[float, ...]
    peaks: tuple[float, float]
    holiday: float


LONG_HOURS = {**dict.fromkeys(MONDAY_TO_SATURDAY, (360, 1320)), SUNDAY: (480, 1200)}
OFFICE_HOURS = {**dict.fromkeys(range(5), (420, 1200)), 5: (480, 960)}

QUEUES = (
    SampleQueue(
        name="soporte",
        peak=92.0,
        aht_s=310.0,
        patience_s=150.0,
        hours=LONG_HOURS,
        weekdays=(1.10, 1.04, 1.00, 0.98, 0.98, 0.74, 0.56),
        peaks=(10.5, 18.5),
        holiday=0.55,
    ),
    SampleQueue(
        name="ventas",
        peak=40.0,
        aht_s=420.0,
        patience_s=90.0,
        hours=OFFICE_HOURS,
        weekdays=(1.06, 1.02, 1.00, 0.98, 0.94, 0.62, 0.0),
        peaks=(10.5, 15.5),
        holiday=0.0,
    ),
    SampleQueue(
        name="chat",
        peak=55.0,
        aht_s=360.0,
        patience_s=240.0,
        hours=LONG_HOURS,
        weekdays=(1.04, 1.02, 1.00, 1.00, 1.02, 0.82, 0.66),
        peaks=(11.5, 19.0),
        holiday=0.55,
    ),
)

CONTRACTS = pd.DataFrame(
    [
        ("42h", 2520, 420, 540, 5, 6, "ordinary"),
        ("36h", 2160, 360, 360, 5, 6, "successive_shifts"),
        ("24h", 1440, 240, 480, 3, 5, "ordinary"),
    ],
    columns=[
        "contract",
        "weekly_minutes",
        "min_day_minutes",
        "max_day_minutes",
        "min_days",
        "max_days",
        "regime",
    ],
)

# What the planner knows: mailings past and to come, short days, closed days. The
# outage of the history is not here; cleaning must find it.
SPECIAL_DAYS = pd.DataFrame(
    [
        ("2026-10-06", "Mailing to all customers", "", "factor", "1.3"),
        ("2026-10-07", "Mailing, second day", "", "factor", "1.15"),
        ("2026-10-08", "Mailing, third day", "", "factor", "1.05"),
        ("2026-12-08", "Inmaculada Concepción", "ventas", "closed", ""),
        ("2026-12-10", "Mailing to all customers", "", "factor", "1.25"),
        ("2026-12-19", "Maintenance of the sales system", "ventas", "closed", ""),
        ("2026-12-24", "Christmas Eve", "", "factor", "0.7"),
        ("2026-12-25", "Navidad", "", "", ""),
        ("2026-12-25", "Navidad", "ventas", "closed", ""),
        ("2026-12-31", "New Year's Eve", "", "factor", "0.6"),
    ],
    columns=["date", "name", "queue", "kind", "value"],
)


def opening() -> pd.DataFrame:
    """Make the opening table of every queue and weekday."""
    rows = [
        (queue.name, weekday, clock(first), clock(last))
        for queue in QUEUES
        for weekday, (first, last) in queue.hours.items()
    ]
    return pd.DataFrame(rows, columns=["queue", "weekday", "open", "close"])


def clock(minute: int) -> str:
    """Minute of the day as HH:MM."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
