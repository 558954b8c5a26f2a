"""A requirement raised until its promise holds with a probability."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from app.services.staffing.risk import staff_under_risk
from tests.wfm.staffing.test_risk_table import DAILY, PRICED, make_tables, queues
from wfm.demand import Shrinkage
from wfm.errors import TableError
from wfm.queueing import erlang_a
from wfm.staffing import requirement_table
from wfm.staffing.risk_table import RiskQuestion, risk_tables
from wfm.tables import REQUIREMENT

LOST = Shrinkage(0.15, 0.08)


def raised(forecast, paths, question=PRICED, **changes):
    queue = queues(**changes)
    return staff_under_risk(
        requirement_table(forecast, queue, interval=30, shrinkage=LOST),
        paths,
        queue,
        interval=30,
        question=question,
        shrinkage=LOST,
        seed=3,
    )


def test_agents_and_what_follows_from_them_are_those_of_the_promise():
    forecast, paths = make_tables()

    answer = raised(forecast, paths, patience_s=120)

    table = answer.requirement
    plan = risk_tables(
        forecast,
        paths,
        queues(patience_s=120),
        interval=30,
        question=PRICED,
        rng=np.random.default_rng(3),
    )
    assert table["agents"].tolist() == plan.agents["agents"].tolist()
    assert table["probability"].tolist() == plan.agents["probability"].tolist()
    pd.testing.assert_frame_equal(answer.prices, plan.prices)
    np.testing.assert_allclose(table["to_schedule"], table["agents"] / 0.92, atol=1e-8)
    assert (table["gross_agents"] >= table["agents"] / 0.77 - 1e-9).all()
    assert (table["gross_agents"] < table["agents"] / 0.77 + 1).all()
    queue = (table["agents"], table["volume"] / 6, 300.0, 120.0)
    np.testing.assert_allclose(
        table["service_level"], erlang_a.service_level(*queue, DAILY.threshold)
    )
    np.testing.assert_allclose(table["occupancy"], erlang_a.occupancy(*queue))
    np.testing.assert_allclose(table["asa_s"], erlang_a.mean_wait(*queue))
    np.testing.assert_allclose(table["abandonment"], erlang_a.abandonment(*queue))


def test_the_table_is_still_a_requirement():
    forecast, paths = make_tables(names=("ventas",), days=1)

    table = raised(forecast, paths).requirement

    assert list(table)[: len(REQUIREMENT.names)] == REQUIREMENT.names
    assert {"probability", "probability_low", "probability_high"} <= set(table)
    again = REQUIREMENT.parse(table, timezone="America/Bogota")
    assert again["agents"].tolist() == table["agents"].tolist()


def test_a_surer_promise_has_more_agents_and_the_same_seed_the_same():
    forecast, paths = make_tables(names=("ventas",), days=1)

    sure, again, surer = (
        raised(forecast, paths, RiskQuestion(probability=p)).requirement
        for p in (0.7, 0.7, 0.95)
    )

    pd.testing.assert_frame_equal(sure, again)
    assert surer["agents"].sum() > sure["agents"].sum()


def test_paths_of_another_forecast_are_refused():
    forecast, paths = make_tables(names=("ventas",), days=1, paths=5)
    moved = paths.assign(start=paths["start"] + pd.Timedelta(days=7))

    with pytest.raises(TableError, match="without paths"):
        raised(forecast, moved)


def test_what_the_odds_ask_beyond_the_mean_binds_and_is_priced():
    forecast, paths = make_tables(names=("ventas",), days=1)

    table = raised(forecast, paths, RiskQuestion(probability=0.95)).requirement

    by_risk = table[table["binding"] == "risk"]
    assert len(by_risk)
    assert (by_risk["binding_cost"] > 0).all()
    assert set(table["method"]) == {"risk"}
    # Books of the mean that no longer fit these agents are left empty.
    assert table[["agents_exact", "agents_by_interval"]].isna().all(axis=None)
