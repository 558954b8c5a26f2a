"""Whatever is done to a lawful week that uses it to the minute is found."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.validate import validate
from tests.scheduling.rosters import FULL_DAY, broken, contracts, people, week

# Five days of 504 minutes are 42 hours, with lunch from 12 to 13.
FULL_WEEK = week(pieces=(*FULL_DAY[:-1], ("contacts", 129)))
PIECES = len(FULL_DAY)
LUNCH = 3
BREAKS = (1, 5)

few = settings(max_examples=8, deadline=None)
days = st.integers(0, 4)


def _judge(schedule):
    return validate(schedule, people("ana"), contracts())


def _found(schedule):
    return {(date, rule) for _, date, rule in broken(_judge(schedule))}


def _date(day):
    return f"2026-08-{3 + day:02d}"


def test_the_week_is_lawful_before_anything_is_done_to_it():
    assert broken(_judge(FULL_WEEK)) == []


@few
@given(day=days, minutes=st.integers(1, 60))
def test_a_lunch_cut_short_or_taken_away_is_found(day, minutes):
    row = day * PIECES + LUNCH
    shorter = FULL_WEEK.copy()
    shorter.loc[row, "end"] -= pd.Timedelta(minutes=minutes)
    missing = (_date(day), "lunch_missing")

    assert missing in _found(FULL_WEEK.drop(index=row))
    assert missing in _found(shorter[shorter["end"] > shorter["start"]])


@few
@given(day=days, which=st.sampled_from(BREAKS))
def test_a_break_taken_away_is_found(day, which):
    row = day * PIECES + which
    worked = FULL_WEEK.copy()
    worked.loc[row, "activity"] = "contacts"

    assert (_date(day), "break_missing") in _found(FULL_WEEK.drop(index=row))
    assert (_date(day), "break_missing") in _found(worked)


@few
@given(
    day=st.integers(1, 3),
    minutes=st.integers(157, 600),
    direction=st.sampled_from([-1, 1]),
)
def test_a_shift_moved_too_near_another_is_found(day, minutes, direction):
    # 876 minutes lie between two shifts, 720 must.
    rows = range(day * PIECES, (day + 1) * PIECES)
    moved = FULL_WEEK.copy()
    by = direction * pd.Timedelta(minutes=minutes)
    moved.loc[rows, ["start", "end"]] += by

    assert "rest_between_shifts" in {rule for _, rule in _found(moved)}


@few
@given(row=st.integers(0, 5 * PIECES - 1), minutes=st.integers(1, 120))
def test_minutes_added_to_any_segment_are_found(row, minutes):
    longer = FULL_WEEK.copy()
    longer.loc[row, "end"] += pd.Timedelta(minutes=minutes)

    rules = {rule for _, rule in _found(longer)}

    assert rules & {"overlap", "week_maximum"}


@few
@given(row=st.integers(0, 5 * PIECES - 1), minutes=st.integers(1, 120))
def test_minutes_added_as_overtime_are_found_where_they_are_too_many(row, minutes):
    day = row // PIECES
    end = FULL_WEEK["end"].iloc[(day + 1) * PIECES - 1]
    extra = pd.DataFrame(
        {
            "agent": "ana",
            "start": [end],
            "end": [end + pd.Timedelta(minutes=minutes)],
            "activity": "overtime",
            "queue": "",
        }
    )

    assert _found(pd.concat([FULL_WEEK, extra])) == set()
    over = validate(
        pd.concat([FULL_WEEK, extra]), rules={"overtime_day_minutes": minutes - 1}
    )
    assert broken(over) == [("ana", _date(day), "overtime_day")]


@few
@given(day=days, other=days)
def test_a_shift_worked_twice_or_by_somebody_else_is_found(day, other):
    rows = FULL_WEEK.iloc[day * PIECES : (day + 1) * PIECES]
    by = pd.Timedelta(days=other - day)
    copy = rows.assign(start=rows["start"] + by, end=rows["end"] + by)

    assert (_date(other), "overlap") in _found(pd.concat([FULL_WEEK, copy]))
    assert (_date(day), "unknown_agent") in _found(
        pd.concat([FULL_WEEK, rows.assign(agent="nadie")])
    )
