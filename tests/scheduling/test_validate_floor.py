"""Seats in the room and opening hours of the queues."""

from __future__ import annotations

import pandas as pd

from scheduling.validate import validate
from tests.scheduling.rosters import (
    MONDAY,
    SHORT_DAY,
    broken,
    clock,
    segment,
    shift,
    together,
    week,
)


def _requirement(opens="08:00", closes="17:00", days=2, queue="ventas"):
    starts = [
        start
        for day in range(days)
        for start in pd.date_range(
            clock(MONDAY + pd.Timedelta(days=day), opens),
            clock(MONDAY + pd.Timedelta(days=day), closes),
            freq="30min",
            inclusive="left",
        )
    ]
    return pd.DataFrame({"queue": queue, "start": starts, "agents": 3.0})


def test_as_many_agents_as_seats_are_allowed():
    schedule = together(week("ana"), week("luz"))

    assert broken(validate(schedule, seats=2)) == []


def test_more_agents_than_seats_are_reported_for_each_date():
    schedule = together(week("ana"), week("luz", days=[1, 3], start="10:00"))

    found = validate(schedule, seats=1)

    assert broken(found) == [("*", "2026-08-04", "seats"), ("*", "2026-08-06", "seats")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("1 seat", "2 agents")
    assert found.loc[0, "note"] == "from 10:00"


def test_lunch_frees_the_seat_and_a_break_does_not():
    ana = shift("ana", MONDAY, "08:00")
    lunch, pause = ("12:00", "13:00"), ("14:30", "14:45")
    guests = [segment("luz", MONDAY, *times, "training") for times in (lunch, pause)]

    def judge(guest):
        return [rule for _, _, rule in broken(validate(together(ana, guest), seats=1))]

    assert "seats" not in judge(guests[0])
    assert "seats" in judge(guests[1])


def test_a_seat_is_handed_over_on_the_minute():
    schedule = together(
        shift("ana", MONDAY, "08:00", SHORT_DAY),
        shift("luz", MONDAY, "12:00", SHORT_DAY),
    )

    assert broken(validate(schedule, seats=1)) == []


def test_an_agent_in_two_segments_takes_one_seat():
    schedule = together(week(), segment("ana", MONDAY, "08:30", "09:00", "meeting"))

    assert broken(validate(schedule, seats=1)) == [("ana", "2026-08-03", "overlap")]


def test_without_seats_the_room_is_large_enough():
    schedule = together(*(week(f"agent {number}") for number in range(9)))

    assert broken(validate(schedule)) == []


def test_contacts_in_open_hours_are_allowed():
    assert broken(validate(week(days=[0, 1]), requirement=_requirement())) == []


def test_contacts_while_the_queue_is_closed_are_reported():
    schedule = together(week(days=[0]), shift("ana", "2026-08-04", "06:30"))

    found = validate(schedule, requirement=_requirement())

    assert broken(found) == [("ana", "2026-08-04", "closed")]
    assert found.loc[0, "limit"] == "ventas open"
    assert found.loc[0, "found"] == "90 min while closed"
    assert found.loc[0, "note"] == "contacts 06:30 to 08:30"


def test_lunch_may_be_taken_while_the_queue_is_closed():
    requirement = _requirement()
    noon = requirement["start"].dt.hour == 12

    assert broken(validate(week(days=[0]), requirement=requirement[~noon])) == []


def test_an_hour_closed_in_the_middle_of_the_day_counts():
    requirement = _requirement()
    shut = requirement["start"].dt.hour == 13

    found = validate(week(days=[0]), requirement=requirement[~shut])

    assert broken(found) == [("ana", "2026-08-03", "closed")]
    assert found.loc[0, "found"] == "60 min while closed"


def test_time_beyond_the_requirement_is_not_judged():
    requirement = _requirement(days=1)

    assert broken(validate(week(), requirement=requirement)) == []
    assert broken(validate(week(start="05:00"), requirement=requirement)) == []


def test_a_queue_that_the_requirement_does_not_know_is_closed():
    requirement = _requirement(queue="pqr")

    assert broken(validate(week(days=[0]), requirement=requirement)) == [
        ("ana", "2026-08-03", "closed")
    ]


def test_each_queue_has_its_own_hours():
    requirement = pd.concat(
        [_requirement(), _requirement("10:00", "12:00", queue="pqr")], ignore_index=True
    )
    schedule = together(week(days=[0]), shift("luz", MONDAY, queue="pqr"))

    found = validate(schedule, requirement=requirement)

    assert broken(found) == [("luz", "2026-08-03", "closed")]
    assert found.loc[0, "found"] == "345 min while closed"
