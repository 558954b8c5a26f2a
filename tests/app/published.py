"""Small schedules to publish, and what a reader gets of them."""

from __future__ import annotations

import pandas as pd

from app.reports.roster.roster import roster_of
from wfm.labour.rules import rule_book
from wfm.tables import AGENTS, SCHEDULE

ZONE = "America/Bogota"
_COLUMNS = ["agent", "start", "end", "activity", "queue"]

# Monday 7 December 2026 is ordinary, Tuesday the 8th a public holiday in Colombia.
DAY_SHIFT = [
    ("2026-12-07 08:00", "2026-12-07 10:00", "contacts", "ventas"),
    ("2026-12-07 10:00", "2026-12-07 10:15", "break", ""),
    ("2026-12-07 10:15", "2026-12-07 12:00", "contacts", "ventas"),
    ("2026-12-07 12:00", "2026-12-07 13:00", "lunch", ""),
    ("2026-12-07 13:00", "2026-12-07 16:00", "contacts", "chat"),
    ("2026-12-07 16:00", "2026-12-07 17:00", "meeting", ""),
]
NIGHT_SHIFT = [("2026-12-08 22:00", "2026-12-09 06:00", "contacts", "ventas")]
SUNDAY_SHIFT = [("2026-12-13 14:00", "2026-12-13 20:00", "contacts", "ventas")]
NEXT_WEEK = [("2026-12-15 10:30", "2026-12-15 16:30", "contacts", "ventas")]


def segments(shifts, *, zone=ZONE, source=""):
    """Typed schedule table of (start, end, activity, queue) by agent."""
    rows = [(agent, *row) for agent, own in shifts.items() for row in own]
    frame = pd.DataFrame(rows, columns=_COLUMNS, dtype="str")
    return SCHEDULE.parse(frame, source=source, timezone=zone)


def two_people(*, zone=ZONE):
    """One by day, and one by night, on Sunday and in the week after."""
    return segments(
        {"ana": DAY_SHIFT, "luis": [*NIGHT_SHIFT, *SUNDAY_SHIFT, *NEXT_WEEK]}, zone=zone
    )


def agents(*rows, columns=("agent", "team")):
    """Typed agents table; contract and skills are filled."""
    frame = pd.DataFrame(rows, columns=list(columns), dtype="str")
    return AGENTS.parse(
        frame.assign(contract="42h", skills="ventas"), source="agents.csv"
    )


def roster(schedule=None, people=None, *, country="co", title=""):
    """Roster of a schedule, by default of two people."""
    given = two_people() if schedule is None else schedule
    return roster_of(given, people, rule_book(country), title=title)
