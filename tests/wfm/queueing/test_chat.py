"""Chats: identities with Erlang, the chain solved afresh, limits, a simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betainc, gammainc

from tests.published import shared
from tests.wfm.queueing.chat_room import ChatRoom, batch_mean
from wfm.errors import ParameterError
from wfm.queueing import chat, erlang_a, erlang_c

TIMES = (300.0, 340.0, 400.0)
AGENTS = st.integers(min_value=1, max_value=60)
RATES = st.floats(min_value=1e-4, max_value=0.5)
AHTS = st.floats(min_value=20, max_value=1_800)
PATIENCES = st.floats(min_value=5, max_value=1_800)
THRESHOLDS = st.floats(min_value=0, max_value=300)
SEVERAL = st.lists(st.floats(min_value=0, max_value=200), min_size=1, max_size=4).map(
    lambda steps: 60.0 + np.cumsum(steps)
)


def chain(agents, rate, times, patience=None, longest_queue=3_000):
    """Probabilities of every number of chats, by products of plain rates."""
    places = agents * len(times)
    ends = [0.0, *(i / time for i, time in enumerate(times, start=1))]
    logs = [0.0]
    for k in range(1, places + longest_queue + 1):
        q, more = divmod(min(k, places), agents)
        death = (agents - more) * ends[q] + (more * ends[q + 1] if more else 0.0)
        if patience is not None:
            death += max(k - places, 0) / patience
        logs.append(logs[-1] + np.log(rate / death))
    weights = np.exp(np.array(logs) - max(logs))
    return weights / weights.sum()


@settings(deadline=None)
@given(agents=AGENTS, rate=RATES, aht=AHTS, threshold=THRESHOLDS)
def test_one_chat_at_a_time_is_erlang_c(agents, rate, aht, threshold):
    load = rate * aht
    asked = (agents, rate, [aht])

    assert chat.delay_probability(*asked) == pytest.approx(
        float(erlang_c.delay_probability(agents, load)), abs=1e-9
    )
    assert chat.service_level(*asked, threshold) == pytest.approx(
        float(erlang_c.service_level(agents, load, aht, threshold)), abs=1e-9
    )
    assert chat.mean_wait(*asked) == pytest.approx(
        float(erlang_c.mean_wait(agents, load, aht)), rel=1e-7, abs=1e-9
    )
    busy = pytest.approx(float(erlang_c.occupancy(agents, load)), abs=1e-9)
    assert chat.occupancy(*asked) == busy
    assert chat.concurrency(*asked) == busy


@settings(deadline=None)
@given(
    agents=AGENTS,
    rate=RATES,
    aht=AHTS,
    patience=PATIENCES,
    threshold=THRESHOLDS,
    basis=st.sampled_from(erlang_a.BASES),
)
def test_one_chat_at_a_time_with_patience_is_erlang_a(
    agents, rate, aht, patience, threshold, basis
):
    erlang, asked = (agents, rate * aht, aht, patience), (agents, rate, [aht])

    assert chat.service_level(
        *asked, threshold, patience=patience, basis=basis
    ) == pytest.approx(
        float(erlang_a.service_level(*erlang, threshold, basis)), abs=1e-8
    )
    for quantity in ("delay_probability", "abandonment", "occupancy", "mean_wait"):
        ours = getattr(chat, quantity)(*asked, patience=patience)
        theirs = float(getattr(erlang_a, quantity)(*erlang))
        assert ours == pytest.approx(theirs, rel=1e-8, abs=1e-8)


def test_every_shared_erlang_a_value_is_met_with_one_chat_at_a_time():
    table = shared("erlang_a_performance.csv")
    asked = (
        table["agents"],
        table["volume_per_30min"] / 1800,
        table[["aht_s"]].astype(float),
    )

    lost = chat.abandonment(*asked, patience=table["patience_s"])

    np.testing.assert_allclose(lost, table["p_abandon"], rtol=1e-8, atol=1e-290)
    for basis in erlang_a.BASES:
        level = chat.service_level(
            *asked, 20, patience=table["patience_s"], basis=basis
        )
        np.testing.assert_allclose(level, table[f"sl_{basis}_20s"], rtol=0, atol=1e-10)


@settings(deadline=None, max_examples=40)
@given(
    agents=st.integers(min_value=1, max_value=12),
    times=SEVERAL,
    use=st.floats(min_value=0.05, max_value=0.97),
)
def test_the_states_add_up_to_those_of_the_chain(agents, times, use):
    c = len(times)
    rate = use * agents * c / times[-1]
    states = chain(agents, rate, times)
    k, places = np.arange(len(states)), agents * c
    asked = (agents, rate, times)

    assert chat.delay_probability(*asked) == pytest.approx(
        states[places:].sum(), rel=1e-8, abs=1e-12
    )
    assert chat.occupancy(*asked) == pytest.approx(
        (states * np.minimum(k, agents)).sum() / agents, rel=1e-8
    )
    held = (states * np.minimum(k, places)).sum()
    assert chat.concurrency(*asked) == pytest.approx(held / agents, rel=1e-8)
    assert chat.handle_time(*asked) == pytest.approx(held / rate, rel=1e-8)


@pytest.mark.parametrize("rate", [0.002, 0.02, 0.05, 0.2])
def test_waits_are_those_of_whoever_stands_ahead(rate):
    agents, patience, threshold = 5, 80.0, 45.0
    full, theta = agents * len(TIMES) / TIMES[-1], 1 / patience
    states = chain(agents, rate, TIMES, patience)[agents * len(TIMES) :]
    j = np.arange(len(states))

    # A sum of exponentials of rates D, D + theta, ..., D + j theta: its transform is
    # a beta variable.
    x, a = np.exp(-theta * threshold), full / theta
    over = (states * betainc(a, j + 1, x)).sum()
    stays = a / (a + j + 1) * (1 - betainc(a + 1, j + 1, x))
    answered = 1 - states.sum() + (states * stays).sum()

    asked = (agents, rate, TIMES, threshold)
    assert chat.service_level(
        *asked, patience=patience, basis="virtual"
    ) == pytest.approx(1 - over, abs=1e-10)
    assert chat.service_level(*asked, patience=patience) == pytest.approx(
        answered, abs=1e-10
    )
    lost = chat.abandonment(*asked[:3], patience=patience)
    assert lost == pytest.approx(theta * (states * j).sum() / rate, abs=1e-10)


def test_waits_without_patience_are_erlang_distributed():
    agents, rate, threshold = 5, 0.03, 45.0
    full = agents * len(TIMES) / TIMES[-1]
    states = chain(agents, rate, TIMES)[agents * len(TIMES) :]

    late = (states * (1 - gammainc(np.arange(len(states)) + 1, full * threshold))).sum()

    level = chat.service_level(agents, rate, TIMES, threshold)
    assert level == pytest.approx(1 - late, abs=1e-10)


SETTINGS = [
    pytest.param((6, (300.0, 300.0, 300.0), 1 / 20, None), id="equal times"),
    pytest.param((10, TIMES, 1 / 14, 120.0), id="patience"),
    pytest.param((4, (200.0, 300.0, 500.0), 1 / 45, 60.0), id="steep"),
    pytest.param((8, (240.0, 300.0, 420.0), 1 / 22, None), id="no patience"),
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_simulation_agrees_within_three_standard_errors(setting):
    agents, times, rate, patience = setting
    room = ChatRoom(
        agents, times, patience, np.random.default_rng(2026), hand_over=True
    )

    wait = room.run(40_000, rate)[2_000:]

    asked = (agents, rate, times)
    for seen, expected in (
        (wait <= 30, chat.service_level(*asked, 30, patience=patience)),
        (wait > 0, chat.delay_probability(*asked, patience=patience)),
        (np.isinf(wait), chat.abandonment(*asked, patience=patience)),
    ):
        mean, error = batch_mean(seen.astype(float))
        assert abs(mean - float(expected)) <= 3 * error
    held = room.chat_time / room.clock / agents
    assert held == pytest.approx(
        float(chat.concurrency(*asked, patience=patience)), rel=0.03
    )


@pytest.mark.parametrize("setting", SETTINGS)
def test_chats_that_stay_where_they_began_cost_no_more_than_three_points(setting):
    agents, times, rate, patience = setting
    room = ChatRoom(agents, times, patience, np.random.default_rng(7), hand_over=False)

    mean, error = batch_mean((room.run(40_000, rate)[2_000:] <= 30).astype(float))

    ours = float(chat.service_level(agents, rate, times, 30, patience=patience))
    assert ours - 0.03 - 2 * error <= mean <= ours + 3 * error


@settings(deadline=None)
@given(
    agents=st.integers(min_value=0, max_value=40),
    rate=RATES,
    times=SEVERAL,
    patience=st.none() | PATIENCES,
    threshold=THRESHOLDS,
)
def test_one_more_agent_never_lowers_the_service_level(
    agents, rate, times, patience, threshold
):
    n = [agents, agents + 1]

    level = chat.service_level(n, rate, times, threshold, patience=patience)
    taken = chat.concurrency(n, rate, times, patience=patience)

    assert level[1] >= level[0] - 1e-12
    assert taken[1] <= taken[0] + 1e-9
    assert np.all((level >= 0) & (level <= 1))


@settings(deadline=None)
@given(agents=AGENTS, rate=RATES, times=SEVERAL)
def test_endless_patience_is_none(agents, rate, times):
    asked = (agents, rate, times, 20)

    assert chat.service_level(*asked, patience=np.inf) == chat.service_level(*asked)


def test_very_long_patience_comes_close_to_none():
    calm = chat.service_level(11, 1 / 15, TIMES, 30)
    patient = chat.service_level(11, 1 / 15, TIMES, 30, patience=1e7)

    assert patient == pytest.approx(float(calm), abs=1e-4)


def test_handle_times_that_do_not_grow_are_one_pool_of_places():
    # Three chats an agent, each as fast as alone: nobody could tell it from three
    # agents with one chat each.
    several = chat.same_handle_times(240.0, 3)

    ours = chat.service_level(7, 0.07, several, 20, patience=90)

    assert ours == pytest.approx(
        float(chat.service_level(21, 0.07, [240.0], 20, patience=90)), abs=1e-12
    )


def test_more_arrivals_than_full_places_end_is_overload_even_if_fewer_would_do():
    # Alone 100 s a chat, with two 400 s each: full places end half as many.
    falling = [100.0, 400.0]
    between = 4 * 2 / 400 * 1.5

    assert chat.delay_probability(4, between, falling) == 1
    assert chat.service_level(4, between, falling, 20) == 0
    assert chat.mean_wait(4, between, falling) == np.inf
    assert chat.service_level(4, between, falling, 20, patience=60) > 0


def test_chats_that_lose_capacity_stay_exact_below_the_full_rate():
    falling, agents = [100.0, 400.0], 4
    rate = agents * 2 / 400 * 0.9
    states = chain(agents, rate, falling)

    delay = chat.delay_probability(agents, rate, falling)
    assert delay == pytest.approx(states[8:].sum(), rel=1e-9)


def test_nobody_there_and_nobody_calling_are_values():
    assert chat.service_level(0, 0.1, TIMES, 20) == 0
    assert chat.service_level(0, 0.1, TIMES, 20, patience=60, basis="short_ok") == 0
    assert chat.abandonment(0, 0.1, TIMES, patience=60) == 1
    assert chat.abandonment(0, 0.1, TIMES) == 0
    assert chat.mean_wait(0, 0.1, TIMES, patience=60) == 60
    assert chat.service_level(0, 0, TIMES, 20) == 1
    assert chat.delay_probability(5, 0, TIMES) == 0
    assert chat.mean_wait(0, 0, TIMES) == 0
    assert chat.occupancy(5, 0, TIMES) == 0
    assert chat.handle_time(5, 0, TIMES) == 300
    assert chat.handle_time(0, 0.1, TIMES) == 400


def test_the_handle_time_lies_between_the_first_and_the_last():
    seen = chat.handle_time([7, 9, 11, 14, 60], 1 / 15, TIMES)

    assert seen[0] == 400
    assert np.all(np.diff(seen) < 0)
    assert seen[-1] == pytest.approx(300, abs=1e-6)


@pytest.mark.parametrize("agents", [1e3, 1e5, 1e6])
def test_large_rooms_behave_as_queues_of_that_load(agents):
    full = agents * 3 / 400

    busy = chat.service_level(agents, full * (1 + 0.02), TIMES, 20, patience=90)
    calm = chat.delay_probability(agents, full * (1 - 0.1), TIMES)

    # Far above capacity as much is given up as cannot be served.
    lost = chat.abandonment(agents, full * 1.02, TIMES, patience=90)
    assert lost == pytest.approx(1 - 1 / 1.02, rel=0.2)
    assert 0 < busy < 1
    assert 0 <= calm < 0.2


def test_arrays_broadcast():
    agents = np.arange(6, 12)[:, np.newaxis]
    rate = np.array([0.03, 0.06])
    times = np.array([TIMES, (310.0, 350.0, 390.0)])

    level = chat.service_level(agents, rate, times, 20, patience=60)

    assert level.shape == (6, 2)
    one = chat.service_level(8, 0.06, times[1], 20, patience=60)
    assert level[2, 1] == pytest.approx(float(one), abs=1e-14)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"agents": 2.5}, "agents"),
        ({"agents": -1}, "agents"),
        ({"agents": "3"}, "agents"),
        ({"arrival_rate": float("nan")}, "arrival_rate"),
        ({"arrival_rate": float("inf")}, "arrival_rate"),
        ({"handle_times": 300}, "handle_times"),
        ({"handle_times": []}, "handle_times"),
        ({"handle_times": [300, 0]}, "handle_times"),
        ({"handle_times": [300, 200]}, "handle_times"),
        ({"patience": 0}, "patience"),
        ({"threshold": -1}, "threshold"),
        ({"basis": "all"}, "basis"),
    ],
)
def test_an_argument_outside_its_domain_is_named(wrong, name):
    right = {
        "agents": 3,
        "arrival_rate": 0.01,
        "handle_times": [300, 400],
        "threshold": 20,
    }

    with pytest.raises(ParameterError) as error:
        chat.service_level(**(right | wrong))

    assert error.value.name == name


def test_a_concurrency_is_a_whole_number_of_chats():
    for wrong in (0, 1.5):
        with pytest.raises(ParameterError, match="concurrency must be"):
            chat.same_handle_times(300, wrong)
