from __future__ import annotations

import numpy as np
import pytest

from forecasting.models.fourier import fit_fourier
from forecasting.models.scale import root, unroot
from tests.forecasting.models.pasts import (
    days_ahead,
    hours,
    in_open_slots,
    make_past,
    noisy,
)

ALWAYS = hours(whole_day=True)


def wavy(weeks=8):
    """Roots of contacts: one wave of the day and two of the week, (7 W, 24)."""
    step = 2 * np.pi * np.arange(weeks * 168) / 168
    waves = 20 + 4 * np.sin(7 * step) + 2 * np.cos(14 * step + 1) + np.sin(3 * step)
    return waves.reshape(-1, 24)


def lingering(seed, weeks, share, spread):
    """Errors of which a share is left after each slot, (7 W, 24)."""
    rng = np.random.default_rng(seed)
    errors = np.zeros(weeks * 168)
    for step in range(1, len(errors)):
        errors[step] = share * errors[step - 1] + rng.normal(0, spread)
    return errors.reshape(-1, 24)


def test_a_sum_of_waves_is_told_apart_and_goes_on():
    past = make_past(unroot(wavy()), ALWAYS)

    fit = fit_fourier(past)

    np.testing.assert_allclose(fit.waves, wavy(1).ravel(), rtol=1e-9)
    np.testing.assert_allclose(
        fit.predict(days_ahead(past, 14)), unroot(wavy(2)), rtol=1e-9
    )


def test_errors_that_linger_are_learnt():
    roots = wavy(16) + lingering(1, 16, share=0.7, spread=0.3)
    past = make_past(unroot(roots), ALWAYS)

    fit = fit_fourier(past)

    # 2520 steps tell each weight to about 0.02.
    np.testing.assert_allclose(fit.weights, [0.7, 0, 0, 0, 0], atol=0.08)
    assert fit.lags.tolist() == [1, 2, 3, 24, 168]
    assert fit.noise == pytest.approx(0.3**2, rel=0.1)


def test_the_rest_of_a_day_goes_on_from_the_last_error_which_fades():
    roots = wavy(16) + lingering(2, 16, share=0.7, spread=0.3)
    past = make_past(unroot(roots), ALWAYS)
    today = days_ahead(past, 1)
    fit = fit_fourier(past)
    seen = unroot(wavy(1)[0] + 2.0)
    seen[12:] = np.nan

    moved = root(fit.rest_of_day(today, seen)) - root(fit.predict(today)[0])

    assert moved[12] == pytest.approx(2.0 * 0.7, abs=0.3)
    assert np.abs(moved[20:]).max() < 0.3
    assert (np.diff(moved[12:18]) < 0).all()


def test_an_hour_that_was_not_recorded_is_not_taken_for_a_quiet_one():
    past = make_past(noisy(3, whole_day=True), ALWAYS)
    today = days_ahead(past, 1)
    fit = fit_fourier(past)
    as_forecast = fit.predict(today)[0]
    seen = np.where(np.arange(24) == 10, as_forecast, np.nan)

    rest = fit.rest_of_day(today, seen)

    np.testing.assert_allclose(rest[11:], as_forecast[11:], rtol=0.05)


def test_the_mean_of_many_days_is_not_missed_by_the_root():
    past = make_past(np.random.default_rng(4).poisson(3.0, (112, 24)))
    days = days_ahead(past, 28)

    volume = in_open_slots(past, days, fit_fourier(past).predict(days))

    assert volume.mean() == pytest.approx(3.0, rel=0.05)


@pytest.mark.parametrize("weeks", [2, 3, 16])
def test_two_years_ahead_errors_have_not_grown(weeks):
    growing = noisy(5, weeks=weeks) * np.linspace(1, 6, 7 * weeks)[:, None]
    past = make_past(growing)
    days = days_ahead(past, 731)

    volume = in_open_slots(past, days, fit_fourier(past).predict(days))

    assert np.isfinite(volume).all()
    assert volume.max() < 2 * growing.max()
