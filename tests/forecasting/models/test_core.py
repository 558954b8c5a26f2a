from __future__ import annotations

import numpy as np
import pytest

from forecasting.models.core import fit_core
from tests.forecasting.models.pasts import (
    days_ahead,
    make_past,
    make_week,
    noisy,
    repeated,
)

EARLY, AFTER_CLOSURE = 0, 1


def with_closures(seed, base, times):
    """Every third Tuesday comes after a closed Monday, with more contacts."""
    mean = repeated(26, base=base)
    after = np.zeros(len(mean), dtype=bool)
    after[1::21] = True
    mean[after] *= times
    mean[np.flatnonzero(after) - 1] = np.nan
    offered = np.random.default_rng(seed).poisson(np.nan_to_num(mean)).astype(float)
    return make_past(np.where(np.isnan(mean), np.nan, offered), closures=after)


def test_the_day_after_a_closure_is_recovered():
    fit = fit_core(with_closures(1, base=300.0, times=1.3))

    assert np.exp(fit.effects[AFTER_CLOSURE]) == pytest.approx(1.3, abs=0.03)
    assert fit.effects[EARLY] == pytest.approx(0, abs=0.02)
    np.testing.assert_allclose(
        fit.profile[:, 8:18].sum(axis=1),
        make_week(300.0)[:, 8:18].sum(axis=1),
        rtol=0.02,
    )


def test_a_queue_with_few_contacts_shows_no_calendar():
    fit = fit_core(with_closures(2, base=0.3, times=1.3))

    assert np.abs(fit.effects).max() < 0.05


def test_a_covariate_multiplies_its_day():
    past = with_closures(3, base=300.0, times=1.3)
    fit = fit_core(past)
    days = days_ahead(past, 2)
    days.covariates[:] = 0.0
    plain = fit.mean(days).copy()
    days.covariates[1, AFTER_CLOSURE] = 1.0

    ratio = fit.mean(days)[:, 8:18] / plain[:, 8:18]

    np.testing.assert_allclose(ratio[0], 1.0)
    np.testing.assert_allclose(ratio[1], np.exp(fit.effects[AFTER_CLOSURE]))


def test_days_that_were_just_busy_raise_tomorrow_most():
    offered = noisy(4, weeks=20, day_sd=0.12, persistence=0.85)
    offered[-2:] = 1.3 * repeated(1)[-2:]
    past = make_past(offered)
    fit = fit_core(past)
    days = days_ahead(past, 28)

    raised = fit.predict(days)[:, 8:18].sum(axis=1) / fit.mean(days)[:, 8:18].sum(
        axis=1
    )

    assert raised[0] > 1.1
    assert (np.diff(raised[:10]) < 0).all()
    assert raised[-1] == pytest.approx(1.0, abs=0.03)


def test_days_that_have_nothing_in_common_raise_nothing():
    offered = noisy(5, weeks=20, day_sd=0.0)
    offered[-1] = 1.3 * repeated(1)[-1]
    past = make_past(offered)
    fit = fit_core(past)
    days = days_ahead(past, 1)

    assert fit.predict(days).sum() < 1.03 * fit.mean(days).sum()


def test_the_mean_of_many_days_is_that_of_the_truth():
    found = []
    for seed in range(10):
        past = make_past(noisy(seed, base=4.0, persistence=0.0))
        found.append(fit_core(past).predict(days_ahead(past, 28))[:, 8:18].sum())

    truth = make_week(4.0)[:, 8:18].sum() * 4
    assert np.mean(found) == pytest.approx(truth, rel=0.03)
