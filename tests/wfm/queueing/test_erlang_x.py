"""Retrials: reference values, the fixed point itself, limits and properties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.published import copied, shared
from wfm.errors import ParameterError
from wfm.queueing import erlang_a, erlang_x

PRECISION = 1e-9
QUEUES = st.tuples(
    st.integers(1, 200),
    st.floats(min_value=0.05, max_value=250),
    st.floats(min_value=10, max_value=1_800),
    st.floats(min_value=5, max_value=3_600),
)
RETRIALS = st.floats(min_value=0, max_value=0.95)


def assert_agrees(table):
    first = table["volume_per_30min"] * table["aht_s"] / 1800
    queue = table["agents"], first, table["aht_s"], table["patience_s"]
    grows = table["effective_erlangs"] == "unstable"
    exact = table.apply(pd.to_numeric, errors="coerce")[~grows]

    ours = erlang_x.effective_load(*queue, table["retrial_prob"])
    lost = erlang_x.lost_for_good(*queue, table["retrial_prob"])

    assert np.isinf(ours[grows]).all()
    steady = ours[~grows]
    np.testing.assert_allclose(steady, exact["effective_erlangs"], rtol=PRECISION)
    np.testing.assert_allclose(lost[~grows], exact["p_lost_for_good"], rtol=PRECISION)
    attempts = exact["agents"], steady, exact["aht_s"], exact["patience_s"]
    for formula, column in (
        (erlang_a.delay_probability, "p_wait"),
        (erlang_a.abandonment, "p_abandon_per_attempt"),
        (erlang_a.mean_wait, "wait_all_s"),
        (erlang_a.occupancy, "occupancy"),
    ):
        np.testing.assert_allclose(formula(*attempts), exact[column], rtol=PRECISION)
    for basis in ("offered", "virtual"):
        np.testing.assert_allclose(
            erlang_a.service_level(*attempts, 20, basis),
            exact[f"sl_{basis}_20s"],
            rtol=PRECISION,
        )


def test_copied_reference_values_are_met():
    table = copied("erlang_x.csv")

    assert len(table) >= 24
    assert_agrees(table)


def test_every_shared_reference_value_is_met():
    assert_agrees(shared("erlang_x.csv"))


@settings(deadline=None)
@given(queue=QUEUES, retrial=RETRIALS)
def test_first_attempts_are_all_attempts_less_those_repeated(queue, retrial):
    n, first, aht, patience = queue

    attempts = float(erlang_x.effective_load(*queue, retrial))

    repeated = retrial * attempts * erlang_a.abandonment(n, attempts, aht, patience)
    assert attempts - repeated == pytest.approx(first, rel=1e-9)
    assert first * (1 - 1e-12) <= attempts <= first / (1 - retrial) * (1 + 1e-9)


@settings(deadline=None)
@given(queue=QUEUES, retrial=RETRIALS)
def test_customers_are_served_or_lost_for_good(queue, retrial):
    n, first, aht, patience = queue

    attempts = float(erlang_x.effective_load(*queue, retrial))
    lost = float(erlang_x.lost_for_good(*queue, retrial))

    served = n * float(erlang_a.occupancy(n, attempts, aht, patience))
    assert first * (1 - lost) == pytest.approx(served, rel=1e-8, abs=1e-9 * first)


@settings(deadline=None)
@given(queue=QUEUES, retrial=RETRIALS, more=st.floats(0, 0.04))
def test_who_tries_again_more_often_adds_load_and_is_lost_less(queue, retrial, more):
    low, high = erlang_x.effective_load(*queue, [retrial, retrial + more])
    lost = erlang_x.lost_for_good(*queue, [retrial, retrial + more])

    assert high >= low * (1 - 1e-12)
    assert lost[1] <= lost[0] + 1e-12


@settings(deadline=None)
@given(queue=QUEUES)
def test_without_retrials_the_load_is_the_one_offered(queue):
    assert erlang_x.effective_load(*queue, 0.0) == queue[1]
    assert erlang_x.lost_for_good(*queue, 0.0) == erlang_a.abandonment(*queue)


def test_without_agents_everybody_calls_until_giving_up_for_good():
    assert erlang_x.effective_load(0, 10.0, 180.0, 60.0, 0.5) == pytest.approx(20)
    assert erlang_x.lost_for_good(0, 10.0, 180.0, 60.0, 0.5) == 1


def test_if_everybody_calls_for_ever_agents_must_exceed_the_load():
    load = erlang_x.effective_load([9, 10, 10.5, 11], 10.0, 180.0, 60.0, 1.0)

    assert np.isinf(load).tolist() == [True, True, False, False]
    assert (load[2:] > 10).all()
    served = 11 * erlang_a.occupancy(11, load[3], 180.0, 60.0)
    assert served == pytest.approx(10, rel=1e-9)
    assert erlang_x.lost_for_good(11, 10.0, 180.0, 60.0, 1.0) == 0


def test_without_load_there_are_no_retrials():
    assert erlang_x.effective_load([0, 5], 0.0, 180.0, 60.0, [0.5, 1.0]).tolist() == [
        0,
        0,
    ]


def test_arguments_broadcast():
    load = erlang_x.effective_load(
        np.arange(8, 13)[:, None], 10, 180, 60, [0, 0.5, 0.9]
    )

    assert load.shape == (5, 3)
    assert (np.diff(load, axis=0) <= 0).all()
    assert (np.diff(load, axis=1) > 0).all()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("agents", -1),
        ("offered_load", np.nan),
        ("aht", 0),
        ("patience", 0),
        ("patience", "a minute"),
        ("retrial_probability", -0.1),
        ("retrial_probability", 1.1),
        ("retrial_probability", np.nan),
        ("retrial_probability", None),
    ],
)
@pytest.mark.parametrize("formula", [erlang_x.effective_load, erlang_x.lost_for_good])
def test_an_argument_outside_its_domain_is_named(formula, name, wrong):
    arguments = {
        "agents": 11,
        "offered_load": 10,
        "aht": 180,
        "patience": 60,
        "retrial_probability": 0.5,
    }

    with pytest.raises(ParameterError, match=f"^{name} must be") as error:
        formula(**(arguments | {name: wrong}))

    assert error.value.name == name


def test_customers_with_endless_patience_never_call_again():
    load = erlang_x.effective_load(8, 10.0, 180.0, np.inf, 1.0)

    assert float(load) == 10.0
