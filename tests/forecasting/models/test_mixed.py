from __future__ import annotations

import numpy as np
import pytest

from forecasting.models.mixed import fit_mixed
from forecasting.models.scale import root
from tests.forecasting.models.pasts import (
    days_ahead,
    make_past,
    make_week,
    morning,
    noisy,
    repeated,
)


def test_its_profile_is_the_mean_root():
    fit = fit_mixed(make_past(repeated(8)))

    np.testing.assert_allclose(fit.profile[:, 8:18], root(make_week())[:, 8:18])


def test_the_newer_weeks_count_more():
    offered = repeated(10)
    offered[35:] *= 4.0

    fit = fit_mixed(make_past(offered))

    weights = 0.5 ** (np.arange(10)[::-1] / 5)
    share = weights[5:].sum() / weights.sum()
    expected = share * root(4 * make_week()) + (1 - share) * root(make_week())
    np.testing.assert_allclose(fit.profile[:, 8:18], expected[:, 8:18])


def test_the_mean_of_many_days_is_that_of_the_truth():
    found = []
    for seed in range(10):
        past = make_past(noisy(seed, base=4.0, persistence=0.0))
        found.append(fit_mixed(past).predict(days_ahead(past, 28))[:, 8:18].sum())

    truth = make_week(4.0)[:, 8:18].sum() * 4
    assert np.mean(found) == pytest.approx(truth, rel=0.03)


@pytest.mark.parametrize("factor", [0.75, 1.25])
def test_more_of_the_day_moves_the_rest_more(factor):
    past = make_past(noisy(1))
    today = days_ahead(past, 1)
    fit = fit_mixed(past)
    before = fit.predict(today)[0]

    early, late = (
        fit.rest_of_day(today, morning(factor * before, until))[16] / before[16] - 1
        for until in (9, 15)
    )

    assert 0 < early / (factor - 1) < late / (factor - 1) < 1
