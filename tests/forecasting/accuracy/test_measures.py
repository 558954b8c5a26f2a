"""Every measure against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting.accuracy.measures import errors_of, measures
from forecasting.accuracy.staffing import USUAL_GOAL, staff_cells
from forecasting.uncertainty.bands import QUANTILES
from wfm.staffing import required_agents


def cases(**columns):
    """Three cases: 10, 20 and 10 contacts, forecast as 12, 15 and 10."""
    usual = {
        "queue": "sales",
        "model": "auto",
        "actual": [10.0, 20.0, 10.0],
        "volume": [12.0, 15.0, 10.0],
        "naive": [8.0, 20.0, 18.0],
        "seasonal_naive": [14.0, 22.0, 10.0],
        "rate": [1.0, 1.0, 1.0],
        "absolute": 4.0,
        "squared": 25.0,
        "needed": [5.0, 10.0, 5.0],
        "planned": [6.0, 8.0, 5.0],
        "naive_planned": [4.0, 10.0, 8.0],
        **dict.fromkeys(QUANTILES, np.nan),
    }
    return pd.DataFrame(usual | columns)


def measured(**columns):
    """Measures of those cases together."""
    return measures(errors_of(cases(**columns)), ["queue", "model"]).iloc[0]


def test_wape_and_bias_are_shares_of_what_came():
    found = measured()

    assert (found["cases"], found["contacts"]) == (3, 40.0)
    assert found["wape"] == pytest.approx((2 + 5 + 0) / 40)
    assert found["bias"] == pytest.approx((2 - 5 + 0) / 40)


def test_the_naive_and_the_floor_stand_beside_it():
    found = measured()

    assert found["naive_wape"] == pytest.approx((2 + 0 + 8) / 40)
    assert found["seasonal_naive_wape"] == pytest.approx((4 + 2 + 0) / 40)
    assert found["ratio_to_naive"] == pytest.approx(7 / 10)
    # A Poisson count of mean 1 is off by 2 / e on average.
    assert found["floor"] == pytest.approx(3 * 2 / np.e / 40)


def test_mase_and_rmsse_are_in_units_of_the_weekly_naive_before():
    found = measured()

    assert found["mase"] == pytest.approx((2 + 5 + 0) / 3 / 4)
    assert found["rmsse"] == pytest.approx(np.sqrt((4 + 25 + 0) / 3 / 25))


def test_pinball_weighs_each_side_by_the_share_of_its_quantile():
    quantiles = dict(
        zip(QUANTILES, ([4.0], [6.0], [10.0], [14.0], [16.0]), strict=True)
    )
    one = {name: values[:1] for name, values in cases().items()} | quantiles

    found = measures(errors_of(pd.DataFrame(one)), ["queue"]).iloc[0]

    # 10 came: 0.025 x 6, 0.1 x 4, 0, (1 - 0.9) x 4, (1 - 0.975) x 6.
    loss = (0.15 + 0.4 + 0.0 + 0.4 + 0.15) / 5
    assert found["pinball"] == pytest.approx(loss)
    assert found["scrps"] == pytest.approx(2 * loss / 10)


def test_coverage_counts_the_ends_of_a_band_as_inside():
    found = measured(
        volume_p025=[10.0, 0.0, 11.0],
        volume_p10=[11.0, 1.0, 12.0],
        volume_p50=12.0,
        volume_p90=[13.0, 20.0, 14.0],
        volume_p975=[14.0, 30.0, 15.0],
    )

    assert found["coverage_80"] == pytest.approx(1 / 3)
    assert found["coverage_95"] == pytest.approx(2 / 3)


def test_without_quantiles_there_is_no_coverage():
    found = measured()

    names = ["pinball", "scrps", "coverage_80", "coverage_95"]
    assert found[names].isna().all()


def test_an_agent_missing_costs_twice_one_too_many():
    found = measured()

    assert found["agents_over"] == pytest.approx(1 / 20)
    assert found["agents_under"] == pytest.approx(2 / 20)
    assert found["staffing_cost"] == pytest.approx((1 + 2 * 2) / 20)
    assert found["naive_staffing_cost"] == pytest.approx((3 + 2 * 1) / 20)


def test_nothing_that_came_has_no_shares():
    found = measured(actual=0.0, needed=0.0)

    assert found["contacts"] == 0
    assert found[["wape", "bias", "floor", "staffing_cost"]].isna().all()


def test_agents_are_those_that_staffing_would_ask_for():
    cells = pd.DataFrame(
        {
            "actual": [40.0, 0.0],
            "volume": [50.0, 10.0],
            "naive": [30.0, 0.0],
            "aht_s": [300.0, np.nan],
        }
    )

    found = staff_cells(cells, 30, USUAL_GOAL, 240.0)

    for name, volume in (("needed", "actual"), ("planned", "volume")):
        agents = required_agents(cells[volume], [300.0, 240.0], goal=USUAL_GOAL).agents
        assert found[name].tolist() == agents.tolist()
    assert found["needed"].iloc[1] == 0
    assert (found["naive_planned"].iloc[0], found["planned"].iloc[0]) == (8, 12)
