from __future__ import annotations

import numpy as np
import pytest

from forecasting.models import METHODS, method
from forecasting.models.ewma import HALF_LIFE_WEEKS, fit_ewma
from forecasting.models.profiles import filled_profile, pooled_profile, weekly_means
from tests.forecasting.models.pasts import days_ahead, make_past, make_week, repeated
from wfm.errors import ParameterError

OPEN = np.ones((7, 20), dtype=bool)
SHAPE = 5 + 4 * np.sin(np.linspace(0, np.pi, 20))


def test_a_week_of_a_half_life_ago_counts_half():
    weeks = np.full((4, 7, 20), np.nan)
    weeks[0], weeks[3] = 30.0, 90.0

    means = weekly_means(weeks, half_life=3)

    np.testing.assert_allclose(means.mean[-1], (0.5 * 30 + 90) / 1.5)
    np.testing.assert_allclose(means.mean[2], 30.0)
    np.testing.assert_allclose(means.effective, 1.5**2 / 1.25)


def test_a_noisy_weekday_leans_on_the_common_shape():
    levels = np.array([1.2, 1.0, 0.9, 0.9, 1.1, 0.5, 0.3])
    truth = 0.2 * levels[:, None] * SHAPE
    weeks = np.random.default_rng(1).poisson(truth, (4, 7, 20)).astype(float)
    means = weekly_means(weeks, HALF_LIFE_WEEKS)

    pooled = pooled_profile(weeks, means, OPEN)

    assert np.abs(pooled - truth).sum() < 0.6 * np.abs(means.mean[-1] - truth).sum()
    np.testing.assert_allclose(pooled.sum(axis=1), means.mean[-1].sum(axis=1))


def test_a_weekday_with_a_clear_shape_of_its_own_keeps_it():
    truth = np.tile(100 * SHAPE, (7, 1))
    truth[6] = truth[6, ::-1] * np.linspace(0.2, 2, 20)
    weeks = np.random.default_rng(2).poisson(truth, (8, 7, 20)).astype(float)
    means = weekly_means(weeks, HALF_LIFE_WEEKS)

    pooled = pooled_profile(weeks, means, OPEN)

    np.testing.assert_allclose(pooled[6], means.mean[-1][6], rtol=0.02)


def test_gaps_of_a_profile_take_the_level_of_the_day_and_the_shape_of_the_others():
    levels = np.array([1.2, 1.0, 0.9, 0.9, 1.1, 0.5, 0.3])
    whole = levels[:, None] * SHAPE
    thinned = whole.copy()
    thinned[2, 5:9], thinned[4, 0] = np.nan, np.nan

    np.testing.assert_allclose(filled_profile(thinned), whole)
    np.testing.assert_array_equal(filled_profile(whole), whole)


def test_a_weekday_never_seen_takes_the_mean_of_its_kind():
    levels = np.array([1.2, 1.0, 0.9, 0.9, 1.1, 0.5, 0.3])
    thinned = levels[:, None] * SHAPE
    thinned[[1, 6]] = np.nan

    filled = filled_profile(thinned)

    np.testing.assert_allclose(filled[1], 1.025 * SHAPE)
    np.testing.assert_allclose(filled[6], 0.5 * SHAPE)


def test_the_same_weekday_mean_weighs_the_last_weeks_most():
    offered = repeated(6)
    offered[-7:] *= 2.0
    past = make_past(offered)

    volume = fit_ewma(past).predict(days_ahead(past, 14))

    weights = 0.5 ** (np.arange(6)[::-1] / HALF_LIFE_WEEKS)
    expected = (1 + weights[-1] / weights.sum()) * make_week()
    np.testing.assert_allclose(volume[:7, 8:18], expected[:, 8:18])
    np.testing.assert_array_equal(volume[7:], volume[:7])


def test_methods_are_found_by_their_names():
    assert method("ewma") is fit_ewma
    assert method("auto") is METHODS["auto"]
    with pytest.raises(ParameterError, match="model must be one of auto, core"):
        method("prophet")
