from __future__ import annotations

import numpy as np
import pytest

from forecasting.models.scale import root, unroot
from forecasting.models.svd import SHAPES, fit_svd
from tests.forecasting.models.pasts import (
    days_ahead,
    make_past,
    make_week,
    morning,
    noisy,
)

TILT = np.linspace(-1, 1, 24)


def tilted(seed, weeks=16, spread=0.15, persistence=0.5):
    """Days whose contacts move from the morning to the afternoon or back."""
    rng = np.random.default_rng(seed)
    roots, tilt = root(np.tile(make_week(400.0), (weeks, 1))), 0.0
    for day in range(len(roots)):
        tilt = persistence * tilt + rng.normal(0, spread)
        roots[day] *= 1 + tilt * TILT
    return unroot(roots + rng.normal(0, 0.3, roots.shape))


def test_shapes_are_orthonormal_and_explain_the_days():
    past = make_past(tilted(1))

    fit = fit_svd(past)

    np.testing.assert_allclose(fit.shapes @ fit.shapes.T, np.eye(SHAPES), atol=1e-9)
    # What is left is the noise that was put in.
    assert fit.noise < 1.2 * 0.3**2


def test_a_deviation_is_left_by_its_persistence_and_fades():
    past = make_past(noisy(2, persistence=0.8))
    fit = fit_svd(past)
    days = days_ahead(past, 21)

    away = np.abs(
        root(fit.predict(days))
        - root(unroot(fit.usual[days.like] @ fit.shapes, fit.noise))
    )[:, 8:18].sum(axis=1)

    assert ((fit.persistence >= 0) & (fit.persistence <= 0.95)).all()
    assert away[0] > 2 * away[7] > 0
    assert away[20] < 0.1 * away[0]


def test_a_morning_tells_of_a_shape_that_the_rest_of_the_day_has():
    before, after = [], []
    for seed in range(8):
        offered = tilted(seed)
        past = make_past(offered).until(105)
        actual = offered[105]
        today = days_ahead(past, 1)
        fit = fit_svd(past)
        rest = fit.rest_of_day(today, morning(actual))
        before.append(np.abs(fit.predict(today)[0, 13:18] - actual[13:18]).sum())
        after.append(np.abs(rest[13:18] - actual[13:18]).sum())

    assert np.sum(after) < 0.8 * np.sum(before)


def test_mornings_that_never_told_anything_are_not_listened_to():
    rng = np.random.default_rng(3)
    week = np.tile(make_week(), (16, 1))
    # Morning and afternoon are busy or quiet each by itself.
    week[:, 8:13] *= rng.uniform(0.6, 1.4, (112, 1))
    past = make_past(rng.poisson(week))
    today = days_ahead(past, 1)
    fit = fit_svd(past)
    before = fit.predict(today)[0]

    rest = fit.rest_of_day(today, morning(1.4 * before))

    assert rest[13:18].sum() == pytest.approx(before[13:18].sum(), rel=0.05)
