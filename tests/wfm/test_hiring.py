"""Hiring: lead times in working days, how many to ask for, and what the reason says."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.errors import ParameterError, UnknownNameError
from wfm.requisition import RequisitionLine
from wfm.staffing.capacity import capacity
from wfm.staffing.hiring import EXTRA_COLUMNS, HiringYield, hiring_requests
from wfm.staffing.lead_times import LeadTimes, first_day_possible, last_day_to_decide
from wfm.tables import REQUESTS

EARLY = dt.date(2026, 9, 1)
ALL_STAY = HiringYield(training_pass=1, nesting_pass=1, early_attrition=0)


def make_capacity(*gap_heads, skill="ventas", holders=20, **changes):
    """Weeks of a plan that miss so many persons of 42 h, to the hour."""
    weeks = pd.date_range("2026-11-30", periods=len(gap_heads), freq="7D", unit="us")
    contracted = 42.0 * holders
    gap = pd.Series([42.0 * heads for heads in gap_heads])
    values = {
        "week": weeks,
        "skill": skill,
        "needed_hours": contracted + gap,
        "contracted_hours": contracted,
        "gap_hours": gap,
        "gap_heads": gap_heads,
        "needed_heads": [holders + heads for heads in gap_heads],
        "heads": holders,
        "first_day": weeks,
        "planned": 1.0,
        "contract": "full",
        "regime": "ordinary",
        "weekly_hours": 42.0,
    }
    return pd.DataFrame(values | changes)


def ask(table, **options):
    values = {"campaign": "Soporte hogar", "country": "CO", "today": EARLY}
    return hiring_requests(table, **values | options)


def only_line(table, **options):
    lines = ask(table, **options)
    assert len(lines) == 1
    return lines.iloc[0]


def test_the_lines_fulfil_their_contract_and_say_more():
    lines = ask(make_capacity(3, 4, 4, 3))

    assert lines.columns.tolist() == [*REQUESTS.names, *EXTRA_COLUMNS]
    pd.testing.assert_frame_equal(REQUESTS.parse(lines), lines)


def test_a_line_makes_a_valid_requisition_line():
    line = only_line(make_capacity(3, 4, 4, 3))

    built = RequisitionLine(
        line=line["line"],
        profile=line["profile"],
        heads=line["heads"],
        start_by=line["start_by"].date(),
        decide_by=line["decide_by"].date(),
        reason=line["reason"],
    )

    assert built.heads == line["heads"]


def test_the_reason_holds_the_numbers_behind_the_heads():
    line = only_line(make_capacity(3, 4, 4, 3))

    assert line["heads"] == 6
    assert line["reason"] == (
        "In the week of 2026-12-07 ventas needs 1,008.0 h against 840.0 h contracted, "
        "a gap of 168.0 h or 4 persons of 42 h; as 77% of those hired stay, 6 are "
        "asked for."
    )
    assert line["consequence"] == "588.0 paid hours stay uncovered, in 4 of 4 weeks"
    assert line["uncovered_hours"] == 588


@pytest.mark.parametrize(
    ("gaps", "heads", "temporary"),
    [
        pytest.param([5], 5, False, id="a single week is all there is to know"),
        pytest.param([5, 5, 6, 12], 6, False, id="needed in half of the weeks"),
        pytest.param([0, 0, 5, 6], 6, False, id="growth at the end"),
        pytest.param([9, 0, 0, 0], 9, True, id="one week of four"),
        pytest.param([0, 0, 0, 9], 9, True, id="one week at the end"),
        pytest.param([4, 0, 0, 0, 0, 0, 5, 0], 5, True, id="two weeks of eight"),
        pytest.param([4, 0, 5, 0], 5, False, id="every other week"),
    ],
)
def test_lasting_gaps_are_asked_for_and_events_are_temporary(gaps, heads, temporary):
    line = only_line(make_capacity(*gaps), yields=ALL_STAY)

    assert line["gap_heads"] == line["heads"] == heads
    assert line["temporary"] == temporary
    assert ("temporary" in line["profile"]) == temporary


def test_a_temporary_gap_says_whether_overtime_covers_it():
    small = only_line(make_capacity(5, 0, 0, 0))
    large = only_line(make_capacity(8, 0, 0, 0))

    assert "overtime of 10.5 h a person would cover it too" in small["reason"]
    assert "overtime of 12 h a person would not cover it" in large["reason"]


def test_without_a_gap_nobody_is_asked_for():
    lines = ask(make_capacity(0, 0, 0))

    assert lines.empty
    assert REQUESTS.parse(lines).empty


def test_a_campaign_without_agents_asks_for_its_busiest_week():
    line = only_line(make_capacity(5, 5, 5, 8, holders=0), yields=ALL_STAY)

    assert line["heads"] == 8
    assert not line["temporary"]
    assert line["reason"].startswith(
        "The campaign has no agents yet: in the week of 2026-12-21 ventas needs "
        "336.0 h against 0.0 h contracted"
    )


def test_persons_missing_at_once_are_explained_though_hours_are_enough():
    table = make_capacity(2, 2, gap_hours=-10.0, needed_hours=830.0)

    line = only_line(table)

    assert "ask for 22 persons where 20 hold the skill, a gap of 2" in line["reason"]
    assert (
        line["consequence"] == "2 persons too few at the busiest time, in 2 of 2 weeks"
    )


def test_weeks_planned_in_part_do_not_decide_but_may_come_first():
    table = make_capacity(9, 4, 4)
    table.loc[0, "planned"], table.loc[0, "weekly_hours"] = 3 / 7, 18.0
    table.loc[0, "first_day"] = pd.Timestamp("2026-12-04")

    line = only_line(table, yields=ALL_STAY)

    assert line["heads"] == 4
    assert line["start_by"] == pd.Timestamp("2026-12-04")


def test_lines_are_numbered_within_one_request_permanent_ones_first():
    table = pd.concat(
        [
            make_capacity(3, 0, 0, 0, skill="chat"),
            make_capacity(2, 2, 2, 2, skill="ventas"),
            make_capacity(0, 1, 1, 1, skill="soporte"),
        ]
    )

    lines = ask(table, number=12)

    assert lines["request"].eq("RP-0012").all()
    assert lines["line"].tolist() == [1, 2, 3]
    assert lines["skill"].tolist() == ["ventas", "soporte", "chat"]
    pd.testing.assert_frame_equal(lines, ask(table.iloc[::-1], number=12))


def test_the_last_day_to_decide_counts_working_days_only():
    """
    33 days before Monday 30 November 2026, without weekends and three holidays:
    12 October, 2 and 16 November.
    """
    line = only_line(make_capacity(3, 3))

    assert LeadTimes().total == 33
    assert line["decide_by"] == pd.Timestamp("2026-10-09")
    assert line["feasible_from"] == line["start_by"] == pd.Timestamp("2026-11-30")
    assert "late" not in line["reason"]


@pytest.mark.parametrize(
    ("start_by", "days", "expected"),
    [
        pytest.param("2026-12-09", 1, "2026-12-07", id="over the 8th of December"),
        pytest.param("2026-12-08", 1, "2026-12-07", id="a start on the holiday"),
        pytest.param("2026-12-14", 5, "2026-12-04", id="a week with the holiday"),
        pytest.param("2026-12-12", 1, "2026-12-11", id="a start on a Saturday"),
        pytest.param("2026-07-14", 1, "2026-07-10", id="the new moved holiday"),
        pytest.param("2027-01-12", 1, "2027-01-08", id="Epiphany moved to Monday"),
        pytest.param("2026-12-08", 0, "2026-12-08", id="nothing to do"),
    ],
)
def test_working_days_skip_colombian_holidays(start_by, days, expected):
    day = dt.date.fromisoformat(start_by)

    assert last_day_to_decide(day, days, "CO").isoformat() == expected


def test_a_country_without_holidays_works_on_the_eighth():
    assert last_day_to_decide(dt.date(2026, 12, 9), 1, "none") == dt.date(2026, 12, 8)


@settings(max_examples=50, deadline=None)
@given(
    day=st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)),
    steps=st.integers(1, 400),
)
def test_who_decides_on_the_last_day_is_in_time_and_a_day_later_is_not(day, steps):
    last = last_day_to_decide(day, steps, "CO")

    on_time = first_day_possible(last, steps, "CO")
    too_late = first_day_possible(last + dt.timedelta(days=1), steps, "CO")

    assert last < day
    # No working day lies between the two when the start is on a free day.
    assert first_day_possible(day, 0, "CO") == on_time
    assert too_late > on_time


def test_a_late_decision_keeps_its_day_and_says_what_is_still_possible():
    line = only_line(make_capacity(3, 3), today=dt.date(2026, 11, 23))

    assert line["decide_by"] == pd.Timestamp("2026-10-09")
    assert line["feasible_from"] == pd.Timestamp("2027-01-13")
    assert "the decision is late since 2026-10-09" in line["reason"]
    assert "on 2027-01-13 at the earliest" in line["reason"]


def test_a_decision_on_the_last_day_is_not_late():
    line = only_line(make_capacity(3, 3), today=dt.date(2026, 10, 9))

    assert "late" not in line["reason"]


def test_heads_count_those_who_will_not_stay():
    half = HiringYield(training_pass=0.8, nesting_pass=1, early_attrition=0.375)

    assert half.share == pytest.approx(0.5)
    assert only_line(make_capacity(4, 4), yields=half)["heads"] == 8


@settings(max_examples=50, deadline=None)
@given(
    heads=st.integers(1, 500),
    training=st.floats(0.5, 1),
    attrition=st.floats(0, 0.5),
)
def test_enough_are_hired_and_not_one_too_many(heads, training, attrition):
    yields = HiringYield(training_pass=training, early_attrition=attrition)

    hires = yields.hires(heads)

    assert hires * yields.share >= heads * (1 - 1e-8)
    assert (hires - 1) * yields.share < heads


@pytest.mark.parametrize(
    ("regime", "weekly_hours", "paid_hours"),
    [
        ("ordinary", 42.0, 210),
        ("ordinary", 24.0, 120),
        ("successive_shifts", 36.0, 210),
    ],
)
def test_the_monthly_cost_is_that_of_the_hours_paid(regime, weekly_hours, paid_hours):
    table = make_capacity(3, 3, regime=regime, weekly_hours=weekly_hours)

    line = only_line(table, yields=ALL_STAY)
    abroad = only_line(table, yields=ALL_STAY, country="none", hourly_cost=2.0)

    assert line["monthly_cost"] == pytest.approx(3 * paid_hours * 12_931)
    if regime == "ordinary":
        assert abroad["monthly_cost"] == pytest.approx(3 * paid_hours * 2)


def test_assumptions_outside_their_domain_are_refused():
    with pytest.raises(ParameterError, match="lead time training"):
        LeadTimes(training=-1)
    with pytest.raises(ParameterError, match="lead time approval"):
        LeadTimes(approval=1.5)
    with pytest.raises(ParameterError, match="nesting_pass"):
        HiringYield(nesting_pass=0)
    with pytest.raises(ParameterError, match="early_attrition"):
        HiringYield(early_attrition=1)
    with pytest.raises(UnknownNameError, match="country"):
        ask(make_capacity(3, 3), country="XX")


def test_a_requirement_becomes_a_request():
    starts = pd.date_range("2026-11-30", periods=28 * 24, freq="h", unit="us")
    requirement = pd.DataFrame({"queue": "ventas", "start": starts, "agents": 10})

    line = only_line(capacity(requirement, interval=60))

    # 168 h of ten agents over 0.77, in weeks of 42 h, of whom 76.95 % stay.
    assert (line["gap_heads"], line["heads"]) == (52, 68)
    assert line["profile"] == "ventas, full time, 42 h a week"
