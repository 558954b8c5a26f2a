"""Which segments make a shift, and the day that a shift belongs to."""

from __future__ import annotations

import pandas as pd
import pytest

from wfm.schedule import with_shifts
from wfm.tables import SCHEDULE


def make_schedule(*segments, timezone="America/Bogota"):
    """Segments as (agent, start, end) or (agent, start, end, activity)."""
    rows = [(*segment, "contacts")[:4] for segment in segments]
    frame = pd.DataFrame(rows, columns=["agent", "start", "end", "activity"])
    return SCHEDULE.parse(frame.assign(queue="ventas"), timezone=timezone)


def shifts_of(schedule):
    return with_shifts(schedule)["shift"].tolist()


def test_segments_that_touch_are_one_shift():
    schedule = make_schedule(
        ("ana", "2026-11-30T08:00", "2026-11-30T12:00"),
        ("ana", "2026-11-30T12:00", "2026-11-30T13:00", "lunch"),
        ("ana", "2026-11-30T13:00", "2026-11-30T17:00"),
    )

    assert shifts_of(schedule) == [1, 1, 1]


@pytest.mark.parametrize(
    ("again", "shifts"),
    [
        pytest.param("13:59", [1, 1], id="a hole"),
        pytest.param("14:00", [1, 2], id="two hours"),
    ],
)
def test_a_hole_of_two_hours_ends_the_shift(again, shifts):
    schedule = make_schedule(
        ("ana", "2026-11-30T08:00", "2026-11-30T12:00"),
        ("ana", f"2026-11-30T{again}", "2026-11-30T17:00"),
    )

    assert shifts_of(schedule) == shifts


def test_the_hole_is_measured_from_the_latest_end_so_far():
    # The break lies inside the first segment, which ends after it.
    schedule = make_schedule(
        ("ana", "2026-11-30T08:00", "2026-11-30T12:00"),
        ("ana", "2026-11-30T09:00", "2026-11-30T09:15", "break"),
        ("ana", "2026-11-30T13:00", "2026-11-30T17:00"),
    )

    assert shifts_of(schedule) == [1, 1, 1]


def test_agents_have_their_own_shifts():
    schedule = make_schedule(
        ("eva", "2026-11-30T08:00", "2026-11-30T12:00"),
        ("ana", "2026-11-30T12:00", "2026-11-30T16:00"),
        ("ana", "2026-11-30T08:00", "2026-11-30T12:00"),
    )

    rows = with_shifts(schedule)

    assert rows["agent"].tolist() == ["ana", "ana", "eva"]
    assert rows["shift"].tolist() == [1, 1, 2]
    assert rows["start"].is_monotonic_increasing is False


def test_a_shift_over_midnight_belongs_to_the_day_on_which_it_starts():
    schedule = make_schedule(
        ("ana", "2026-11-28T22:00", "2026-11-29T02:00"),
        ("ana", "2026-11-29T02:00", "2026-11-29T02:15", "break"),
        ("ana", "2026-11-29T02:15", "2026-11-29T06:00"),
    )

    rows = with_shifts(schedule)

    assert set(rows["date"]) == {pd.Timestamp("2026-11-28")}
    assert rows["minutes"].tolist() == [240, 15, 225]


def test_the_minutes_of_a_segment_are_those_that_pass():
    # New York's clocks go back at 02:00 on the 1st of November 2026.
    schedule = make_schedule(
        ("ana", "2026-11-01T00:00", "2026-11-01T04:00"), timezone="America/New_York"
    )

    assert with_shifts(schedule)["minutes"].tolist() == [300]


def test_every_row_is_kept_and_the_schedule_itself_left_alone():
    schedule = make_schedule(
        ("eva", "2026-11-30T08:00", "2026-11-30T12:00"),
        ("ana", "2026-11-30T08:00", "2026-11-30T12:00"),
    )
    before = schedule.copy()

    rows = with_shifts(schedule)

    pd.testing.assert_frame_equal(schedule, before)
    pd.testing.assert_frame_equal(
        rows[schedule.columns], schedule.sort_values("agent", ignore_index=True)
    )


def test_an_empty_schedule_has_the_same_columns():
    empty = with_shifts(make_schedule())
    full = with_shifts(make_schedule(("ana", "2026-11-30T08:00", "2026-11-30T12:00")))

    assert empty.empty
    assert empty.columns.tolist() == full.columns.tolist()
    assert empty["date"].dtype == full["date"].dtype
