from __future__ import annotations

import numpy as np

from forecasting.models.ewma import HALF_LIFE_WEEKS, fit_ewma, past_profile
from forecasting.models.level import LEADS, fit_level
from forecasting.profiles import pooled_profile, weekly_means

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


def test_the_past_profile_knows_only_what_lay_before():
    weeks = np.random.default_rng(3).poisson(50, (6, 7, 20)).astype(float)
    means = weekly_means(weeks, HALF_LIFE_WEEKS)
    other = weekly_means(np.concatenate([weeks[:4], weeks[4:] * 9]), HALF_LIFE_WEEKS)

    for lead in (1, 7, 8, 14):
        ahead = 7 * 4 + (0 if lead <= 7 else 7)
        np.testing.assert_array_equal(
            past_profile(means, lead, 0)[: ahead + 7],
            past_profile(other, lead, 0)[: ahead + 7],
        )


def levels(seed, persistence, days=700, spread=0.1):
    rng = np.random.default_rng(seed)
    found = np.zeros(days)
    for day in range(1, days):
        step = rng.normal(0, spread * np.sqrt(1 - persistence**2))
        found[day] = persistence * found[day - 1] + step
    return found


def test_a_level_that_lasts_is_believed_and_one_that_does_not_is_ignored():
    lasting, fleeting = (
        fit_level(np.tile(levels(4, share), (len(LEADS), 1))) for share in (0.95, 0.0)
    )

    assert lasting.persistence[0] > 0.8
    assert lasting.persistence[-1] < 0.5
    assert fleeting.persistence.max() < 0.3


def test_the_days_that_were_just_busy_raise_the_next_one_most():
    days = 7 * 40
    busy = 1 + levels(5, 0.9, days)
    busy[-3:] = 1.3
    offered = np.random.default_rng(6).poisson(busy[:, None] * 20 * SHAPE).astype(float)

    fit = fit_ewma(offered, OPEN, first=0)

    tomorrow, in_a_month = (
        fit.predict(np.array([0]), np.array([lead])).sum() for lead in (1, 28)
    )
    assert tomorrow > 1.05 * in_a_month
