from __future__ import annotations

import numpy as np
import pytest

from forecasting.models import METHODS, method
from tests.forecasting.models.pasts import (
    days_ahead,
    hours,
    in_open_slots,
    make_past,
    morning,
    noisy,
    repeated,
)
from wfm.errors import HistoryTooShortError

pytestmark = pytest.mark.parametrize("name", METHODS)


def without(offered, days):
    changed = np.array(offered, dtype=float)
    changed[days] = np.nan
    return changed


EVERY_THURSDAY = slice(3, None, 7)
PASTS = {
    "usual": lambda: make_past(noisy(1)),
    "two weeks": lambda: make_past(noisy(2, weeks=2)),
    "three days": lambda: make_past(without(noisy(3, weeks=1), slice(0, 4))),
    "one day": lambda: make_past(without(noisy(3, weeks=1), slice(0, 6))),
    "nothing but zeros": lambda: make_past(np.zeros((70, 24))),
    "one constant": lambda: make_past(np.full((70, 24), 30.0)),
    "weeks missing": lambda: make_past(without(noisy(4), slice(30, 58))),
    "a long gap": lambda: make_past(without(noisy(18), slice(7, 105))),
    "the last weeks missing": lambda: make_past(without(noisy(5), slice(-17, None))),
    "a weekday never seen": lambda: make_past(without(noisy(6), EVERY_THURSDAY)),
    "around the clock": lambda: make_past(
        noisy(7, whole_day=True), hours(whole_day=True)
    ),
    "Monday to Friday": lambda: make_past(noisy(8), hours(closed=(5, 6))),
    "Mondays only": lambda: make_past(noisy(9), hours(closed=range(1, 7))),
    "hardly any contact": lambda: make_past(noisy(10, base=0.05)),
    "very many contacts": lambda: make_past(noisy(11, base=1e6)),
    "a spike": lambda: make_past(np.where(np.arange(112)[:, None] == 90, 2e4, 50.0)),
    "only zeros on a day": lambda: make_past(
        np.where(np.arange(112)[:, None] % 7 == 6, 0.0, noisy(12))
    ),
}


def fitted(name, past):
    try:
        return method(name)(past)
    except HistoryTooShortError as problem:
        # Only a method that a planner chose may refuse; it says what it needs.
        if name != "lightgbm":
            raise
        pytest.skip(str(problem))


@pytest.mark.parametrize("past", PASTS.values(), ids=PASTS)
def test_any_past_gives_numbers_that_can_be_staffed(name, past):
    past = past()
    days, today = days_ahead(past, 28), days_ahead(past, 1)
    fit = fitted(name, past)

    ahead = fit.predict(days)
    rest = fit.rest_of_day(today, morning(np.full(24, 40.0)))

    assert ahead.shape == (28, 24)
    assert rest.shape == (24,)
    for volume in (
        in_open_slots(past, days, ahead),
        in_open_slots(past, today, rest[None]),
    ):
        assert np.isfinite(volume).all()
        assert (volume >= 0).all()
    # Nothing that has not been there by far.
    assert in_open_slots(past, days, ahead).max() <= 3 * max(
        np.nanmax(past.offered), 1.0
    )


def test_a_week_that_repeats_itself_goes_on(name):
    past = make_past(repeated(16))
    days = days_ahead(past, 28)

    volume = fitted(name, past).predict(days)

    np.testing.assert_allclose(
        in_open_slots(past, days, volume),
        in_open_slots(past, days, repeated(4)),
        rtol=0.01,
    )


def test_nothing_but_zeros_is_forecast_at_zero(name):
    past = make_past(np.zeros((112, 24)))
    days = days_ahead(past)

    volume = in_open_slots(past, days, fitted(name, past).predict(days))

    np.testing.assert_allclose(volume, 0.0, atol=1e-5)


def test_the_same_past_gives_the_same_forecast(name):
    past, again = make_past(noisy(13)), make_past(noisy(13))
    days = days_ahead(past)

    one, other = (fitted(name, known).predict(days) for known in (past, again))

    np.testing.assert_array_equal(one, other)


def test_twice_the_contacts_are_twice_the_forecast(name):
    offered = noisy(14, base=400.0)
    past, double = make_past(offered), make_past(2.0 * offered)
    days = days_ahead(past)

    one, other = (
        in_open_slots(past, days, fitted(name, known).predict(days))
        for known in (past, double)
    )

    np.testing.assert_allclose(other, 2 * one, rtol=0.05)


@pytest.mark.parametrize("skip", [0, 3])
def test_a_day_of_which_nothing_was_seen_is_as_forecast_before(name, skip):
    past = make_past(noisy(15))
    today = days_ahead(past, 1, skip)
    fit = fitted(name, past)

    rest = fit.rest_of_day(today, np.full(24, np.nan))

    np.testing.assert_allclose(
        in_open_slots(past, today, rest[None]),
        in_open_slots(past, today, fit.predict(today)),
        rtol=0.05,
    )


@pytest.mark.parametrize("factor", [0.7, 1.3])
def test_a_morning_moves_the_rest_of_its_day_but_not_in_full(name, factor):
    past = make_past(noisy(16))
    today = days_ahead(past, 1)
    fit = fitted(name, past)
    before = fit.predict(today)[0]

    rest = fit.rest_of_day(today, morning(factor * before))

    moved = rest[13:18].sum() / before[13:18].sum() - 1
    assert 0 < moved / (factor - 1) < 1


def test_a_holiday_that_is_like_a_sunday_gets_its_volume(name):
    past = make_past(noisy(17))
    holiday = days_ahead(past, 1, like=6)
    sunday = days_ahead(past, 1, skip=6)
    fit = fitted(name, past)

    volume, usual = (
        in_open_slots(past, days, fit.predict(days)).sum() for days in (holiday, sunday)
    )

    assert volume == pytest.approx(usual, rel=0.2)
