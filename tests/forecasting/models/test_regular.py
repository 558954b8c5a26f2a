from __future__ import annotations

import numpy as np
import pytest

from forecasting.models.regular import regular_days
from tests.forecasting.models.pasts import (
    days_ahead,
    hours,
    make_past,
    make_week,
    noisy,
    repeated,
)


def test_closed_weekdays_and_slots_are_left_out():
    offered = noisy(1, weeks=3)
    past = make_past(offered, hours(closed=(2, 6)))

    days = regular_days(past, weeks=10)

    working = [0, 1, 3, 4, 5]
    assert days.weekdays.tolist() == working
    assert (days.weeks, days.day, days.week) == (3, 10, 50)
    np.testing.assert_array_equal(
        days.contacts.reshape(3, 5, 10), offered.reshape(3, 7, 24)[:, working, 8:18]
    )


def test_only_whole_weeks_up_to_the_last_known_day_are_kept():
    offered = noisy(2, weeks=5).astype(float)
    offered[-3:] = np.nan

    days = regular_days(make_past(offered), weeks=2)

    np.testing.assert_array_equal(days.contacts, offered[18:32, 8:18])
    assert days.last == 3


def test_gaps_take_the_recent_mean_of_their_weekday_and_slot():
    offered = repeated(8)
    offered[28:35] *= 2.0
    offered[36], offered[40, 12] = np.nan, np.nan

    days = regular_days(make_past(offered), weeks=8)

    weights = 0.5 ** (np.array([1, 2, 3, 4, 5]) / 3)
    grown = 1 + weights[0] / weights.sum()
    np.testing.assert_allclose(days.contacts[36], grown * make_week()[1, 8:18])
    assert days.contacts[40, 4] == pytest.approx(grown * make_week()[5, 12])


def test_a_gap_at_the_beginning_takes_what_came_later():
    offered = repeated(4)
    offered[1] = np.nan

    days = regular_days(make_past(offered), weeks=4)

    np.testing.assert_allclose(days.contacts[1], make_week()[1, 8:18])


def test_less_than_a_week_is_no_regular_series():
    offered = repeated(1)
    offered[:4] = np.nan

    days = regular_days(make_past(offered), weeks=4)

    assert days.contacts.shape == (0, 10)
    assert days.weeks == 0


def test_days_to_come_are_counted_in_working_days():
    past = make_past(noisy(3, weeks=3), hours(closed=(5, 6)))

    ahead = regular_days(past, 3).ahead(days_ahead(past, 14))

    # Days on which it is closed count as the next working day or the last one.
    assert ahead[[0, 1, 4, 7, 11]].tolist() == [1, 2, 5, 6, 10]


def test_a_day_like_another_is_the_next_one_of_that_weekday():
    past = make_past(noisy(4, weeks=3))

    ahead = regular_days(past, 3).ahead(days_ahead(past, 8, like=6))

    assert ahead.tolist() == [7, 7, 7, 7, 7, 7, 7, 14]


def test_slots_that_never_open_hold_nothing():
    days = regular_days(make_past(noisy(5, weeks=2)), 2)

    whole = days.in_slots(np.ones((3, 10)))

    assert whole.shape == (3, 24)
    assert whole[:, 8:18].all()
    assert whole.sum() == 30
