"""The irreducible floor against arithmetic and against chance itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from forecasting.accuracy import poisson_deviation
from forecasting.accuracy.floor import likely_rate


@pytest.mark.parametrize("rate", [0.2, 1.0, 2.5, 7.0, 40.0, 900.0])
def test_the_deviation_is_the_sum_over_all_counts(rate):
    counts = np.arange(3000)
    expected = (np.abs(counts - rate) * poisson.pmf(counts, rate)).sum()

    assert poisson_deviation(np.array(rate)) == pytest.approx(expected, rel=1e-9)


def test_who_knows_the_rate_is_off_by_the_floor_on_average():
    rng = np.random.default_rng(11)
    rates = np.array([0.3, 1.0, 4.0, 25.0, 300.0])
    errors = np.abs(rng.poisson(rates, (200_000, 5)) - rates).mean(axis=0)

    assert poisson_deviation(rates) == pytest.approx(errors, rel=0.01)


def test_a_large_volume_has_the_floor_of_the_field():
    rate = np.array([50.0, 1000.0, 1e6])

    share = poisson_deviation(rate) / rate

    assert share == pytest.approx(np.sqrt(2 / (np.pi * rate)), rel=0.002)


def test_nothing_expected_is_never_missed():
    assert poisson_deviation(np.zeros(2)).tolist() == [0.0, 0.0]


def test_a_day_is_spread_over_its_intervals_as_usual():
    actual = np.array([[0.0, 12.0], [5.0, np.nan], [3.0, 1.0]])
    usual = np.array([[1.0, 3.0], [2.0, 8.0], [0.0, 0.0]])

    rate = likely_rate(actual, usual)

    assert rate[0].tolist() == [3.0, 9.0]
    # What is not recorded takes no share of the day.
    assert rate[1, 0] == 5.0
    assert rate[2].tolist() == [3.0, 1.0]
