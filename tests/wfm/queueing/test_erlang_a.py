"""The delay system with impatience: published values, identities, limits, chains."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm
from scipy.stats import poisson

from tests.published import copied, shared
from wfm.errors import ParameterError
from wfm.queueing import erlang_a, erlang_c
from wfm.queueing.erlang_a import BASES

HALF_HOUR = 1800
PRECISION = 1e-8
# A share of 1e-15 is the last digit of 1 minus it: nothing smaller can be compared.
NOTHING = 1e-15
# Each basis is at least as kind as the one before it, whatever the queue; between
# "answered" and "short_ok" there is no such order.
IN_ORDER = (
    ("offered", "virtual"),
    ("virtual", "excl_short"),
    ("excl_short", "short_ok"),
    ("excl_short", "answered"),
)

LOADS = st.floats(min_value=0.01, max_value=500)
AGENTS = st.floats(min_value=0.1, max_value=700)
AHTS = st.floats(min_value=5, max_value=3_600)
PATIENCES = st.floats(min_value=1, max_value=20_000)
THRESHOLDS = st.floats(min_value=0, max_value=900)
QUEUES = st.tuples(AGENTS, LOADS, AHTS, PATIENCES)


def assert_agrees(table):
    load = table["volume_per_30min"] * table["aht_s"] / HALF_HOUR
    queue = table["agents"], load, table["aht_s"], table["patience_s"]
    for formula, column in (
        (erlang_a.delay_probability, "p_wait"),
        (erlang_a.abandonment, "p_abandon"),
        (erlang_a.occupancy, "occupancy"),
        (erlang_a.mean_wait, "wait_all_s"),
    ):
        np.testing.assert_allclose(
            formula(*queue), table[column], rtol=PRECISION, atol=NOTHING, err_msg=column
        )
    levels = [name for name in table if name.startswith("sl_")]
    assert len(levels) >= 3 * len(BASES)
    for name in levels:
        basis, threshold = name[3:-1].rsplit("_", 1)
        np.testing.assert_allclose(
            erlang_a.service_level(*queue, float(threshold), basis),
            table[name],
            rtol=PRECISION,
            atol=NOTHING,
            err_msg=name,
        )


def test_copied_reference_values_are_met():
    table = copied("erlang_a.csv")

    assert len(table) >= 40
    assert_agrees(table)


def test_every_shared_reference_value_is_met():
    assert_agrees(shared("erlang_a_performance.csv"))


@settings(deadline=None)
@given(queue=QUEUES, threshold=THRESHOLDS, basis=st.sampled_from(BASES))
def test_endless_patience_is_erlang_c_exactly(queue, threshold, basis):
    n, a, aht, _ = queue
    endless = n, a, aht, np.inf

    assert erlang_a.delay_probability(*endless) == erlang_c.delay_probability(n, a)
    assert erlang_a.mean_wait(*endless) == erlang_c.mean_wait(n, a, aht)
    assert erlang_a.occupancy(*endless) == erlang_c.occupancy(n, a)
    assert erlang_a.abandonment(*endless) == 0
    assert float(erlang_a.service_level(*endless, threshold, basis)) == pytest.approx(
        float(erlang_c.service_level(n, a, aht, threshold)), abs=1e-15
    )


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(
    ("agents", "load", "aht"), [(14, 10.0, 180.0), (2, 0.3, 600.0), (105, 100.0, 240.0)]
)
def test_a_very_long_patience_is_nearly_erlang_c(agents, load, aht, basis):
    long = agents, load, aht, 1e9

    assert float(erlang_a.delay_probability(*long)) == pytest.approx(
        float(erlang_c.delay_probability(agents, load)), rel=1e-5
    )
    assert float(erlang_a.mean_wait(*long)) == pytest.approx(
        float(erlang_c.mean_wait(agents, load, aht)), rel=1e-5
    )
    assert float(erlang_a.service_level(*long, 20, basis)) == pytest.approx(
        float(erlang_c.service_level(agents, load, aht, 20)), abs=1e-6
    )


@settings(deadline=None)
@given(agents=st.integers(1, 600), load=LOADS, aht=AHTS)
def test_as_patient_as_the_handling_is_long_the_contacts_present_are_poisson(
    agents, load, aht
):
    queue = agents, load, aht, aht

    waits = float(erlang_a.delay_probability(*queue))

    assert waits == pytest.approx(poisson.sf(agents - 1, load), rel=1e-8, abs=NOTHING)
    # Who waits is present beyond the agents: E[(N - n)+] over arrivals, Little's law.
    waiting = load * poisson.sf(agents - 1, load) - agents * poisson.sf(agents, load)
    assert float(erlang_a.mean_wait(*queue)) == pytest.approx(
        max(waiting, 0) * aht / load, rel=1e-6, abs=1e-11 * aht
    )


@settings(deadline=None)
@given(queue=QUEUES)
def test_the_load_lost_is_the_load_that_keeps_nobody_busy(queue):
    n, a, _, patience = queue

    lost = float(erlang_a.abandonment(*queue))

    busy = float(n * erlang_a.occupancy(*queue))
    assert a * lost == pytest.approx(a - busy, rel=1e-8, abs=1e-10 * max(a, n))
    assert erlang_a.mean_wait(*queue) == lost * patience


@settings(deadline=None)
@given(queue=QUEUES)
def test_the_busy_agents_by_states_are_those_of_the_flow(queue):
    # Work done by agents: arrivals that do not wait, and those that wait and stay.
    n, a, aht, patience = queue
    whole = max(round(n), 1)
    chances = states(whole, a, aht, patience)

    busy = (np.minimum(np.arange(len(chances)), whole) * chances).sum() / whole

    assert float(erlang_a.occupancy(whole, a, aht, patience)) == pytest.approx(
        busy, rel=1e-9
    )
    assert float(erlang_a.delay_probability(whole, a, aht, patience)) == pytest.approx(
        chances[whole:].sum(), rel=1e-8, abs=NOTHING
    )


def states(agents, load, aht, patience):
    """Probabilities of the numbers present, by the balance of a birth-death chain."""
    most = int(max(load, agents) + 40 * np.sqrt(load + 1) + 200)
    # The queue of the very patient is longer: until its drain exceeds the arrivals.
    while (agents + (most - agents) * aht / patience) < 1.2 * load + 2:
        most *= 2
    most += 400
    present = np.arange(1, most + 1)
    leave = np.minimum(present, agents) + np.maximum(present - agents, 0) * (
        aht / patience
    )
    logs = np.concatenate([[0.0], np.cumsum(np.log(load / leave))])
    chances = np.exp(logs - logs.max())
    return chances / chances.sum()


def levels_of_a_chain(agents, load, aht, patience, threshold):
    """All five bases from the fate of one contact, by matrix exponentials."""
    chances = states(agents, load, aht, patience)
    ahead = len(chances) - agents
    ahead = min(ahead, 160)
    assert chances[agents + ahead :].sum() < 1e-13
    down = agents / aht + np.arange(ahead) / patience

    def fate(impatience):
        # States: answered, given up, then 0, 1, ... contacts ahead in the queue.
        rates = np.zeros((ahead + 2, ahead + 2))
        for k in range(ahead):
            rates[k + 2, 0 if k == 0 else k + 1] += down[k]
            rates[k + 2, 1] += impatience
            rates[k + 2, k + 2] -= down[k] + impatience
        end = expm(rates * threshold)[2:]
        found = chances[agents : agents + ahead]
        return found @ end[:, 0], found @ end[:, 1]

    free = chances[:agents].sum()
    answered, gave_up = fate(1 / patience)
    good = free + answered
    queued = np.arange(len(chances)) - agents
    lost = np.maximum(queued, 0) @ chances / patience * aht / load
    return {
        "offered": good,
        "answered": good / (1 - lost),
        "excl_short": good / (1 - gave_up),
        "short_ok": good + gave_up,
        "virtual": free + fate(0.0)[0],
    }


@pytest.mark.parametrize(
    ("agents", "load", "aht", "patience", "threshold"),
    [
        pytest.param(12, 10.0, 180.0, 60.0, 20.0, id="a usual half-hour"),
        pytest.param(1, 0.5, 30.0, 120.0, 10.0, id="one agent"),
        pytest.param(5, 9.0, 300.0, 90.0, 60.0, id="overloaded"),
        pytest.param(20, 14.0, 240.0, 30.0, 5.0, id="in a hurry"),
        pytest.param(7, 6.0, 120.0, 900.0, 120.0, id="patient"),
        pytest.param(30, 8.0, 600.0, 600.0, 20.0, id="far more agents than load"),
    ],
)
def test_the_five_bases_are_those_of_a_contact_followed_through_the_queue(
    agents, load, aht, patience, threshold
):
    expected = levels_of_a_chain(agents, load, aht, patience, threshold)

    for basis in BASES:
        ours = erlang_a.service_level(agents, load, aht, patience, threshold, basis)
        assert float(ours) == pytest.approx(expected[basis], abs=1e-10), basis


@settings(deadline=None)
@given(queue=QUEUES, threshold=THRESHOLDS)
def test_the_bases_have_an_order(queue, threshold):
    # With A, S as in the docstring and L = P(V > T):
    # offered: A counts those with V <= T whose patience lasts, so A <= P(V <= T);
    # virtual: A >= (1 - L) e, and 1 - S = A + L e, with e = exp(-T / patience);
    # excl_short: A <= (A + S)(1 - S) as A + S <= 1;
    # answered: those who give up within T are some of those who give up.
    levels = {b: float(erlang_a.service_level(*queue, threshold, b)) for b in BASES}

    # "answered" divides two shares: where most are lost, few digits remain.
    kept = 1 - float(erlang_a.abandonment(*queue))
    for low, high in IN_ORDER:
        assert levels[low] <= levels[high] + 1e-12 / max(kept, 1e-3), (low, high)


def test_no_order_holds_between_those_answered_and_short_waits_as_good():
    def levels(agents, threshold):
        queue = agents, 10.0, 180.0, 60.0, threshold
        return [
            float(erlang_a.service_level(*queue, basis))
            for basis in ("answered", "short_ok")
        ]

    answered, short_ok = levels(11, 5.0)
    assert answered > short_ok
    answered, short_ok = levels(5, 60.0)
    assert answered < short_ok


@settings(deadline=None)
@given(queue=QUEUES)
def test_without_a_threshold_only_the_share_of_those_answered_differs(queue):
    levels = {b: float(erlang_a.service_level(*queue, 0, b)) for b in BASES}

    free = 1 - float(erlang_a.delay_probability(*queue))
    kept = 1 - float(erlang_a.abandonment(*queue))
    for basis, level in levels.items():
        expected = free / kept if basis == "answered" else free
        assert level == pytest.approx(expected, rel=1e-7, abs=1e-12)


@settings(deadline=None)
@given(queue=QUEUES)
def test_after_a_very_long_time_only_who_gave_up_has_not_been_served(queue):
    n, _, aht, patience = queue
    # The queue is gone once everybody has been served or has lost patience.
    ever = 60 * patience + 1e3 * aht / n

    levels = {b: float(erlang_a.service_level(*queue, ever, b)) for b in BASES}

    kept = 1 - float(erlang_a.abandonment(*queue))
    assert levels["offered"] == pytest.approx(kept, abs=1e-9)
    assert levels["short_ok"] == pytest.approx(1, abs=1e-12)
    assert levels["answered"] == pytest.approx(1, abs=1e-9 / max(kept, 1e-3))
    assert levels["excl_short"] == pytest.approx(1, abs=1e-9 / max(kept, 1e-3))


@settings(deadline=None, max_examples=200)
@given(
    agents=st.integers(0, 300),
    load=st.floats(0.01, 250),
    aht=AHTS,
    patience=PATIENCES,
    threshold=THRESHOLDS,
    basis=st.sampled_from(BASES),
)
def test_one_more_agent_never_lowers_the_service_level(
    agents, load, aht, patience, threshold, basis
):
    few, many = erlang_a.service_level(
        [agents, agents + 1], load, aht, patience, threshold, basis
    )

    # Of those answered: two nearly equal shares are divided.
    assert many >= few - 1e-11


@settings(deadline=None)
@given(queue=QUEUES, more=st.floats(0, 20))
def test_more_agents_real_or_whole_lose_fewer_and_keep_nobody_waiting_longer(
    queue, more
):
    n, a, aht, patience = queue
    both = np.array([n, n + more]), a, aht, patience

    lost, waits = erlang_a.abandonment(*both), erlang_a.delay_probability(*both)
    busy = erlang_a.occupancy(*both)

    assert lost[1] <= lost[0] + 1e-12
    assert waits[1] <= waits[0] + 1e-12
    assert busy[1] <= busy[0] + 1e-12


@settings(deadline=None)
@given(queue=QUEUES, more=st.floats(0, 100))
def test_more_load_loses_more(queue, more):
    n, a, aht, patience = queue

    few, many = erlang_a.abandonment(n, [a, a + more], aht, patience)

    assert many >= few - 1e-12


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(("load", "patience"), [(10.0, 60.0), (40.0, 600.0)])
def test_between_whole_numbers_of_agents_the_level_rises_without_a_jump(
    load, patience, basis
):
    agents = np.linspace(0.05, 2 * load, 4_001)

    levels = erlang_a.service_level(agents, load, 180.0, patience, 20.0, basis)

    steps = np.diff(levels)
    assert (steps >= -1e-11).all()
    assert steps.max() < 0.3 * (agents[1] - agents[0])


def test_the_level_at_a_whole_number_lies_between_its_neighbours():
    near = np.array([12 - 1e-9, 12, 12 + 1e-9])

    levels = erlang_a.service_level(near, 10.0, 180.0, 60.0, 20.0)

    assert levels[0] < levels[1] < levels[2]
    assert levels[2] - levels[0] < 1e-9


def test_with_ever_more_agents_everybody_is_answered_at_once():
    queue = np.array([100.0, 1e4, 1e6]), 10.0, 180.0, 60.0

    assert erlang_a.delay_probability(*queue) == pytest.approx(0, abs=1e-60)
    assert erlang_a.abandonment(*queue) == pytest.approx(0, abs=1e-60)
    assert erlang_a.mean_wait(*queue) == pytest.approx(0, abs=1e-60)
    for basis in BASES:
        assert (erlang_a.service_level(*queue, 20.0, basis) == 1).all()


def test_a_vanishing_load_is_like_none():
    queue = 3.0, np.array([1e-9, 1e-6, 1e-3]), 180.0, 60.0

    # Three agents: the chance that all are busy falls with the cube of the load.
    np.testing.assert_allclose(
        erlang_a.delay_probability(*queue), queue[1] ** 3 / 6, rtol=2e-3
    )
    assert (erlang_a.service_level(*queue, 20.0) > 1 - 1e-9).all()


@pytest.mark.parametrize("agents", [0, 1, 7.5])
def test_without_load_nobody_waits(agents):
    queue = agents, 0.0, 180.0, 60.0

    assert erlang_a.delay_probability(*queue) == 0
    assert erlang_a.abandonment(*queue) == 0
    assert erlang_a.mean_wait(*queue) == 0
    assert erlang_a.occupancy(*queue) == 0
    for basis in BASES:
        assert erlang_a.service_level(*queue, 20.0, basis) == 1


def test_without_agents_everybody_waits_until_patience_ends():
    queue = 0, 10.0, 180.0, 60.0

    assert erlang_a.delay_probability(*queue) == 1
    assert erlang_a.abandonment(*queue) == 1
    assert erlang_a.mean_wait(*queue) == 60
    assert erlang_a.occupancy(*queue) == 1
    for basis in set(BASES) - {"short_ok"}:
        assert erlang_a.service_level(*queue, 20.0, basis) == 0
    # Those who give up within the threshold are all that is good.
    level = float(erlang_a.service_level(*queue, 20.0, "short_ok"))
    assert level == pytest.approx(1 - math.exp(-20 / 60), rel=1e-12)


def test_a_wait_of_very_many_patiences_keeps_its_digits():
    # One agent, eight half-hour contacts, customers of five seconds' patience: the
    # virtual wait is that of an endless customer, c e^{-theta t} below any float.
    queue = 1, 8, 1800, 5
    level = float(erlang_a.service_level(*queue, 3800, "virtual"))

    # By the series of the README beside the reference, whose last sum is 1 here:
    # P(V > T) = pw e^(c - sT) / (1 + U), U = c / (a + 1) + c^2 / (a + 1)(a + 2) + ...
    a, c = 5 / 1800, 8 * 5 / 1800
    series = 1 + c / (a + 1) * (1 + c / (a + 2) * (1 + c / (a + 3)))
    late = (
        float(erlang_a.delay_probability(*queue)) * math.exp(c - 3800 / 1800) / series
    )
    assert level == pytest.approx(1 - late, abs=1e-8)
    for share in (0.9, 0.99):
        wait = float(erlang_a.wait_quantile(1, 8, 1800, 5, share))
        reached = float(erlang_a.service_level(1, 8, 1800, 5, wait, "virtual"))
        assert reached == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("patience", [1e34, 1e300])
def test_a_patience_near_the_end_of_a_floats_range_is_endless(patience):
    long = erlang_a.service_level(14, 10.0, 180.0, patience, 20.0)

    endless = erlang_a.service_level(14, 10.0, 180.0, np.inf, 20.0)
    assert float(long) == pytest.approx(float(endless), abs=1e-9)


def test_shapes_that_do_not_fit_each_other_are_named():
    with pytest.raises(ParameterError, match="of shapes that broadcast"):
        erlang_a.abandonment([1, 2], [1.0, 2.0, 3.0], 180.0, 60.0)
    with pytest.raises(ParameterError, match=r"^basis must be one of"):
        erlang_a.service_level(1, 1.0, 180.0, 60.0, 20.0, ["offered"])


def test_a_flood_is_lost_but_for_what_the_agents_can_take():
    queue = 10.0, 1e6, 180.0, 60.0

    assert float(erlang_a.abandonment(*queue)) == pytest.approx(1 - 1e-5, abs=1e-12)
    assert float(erlang_a.occupancy(*queue)) == pytest.approx(1, abs=1e-9)
    # Fluid: of load a only n stay, so that the wait w has exp(-w / patience) = n / a.
    assert float(erlang_a.wait_quantile(*queue, 0.5)) == pytest.approx(
        60 * np.log(1e5), rel=0.02
    )


@pytest.mark.parametrize("patience", [0.1, 30.0, 3_600.0, 1e7])
@pytest.mark.parametrize("load", 10.0 ** np.arange(-6, 7, 2))
def test_it_is_stable_from_a_millionth_to_a_million_erlangs(load, patience):
    of_load = np.array([0.3, 0.99, 1.0, 1.01, 1.5, 4.0])
    agents = np.concatenate([of_load * load, [1.0, 30.0]])
    queue = agents, load, 240.0, patience

    # Warnings are errors here.
    shares = [
        erlang_a.delay_probability(*queue),
        erlang_a.abandonment(*queue),
        erlang_a.occupancy(*queue),
    ] + [erlang_a.service_level(*queue, 20.0, basis) for basis in BASES]

    assert ((np.array(shares) >= 0) & (np.array(shares) <= 1)).all()
    assert np.isfinite(erlang_a.mean_wait(*queue)).all()
    np.testing.assert_allclose(
        load * shares[1], load - agents * shares[2], rtol=1e-9, atol=1e-9 * load
    )


def test_arguments_broadcast():
    level = erlang_a.service_level(np.arange(8, 13)[:, None], [8, 9, 10.0], 180, 60, 20)

    assert level.shape == (5, 3)
    assert level.dtype == np.float64
    thresholds = erlang_a.service_level(14, 10, 180, 60, [0, 20, 60])
    assert (np.diff(thresholds) > 0).all()
    mixed = erlang_a.service_level(14, 10, 180, [60, np.inf], 20)
    assert mixed.tolist() == [
        float(erlang_a.service_level(14, 10, 180, 60, 20)),
        float(erlang_a.service_level(14, 10, 180, np.inf, 20)),
    ]
    assert erlang_a.mean_wait(14, 10, 180, 60).shape == ()


FORMULAS = {
    erlang_a.delay_probability: {},
    erlang_a.abandonment: {},
    erlang_a.occupancy: {},
    erlang_a.mean_wait: {},
    erlang_a.service_level: {"threshold": 20},
    erlang_a.wait_quantile: {"share": 0.9},
}


@pytest.mark.parametrize("wrong", [-1, np.nan, "many", None, [1, "a"]])
@pytest.mark.parametrize("name", ["agents", "offered_load", "aht", "patience"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_an_argument_outside_its_domain_is_named(formula, name, wrong):
    queue = {"agents": 14, "offered_load": 10, "aht": 180, "patience": 60}

    with pytest.raises(ParameterError, match=f"^{name} must be") as error:
        formula(**(queue | {name: wrong}), **FORMULAS[formula])

    assert error.value.name == name


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("patience", 0),
        ("aht", 0),
        ("aht", np.inf),
        ("agents", np.inf),
        ("offered_load", np.inf),
        ("threshold", -1),
        ("threshold", np.nan),
        ("threshold", "20"),
        ("basis", "ofered"),
        ("basis", None),
    ],
)
def test_a_value_that_means_nothing_is_named(name, wrong):
    arguments = {
        "agents": 14,
        "offered_load": 10,
        "aht": 180,
        "patience": 60,
        "threshold": 20,
        "basis": "offered",
    }

    with pytest.raises(ParameterError, match=f"^{name} must be") as error:
        erlang_a.service_level(**(arguments | {name: wrong}))

    assert error.value.name == name
