"""The naive forecasts and the scale of MASE, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.accuracy.naive import four_week_mean, last_week
from forecasting.accuracy.scale import weekly_naive_scale

# Six weeks from a Monday on.
DATES = np.arange("2026-10-05", "2026-11-16", dtype="datetime64[D]")
MONDAY = np.array(["2026-11-16"], dtype="datetime64[D]")
EVERY = np.ones(len(DATES), dtype=bool)


def offered():
    """Mondays with 10, 20, 30, 40, 50 and 60 contacts in one of two slots."""
    values = np.full((len(DATES), 2), np.nan)
    values[::7, 0] = [10, 20, 30, 40, 50, 60]
    return values


def test_the_naive_is_the_mean_of_the_last_four_of_its_weekday():
    assert four_week_mean(offered(), DATES, EVERY, MONDAY).tolist() == [[45.0, 0.0]]


def test_a_special_day_is_no_part_of_the_naive():
    usual = ~np.isin(DATES, np.datetime64("2026-11-09"))

    assert four_week_mean(offered(), DATES, usual, MONDAY)[0, 0] == 35.0


def test_the_seasonal_naive_repeats_the_last_of_its_weekday():
    ahead = MONDAY[0] + np.array([7, 8])

    assert last_week(offered(), DATES, ahead).tolist() == [[60, 0], [0, 0]]


def test_the_scale_is_the_change_from_week_to_week_at_each_level():
    # Two weeks, two slots: Monday rises by 3 and falls by 1, Tuesday rises by 4.
    past = np.full((14, 2), np.nan)
    past[0], past[7] = [5, 5], [8, 4]
    past[1], past[8] = [2, np.nan], [6, 9]

    scale = weekly_naive_scale(past)

    assert scale["interval"] == pytest.approx(((3 + 1 + 4) / 3, (9 + 1 + 16) / 3))
    assert scale["day"] == pytest.approx(((2 + 4) / 2, (4 + 16) / 2))
    assert scale["week"] == pytest.approx((6, 36))


def test_one_week_has_no_scale():
    scale = weekly_naive_scale(np.ones((7, 2)))

    assert np.isnan(list(scale.values())).all()
