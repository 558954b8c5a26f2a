"""Days at home, so that everybody at a site has a seat."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from scheduling import validate
from scheduling.assignment.places import places
from tests.scheduling.rosters import (
    MONDAY,
    SHORT_DAY,
    contracts,
    month,
    people,
    shift,
    together,
    week,
)
from wfm.errors import TableError
from wfm.tables import AGENTS, SCHEDULE, SITES

ZONE = "America/Bogota"


def sites(**seats):
    """Sites table."""
    return SITES.parse(pd.DataFrame({"site": list(seats), "seats": seats.values()}))


def settle(schedule, agents, seats, **options):
    """Choose places; the referee finds nothing but seats that `over` owns up to."""
    parsed = SCHEDULE.parse(schedule, timezone=ZONE)
    agents = AGENTS.parse(agents, timezone=ZONE)

    result = places(parsed, agents, seats, **options)

    found = validate(result.schedule, agents, contracts(), sites=seats)
    assert set(found["rule"]) <= {"seats"}
    assert found.empty == result.over.empty
    dates = result.over["start"].dt.date if len(result.over) else []
    assert set(found["date"].dt.date) == set(dates)
    return result


def at_home(result):
    """Agent and weekday of the days at home."""
    rows = result.schedule[result.schedule["place"] == "home"]
    return sorted({(row.agent, row.start.day_of_week) for row in rows.itertuples()})


def team(*names, home=2, site="norte", **columns):
    """Agents of one site who may work from home."""
    return people(*names, home_site=site, home_days=home, **columns)


def test_nobody_stays_at_home_where_there_are_seats():
    schedule = together(week("ana"), week("luz"))

    result = settle(schedule, team("ana", "luz"), sites(norte=2))

    assert at_home(result) == []
    assert set(result.schedule["place"]) == {"site"}
    assert result.schedule.columns[-1] == "place"


def test_as_few_days_at_home_as_the_seats_demand():
    schedule = together(week("ana", days=[0, 1]), week("luz", days=[0, 2]))

    result = settle(schedule, team("ana", "luz"), sites(norte=1))

    assert len(at_home(result)) == 1
    assert at_home(result)[0][1] == 0


def test_all_days_that_are_allowed_spread_over_the_week():
    schedule = together(*(week(each) for each in ("ana", "luz", "eva", "sol", "paz")))
    agents = team("ana", "luz", "eva", "sol", "paz", home=2)

    result = settle(schedule, agents, sites(norte=5), every=True)

    days = [day for _, day in at_home(result)]
    assert np.bincount(days).tolist() == [2, 2, 2, 2, 2]


def test_home_days_are_those_that_were_agreed():
    schedule = together(week("ana"), week("luz"))
    agents = people("ana", "luz", home_site="norte", home_days=["2", ""])

    result = settle(schedule, agents, sites(norte=1))

    assert {agent for agent, _ in at_home(result)} == {"ana"}
    assert len(at_home(result)) == 2
    # Three days remain on which two share one seat, but for their common lunch.
    over = result.over
    assert over["over"].tolist() == [1] * 6
    assert over["agents"].tolist() == [2] * 6
    assert over["site"].unique().tolist() == ["norte"]
    assert {f"{row.start:%H:%M}-{row.end:%H:%M}" for row in over.itertuples()} == {
        "08:00-12:00",
        "13:00-17:00",
    }


def test_who_lunches_leaves_the_seat_to_others():
    short = shift("eva", MONDAY, "12:00", (("contacts", 60),))
    schedule = together(shift("ana", MONDAY), short)
    parsed = SCHEDULE.parse(schedule, timezone=ZONE)
    agents = AGENTS.parse(team("ana", "eva"), timezone=ZONE)

    result = places(parsed, agents, sites(norte=1))

    assert at_home(result) == []
    assert result.over.empty


def test_one_shift_is_worked_in_one_place_beyond_midnight():
    night = (("contacts", 120), ("break", 15), ("contacts", 105))
    schedule = together(
        shift("ana", MONDAY, "22:00", night), shift("luz", MONDAY, "22:00", night)
    )

    result = settle(schedule, team("ana", "luz"), sites(norte=1))

    assert len(at_home(result)) == 2  # one shift, on two dates of the calendar
    assert len({agent for agent, _ in at_home(result)}) == 1


def test_each_site_is_settled_for_itself():
    schedule = together(*(week(each, days=[0]) for each in ("ana", "luz", "eva")))
    agents = people("ana", "luz", "eva", home_site=["norte", "norte", ""], home_days=1)

    result = settle(schedule, agents, sites(norte=1, sur=0))

    assert len(at_home(result)) == 1
    assert at_home(result)[0][0] in {"ana", "luz"}


def test_a_day_that_is_settled_already_stays():
    schedule = together(
        week("ana", days=[0]).assign(place="site"),
        week("luz", days=[0]).assign(place=""),
        week("eva", days=[1]).assign(place="home"),
    )

    result = settle(schedule, team("ana", "luz", "eva"), sites(norte=1))

    assert at_home(result) == [("eva", 1), ("luz", 0)]


def test_an_unknown_site_is_the_callers_mistake():
    with pytest.raises(TableError, match="'oeste' is not among the sites"):
        settle(week("ana"), team("ana", site="oeste"), sites(norte=1))


def test_an_empty_schedule_has_no_places():
    empty = SCHEDULE.parse(week("ana"), timezone=ZONE).iloc[:0]

    result = places(empty, AGENTS.parse(team("ana")), sites(norte=1))

    assert result.schedule.empty
    assert "place" in result.schedule
    assert result.over.empty


@pytest.mark.parametrize("seed", range(10))
def test_few_days_are_as_few_as_trying_every_choice_gives(seed):
    rng = np.random.default_rng(seed)
    names = ("ana", "luz", "eva", "sol")
    units, parts = [], []
    for name in names:
        for day in sorted(rng.choice(4, 3, replace=False).tolist()):
            start = int(rng.integers(7, 12))
            units.append((name, day, start))
            date = MONDAY + pd.Timedelta(days=day)
            parts.append(shift(name, date, f"{start:02d}:00", SHORT_DAY))
    seats = int(rng.integers(1, 3))
    fewest = _fewest_by_trial(units, seats, allowed=2)

    result = settle(together(*parts), team(*names, home=2), sites(norte=seats))

    if fewest is None:
        assert len(result.over)
    else:
        assert result.over.empty
        assert len(at_home(result)) == fewest


def _fewest_by_trial(units, seats, allowed):
    """Fewest days at home that leave everybody a seat; None where none do."""
    best = None
    for home in product((False, True), repeat=len(units)):
        if best is not None and sum(home) >= best:
            continue
        days = [name for (name, _, _), away in zip(units, home, strict=True) if away]
        if any(days.count(name) > allowed for name in set(days)):
            continue
        there = np.zeros((4, 24), dtype=int)
        for (_, day, start), away in zip(units, home, strict=True):
            there[day, start : start + 4] += not away
        if there.max() <= seats:
            best = sum(home)
    return best


@pytest.mark.parametrize("every", [False, True])
def test_a_month_of_many_agents_keeps_every_rule_and_repeats_itself(every):
    schedule = month(agents=24, weeks=2)
    agents = team(*sorted(schedule["agent"].unique()), home=3)
    first = settle(schedule, agents, sites(norte=13), every=every)

    again = settle(schedule, agents, sites(norte=13), every=every)

    assert first.over.empty
    pd.testing.assert_frame_equal(first.schedule, again.schedule)
    days = len(at_home(first))
    assert days
    if every:
        assert _presence(first) == pytest.approx(_presence(first).mean(), abs=1.0)


def _presence(result):
    """Agents at the site by date."""
    rows = result.schedule[result.schedule["place"] == "site"]
    days = rows.groupby("agent")["start"].apply(
        lambda starts: starts.dt.date.drop_duplicates()
    )
    return days.value_counts().to_numpy()
