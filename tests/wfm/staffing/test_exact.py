"""Real agents at which targets are just met."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.demand import ServiceGoal
from wfm.errors import GoalUnreachableError, ParameterError
from wfm.queueing import erlang_a, erlang_c
from wfm.staffing.exact import exact_agents
from wfm.staffing.requirement import required_agents

INTERVAL = 1800.0
AHT = 240.0
# A millionth of an agent moves no share by more than this here.
NEAR = 1e-5


def exact(volume, *, aht=AHT, patience=None, **goal):
    asked = ServiceGoal(**{"service_level": None} | goal)
    return exact_agents(volume, aht, interval=INTERVAL, goal=asked, patience=patience)


VOLUMES = np.array([3.0, 40.0, 150.0, 1_000.0])
LOADS = VOLUMES * AHT / INTERVAL


def test_a_service_level_is_just_met_by_erlang_c():
    agents = exact(VOLUMES, service_level=0.85)

    level = erlang_c.service_level(agents, LOADS, AHT, 20.0)
    np.testing.assert_allclose(level, 0.85, atol=NEAR)
    assert (level >= 0.85 - 1e-8).all()


def test_a_mean_wait_is_just_met_by_erlang_c():
    agents = exact(VOLUMES, max_asa=12.0)

    np.testing.assert_allclose(erlang_c.mean_wait(agents, LOADS, AHT), 12.0, rtol=1e-3)


@pytest.mark.parametrize("basis", erlang_a.BASES)
def test_a_service_level_is_just_met_by_erlang_a(basis):
    agents = exact(VOLUMES, service_level=0.85, basis=basis, patience=90.0)

    level = erlang_a.service_level(agents, LOADS, AHT, 90.0, 20.0, basis)
    just = agents > 2e-6
    np.testing.assert_allclose(level[just], 0.85, atol=NEAR)
    assert just[1:].all()


def test_an_abandonment_is_just_met_by_erlang_a():
    agents = exact(VOLUMES, max_abandonment=0.03, patience=90.0)

    np.testing.assert_allclose(
        erlang_a.abandonment(agents, LOADS, AHT, 90.0), 0.03, atol=NEAR
    )


def test_a_cap_on_occupancy_asks_for_the_load_over_it():
    agents = exact(VOLUMES, max_occupancy=0.65)

    np.testing.assert_allclose(agents, LOADS / 0.65, atol=2e-6)


def test_a_cap_on_occupancy_counts_only_those_who_stay():
    # A single agent of the smallest load is never that busy.
    volumes, loads = VOLUMES[1:], LOADS[1:]
    agents = exact(volumes, max_occupancy=0.8, patience=60.0)

    busy = erlang_a.occupancy(agents, loads, AHT, 60.0)
    np.testing.assert_allclose(busy, 0.8, atol=NEAR)
    assert (agents < loads / 0.8).all()


volumes = st.just(0.0) | st.floats(1e-6, 800)


@st.composite
def questions(draw):
    patience = draw(st.none() | st.floats(10, 3_000))
    goal = ServiceGoal(
        service_level=draw(st.none() | st.floats(0.05, 0.99)),
        threshold=draw(st.floats(0, 120)),
        max_occupancy=draw(st.none() | st.floats(0.2, 1)),
        occupancy_rule=draw(st.sampled_from(["cap", "report"])),
        max_asa=draw(st.none() | st.floats(0.5, 120)),
        max_abandonment=None
        if patience is None
        else draw(st.none() | st.floats(0.001, 0.5)),
        min_agents=draw(st.integers(0, 5)),
    )
    volume = draw(st.lists(volumes, min_size=1, max_size=6))
    return volume, draw(st.floats(1, 1_800)), goal, patience


@settings(deadline=None, max_examples=80)
@given(questions())
def test_whole_agents_are_the_exact_ones_rounded_up(question):
    volume, aht, goal, patience = question
    whole = required_agents(volume, aht, goal=goal, patience=patience).agents

    real = exact_agents(volume, aht, interval=INTERVAL, goal=goal, patience=patience)

    assert (real <= whole).all()
    assert (real > whole - 1 - 1e-9).all()
    assert (real >= goal.min_agents).all()


def test_an_answer_known_already_is_not_worked_out_again():
    goal = ServiceGoal(service_level=0.85, max_occupancy=0.65)
    whole = required_agents(VOLUMES, AHT, goal=goal)

    known = exact_agents(VOLUMES, AHT, interval=INTERVAL, goal=goal, whole=whole)

    np.testing.assert_array_equal(
        known, exact_agents(VOLUMES, AHT, interval=INTERVAL, goal=goal)
    )


def test_numbers_alone_and_tables_of_them_are_answered_in_their_shape():
    row = exact(VOLUMES, service_level=0.85, max_occupancy=0.65)
    alone = exact(150, service_level=0.85, max_occupancy=0.65)
    table = exact(
        VOLUMES[:, None], aht=[AHT, 600.0], service_level=0.85, max_occupancy=0.65
    )

    assert np.shape(alone) == ()
    assert alone == row[2]
    np.testing.assert_array_equal(table[:, 0], row)
    assert (table[:, 1] > row).all()


def test_without_contacts_it_is_the_minimum():
    assert exact([0, 0], service_level=0.85).tolist() == [0, 0]
    assert exact([0, 0], service_level=0.85, min_agents=2).tolist() == [2, 2]


def test_impossible_questions_are_refused():
    with pytest.raises(GoalUnreachableError, match="max_abandonment"):
        exact(10, max_abandonment=0.03)
    with pytest.raises(ParameterError, match=r"^volume "):
        exact(-1, service_level=0.85)
    with pytest.raises(ParameterError, match=r"^patience "):
        exact(1, service_level=0.85, patience=0)
