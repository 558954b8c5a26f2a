"""Limits of a working day."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling.validate import validate
from tests.scheduling.rosters import (
    FULL_DAY,
    MONDAY,
    SHORT_DAY,
    SIX_HOURS,
    broken,
    contracts,
    people,
    shift,
    together,
    week,
)

NINE_HOURS = (*FULL_DAY[:-1], ("contacts", 165))
TOO_LONG = (*FULL_DAY[:-1], ("contacts", 180))
TOO_SHORT = (("contacts", 90), ("break", 15), ("contacts", 75))


def _one_day(pieces, contract, **changes):
    """A week of short days of which the Tuesday is made of other pieces."""
    schedule = together(
        week(days=[0, 2, 3], pieces=SHORT_DAY),
        shift("ana", "2026-08-04", "08:00", pieces),
    )
    terms = contracts(min_days=4, **changes)
    return validate(schedule, people("ana", contract=contract), terms)


def test_nine_hours_are_allowed():
    assert broken(validate(shift("ana", MONDAY, pieces=NINE_HOURS))) == []


def test_a_day_of_more_than_nine_hours_is_too_long():
    found = validate(shift("ana", MONDAY, pieces=TOO_LONG))

    assert broken(found) == [("ana", "2026-08-03", "day_maximum")]
    assert found.loc[0, "limit"] == "540 min"
    assert found.loc[0, "found"] == "555 min"
    assert found.loc[0, "source"] == "CST art. 161 lit. d"
    assert found.loc[0, "note"].startswith("08:00 to 18:15; ")


def test_a_contract_may_set_a_shorter_longest_day():
    found = _one_day(SIX_HOURS, "20h")

    assert broken(found) == [("ana", "2026-08-04", "day_maximum")]
    assert found.loc[0, "limit"] == "300 min"
    assert found.loc[0, "source"] == "contract 20h"


def test_successive_shifts_last_six_hours_whatever_the_contract_says():
    found = _one_day(FULL_DAY, "36h", max_day_minutes=540)

    assert broken(found) == [("ana", "2026-08-04", "day_maximum")]
    assert found.loc[0, "limit"] == "360 min"
    assert found.loc[0, "source"] == "CST art. 161 lit. c"


def test_successive_shifts_have_no_room_for_overtime():
    found = _one_day((*SIX_HOURS, ("overtime", 60)), "36h")

    assert "day_maximum" in set(found["rule"])
    over = found[found["rule"] == "day_maximum"].iloc[0]
    assert (over["limit"], over["found"]) == ("360 min", "420 min")
    assert over["source"] == "CST art. 161 lit. c"
    assert "overtime is counted" in over["note"]


def test_nine_ordinary_hours_are_flexible_days_and_eight_where_none_are_agreed():
    eight = {"day_minutes": 480}

    assert broken(validate(shift("ana", MONDAY), rules=eight)) == []
    found = validate(shift("ana", MONDAY, pieces=NINE_HOURS), rules=eight)
    assert broken(found) == [("ana", "2026-08-03", "day_maximum")]
    assert found.loc[0, "source"] == "house policy"


def test_a_contract_does_not_stretch_the_law():
    found = _one_day(TOO_LONG, "42h", max_day_minutes=720)

    assert broken(found) == [("ana", "2026-08-04", "day_maximum")]
    assert found.loc[0, "limit"] == "540 min"


def test_seconds_do_not_add_up_to_a_false_alarm():
    third = pd.Timedelta(seconds=20)
    starts = [
        pd.Timestamp("2026-08-03T08:00") + number * third for number in range(720)
    ]
    schedule = pd.DataFrame(
        {"agent": "ana", "start": starts, "activity": "contacts", "queue": ""}
    ).assign(end=lambda rows: rows["start"] + third)

    found = validate(schedule, rules={"day_minutes": 240})

    assert broken(found) == [("ana", "2026-08-03", "break_missing")]


def test_a_day_of_less_than_four_hours_is_too_short_for_anonymous_shifts_too():
    found = validate(shift("shift 1", MONDAY, pieces=TOO_SHORT))

    assert broken(found) == [("shift 1", "2026-08-03", "day_minimum")]
    assert found.loc[0, "limit"] == "240 min"
    assert found.loc[0, "found"] == "180 min"


@pytest.mark.parametrize(
    ("shortest", "expected"),
    [
        pytest.param(180, [], id="shorter than the law's"),
        pytest.param(181, [("ana", "2026-08-04", "day_minimum")], id="one minute more"),
    ],
)
def test_the_contract_says_how_short_a_day_may_be(shortest, expected):
    found = _one_day(TOO_SHORT, "42h", min_day_minutes=shortest)

    assert broken(found) == expected
    assert set(found["source"]) <= {"contract 42h"}


def test_two_shifts_on_one_date_are_seen_as_two():
    schedule = together(
        shift("ana", MONDAY, "00:00", SHORT_DAY),
        shift("ana", MONDAY, "20:00", SHORT_DAY),
    )

    found = validate(schedule)

    assert broken(found) == [("ana", "2026-08-03", "one_shift_a_day")]
    assert found.loc[0, "found"] == "2 shifts"
    assert found.loc[0, "note"].startswith("starting at 00:00, 20:00; ")
    assert found.loc[0, "source"] == "CST art. 161"


def test_a_second_shift_of_the_same_evening_lacks_its_rest_as_well():
    schedule = together(
        shift("ana", MONDAY, "08:00", SHORT_DAY),
        shift("ana", MONDAY, "14:00", SHORT_DAY),
    )

    assert broken(validate(schedule)) == [
        ("ana", "2026-08-03", "one_shift_a_day"),
        ("ana", "2026-08-03", "rest_between_shifts"),
    ]


def test_two_shifts_of_a_date_are_one_day_of_work():
    schedule = together(
        shift("ana", MONDAY, "00:00", SIX_HOURS),
        shift("ana", MONDAY, "18:00", SIX_HOURS),
    )

    found = validate(schedule)

    assert broken(found) == [
        ("ana", "2026-08-03", "day_maximum"),
        ("ana", "2026-08-03", "one_shift_a_day"),
    ]
    assert found.loc[0, "found"] == "720 min"


def test_a_night_shift_belongs_to_the_date_on_which_it_starts():
    found = validate(shift("ana", MONDAY, "20:00", TOO_LONG))

    assert broken(found) == [("ana", "2026-08-03", "day_maximum")]


def test_a_night_shift_and_the_next_evening_are_two_days():
    schedule = together(
        shift("ana", MONDAY, "22:00"), shift("ana", "2026-08-04", "22:00", SHORT_DAY)
    )

    assert broken(validate(schedule)) == []


def test_two_hours_of_overtime_do_not_count_against_the_longest_day():
    pieces = (*NINE_HOURS, ("overtime", 120))

    assert broken(validate(shift("ana", MONDAY, pieces=pieces))) == []


def test_more_than_two_hours_of_overtime_are_too_many():
    found = validate(shift("ana", MONDAY, pieces=(*FULL_DAY, ("overtime", 121))))

    assert broken(found) == [("ana", "2026-08-03", "overtime_day")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("120 min", "121 min")
    assert found.loc[0, "source"] == "CST art. 167A"
