"""The loss system: published values, identities, limits and properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.published import copied, shared
from wfm.errors import ParameterError
from wfm.queueing import erlang_b

LOADS = st.floats(min_value=0.01, max_value=5_000)
AGENTS = st.floats(min_value=0.0, max_value=6_000)
# The method's own error at the largest loads, see the notes of `blocking`.
PRECISION = 1e-11


def by_recursion(agents: int, load: float) -> list[float]:
    """B for 0 to `agents` agents by the textbook's recursion, Cooper (1981)."""
    values = [1.0]
    for n in range(1, agents + 1):
        values.append(load * values[-1] / (n + load * values[-1]))
    return values


def assert_agrees(table):
    ours = erlang_b.blocking(table["servers"], table["offered_erlangs"])

    # Below 1e-290 a float has no digits left, and nobody is blocked.
    np.testing.assert_allclose(ours, table["blocking"], rtol=PRECISION, atol=1e-290)


def test_copied_reference_values_are_met():
    assert_agrees(copied("erlang_b.csv"))


def test_every_shared_reference_value_is_met():
    assert_agrees(shared("erlang_b_table.csv"))


@pytest.mark.parametrize("load", [0.05, 1.0, 9.7, 150.0])
def test_whole_numbers_of_agents_agree_with_the_recursion(load):
    ours = erlang_b.blocking(np.arange(200), load)

    np.testing.assert_allclose(ours, by_recursion(199, load), rtol=1e-12)


@settings(deadline=None)
@given(agents=AGENTS, load=LOADS)
def test_the_recursion_holds_between_whole_numbers_too(agents, load):
    before, after = erlang_b.blocking([agents, agents + 1], load)

    expected = load * before / (agents + 1 + load * before)
    assert after == pytest.approx(expected, rel=1e-9, abs=1e-290)


@settings(deadline=None)
@given(agents=AGENTS, load=LOADS, more=st.floats(min_value=0.0, max_value=50))
def test_more_agents_block_less_and_more_load_blocks_more(agents, load, more):
    here = erlang_b.blocking(agents, load)

    assert 0 <= here <= 1
    assert erlang_b.blocking(agents + more, load) <= here * (1 + 1e-9)
    assert erlang_b.blocking(agents, load + more) >= here * (1 - 1e-9)


def test_one_agent_blocks_the_share_of_time_he_is_busy():
    load = np.array([0.1, 1.0, 4.0])

    np.testing.assert_allclose(erlang_b.blocking(1, load), load / (1 + load))


def test_nobody_is_blocked_without_load_and_everybody_without_agents():
    assert erlang_b.blocking(5, 0.0) == 0
    assert erlang_b.blocking(0, 3.0) == 1
    assert erlang_b.blocking(0, 0.0) == 1


def test_a_flood_is_blocked_but_for_what_the_agents_can_take():
    assert erlang_b.blocking(10, 1e6) == pytest.approx(1 - 10 / 1e6, abs=1e-9)


def test_arguments_broadcast():
    answer = erlang_b.blocking(np.ones((3, 1)), np.ones(4))

    assert answer.shape == (3, 4)
    assert answer.dtype == np.float64
    assert erlang_b.blocking(1, 1).shape == ()


@pytest.mark.parametrize("wrong", [-1, np.nan, np.inf])
@pytest.mark.parametrize("name", ["agents", "offered_load"])
def test_an_argument_outside_its_domain_is_named(name, wrong):
    arguments = {"agents": 3.0, "offered_load": 2.0, name: [1.0, wrong]}

    with pytest.raises(ParameterError, match=f"{name} must be finite and at least 0"):
        erlang_b.blocking(**arguments)


@settings(deadline=None)
@given(target=st.floats(min_value=1e-6, max_value=0.99), load=LOADS)
def test_the_agents_for_a_blocking_lose_exactly_that_share(target, load):
    agents = erlang_b.agents_for(target, load)

    assert float(erlang_b.blocking(agents, load)) == pytest.approx(target, rel=1e-9)


@settings(deadline=None)
@given(load=LOADS, target=st.floats(min_value=1e-4, max_value=0.9))
def test_the_next_whole_number_of_agents_is_the_least_that_suffices(load, target):
    whole = np.ceil(erlang_b.agents_for(target, load))

    # Float noise of the formula, where a whole number loses exactly the target.
    assert erlang_b.blocking(whole, load) <= target * (1 + 1e-9)
    assert erlang_b.blocking(whole - 1, load) > target * (1 - 1e-9)


def test_a_stricter_blocking_or_a_larger_load_needs_more_agents():
    targets, loads = np.array([0.2, 0.05, 0.01, 1e-6]), np.array([0.1, 3, 40, 900.0])

    agents = erlang_b.agents_for(targets[:, None], loads)

    assert agents.shape == (4, 4)
    assert (np.diff(agents, axis=0) > 0).all()
    assert (np.diff(agents, axis=1) > 0).all()


def test_one_agent_is_the_answer_where_one_agent_loses_just_that():
    assert erlang_b.agents_for(0.5, 1.0) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("load", [1e-6, 1e-3, 1e6])
@pytest.mark.parametrize("target", [1e-12, 0.5, 0.999])
def test_agents_are_found_for_tiny_and_for_huge_loads(load, target):
    agents = erlang_b.agents_for(target, load)

    assert float(erlang_b.blocking(agents, load)) == pytest.approx(target, rel=1e-8)


def test_without_load_no_agents_are_needed_for_any_blocking():
    assert erlang_b.agents_for([0.01, 0.5], 0.0).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("blocking_target", 0),
        ("blocking_target", 1),
        ("blocking_target", -0.1),
        ("blocking_target", np.nan),
        ("blocking_target", "one in a hundred"),
        ("offered_load", -1),
        ("offered_load", np.inf),
        ("offered_load", None),
    ],
)
def test_a_blocking_target_or_load_outside_its_domain_is_named(name, wrong):
    arguments = {"blocking_target": 0.01, "offered_load": 2.0, name: wrong}

    with pytest.raises(ParameterError, match=f"^{name} must be"):
        erlang_b.agents_for(**arguments)
