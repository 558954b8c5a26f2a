"""What shift design guarantees."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling import design_shifts, validate
from scheduling.result import SolveStatus
from tests.scheduling.demands import MONDAY, ZONE, requirement
from wfm.errors import ConflictError, InputError, UnknownNameError
from wfm.performance.coverage import coverage


@pytest.fixture(scope="module")
def week():
    """One week of one queue, designed once for several tests."""
    needed = requirement()
    return needed, design_shifts(needed)


def test_the_referee_finds_nothing_in_designed_shifts(week):
    needed, result = week

    assert validate(result.schedule, requirement=needed).empty


def test_the_bound_is_below_the_cost_and_the_gap_is_their_distance(week):
    _, result = week

    assert 0 < result.bound <= result.cost
    assert result.gap == pytest.approx((result.cost - result.bound) / result.cost)
    assert result.gap < 0.08


def test_the_shortage_reported_is_what_the_schedule_leaves_uncovered(week):
    needed, result = week
    seen = coverage(needed, result.schedule, interval=30, timezone=ZONE)

    assert result.short_hours == pytest.approx(seen["short"].sum() / 2)
    assert result.over_hours == pytest.approx(seen["over"].sum() / 2)
    assert result.required_hours == pytest.approx(needed["agents"].sum() / 2)


def test_little_stays_uncovered_when_people_cost_less_than_shortage(week):
    _, result = week

    assert result.short_hours < 0.05 * result.required_hours


def test_every_long_shift_has_a_lunch_and_two_breaks(week):
    _, result = week
    schedule = result.schedule.assign(day=result.schedule["start"].dt.date)
    minutes = (schedule["end"] - schedule["start"]).dt.total_seconds() / 60
    paid = (
        minutes.where(schedule["activity"] != "lunch", 0)
        .groupby([schedule["agent"], schedule["day"]])
        .sum()
    )
    counts = schedule.pivot_table(
        index=["agent", "day"], columns="activity", values="start", aggfunc="count"
    )

    long = paid > 360
    assert (counts.loc[long, "lunch"] == 1).all()
    assert (counts.loc[long, "break"] == 2).all()


def test_the_same_requirement_gives_the_same_shifts(week):
    needed, result = week

    again = design_shifts(needed)

    pd.testing.assert_frame_equal(again.schedule, result.schedule)


def test_a_quarter_hour_grid_is_covered_too():
    needed = requirement(days=1, interval=15)

    result = design_shifts(needed)

    assert result.violations.empty
    assert result.short_hours < 0.08 * result.required_hours


def test_an_hourly_grid_is_covered_too():
    needed = requirement(days=2, interval=60)

    result = design_shifts(needed)

    assert result.violations.empty
    assert result.short_hours < 0.15 * result.required_hours


def test_a_queue_open_all_night_is_worked_lawfully():
    needed = requirement(opens=0, closes=24, peak=6.0)

    result = design_shifts(needed)

    assert result.violations.empty
    assert result.short_hours < 0.1 * result.required_hours


def test_a_queue_open_for_less_than_a_shift_is_covered_with_work_off_the_queue():
    needed = requirement(days=1, opens=20, closes=22)

    result = design_shifts(needed)

    assert set(result.schedule["activity"]) >= {"contacts", "off_queue"}
    assert result.short_hours < result.required_hours


def test_nothing_is_scheduled_where_nothing_is_required():
    needed = requirement(days=1).assign(agents=0.0)

    result = design_shifts(needed)

    assert result.schedule.empty
    assert result.cost == 0
    assert result.status is SolveStatus.OPTIMAL


def test_to_schedule_is_covered_where_it_is_given():
    needed = requirement(days=1).assign(to_schedule=lambda f: f["agents"] * 1.25)

    result = design_shifts(needed)

    assert result.required_hours == pytest.approx(needed["to_schedule"].sum() / 2)


def test_two_queues_have_shifts_of_their_own():
    result = design_shifts(requirement(days=2, queues=("chat", "ventas"), peak=4))

    served = result.schedule[result.schedule["queue"] != ""]
    assert (served["agent"].str.rsplit("-", n=1).str[0] == served["queue"]).all()


def test_progress_ends_at_one():
    told = []

    design_shifts(requirement(days=1, peak=3), progress=told.append)

    assert told[-1] == 1.0


def test_rules_that_contradict_each_other_are_named():
    with pytest.raises(ConflictError, match="shortest_day_minutes = 600"):
        design_shifts(requirement(days=1), rules={"shortest_day_minutes": 600})


def test_a_rule_that_does_not_exist_is_named_with_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean 'rest_minutes'"):
        design_shifts(requirement(days=1), rules={"rest_minute": 600})


def test_passes_below_one_are_refused():
    with pytest.raises(InputError, match="passes"):
        design_shifts(requirement(days=1), passes=0)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    agents=st.lists(st.floats(0, 6), min_size=8, max_size=24),
    opens=st.integers(0, 11),
)
def test_any_day_is_designed_lawfully_and_never_undercuts_its_bound(agents, opens):
    starts = MONDAY + pd.to_timedelta(opens * 60 + 30 * np.arange(len(agents)), "min")
    needed = pd.DataFrame({"queue": "q", "start": starts, "agents": agents})

    result = design_shifts(needed)

    assert result.violations.empty
    assert result.bound <= result.cost + 1e-6
