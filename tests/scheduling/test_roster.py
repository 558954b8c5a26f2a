"""What a roster guarantees, whoever asks for it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling import build_roster, validate
from tests.scheduling.demands import MONDAY, ZONE, agents, contracts, requirement
from wfm.errors import ConflictError, TableError
from wfm.performance.coverage import coverage
from wfm.schedule import with_shifts

# Few passes and no clock: fast, and the same on a busy machine.
FEW = {"passes": 5, "time_limit": None}


@pytest.fixture(scope="module")
def fortnight():
    """Two weeks of one queue and fourteen agents, rostered once."""
    needed = requirement(days=14)
    return needed, build_roster(needed, agents(), contracts(), **FEW)


def paid_minutes(schedule, by):
    """Paid minutes of a schedule by agent and something else."""
    rows = with_shifts(schedule)
    rows = rows[rows["activity"] != "lunch"]
    return rows.groupby(["agent", rows["date"].map(by)])["minutes"].sum()


def test_the_referee_finds_nothing_in_a_roster(fortnight):
    needed, result = fortnight

    found = validate(result.schedule, agents(), contracts(), requirement=needed)

    assert found.empty


def test_nobody_works_more_than_the_contract_allows_in_a_week(fortnight):
    _, result = fortnight
    limits = contracts().set_index("contract")["weekly_minutes"]
    contract = agents().set_index("agent")["contract"]

    weekly = paid_minutes(result.schedule, lambda day: day.to_period("W"))

    allowed = weekly.index.get_level_values("agent").map(contract).map(limits)
    assert (weekly.to_numpy() <= allowed.to_numpy()).all()


def test_the_bound_is_below_the_cost(fortnight):
    _, result = fortnight

    assert 0 < result.bound <= result.cost
    assert result.gap < 0.15


def test_shortage_is_shown_and_never_hidden(fortnight):
    needed, result = fortnight
    seen = coverage(needed, result.schedule, interval=30, timezone=ZONE)

    assert result.short_hours == pytest.approx(seen["short"].sum() / 2)
    assert len(result.shortage) == len(needed)


def test_the_same_seed_gives_the_same_roster(fortnight):
    needed, result = fortnight

    again = build_roster(needed, agents(), contracts(), **FEW)

    pd.testing.assert_frame_equal(again.schedule, result.schedule)


def test_more_agents_never_leave_more_uncovered():
    needed = requirement()

    few = build_roster(needed, agents(6), contracts(), **FEW)
    many = build_roster(needed, agents(16), contracts(), **FEW)

    assert many.short_hours < few.short_hours


def test_an_agent_on_leave_does_not_work():
    leave = pd.DataFrame(
        {
            "agent": ["A001", "A002"],
            "start": ["2026-11-30", "2026-12-02T12:00"],
            "end": ["2026-12-03", "2026-12-02T15:00"],
            "kind": ["vacation", "doctor"],
        }
    )

    result = build_roster(requirement(), agents(), contracts(), time_off=leave, **FEW)

    days = result.schedule[result.schedule["agent"] == "A001"]["start"].dt.day
    assert set(days).isdisjoint({30, 1, 2, 3})
    noon = result.schedule[result.schedule["agent"] == "A002"]
    away = (noon["start"] < pd.Timestamp("2026-12-02T15:00", tz=ZONE)) & (
        noon["end"] > pd.Timestamp("2026-12-02T12:00", tz=ZONE)
    )
    assert not away.any()


def test_an_agent_works_only_between_first_and_last_day():
    staff = agents().assign(available_from="2026-12-03", available_until="2026-12-05")

    result = build_roster(requirement(), staff, contracts())

    assert set(result.schedule["start"].dt.day) <= {3, 4, 5}


def test_agents_serve_only_queues_whose_skill_they_have():
    needed = requirement(queues=("chat", "ventas"), peak=4.0)
    staff = pd.concat(
        [agents(6, "chat"), agents(6, "ventas"), agents(4, "chat;ventas")],
        ignore_index=True,
    )
    staff["agent"] = [f"A{number:03d}" for number in range(len(staff))]

    result = build_roster(needed, staff, contracts(), **FEW)

    served = result.schedule[result.schedule["queue"] != ""]
    skills = served["agent"].map(staff.set_index("agent")["skills"])
    able = [queue in own for queue, own in zip(served["queue"], skills, strict=True)]
    assert all(able)


def test_a_queue_may_ask_for_a_skill_of_another_name():
    needed = requirement(peak=3.0)

    result = build_roster(
        needed,
        agents(6, "vender"),
        contracts(),
        queue_skills={"ventas": "vender"},
        **FEW,
    )

    assert result.people == 6


def test_rest_and_runs_of_days_go_on_from_the_schedule_worked_before():
    first = build_roster(requirement(), agents(), contracts(), **FEW)
    monday = MONDAY + pd.Timedelta(days=7)
    needed = requirement(monday=monday, seed=2)

    second = build_roster(needed, agents(), contracts(), previous=first.schedule, **FEW)

    both = pd.concat([first.schedule, second.schedule], ignore_index=True)
    assert validate(both, agents(), contracts()).empty


def test_a_night_operation_keeps_the_weekly_rest():
    needed = requirement(days=14, opens=0, closes=24, peak=6.0)

    result = build_roster(needed, agents(18), contracts(), **FEW)

    assert result.violations.empty


def test_time_zones_with_clock_changes_are_rostered():
    # Clocks go back on Sunday 2026-11-01 in New York.
    monday = pd.Timestamp("2026-10-26")
    needed = requirement(monday=monday, peak=4.0, days=14)

    result = build_roster(
        needed, agents(8), contracts(), timezone="America/New_York", rules="none", **FEW
    )

    assert result.violations.empty


def test_a_contract_that_contradicts_itself_is_named():
    wrong = contracts().assign(min_days=6, min_day_minutes=480, max_day_minutes=540)

    with pytest.raises(ConflictError) as caught:
        build_roster(requirement(), agents(contract="42h"), wrong)

    assert "contract 42h: min_days = 6 of min_day_minutes = 480" in str(caught.value)


def test_opening_hours_that_leave_too_few_days_are_named():
    with pytest.raises(ConflictError, match="min_days = 5"):
        build_roster(
            pd.concat([requirement(days=2), requirement(days=9).tail(32)]),
            agents(3, contract="42h"),
            contracts(),
        )


def test_an_unknown_contract_and_an_unknown_agent_are_told_together():
    leave = pd.DataFrame(
        {"agent": ["Z"], "start": ["2026-12-01"], "end": ["2026-12-01"], "kind": [""]}
    )

    with pytest.raises(TableError) as caught:
        build_roster(
            requirement(), agents(contract="99h"), contracts(), time_off=leave, **FEW
        )

    text = str(caught.value)
    assert "row 2, column contract: '99h'" in text
    assert "row 2, column agent: 'Z'" in text


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    peak=st.floats(0.5, 6),
    count=st.integers(1, 7),
    opens=st.integers(5, 9),
    seed=st.integers(0, 99),
)
def test_any_small_roster_is_lawful_and_above_its_bound(peak, count, opens, seed):
    needed = requirement(peak=peak, opens=opens, seed=seed)

    result = build_roster(needed, agents(count), contracts(), seed=seed, **FEW)

    assert result.violations.empty
    assert result.bound <= result.cost + 1e-6
