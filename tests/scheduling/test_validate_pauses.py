"""Lunch and breaks within a shift."""

from __future__ import annotations

import pytest

from scheduling.validate import validate
from tests.scheduling.rosters import (
    FULL_DAY,
    MONDAY,
    SHORT_DAY,
    SIX_HOURS,
    broken,
    shift,
)

DATE = "2026-08-03"


def _judge(*pieces, start="08:00", rules="co"):
    return validate(shift("ana", MONDAY, start, pieces), rules=rules)


def _rules(found):
    return [rule for _, _, rule in broken(found)]


def _with_lunch_after(minutes):
    """480 minutes of work with lunch so long after the start."""
    rest = 480 - minutes
    return (
        ("contacts", 60),
        ("break", 15),
        ("contacts", minutes - 75),
        ("lunch", 60),
        ("contacts", rest - 75),
        ("break", 15),
        ("contacts", 60),
    )


def _with_break_at(minutes):
    """Four hours of work with a break so long after the start."""
    return ("contacts", minutes), ("break", 15), ("contacts", 225 - minutes)


def test_six_hours_of_work_need_no_lunch():
    assert broken(_judge(*SIX_HOURS)) == []


def test_more_than_six_hours_of_work_need_a_lunch():
    found = _judge(*FULL_DAY[:3], *FULL_DAY[5:], ("contacts", 60))

    assert broken(found) == [("ana", DATE, "lunch_missing")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("lunch of 60 min", "none")
    assert found.loc[0, "note"].startswith("08:00 to 15:00, 420 min of work; ")


def test_half_a_lunch_is_no_lunch():
    found = _judge(*FULL_DAY[:3], ("lunch", 59), *FULL_DAY[4:])

    assert broken(found) == [("ana", DATE, "lunch_missing")]
    assert found.loc[0, "found"] == "59 min"


def test_two_half_lunches_apart_are_no_lunch():
    halves = (("lunch", 30), ("contacts", 30), ("lunch", 30))

    assert _rules(_judge(*FULL_DAY[:3], *halves, *FULL_DAY[4:])) == ["lunch_missing"]


def test_two_half_lunches_that_touch_are_one():
    halves = (("lunch", 30), ("lunch", 30))

    assert broken(_judge(*FULL_DAY[:3], *halves, *FULL_DAY[4:])) == []


@pytest.mark.parametrize("minutes", [180, 240, 300])
def test_lunch_from_three_to_five_hours_after_the_start_is_in_time(minutes):
    assert broken(_judge(*_with_lunch_after(minutes))) == []


@pytest.mark.parametrize("minutes", [179, 301])
def test_lunch_too_early_or_too_late_is_reported(minutes):
    found = _judge(*_with_lunch_after(minutes))

    assert broken(found) == [("ana", DATE, "lunch_window")]
    assert found.loc[0, "limit"] == "180 to 300 min after the start"
    assert found.loc[0, "found"] == f"{minutes} min"


def test_each_of_several_lunches_has_to_be_in_time():
    late = (("lunch", 30), ("contacts", 60))

    assert _rules(_judge(*FULL_DAY, *late)) == ["lunch_window"]


def test_a_lunch_that_is_not_needed_may_be_at_any_time():
    assert broken(_judge(*SHORT_DAY, ("lunch", 60), ("contacts", 60))) == []


def test_a_long_day_needs_two_breaks():
    found = _judge(*FULL_DAY[:4], ("contacts", 240))

    assert broken(found) == [("ana", DATE, "break_missing")]
    assert found.loc[0, "limit"] == "2 breaks of 15 min"
    assert found.loc[0, "found"] == "1 break"


def test_four_hours_of_work_need_a_break():
    found = _judge(("contacts", 240))

    assert broken(found) == [("ana", DATE, "break_missing")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == (
        "1 break of 15 min",
        "0 breaks",
    )


def test_less_than_four_hours_of_work_need_no_break():
    rules = {"shortest_day_minutes": 200}

    assert broken(_judge(("contacts", 239), rules=rules)) == []


def test_a_break_that_is_too_short_does_not_count():
    assert _rules(_judge(("contacts", 120), ("break", 14), ("contacts", 120))) == [
        "break_missing"
    ]


def test_two_breaks_that_touch_are_one():
    double = (("break", 15), ("break", 15))
    morning = (("contacts", 60), *double, ("contacts", 150))

    found = _judge(*morning, ("lunch", 60), ("contacts", 240))

    assert broken(found) == [("ana", DATE, "break_missing")]
    assert found.loc[0, "found"] == "1 break"


@pytest.mark.parametrize("minutes", [30, 195])
def test_a_break_half_an_hour_from_the_edge_of_the_shift_is_allowed(minutes):
    assert broken(_judge(*_with_break_at(minutes))) == []


@pytest.mark.parametrize(
    ("minutes", "edge"), [(29, "the shift's start"), (196, "the shift's end")]
)
def test_a_break_near_the_edge_of_the_shift_is_reported(minutes, edge):
    found = _judge(*_with_break_at(minutes))

    assert broken(found) == [("ana", DATE, "break_window")]
    assert found.loc[0, "limit"] == f"30 min from {edge}"
    assert found.loc[0, "found"] == "29 min"


@pytest.mark.parametrize(
    ("before", "expected"), [(30, []), (29, ["break_window"]), (0, ["break_window"])]
)
def test_a_break_keeps_its_distance_from_lunch(before, expected):
    pieces = (("contacts", 225 - before), ("break", 15), ("contacts", before))
    pieces = tuple(piece for piece in pieces if piece[1])

    found = _judge(*pieces, *FULL_DAY[3:])

    assert _rules(found) == expected
    assert set(found["limit"]) <= {"30 min from lunch"}
    assert set(found["found"]) <= {f"{before} min"}


def test_a_break_after_lunch_keeps_its_distance_too():
    pieces = (*FULL_DAY[:4], ("contacts", 20), ("break", 15), ("contacts", 205))

    assert _rules(_judge(*pieces)) == ["break_window"]


def test_the_pauses_of_a_night_shift_belong_to_its_start():
    found = _judge(*FULL_DAY[:4], ("contacts", 240), start="20:00")

    assert broken(found) == [("ana", DATE, "break_missing")]
    assert found.loc[0, "note"].startswith("20:00 to 05:00")
