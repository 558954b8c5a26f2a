"""Skill groups: the two bounds, and the loads that no agents can carry."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.demand import ServiceGoal
from wfm.errors import (
    NoAnswerError,
    OverloadedSkillsError,
    ParameterError,
    UnknownNameError,
)
from wfm.staffing.multiskill import (
    check_capacity,
    overloaded_set,
    pooled_agents,
    skill_bounds,
)
from wfm.staffing.requirement import required_agents
from wfm.staffing.skill_groups import SkillDemand, SkillGroup, priorities

GOAL = ServiceGoal(service_level=0.8, threshold=20)
NAMES = ("a", "b", "c", "d")


def demand(queue, volume=50.0, aht=180.0, goal=GOAL, **words):
    return SkillDemand(queue=queue, volume=volume, aht=aht, goal=goal, **words)


# Sixteen erlangs over three skills; each skill alone has more agents who know it.
TRAP = {"ventas": 6.0, "soporte": 6.0, "cobranza": 4.0}
PAIRS = (
    SkillGroup("VS", ("ventas", "soporte")),
    SkillGroup("SC", ("soporte", "cobranza")),
    SkillGroup("CV", ("cobranza", "ventas")),
)


def test_fourteen_agents_for_sixteen_erlangs_are_refused_with_the_set_named():
    agents = (6, 4, 4)
    for skill, load in TRAP.items():
        knowing = sum(n for n, g in zip(agents, PAIRS, strict=True) if skill in g.ranks)
        assert knowing > load

    with pytest.raises(OverloadedSkillsError) as caught:
        check_capacity(TRAP, PAIRS, agents)

    assert isinstance(caught.value, NoAnswerError)
    assert set(caught.value.queues) == set(TRAP)
    assert (caught.value.load, caught.value.capacity) == (16.0, 14.0)
    for word in (*TRAP, "16 erlangs", "14 agents"):
        assert word in str(caught.value)


def test_sixteen_agents_for_sixteen_erlangs_are_refused_and_seventeen_are_not():
    tie = overloaded_set(TRAP, PAIRS, (6, 5, 5))

    assert (tie.load, tie.capacity) == (16.0, 16.0)
    assert overloaded_set(TRAP, PAIRS, (6, 6, 5)) is None
    check_capacity(TRAP, PAIRS, (6, 6, 5))


def test_plenty_elsewhere_does_not_help_an_overloaded_queue():
    groups = [SkillGroup("one", ("a",)), SkillGroup("two", ("a", "b"))]

    found = overloaded_set({"a": 3.0, "b": 6.0}, groups, [100, 5])

    assert (found.queues, found.load, found.capacity) == (("b",), 6.0, 5.0)


def test_a_queue_without_load_is_never_overloaded():
    groups = [SkillGroup("one", ("a", "b"))]

    assert overloaded_set({"a": 0.0, "b": 0.0}, groups, [0]) is None
    assert overloaded_set({"a": 2.0, "b": 0.0}, groups, [2]).queues == ("a",)


@st.composite
def staffings(draw):
    queues, groups = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    skills = draw(
        st.lists(
            st.sets(st.integers(0, queues - 1), min_size=1),
            min_size=groups,
            max_size=groups,
        )
    )
    skills[0] |= set(range(queues)) - set().union(*skills)
    # Thirds and tenths, whose sums tie with whole agents up to rounding only.
    unit = draw(st.sampled_from([1.0, 1 / 3, 0.1]))
    loads = draw(st.lists(st.integers(0, 30), min_size=queues, max_size=queues))
    agents = draw(st.lists(st.integers(0, 9), min_size=groups, max_size=groups))
    return (
        {NAMES[k]: n * unit for k, n in enumerate(loads)},
        [
            SkillGroup(f"g{g}", tuple(NAMES[k] for k in sorted(served)))
            for g, served in enumerate(skills)
        ],
        agents,
    )


@settings(deadline=None, max_examples=300)
@given(case=staffings())
def test_the_flow_finds_what_looking_at_every_set_finds(case):
    load, groups, agents = case
    lacks = []
    for size in range(1, len(load) + 1):
        for some in combinations(load, size):
            work = sum(load[name] for name in some)
            capacity = sum(
                number
                for number, group in zip(agents, groups, strict=True)
                if set(some) & group.ranks.keys()
            )
            if work > 0:
                lacks.append(work - capacity)
    worst = max(lacks, default=-math.inf)

    found = overloaded_set(load, groups, agents)

    assert (found is not None) == (worst >= -1e-9)
    if found is not None:
        # It names the set that lacks most, with its own figures.
        assert found.load - found.capacity == pytest.approx(worst, abs=1e-9)
        assert found.load == pytest.approx(sum(load[name] for name in found.queues))


@settings(deadline=None)
@given(case=staffings(), group=st.integers(0, 4))
def test_one_more_agent_never_overloads(case, group):
    load, groups, agents = case
    more = list(agents)
    more[group % len(more)] += 1

    if overloaded_set(load, groups, agents) is None:
        assert overloaded_set(load, groups, more) is None


def test_bounds_are_the_pool_and_the_sum_of_queues():
    groups = [
        SkillGroup("A", ("a",), 1.0),
        SkillGroup("AB", ("a", "b"), 1.2),
        SkillGroup("B", ("b",), 1.1),
    ]

    bounds = skill_bounds([demand("a"), demand("b")], groups, interval=1800)

    assert bounds.pooled == float(required_agents(100, 180, goal=GOAL).agents) == 14
    assert bounds.dedicated_by_queue == {"a": 8, "b": 8}
    assert (bounds.dedicated, bounds.comparable) == (16, True)
    assert bounds.pooled_cost == pytest.approx(14.0)
    assert bounds.dedicated_cost == pytest.approx(8 * 1.0 + 8 * 1.1)


@pytest.mark.parametrize(
    "other",
    [
        demand("b", aht=300.0),
        demand("b", goal=replace(GOAL, service_level=0.9)),
        demand("b", patience=60.0),
    ],
)
def test_pooling_is_a_proven_bound_only_among_equals(other):
    groups = [SkillGroup("AB", ("a", "b"))]

    assert not skill_bounds([demand("a"), other], groups, interval=1800).comparable
    # A queue without contacts does not count.
    empty = replace(other, volume=0.0)
    assert skill_bounds([demand("a"), empty], groups, interval=1800).comparable


def test_the_pool_has_weighted_handle_times_and_the_weakest_of_each_target():
    strict = ServiceGoal(service_level=0.9, threshold=10, max_occupancy=0.7)
    loose = ServiceGoal(service_level=0.7, threshold=30, max_occupancy=0.8)
    queues = [demand("a", 60, 120, strict), demand("b", 40, 300, loose)]

    weak = ServiceGoal(service_level=0.7, threshold=30, max_occupancy=0.8)
    answer = required_agents(100, (60 * 120 + 40 * 300) / 100, goal=weak)
    assert pooled_agents(queues, interval=1800) == float(answer.agents)


def test_the_pool_gives_up_as_often_as_its_queues():
    queues = [demand("a", 60, patience=60.0), demand("b", 40)]

    answer = required_agents(100, 180, goal=GOAL, patience=100.0)
    assert pooled_agents(queues, interval=1800) == float(answer.agents)


EQUAL_QUEUES = st.lists(st.floats(0.5, 200), min_size=1, max_size=4)


@settings(deadline=None)
@given(volumes=EQUAL_QUEUES, aht=st.floats(30, 900))
def test_a_pool_never_needs_more_than_its_queues_apart(volumes, aht):
    queues = [demand(NAMES[k], v, aht) for k, v in enumerate(volumes)]
    groups = [SkillGroup("all", NAMES[: len(volumes)])]

    bounds = skill_bounds(queues, groups, interval=1800)

    assert bounds.comparable
    assert bounds.pooled <= bounds.dedicated


def test_priorities_are_places_in_the_list():
    groups = [SkillGroup("x", ("b", "a=c")), SkillGroup("y", ("a",))]

    assert priorities(["a", "b", "c"], groups).tolist() == [[1, 0, 1], [0, -1, -1]]


def test_a_queue_that_nobody_serves_is_named():
    with pytest.raises(ParameterError, match="'b', 'c'"):
        priorities(["a", "b", "c"], [SkillGroup("x", ("a",))])


def test_an_unknown_skill_is_named_with_the_nearest():
    with pytest.raises(UnknownNameError, match="ventas"):
        priorities(["ventas"], [SkillGroup("x", ("vetnas",))])


def test_two_groups_of_one_name_are_refused():
    with pytest.raises(ParameterError, match="groups"):
        priorities(["a"], [SkillGroup("x", ("a",)), SkillGroup("x", ("a",))])


@pytest.mark.parametrize(
    ("skills", "cost"),
    [((), 1.0), (("a", "a"), 1.0), (("a", ""), 1.0), (("a",), 0.0), (("a",), math.nan)],
)
def test_a_group_outside_its_domain_is_named(skills, cost):
    with pytest.raises(ParameterError, match="group 'x'"):
        SkillGroup("x", skills, cost)


@pytest.mark.parametrize(
    "wrong",
    [
        {"volume": -1.0},
        {"volume": math.nan},
        {"aht": 0.0},
        {"patience": 0.0},
        {"patience": math.nan},
        {"patience": "long"},
        {"volume": "many"},
    ],
)
def test_a_demand_outside_its_domain_is_named(wrong):
    with pytest.raises(ParameterError, match="queue 'a'"):
        demand("a", **wrong)


@pytest.mark.parametrize("agents", [[1], [1, -1], [1, math.inf]])
def test_agents_outside_their_domain_are_named(agents):
    groups = [SkillGroup("x", ("a",)), SkillGroup("y", ("a",))]

    with pytest.raises(ParameterError, match="agents"):
        overloaded_set({"a": 1.0}, groups, agents)
