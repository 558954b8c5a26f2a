"""The quick tournament ranks methods on days they have not seen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting.accuracy import poisson_deviation
from forecasting.accuracy.tournament import rank_methods, tournament
from forecasting.models import METHODS
from forecasting.past import Past
from tests.forecasting.builders import make_noisy


def make_past(weeks, offered=None):
    """Days from Monday 2026-09-07 on, with two slots."""
    dates = np.datetime64("2026-09-07") + np.arange(7 * weeks)
    if offered is None:
        offered = np.full((7 * weeks, 2), 40.0)
    return Past(
        dates=dates,
        offered=offered,
        opening=np.ones((7, 2), dtype=bool),
        covariates=np.zeros((7 * weeks, 0)),
        names=(),
    )


class Always:
    """Forecasts one number."""

    def __init__(self, number):
        self.number = number

    def __call__(self, past):
        assert past.dates[-1] < np.datetime64("2026-11-30")
        return self

    def predict(self, days):
        return np.full((len(days.dates), 2), self.number)

    def rest_of_day(self, days, seen):
        return self.predict(days)[0]


def test_the_smallest_error_comes_first():
    table = rank_methods(make_past(12), {"much": Always(60.0), "right": Always(44.0)})

    assert list(table["model"]) == ["right", "much"]
    assert table["wape"].to_numpy() == pytest.approx([0.1, 0.5])
    assert table["bias"].to_numpy() == pytest.approx([0.1, 0.5])
    assert (table["naive_wape"] == 0).all()
    floor = float(poisson_deviation(np.array(40.0))) / 40
    assert table["floor"].to_numpy() == pytest.approx([floor, floor])


def test_it_ends_before_two_weeks_and_a_day():
    assert rank_methods(make_past(2)).empty


def test_a_short_history_has_a_shorter_horizon():
    assert len(rank_methods(make_past(3), {"right": Always(40.0)})) == 1


def test_all_methods_take_part():
    rng = np.random.default_rng(1)
    past = make_past(12, rng.poisson(40.0, (84, 2)).astype(float))
    past = Past(
        dates=past.dates,
        offered=past.offered,
        opening=past.opening,
        covariates=np.zeros((84, len(_names()))),
        names=_names(),
    )

    assert set(rank_methods(past)["model"]) == set(METHODS)


def _names():
    from forecasting.almanac.covariates import NAMES

    return NAMES


def test_a_tournament_of_a_history_ranks_each_queue():
    history = pd.concat([make_noisy(1, queue="a"), make_noisy(2, queue="b")])

    table = tournament(history, timezone="America/Bogota")

    assert list(table.columns[:3]) == ["queue", "model", "wape"]
    assert set(table["queue"]) == {"a", "b"}
    for _, rows in table.groupby("queue"):
        assert rows["wape"].is_monotonic_increasing


def test_methods_that_need_a_longer_history_are_left_out_of_it():
    table = tournament(make_noisy(3, weeks=5))

    assert "lightgbm" not in set(table["model"])
    assert "auto" in set(table["model"])
