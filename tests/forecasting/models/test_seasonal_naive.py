from __future__ import annotations

import numpy as np

from forecasting.models.seasonal_naive import fit_seasonal_naive
from tests.forecasting.models.pasts import days_ahead, make_past, noisy, repeated


def test_it_repeats_the_last_week():
    offered = noisy(1)
    past = make_past(offered)

    volume = fit_seasonal_naive(past).predict(days_ahead(past, 14))

    np.testing.assert_array_equal(volume[:7, 8:18], offered[-7:, 8:18])
    np.testing.assert_array_equal(volume[7:], volume[:7])


def test_a_day_or_an_hour_that_was_not_recorded_is_that_of_the_week_before():
    offered = noisy(2).astype(float)
    offered[-6], offered[-3, 12] = np.nan, np.nan
    past = make_past(offered)

    volume = fit_seasonal_naive(past).predict(days_ahead(past, 7))

    np.testing.assert_array_equal(volume[1, 8:18], offered[-13, 8:18])
    assert volume[4, 12] == offered[-10, 12]
    assert volume[4, 13] == offered[-3, 13]


def test_a_weekday_never_seen_is_like_the_others():
    offered = repeated(4)
    offered[3::7] = np.nan
    past = make_past(offered)

    volume = fit_seasonal_naive(past).predict(days_ahead(past, 7))

    others = volume[[0, 1, 2, 4]].sum(axis=1)
    assert others.min() < volume[3].sum() < others.max()
