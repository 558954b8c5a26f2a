"""Simulated days: agents and arrivals that change, contacts counted one by one."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from wfm.errors import ParameterError
from wfm.queueing.simulation import (
    BASES,
    Handling,
    Retrials,
    SimulatedQueue,
    coarser,
    ratio,
    simulate,
    simulate_paths,
)

MINUTE = 60.0
DAY = [20, 60, 130, 160, 120, 150, 90, 30]
AGENTS = [3, 9, 16, 22, 17, 19, 13, 5]


def rng(seed=1):
    return np.random.default_rng(seed)


def arrays(result: SimulatedQueue):
    return {f.name: getattr(result, f.name) for f in dataclasses.fields(result)}


@st.composite
def days(draw):
    size = draw(st.integers(1, 6))
    series = lambda of: draw(st.lists(of, min_size=size, max_size=size))  # noqa: E731
    return {
        "volume": series(st.floats(0, 80)),
        "aht": series(st.floats(1, 900)),
        "agents": series(st.integers(0, 12)),
        "interval": draw(st.sampled_from([300.0, 1800.0])),
        "threshold": draw(st.floats(0, 120)),
        "patience": draw(st.none() | st.floats(1, 1e4)),
        "handling": Handling.lognormal(draw(st.floats(0, 3)))
        if draw(st.booleans())
        else Handling.EXPONENTIAL,
        "retrials": Retrials(
            probability=draw(st.floats(0, 1)), delay=draw(st.floats(0, 600))
        ),
        "replications": draw(st.integers(1, 4)),
        "rng": rng(draw(st.integers(0, 99))),
    }


@settings(deadline=None, max_examples=60)
@given(days())
def test_every_contact_is_answered_or_gives_up_and_counts_are_ordered(day):
    result = simulate(**day)

    np.testing.assert_array_equal(result.offered, result.answered + result.abandoned)
    assert (result.answered_in_threshold <= result.answered).all()
    assert (result.abandoned_in_threshold <= result.abandoned).all()
    assert (result.virtual_in_threshold >= result.answered_in_threshold).all()
    assert (result.delayed <= result.offered).all()
    assert (result.returned <= result.offered).all()
    assert (result.busy_s <= result.on_duty_s + 1e-6).all()
    assert (result.on_duty_s >= np.array(day["agents"]) * day["interval"]).all()
    assert (result.wait_answered_s <= result.wait_s + 1e-6).all()
    if day["patience"] is None:
        assert not result.abandoned.any()
    for basis in BASES:
        assert (result.good(basis) <= result.counted(basis)).all()


@settings(deadline=None, max_examples=20)
@given(days(), st.integers(0, 99))
def test_one_seed_gives_the_same_bytes(day, seed):
    first = simulate(**day | {"rng": rng(seed)})
    second = simulate(**day | {"rng": rng(seed)})

    for name, values in arrays(first).items():
        assert values.tobytes() == getattr(second, name).tobytes()


def test_the_same_contacts_meet_any_number_of_agents():
    few, many = (
        simulate(DAY, 240, np.add(AGENTS, more), patience=90, rng=rng())
        for more in (0, 3)
    )

    np.testing.assert_array_equal(few.offered, many.offered)
    # The same seed and independent days: each replication gains, not only their mean.
    assert (many.wait_s.sum(axis=1) <= few.wait_s.sum(axis=1)).all()


def test_work_is_neither_made_nor_lost():
    handling = Handling.lognormal(0.0)  # every contact lasts 240 seconds
    result = simulate(DAY, 240, AGENTS, handling=handling, rng=rng())

    worked = result.busy_s.sum(axis=1) + result.after_close_s

    np.testing.assert_allclose(worked, 240.0 * result.offered.sum(axis=1))


def test_at_a_fall_of_agents_the_first_to_finish_leave():
    # Contacts last as long as an interval: three agents take one each, begun at
    # s1 < s2 < s3, and from then on somebody always waits.
    result = simulate(
        [300, 0, 0],
        100,
        [3, 1, 1],
        interval=100.0,
        handling=Handling.lognormal(0.0),
        replications=50,
        rng=rng(),
    )

    sum_of_three = 300.0 - result.busy_s[:, 0]
    left = result.busy_s[:, 1] - 100.0  # s1 + s2, what the two who leave still work
    third = sum_of_three - left
    assert (left > 0).all()
    assert (third >= left / 2).all()
    np.testing.assert_allclose(result.on_duty_s[:, 1], result.busy_s[:, 1])
    np.testing.assert_allclose(result.on_duty_s[:, 2], 100.0)


def test_a_rise_of_agents_serves_those_waiting_at_once():
    result = simulate_paths(
        np.full((20, 2), [10, 0]), 1.0, [0, 10], interval=100.0, rng=rng()
    )

    # Nobody works in the first interval: everybody waits until its end.
    assert not result.busy_s[:, 0].any()
    assert (result.delayed[:, 0] == 10).all()
    assert (result.after_close_s == 0).all()
    mean = result.share("mean_wait").value[0]
    assert mean == pytest.approx(50, abs=4 * 100 / np.sqrt(12 * 200))


def test_without_agents_in_the_last_interval_one_stays_until_the_queue_is_empty():
    result = simulate_paths(
        [[5]], 60.0, [0], interval=100.0, handling=Handling.lognormal(0.0), rng=rng()
    )

    assert result.answered.tolist() == [[5]]
    assert result.after_close_s.tolist() == [300.0]


def test_overload_with_endless_patience_ends():
    result = simulate([5_000, 5_000], 600, 2, replications=2, rng=rng())

    np.testing.assert_array_equal(result.answered, result.offered)
    assert result.share("occupancy").value.min() > 0.99
    assert result.service_level().value.max() < 0.01


def test_contacts_of_paths_are_those_given_and_fall_anywhere_in_their_interval():
    contacts = rng(3).poisson(DAY, size=(400, len(DAY)))
    result = simulate_paths(contacts, 30, np.zeros(8), interval=100.0, rng=rng())

    np.testing.assert_array_equal(result.offered, contacts)
    # Without agents the last interval's contacts wait until its end, or longer.
    shortest = simulate_paths(
        np.full((4_000, 1), 1), 30, [0], interval=100.0, rng=rng()
    ).wait_s.ravel()
    assert np.quantile(shortest, [0.25, 0.5, 0.75]) == pytest.approx(
        [25, 50, 75], abs=4
    )


def test_contacts_that_are_not_whole_keep_their_mean():
    result = simulate_paths(np.full((20_000, 1), 0.3), 30, [1], rng=rng())

    assert set(np.unique(result.offered)) == {0, 1}
    assert result.offered.mean() == pytest.approx(
        0.3, abs=4 * np.sqrt(0.3 * 0.7 / 20_000)
    )


def test_poisson_paths_are_a_poisson_stream():
    paths = rng(5).poisson(DAY, size=(2_000, len(DAY)))
    drawn = simulate_paths(paths, 240, AGENTS, patience=90, rng=rng(6))
    stream = simulate(DAY, 240, AGENTS, patience=90, replications=2_000, rng=rng(7))

    one, other = drawn.service_level(), stream.service_level()
    apart = np.abs(one.value - other.value) / np.hypot(one.error, other.error)
    assert apart.max() < 4


def test_delay_probability_of_the_exact_anchor_with_changing_rates_and_agents():
    # With patience equal to handle time every contact in the system leaves at the same
    # rate, waiting or served, also by an agent whose shift is over: their number is
    # Poisson with mean m(t), m' = rate - m, for any agents [queueing.md, section 4].
    # There rate = 100 + 20 sin t, handle time 1 and agents for every quarter are the
    # ceiling of the largest m + 0.5 sqrt(m) in it; over two cycles to lead in and the
    # rest of 24 units the mean over time is the .26389 given.
    edges = np.linspace(0, 24, 97)
    moments = np.linspace(0, 24, 96 * 64 + 1)
    wave = np.sin(moments) - np.cos(moments)
    wanted = 100 + 10 * wave + 0.5 * np.sqrt(100 + 10 * wave)
    agents = np.ceil([max(wanted[64 * k : 64 * k + 65]) for k in range(96)])
    seen = moments[:-1] > 4 * np.pi
    mean = 100 + 10 * wave - 90 * np.exp(-moments)  # opens empty
    exact = poisson.sf(np.repeat(agents, 64) - 1, (mean[1:] + mean[:-1]) / 2)
    assert exact[seen].mean() == pytest.approx(0.26389, abs=5e-5)

    volume = np.diff(100 * edges - 20 * np.cos(edges))
    result = simulate(
        volume,
        1.0,
        agents,
        interval=0.25,
        threshold=0.0,
        patience=1.0,
        replications=8_000,
        rng=rng(),
    )
    # A mean over time weighs each arrival by one over the rate.
    weight = seen.reshape(96, 64).sum(axis=1) / seen.sum()
    share = (result.delayed / volume) @ weight
    error = share.std(ddof=1) / np.sqrt(result.replications)
    assert error < 0.002
    assert share.mean() == pytest.approx(0.26389, abs=3 * error)


@pytest.mark.parametrize("variation", [0.0, 1.0, 2.0])
def test_one_agent_waits_as_pollaczek_and_khinchine_say(variation):
    load, aht = 0.6, 100.0
    result = simulate(
        [30_000, 30_000],
        aht,
        1,
        interval=30_000 * aht / load,
        handling=Handling.lognormal(variation),
        replications=50,
        rng=rng(),
    )

    exact = load * aht * (1 + variation**2) / (2 * (1 - load))
    wait = result.share("mean_wait")
    assert wait.value[1] == pytest.approx(exact, abs=3 * wait.error[1])


def test_the_shape_of_handle_times_matters_beyond_their_variation():
    # Equal mean waits, says the formula above; another share within the threshold.
    levels = [
        simulate(
            [30_000, 30_000],
            100,
            1,
            interval=30_000 * 100 / 0.6,
            threshold=300.0,
            handling=handling,
            replications=50,
            rng=rng(),
        ).service_level()
        for handling in (Handling.EXPONENTIAL, Handling.lognormal(1.0))
    ]

    apart = abs(levels[0].value[1] - levels[1].value[1])
    assert apart > 5 * np.hypot(levels[0].error[1], levels[1].error[1])


def test_pools_sum_their_intervals_by_label():
    result = simulate(DAY, 240, AGENTS, patience=90, rng=rng())
    pool = ["late", "late", *["early"] * 6]

    level = result.service_level("answered", pool=pool)

    parts = [slice(2, 8), slice(0, 2)]  # labels in ascending order
    by_hand = [
        result.answered_in_threshold[:, part].sum() / result.answered[:, part].sum()
        for part in parts
    ]
    np.testing.assert_allclose(level.value, by_hand)


def test_intervals_of_confidence_hold_the_truth_as_often_as_they_say():
    draws = rng(9)
    offered = draws.poisson(30, size=(25, 2_000))
    good = draws.binomial(offered, 0.8)

    estimate = ratio(good.astype(float), offered.astype(float), confidence=0.9, most=1)

    held = ((estimate.low <= 0.8) & (estimate.high >= 0.8)).mean()
    assert held == pytest.approx(0.9, abs=0.03)


def test_nothing_counted_is_no_data_and_a_single_run_has_no_interval():
    empty = simulate([0, 60], 60, [0, 2], replications=1, rng=rng())

    level = empty.service_level()

    assert np.isnan(level.value[0])
    assert level.value[1] > 0
    assert np.isnan([level.low, level.high]).all()


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("volume", [-1.0, 2]),
        ("volume", [np.nan, 2]),
        ("volume", ["many", 2]),
        ("volume", [1e12, 2]),
        ("volume", [[1.0, 2], [3, 4]]),
        ("aht", np.inf),
        ("aht", [1.0, 2, 3]),
        ("agents", [1.5, 2]),
        ("agents", [-1, 2]),
        ("agents", "two"),
        ("interval", 0),
        ("interval", np.inf),
        ("threshold", -1),
        ("threshold", None),
        ("patience", 0),
        ("patience", np.nan),
        ("patience", "long"),
        ("replications", 0),
        ("replications", 2.5),
    ],
)
def test_arguments_outside_their_domain_are_named(argument, value):
    good = {"volume": [10, 20], "aht": 60, "agents": [1, 2]}

    with pytest.raises(ParameterError, match=f"^{argument} "):
        simulate(**good | {argument: value}, rng=rng())


@pytest.mark.parametrize(
    "make",
    [
        lambda: Handling("gamma"),
        lambda: Handling("exponential", 2.0),
        lambda: Handling.lognormal(-1.0),
        lambda: Retrials(probability=1.5),
        lambda: Retrials(delay=float("nan")),
        lambda: simulate_paths([1, 2], 60, 1, rng=rng()),
        lambda: simulate(10, 60, 1, rng=rng()).service_level("best"),
        lambda: simulate(10, 60, 1, rng=rng()).share("luck"),
        lambda: simulate(10, 60, 1, rng=rng()).service_level(confidence=1.0),
        lambda: simulate(10, 60, 1, rng=rng()).service_level(pool=[1, 2]),
        lambda: coarser(simulate([10, 20, 30], 60, 1, rng=rng()), 2),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(ParameterError):
        make()
