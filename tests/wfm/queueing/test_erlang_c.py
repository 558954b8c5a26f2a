"""The delay system: published values, identities, limits, properties, simulation."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.published import copied, shared
from wfm.errors import ParameterError
from wfm.queueing import erlang_b, erlang_c

HALF_HOUR = 1800
PRECISION = 1e-9
LOADS = st.floats(min_value=0.01, max_value=2_000)
SPARE = st.floats(min_value=0.0, max_value=100)
AHTS = st.floats(min_value=5, max_value=3_600)
THRESHOLDS = st.floats(min_value=0, max_value=600)


def load_of(table):
    return table["volume_per_30min"] * table["aht_s"] / HALF_HOUR


def assert_agrees(table):
    n, a, aht = table["agents"], load_of(table), table["aht_s"]
    thresholds = [int(name[3:-1]) for name in table if name.startswith("sl_")]

    np.testing.assert_allclose(
        erlang_c.delay_probability(n, a), table["p_wait"], rtol=PRECISION, atol=1e-290
    )
    np.testing.assert_allclose(
        erlang_c.mean_wait(n, a, aht), table["asa_s"], rtol=PRECISION, atol=1e-290
    )
    np.testing.assert_allclose(erlang_c.occupancy(n, a), table["occupancy"], rtol=1e-12)
    for threshold in thresholds:
        np.testing.assert_allclose(
            erlang_c.service_level(n, a, aht, threshold),
            table[f"sl_{threshold}s"],
            rtol=0,
            atol=PRECISION,
        )


def test_copied_reference_values_are_met():
    assert_agrees(copied("erlang_c.csv"))


def test_every_shared_reference_value_is_met():
    assert_agrees(shared("erlang_c_performance.csv"))


def test_every_shared_delay_probability_beside_erlang_b_is_met():
    table = shared("erlang_b_table.csv")

    ours = erlang_c.delay_probability(table["servers"], table["offered_erlangs"])

    np.testing.assert_allclose(
        ours, table["p_wait_erlang_c"], rtol=PRECISION, atol=1e-290
    )


@settings(deadline=None)
@given(load=LOADS, spare=SPARE)
def test_the_delay_follows_from_the_blocking(load, spare):
    agents = load + spare + 0.01
    blocked = erlang_b.blocking(agents, load)

    expected = agents * blocked / (agents - load * (1 - blocked))

    ours = erlang_c.delay_probability(agents, load)
    assert float(ours) == pytest.approx(float(expected), rel=1e-9, abs=1e-290)


@settings(deadline=None)
@given(load=st.floats(min_value=0.0, max_value=1.0))
def test_a_single_agent_makes_wait_whoever_finds_him_busy(load):
    assert float(erlang_c.delay_probability(1, load)) == pytest.approx(load, abs=1e-12)


@pytest.mark.parametrize("load", [0.4, 3.0, 47.5])
def test_whole_numbers_of_agents_agree_with_the_sum_over_states(load):
    agents = np.arange(int(load) + 1, int(load) + 40)

    # Gans, Koole and Mandelbaum (2003): probability that n or more are in the system.
    def by_states(n):
        terms = np.exp(np.cumsum(np.log(load / np.arange(1, n + 1))))
        tail = terms[-1] * n / (n - load)
        return tail / (1 + terms[:-1].sum() + tail)

    expected = [by_states(n) for n in agents]
    np.testing.assert_allclose(
        erlang_c.delay_probability(agents, load), expected, rtol=1e-11
    )


@settings(deadline=None)
@given(load=LOADS, spare=SPARE, aht=AHTS, threshold=THRESHOLDS)
def test_every_share_is_between_zero_and_one(load, spare, aht, threshold):
    agents = load + spare

    assert 0 <= erlang_c.delay_probability(agents, load) <= 1
    assert 0 <= erlang_c.service_level(agents, load, aht, threshold) <= 1
    assert 0 <= erlang_c.occupancy(agents, load) <= 1
    assert erlang_c.mean_wait(agents, load, aht) >= 0


@settings(deadline=None)
@given(
    load=LOADS,
    agents=st.floats(min_value=0, max_value=2_200),
    more=st.floats(min_value=0, max_value=20),
    aht=AHTS,
    threshold=THRESHOLDS,
)
def test_more_agents_never_serve_worse(load, agents, more, aht, threshold):
    few, many = np.array([agents, agents + more])
    slack = 1e-12

    delays = erlang_c.delay_probability([few, many], load)
    levels = erlang_c.service_level([few, many], load, aht, threshold)
    waits = erlang_c.mean_wait([few, many], load, aht)

    assert delays[1] <= delays[0] + slack
    assert levels[1] >= levels[0] - slack
    assert waits[1] <= waits[0] * (1 + 1e-9)


@settings(deadline=None)
@given(load=LOADS, spare=SPARE, more=SPARE, aht=AHTS, threshold=THRESHOLDS)
def test_more_load_is_never_served_better(load, spare, more, aht, threshold):
    agents, loads = load + spare, np.array([load, load + more])
    slack = 1e-12

    delays = erlang_c.delay_probability(agents, loads)
    levels = erlang_c.service_level(agents, loads, aht, threshold)

    assert delays[1] >= delays[0] - slack
    assert levels[1] <= levels[0] + slack


@settings(deadline=None)
@given(load=LOADS, spare=SPARE, aht=AHTS, threshold=THRESHOLDS)
def test_a_longer_promise_is_kept_more_often(load, spare, aht, threshold):
    short, long = erlang_c.service_level(
        load + spare, load, aht, [threshold, threshold + 10]
    )

    assert long >= short


@settings(deadline=None)
@given(load=LOADS, spare=st.floats(min_value=0.1, max_value=50), aht=AHTS)
def test_the_queue_of_a_day_is_its_arrivals_times_their_wait(load, spare, aht):
    # Little's law against the queue length's own formula, C a / (n - a).
    agents = load + spare
    per_second = load / aht

    queue = float(per_second * erlang_c.mean_wait(agents, load, aht))

    delay = float(erlang_c.delay_probability(agents, load))
    assert queue == pytest.approx(delay * load / (agents - load), rel=1e-9, abs=1e-290)


@pytest.mark.parametrize("agents", [0, 3, 9.5, 10])
def test_an_overloaded_queue_is_a_value_not_an_error(agents):
    assert erlang_c.delay_probability(agents, 10) == 1
    assert erlang_c.service_level(agents, 10, 180, 20) == 0
    assert erlang_c.mean_wait(agents, 10, 180) == np.inf
    assert erlang_c.occupancy(agents, 10) == 1


@pytest.mark.parametrize("agents", [0, 1, 7.5])
def test_without_load_nobody_waits(agents):
    assert erlang_c.delay_probability(agents, 0) == 0
    assert erlang_c.service_level(agents, 0, 180, 20) == 1
    assert erlang_c.mean_wait(agents, 0, 180) == 0
    assert erlang_c.occupancy(agents, 0) == 0


def test_at_no_threshold_the_service_level_is_the_share_that_does_not_wait():
    level = erlang_c.service_level(14, 10, 180, 0)

    assert float(level) == pytest.approx(1 - float(erlang_c.delay_probability(14, 10)))


def test_arguments_broadcast():
    level = erlang_c.service_level(np.arange(11, 16)[:, None], [8, 9, 10.0], 180, 20)

    assert level.shape == (5, 3)
    assert erlang_c.mean_wait(14, 10, 180).shape == ()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("agents", -1),
        ("offered_load", -0.1),
        ("offered_load", np.nan),
        ("aht", 0),
        ("aht", np.inf),
        ("threshold", -5),
    ],
)
def test_an_argument_outside_its_domain_is_named(name, wrong):
    arguments = {"agents": 14, "offered_load": 10, "aht": 180, "threshold": 20}

    with pytest.raises(ParameterError, match=f"^{name} must be"):
        erlang_c.service_level(**(arguments | {name: wrong}))


def waits_of_a_simulated_queue(agents, load, aht, contacts, rng):
    """Waits of contacts in an M/M/n queue that opened empty, event by event."""
    arrivals = rng.exponential(aht / load, contacts).cumsum()
    handling = rng.exponential(aht, contacts)
    free_at = [0.0] * agents
    waits = np.empty(contacts)
    for place, (arrival, minutes) in enumerate(
        zip(arrivals.tolist(), handling.tolist(), strict=True)
    ):
        start = max(arrival, free_at[0])
        heapq.heapreplace(free_at, start + minutes)
        waits[place] = start - arrival
    return waits


@pytest.mark.parametrize(
    ("agents", "load", "aht", "threshold"),
    [
        pytest.param(14, 10.0, 180.0, 20.0, id="a usual half-hour"),
        pytest.param(3, 1.5, 300.0, 30.0, id="a small queue"),
    ],
)
def test_a_simulated_queue_agrees_within_its_confidence_interval(
    agents, load, aht, threshold
):
    rng = np.random.default_rng(20261130)
    batches, warm_up = 40, 2_000

    waits = waits_of_a_simulated_queue(agents, load, aht, 82_000, rng)

    # Means of long batches are practically independent: 99.9 % of them, t with 39
    # degrees of freedom.
    for seen, said in (
        (waits <= threshold, erlang_c.service_level(agents, load, aht, threshold)),
        (waits, erlang_c.mean_wait(agents, load, aht)),
        (waits > 0, erlang_c.delay_probability(agents, load)),
    ):
        means = seen[warm_up:].reshape(batches, -1).mean(axis=1)
        error = means.std(ddof=1) / np.sqrt(batches)
        assert abs(means.mean() - float(said)) <= 3.56 * error
