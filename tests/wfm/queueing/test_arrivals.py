"""Contacts within an interval: totals are kept, and the rate does not jump."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.queueing.arrivals import within_intervals

volumes = st.lists(st.floats(0, 1e4), min_size=1, max_size=20).map(np.array)


@settings(deadline=None)
@given(volumes, st.integers(1, 7))
def test_parts_are_not_negative_and_sum_to_their_interval(volume, pieces):
    parts = within_intervals(volume, pieces)

    assert parts.shape == (*volume.shape, pieces)
    assert (parts >= 0).all()
    np.testing.assert_allclose(parts.sum(axis=-1), volume, rtol=1e-12, atol=1e-300)


@settings(deadline=None)
@given(volumes)
def test_finer_parts_sum_to_coarser_ones(volume):
    fine = within_intervals(volume, 6).reshape(*volume.shape, 3, 2)

    np.testing.assert_allclose(
        fine.sum(axis=-1), within_intervals(volume, 3), rtol=1e-9, atol=1e-300
    )


@settings(deadline=None)
@given(volumes)
def test_a_day_run_backwards_is_the_day_mirrored(volume):
    mirrored = within_intervals(volume[::-1])[::-1, ::-1]

    np.testing.assert_allclose(
        mirrored, within_intervals(volume), rtol=1e-9, atol=1e-300
    )


def test_a_steady_climb_is_one_straight_line():
    parts = within_intervals(np.array([10.0, 20.0, 30.0, 40.0]), 5).ravel()

    np.testing.assert_allclose(np.diff(parts), np.diff(parts)[0])


@pytest.mark.parametrize("volume", [[7.0], [7.0] * 5, [0.0] * 3])
def test_level_demand_is_spread_evenly(volume):
    parts = within_intervals(np.array(volume), 4)

    np.testing.assert_allclose(parts, np.array(volume)[:, None] / 4 * np.ones(4))


def test_within_a_smooth_day_the_rate_never_jumps():
    time = np.linspace(0, np.pi, 25)
    day = 100 * -np.diff(np.cos(time))

    steps = np.abs(np.diff(within_intervals(day, 6).ravel() * 6))

    # Cut on the half-hour the largest step would be that between two intervals.
    assert steps.max() < 0.4 * np.abs(np.diff(day)).max()


def test_next_to_a_closed_interval_demand_leans_away_from_it():
    parts = within_intervals(np.array([0.0, 12.0, 0.0, 0.0, 12.0, 24.0]))

    np.testing.assert_allclose(parts[[0, 2, 3]], 0)
    np.testing.assert_allclose(parts[1], 4)
    assert (np.diff(parts[4]) > 0).all()


def test_many_days_at_once_are_each_split_alone():
    days = np.random.default_rng(1).uniform(0, 50, (3, 4, 10))

    together = within_intervals(days)

    assert together.shape == (3, 4, 10, 3)
    np.testing.assert_array_equal(together[2, 1], within_intervals(days[2, 1]))
