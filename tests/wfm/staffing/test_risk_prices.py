"""The price list of a promise: it adds up, and its best line is the cheapest."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.wfm.staffing.risk_days import draw_days
from wfm.demand import ServiceGoal
from wfm.errors import ParameterError
from wfm.queueing import erlang_c
from wfm.staffing.risk import (
    Draws,
    Penalty,
    agents_for_probability,
    price_list,
    probability_met,
)
from wfm.staffing.risk.prices import prices_of_all

DAILY = ServiceGoal(service_level=0.8, threshold=20, window="day")
BY_INTERVAL = ServiceGoal(service_level=0.8, threshold=20)
COST = 12_000.0


def make_draws(seed=1, paths=150, **changes):
    contacts, aht = draw_days(
        np.random.default_rng(seed), paths, **({"volume": 20} | changes)
    )
    return Draws(contacts=contacts, aht=aht)


def prices(draws, penalty, goal=DAILY, cost=COST, seed=0):
    return price_list(
        draws,
        goal=goal,
        agent_cost=cost,
        penalty=penalty,
        rng=np.random.default_rng(seed),
    )


def test_a_step_says_its_cost_what_it_avoids_and_what_is_left():
    (steps,) = prices(make_draws(), Penalty(per_miss=800_000))

    for before, step in pairwise(steps):
        extra = step.agents_hours - before.agents_hours
        assert step.extra_hours == pytest.approx(extra)
        assert step.extra_cost == pytest.approx(extra * COST)
        avoided = before.expected_penalty - step.expected_penalty
        assert step.penalty_avoided == pytest.approx(avoided)
        assert step.net == pytest.approx(avoided - extra * COST)
    for step in steps:
        assert step.cost == pytest.approx(step.agents_hours * COST)
        assert step.expected_penalty == pytest.approx(800_000 * (1 - step.probability))
        assert step.total == pytest.approx(step.cost + step.expected_penalty)
    paid = sum(step.net for step in steps)
    assert steps[0].total - steps[-1].total == pytest.approx(paid)


def test_a_step_is_one_agent_all_day_from_even_chances_to_near_certainty():
    draws = make_draws()

    (steps,) = prices(draws, Penalty(per_miss=1))

    assert [step.step for step in steps] == list(range(len(steps)))
    assert [step.extra_hours for step in steps[1:]] == [12.0] * (len(steps) - 1)
    chances = [step.probability for step in steps]
    assert chances == sorted(chances)
    assert 0.5 <= chances[0] < 0.53
    assert chances[-2] < 0.99 <= chances[-1]
    median = agents_for_probability(
        draws, probability=0.5, goal=DAILY, rng=np.random.default_rng(0)
    )
    assert steps[0].agents_hours == median.agents.sum() / 2
    assert steps[0].extra_hours == steps[0].penalty_avoided == steps[0].net == 0


def test_a_large_queue_has_a_list_that_can_be_read():
    draws = make_draws(paths=20, volume=500, day_cv=0.25)

    (steps,) = prices(draws, Penalty(per_miss=1))

    assert 10 < len(steps) <= 22
    assert steps[1].extra_hours % 12 == 0
    assert steps[1].extra_hours >= 24


@pytest.mark.parametrize("per_miss", [0, 100_000, 1_000_000, 100_000_000])
def test_the_best_line_has_the_smallest_total(per_miss):
    (steps,) = prices(make_draws(), Penalty(per_miss=per_miss))

    best = [step for step in steps if step.best]

    assert len(best) == 1
    assert best[0].total == min(step.total for step in steps)


def test_a_dearer_miss_makes_more_agents_worth_it():
    hours = []
    for per_miss in (0, 1_000_000, 3_000_000, 100_000_000):
        (steps,) = prices(make_draws(), Penalty(per_miss=per_miss))
        hours += [step.agents_hours for step in steps if step.best]

    assert hours == sorted(hours)
    assert hours[0] < hours[1] < hours[3]


def test_a_penalty_by_point_is_the_mean_shortfall_by_formula():
    draws = make_draws(paths=300)

    lists = prices(draws, Penalty(per_point=1_000), goal=BY_INTERVAL)

    third = lists[2]
    for step in third:
        agents = step.agents_hours * 2
        load = draws.contacts[:, 2] * draws.aht[:, 2] / 1800
        level = erlang_c.service_level(agents, load, draws.aht[:, 2], 20)
        points = 100 * np.maximum(0.8 - level, 0).mean()
        assert step.expected_penalty == pytest.approx(1_000 * points)
    assert len(lists) == 24


def test_both_kinds_of_penalty_add_up():
    draws = make_draws()

    (miss,), (point,), (both,) = (
        prices(draws, penalty)
        for penalty in (
            Penalty(per_miss=700),
            Penalty(per_point=30),
            Penalty(per_miss=700, per_point=30),
        )
    )

    for one, other, together in zip(miss, point, both, strict=True):
        assert together.expected_penalty == pytest.approx(
            one.expected_penalty + other.expected_penalty
        )
    assert point[0].expected_penalty > point[1].expected_penalty > 0


def test_the_probability_of_a_line_is_that_of_its_agents():
    draws = make_draws()

    (steps,) = prices(draws, Penalty(per_miss=1))

    plan = agents_for_probability(
        draws,
        probability=steps[1].probability,
        goal=DAILY,
        rng=np.random.default_rng(0),
    )
    judged = probability_met(
        draws, plan.agents, goal=DAILY, rng=np.random.default_rng(0)
    )
    assert judged.value[0] == pytest.approx(steps[1].probability, abs=1e-3)


def test_all_windows_together_cost_and_risk_the_sum_of_them():
    lists = prices(make_draws(volume=8), Penalty(per_miss=5_000), goal=BY_INTERVAL)

    total = prices_of_all(lists, COST)

    assert total[0].total == pytest.approx(sum(each[0].total for each in lists))
    assert total[1].agents_hours == pytest.approx(
        sum(each[1].agents_hours for each in lists)
    )
    assert total[1].probability == pytest.approx(
        np.mean([each[1].probability for each in lists])
    )
    assert total[-1].probability >= 0.99
    assert sum(step.best for step in total) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cost": -1}, "agent_cost must be finite and at least 0"),
        ({"cost": float("nan")}, "agent_cost must be finite"),
        (
            {"goal": ServiceGoal(None, max_asa=20, window="day")},
            "per_point must be 0 where no service level",
        ),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(changes, message):
    with pytest.raises(ParameterError, match=message):
        prices(make_draws(paths=5), Penalty(per_point=1), **changes)


@pytest.mark.parametrize("name", ["per_miss", "per_point"])
@pytest.mark.parametrize("value", [-1, float("inf"), float("nan"), "much"])
def test_a_penalty_below_nothing_is_refused(name, value):
    with pytest.raises(ParameterError, match=f"{name} must be"):
        Penalty(**{name: value})
