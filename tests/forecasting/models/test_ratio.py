from __future__ import annotations

import numpy as np
import pytest

from forecasting.models.ratio import leaning_ratio


def day(contacts, seen=5, factor=1.0):
    """A flat day, and its first slots times a factor."""
    forecast = np.full(10, float(contacts))
    told = np.full(10, np.nan)
    told[:seen] = factor * contacts
    return forecast, told


@pytest.mark.parametrize("factor", [0.7, 1.3])
def test_60_percent_of_a_busy_morning_are_believed_when_many_contacts_show_it(factor):
    rest = leaning_ratio(*day(1e6, factor=factor))

    np.testing.assert_allclose(rest / 1e6, 1 + 0.6 * (factor - 1), rtol=1e-4)


def test_few_contacts_are_hardly_believed():
    moved = [leaning_ratio(*day(2, seen, 1.5))[-1] / 2 - 1 for seen in (1, 5, 9)]

    assert (np.diff(moved) > 0).all()
    assert moved[0] == pytest.approx(0.5 * 0.6 * 2 / 22)


@pytest.mark.parametrize(("factor", "limit"), [(0.0, 0.5), (50.0, 2.0)])
def test_the_rest_stays_within_half_and_double(factor, limit):
    rest = leaning_ratio(*day(1e6, factor=factor))

    assert rest[-1] == pytest.approx(limit * 1e6)


def test_nothing_seen_and_nothing_expected_change_nothing():
    forecast, told = day(50, seen=0)
    np.testing.assert_array_equal(leaning_ratio(forecast, told), forecast)

    forecast, told = day(0.0)
    np.testing.assert_array_equal(leaning_ratio(forecast, told + 9), forecast)


def test_missing_intervals_are_not_taken_for_quiet_ones():
    forecast, told = day(100)
    told[1:4] = np.nan

    np.testing.assert_allclose(leaning_ratio(forecast, told), forecast)
