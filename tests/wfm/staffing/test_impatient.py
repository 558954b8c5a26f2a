"""Fewest agents where customers give up; the ledger's costs; no-answer cases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.published import copied, shared
from wfm.demand import ServiceGoal
from wfm.errors import GoalUnreachableError, NoAnswerError
from wfm.queueing import erlang_a
from wfm.queueing.erlang_a import BASES
from wfm.staffing.ledger import CONSTRAINTS, binding_cost, binding_of
from wfm.staffing.requirement import fewest_agents, required_agents

TARGETS = ["sl_definition", "sl_target", "T_s", "max_occupancy", "max_abandon"]
# Words of the reference for what one agent fewer would break, as we name it first.
WORDS = {
    "min1": "stability",
    "sl": "service_level",
    "occ": "occupancy",
    "abandon": "abandonment",
}
SLACK = 1e-9


def answered(part):
    definition, level, threshold, occupancy, abandonment = part[TARGETS].iloc[0]
    goal = ServiceGoal(
        service_level=level,
        threshold=threshold,
        basis=definition.removeprefix("sl_"),
        max_occupancy=None if occupancy == 1 else occupancy,
        max_abandonment=None if abandonment == 1 else abandonment,
    )
    queue = (part[name].to_numpy() for name in ("volume_per_30min", "aht_s"))
    answer = required_agents(*queue, goal=goal, patience=part["patience_s"].to_numpy())
    columns = ("agents", "binding", "service_level", "occupancy", "abandonment")
    return pd.DataFrame(
        {name: getattr(answer, name) for name in columns}, index=part.index
    )


def assert_agrees(table):
    parts = [answered(part) for _, part in table.groupby(TARGETS)]
    ours = pd.concat(parts).reindex(table.index)
    first = table["binding"].str.split("+").str[0].map(WORDS)

    np.testing.assert_array_equal(ours["agents"], table["min_agents"])
    np.testing.assert_array_equal(ours["binding"], first)
    # Shares below the last digit of 1 cannot be compared relatively.
    close = {"rtol": 1e-8, "atol": 1e-15}
    np.testing.assert_allclose(ours["service_level"], table["sl_at_n"], **close)
    np.testing.assert_allclose(ours["occupancy"], table["occ_at_n"], **close)
    np.testing.assert_allclose(ours["abandonment"], table["pab_at_n"], **close)


def test_copied_reference_rows_have_their_agents_and_binding():
    table = copied("erlang_a_min_agents.csv")

    assert set(table["sl_definition"]) == {f"sl_{basis}" for basis in BASES}
    assert_agrees(table)


def test_every_shared_reference_row_has_its_agents_and_binding():
    assert_agrees(shared("erlang_a_min_agents.csv"))


def optional(low, high):
    return st.one_of(st.none(), st.floats(min_value=low, max_value=high))


GOALS = st.builds(
    ServiceGoal,
    service_level=optional(0.3, 0.99),
    threshold=st.floats(0, 120),
    basis=st.sampled_from(BASES),
    max_asa=optional(1, 120),
    max_occupancy=optional(0.3, 1),
    max_abandonment=optional(0.005, 0.5),
    occupancy_rule=st.sampled_from(["cap", "cap", "floor", "band", "report"]),
    min_agents=st.integers(0, 8),
)
PATIENT_GOALS = GOALS.map(lambda goal: replace(goal, max_abandonment=None))
VOLUMES = st.floats(min_value=0.1, max_value=600)
AHTS = st.floats(min_value=10, max_value=1_200)
PATIENCES = st.floats(min_value=5, max_value=3_600)
SOME_OR_NO_VOLUME = st.one_of(st.just(0.0), VOLUMES)
# How each constraint is waived; stability cannot be.
WAIVED = {
    "service_level": {"service_level": None},
    "occupancy": {"occupancy_rule": "report"},
    "asa": {"max_asa": None},
    "abandonment": {"max_abandonment": None},
    "minimum": {"min_agents": 0},
}


def broken(agents, load, aht, patience, goal):
    """Targets that this many agents miss, by the formulas themselves."""
    queue = agents, load, aht, patience
    level = erlang_a.service_level(*queue, goal.threshold, goal.basis)
    capped = goal.max_occupancy is not None and goal.occupancy_rule == "cap"
    missed = {
        "stability": agents < 1,
        "service_level": goal.service_level is not None
        and level < goal.service_level - SLACK,
        "occupancy": capped and erlang_a.occupancy(*queue) > goal.max_occupancy + SLACK,
        "asa": goal.max_asa is not None
        and erlang_a.mean_wait(*queue) > goal.max_asa + SLACK,
        "abandonment": goal.max_abandonment is not None
        and erlang_a.abandonment(*queue) > goal.max_abandonment + SLACK,
        "minimum": agents < goal.min_agents,
    }
    return {name for name, missing in missed.items() if missing}


@settings(deadline=None)
@given(volume=VOLUMES, aht=AHTS, patience=PATIENCES, goal=GOALS)
def test_the_agents_meet_every_target_and_one_fewer_breaks_one(
    volume, aht, patience, goal
):
    queue = volume * aht / 1800, aht, patience

    agents = float(required_agents(volume, aht, goal=goal, patience=patience).agents)

    assert not broken(agents, *queue, goal)
    assert broken(agents - 1, *queue, goal)


@settings(deadline=None)
@given(volume=VOLUMES, aht=AHTS, patience=PATIENCES, goal=GOALS)
def test_without_what_binds_the_requirement_falls_by_its_cost(
    volume, aht, patience, goal
):
    answer = required_agents(volume, aht, goal=goal, patience=patience)

    binding, cost = str(answer.binding), float(answer.binding_cost)
    if binding == "stability":
        assert cost == 0
    else:
        waived = replace(goal, **WAIVED[binding])
        without = required_agents(volume, aht, goal=waived, patience=patience)
        assert float(answer.agents - without.agents) == cost


@settings(deadline=None)
@given(volume=VOLUMES, aht=AHTS, goal=PATIENT_GOALS)
def test_without_what_binds_patient_customers_cost_that_much_less(volume, aht, goal):
    answer = required_agents(volume, aht, goal=goal)

    binding, cost = str(answer.binding), float(answer.binding_cost)
    if binding == "stability":
        assert cost == 0
    else:
        without = fewest_agents(volume, aht, goal=replace(goal, **WAIVED[binding]))
        assert float(answer.agents - without) == cost


@settings(deadline=None)
@given(
    volume=st.lists(SOME_OR_NO_VOLUME, min_size=1, max_size=6),
    aht=AHTS,
    patience=st.one_of(st.none(), PATIENCES),
    goal=PATIENT_GOALS,
)
def test_the_fewest_agents_are_those_of_the_whole_answer(volume, aht, patience, goal):
    fewest = fewest_agents(volume, aht, goal=goal, patience=patience)
    whole = required_agents(volume, aht, goal=goal, patience=patience)

    np.testing.assert_array_equal(fewest, whole.agents)


@settings(deadline=None, max_examples=50)
@given(
    volume=st.lists(SOME_OR_NO_VOLUME, min_size=4, max_size=4),
    aht=AHTS,
    patience=PATIENCES,
    goal=PATIENT_GOALS,
)
def test_some_with_patience_and_some_without_are_answered_like_each_apart(
    volume, aht, patience, goal
):
    patiences = np.array([patience, np.inf, 2 * patience, np.inf])

    mixed = required_agents(volume, aht, goal=goal, patience=patiences)

    for i, each in enumerate(patiences):
        alone = required_agents(volume[i], aht, goal=goal, patience=each)
        assert mixed.agents[i] == alone.agents
        assert mixed.binding[i] == alone.binding
        assert mixed.binding_cost[i] == alone.binding_cost
        assert mixed.service_level[i] == pytest.approx(
            float(alone.service_level), abs=1e-12
        )
        assert np.isnan(mixed.abandonment[i]) == np.isinf(each)


def test_endless_patience_is_no_patience_given():
    given_, left_out = (
        required_agents([100, 0, 7], 180, patience=patience)
        for patience in (np.inf, None)
    )

    np.testing.assert_array_equal(given_.agents, left_out.agents)
    np.testing.assert_array_equal(given_.service_level, left_out.service_level)
    assert np.isnan(given_.abandonment).all()


@pytest.mark.parametrize(
    ("goal", "patience", "words"),
    [
        ({"max_asa": 0}, None, "max_asa"),
        ({"max_asa": -5}, 60, "max_asa"),
        ({"max_abandonment": 0.05}, None, "max_abandonment"),
        ({"max_abandonment": 0.05}, np.inf, "max_abandonment"),
        ({"max_abandonment": 0.05}, [60, np.inf], "max_abandonment"),
    ],
)
@pytest.mark.parametrize("formula", [required_agents, fewest_agents])
@pytest.mark.parametrize("window", ["interval", "day"])
def test_a_goal_no_number_of_agents_reaches_says_which_target(
    formula, window, goal, patience, words
):
    goal = ServiceGoal(window=window, **goal)

    with pytest.raises(GoalUnreachableError, match=words) as error:
        formula([100, 50], 180, goal=goal, patience=patience)

    assert isinstance(error.value, NoAnswerError)


@pytest.mark.parametrize(
    ("minimum", "agents", "binding"), [(0, 0, "none"), (2, 2, "minimum")]
)
def test_an_open_interval_without_contacts_needs_the_minimum(minimum, agents, binding):
    goal = ServiceGoal(max_occupancy=0.65, max_abandonment=0.05, min_agents=minimum)

    answer = required_agents(0, 180, goal=goal, patience=60)

    assert (float(answer.agents), str(answer.binding)) == (agents, binding)
    assert (float(answer.service_level), float(answer.occupancy)) == (1, 0)
    assert (float(answer.mean_wait), float(answer.abandonment)) == (0, 0)
    assert float(answer.binding_cost) == minimum


def test_a_crowd_that_gives_up_needs_fewer_agents_than_its_load():
    answer = required_agents(200_000, 300, patience=60)

    assert float(answer.agents) < 200_000 * 300 / 1800
    assert float(answer.service_level) >= 0.85 - SLACK


def test_the_ledger_names_the_first_of_equals_and_counts_the_second_most():
    ledger = {name: np.zeros(5) for name in CONSTRAINTS} | {
        "stability": np.array([3.0, 3, 3, 0, 3]),
        "service_level": np.array([5.0, 3, 2, 0, 5]),
        "occupancy": np.array([5.0, 2, 9, 0, 4]),
        "minimum": np.array([1.0, 1, 1, 0, 7]),
    }

    assert binding_of(ledger).tolist() == [
        "service_level",
        "stability",
        "occupancy",
        "none",
        "minimum",
    ]
    assert binding_cost(ledger).tolist() == [0, 0, 6, 0, 2]
