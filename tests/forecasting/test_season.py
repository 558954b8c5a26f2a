from __future__ import annotations

import numpy as np
import pytest

from forecasting import forecast
from forecasting.almanac.season import learn_season
from tests.forecasting.builders import make_history

# A Monday.
FIRST = "2024-09-02"
YEAR_DAYS = 365.25


def swing(starts, size):
    """Busiest on the first of January."""
    day = starts.dt.day_of_year
    return 1 + size * np.cos(2 * np.pi * day / YEAR_DAYS)


def seasonal(seed, weeks, size=0.2, wander=0.01):
    """Poisson contacts whose level swings with the year and wanders."""
    rng = np.random.default_rng(seed)
    history = make_history(first=FIRST, weeks=weeks, base=100.0)
    start = history["start"]
    week = ((start - start.min()).dt.days // 7).to_numpy()
    walk = np.exp(np.cumsum(rng.normal(0, wander, weeks)))[week]
    day = (start - start.min()).dt.days.to_numpy()
    busy = np.exp(rng.normal(0, 0.05, day.max() + 1))[day]
    rate = history["offered"] * swing(start, size) * walk * busy
    return history.assign(offered=rng.poisson(rate).astype(float))


def daily(history):
    """Dates and a grid of contacts."""
    start = history["start"]
    dates = start.dt.normalize().drop_duplicates().to_numpy("datetime64[D]")
    return dates, history["offered"].to_numpy().reshape(len(dates), -1)


@pytest.mark.parametrize("seed", range(3))
def test_two_years_show_the_swing_of_the_year(seed):
    dates, offered = daily(seasonal(seed, weeks=104))

    index = learn_season(dates, offered).index(dates)

    truth = 1 + 0.2 * np.cos(
        2 * np.pi * (dates - dates.astype("datetime64[Y]")).astype(int) / YEAR_DAYS
    )
    off = np.log(index / truth)
    assert np.std(off) < 0.05


def test_a_level_that_only_wanders_is_no_season():
    swings = [
        np.ptp(learn_season(*daily(seasonal(seed, 104, 0.0, 0.02))).effects)
        for seed in range(4)
    ]

    assert np.median(swings) < 0.05


def test_less_than_thirteen_months_show_no_season():
    season = learn_season(*daily(seasonal(1, weeks=50)))

    assert (season.effects == 0).all()


def test_the_forecast_follows_the_season():
    # The history ends in the steepest week of spring.
    history = seasonal(5, weeks=84, wander=0.003)

    table = forecast(history, days=84, model="ewma")

    start = table["start"].dt.tz_localize(None)
    weeks = table["volume"].to_numpy().reshape(12, -1).sum(axis=1)
    expected = swing(start, 0.2).to_numpy().reshape(12, -1).mean(axis=1)
    # What is left of the level at the start is not the season's matter.
    np.testing.assert_allclose(weeks / weeks[0], expected / expected[0], atol=0.06)
