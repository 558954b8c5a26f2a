"""Words that workbook and wall share: weeks, shifts, what a kind means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reports.roster.shifts import AFTERNOON_FROM, KINDS, MIDDAY_FROM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.reports.reader import Reader
    from app.reports.roster.roster import Person, Roster
    from app.reports.roster.shifts import Shift


def week_title(week: Sequence[date], reader: Reader) -> str:
    """Say the number of a week and its first and last day."""
    formats = reader.formats
    return reader.say(
        "roster.week",
        number=str(week[0].isocalendar().week),
        first=formats.day_and_month(week[0]),
        last=formats.date(week[-1]),
    )


def hours_text(shift: Shift, reader: Reader, dash: str) -> str:
    """First and last minute, such as ``22:00-06:00 +1``."""
    clock = reader.formats.clock
    text = f"{clock(shift.start)}{dash}{clock(shift.end)}"
    # A shift that ends at midnight ends with its own day.
    last = (shift.end.tz_localize(None) - shift.end.resolution).date()
    return f"{text} {reader.say('roster.next_day')}" if last > shift.date else text


def kind_meanings(roster: Roster, reader: Reader) -> dict[str, str]:
    """Say by kind what the kinds of shift mean, with the hours in force at the end."""
    rules = roster.rules.on(roster.last)
    night = rules.minutes("night_start_minute"), rules.minutes("night_end_minute")
    hours = {
        "morning": (MIDDAY_FROM, AFTERNOON_FROM),
        "midday": (MIDDAY_FROM, AFTERNOON_FROM),
        "afternoon": (AFTERNOON_FROM, AFTERNOON_FROM),
        "night": night,
    }
    return {
        kind: reader.say(
            f"roster.meaning.{kind}",
            **dict(zip(("start", "until"), map(_clock, hours[kind]), strict=True)),
        )
        for kind in KINDS
    }


def team_name(team: str, reader: Reader) -> str:
    """Name of a team, also of those who are in none."""
    return team or reader.say("roster.no_team")


def day_off(roster: Roster, person: Person, day: date, reader: Reader) -> str:
    """Say what a day without a shift is: off, or unknown here."""
    return reader.say("roster.off") if roster.knows(person, day) else ""


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
