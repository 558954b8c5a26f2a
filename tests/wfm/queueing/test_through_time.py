"""A queue followed through time: balance, exact anchors, other ways to get there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.special import betainc, gammainc
from scipy.stats import binom, poisson

from wfm.queueing import erlang_a, erlang_c
from wfm.queueing import through_time as queue
from wfm.queueing.through_time import follow, measure

EMPTY = np.ones(1)
AHT = 240.0
BASES = ("offered", "answered", "excl_short", "short_ok", "virtual")


def rates(load, aht=AHT, patience=np.inf):
    return load / aht, 1 / aht, 1 / patience


def after_long(agents, each, threshold):
    """Measures over a short time, long after the queue opened empty."""
    state = EMPTY
    for _ in range(40):
        state = follow(state, agents, each, 40 * AHT)[1]
    mean = follow(state, agents, each, AHT)[0]
    return mean, measure(mean, agents, each, threshold)


def apart(one, other):
    """Largest difference of two distributions, whichever is longer."""
    size = max(one.size, other.size)
    padded = [np.pad(each, (0, size - each.size)) for each in (one, other)]
    return np.abs(padded[0] - padded[1]).max()


@pytest.mark.parametrize(("load", "agents"), [(0.4, 1), (0.01, 1), (10, 14), (60, 68)])
@pytest.mark.parametrize("threshold", [0.0, 20.0, 300.0])
def test_after_a_long_time_it_is_erlang_c(load, agents, threshold):
    mean, found = after_long(agents, rates(load), threshold)

    level = erlang_c.service_level(agents, load, AHT, threshold)
    near = {"rel": 1e-8, "abs": 1e-8}
    assert mean[agents:].sum() == pytest.approx(
        erlang_c.delay_probability(agents, load), **near
    )
    for place in (queue.IN_TIME, queue.VIRTUAL):
        assert found[place] == pytest.approx(level, **near)
    assert found[queue.STILL_WAITING] == pytest.approx(1 - level, **near)
    assert found[queue.ANSWERED] == pytest.approx(1, **near)
    assert found[queue.BUSY] == pytest.approx(load, **near)
    wait = float(erlang_c.mean_wait(agents, load, AHT))
    assert found[queue.WAIT] == pytest.approx(wait, rel=1e-7, abs=1e-8)


@pytest.mark.parametrize(
    ("load", "agents", "patience"),
    [(10, 9, 60.0), (10, 14, 600.0), (60, 40, 30.0), (60, 62, 240.0), (0.2, 1, 90.0)],
)
@pytest.mark.parametrize("threshold", [0.0, 20.0, 300.0])
def test_after_a_long_time_it_is_erlang_a(load, agents, patience, threshold):
    mean, found = after_long(agents, rates(load, patience=patience), threshold)

    state = (agents, load, AHT, patience)
    near = {"rel": 1e-8, "abs": 1e-8}
    waits = erlang_a.delay_probability(*state)
    assert mean[agents:].sum() == pytest.approx(waits, **near)
    assert 1 - found[queue.ANSWERED] == pytest.approx(
        erlang_a.abandonment(*state), **near
    )
    assert found[queue.BUSY] / agents == pytest.approx(
        erlang_a.occupancy(*state), **near
    )
    assert found[queue.WAIT] == pytest.approx(
        erlang_a.mean_wait(*state), rel=1e-8, abs=1e-8
    )
    good, answered, late = found[[queue.IN_TIME, queue.ANSWERED, queue.STILL_WAITING]]
    by_basis = {
        "offered": good,
        "answered": good / answered,
        "excl_short": good / (good + late),
        "short_ok": 1 - late,
        "virtual": found[queue.VIRTUAL],
    }
    for basis in BASES:
        level = erlang_a.service_level(*state, threshold, basis)
        assert by_basis[basis] == pytest.approx(level, **near), basis


@st.composite
def intervals(draw):
    """Where a queue stands, who serves it, and how long it is followed."""
    inside = draw(st.integers(0, 40))
    start = np.zeros(inside + 1)
    start[inside] += 0.75
    start[draw(st.integers(0, inside))] += 0.25
    patience = draw(st.sampled_from([np.inf, 10.0, 240.0, 3_000.0]))
    each = rates(draw(st.floats(0, 40)), draw(st.floats(20, 2_000)), patience)
    return start, draw(st.integers(0, 40)), each, draw(st.floats(1, 3_600))


@settings(deadline=None, max_examples=80)
@given(intervals(), st.floats(0, 300))
def test_probabilities_sum_to_one_and_shares_are_ordered(interval, threshold):
    start, agents, each, length = interval

    mean, end = follow(start, agents, each, length)
    found = measure(mean, agents, each, threshold)

    for distribution in (mean, end):
        assert distribution.min() >= 0
        assert distribution.sum() == pytest.approx(1, abs=1e-12)
    good, answered, late = found[[queue.IN_TIME, queue.ANSWERED, queue.STILL_WAITING]]
    assert -1e-9 <= good <= min(answered, found[queue.VIRTUAL]) + 1e-9
    assert answered <= 1 + 1e-9
    assert good + late <= 1 + 1e-9
    assert 0 <= found[queue.BUSY] <= agents + 1e-9


# Many wait who will leave only slowly: the states above them matter too.
FAR_FROM_BALANCE = np.r_[0.25, np.zeros(17), 0.75]
FEW_LEAVE = (0.4 / 57, 0.1 / 57, 1 / 240)


@settings(deadline=None, max_examples=60)
@example((FAR_FROM_BALANCE, 0, FEW_LEAVE, 317.0), 0.5)
@example((FAR_FROM_BALANCE, 0, FEW_LEAVE, 20.0), 0.5)
@given(intervals(), st.floats(0.05, 0.95))
def test_an_interval_cut_in_two_changes_nothing(interval, share):
    start, agents, each, length = interval

    mean, end = follow(start, agents, each, length)
    first, middle = follow(start, agents, each, share * length)
    second, last = follow(middle, agents, each, (1 - share) * length)

    size = max(first.size, second.size)
    parts = [np.pad(part, (0, size - part.size)) for part in (first, second)]
    assert apart(end, last) < 1e-9
    assert apart(mean, share * parts[0] + (1 - share) * parts[1]) < 1e-9


@settings(deadline=None, max_examples=60)
@given(intervals(), st.floats(0, 300))
def test_one_more_agent_never_lowers_the_service_level(interval, threshold):
    start, agents, each, length = interval
    fewer, more = (
        measure(follow(start, n, each, length)[0], n, each, threshold)
        for n in (agents, agents + 1)
    )

    for place in (queue.IN_TIME, queue.VIRTUAL, queue.ANSWERED):
        assert more[place] >= fewer[place] - 1e-9
    assert more[queue.STILL_WAITING] <= fewer[queue.STILL_WAITING] + 1e-9
    assert more[queue.WAIT] <= fewer[queue.WAIT] + 1e-6


def test_with_patience_as_long_as_a_contact_the_number_inside_is_poisson():
    # Everybody inside leaves at one rate, waiting or served: agents play no part.
    loads, agents = [5, 40, 90, 60, 0, 0, 20], [9, 20, 100, 3, 0, 50, 21]
    state, inside, kept = EMPTY, 0.0, np.exp(-1800 / AHT)
    for load, n in zip(loads, agents, strict=True):
        mean, state = follow(state, n, rates(load, patience=AHT), 1800.0)
        average = load + (inside - load) * (1 - kept) * AHT / 1800
        inside = load + (inside - load) * kept

        known = poisson.pmf(np.arange(state.size), inside)
        assert np.abs(state - known).max() < 1e-8
        assert mean @ np.arange(mean.size) == pytest.approx(average, abs=1e-8)


@pytest.mark.parametrize("patience", [np.inf, 90.0])
def test_with_endless_agents_the_number_inside_is_poisson(patience):
    state, inside, kept = EMPTY, 0.0, np.exp(-1800 / 900)
    for load in (5, 40, 0, 60):
        each = rates(load, aht=900, patience=patience)
        mean, state = follow(state, 200, each, 1800.0)
        inside = load + (inside - load) * kept

        known = poisson.pmf(np.arange(state.size), inside)
        assert np.abs(state - known).max() < 1e-8
        assert measure(mean, 200, each, 0.0)[queue.IN_TIME] == pytest.approx(1)


def test_the_delay_probability_of_the_exact_anchor():
    # rate = 100 + 20 sin t, handle time and patience 1; agents of every quarter are the
    # ceiling of the largest m + 0.5 sqrt(m) in it; two cycles lead in. Over the rest of
    # 24 units the mean over time is .26389 [queueing.md, section 4].
    pieces = 16
    edges = np.linspace(0, 24, 96 * pieces + 1)
    moments = np.linspace(0, 24, 96 * 64 + 1)
    inside = 100 + 10 * (np.sin(moments) - np.cos(moments))
    wanted = inside + 0.5 * np.sqrt(inside)
    agents = np.ceil([max(wanted[64 * k : 64 * k + 65]) for k in range(96)])
    arriving = np.diff(100 * edges - 20 * np.cos(edges)) / np.diff(edges)
    state, delayed = EMPTY, []
    for k, rate in enumerate(arriving):
        n = agents[k // pieces]
        mean, state = follow(state, n, (rate, 1.0, 1.0), edges[k + 1] - edges[k])
        delayed.append(mean[int(n) :].sum())

    seen = (edges[1:] + edges[:-1]) / 2 > 4 * np.pi
    assert np.mean(delayed, where=seen) == pytest.approx(0.26389, abs=1e-4)


@pytest.mark.parametrize("patience", [np.inf, 90.0])
def test_an_integration_of_the_birth_and_death_equations_agrees(patience):
    arriving, finishing, leaving = rates(4, aht=60, patience=patience)
    agents, size, length = 3, 90, 400.0
    number = np.arange(size)
    out = np.minimum(number, agents) * finishing
    out += np.maximum(number - agents, 0) * leaving
    start = np.zeros(size)
    start[7] = 1.0

    def flow(_, both):
        p = both[:size]
        change = -out * p
        change[:-1] += (out * p)[1:] - arriving * p[:-1]
        change[1:] += arriving * p[:-1]
        return np.concatenate([change, p])

    whole = solve_ivp(
        flow,
        (0, length),
        np.concatenate([start, np.zeros(size)]),
        method="DOP853",
        rtol=1e-12,
        atol=1e-14,
    ).y[:, -1]
    mean, end = follow(start, agents, (arriving, finishing, leaving), length)

    assert apart(end, whole[:size]) < 1e-9
    assert apart(mean, whole[size:] / length) < 1e-9


def test_without_arrivals_those_inside_finish_one_by_one():
    start = np.eye(9)[8]

    _, end = follow(start, 8, rates(0), 300.0)

    known = binom.pmf(np.arange(9), 8, np.exp(-300 / AHT))
    np.testing.assert_allclose(end[:9], known, atol=1e-10)


def test_without_agents_everybody_stays_or_gives_up():
    for patience, mean_inside in (
        (np.inf, 1800 / 60),
        (120.0, 2 * (1 - np.exp(-1800 / 120))),
    ):
        each = (1 / 60, 1 / AHT, 1 / patience)
        mean, end = follow(EMPTY, 0, each, 1800.0)
        found = measure(mean, 0, each, 20.0)

        known = poisson.pmf(np.arange(end.size), mean_inside)
        np.testing.assert_allclose(end, known, atol=1e-9)
        shares = [queue.BUSY, queue.IN_TIME, queue.VIRTUAL, queue.ANSWERED]
        assert not found[shares].any()
        # Whoever gives up has waited for the whole of a patience.
        assert found[queue.WAIT] == pytest.approx(patience)
        assert found[queue.STILL_WAITING] == pytest.approx(np.exp(-20 / patience))


@pytest.mark.parametrize("contacts", [0.01, 0.05, 0.5, 2, 10, 100])
def test_not_even_a_rare_crowd_is_left_out(contacts):
    # Of few contacts the odds of many fall more slowly than those of a normal law.
    _, end = follow(EMPTY, 0, (contacts / 60, 1 / AHT, 0.0), 60.0)

    known = poisson.pmf(np.arange(end.size + 20), contacts)
    assert apart(end, known) < 1e-11


@pytest.mark.parametrize("arriving", [0.0, 1e-40, 1e-18])
def test_when_nothing_moves_the_distribution_stays(arriving):
    start = np.array([0.25, 0.0, 0.75])

    mean, end = follow(start, 0, (arriving, 1 / AHT, 0.0), 1800.0)

    for distribution in (mean, end):
        assert apart(distribution, start) < 1e-12


def test_overload_grows_by_what_cannot_be_served():
    # A crowd of 200 before five agents: never an idle one.
    start = np.eye(201)[200]
    arriving, finishing, _ = each = rates(50)

    mean, end = follow(start, 5, each, 1800.0)
    found = measure(mean, 5, each, 20.0)

    growth = (arriving - 5 * finishing) * 1800
    assert end @ np.arange(end.size) == pytest.approx(200 + growth, rel=1e-9)
    assert mean @ np.arange(mean.size) == pytest.approx(200 + growth / 2, rel=1e-9)
    assert found[queue.BUSY] == pytest.approx(5)
    assert found[queue.IN_TIME] == pytest.approx(0, abs=1e-12)
    ahead = 200 + growth / 2 - 5
    assert found[queue.WAIT] == pytest.approx((ahead + 1) / (5 * finishing), rel=1e-9)


@pytest.mark.parametrize("ahead", [0, 3, 25])
@pytest.mark.parametrize("agents", [1, 12])
def test_who_finds_customers_ahead_waits_as_long_as_they_need(ahead, agents):
    state, threshold = np.eye(agents + ahead + 1)[-1], 45.0

    patient = measure(state, agents, rates(1), threshold)
    leaving = measure(state, agents, rates(1, patience=90.0), threshold)

    speed = agents / AHT
    assert patient[queue.IN_TIME] == pytest.approx(
        gammainc(ahead + 1, speed * threshold), abs=1e-12
    )
    a, kept = speed * 90, np.exp(-threshold / 90)
    assert leaving[queue.VIRTUAL] == pytest.approx(
        1 - betainc(a, ahead + 1, kept), abs=1e-12
    )
    served = a / (a + ahead + 1)
    assert leaving[queue.IN_TIME] == pytest.approx(
        served * (1 - betainc(a + 1, ahead + 1, kept)), abs=1e-12
    )
