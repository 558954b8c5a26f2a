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


def test_published_blocking_of_real_numbers_of_servers_is_met():
    cases = copied("published_cases.csv").query("model == 'erlang_b'")

    ours = erlang_b.blocking(cases["agents"], cases["offered_load"])

    assert len(cases) == 3
    assert (np.abs(ours - cases["published"]) <= cases["tolerance"]).all()


@pytest.mark.parametrize(
    ("load", "target", "lines"),
    # P. Dordal (Loyola University), Erlang notes; five of his sixteen values differ
    # from exact arithmetic by one line and are left out.
    [
        (10, 0.01, 18),
        (20, 0.01, 30),
        (50, 0.01, 64),
        (180, 0.01, 201),
        (1000, 0.01, 1029),
        (10, 0.001, 21),
        (100, 0.001, 128),
        (180, 0.001, 216),
    ],
)
def test_fewest_lines_for_a_blocking_target_are_those_of_the_textbook(
    load, target, lines
):
    assert erlang_b.blocking(lines, load) <= target
    assert erlang_b.blocking(lines - 1, load) > target


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
