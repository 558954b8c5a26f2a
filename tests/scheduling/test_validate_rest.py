"""Rest between shifts, within the week, and on Sundays."""

from __future__ import annotations

import pandas as pd

from scheduling.validate import validate
from tests.scheduling.rosters import (
    MONDAY,
    SHORT_DAY,
    broken,
    shift,
    together,
    week,
)

TUESDAY = "2026-08-04"


def _days(dates, start="08:00"):
    return together(*(shift("ana", date, start, SHORT_DAY) for date in dates))


def test_twelve_hours_of_rest_are_enough():
    schedule = together(shift("ana", MONDAY, "12:00"), shift("ana", TUESDAY, "09:00"))

    assert broken(validate(schedule)) == []


def test_a_minute_less_than_twelve_hours_is_too_little_rest():
    schedule = together(shift("ana", MONDAY, "12:00"), shift("ana", TUESDAY, "08:59"))

    found = validate(schedule)

    assert broken(found) == [("ana", "2026-08-04", "rest_between_shifts")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("720 min", "719 min")
    assert found.loc[0, "note"] == (
        "from 21:00 to 08:59; no article was found that fixes it"
    )


def test_rest_after_a_night_shift_counts_from_the_morning():
    night = shift("ana", MONDAY, "22:00")

    assert broken(validate(together(night, shift("ana", TUESDAY, "19:00")))) == []
    assert broken(validate(together(night, shift("ana", TUESDAY, "18:00")))) == [
        ("ana", "2026-08-04", "rest_between_shifts")
    ]


def test_rest_is_counted_in_real_hours_when_the_clocks_go_forward():
    schedule = together(
        shift("ana", "2026-03-07", "13:00"), shift("ana", "2026-03-08", "10:00")
    )

    found = validate(schedule, rules="none", timezone="America/New_York")

    assert broken(validate(schedule)) == []
    assert broken(found) == [("ana", "2026-03-08", "rest_between_shifts")]
    assert found.loc[0, "found"] == "660 min"


def test_two_agents_may_relieve_each_other():
    schedule = together(shift("ana", MONDAY, "08:00"), shift("luz", MONDAY, "17:00"))

    assert broken(validate(schedule)) == []


def test_six_days_in_a_row_are_allowed():
    assert broken(validate(_days(pd.date_range("2026-08-05", periods=6)))) == []


def test_the_seventh_day_in_a_row_is_one_too_many():
    found = validate(_days(pd.date_range("2026-08-05", periods=7)))

    assert broken(found) == [("ana", "2026-08-11", "consecutive_days")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("6 days", "7 days")


def test_a_long_run_is_reported_once():
    found = validate(_days(pd.date_range("2026-08-05", periods=10)))

    assert broken(found) == [("ana", "2026-08-11", "consecutive_days")]
    assert found.loc[0, "found"] == "10 days"


def test_a_day_off_ends_the_run():
    dates = pd.date_range("2026-08-05", periods=12).delete(6)

    assert broken(validate(_days(dates))) == []


def test_a_week_without_a_whole_free_day_has_no_weekly_rest():
    # Six shifts that start 27 hours after each other leave 23 hours between them, and
    # the last one ends on Sunday at three.
    creeping = together(
        *(
            shift("ana", MONDAY, f"{8 + 27 * number:02d}:00", SHORT_DAY)
            for number in range(6)
        )
    )

    found = validate(together(creeping, week("luz", days=range(2, 7))))

    assert broken(found) == [("ana", "2026-08-03", "weekly_rest")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("1440 min", "1380 min")
    assert found.loc[0, "source"] == "CST art. 172"


def test_a_shift_of_the_sunday_before_takes_from_the_rest_of_the_week():
    # Work from Tuesday to Sunday night: Monday is the only free day, and the night
    # before it ends on Monday at two.
    before = shift("ana", "2026-08-09", "22:00", SHORT_DAY)
    after = week("ana", pd.Timestamp("2026-08-10"), range(1, 7), "01:30", SHORT_DAY)
    whole = week("luz", pd.Timestamp("2026-08-10"), range(2, 7))

    found = validate(together(before, after, whole))

    assert broken(found) == [("ana", "2026-08-10", "weekly_rest")]
    assert found.loc[0, "found"] == "1410 min"


def test_a_week_that_the_schedule_does_not_cover_whole_is_not_judged():
    dates = pd.date_range("2026-08-04", periods=6)

    assert broken(validate(_days(dates))) == []


def test_24_free_hours_are_rest_enough():
    creeping = together(
        *(
            shift("ana", MONDAY, f"{8 + 28 * number:02d}:00", SHORT_DAY)
            for number in range(6)
        )
    )

    assert broken(validate(creeping)) == []


def test_three_sundays_a_month_are_allowed():
    sundays = ["2026-08-09", "2026-08-16", "2026-08-23", "2026-09-06"]

    assert broken(validate(_days(sundays))) == []


def test_the_fourth_sunday_of_a_month_is_one_too_many():
    sundays = pd.date_range("2026-08-02", periods=5, freq="7D")

    found = validate(_days(sundays))

    assert broken(found) == [("ana", "2026-08-23", "worked_sundays")]
    assert found.loc[0, "limit"] == "3 Sundays a month"
    assert found.loc[0, "found"] == "5 Sundays"
