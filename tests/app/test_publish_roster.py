"""A roster to publish: shifts, kinds, weeks, sums, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from tests.app import published
from wfm.errors import TableError


def test_a_shift_belongs_to_the_day_on_which_it_starts():
    roster = published.roster()

    days = {(agent, day.isoformat()) for agent, day in roster.shifts}

    assert days == {
        ("ana", "2026-12-07"),
        ("luis", "2026-12-08"),
        ("luis", "2026-12-13"),
        ("luis", "2026-12-15"),
    }


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        ("2026-12-07 09:30", "2026-12-07 18:00", "morning"),
        ("2026-12-07 10:00", "2026-12-07 18:00", "midday"),
        ("2026-12-07 13:00", "2026-12-07 21:00", "afternoon"),
        ("2026-12-07 16:00", "2026-12-07 22:00", "afternoon"),
        ("2026-12-07 16:30", "2026-12-07 22:00", "night"),
        ("2026-12-07 22:00", "2026-12-08 06:00", "night"),
        ("2026-12-07 03:00", "2026-12-07 08:00", "night"),
    ],
)
def test_a_night_lies_for_more_than_half_in_hours_the_law_calls_night(start, end, kind):
    schedule = published.segments({"ana": [(start, end, "contacts", "ventas")]})

    (shifts,) = published.roster(schedule).shifts.values()

    assert [shift.kind for shift in shifts] == [kind]


def test_weeks_are_whole_and_sums_add_up():
    roster = published.roster()
    first, second = roster.weeks()

    week = roster.tally(roster.people, first)
    days = [roster.tally(roster.people, [day]) for day in first]

    assert (first[0], second[-1]) == (date(2026, 12, 7), date(2026, 12, 20))
    # Nine hours less an hour of lunch; eight by night; six on Sunday.
    assert (week.people, week.hours, week.nights, week.rest_days) == (2, 22.0, 1, 2)
    assert sum(day.hours for day in days) == week.hours
    assert sum(day.nights for day in days) == week.nights
    assert roster.tally(roster.people, second).hours == 6.0


def test_an_hour_of_work_is_an_hour_when_clocks_go_back():
    schedule = published.segments(
        {"ana": [("2026-10-31 22:00", "2026-11-01 06:00", "contacts", "")]},
        zone="America/New_York",
    )
    roster = published.roster(schedule, country="us")

    assert roster.tally(roster.people, [date(2026, 10, 31)]).hours == 9.0


def test_who_works_nothing_is_there_too_and_days_before_joining_are_unknown():
    people = published.agents(
        ("ana", "B", "", ""),
        ("luis", "A", "", ""),
        ("eva", "A", "2026-12-09", ""),
        ("old", "A", "", "2026-12-01"),
        columns=("agent", "team", "available_from", "available_until"),
    )

    roster = published.roster(people=people)
    eva = roster.people[0]

    assert [person.agent for person in roster.people] == ["eva", "luis", "ana"]
    assert not roster.knows(eva, date(2026, 12, 8))
    assert roster.knows(eva, date(2026, 12, 9))
    assert not roster.knows(eva, date(2026, 12, 16))


def test_an_empty_schedule_is_refused():
    with pytest.raises(TableError, match=r"turnos\.csv: holds no shift"):
        published.roster(published.segments({}, source="turnos.csv"))


def test_doing_two_things_at_once_is_refused():
    clash = [("2026-12-07 09:00", "2026-12-07 09:30", "meeting", "")]
    schedule = published.segments({"ana": [*published.DAY_SHIFT, *clash]})

    with pytest.raises(TableError, match=r"do two things at once \(ana\)"):
        published.roster(schedule)


def test_a_segment_that_ends_before_it_begins_is_refused():
    schedule = published.segments(
        {"ana": [("2026-12-07 09:00", "2026-12-07 08:00", "contacts", "")]}
    )

    with pytest.raises(TableError, match=r"end before they begin \(ana\)"):
        published.roster(schedule)


def test_agents_that_the_agents_table_lacks_are_named():
    with pytest.raises(TableError, match=r"agents\.csv: lacks .* \(luis\): add them"):
        published.roster(people=published.agents(("ana", "A")))


def test_names_are_for_all_or_for_none():
    people = published.agents(
        ("ana", "Ana Rojas"), ("luis", ""), columns=("agent", "name")
    )

    with pytest.raises(TableError, match=r"column name: is empty for .* \(luis\)"):
        published.roster(people=people)
