from __future__ import annotations

import numpy as np

from forecasting.models.shapes import leaning_shapes
from tests.forecasting.models.pasts import LEVELS

OPEN = np.ones((7, 20), dtype=bool)
HUMP = 1 + np.sin(np.linspace(0, np.pi, 20))


def days_of(truth, weeks, seed):
    """Poisson days, their weekday weights and the plain profile."""
    offered = np.random.default_rng(seed).poisson(np.tile(truth, (weeks, 1)))
    weights = np.tile(np.eye(7), weeks)
    profile = weights @ offered / weeks
    return offered.astype(float), weights, profile


def leaning(truth, weeks=6, seed=1, opening=OPEN):
    offered, weights, profile = days_of(truth, weeks, seed)
    known = np.ones_like(offered)
    return leaning_shapes(profile, opening, offered, known, weights), profile


def test_totals_of_weekdays_never_change():
    rng = np.random.default_rng(2)
    for seed in range(20):
        truth = rng.uniform(0.1, 10, (7, 20))

        shapes, profile = leaning(truth, seed=seed)

        np.testing.assert_allclose(shapes.sum(axis=1), profile.sum(axis=1))
        assert (shapes >= 0).all()


def test_noisy_weekdays_come_closer_to_the_truth_by_leaning_on_each_other():
    truth = 2.0 * LEVELS[:, None] * HUMP

    shapes, profile = leaning(truth)

    assert np.abs(shapes - truth).sum() < 0.75 * np.abs(profile - truth).sum()


def test_a_weekday_with_a_clear_shape_of_its_own_keeps_it():
    truth = 200.0 * LEVELS[:, None] * HUMP
    truth[6] *= np.linspace(2, 0.2, 20)

    shapes, profile = leaning(truth)

    np.testing.assert_allclose(shapes[6], profile[6], rtol=0.03)


def test_weekdays_with_other_hours_lend_nothing():
    truth = 2.0 * LEVELS[:, None] * HUMP
    opening = OPEN.copy()
    opening[6, 10:] = False
    truth[6, 10:] = 0.0

    shapes, profile = leaning(truth, opening=opening)

    np.testing.assert_allclose(shapes[6], profile[6], rtol=1e-12)


def test_weekdays_and_slots_without_a_value_stay_without():
    truth = 5.0 * LEVELS[:, None] * HUMP
    offered, weights, profile = days_of(truth, 6, 3)
    profile[3] = np.nan
    profile[0, 4] = np.nan

    shapes = leaning_shapes(profile, OPEN, offered, np.ones_like(offered), weights)

    np.testing.assert_array_equal(np.isnan(shapes), np.isnan(profile))
