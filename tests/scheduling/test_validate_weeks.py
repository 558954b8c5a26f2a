"""Limits of a week."""

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
    together,
    week,
)

FIVE_HOURS = (("contacts", 135), ("break", 15), ("contacts", 150))
# 510 minutes: five of them are 42.5 hours.
LONG_DAY = (*FULL_DAY[:-1], ("contacts", 135))
TEAM = ("ana", "luz")


def _time_off(agent, start, end):
    return pd.DataFrame(
        {"agent": [agent], "start": [start], "end": [end], "kind": ["vacaciones"]}
    )


def _week_with(days):
    """A whole week: ana on some days, luz from Wednesday to Sunday."""
    return together(week("ana", days=days), week("luz", days=range(2, 7)))


@pytest.mark.parametrize(
    ("monday", "expected"),
    [
        pytest.param("2026-07-06", [], id="44 hours"),
        pytest.param("2026-07-13", [], id="44 hours on the Monday of the change"),
        pytest.param(
            "2026-07-20", [("ana", "2026-07-20", "week_maximum")], id="42 hours"
        ),
    ],
)
def test_a_week_is_judged_by_the_law_in_force_on_its_monday(monday, expected):
    assert broken(validate(week(monday=pd.Timestamp(monday), pieces=LONG_DAY))) == (
        expected
    )


def test_a_week_of_more_than_42_hours_is_too_long():
    found = validate(week(pieces=LONG_DAY))

    assert broken(found) == [("ana", "2026-08-03", "week_maximum")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("2520 min", "2550 min")
    assert found.loc[0, "source"] == "Ley 2101 de 2021, art. 3"
    assert found.loc[0, "note"] == "5 days; some sources say the 16th of July"


def test_part_time_has_its_own_longest_week():
    agents = people("ana", contract="20h")

    found = validate(week(pieces=FIVE_HOURS), agents, contracts())

    assert broken(found) == [("ana", "2026-08-03", "week_maximum")]
    assert found.loc[0, "limit"] == "1200 min"
    assert found.loc[0, "source"] == "contract 20h"


def test_successive_shifts_end_at_36_hours_whatever_the_contract_says():
    agents = people("ana", contract="36h")
    rules = {"successive_week_minutes": 1800}
    terms = contracts(weekly_minutes=2520)

    assert broken(validate(week(pieces=SIX_HOURS), agents, terms, rules=rules)) == []
    assert broken(
        validate(week(days=range(6), pieces=SIX_HOURS), agents, terms, rules=rules)
    ) == [("ana", "2026-08-03", "week_maximum")]


def test_a_sunday_night_shift_counts_in_the_week_in_which_it_starts():
    long_week = week(days=[0, 1, 2, 3, 6], start="20:00", pieces=LONG_DAY)

    assert broken(validate(long_week)) == [("ana", "2026-08-03", "week_maximum")]


def test_overtime_has_its_own_week():
    schedule = week(pieces=(*FULL_DAY, ("overtime", 120)))

    found = validate(schedule, rules={"overtime_week_minutes": 590})

    assert broken(validate(schedule, rules={"overtime_week_minutes": 600})) == []
    assert broken(found) == [("ana", "2026-08-03", "overtime_week")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("590 min", "600 min")


def test_a_contract_limits_the_days_of_a_week():
    terms = contracts(min_days=3, max_days=4)

    found = validate(week(), people("ana"), terms)

    assert broken(found) == [("ana", "2026-08-03", "contract_days")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == (
        "at most 4 days",
        "5 days",
    )
    assert found.loc[0, "source"] == "contract 42h"


def test_a_contract_promises_days_of_work():
    found = validate(_week_with([0, 1, 2, 3]), people(*TEAM), contracts())

    assert broken(found) == [("ana", "2026-08-03", "contract_days")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == (
        "at least 5 days",
        "4 days",
    )


def test_who_is_never_scheduled_lacks_all_the_days():
    found = validate(_week_with(range(5)), people(*TEAM, "eva"), contracts())

    assert broken(found) == [("eva", "2026-08-03", "contract_days")]
    assert found.loc[0, "found"] == "0 days"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("2026-08-07", "2026-08-07", id="a whole day"),
        pytest.param("2026-08-07T15:00", "2026-08-07T16:00", id="an hour of it"),
        pytest.param("2026-08-06T22:00", "2026-08-07T01:00", id="into the day"),
        pytest.param("2026-07-20", "2026-09-01", id="before and after the schedule"),
    ],
)
def test_a_day_touched_by_time_off_lowers_the_days_promised(start, end):
    found = validate(
        _week_with([0, 1, 2, 3]),
        people(*TEAM),
        contracts(),
        time_off=_time_off("ana", start, end),
    )

    assert "contract_days" not in set(found["rule"])


def test_time_off_that_ends_at_midnight_leaves_the_next_day_free_for_work():
    found = validate(
        _week_with([0, 1, 2, 3]),
        people(*TEAM),
        contracts(),
        time_off=_time_off("ana", "2026-08-02T20:00", "2026-08-03T00:00"),
    )

    assert broken(found) == [("ana", "2026-08-03", "contract_days")]


def test_days_outside_availability_lower_the_days_promised():
    agents = people(*TEAM, available_until=["2026-08-06", ""])

    assert broken(validate(_week_with([0, 1, 2, 3]), agents, contracts())) == []


def test_days_outside_the_schedule_lower_the_days_promised():
    assert broken(validate(week(days=[0, 1, 2]), people("ana"), contracts())) == []
    assert broken(validate(week(days=[3, 4]), people("ana"), contracts())) == []


def test_the_days_promised_are_never_below_zero():
    away = _time_off("ana", "2026-08-03", "2026-08-09")

    found = validate(
        week("luz", days=range(2, 7)), people(*TEAM), contracts(), time_off=away
    )

    assert broken(found) == []


def test_each_week_of_a_long_schedule_is_judged():
    later = MONDAY + pd.Timedelta(weeks=1)
    schedule = together(_week_with(range(5)), week("luz", later, range(2, 7), "08:00"))

    found = validate(schedule, people(*TEAM), contracts())

    assert broken(found) == [("ana", "2026-08-10", "contract_days")]


def test_without_contracts_nobody_is_promised_days():
    assert broken(validate(week(pieces=SHORT_DAY, days=[0]), people(*TEAM))) == []
