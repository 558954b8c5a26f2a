"""Staffing with skills: goals kept, nobody to spare, between the bounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from scheduling.skills import Method, judge_skills, staff_skills
from scheduling.skills.trial import Trial
from wfm.demand import ServiceGoal
from wfm.errors import OverloadedSkillsError, ParameterError
from wfm.queueing.simulation.law import Handling
from wfm.staffing.requirement import required_agents
from wfm.staffing.skill_groups import SkillDemand, SkillGroup

GOAL = ServiceGoal(service_level=0.8, threshold=20)
QUICK = Method(contacts=30_000)
SPECIALISTS = (SkillGroup("A", ("a",)), SkillGroup("B", ("b",)))


def demand(queue, volume=50.0, aht=180.0, goal=GOAL, **words):
    return SkillDemand(queue=queue, volume=volume, aht=aht, goal=goal, **words)


def mixed(cost=1.2, skills=("a", "b")):
    return (*SPECIALISTS, SkillGroup("AB", skills, cost))


THREE = (demand("a", 100, 240), demand("b", 60, 300), demand("c", 30, 600))
SIX_GROUPS = (
    *SPECIALISTS,
    SkillGroup("C", ("c",)),
    SkillGroup("AB", ("a", "b"), 1.15),
    SkillGroup("BC", ("b", "c"), 1.15),
    SkillGroup("ABC", ("c", "b", "a"), 1.3),
)


@pytest.fixture(scope="module")
def three():
    """Three unlike queues and six groups, staffed once."""
    return staff_skills(THREE, SIX_GROUPS, method=QUICK, seed=4)


def test_the_answer_keeps_every_goal_before_other_contacts(three):
    again = judge_skills(
        THREE, SIX_GROUPS, list(three.agents.values()), method=QUICK, seed=999
    )

    assert three.meets_goals
    assert again.meets_goals
    for service in again.services:
        assert service.service_level_high >= GOAL.service_level
        assert service.service_level_low < service.service_level


def test_no_single_agent_can_go(three):
    # The contacts of the search are the first that its seed draws.
    trial = Trial(THREE, SIX_GROUPS, 1800.0, QUICK, np.random.default_rng(4))
    agents = np.array(list(three.agents.values()))

    assert three.stopped_by == "search"
    assert trial.meets(agents)
    spare = [
        name
        for name, one in zip(three.agents, np.eye(len(agents), dtype=int), strict=True)
        if three.agents[name] > 0 and trial.meets(agents - one)
    ]
    assert spare == []


def test_the_same_seed_gives_the_same_answer(three):
    again = staff_skills(THREE, SIX_GROUPS, method=QUICK, seed=4)

    assert again == three


def test_skills_cost_no_more_than_agents_of_one_queue_each(three):
    assert three.cost < three.bounds.dedicated_cost
    assert three.cost == pytest.approx(
        sum(group.cost * three.agents[group.name] for group in SIX_GROUPS)
    )
    assert not three.bounds.comparable


@pytest.mark.parametrize("seed", range(8))
def test_among_equals_the_answer_lies_between_the_bounds(seed):
    rng = np.random.default_rng(seed)
    names = "abc"[: rng.integers(2, 4)]
    aht = float(rng.choice([120.0, 240.0, 400.0]))
    queues = [demand(name, float(rng.uniform(5, 50)), aht) for name in names]
    shared = rng.permutation(list(names)).tolist()
    groups = [
        *(SkillGroup(name.upper(), (name,)) for name in names),
        SkillGroup("mixed", tuple(shared[:2]), float(rng.uniform(1, 1.4))),
    ]

    answer = staff_skills(queues, groups, method=QUICK, seed=seed)

    bounds = answer.bounds
    assert bounds.comparable
    assert bounds.pooled <= sum(answer.agents.values()) <= bounds.dedicated
    assert bounds.pooled_cost <= answer.cost <= bounds.dedicated_cost


def test_agents_of_one_queue_each_are_the_formula():
    queues = [demand("a"), demand("b", 70, 240)]

    answer = staff_skills(queues, SPECIALISTS, method=QUICK)

    wanted = required_agents([50, 70], [180, 240], goal=GOAL).agents
    assert list(answer.agents.values()) == wanted.tolist()


def test_agents_who_serve_all_alike_are_the_formula_of_the_pool():
    groups = (SkillGroup("all", ("a=b",)),)

    answer = staff_skills([demand("a", 30), demand("b", 70)], groups, method=QUICK)

    assert answer.agents == {"all": 14}


@pytest.mark.parametrize(
    ("queues", "groups"),
    [
        pytest.param([demand("a"), demand("b")], mixed(1.2), id="equal"),
        pytest.param(
            [demand("a", 10, 300), demand("b", 10, 300)], mixed(1.4), id="dear"
        ),
        pytest.param(
            [demand("a", 15, 400), demand("b", 30, 120)],
            mixed(1.15, ("b", "a")),
            id="unlike",
        ),
    ],
)
def test_the_answer_is_within_one_agent_of_the_best_of_all_staffings(queues, groups):
    answer = staff_skills(queues, groups, method=QUICK, seed=1)
    trial = Trial(queues, groups, 1800.0, QUICK, np.random.default_rng(1))
    costs = np.array([group.cost for group in groups])

    least = answer.bounds.pooled - 2
    cheaper = sorted(
        (float(costs @ each), each)
        for each in product(range(10), range(10), range(15))
        if sum(each) >= least and costs @ each <= answer.cost - costs.max() - 1e-9
    )

    assert [each for _, each in cheaper if trial.meets(each)] == []


def test_the_cheapest_of_all_staffings_is_found_where_skills_are_dear():
    queues, groups = [demand("a", 10, 300), demand("b", 10, 300)], mixed(1.4)
    answer = staff_skills(queues, groups, method=QUICK, seed=1)
    trial = Trial(queues, groups, 1800.0, QUICK, np.random.default_rng(1))
    costs = np.array([group.cost for group in groups])

    cheaper = [
        each
        for each in product(range(8), range(8), range(8))
        if sum(each) >= answer.bounds.pooled - 1 and costs @ each < answer.cost - 1e-9
    ]

    assert len(cheaper) > 20
    assert [each for each in cheaper if trial.meets(each)] == []


@pytest.mark.slow
def test_many_queues_with_few_shared_agents_still_cost_less_than_apart():
    # Far below the goals the service level is convex: cuts must not run away there.
    rng = np.random.default_rng(2)
    names = [f"q{k}" for k in range(8)]
    queues = [
        demand(name, float(rng.uniform(5, 60)), float(rng.choice([180, 400])))
        for name in names
    ]
    groups = [
        *(SkillGroup(f"only {name}", (name,)) for name in names),
        *(
            SkillGroup(f"four {j}", tuple(rng.permutation(names)[:4].tolist()), 1.2)
            for j in range(3)
        ),
    ]

    answer = staff_skills(queues, groups, method=QUICK)

    assert answer.meets_goals
    assert answer.bounds.pooled_cost <= answer.cost < answer.bounds.dedicated_cost


def test_an_occupancy_cap_is_room_for_the_load_of_every_set_of_queues():
    capped = ServiceGoal(service_level=0.8, max_occupancy=0.65)
    queues = [demand("a", goal=capped), demand("b", goal=capped)]

    answer = staff_skills(queues, mixed(), method=QUICK)
    report = replace(capped, occupancy_rule="report")
    free = staff_skills(
        [replace(each, goal=report) for each in queues], mixed(), method=QUICK
    )

    # Ten erlangs in all: 15.4 agents.
    assert sum(answer.agents.values()) == 16
    assert answer.pool_occupancy == pytest.approx(10 / 16, abs=0.02)
    assert sum(free.agents.values()) < 16


def test_every_kind_of_target_is_kept():
    goal = ServiceGoal(
        service_level=None, max_asa=5.0, max_abandonment=0.03, min_agents=9
    )
    queues = [demand("a", goal=goal, patience=120), demand("b", goal=goal, patience=90)]

    answer = staff_skills(queues, mixed(), method=QUICK)

    assert answer.meets_goals
    for service, group in zip(answer.services, "AB", strict=True):
        assert service.mean_wait < 5.5
        assert service.abandonment < 0.035
        assert answer.agents[group] + answer.agents["AB"] >= 9


def test_impatient_queues_may_have_fewer_agents_than_erlangs():
    goal = ServiceGoal(service_level=0.5, threshold=60)
    queues = [demand("a", 500, goal=goal, patience=30)]

    answer = staff_skills(queues, SPECIALISTS[:1], method=QUICK)

    assert answer.agents["A"] < 50
    assert answer.meets_goals
    assert answer.overload is not None
    assert answer.overload.load == pytest.approx(50)
    alone = required_agents(500, 180, goal=goal, patience=30)
    assert answer.agents["A"] == pytest.approx(float(alone.agents), abs=1)


def test_steady_handle_times_need_no_more_agents():
    queues = [demand("a"), demand("b")]
    steady = Method(contacts=30_000, handling=Handling.lognormal(0.2))

    usual = staff_skills(queues, SPECIALISTS, method=QUICK)
    answer = staff_skills(queues, SPECIALISTS, method=steady)

    assert answer.cost <= usual.cost


def test_queues_without_contacts_need_the_minimum():
    least = ServiceGoal(min_agents=2)
    queues = [demand("a", 0), demand("b", 0, goal=least)]

    answer = staff_skills(queues, mixed(), method=QUICK)

    assert answer.agents == {"A": 0, "B": 2, "AB": 0}
    assert [service.service_level for service in answer.services] == [1.0, 1.0]
    assert answer.meets_goals


def test_a_given_staffing_is_judged_and_not_changed():
    found = judge_skills([demand("a"), demand("b")], mixed(), [6, 6, 0], method=QUICK)

    assert found.agents == {"A": 6, "B": 6, "AB": 0}
    assert found.stopped_by == "given"
    assert [service.missed for service in found.services] == [("service_level",)] * 2
    assert not found.meets_goals


def test_what_needs_no_simulation_is_missed_by_name():
    goal = ServiceGoal(service_level=0.5, max_occupancy=0.6, min_agents=9)

    found = judge_skills(
        [demand("a", goal=goal)], SPECIALISTS[:1], [8], method=QUICK
    )  # 5 erlangs

    assert found.services[0].missed == ("minimum", "occupancy")


def test_a_staffing_that_cannot_carry_its_load_is_refused_with_the_set():
    with pytest.raises(OverloadedSkillsError) as caught:
        judge_skills([demand("a"), demand("b")], mixed(), [9, 3, 2], method=QUICK)

    assert caught.value.queues == ("b",)
    assert (caught.value.load, caught.value.capacity) == (5.0, 5.0)


@pytest.mark.parametrize(
    ("queues", "groups", "name"),
    [
        ([], mixed(), "demands"),
        ([demand("a"), demand("a")], SPECIALISTS[:1], "demands"),
        ([demand("a"), demand("b")], SPECIALISTS[:1], "groups"),
        ([demand("a", goal=replace(GOAL, window="day"))], SPECIALISTS[:1], "window"),
        ([demand("a", goal=replace(GOAL, basis="virtual"))], SPECIALISTS[:1], "basis"),
    ],
)
def test_what_cannot_be_asked_is_named(queues, groups, name):
    with pytest.raises(ParameterError, match=name):
        staff_skills(queues, groups, method=QUICK)


def test_too_few_contacts_are_refused():
    with pytest.raises(ParameterError, match="contacts"):
        Method(contacts=10)
