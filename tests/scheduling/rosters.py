"""Schedules for tests: lawful by default, a test changes only what it is about."""

from __future__ import annotations

import pandas as pd

from wfm.tables import CONTRACTS

MONDAY = pd.Timestamp("2026-08-03")

# A working day as activity and minutes, one piece after the other: 480 paid minutes,
# breaks in mid-morning and mid-afternoon, lunch after four hours.
FULL_DAY = (
    ("contacts", 120),
    ("break", 15),
    ("contacts", 105),
    ("lunch", 60),
    ("contacts", 120),
    ("break", 15),
    ("contacts", 105),
)
# Four paid hours: one break, no lunch.
SHORT_DAY = (("contacts", 120), ("break", 15), ("contacts", 105))
# Six paid hours, the longest without lunch: one break.
SIX_HOURS = (("contacts", 180), ("break", 15), ("contacts", 165))


def clock(date, time="08:00"):
    """Naive time `HH:MM` after a date's midnight; hours may exceed 24."""
    hours, minutes = map(int, time.split(":"))
    return pd.Timestamp(date) + pd.Timedelta(hours=hours, minutes=minutes)


def segment(agent, date, start, end, activity="contacts", queue=None):
    """One segment of a day, with clock times `HH:MM`."""
    if queue is None:
        queue = "ventas" if activity == "contacts" else ""
    row = {"agent": agent, "start": clock(date, start), "end": clock(date, end)}
    return pd.DataFrame([{**row, "activity": activity, "queue": queue}])


def shift(agent, date, start="08:00", pieces=FULL_DAY, queue="ventas"):
    """One shift of an agent made of pieces that follow each other."""
    rows, time = [], clock(date, start)
    for activity, minutes in pieces:
        end = time + pd.Timedelta(minutes=minutes)
        served = queue if activity == "contacts" else ""
        rows.append((agent, time, end, activity, served))
        time = end
    return pd.DataFrame(rows, columns=["agent", "start", "end", "activity", "queue"])


def together(*schedules):
    """Several schedules as one."""
    return pd.concat(schedules, ignore_index=True)


def week(agent="ana", monday=MONDAY, days=range(5), start="08:00", pieces=FULL_DAY):
    """Shifts of one agent on some days of a week, Monday 0."""
    return together(
        *(shift(agent, monday + pd.Timedelta(days=day), start, pieces) for day in days)
    )


def month(agents=8, weeks=4, monday=MONDAY):
    """Many agents over several weeks: days off and starting times differ by agent."""
    return together(
        *(
            week(
                f"agent {agent:03d}",
                monday + pd.Timedelta(weeks=number),
                sorted((agent + step) % 6 for step in range(5)),
                f"{6 + agent % 7:02d}:00",
            )
            for agent in range(agents)
            for number in range(weeks)
        )
    )


def people(*names, contract="42h", skills="ventas", **columns):
    """Agents table in which everybody has the same terms."""
    return pd.DataFrame(
        {"agent": list(names), "contract": contract, "skills": skills, **columns}
    )


def contracts(**changes):
    """Contracts table: full time, successive shifts and part time."""
    table = pd.DataFrame(
        [
            ("42h", 2520, 240, 540, 5, 6, "ordinary"),
            ("36h", 2160, 240, 360, 5, 6, "successive_shifts"),
            ("20h", 1200, 240, 300, 4, 5, "ordinary"),
        ],
        columns=CONTRACTS.names,
    )
    return table.assign(**changes)


def broken(violations):
    """Agent, date and rule of each violation."""
    return [
        (row.agent, f"{row.date:%Y-%m-%d}", row.rule) for row in violations.itertuples()
    ]
