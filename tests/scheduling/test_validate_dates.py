"""Hand-worked cases on dates at which the law or the calendar turns."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling.validate import validate
from tests.scheduling.rosters import (
    FULL_DAY,
    MONDAY,
    SHORT_DAY,
    broken,
    contracts,
    people,
    shift,
    together,
    week,
)
from wfm.tables import SCHEDULE

# 22:00 to 06:00 with an hour of lunch: seven hours.
NIGHT = (
    ("contacts", 105),
    ("break", 15),
    ("contacts", 90),
    ("lunch", 60),
    ("contacts", 90),
    ("break", 15),
    ("contacts", 105),
)
SATURDAYS = ("2026-08-01", "2026-08-08", "2026-08-15", "2026-08-22")
WEEK_OF_CHANGE, WEEK_AFTER = pd.Timestamp("2026-07-13"), pd.Timestamp("2026-07-20")


def _days(*dates, start="08:00", pieces=SHORT_DAY):
    return together(*(shift("ana", date, start, pieces) for date in dates))


def _of(minutes):
    """A working day of so many paid minutes, at least 376."""
    return (*FULL_DAY[:-1], ("contacts", minutes - 375))


def test_a_night_from_saturday_to_sunday_belongs_to_the_saturday():
    schedule = _days(*SATURDAYS, start="22:00", pieces=NIGHT)

    assert schedule["end"].iloc[6] == pd.Timestamp("2026-08-02T06:00")
    assert broken(validate(schedule, people("ana"))) == []


def test_after_a_night_from_saturday_to_sunday_the_next_evening_is_free_from_six():
    night = _days("2026-08-08", start="22:00", pieces=NIGHT)

    assert broken(validate(together(night, _days("2026-08-09", start="18:00")))) == []
    assert broken(validate(together(night, _days("2026-08-09", start="17:59")))) == [
        ("ana", "2026-08-09", "rest_between_shifts")
    ]


def test_a_night_into_a_moved_holiday_breaks_nothing():
    # Our Lady of Chiquinquira is kept on Monday 13 July 2026; the Sunday counts once.
    night = _days("2026-07-12", start="22:00", pieces=NIGHT)

    assert broken(validate(night)) == []
    assert broken(validate(night, rules={"sundays_a_month": 0})) == [
        ("ana", "2026-07-12", "worked_sundays")
    ]


@pytest.mark.parametrize(
    ("monday", "minutes", "limit"),
    [
        pytest.param(WEEK_OF_CHANGE, 528, None, id="44 hours in the week of change"),
        pytest.param(WEEK_OF_CHANGE, 529, "2640 min", id="more than 44 hours"),
        pytest.param(WEEK_AFTER, 504, None, id="42 hours in the week after"),
        pytest.param(WEEK_AFTER, 505, "2520 min", id="more than 42 hours"),
    ],
)
def test_hours_of_the_week_in_which_they_changed_are_those_of_its_monday(
    monday, minutes, limit
):
    found = validate(week(monday=monday, pieces=_of(minutes)))

    expected = [("ana", f"{monday:%Y-%m-%d}", "week_maximum")] if limit else []
    assert broken(found) == expected
    assert set(found["limit"]) == ({limit} if limit else set())
    assert set(found["source"]) <= {"Ley 2101 de 2021, art. 3"}


def test_a_week_in_which_the_hours_change_says_so():
    changing = validate(week(monday=WEEK_OF_CHANGE, pieces=_of(529)))
    after = validate(week(monday=WEEK_AFTER, pieces=_of(529)))

    told = "2520 min from later in this week on, which its Monday judges"
    assert changing.loc[0, "note"].endswith(told)
    assert told not in after.loc[0, "note"]


def test_a_contract_that_is_shorter_does_not_speak_of_the_change():
    found = validate(
        week(monday=WEEK_OF_CHANGE, pieces=_of(529)), people("ana"), contracts()
    )

    assert found.loc[0, "source"] == "contract 42h"
    assert "Monday" not in found.loc[0, "note"]


@pytest.mark.parametrize("pieces", [_of(480), _of(529), _of(600)])
def test_the_step_of_july_2027_changes_pay_and_no_limit(pieces):
    def judge(monday):
        found = validate(week(monday=pd.Timestamp(monday), pieces=pieces))
        return found.drop(columns=["date"]).to_dict("records")

    assert judge("2027-06-21") == judge("2027-06-28") == judge("2027-07-05")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(range(2, 7), [], id="five days"),
        pytest.param(range(1, 7), [("ana", "2026-08-17", "weekly_rest")], id="six"),
    ],
)
def test_after_the_third_sunday_of_a_month_the_week_has_a_day_in_return(days, expected):
    sundays = _days("2026-08-02", "2026-08-09", "2026-08-16")
    after = week(monday=pd.Timestamp("2026-08-17"), days=days, pieces=SHORT_DAY)

    found = validate(together(sundays, after), rules={"sundays_a_month": 5})

    assert broken(found) == expected
    assert set(found["limit"]) <= {"at most 5 days"}
    assert set(found["found"]) <= {"6 days"}
    assert set(found["source"]) <= {"CST art. 181"}
    assert all("Sunday number 3 of 2026-08" in note for note in found["note"])


def test_the_day_in_return_lowers_the_days_that_a_contract_promises():
    sundays = _days("2026-08-02", "2026-08-09", "2026-08-16")
    after = week(monday=pd.Timestamp("2026-08-17"), days=range(1, 6), pieces=SHORT_DAY)
    others = week("luz", pd.Timestamp("2026-08-17"), range(1, 7), pieces=SHORT_DAY)
    terms = contracts(min_days=6, max_days=6)

    found = validate(together(sundays, after, others), people("ana", "luz"), terms)

    judged = found[(found["agent"] == "ana") & (found["date"] >= "2026-08-17")]
    assert broken(judged) == []


def test_after_two_sundays_of_a_month_no_day_is_owed():
    sundays = _days("2026-08-09", "2026-08-16")
    after = week(monday=pd.Timestamp("2026-08-17"), days=range(1, 6), pieces=SHORT_DAY)
    whole = together(sundays, after, _days("2026-08-23"))

    assert broken(validate(whole)) == []


def test_sundays_are_counted_by_calendar_month_over_the_roster_before():
    before = _days("2026-08-09", "2026-08-16", "2026-08-23")
    august, september = _days("2026-08-30"), _days("2026-09-06")

    assert broken(validate(together(before, september))) == []
    assert broken(validate(august)) == []
    assert broken(validate(together(before, august))) == [
        ("ana", "2026-08-30", "worked_sundays")
    ]


def test_a_schedule_written_in_another_zone_is_judged_by_the_local_clock():
    local = SCHEDULE.parse(
        _days("2026-08-08", start="22:00", pieces=_of(600)), timezone="America/Bogota"
    )
    abroad = local.assign(
        start=local["start"].dt.tz_convert("UTC"), end=local["end"].dt.tz_convert("UTC")
    )

    assert broken(validate(abroad)) == [("ana", "2026-08-08", "day_maximum")]
    pd.testing.assert_frame_equal(validate(abroad), validate(local))


@pytest.mark.parametrize(
    ("hole", "rules"),
    [
        pytest.param(119, {"lunch_missing"}, id="one shift"),
        pytest.param(120, {"one_shift_a_day", "rest_between_shifts"}, id="two shifts"),
    ],
)
def test_a_hole_of_two_hours_ends_the_shift(hole, rules):
    resumes = f"{12 + hole // 60}:{hole % 60:02d}"
    schedule = together(
        shift("ana", MONDAY, "08:00", SHORT_DAY),
        shift("ana", MONDAY, resumes, SHORT_DAY),
    )

    assert set(validate(schedule)["rule"]) == rules


def test_two_sections_of_a_day_with_a_long_lunch_between_them_are_one_shift():
    pieces = (*FULL_DAY[:3], ("lunch", 150), *FULL_DAY[4:])

    assert broken(validate(shift("ana", MONDAY, pieces=pieces))) == []


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        pytest.param("11:00", None, id="day: it ends at eight"),
        pytest.param("11:30", "450 min", id="mixed: half an hour of night"),
        pytest.param("15:00", "420 min", id="night: four hours of it"),
    ],
)
def test_a_country_may_have_shorter_shifts_at_night(start, limit):
    found = validate(shift("ana", MONDAY, start), rules="mx")

    assert broken(found) == ([("ana", "2026-08-03", "day_maximum")] if limit else [])
    assert set(found["limit"]) == ({limit} if limit else set())
    assert set(found["source"]) <= {"LFT art. 61"}
    assert all("to be confirmed" in note for note in found["note"])
