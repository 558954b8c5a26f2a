"""Other work in idle time: as much as the inbound goal leaves, and no more."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.demand import ServiceGoal
from wfm.errors import ParameterError
from wfm.queueing import erlang_c, reserve
from wfm.staffing import required_agents
from wfm.staffing.blending import idle_time

GOAL = ServiceGoal(service_level=0.8, threshold=20, max_asa=30)


@settings(deadline=None)
@given(
    volume=st.floats(min_value=1, max_value=600),
    extra=st.integers(min_value=0, max_value=8),
)
def test_the_goal_holds_with_the_reserve_and_breaks_with_one_less(volume, extra):
    agents = float(required_agents(volume, 240, goal=GOAL).agents) + extra
    load = volume * 240 / 1800

    time = idle_time(agents, volume, 240, goal=GOAL)

    assert time.service_level >= 0.8 - 1e-9
    assert time.mean_wait <= 30 + 1e-9
    assert 0 <= time.free <= agents - load
    if time.reserve > 0:
        fewer = float(time.reserve) - 1
        level = reserve.service_level(agents, load, 240, 20, fewer)
        wait = reserve.mean_wait(agents, load, 240, fewer)
        assert level < 0.8 or wait > 30


def test_a_goal_just_met_without_other_work_leaves_almost_none():
    load = 10.0
    exact = float(erlang_c.service_level(13, load, 180, 20))

    tight = idle_time(13, 100, 180, goal=ServiceGoal(service_level=exact - 1e-9))
    loose = idle_time(13, 100, 180, goal=ServiceGoal(service_level=0.3))

    assert tight.free < 0.05
    assert loose.free > 1.5


def test_too_few_agents_for_their_own_goal_have_no_time():
    time = idle_time([5, 11], 100, 180, goal=GOAL)

    assert time.free.tolist() == pytest.approx([0, 0], abs=1e-9)
    assert time.reserve.tolist() == [5, 11]


def test_agents_without_inbound_contacts_are_all_free():
    time = idle_time([4, 0], 0, 180, goal=GOAL)

    assert time.free.tolist() == [4, 0]
    assert time.service_level.tolist() == [1, 1]


def test_a_cap_on_occupancy_holds_for_all_work_together():
    capped = ServiceGoal(service_level=0.8, max_occupancy=0.75)
    reported = ServiceGoal(
        service_level=0.8, max_occupancy=0.75, occupancy_rule="report"
    )

    time = idle_time(20, 100, 180, goal=capped)

    assert 0 < time.free < idle_time(20, 100, 180, goal=reported).free
    assert (10 + time.free) / 20 <= 0.75 + 1e-9


def test_a_looser_goal_never_leaves_less_time():
    levels = np.linspace(0.05, 0.95, 19)

    free = [
        float(idle_time(40, 200, 240, goal=ServiceGoal(service_level=each)).free)
        for each in levels
    ]

    assert free == sorted(free, reverse=True)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"agents": 2.5}, "agents"),
        ({"volume": -1}, "volume"),
        ({"aht": float("nan")}, "aht"),
        ({"interval": 0}, "interval"),
    ],
)
def test_an_argument_outside_its_domain_is_named(wrong, name):
    with pytest.raises(ParameterError) as error:
        idle_time(**({"agents": 5, "volume": 10, "aht": 180} | wrong))

    assert error.value.name == name
