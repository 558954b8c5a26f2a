"""Variances learnt from finished forecasts are those that made the errors."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.uncertainty.bands import quantiles
from forecasting.uncertainty.origins import Hindcasts
from forecasting.uncertainty.spread import learn_spread

SLOTS, HORIZON = 24, 28


def make_hindcasts(
    seed, *, volume=800.0, day=0.03, drift=0.0, within=0.05, origins=60, lingering=0.0
):
    """Forecasts that are right on average, with known relative errors."""
    rng = np.random.default_rng(seed)
    lead = np.tile(np.arange(1, HORIZON + 1), origins)
    origin = np.repeat(np.arange(origins) * 3, HORIZON)
    sd = np.sqrt(day**2 + drift**2 * lead / HORIZON)
    shared = rng.normal(0, sd)
    alone = rng.normal(0, within, (len(lead), SLOTS))
    for slot in range(1, SLOTS):
        kept = np.sqrt(1 - lingering**2) * alone[:, slot]
        alone[:, slot] = lingering * alone[:, slot - 1] + kept
    alone -= alone.mean(axis=1, keepdims=True)
    rate = volume * np.maximum(1 + shared[:, None] + alone, 0.01)
    return Hindcasts(
        origin=origin,
        day=origin + lead - 1,
        lead=lead,
        actual=rng.poisson(rate).astype(float),
        volume=np.full((len(lead), SLOTS), volume),
    )


def test_day_and_interval_variances_are_found_beyond_poisson_chance():
    spread = learn_spread(make_hindcasts(1, day=0.04, within=0.05))

    assert spread.day_variance(np.array([1, 14, 28])) == pytest.approx(
        0.04**2, rel=0.35
    )
    assert spread.within.mean() == pytest.approx(0.05**2, rel=0.1)


def test_drift_grows_with_the_lead():
    spread = learn_spread(make_hindcasts(2, day=0.02, drift=0.08))

    near, far = spread.day_variance(np.array([1, 28]))
    assert near < 0.04**2
    assert far == pytest.approx(0.02**2 + 0.08**2, rel=0.25)


def test_drift_goes_on_beyond_the_longest_lead_learnt_but_not_for_ever():
    spread = learn_spread(make_hindcasts(3, day=0.02, drift=0.08))

    at = spread.day_variance(np.array([28, 56, 84, 400]))
    assert (np.diff(at[:3]) > 0).all()
    assert at[3] == at[2]


def test_residuals_that_linger_are_told_from_those_that_do_not():
    fresh = learn_spread(make_hindcasts(4, volume=5000, lingering=0.0)).lingering
    kept = learn_spread(make_hindcasts(4, volume=5000, lingering=0.8)).lingering

    assert fresh < 0.1
    assert 0.6 < kept < 0.9


@pytest.mark.parametrize("volume", [5.0, 800.0])
def test_the_bands_hold_what_they_promise_on_days_that_were_not_used(volume):
    spread = learn_spread(make_hindcasts(5, volume=volume))
    fresh = make_hindcasts(6, volume=volume)

    relative = spread.day_variance(fresh.lead)[:, None] + spread.within
    stretch = np.repeat(spread.stretch(fresh.lead), SLOTS, axis=0)
    band = quantiles(fresh.volume.ravel(), relative.ravel(), stretch)

    actual = fresh.actual.ravel()
    inner = np.mean((actual >= band[:, 1]) & (actual <= band[:, 3]))
    outer = np.mean((actual >= band[:, 0]) & (actual <= band[:, 4]))
    # Whole contacts make bands of few contacts hold more than their share.
    assert 0.78 < inner < (0.84 if volume > 100 else 0.92)
    assert 0.94 < outer <= 0.99


def test_without_any_finished_forecast_the_bands_are_wide():
    nothing = Hindcasts(
        origin=np.empty(0, dtype=int),
        day=np.empty(0, dtype=int),
        lead=np.empty(0, dtype=int),
        actual=np.empty((0, SLOTS)),
        volume=np.empty((0, SLOTS)),
    )

    spread = learn_spread(nothing)

    assert np.sqrt(spread.day_variance(np.array([7]))[0]) > 0.15
    assert (spread.stretches >= 1).all()


def test_few_finished_forecasts_make_wider_bands_than_many():
    few = learn_spread(make_hindcasts(7, origins=3))
    many = learn_spread(make_hindcasts(7, origins=60))

    assert (few.stretches > many.stretches).all()
