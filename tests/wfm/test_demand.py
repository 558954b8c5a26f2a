"""Goals, shrinkage and queues: valid or not constructed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from wfm.demand import (
    BASES,
    OCCUPANCY_RULES,
    WINDOWS,
    Channel,
    Queue,
    ServiceGoal,
    Shrinkage,
)
from wfm.errors import InputError, ParameterError


def test_the_default_goal_is_the_one_in_the_documentation():
    goal = ServiceGoal()

    assert (goal.service_level, goal.threshold, goal.basis) == (0.85, 20.0, "offered")
    assert (goal.max_asa, goal.max_abandonment, goal.max_occupancy) == (None,) * 3
    assert (goal.occupancy_rule, goal.min_agents, goal.window) == ("cap", 0, "interval")


@pytest.mark.parametrize(
    ("name", "wrong", "rule"),
    [
        # 85 for 85 % is the commonest slip of all.
        ("service_level", 85, r"in \(0, 1\)"),
        ("service_level", 0, r"in \(0, 1\)"),
        ("service_level", 1, r"in \(0, 1\)"),
        ("service_level", float("nan"), r"in \(0, 1\)"),
        ("threshold", -1, "finite and at least 0 seconds"),
        ("max_asa", float("nan"), "finite, seconds"),
        ("max_abandonment", 0, r"in \(0, 1\]"),
        ("max_abandonment", 5, r"in \(0, 1\]"),
        ("max_occupancy", 65, r"in \(0, 1\]"),
        ("max_occupancy", 0, r"in \(0, 1\]"),
        ("min_agents", -1, "a whole number, at least 0"),
        ("min_agents", 1.5, "a whole number, at least 0"),
        ("basis", "ofered", "one of offered, answered"),
        ("occupancy_rule", "limit", "one of cap, floor, band, report"),
        ("window", "year", "one of interval, day, week, month"),
    ],
)
def test_a_goal_says_which_value_is_impossible_and_what_it_must_be(name, wrong, rule):
    with pytest.raises(ParameterError, match=f"^{name} must be {rule}") as error:
        ServiceGoal(**{name: wrong})

    assert error.value.name == name
    assert repr(wrong) in str(error.value)


@pytest.mark.parametrize(
    "values",
    [
        {"service_level": None},
        {"service_level": 0.999, "threshold": 0},
        {"max_occupancy": 1},
        {"max_abandonment": 1},
        {"max_asa": 0.5},
        *({"basis": each} for each in BASES),
        *({"occupancy_rule": each} for each in OCCUPANCY_RULES),
        *({"window": each} for each in WINDOWS),
    ],
    ids=str,
)
def test_every_value_at_its_edge_is_possible(values):
    goal = ServiceGoal(**values)

    assert {name: getattr(goal, name) for name in values} == values


def test_a_promise_does_not_change_after_it_is_made():
    goal = ServiceGoal()

    with pytest.raises(FrozenInstanceError):
        goal.threshold = 30
    assert replace(goal, threshold=30).threshold == 30
    assert goal.threshold == 20


def test_a_mistake_of_the_caller_is_also_a_value_error():
    with pytest.raises(ValueError, match="threshold") as error:
        ServiceGoal(threshold=-1)

    assert isinstance(error.value, InputError)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"scheduled": -0.1}, "shrinkage scheduled must be"),
        ({"unscheduled": 1}, "shrinkage unscheduled must be"),
        ({"scheduled": 0.6, "unscheduled": 0.4}, "total shrinkage must be below 1"),
    ],
)
def test_shrinkage_leaves_something_of_the_paid_time(parts, message):
    with pytest.raises(ParameterError, match=message):
        Shrinkage(**parts)


@pytest.mark.parametrize("wrong", ["0.8", [0.8], True, 1j])
@pytest.mark.parametrize(
    "name",
    ["service_level", "threshold", "max_asa", "max_occupancy", "min_agents"],
)
def test_what_is_no_number_is_named(name, wrong):
    with pytest.raises(ParameterError, match=f"^{name} must be a number, got"):
        ServiceGoal(**{name: wrong})


def test_unscheduled_shrinkage_may_be_of_what_the_schedule_leaves():
    both = {"scheduled": 0.1, "unscheduled": 0.2}

    # 10 and 20 % of the same hours are 30 %; 20 % of the other 90 % make 28 %.
    assert Shrinkage(**both).total == 0.3
    assert Shrinkage(**both, combined="multiplicative").total == 0.28
    with pytest.raises(ParameterError, match="combined must be one of additive"):
        Shrinkage(combined="sum")


def test_the_total_has_no_float_noise():
    assert Shrinkage(scheduled=0.1, unscheduled=0.2).total == 0.3
    assert Shrinkage().total == 0.23


def test_a_queue_needs_the_skill_of_its_own_name_unless_told():
    assert Queue(name="ventas").skill == "ventas"
    assert Queue(name="ventas", skill="comercial").skill == "comercial"


def test_a_queue_is_a_voice_queue_with_the_default_goal_unless_told():
    queue = Queue(name="ventas")

    assert queue.channel is Channel.VOICE
    assert queue.goal == ServiceGoal()
    assert (queue.aht_s, queue.patience_s, queue.concurrency) == (None, None, 1)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("aht_s", 0), ("aht_s", -5), ("patience_s", 0), ("concurrency", 0)],
)
def test_a_queue_says_which_value_is_impossible(name, wrong):
    with pytest.raises(ParameterError, match=f"^{name} must be"):
        Queue(name="ventas", **{name: wrong})
