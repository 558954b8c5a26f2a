"""Minors: shorter days and weeks, and no work late or at night."""

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
    week,
)

# On Monday 3 August 2026 they are 16, 17 and 18 years old.
SIXTEEN, SEVENTEEN, ADULT = "2010-03-01", "2009-03-01", "2008-03-01"
LAW = "Ley 1098 de 2006, art. 114"


def _judge(schedule, born, rules="co"):
    return validate(schedule, people("ana", born=born), rules=rules)


def test_adults_and_people_of_unknown_age_work_eight_hours():
    assert broken(_judge(shift("ana", MONDAY), ADULT)) == []
    assert broken(_judge(shift("ana", MONDAY), "")) == []


def test_six_hours_are_the_longest_day_at_sixteen():
    assert broken(_judge(shift("ana", MONDAY, pieces=SIX_HOURS), SIXTEEN)) == []

    found = _judge(shift("ana", MONDAY), SIXTEEN)

    assert broken(found) == [("ana", "2026-08-03", "day_maximum")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("360 min", "480 min")
    assert found.loc[0, "source"] == LAW
    assert "16 years old" in found.loc[0, "note"]


def test_eight_hours_are_the_longest_day_at_seventeen():
    longer = (*FULL_DAY[:-1], ("contacts", 120))

    assert broken(_judge(shift("ana", MONDAY), SEVENTEEN)) == []
    found = _judge(shift("ana", MONDAY, pieces=longer), SEVENTEEN)
    assert broken(found) == [("ana", "2026-08-03", "day_maximum")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("480 min", "495 min")


def test_minors_have_no_overtime():
    found = _judge(
        shift("ana", MONDAY, pieces=(*FULL_DAY, ("overtime", 30))), SEVENTEEN
    )

    assert broken(found) == [("ana", "2026-08-03", "day_maximum")]
    assert found.loc[0, "found"] == "510 min"
    assert "overtime is counted" in found.loc[0, "note"]


def test_a_contract_below_the_law_still_limits_a_minor():
    agents = people("ana", contract="20h", born=SEVENTEEN)

    found = validate(shift("ana", MONDAY, pieces=SIX_HOURS), agents, contracts())

    assert broken(found) == [("ana", "2026-08-03", "day_maximum")]
    assert found.loc[0, "source"] == "contract 20h"


@pytest.mark.parametrize(
    ("born", "days", "pieces", "limit", "worked"),
    [
        (SIXTEEN, 6, SIX_HOURS, "1800 min", "2160 min"),
        (SEVENTEEN, 6, FULL_DAY, "2400 min", "2880 min"),
    ],
)
def test_minors_have_a_shorter_week(born, days, pieces, limit, worked):
    enough = week(days=range(days - 1), pieces=pieces)

    assert broken(_judge(enough, born)) == []
    found = _judge(week(days=range(days), pieces=pieces), born)
    assert broken(found) == [("ana", "2026-08-03", "week_maximum")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == (limit, worked)
    assert found.loc[0, "source"] == LAW


@pytest.mark.parametrize(
    ("born", "start", "lawful"),
    [
        pytest.param(SIXTEEN, "14:00", True, id="16, to 18:00"),
        pytest.param(SIXTEEN, "14:01", False, id="16, to 18:01"),
        pytest.param(SEVENTEEN, "16:00", True, id="17, to 20:00"),
        pytest.param(SEVENTEEN, "16:01", False, id="17, to 20:01"),
        pytest.param(SEVENTEEN, "06:00", True, id="17, from 06:00"),
        pytest.param(SEVENTEEN, "05:59", False, id="17, from 05:59"),
        pytest.param(ADULT, "22:00", True, id="18, at night"),
    ],
)
def test_minors_do_not_work_late_or_at_night(born, start, lawful):
    found = _judge(shift("ana", MONDAY, start, SHORT_DAY), born)

    expected = [] if lawful else [("ana", "2026-08-03", "night_minor")]
    assert broken(found) == expected
    assert set(found["found"]) <= {"1 min outside"}
    assert set(found["source"]) <= {LAW}


def test_work_after_midnight_is_night_for_a_minor():
    found = _judge(shift("ana", MONDAY, "22:00", SHORT_DAY), SIXTEEN)

    assert broken(found) == [("ana", "2026-08-03", "night_minor")]
    assert found.loc[0, "limit"] == "work from 06:00 to 18:00"
    assert found.loc[0, "found"] == "240 min outside"
    assert found.loc[0, "note"].startswith("16 years old; 22:00 to 02:00")


def test_on_the_eighteenth_birthday_the_night_is_open():
    late = shift("ana", MONDAY, "17:00", SHORT_DAY)

    assert broken(_judge(late, "2008-08-03")) == []
    assert broken(_judge(late, "2008-08-04")) == [("ana", "2026-08-03", "night_minor")]


def test_who_is_born_on_a_leap_day_is_older_on_the_first_of_march():
    late = shift("ana", "2026-03-01", "17:00", SHORT_DAY)
    day_before = shift("ana", "2026-02-28", "17:00", SHORT_DAY)

    assert broken(_judge(late, "2008-02-29")) == []
    assert broken(_judge(day_before, "2008-02-29")) == [
        ("ana", "2026-02-28", "night_minor")
    ]


def test_who_is_too_young_does_not_work_at_all():
    found = _judge(shift("ana", MONDAY, pieces=SHORT_DAY), "2012-03-01")

    assert broken(found) == [
        ("ana", "2026-08-03", "day_maximum"),
        ("ana", "2026-08-03", "week_maximum"),
    ]
    assert set(found["limit"]) == {"0 min"}
    assert found["note"].str.contains("14 years old").all()


def test_a_company_may_employ_adults_only():
    found = _judge(
        shift("ana", MONDAY, pieces=SHORT_DAY), SEVENTEEN, {"least_years": 18}
    )

    assert set(found["rule"]) == {"day_maximum", "week_maximum"}
    assert set(found["source"]) == {"house policy"}


def test_two_agents_of_different_age_are_judged_apart():
    schedule = pd.concat([shift("ana", MONDAY), shift("luz", MONDAY)])
    agents = people("ana", "luz", born=[SIXTEEN, ADULT])

    assert broken(validate(schedule, agents)) == [("ana", "2026-08-03", "day_maximum")]
