"""Wall clock and grid: zones, days on which clocks change, interval lengths."""

from __future__ import annotations

from datetime import UTC

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import InputError, ParameterError
from wfm.intervals import (
    LENGTHS,
    day_grid,
    day_starts,
    epoch_minutes,
    from_epoch_minutes,
    infer_interval,
    interval_of,
    localise,
    midnight,
    minute_of_day,
    spells,
    zone,
)

BOGOTA = "America/Bogota"
NEW_YORK = "America/New_York"
# Its clocks change at midnight: forward on 2026-09-06, back on 2026-04-05.
SANTIAGO = "America/Santiago"


def times(*texts):
    return pd.Series(pd.to_datetime(list(texts))).dt.as_unit("us")


def offsets(aware):
    return [time.strftime("%H:%M%z") for time in aware]


def test_a_zone_is_found_by_its_name():
    assert zone("UTC") is UTC
    assert str(zone(BOGOTA)) == BOGOTA


@pytest.mark.parametrize("name", ["Bogota", "America/Bogot", "", "../etc/passwd"])
def test_an_unknown_zone_is_a_mistake_of_the_caller(name):
    with pytest.raises(ParameterError, match="timezone must be an IANA name"):
        zone(name)


def test_local_times_get_their_zone_in_microseconds():
    aware = localise(times("2026-11-30T08:00", "2026-11-30T08:30"), BOGOTA)

    assert str(aware.dtype) == f"datetime64[us, {BOGOTA}]"
    assert offsets(aware) == ["08:00-0500", "08:30-0500"]


def test_an_hour_that_happens_twice_is_the_first_and_then_the_second():
    wall = times("2026-11-01T01:00", "2026-11-01T01:30", "2026-11-01T01:00")

    aware = localise(wall, NEW_YORK)

    assert offsets(aware) == ["01:00-0400", "01:30-0400", "01:00-0500"]


def test_each_group_counts_its_own_repetitions():
    wall = times("2026-11-01T01:00", "2026-11-01T01:00")

    aware = localise(wall, NEW_YORK, pd.Series(["ventas", "chat"]))

    assert offsets(aware) == ["01:00-0400", "01:00-0400"]


def test_a_time_that_never_happens_has_no_place():
    aware = localise(times("2026-03-08T01:30", "2026-03-08T02:30"), NEW_YORK)

    assert aware.isna().tolist() == [False, True]


def test_what_is_unknown_stays_unknown():
    assert localise(pd.Series([pd.NaT], dtype="datetime64[us]"), BOGOTA).isna().all()


def test_a_day_without_midnight_starts_when_its_clocks_do():
    starts = day_starts(times("2026-09-05", "2026-09-06"), SANTIAGO)

    assert offsets(starts) == ["00:00-0400", "01:00-0300"]


def test_a_day_begins_at_the_first_of_two_midnights():
    # Cuba's clocks go back from 01:00 to 00:00.
    assert offsets(day_starts(times("2026-11-01"), "America/Havana")) == ["00:00-0400"]


@pytest.mark.parametrize("minutes", LENGTHS)
def test_the_interval_is_the_commonest_step(minutes):
    starts = day_grid(pd.Timestamp("2026-11-30"), 1, minutes, BOGOTA)
    with_hole_and_repetition = pd.concat([starts.drop([3, 4]), starts.head(2)])

    assert infer_interval(with_hole_and_repetition.sample(frac=1, random_state=1)) == (
        minutes
    )


def test_the_interval_survives_a_change_of_clocks():
    starts = day_grid(pd.Timestamp("2026-11-01"), 1, 30, NEW_YORK)

    assert infer_interval(starts) == 30


def test_one_start_does_not_tell_its_length():
    same = localise(times("2026-11-30T08:00", "2026-11-30T08:00"), BOGOTA)

    with pytest.raises(InputError, match="cannot be told from a single start"):
        infer_interval(same)


def test_an_unusual_length_is_refused():
    starts = localise(times("2026-11-30T08:00", "2026-11-30T08:07"), BOGOTA)

    with pytest.raises(InputError, match="starts are 7 minutes apart"):
        infer_interval(starts)


