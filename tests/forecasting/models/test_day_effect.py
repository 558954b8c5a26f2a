from __future__ import annotations

import numpy as np
import pytest

from forecasting.models.day_effect import DayEffect, learn_day_effect

PROFILE = 8 + 4 * np.sin(np.linspace(0, np.pi, 20))
EFFECT = DayEffect(
    residual=0.4, lingering=0.5, variance=0.01, persistence=0.7, mean=0.08, doubt=0.002
)


def simulate(seed, days=400, spread=0.08, persistence=0.7, residual=0.5, lingering=0.4):
    """Roots of days with a known effect of each, and these effects."""
    rng = np.random.default_rng(seed)
    effect, errors = np.zeros(days), np.zeros((days, len(PROFILE)))
    effect[0] = rng.normal(0, spread)
    for day in range(1, days):
        step = rng.normal(0, spread * np.sqrt(1 - persistence**2))
        effect[day] = persistence * effect[day - 1] + step
    errors[:, 0] = rng.normal(0, np.sqrt(residual), days)
    for slot in range(1, len(PROFILE)):
        step = rng.normal(0, np.sqrt(residual * (1 - lingering**2)), days)
        errors[:, slot] = lingering * errors[:, slot - 1] + step
    return PROFILE * (1 + effect[:, None]) + errors, effect


def learn(roots, at=None):
    days = len(roots)
    return learn_day_effect(
        roots,
        np.tile(PROFILE, (days, 1)),
        np.ones(days),
        np.arange(days) if at is None else at,
    )


def test_what_days_share_and_what_lingers_is_recovered():
    found = [learn(simulate(seed)[0]) for seed in range(12)]

    def mean(name):
        return np.mean([getattr(effect, name) for effect in found])

    assert np.sqrt(mean("variance")) == pytest.approx(0.08, rel=0.10)
    assert mean("persistence") == pytest.approx(0.7, abs=0.05)
    # The effect of the day takes one slot in eight of what lingers with it.
    assert mean("residual") == pytest.approx(0.5, rel=0.15)
    assert mean("lingering") == pytest.approx(0.4, abs=0.10)


def test_the_last_day_is_known_as_well_as_it_says():
    found = [(learn(roots), effect[-1]) for roots, effect in map(simulate, range(60))]

    errors = np.array([one.mean - truth for one, truth in found])
    doubt = np.mean([one.doubt for one, _ in found])

    assert np.mean(errors**2) == pytest.approx(doubt, rel=0.4)
    assert doubt < 0.5 * 0.08**2


def test_days_without_an_effect_are_given_none():
    found = learn(simulate(1, spread=0.0)[0])

    assert np.sqrt(found.variance) < 0.015
    assert abs(found.mean) < 0.005


def test_a_gap_of_days_makes_the_last_effect_count_less():
    roots, _ = simulate(2)
    roots[-1] = PROFILE * 1.2
    at = np.arange(len(roots))
    late = np.where(at == at[-1], at + 30, at)

    near, far = (learn(roots, days) for days in (at, late))

    # After a long gap the last day is judged by itself alone.
    assert far.doubt > near.doubt
    assert 0 < far.mean < 0.2


def test_cells_that_are_not_known_tell_nothing():
    roots, _ = simulate(3)
    thinned = np.where(
        np.random.default_rng(4).random(roots.shape) < 0.3, np.nan, roots
    )

    whole, found = learn(roots), learn(thinned)

    assert found.variance == pytest.approx(whole.variance, rel=0.15)
    assert found.mean == pytest.approx(whole.mean, abs=0.03)


def test_an_effect_fades_over_the_days_and_doubt_grows_to_the_whole():
    steps = np.array([1, 2, 3, 10, 100])

    mean, variance = EFFECT.ahead(steps)

    np.testing.assert_allclose(mean, 0.08 * 0.7**steps)
    assert (np.diff(variance) > 0).all()
    assert variance[0] < EFFECT.variance
    assert variance[-1] == pytest.approx(EFFECT.variance)


def by_precision(effect, step, seen):
    """Mean and variance of a Gaussian's unknown part, from the joint precision."""
    shared, doubt = effect.ahead(np.array([step]))
    slots = np.arange(len(PROFILE))
    lasting = effect.lingering ** np.abs(slots[:, None] - slots)
    joint = doubt[0] * np.outer(PROFILE, PROFILE) + effect.residual * lasting
    known = np.isfinite(seen)
    precision = np.linalg.inv(joint)
    variance = np.linalg.inv(precision[np.ix_(~known, ~known)])
    centre = PROFILE * (1 + shared[0])
    told = precision[np.ix_(~known, known)] @ (seen - centre)[known]
    return centre[~known] - variance @ told, np.diag(variance)


@pytest.mark.parametrize("step", [1, 5])
@pytest.mark.parametrize("known", [[0], range(8), [2, 3, 9, 15]], ids=str)
def test_the_rest_of_a_day_is_the_gaussian_given_what_was_seen(step, known):
    seen = np.full(20, np.nan)
    seen[list(known)] = 1.1 * PROFILE[list(known)]
    wanted = np.flatnonzero(np.isnan(seen))

    mean, variance = EFFECT.given(PROFILE, step, seen, wanted)

    expected, spread = by_precision(EFFECT, step, seen)
    np.testing.assert_allclose(mean, expected)
    np.testing.assert_allclose(variance, spread)


def test_a_day_of_which_nothing_was_seen_is_what_the_days_before_say():
    every = np.arange(20)

    mean, variance = EFFECT.given(PROFILE, 2, np.full(20, np.nan), every)

    shared, doubt = EFFECT.ahead(np.array([2]))
    np.testing.assert_allclose(mean, PROFILE * (1 + shared[0]))
    np.testing.assert_allclose(variance, PROFILE**2 * doubt[0] + EFFECT.residual)
