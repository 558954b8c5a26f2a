"""Draws that belong together: intervals, days and weeks agree with each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast, forecast_paths
from forecasting.outlook import Outlook
from forecasting.paths import draw_volumes
from forecasting.uncertainty.bands import QUANTILES, draws, quantiles
from forecasting.uncertainty.spread import Spread
from tests.forecasting.builders import MONDAY, make_noisy
from wfm.errors import ParameterError
from wfm.tables import PATHS

SLOTS = 20
SHARES = [0.025, 0.1, 0.5, 0.9, 0.975]


def make_outlook(volume, days=28, *, common=0.3, next_day=0.6, lingering=0.7):
    spread = Spread(
        growth=np.array([0.001, 0.001, 0.002]),
        within=np.full(SLOTS, 0.003),
        stretches=np.ones((2, 2)),
        common=common,
        next_day=next_day,
        lingering=lingering,
    )
    leads = np.arange(1, days + 1)
    return Outlook(
        queue="sales",
        interval=30,
        volume=np.full((days, SLOTS), float(volume)),
        day_variance=spread.day_variance(leads),
        spread=spread,
        leads=leads,
        aht_s=np.full((days, SLOTS), 300.0),
        handle=None,
    )


@pytest.mark.parametrize("volume", [0.4, 3.0, 40.0, 4000.0])
def test_an_interval_of_the_paths_has_the_band_of_the_forecast(volume):
    mean, relative = np.array([volume]), np.array([0.02])
    stretch = np.array([[0.9, 1.3]])
    normal = np.random.default_rng(1).standard_normal((200_000, 1))

    drawn = draws(normal, mean, relative, stretch)[:, 0]

    band = quantiles(mean, relative, stretch)[0]
    for share, edge in zip(QUANTILES.values(), band, strict=True):
        assert np.mean(drawn <= np.ceil(edge)) >= share - 0.005
        assert np.mean(drawn < np.floor(edge)) <= share + 0.005
    # The outer factor is larger than the inner one, so the mean may move a little.
    assert drawn.mean() == pytest.approx(volume, rel=0.02, abs=0.03)
    assert (drawn == np.floor(drawn)).all()


def test_paths_have_the_mean_and_the_day_variance_of_the_outlook():
    outlook = make_outlook(500.0)

    drawn = draw_volumes(outlook, 4000, np.random.default_rng(2))

    assert drawn.mean(axis=0) == pytest.approx(outlook.volume, rel=0.02)
    totals = drawn.sum(axis=2)
    expected = 500.0 * SLOTS
    relative = totals[:, 0].var() / expected**2
    assert relative == pytest.approx(outlook.day_variance[0] + 1 / expected, rel=0.1)


def test_days_of_a_path_share_what_the_spread_says():
    outlook = make_outlook(4000.0, common=0.3, next_day=0.6)

    totals = draw_volumes(outlook, 6000, np.random.default_rng(3)).sum(axis=2)

    together = np.corrcoef(totals.T)
    assert together[3, 4] == pytest.approx(0.6, abs=0.04)
    assert together[0, 27] == pytest.approx(0.3, abs=0.04)


def test_drawing_intervals_apart_would_make_the_band_of_a_day_far_too_narrow():
    history = make_noisy(4)

    drawn = forecast_paths(history, start=MONDAY, days=1, paths=1000)

    day = drawn.groupby("path")["volume"].sum()
    apart = np.sqrt(drawn.groupby("start")["volume"].var().sum())
    assert day.std() > 2 * apart


def test_sums_of_paths_and_forecast_agree_by_interval_day_and_week():
    history = make_noisy(5)

    table = forecast(history, start=MONDAY, days=14)
    drawn = forecast_paths(history, start=MONDAY, days=14, paths=1000)

    by_interval = drawn.groupby("start")["volume"]
    low, high = by_interval.quantile(0.1), by_interval.quantile(0.9)
    width = table["volume_p90"] - table["volume_p10"]
    assert np.abs(low.to_numpy() - table["volume_p10"]).mean() < 0.06 * width.mean()
    assert np.abs(high.to_numpy() - table["volume_p90"]).mean() < 0.06 * width.mean()
    total = drawn.groupby("path")["volume"].sum().mean()
    assert total == pytest.approx(table["volume"].sum(), rel=0.01)


def test_the_table_of_paths_fulfils_its_contract():
    history = make_noisy(6).assign(aht_s=240.0)

    drawn = forecast_paths(history, start=MONDAY, days=2, paths=3)

    assert list(drawn.columns) == list(PATHS.names)
    parsed = PATHS.parse(drawn, timezone="America/Bogota")
    pd.testing.assert_frame_equal(parsed, drawn, check_dtype=False)
    assert set(drawn["path"]) == {1, 2, 3}
    assert drawn["aht_s"].between(150, 400).all()


def test_the_same_seed_gives_the_same_paths_and_another_seed_others():
    history = make_noisy(7)
    one, same, other = (
        forecast_paths(
            history, start=MONDAY, days=1, paths=20, rng=np.random.default_rng(seed)
        )
        for seed in (1, 1, 2)
    )

    pd.testing.assert_frame_equal(one, same)
    assert not one["volume"].equals(other["volume"])


def test_a_queue_has_the_same_law_beside_others():
    history = make_noisy(8, queue="a")
    both = pd.concat([history, make_noisy(9, queue="b")])

    alone = forecast_paths(history, start=MONDAY, days=1, paths=2000)
    beside = forecast_paths(both, start=MONDAY, days=1, paths=2000)

    laws = [
        table[table["queue"] == "a"].groupby("path")["volume"].sum().quantile(SHARES)
        for table in (alone, beside)
    ]
    assert laws[0].to_numpy() == pytest.approx(laws[1].to_numpy(), rel=0.02)


@pytest.mark.parametrize("paths", [0, -1])
def test_no_paths_at_all_are_refused(paths):
    with pytest.raises(ParameterError, match="paths must be at least 1"):
        forecast_paths(make_noisy(1), paths=paths)
