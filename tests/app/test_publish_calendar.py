"""Calendars: what a phone reads is what was scheduled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pandas as pd
import pytest

from app.reports.reader import Reader
from app.reports.roster.ics import calendars
from app.services.rosters.publish import calendar_names
from tests.app import published
from wfm.errors import InputError

MADE = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def events(roster, agent, *, language="es", made=MADE):
    """Events of an agent's calendar, read back."""
    data = calendars(roster, Reader(language), made=made)[agent]
    return icalendar.Calendar.from_ical(data).events


def spans(found):
    return [(event.start, event.end) for event in found]


def shifts_of(roster, agent):
    return [
        (shift.start.to_pydatetime(), shift.end.to_pydatetime())
        for (name, _), shifts in roster.shifts.items()
        if name == agent
        for shift in shifts
    ]


@pytest.mark.parametrize("agent", ["ana", "luis"])
def test_a_calendar_reads_back_as_the_same_shifts_also_over_midnight(agent):
    roster = published.roster()

    assert spans(events(roster, agent)) == shifts_of(roster, agent)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-10-31 22:00", "2026-11-01 06:00", 9),
        ("2026-03-07 22:00", "2026-03-08 06:00", 7),
        ("2026-11-01 01:30-0500", "2026-11-01 06:00", 4.5),
        ("2026-10-31 22:00", "2026-11-01 01:30-0500", 4.5),
        ("2026-10-31 22:00", "2026-11-01 01:30-0400", 3.5),
    ],
)
def test_shifts_over_a_change_of_clocks_keep_their_length(start, end, hours):
    schedule = published.segments(
        {"ana": [(start, end, "contacts", "ventas")]}, zone="America/New_York"
    )
    roster = published.roster(schedule, country="us")

    ((begins, ends),) = spans(events(roster, "ana"))

    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)
    assert pd.Timestamp(begins) == schedule["start"][0]
    assert pd.Timestamp(ends) == schedule["end"][0]


def test_a_calendar_carries_the_rules_of_its_zone_and_none_where_it_is_utc():
    local = published.roster(published.two_people(zone="America/New_York"))
    utc = published.roster(published.two_people(zone="UTC"))

    files = [
        calendars(roster, Reader("en"), made=MADE)["ana"] for roster in (local, utc)
    ]

    assert b"BEGIN:VTIMEZONE" in files[0]
    assert b"DTSTART;TZID=America/New_York:20261207T080000" in files[0]
    assert b"VTIMEZONE" not in files[1]
    assert b"DTSTART:20261207T080000Z" in files[1]


def test_an_event_says_what_is_done_when_in_the_readers_language():
    roster = published.roster()

    (spanish,) = events(roster, "ana")
    (english,) = events(roster, "ana", language="en")

    assert spanish["summary"] == "Turno: ventas, chat"
    assert spanish["description"].splitlines() == [
        "08:00\N{EN DASH}10:00 Contactos (ventas)",
        "10:00\N{EN DASH}10:15 Pausa",
        "10:15\N{EN DASH}12:00 Contactos (ventas)",
        "12:00\N{EN DASH}13:00 Almuerzo",
        "13:00\N{EN DASH}16:00 Contactos (chat)",
        "16:00\N{EN DASH}17:00 Reunión",
        "8,0\N{NO-BREAK SPACE}h pagadas",
    ]
    assert english["summary"] == "Shift: ventas, chat"
    assert "12:00\N{EN DASH}13:00 Lunch" in english["description"]


def test_a_shift_that_moves_within_its_day_updates_its_event():
    later = [("2026-12-08 23:00", "2026-12-09 07:00", "contacts", "ventas")]
    before, after = (
        published.roster(published.segments({"luis": shift}))
        for shift in (published.NIGHT_SHIFT, later)
    )

    (old,) = events(before, "luis")
    (new,) = events(after, "luis", made=MADE + timedelta(days=1))

    assert old["uid"] == new["uid"]
    assert new["sequence"] > old["sequence"]
    assert new["dtstamp"].dt > old["dtstamp"].dt


def test_no_two_events_share_an_identifier():
    roster = published.roster()

    identifiers = [e["uid"] for agent in ("ana", "luis") for e in events(roster, agent)]

    assert len(set(identifiers)) == len(identifiers) == 4


def test_the_same_roster_and_time_give_the_same_bytes():
    first, second = (
        calendars(published.roster(), Reader("es"), made=MADE) for _ in range(2)
    )

    assert first == second


def test_an_event_takes_place_at_the_site_or_at_home():
    people = published.agents(
        ("ana", "Chapinero"), ("luis", ""), columns=("agent", "home_site")
    )
    roster = published.roster(people=people)
    home = published.roster(published.two_people().assign(place="home"), people)

    (ana,), (at_home,) = events(roster, "ana"), events(home, "ana")

    assert (ana["location"], at_home["location"]) == ("Chapinero", "en casa")
    assert all("location" not in event for event in events(roster, "luis"))


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("A001", "A001.ics"),
        ("José Pérez", "José-Pérez.ics"),
        ("../../etc/passwd", "etc-passwd.ics"),
        ("=cmd|' /C calc'!A0", "cmd-C-calc-A0.ics"),
        ("CON", "_CON.ics"),
        ("///", "_.ics"),
        ("x" * 300, "x" * 80 + ".ics"),
    ],
)
def test_file_names_are_safe_on_every_system(agent, name):
    schedule = published.segments({agent: published.DAY_SHIFT})

    assert list(calendar_names(published.roster(schedule).people)) == [name]


def test_two_agents_with_the_same_file_name_are_named():
    schedule = published.segments(
        {"ana/1": published.DAY_SHIFT, "ANA:1": published.DAY_SHIFT}
    )

    with pytest.raises(InputError, match="'ANA:1' and 'ana/1' would both have"):
        calendar_names(published.roster(schedule).people)
