"""A model that the history is too short for is replaced by rule, and it is said."""

from __future__ import annotations

import pytest

from forecasting import forecast, reforecast
from forecasting.models import METHODS
from tests.forecasting.builders import make_noisy


@pytest.mark.parametrize(
    ("weeks", "methods"),
    [
        (1, "ewma"),
        (4, "svd + ewma"),
        (8, "core + svd"),
        (16, "core + svd + lightgbm"),
    ],
)
def test_the_combination_follows_the_length_of_the_history(weeks, methods):
    table = forecast(make_noisy(1, weeks=weeks), days=2)

    assert table.attrs["methods"] == {"sales": methods}
    assert table.attrs["fell_back"] == {}


def test_trees_that_lack_history_give_way_to_the_combination():
    history = make_noisy(2, weeks=4)

    asked, auto = (
        forecast(history, days=2, model=name) for name in ("lightgbm", "auto")
    )

    assert asked["volume"].tolist() == auto["volume"].tolist()
    assert asked.attrs["fell_back"] == {
        "sales": "lightgbm needs 5 weeks of history, there are 4.0"
    }


def test_nothing_but_zeros_teach_the_trees_nothing():
    history = make_noisy(3, weeks=8).assign(offered=0.0)

    table = forecast(history, days=2, model="lightgbm")

    assert table["volume"].max() < 1e-9
    assert "model lightgbm needs" in table.attrs["fell_back"]["sales"]


@pytest.mark.parametrize("model", METHODS)
def test_every_model_can_be_asked_for(model):
    history = make_noisy(4, weeks=10)

    ahead = forecast(history, days=2, model=model)
    rest = reforecast(history, at="2026-11-12T12:00", model=model)

    assert ahead.attrs["fell_back"] == rest.attrs["fell_back"] == {}
    assert ahead["volume"].sum() > 0
    assert rest["volume"].sum() > 0
