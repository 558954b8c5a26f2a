"""Staffing under risk from tables: windows, handle times, what does not fit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.wfm.staffing.risk_days import draw_days
from wfm.demand import Channel, Queue, ServiceGoal
from wfm.errors import ParameterError, TableError
from wfm.intervals import goal_windows
from wfm.staffing import required_agents
from wfm.staffing.risk_table import (
    Penalty,
    RiskQuestion,
    risk_tables,
)
from wfm.tables import FORECAST, PATHS
from wfm.tables.prices import PRICES

BOGOTA = "America/Bogota"
DAILY = ServiceGoal(service_level=0.8, threshold=20, window="day")
BY_INTERVAL = ServiceGoal(service_level=0.8, threshold=20)
PRICED = RiskQuestion(
    probability=0.8, agent_cost=12_000, penalty=Penalty(per_miss=400_000)
)


def make_tables(names=("soporte", "ventas"), days=2, paths=60, seed=1):
    """Forecast and paths of some days from 08:00 to 20:00, from a Sunday on."""
    rng = np.random.default_rng(seed)
    forecasts, drawn = [], []
    for name in names:
        for day in pd.date_range("2026-11-29", periods=days, tz=BOGOTA):
            starts = pd.date_range(
                day + pd.Timedelta(hours=8), periods=24, freq="30min"
            )
            contacts, aht = draw_days(rng, paths, volume=12)
            forecasts.append(
                pd.DataFrame(
                    {"queue": name, "start": starts, "volume": 12.0, "aht_s": 300.0}
                )
            )
            drawn.append(
                pd.DataFrame(
                    {
                        "queue": name,
                        "start": np.tile(starts, paths),
                        "path": np.repeat(np.arange(paths), 24),
                        "volume": contacts.ravel(),
                        "aht_s": aht.ravel(),
                    }
                )
            )
    forecast, paths_ = (
        pd.concat(part, ignore_index=True) for part in (forecasts, drawn)
    )
    return (
        FORECAST.parse(forecast, timezone=BOGOTA),
        PATHS.parse(paths_, timezone=BOGOTA),
    )


def queues(**changes):
    return lambda name: Queue(**({"name": name, "goal": DAILY} | changes))


def answer(forecast, paths, queue=None, question=PRICED, **changes):
    return risk_tables(
        forecast,
        paths,
        queue or queues(),
        interval=30,
        question=question,
        rng=np.random.default_rng(3),
        **changes,
    )


def test_rows_are_those_of_the_forecast_with_the_probability_of_their_day():
    forecast, paths = make_tables()

    table = answer(forecast, paths).agents

    keys = ["queue", "start"]
    pd.testing.assert_frame_equal(table[keys], forecast.sort_values(keys)[keys])
    by_day = table.groupby(["queue", table["start"].dt.date])["probability"]
    assert (by_day.min() == by_day.max()).all()
    assert table["probability"].between(0.8, 0.87).all()
    assert (table["probability_low"] < table["probability"]).all()
    assert (table["probability_high"] > table["probability"]).all()


def test_the_order_of_the_rows_does_not_matter():
    forecast, paths = make_tables(names=("ventas",), days=1)

    straight = answer(forecast, paths)
    shuffled = answer(
        forecast.sample(frac=1, random_state=1), paths.sample(frac=1, random_state=2)
    )

    pd.testing.assert_frame_equal(straight.agents, shuffled.agents)
    pd.testing.assert_frame_equal(straight.prices, shuffled.prices)


def test_the_price_list_keeps_its_contract_and_adds_up():
    forecast, paths = make_tables()

    prices = answer(forecast, paths).prices

    assert list(prices) == PRICES.names
    pd.testing.assert_frame_equal(PRICES.parse(prices, timezone=BOGOTA), prices)
    lists = prices.groupby(["queue", "window_start"], dropna=False)
    assert len(lists) == 2 * (2 + 1) + 1
    assert (lists["best"].sum() == 1).all()
    total = prices["cost"] + prices["expected_penalty"]
    np.testing.assert_allclose(prices["total"], total, atol=0.011)
    net = prices["penalty_avoided"] - prices["extra_cost"]
    np.testing.assert_allclose(prices["net"], net, atol=0.011)
    first = prices[prices["step"] == 0].set_index(["queue", "window_start"])["total"]
    every = first[("*", pd.NaT)]
    assert every == pytest.approx(
        first[first.index.get_level_values(0) != "*"].groupby(level=0).sum().sum() / 2
    )


def test_without_a_cost_there_is_no_price_list():
    forecast, paths = make_tables(names=("ventas",), days=1)

    bare = answer(forecast, paths, question=RiskQuestion(probability=0.8))

    assert bare.prices is None
    priced = answer(forecast, paths).agents
    pd.testing.assert_frame_equal(bare.agents, priced)


def test_by_interval_the_agents_are_the_quantile_over_the_paths():
    forecast, paths = make_tables(names=("ventas",), days=1)

    table = answer(forecast, paths, queues(goal=BY_INTERVAL)).agents

    by_interval = paths.sort_values(["start", "path"])
    needs = required_agents(
        by_interval["volume"], by_interval["aht_s"], goal=BY_INTERVAL
    ).agents.reshape(24, 60)
    assert table["agents"].tolist() == np.sort(needs, axis=1)[:, 47].tolist()


def test_a_path_without_handle_time_takes_the_forecasts_or_the_queues():
    forecast, paths = make_tables(names=("ventas",), days=1)
    silent = paths.assign(aht_s=np.nan)

    told = answer(forecast, paths.assign(aht_s=300.0)).agents
    from_forecast = answer(forecast, silent).agents
    from_queue = answer(
        forecast.assign(aht_s=np.nan), silent, queues(aht_s=300.0)
    ).agents

    pd.testing.assert_frame_equal(from_forecast, told)
    pd.testing.assert_frame_equal(from_queue, told)


def test_progress_goes_from_nothing_to_all():
    forecast, paths = make_tables(paths=20)
    seen = []

    answer(forecast, paths, progress=seen.append)

    assert seen == [0.25, 0.5, 0.75, 1.0]


def test_windows_follow_the_local_calendar():
    # From Saturday 28 November to Wednesday 2 December, every six hours.
    starts = pd.Series(pd.date_range("2026-11-28", periods=20, freq="6h", tz=BOGOTA))

    sizes = {
        window: [each.stop - each.start for each in goal_windows(starts, window)]
        for window in ("interval", "day", "week", "month")
    }

    assert sizes == {
        "interval": [1] * 20,
        "day": [4] * 5,
        "week": [8, 12],
        "month": [12, 8],
    }


def test_everything_that_does_not_fit_is_said_at_once():
    forecast, paths = make_tables(names=("cobro", "soporte", "ventas"), days=1)
    start = forecast["start"].min()
    late = forecast["start"].max()
    stray = paths["queue"].eq("soporte") & paths["start"].eq(start)
    short = paths["queue"].eq("ventas") & paths["path"].eq(3) & paths["start"].eq(late)
    broken = pd.concat(
        [
            paths[~stray & ~short & paths["queue"].ne("cobro")],
            paths[stray].assign(start=start - pd.Timedelta(minutes=30)),
            paths[stray].assign(queue="otra"),
        ]
    )

    with pytest.raises(TableError) as caught:
        answer(forecast, broken)

    assert [each.message for each in caught.value.problems] == [
        "queue 'otra' is not in the forecast",
        "queue 'cobro' has no paths",
        "queue 'soporte' has 1 intervals of the forecast without paths, the first at "
        "2026-11-29T08:00:00-05:00",
        "queue 'soporte' has 1 intervals with paths that the forecast has not, the "
        "first at 2026-11-29T07:30:00-05:00",
        "queue 'ventas' has 60 paths, but 1 intervals have fewer, the first at "
        "2026-11-29T19:30:00-05:00",
    ]


def test_a_handle_time_nobody_knows_is_a_problem():
    forecast, paths = make_tables(names=("ventas",), days=1, paths=5)

    with pytest.raises(TableError, match="'ventas' has no handle time"):
        answer(forecast.assign(aht_s=np.nan), paths.assign(aht_s=np.nan))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"channel": Channel.DEFERRED}, r"queues\.ventas\.channel must be voice"),
        ({"channel": Channel.OUTBOUND}, r"queues\.ventas\.channel must be voice"),
        ({"channel": Channel.CHAT, "concurrency": 3}, "concurrency must be 1"),
        ({"goal": ServiceGoal(None, max_occupancy=0.7)}, "goal must be a service"),
    ],
)
def test_a_queue_that_does_not_wait_like_calls_is_refused(changes, message):
    forecast, paths = make_tables(names=("ventas",), days=1, paths=5)

    with pytest.raises(ParameterError, match=message):
        answer(forecast, paths, queues(**changes))


def test_chat_one_at_a_time_is_served_like_calls():
    forecast, paths = make_tables(names=("ventas",), days=1, paths=20)

    chat = answer(forecast, paths, queues(channel=Channel.CHAT))

    pd.testing.assert_frame_equal(chat.agents, answer(forecast, paths).agents)


@pytest.mark.parametrize("probability", [0, 1, 1.2, -0.5, float("nan")])
def test_a_question_that_is_none_is_refused(probability):
    with pytest.raises(ParameterError, match="probability must be in"):
        RiskQuestion(probability=probability)
