"""Hours of availability, and restrictions of which nobody knows the reason."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling.validate import validate
from tests.scheduling.rosters import (
    MONDAY,
    SHORT_DAY,
    SIX_HOURS,
    broken,
    people,
    shift,
    together,
    week,
)

COLUMNS = ["agent", "weekday", "open", "close"]
SATURDAY, SUNDAY = "2026-08-08", "2026-08-09"


def _can(*rows):
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def _hours(schedule, *rows):
    return validate(schedule, availability=_can(*rows))


def _bound(schedule, words, until=""):
    agents = people("ana", restrictions=words, restricted_until=until)
    return validate(schedule, agents)


def test_work_within_the_hours_of_availability_is_allowed():
    assert broken(_hours(shift("ana", MONDAY), ("ana", 0, "08:00", "17:00"))) == []


def test_who_has_no_hours_is_always_available():
    assert broken(_hours(week(), ("luz", 0, "08:00", "09:00"))) == []


@pytest.mark.parametrize(
    ("low", "high", "outside"),
    [("08:30", "17:00", "30 min"), ("08:00", "16:59", "1 min")],
)
def test_work_outside_the_hours_is_reported(low, high, outside):
    found = _hours(shift("ana", MONDAY), ("ana", 0, low, high))

    assert broken(found) == [("ana", "2026-08-03", "availability")]
    assert found.loc[0, "limit"] == f"Mon {low} to {high}"
    assert found.loc[0, "found"] == f"{outside} outside"
    assert found.loc[0, "source"] == "availability"


def test_a_weekday_without_a_row_is_not_available():
    found = _hours(week(days=[0, 1]), ("ana", 0, "", ""))

    assert broken(found) == [("ana", "2026-08-04", "availability")]
    assert found.loc[0, "limit"] == "not available on Tue"
    assert found.loc[0, "found"] == "480 min outside"


def test_hours_may_overlap_and_touch():
    rows = [("08:00", "10:00"), ("09:00", "11:00"), ("11:00", "17:00")]

    assert broken(
        _hours(shift("ana", MONDAY), *(("ana", 0, *row) for row in rows))
    ) == ([])


def test_lunch_may_lie_between_two_stretches():
    # Lunch is from 12 to 13.
    rows = [("ana", 0, "08:00", "12:00"), ("ana", 0, "13:00", "17:00")]

    assert broken(_hours(shift("ana", MONDAY), *rows)) == []
    assert broken(_hours(shift("ana", MONDAY, "08:30"), *rows)) == [
        ("ana", "2026-08-03", "availability")
    ]


def test_after_midnight_the_hours_of_the_next_weekday_hold():
    night = shift("ana", MONDAY, "22:00", SHORT_DAY)
    both = [("ana", 0, "20:00", "24:00"), ("ana", 1, "00:00", "06:00")]

    assert broken(_hours(night, *both)) == []
    found = _hours(night, both[0])
    assert broken(found) == [("ana", "2026-08-03", "availability")]
    assert found.loc[0, "found"] == "120 min outside"


@pytest.mark.parametrize(
    ("words", "schedule", "found"),
    [
        ("no_nights", shift("ana", MONDAY, "15:01", SHORT_DAY), "1 min at night"),
        ("no_nights", shift("ana", MONDAY, "05:30", SHORT_DAY), "30 min at night"),
        ("no_nights", shift("ana", MONDAY, "22:00", SHORT_DAY), "240 min at night"),
        ("no_sundays", shift("ana", SUNDAY, "08:00", SHORT_DAY), "240 min on Sunday"),
        ("no_sundays", shift("ana", SATURDAY, "22:00"), "360 min on Sunday"),
        (
            "no_overtime",
            shift("ana", MONDAY, pieces=(*SHORT_DAY, ("overtime", 30))),
            "30 min of overtime",
        ),
        ("short_days", shift("ana", MONDAY), "480 min of work, above 360 min"),
    ],
)
def test_a_restriction_is_kept_and_its_reason_never_said(words, schedule, found):
    reported = _bound(schedule, words)

    mine = reported[reported["rule"] == "availability"]
    assert len(mine) == 1
    assert mine["limit"].item() == words
    assert mine["found"].item() == found
    assert mine["source"].item() == "agents: restriction"
    assert broken(_bound(schedule, "")) == broken(
        reported[reported["rule"] != "availability"]
    )


@pytest.mark.parametrize(
    ("words", "schedule"),
    [
        ("no_nights", shift("ana", MONDAY, "15:00", SHORT_DAY)),
        ("no_nights", shift("ana", MONDAY, "06:00", SHORT_DAY)),
        ("no_sundays", shift("ana", SATURDAY, "20:00", SHORT_DAY)),
        ("no_overtime", shift("ana", MONDAY)),
        ("short_days", shift("ana", MONDAY, pieces=SIX_HOURS)),
    ],
)
def test_work_that_keeps_to_a_restriction_is_allowed(words, schedule):
    assert broken(_bound(schedule, words)) == []


def test_the_night_is_that_of_the_law_on_the_date():
    # Until 25 December 2025 it began at nine.
    evening = shift("ana", "2025-12-22", "16:00", SHORT_DAY)
    later = shift("ana", "2025-12-29", "16:00", SHORT_DAY)

    assert broken(_bound(together(evening, later), "no_nights")) == [
        ("ana", "2025-12-29", "availability")
    ]


def test_a_restriction_ends_with_its_last_day():
    found = _bound(week(days=[0, 1, 2]), "short_days; no_nights", "2026-08-04")

    assert broken(found) == [
        ("ana", "2026-08-03", "availability"),
        ("ana", "2026-08-04", "availability"),
    ]


def test_hours_are_those_of_the_wall_clock_when_the_clocks_change():
    # In New York the clocks go forward on Sunday 8 March 2026 at two.
    night = shift("ana", "2026-03-07", "22:00", SHORT_DAY).assign(
        end=lambda rows: rows["end"].where(
            rows.index < 2, pd.Timestamp("2026-03-08T04")
        )
    )
    hours = _can(("ana", 5, "22:00", "24:00"), ("ana", 6, "00:00", "04:00"))
    zone = {"rules": "none", "timezone": "America/New_York"}

    assert broken(validate(night, availability=hours, **zone)) == []
    hours.loc[1, "close"] = "03:30"
    assert broken(validate(night, availability=hours, **zone)) == [
        ("ana", "2026-03-07", "availability")
    ]
