from __future__ import annotations

import numpy as np
import pytest

from forecasting.base import by_day, by_weekday, median_known, weekdays


def test_weekdays_count_from_monday():
    dates = np.array(["1969-12-29", "1970-01-01", "2026-11-29"], dtype="datetime64[D]")

    assert weekdays(dates).tolist() == [0, 3, 6]


@pytest.mark.parametrize("first", range(7))
def test_weeks_and_days_are_two_views_of_the_same(first):
    days = np.arange(21 * 4).reshape(21, 4)

    weeks = by_weekday(days, first)

    np.testing.assert_array_equal(by_day(weeks, first), days)
    # The first day of the history stands on its own weekday.
    np.testing.assert_array_equal(weeks[0, first], days[0])


def test_the_median_passes_over_what_is_unknown():
    rng = np.random.default_rng(1)
    values = rng.normal(size=(9, 5, 4))
    values[rng.random(values.shape) < 0.4] = np.nan
    values[:, 0, 0] = np.nan

    found = median_known(values)

    assert np.isnan(found[0, 0])
    found[0, 0] = values[0, 0, 0] = 0.0
    np.testing.assert_allclose(found, np.nanmedian(values, axis=0))
