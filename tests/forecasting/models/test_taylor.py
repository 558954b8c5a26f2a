from __future__ import annotations

import numpy as np
import pytest

from forecasting.models.scale import root
from forecasting.models.taylor import first_seasons, fit_taylor, smooth
from tests.forecasting.models.pasts import (
    days_ahead,
    make_past,
    make_week,
    morning,
    noisy,
    repeated,
)

RATES = np.array([0.05, 0.1, 0.2, 0.6])


def seasons(day=4, week=12):
    found = first_seasons(10 + np.sin(np.arange(week)), day)
    return found.level, found.day, found.week


def by_hand(roots, rates, level, day, week):
    """Taylor (2008), equations of the additive method, one step after another."""
    alpha, delta, omega, phi = rates
    (level, error), day, week = level, list(day), list(week)
    told = []
    for t, y in enumerate(roots):
        d, w = day[t % len(day)], week[t % len(week)]
        expected = level + d + w + phi * error
        told.append(expected)
        if np.isnan(y):
            error = phi * error
            continue
        e = y - expected
        error = y - (level + d + w)
        level = level + alpha * e
        day[t % len(day)] = d + delta * e
        week[t % len(week)] = w + omega * e
    return told, [level, error], day, week


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_the_kernel_is_the_method_as_it_is_written_down(missing):
    rng = np.random.default_rng(1)
    roots = 10 + rng.normal(0, 1, 200)
    roots[rng.random(200) < missing] = np.nan
    expected = by_hand(roots, RATES, *seasons())

    level, day, week = seasons()
    told = smooth(roots, RATES, level, day, week)

    for found, right in zip((told, level, day, week), expected, strict=True):
        np.testing.assert_allclose(found, right, rtol=1e-12)


def test_a_mean_week_is_taken_apart_and_adds_up():
    week = root(make_week()).ravel()

    found = first_seasons(week, 24)

    np.testing.assert_allclose(
        found.level[0] + np.tile(found.day, 7) + found.week, week
    )
    assert found.day.sum() == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(found.week.reshape(7, 24).sum(axis=0), 0, atol=1e-9)


def test_a_level_that_has_shifted_is_followed():
    offered = noisy(2, weeks=16, day_sd=0.0)
    offered[56:] = np.random.default_rng(3).poisson(1.5 * repeated(8))
    past = make_past(offered)

    volume = fit_taylor(past).predict(days_ahead(past, 7))

    truth = 1.5 * make_week()[:, 8:18].sum()
    assert volume[:, 8:18].sum() == pytest.approx(truth, rel=0.05)


def test_what_was_seen_this_morning_fades_over_the_day():
    past = make_past(noisy(4))
    today = days_ahead(past, 1)
    fit = fit_taylor(past)
    before = fit.predict(today)[0]

    moved = root(fit.rest_of_day(today, morning(1.3 * before))) - root(before)

    assert (moved[13:18] > 0).all()
    assert (np.diff(moved[13:18]) < 0).all()


def test_hours_that_were_not_recorded_are_not_taken_for_quiet_ones():
    past = make_past(noisy(5))
    today = days_ahead(past, 1)
    fit = fit_taylor(past)
    before = fit.predict(today)[0]
    seen = np.where(np.isin(np.arange(24), (9, 12)), before, np.nan)

    rest = fit.rest_of_day(today, seen)

    np.testing.assert_allclose(rest[13:18], before[13:18], rtol=0.05)


def test_the_rates_found_forecast_better_than_the_ones_the_search_began_with():
    past = make_past(noisy(6, day_sd=0.15, persistence=0.9))
    fit = fit_taylor(past)
    roots = root(fit.days.contacts).reshape(fit.days.weeks, -1)
    first = first_seasons(roots[:4].mean(axis=0), fit.days.day)

    told, _ = first.follow(roots.ravel(), np.array([0.02, 0.05, 0.10, 0.50]))

    assert fit.noise < np.mean((roots.ravel() - told) ** 2)
