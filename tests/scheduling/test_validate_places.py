"""Seats of each site, days at home, one place a shift."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling.validate import validate
from tests.scheduling.rosters import MONDAY, broken, people, shift, together, week
from wfm.errors import TableError

SITES = pd.DataFrame({"site": ["norte", "sur"], "seats": [2, 1]})
TEAM = ("ana", "luz", "eva")


def _room(schedule, homes, sites=SITES):
    return validate(schedule, people(*TEAM, home_site=list(homes)), sites=sites)


def _team(**places):
    return together(
        *(shift(each, MONDAY).assign(place=places.get(each, "site")) for each in TEAM)
    )


def test_each_site_has_its_own_seats():
    assert broken(_room(_team(), ("norte", "norte", "sur"))) == []

    found = _room(_team(), ("norte", "sur", "sur"))

    assert broken(found) == [("*", "2026-08-03", "seats")]
    assert (found.loc[0, "limit"], found.loc[0, "found"]) == ("1 seat", "2 agents")
    assert found.loc[0, "source"] == "sites"
    assert found.loc[0, "note"] == "sur; from 08:00"


def test_who_works_from_home_takes_no_seat():
    assert broken(_room(_team(eva="home"), ("norte", "sur", "sur"))) == []
    assert broken(validate(_team(eva="home"), seats=2)) == []
    assert broken(validate(_team(), seats=2)) == [("*", "2026-08-03", "seats")]


def test_an_agent_without_a_site_takes_no_seat():
    assert broken(_room(_team(), ("norte", "sur", ""))) == []


def test_a_site_nobody_described_is_the_callers_mistake():
    with pytest.raises(TableError, match="'este' is the site of agent eva but is not"):
        _room(_team(), ("norte", "sur", "este"))


def test_a_shift_is_worked_in_one_place():
    day = shift("ana", MONDAY)
    moved = day.assign(place=["home"] * 3 + [""] + ["site"] * 3)

    found = validate(moved)

    assert broken(validate(day.assign(place="home"))) == []
    assert broken(found) == [("ana", "2026-08-03", "availability")]
    assert found.loc[0, "found"] == "site and home"
    assert found.loc[0, "source"] == "house policy"


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        pytest.param(["5"], [], id="five"),
        pytest.param(["4"], [("ana", "2026-08-03", "availability")], id="four"),
        pytest.param([""], [], id="unknown"),
    ],
)
def test_no_more_days_from_home_than_agreed(agreed, expected):
    schedule = week().assign(place="home")

    found = validate(schedule, people("ana", home_days=agreed))

    assert broken(found) == expected
    assert set(found["limit"]) <= {"4 days a week from home"}
    assert set(found["found"]) <= {"5 days"}
