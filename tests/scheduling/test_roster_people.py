"""Rosters around people: agreed hours, restrictions, wishes, seats, settled shifts."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling import build_roster, validate
from tests.scheduling.demands import MONDAY, ZONE, agents, contracts, requirement
from wfm.errors import TableError
from wfm.schedule import with_shifts

# Few passes and no clock: fast, and the same on a busy machine.
FEW = {"passes": 5, "time_limit": None}


def shifts_of(schedule, agent):
    """Start and end of each shift of an agent, by date."""
    rows = with_shifts(schedule[schedule["agent"] == agent])
    return rows.groupby("date").agg(start=("start", "min"), end=("end", "max"))


def clock(times):
    return times.dt.hour * 60 + times.dt.minute


def test_agents_work_only_in_the_hours_agreed_with_them():
    hours = pd.DataFrame(
        {"agent": "A001", "weekday": range(6), "open": "06:00", "close": "15:00"}
    )

    result = build_roster(
        requirement(), agents(), contracts(), availability=hours, **FEW
    )

    worked = shifts_of(result.schedule, "A001")
    assert len(worked) > 0
    assert (clock(worked["end"]) <= 15 * 60).all()
    assert 6 not in set(worked.index.day_of_week)
    assert validate(result.schedule, agents(), contracts(), availability=hours).empty


def test_who_must_not_work_nights_or_sundays_does_not():
    staff = agents(18).assign(restrictions="")
    staff.loc[[0, 1], "restrictions"] = ["no_nights", "no_sundays"]
    needed = requirement(opens=0, closes=24, peak=6.0)

    result = build_roster(needed, staff, contracts(), **FEW)

    day = shifts_of(result.schedule, "A001")
    assert (clock(day["start"]) >= 6 * 60).all()
    assert (clock(day["end"]) <= 19 * 60).all()
    assert 6 not in set(shifts_of(result.schedule, "A002").index.day_of_week)
    assert result.violations.empty


def test_minors_leave_early_and_work_short_weeks():
    staff = agents(8, contract="20h").assign(born="")
    staff.loc[0, "born"] = "2009-05-01"
    terms = contracts()
    part = terms.iloc[[0]].assign(
        contract="20h",
        weekly_minutes=2400,
        min_day_minutes=240,
        max_day_minutes=540,
        min_days=3,
    )

    result = build_roster(requirement(), staff, part, **FEW)

    worked = shifts_of(result.schedule, "A001")
    assert len(worked) > 0
    assert (clock(worked["end"]) <= 20 * 60).all()
    assert validate(result.schedule, staff, part).empty


def test_wishes_are_granted_where_they_cost_little():
    asked = pd.DataFrame(
        {
            "agent": ["A001", "A002"],
            "weekday": ["6", "*"],
            "open": ["", "06:00"],
            "close": ["", "12:00"],
            "wish": ["off", "avoid"],
        }
    )

    result = build_roster(
        requirement(), agents(), contracts(), preferences=asked, **FEW
    )

    assert 6 not in set(shifts_of(result.schedule, "A001").index.day_of_week)
    late = shifts_of(result.schedule, "A002")
    met, all_asked = result.wishes
    assert all_asked == 1 + 7
    # Off days meet the wish to avoid the morning as well.
    kept = int((clock(late["start"]) >= 12 * 60).sum()) + 7 - len(late)
    assert met == 1 + kept
    assert met >= 6


def test_a_senior_agents_wish_goes_before_a_new_ones():
    staff = agents(2, contract="42h").assign(
        seniority_date=["2026-01-15", "2015-01-15"]
    )
    asked = pd.DataFrame(
        {
            "agent": ["A001", "A002"],
            "weekday": "*",
            "open": "",
            "close": "",
            "wish": "off",
        }
    ).assign(open="14:00", close="24:00", wish="avoid")
    needed = requirement(peak=1.0).assign(agents=1.0)

    result = build_roster(needed, staff, contracts(), preferences=asked, **FEW)

    late = {
        agent: int((clock(shifts_of(result.schedule, agent)["end"]) > 16 * 60).sum())
        for agent in ("A001", "A002")
    }
    assert late["A002"] <= late["A001"]


def test_no_more_people_come_to_a_site_than_it_has_seats():
    staff = agents(12).assign(home_site="norte", home_days=[0, 3] * 6)
    sites = pd.DataFrame({"site": ["norte"], "seats": [5]})

    result = build_roster(requirement(), staff, contracts(), sites=sites, **FEW)

    assert set(result.schedule["place"]) == {"site", "home"}
    assert validate(result.schedule, staff, contracts(), sites=sites).empty


def test_a_site_without_seats_table_is_named():
    staff = agents(3).assign(home_site="sur")
    sites = pd.DataFrame({"site": ["norte"], "seats": [5]})

    with pytest.raises(TableError, match="'sur'"):
        build_roster(requirement(), staff, contracts(), sites=sites, **FEW)


def test_settled_shifts_and_days_off_stay_as_they_are():
    first = build_roster(requirement(), agents(), contracts(), **FEW)
    thursday = MONDAY + pd.Timedelta(days=3)
    cut = first.schedule["start"] < thursday.tz_localize(ZONE)
    changed = requirement(seed=9, peak=10.0)

    again = build_roster(
        changed,
        agents(),
        contracts(),
        locked=first.schedule[cut],
        locked_until=thursday.date(),
        **FEW,
    )

    before = again.schedule["start"] < thursday.tz_localize(ZONE)
    columns = list(first.schedule.columns)
    pd.testing.assert_frame_equal(
        again.schedule[before][columns].reset_index(drop=True),
        first.schedule[cut][columns].reset_index(drop=True),
    )
    assert validate(again.schedule, agents(), contracts()).empty
    assert again.bound <= again.cost + 1e-6


def test_a_fixed_shift_stands_and_the_rest_is_built_around_it():
    fixed = pd.DataFrame(
        {
            "agent": "A001",
            "start": ["2026-12-02T08:15"],
            "end": ["2026-12-02T12:15"],
            "activity": "contacts",
            "queue": "ventas",
        }
    )
    pause = fixed.assign(
        start="2026-12-02T10:00", end="2026-12-02T10:15", activity="break", queue=""
    )
    rows = pd.concat([fixed.assign(end="2026-12-02T10:00"), pause]).reset_index(
        drop=True
    )
    rows.loc[2] = ["A001", "2026-12-02T10:15", "2026-12-02T12:15", "contacts", "ventas"]

    result = build_roster(requirement(), agents(), contracts(), locked=rows, **FEW)

    worked = shifts_of(result.schedule, "A001")
    wednesday = worked.loc[pd.Timestamp("2026-12-02")]
    assert f"{wednesday['start']:%H:%M} {wednesday['end']:%H:%M}" == "08:15 12:15"
    assert len(worked) > 1


def test_training_is_placed_inside_the_shifts_of_those_who_take_part():
    plan = pd.DataFrame(
        {
            "activity": ["training"],
            "name": ["Producto nuevo"],
            "minutes": [60],
            "earliest": ["2026-12-01T06:00"],
            "latest": ["2026-12-04T22:00"],
            "agents": ["A001;A002;A003"],
        }
    )

    result = build_roster(requirement(), agents(), contracts(), activities=plan, **FEW)

    training = result.schedule[result.schedule["activity"] == "training"]
    assert set(training["agent"]) == {"A001", "A002", "A003"}
    assert ((training["end"] - training["start"]) == pd.Timedelta(hours=1)).all()
    assert result.missed.empty


@pytest.mark.slow
def test_nights_and_sundays_are_shared_over_the_weeks():
    needed = requirement(days=28, opens=0, closes=24, peak=5.0)
    staff = agents(20)

    even = build_roster(needed, staff, contracts(), passes=5)
    careless = build_roster(
        needed, staff, contracts(), passes=5, rules={"fairness_price": 0}
    )

    assert set(even.spread) == {"nights", "sundays", "late_ends"}
    assert even.spread["nights"]["deviation"] <= careless.spread["nights"]["deviation"]


def test_overlapping_time_off_is_refused_with_the_way_out():
    leave = pd.DataFrame(
        {
            "agent": ["A001", "A001"],
            "start": ["2026-12-01", "2026-12-02"],
            "end": ["2026-12-03", "2026-12-05"],
            "kind": ["vacation", "sick"],
        }
    )

    with pytest.raises(TableError, match="join the two rows"):
        build_roster(requirement(), agents(), contracts(), time_off=leave)
