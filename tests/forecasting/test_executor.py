"""Many queues are worked out by one process or by several, with the same result."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from forecasting import reforecast
from forecasting.ahead import forecast_and_paths
from forecasting.executor import InTurn, Processes, executor
from tests.forecasting.builders import make_noisy
from wfm.errors import ParameterError


@pytest.fixture(scope="module")
def queues():
    return pd.concat(
        [
            make_noisy(seed, queue=f"queue {seed:02d}", base=10.0 * seed, weeks=4)
            for seed in range(1, 25)
        ]
    )


@pytest.mark.parametrize("who", [InTurn(), Processes(2)])
def test_answers_come_in_the_order_of_the_items(who):
    assert who.each(math.sqrt, [16.0, 9.0, 4.0, 1.0] * 6) == [4.0, 3.0, 2.0, 1.0] * 6


def test_no_worker_at_all_is_refused():
    with pytest.raises(ParameterError, match="workers must be at least 1"):
        executor(0)


def test_two_workers_give_the_same_bytes_as_one(queues, tmp_path):
    for workers in (1, 2):
        tables = forecast_and_paths(queues, days=7, paths=3, workers=workers)
        for name, table in zip(("forecast", "paths"), tables, strict=True):
            table.to_csv(tmp_path / f"{name} {workers}.csv", index=False)

    for name in ("forecast", "paths"):
        one, two = (tmp_path / f"{name} {workers}.csv" for workers in (1, 2))
        assert one.read_bytes() == two.read_bytes()


def test_two_workers_finish_a_day_as_one_does(queues):
    one, two = (
        reforecast(queues, at="2026-10-02T12:00", workers=workers) for workers in (1, 2)
    )

    pd.testing.assert_frame_equal(one, two)
