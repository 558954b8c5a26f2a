"""Inbound beside other work: Erlang C at one end, the chain solved afresh between."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.errors import ParameterError
from wfm.queueing import erlang_c, reserve

AGENTS = st.integers(min_value=1, max_value=80)
USES = st.floats(min_value=0.01, max_value=0.99)


def chain(agents, load, kept, longest=20_000):
    """Probabilities of the numbers in the system from the least there can be."""
    least = agents - min(kept, agents)
    x = np.arange(least + 1, least + longest)
    logs = np.concatenate([[0.0], np.cumsum(np.log(load / np.minimum(x, agents)))])
    weights = np.exp(logs - logs.max())
    return np.arange(least, least + longest), weights / weights.sum()


@settings(deadline=None)
@given(agents=AGENTS, use=USES, aht=st.floats(min_value=10, max_value=900))
def test_a_reserve_of_all_agents_is_erlang_c(agents, use, aht):
    load = agents * use

    delay = reserve.delay_probability(agents, load, agents)
    wait = reserve.mean_wait(agents, load, aht, agents + 5)

    expected = float(erlang_c.delay_probability(agents, load))
    assert delay == pytest.approx(expected, rel=1e-9, abs=1e-300)
    assert wait == pytest.approx(float(erlang_c.mean_wait(agents, load, aht)), rel=1e-9)
    assert reserve.other_work(agents, load, agents) == pytest.approx(0, abs=1e-9)


@settings(deadline=None)
@given(
    agents=st.integers(min_value=1, max_value=30),
    use=st.floats(min_value=0.05, max_value=0.95),
    kept=st.integers(min_value=0, max_value=30),
)
def test_waits_and_other_work_are_those_of_the_chain(agents, use, kept):
    load = agents * use
    x, p = chain(agents, load, kept)

    waits = reserve.delay_probability(agents, load, kept)
    other = reserve.other_work(agents, load, kept)

    assert waits == pytest.approx(p[x >= agents].sum(), rel=1e-9)
    busy = (p * np.minimum(x, agents)).sum()
    assert other == pytest.approx(busy - load, rel=1e-7, abs=1e-7)


@settings(deadline=None)
@given(agents=AGENTS, use=USES)
def test_a_larger_reserve_shortens_waits_and_leaves_less_time(agents, use):
    kept = np.arange(agents + 1)

    waits = reserve.delay_probability(agents, agents * use, kept)
    other = reserve.other_work(agents, agents * use, kept)

    assert np.all(np.diff(waits) <= 1e-12)
    assert np.all(np.diff(other) <= 1e-9)


def test_without_a_reserve_everybody_waits_and_all_time_is_used():
    assert reserve.delay_probability(12, 9.0, 0) == 1
    assert reserve.other_work(12, 9.0, 0) == pytest.approx(3.0, abs=1e-12)
    wait = reserve.mean_wait(12, 9.0, 180.0, 0)
    assert wait == pytest.approx(180 / 3)


def test_overload_and_silence_are_values():
    assert reserve.delay_probability(5, 6.0, 2) == 1
    assert reserve.other_work(5, 6.0, 2) == 0
    assert reserve.mean_wait(5, 6.0, 100, 2) == np.inf
    assert reserve.service_level(5, 6.0, 100, 20, 2) == 0
    assert reserve.service_level(5, 0.0, 100, 20, 0) == 1
    assert reserve.mean_wait(5, 0.0, 100, 0) == 0
    assert reserve.other_work(5, 0.0, 2) == 3
    assert reserve.other_work(0, 0.0, 0) == 0


def test_a_simulation_of_the_rule_agrees_within_three_standard_errors():
    agents, load, aht, kept, threshold = 10, 6.0, 180.0, 3, 20.0
    rng = np.random.default_rng(11)
    waits, others = [], []
    for _ in range(25):
        wait, other = played(agents, load, aht, kept, rng)
        waits.append(np.mean(wait <= threshold))
        others.append(other)

    for seen, expected in (
        (waits, reserve.service_level(agents, load, aht, threshold, kept)),
        (others, reserve.other_work(agents, load, kept)),
    ):
        error = np.std(seen, ddof=1) / np.sqrt(len(seen))
        assert abs(np.mean(seen) - float(expected)) <= 3 * error


def played(agents, load, aht, kept, rng, contacts=3_000):
    """Play the rule: waits of inbound contacts and mean agents on other work."""
    rate, now, other_time = load / aht, 0.0, 0.0
    ends, queue, waits = [], [], []
    others = 0
    arrival = rng.exponential(1 / rate)

    def start(mine):
        heapq.heappush(ends, (now + rng.exponential(aht), mine))

    while len(waits) < contacts:
        while agents - len(ends) > kept:
            start(False)
            others += 1
        later = min(arrival, ends[0][0]) if ends else arrival
        other_time += others * (later - now)
        now = later
        if now == arrival:
            arrival = now + rng.exponential(1 / rate)
            if len(ends) < agents:
                waits.append(0.0)
                start(True)
            else:
                queue.append(now)
            continue
        others -= not heapq.heappop(ends)[1]
        if queue:
            waits.append(now - queue.pop(0))
            start(True)
    return np.array(waits), other_time / now


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((2.5, 1.0, 1), "agents"),
        ((3, 1.0, 0.5), "reserve"),
        ((3, -1.0, 1), "offered_load"),
        ((3, 1.0, float("nan")), "reserve"),
    ],
)
def test_an_argument_outside_its_domain_is_named(arguments, name):
    with pytest.raises(ParameterError, match=f"^{name} must be"):
        reserve.delay_probability(*arguments)
