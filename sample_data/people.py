"""The crew: who they are, what they can do, and when they are away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from setting import PLAN_DAYS, PLAN_START, WORKED_WEEK

if TYPE_CHECKING:
    from numpy.random import Generator

# Agents by skills and by contract; both add up to the same crew.
SKILLS = {
    "soporte": 42,
    "ventas": 20,
    "chat": 28,
    "soporte;chat": 16,
    "soporte;ventas": 8,
    "chat;ventas": 6,
}
CONTRACT_MIX = {"42h": 72, "36h": 30, "24h": 18}
TEAM_SIZE = 15
SITES = {"Chapinero": 0.4, "Zona Franca": 0.35, "casa": 0.25}
# Loaded cost of an hour by whole years of service, COP; empty for the first year, so
# that the program takes its default.
HOURLY_COST = ("", "13100", "13300", "13600", "13900", "14200")

NEW_HIRES = {"A119": "2026-12-07", "A120": "2026-12-14"}
LEAVER, LAST_DAY = "A047", "2026-12-20"

# Absences of whole days: kind, first day, last day. Each goes to another of the agents
# who have served long enough for a vacation.
VETERANS = 75
AWAY = (
    ("parental_leave", "2026-10-05", "2027-02-07"),
    ("vacation", "2026-11-09", "2026-11-22"),
    ("vacation", "2026-11-16", "2026-11-29"),
    ("vacation", "2026-11-30", "2026-12-06"),
    ("vacation", "2026-12-01", "2026-12-14"),
    ("vacation", "2026-12-07", "2026-12-20"),
    ("vacation", "2026-12-14", "2026-12-20"),
    ("vacation", "2026-12-21", "2026-12-27"),
    ("vacation", "2026-12-21", "2027-01-03"),
    ("vacation", "2026-12-23", "2026-12-30"),
)
# Kept off the agents of ventas alone, who have no more days than their contract needs
# in a week with a holiday.
SICK_LAST_WEEK = (
    ("sick_leave", "2026-11-17", "2026-11-18"),
    ("sick_leave", "2026-11-20", "2026-11-20"),
    ("personal_leave", "2026-11-18T14:00", "2026-11-18T18:00"),
    ("personal_leave", "2026-11-19T08:00", "2026-11-19T11:00"),
)
SICK_LEAVES, HOUR_LEAVES = 6, 5
LEAVE_HOURS = (7, 9, 13, 15, 17)


def agents(rng: Generator) -> pd.DataFrame:
    """Make the agents table, longest-serving first."""
    size = sum(SKILLS.values())
    skills = rng.permutation([name for name, n in SKILLS.items() for _ in range(n)])
    contracts = [name for name, n in CONTRACT_MIX.items() for _ in range(n)]
    table = pd.DataFrame(
        {
            "agent": [f"A{number:03d}" for number in range(1, size + 1)],
            "contract": rng.permutation(contracts),
            "skills": skills,
            "available_from": "",
            "available_until": "",
            "team": _teams(skills.tolist()),
            "home_site": rng.choice(list(SITES), size, p=list(SITES.values())),
            "hourly_cost": "",
            "seniority_date": _seniority(size, rng),
        }
    )
    for agent, day in NEW_HIRES.items():
        columns = ["available_from", "seniority_date"]
        table.loc[table["agent"] == agent, columns] = day
    table.loc[table["agent"] == LEAVER, "available_until"] = LAST_DAY
    since = PLAN_START - pd.to_datetime(table["seniority_date"])
    years = (since.dt.days // 365).clip(0, len(HOURLY_COST) - 1)
    table["hourly_cost"] = [HOURLY_COST[year] for year in years]
    return table


def time_off(crew: pd.DataFrame, rng: Generator) -> pd.DataFrame:
    """Make the time-off table of the last week of the history and the planned weeks."""
    names = crew.loc[~crew["agent"].isin([*NEW_HIRES, LEAVER]), "agent"]
    flexible = names[crew.loc[names.index, "skills"] != "ventas"]
    sick = rng.choice(flexible, len(SICK_LAST_WEEK), replace=False)
    free = names[~names.isin(sick)]
    veterans = rng.choice(free[:VETERANS], len(AWAY), replace=False)
    others = rng.permutation(free[~free.isin(veterans)])
    absences = [
        *zip(sick, SICK_LAST_WEEK, strict=True),
        *zip(veterans, AWAY, strict=True),
        *zip(others, _later(rng), strict=False),
    ]
    rows = [(agent, start, end, kind) for agent, (kind, start, end) in absences]
    table = pd.DataFrame(rows, columns=["agent", "start", "end", "kind"])
    return table.sort_values(["start", "agent"], ignore_index=True)


def absent_days(away: pd.DataFrame, agent: str) -> set[pd.Timestamp]:
    """Days of the worked week that some time off of the agent touches."""
    days = pd.date_range(WORKED_WEEK, periods=7)
    own = away[away["agent"] == agent]
    first = pd.to_datetime(own["start"], format="ISO8601").dt.normalize()
    last = pd.to_datetime(own["end"], format="ISO8601").dt.normalize()
    return {
        day
        for begin, end in zip(first, last, strict=True)
        for day in days[(days >= begin) & (days <= end)]
    }


def _teams(skills: list[str]) -> list[str]:
    """Teams by first skill, filled in turn."""
    members: dict[str, int] = {}
    teams = []
    for skill in (name.split(";")[0] for name in skills):
        teams.append(f"{skill.title()} {members.get(skill, 0) // TEAM_SIZE + 1}")
        members[skill] = members.get(skill, 0) + 1
    return teams


def _seniority(size: int, rng: Generator) -> list[str]:
    """Hiring dates, oldest first; most of the crew is young, as in the trade."""
    days = np.sort(rng.exponential(500, size).astype(int))[::-1].clip(40, 2600)
    return [
        (PLAN_START - pd.Timedelta(days=int(day))).date().isoformat() for day in days
    ]


def _later(rng: Generator) -> list[tuple[str, str, str]]:
    """Short absences at chance moments of the planned weeks."""
    days = PLAN_START + pd.to_timedelta(
        rng.integers(0, PLAN_DAYS - 3, SICK_LEAVES + HOUR_LEAVES), unit="D"
    )
    lengths = rng.integers(1, 4, SICK_LEAVES)
    sick = [
        ("sick_leave", _date(day), _date(day + pd.Timedelta(days=int(length) - 1)))
        for day, length in zip(days[:SICK_LEAVES], lengths, strict=True)
    ]
    hours = [
        ("personal_leave", f"{_date(day)}T{hour:02d}:00", f"{_date(day)}T{hour + 3}:00")
        for day, hour in zip(days[SICK_LEAVES:], LEAVE_HOURS, strict=True)
    ]
    return [*sick, *hours]


def _date(day: pd.Timestamp) -> str:
    return day.date().isoformat()