def test_minutes_and_days_are_those_of_the_wall_clock():
    aware = localise(times("2026-11-30T23:45", "2026-12-01T00:00"), BOGOTA)

    assert minute_of_day(aware).tolist() == [1425, 0]
    assert midnight(aware).tolist() == [
        pd.Timestamp("2026-11-30"),
        pd.Timestamp("2026-12-01"),
    ]


@given(
    st.lists(st.integers(min_value=0, max_value=60_000_000), min_size=1),
    st.sampled_from([BOGOTA, NEW_YORK, SANTIAGO, "UTC", "Asia/Kolkata"]),
)
def test_epoch_minutes_come_back_unharmed(minutes, timezone):
    there = from_epoch_minutes(np.array(minutes), timezone)

    assert epoch_minutes(there).tolist() == minutes
    assert str(there.dtype) == f"datetime64[us, {timezone}]"


def test_epoch_minutes_keep_counting_while_clocks_are_put_back():
    aware = localise(times("2026-11-01T01:30", "2026-11-01T01:30"), NEW_YORK)

    first, second = epoch_minutes(aware)

    assert second - first == 60


@pytest.mark.parametrize(
    ("first", "timezone", "half_hours"),
    [
        pytest.param("2026-11-30", BOGOTA, 48, id="a day"),
        pytest.param("2026-03-08", NEW_YORK, 46, id="clocks go forward"),
        pytest.param("2026-11-01", NEW_YORK, 50, id="clocks go back"),
        pytest.param("2026-09-06", SANTIAGO, 46, id="forward at midnight"),
        pytest.param("2026-04-04", SANTIAGO, 50, id="back at midnight"),
    ],
)
def test_a_day_has_every_interval_that_happens(first, timezone, half_hours):
    grid = day_grid(pd.Timestamp(first), 1, 30, timezone)

    assert len(grid) == half_hours
    assert (np.diff(epoch_minutes(grid)) == 30).all()
    assert (midnight(grid) == pd.Timestamp(first)).all()


def test_days_follow_each_other_without_hole_or_overlap():
    together = day_grid(pd.Timestamp("2026-10-31"), 3, 15, NEW_YORK)

    apart = pd.concat(
        [
            day_grid(pd.Timestamp(day), 1, 15, NEW_YORK)
            for day in ("2026-10-31", "2026-11-01", "2026-11-02")
        ],
        ignore_index=True,
    )

    pd.testing.assert_series_equal(together, apart)


class TestIntervalOf:
    """A length given or inferred must fit every start."""

    def test_it_is_inferred_or_taken_as_given(self):
        starts = bogota("2026-11-30T08:00", "2026-11-30T08:30", "2026-11-30T10:00")

        assert interval_of(starts) == 30
        assert interval_of(starts, 15) == 15

    def test_an_interval_cannot_begin_before_the_last_has_ended(self):
        starts = bogota("2026-11-30T08:00", "2026-11-30T08:10", "2026-11-30T08:40")

        with pytest.raises(InputError, match="cannot begin at 2026-11-30 08:10"):
            interval_of(starts, 30)

    def test_queues_do_not_stand_in_each_others_way(self):
        starts = bogota("2026-11-30T08:00", "2026-11-30T08:30", "2026-11-30T08:15")
        queue = pd.Series(["a", "a", "b"])

        assert interval_of(starts, 30, queue) == 30
        with pytest.raises(InputError, match="08:15"):
            interval_of(starts, 30)

    def test_only_usual_lengths_are_taken(self):
        with pytest.raises(ParameterError, match="interval must be one of 5, 10"):
            interval_of(bogota("2026-11-30T08:00", "2026-11-30T09:00"), 45)


def bogota(*times):
    return pd.Series(pd.to_datetime(list(times))).dt.tz_localize("America/Bogota")


def test_a_gap_ends_a_spell():
    starts = bogota("2026-11-30T08:00", "2026-11-30T08:30", "2026-11-30T10:00")

    assert spells(starts, 30) == [slice(0, 2), slice(2, 3)]
    assert spells(starts[:0], 30) == []
