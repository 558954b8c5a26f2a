"""Agents for chats: the fewest, which target binds, calls as a special case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.demand import ServiceGoal
from wfm.errors import GoalUnreachableError, ParameterError
from wfm.queueing import chat
from wfm.staffing import required_agents
from wfm.staffing.chat import required_chat_agents

TIMES = (300.0, 340.0, 400.0)
GOAL = ServiceGoal(
    service_level=0.85, threshold=30, max_asa=15, max_occupancy=0.65, min_agents=1
)
VOLUMES = st.floats(min_value=0.01, max_value=800)


@pytest.mark.parametrize("patience", [None, 90.0])
@pytest.mark.parametrize("basis", ["offered", "answered", "short_ok"])
def test_one_chat_at_a_time_needs_the_agents_of_calls(patience, basis):
    volume = np.concatenate([[0.0], np.linspace(0.1, 900, 150)])
    goal = replace(GOAL, basis=basis, max_abandonment=0.03 if patience else None)

    ours = required_chat_agents(volume, [240.0], goal=goal, patience=patience)
    calls = required_agents(volume, 240.0, goal=goal, patience=patience)

    np.testing.assert_array_equal(ours.agents, calls.agents)
    np.testing.assert_array_equal(ours.binding, calls.binding)
    np.testing.assert_array_equal(ours.binding_cost, calls.binding_cost)
    for name, agents in calls.ledger.items():
        np.testing.assert_array_equal(ours.ledger[name], agents, err_msg=name)
    np.testing.assert_allclose(ours.service_level, calls.service_level, atol=1e-9)
    np.testing.assert_allclose(ours.occupancy, calls.occupancy, atol=1e-9)
    np.testing.assert_allclose(ours.mean_wait, calls.mean_wait, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(ours.abandonment, calls.abandonment, atol=1e-9)


@settings(deadline=None, max_examples=60)
@given(volume=VOLUMES, patience=st.none() | st.floats(min_value=20, max_value=600))
def test_the_answer_meets_every_target_and_one_agent_less_does_not(volume, patience):
    goal = GOAL if patience is None else replace(GOAL, max_abandonment=0.05)

    answer = required_chat_agents(volume, TIMES, goal=goal, patience=patience)

    def meets(agents):
        asked = (agents, volume / 1800, TIMES)
        level = chat.service_level(*asked, 30, patience=patience)
        taken = chat.concurrency(*asked, patience=patience) / 3
        lost = chat.abandonment(*asked, patience=patience)
        return (
            agents >= 1
            and level >= 0.85 - 1e-9
            and chat.mean_wait(*asked, patience=patience) <= 15 + 1e-9
            and taken <= 0.65 + 1e-9
            and lost <= (goal.max_abandonment or 1) + 1e-9
        )

    assert meets(float(answer.agents))
    assert not meets(float(answer.agents) - 1)
    assert answer.agents == max(answer.ledger.values())
    assert answer.ledger[str(answer.binding)] == answer.agents


@settings(deadline=None, max_examples=30)
@given(volume=VOLUMES)
def test_without_the_binding_target_its_cost_is_saved(volume):
    answer = required_chat_agents(volume, TIMES, goal=GOAL)
    without = {
        "service_level": {"service_level": None},
        "occupancy": {"max_occupancy": None},
        "asa": {"max_asa": None},
        "minimum": {"min_agents": 0},
        "stability": {},
    }[str(answer.binding)]

    rest = required_chat_agents(volume, TIMES, goal=replace(GOAL, **without))

    assert answer.agents - rest.agents == answer.binding_cost


def test_more_chats_at_once_need_fewer_agents_where_capacity_grows():
    by_concurrency = [
        float(required_chat_agents(120, TIMES[:c]).agents) for c in (1, 2, 3)
    ]

    assert by_concurrency == sorted(by_concurrency, reverse=True)
    assert by_concurrency[2] < by_concurrency[0] / 2


def test_handle_times_may_differ_by_interval():
    times = np.array([TIMES, (200.0, 250.0, 300.0), TIMES])

    answer = required_chat_agents([120, 120, 60], times, goal=GOAL, patience=90)

    alone = [
        float(required_chat_agents(v, t, goal=GOAL, patience=90).agents)
        for v, t in zip([120, 120, 60], times, strict=True)
    ]
    assert answer.agents.tolist() == alone


def test_without_chats_only_the_minimum_is_asked():
    idle = required_chat_agents([0, 0], TIMES)
    least = required_chat_agents(0, TIMES, goal=replace(GOAL, min_agents=2))

    assert idle.agents.tolist() == [0, 0]
    assert idle.binding.tolist() == ["none", "none"]
    assert (idle.service_level, idle.occupancy, idle.mean_wait) == (
        pytest.approx([1, 1]),
        pytest.approx([0, 0]),
        pytest.approx([0, 0]),
    )
    assert (float(least.agents), str(least.binding)) == (2, "minimum")


def test_what_no_number_of_agents_meets_has_no_answer():
    with pytest.raises(GoalUnreachableError, match="patience"):
        required_chat_agents(10, TIMES, goal=ServiceGoal(max_abandonment=0.05))
    with pytest.raises(GoalUnreachableError, match="max_asa"):
        required_chat_agents(10, TIMES, goal=ServiceGoal(max_asa=0))


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"volume": -1}, "volume"),
        ({"volume": float("nan")}, "volume"),
        ({"handle_times": 300}, "handle_times"),
        ({"handle_times": [300, 0]}, "handle_times"),
        ({"handle_times": [300, 299]}, "handle_times"),
        ({"interval": 0}, "interval"),
        ({"patience": 0}, "patience"),
        ({"goal": ServiceGoal(window="day")}, "window"),
    ],
)
def test_an_argument_outside_its_domain_is_named(wrong, name):
    with pytest.raises(ParameterError) as error:
        required_chat_agents(**({"volume": 10, "handle_times": TIMES} | wrong))

    assert error.value.name == name
