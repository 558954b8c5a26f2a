"""What the crew can and would rather work, and what else it has to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from people import LEAVER, NEW_HIRES

if TYPE_CHECKING:
    from numpy.random import Generator

# Students on the shortest contract work on weekdays after their classes.
STUDENTS, STUDENT_CONTRACT, CLASSES_END = 2, "24h", "12:00"
SATURDAY = 5

# Weekday (* for all), from, until, wish and weight; each of another agent.
WISHES = (
    ("*", "", "08:00", "avoid", ""),
    ("*", "", "08:00", "avoid", "2"),
    ("*", "20:00", "", "avoid", ""),
    ("*", "08:00", "18:00", "want", ""),
    ("2", "16:00", "", "off", ""),
    ("4", "18:00", "", "off", ""),
    ("5", "", "", "off", "2"),
    ("6", "", "", "off", ""),
)

ACTIVITIES = pd.DataFrame(
    [
        (
            *("training", "New invoice", 60),
            *("2026-12-01", "2026-12-04", "Soporte 1"),
        ),
    ],
    columns=["activity", "name", "minutes", "earliest", "latest", "team"],
)


def availability(crew: pd.DataFrame, worked: pd.DataFrame) -> pd.DataFrame:
    """Hours of the students: the newest whose last week shows that they are some."""
    start = pd.to_datetime(worked["start"])
    early = start.dt.strftime("%H:%M") < CLASSES_END
    at_class = set(worked.loc[early & (start.dt.day_of_week < SATURDAY), "agent"])
    free = ~crew["agent"].isin([*at_class, *NEW_HIRES, LEAVER])
    students = crew.loc[free & (crew["contract"] == STUDENT_CONTRACT), "agent"]
    rows = [
        (agent, weekday, CLASSES_END if weekday < SATURDAY else "", "")
        for agent in students.tail(STUDENTS)
        for weekday in range(7)
    ]
    return pd.DataFrame(rows, columns=["agent", "weekday", "open", "close"])


def preferences(
    crew: pd.DataFrame, hours: pd.DataFrame, rng: Generator
) -> pd.DataFrame:
    """Wishes of agents who have not agreed hours already."""
    others = crew.loc[~crew["agent"].isin([*hours["agent"], *NEW_HIRES]), "agent"]
    agents = sorted(rng.choice(others, len(WISHES), replace=False))
    rows = [(agent, *wish) for agent, wish in zip(agents, WISHES, strict=True)]
    columns = ["agent", "weekday", "open", "close", "wish", "weight"]
    return pd.DataFrame(rows, columns=columns)
