from __future__ import annotations

import sys

import numpy as np
import pytest

from forecasting.models.ets import fit_ets
from tests.forecasting.models.pasts import (
    days_ahead,
    hours,
    make_past,
    make_week,
    noisy,
    repeated,
)


def by_hand(totals, week, found):
    """Damped Holt-Winters with a multiplicative season, one day after another."""
    alpha, beta, gamma = (
        found[f"smoothing_{name}"] for name in ("level", "trend", "seasonal")
    )
    phi, level, trend = (
        found[name] for name in ("damping_trend", "initial_level", "initial_trend")
    )
    season = list(found["initial_seasons"])
    for day, total in enumerate(totals):
        usual = season[day % week]
        before, fading = level, phi * trend
        level = alpha * total / usual + (1 - alpha) * (before + fading)
        trend = beta * (level - before) + (1 - beta) * fading
        season[day % week] = gamma * total / (before + fading) + (1 - gamma) * usual
    rise = np.cumsum(phi ** np.arange(1, 3 * week + 1)) * trend
    return (level + rise) * np.tile(season, 3)


def test_days_are_those_of_the_equations_with_the_packages_rates():
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    past = make_past(noisy(1), hours(closed=(5, 6)))
    totals = np.nansum(past.offered, axis=1)[past.weekdays < 5]
    package = ExponentialSmoothing(
        totals / totals.mean(),
        trend="add",
        damped_trend=True,
        seasonal="mul",
        seasonal_periods=5,
        initialization_method="heuristic",
    ).fit(use_brute=False)
    days = days_ahead(past, 21)

    volume = fit_ets(past).predict(days).sum(axis=1)[days.like < 5]

    mean = totals.mean()
    by_equations = by_hand(totals / mean, 5, package.params) * mean
    np.testing.assert_allclose(volume, by_equations)
    # The package forgets what the very last day said of its weekday.
    np.testing.assert_allclose(volume[:4], package.forecast(4) * mean)


def test_a_day_is_spread_as_the_last_eight_of_its_weekday_were():
    offered = repeated(20)
    offered[: 12 * 7, 9] *= 5.0
    past = make_past(offered)

    volume = fit_ets(past).predict(days_ahead(past, 7))[:, 8:18]

    usual = make_week()[:, 8:18]
    np.testing.assert_allclose(
        volume / volume.sum(axis=1, keepdims=True),
        usual / usual.sum(axis=1, keepdims=True),
    )


def test_the_weekdays_keep_their_order_whatever_day_the_history_ends_on():
    usual = make_week()[:, 8:18]
    for missing in range(1, 7):
        offered = repeated(12)
        offered[-missing:] = np.nan
        past = make_past(offered)

        volume = fit_ets(past).predict(days_ahead(past, 7))

        np.testing.assert_allclose(volume[:, 8:18], usual, rtol=1e-3)


def test_a_rise_goes_on_for_a_while_and_flattens():
    rise = np.linspace(1, 2, 112)[:, None]
    past = make_past(repeated(16) * rise)

    volume = fit_ets(past).predict(days_ahead(past, 728)).sum(axis=1)

    weeks = volume.reshape(-1, 7).sum(axis=1)
    last = (past.offered[-7:, 8:18]).sum()
    assert weeks[0] > last
    steps = np.diff(weeks)
    assert (np.diff(steps) <= 1e-9).all()
    assert weeks[-1] < 4 * last


@pytest.mark.parametrize("closed", [(), (6,), (1, 2, 3, 4, 5, 6)])
def test_one_constant_stays(closed):
    past = make_past(np.full((84, 24), 30.0), hours(closed=closed))

    volume = fit_ets(past).predict(days_ahead(past, 7))

    np.testing.assert_allclose(volume[0, 8:18], 30.0, rtol=1e-3)


@pytest.mark.parametrize("working", range(1, 8))
@pytest.mark.parametrize("weeks", [1, 2, 3, 4, 8])
def test_any_number_of_working_days_is_enough_for_some_forecast(working, weeks):
    past = make_past(repeated(weeks), hours(closed=range(working, 7)))
    days = days_ahead(past, 7)

    totals = fit_ets(past).predict(days)[:working, 8:18].sum(axis=1)

    usual = make_week()[:working, 8:18].sum(axis=1)
    np.testing.assert_allclose(totals, usual, rtol=0.01)


def test_the_whole_of_the_package_is_never_loaded():
    fit_ets(make_past(noisy(2)))

    assert "statsmodels.tsa.holtwinters" in sys.modules
    assert "statsmodels.api" not in sys.modules
