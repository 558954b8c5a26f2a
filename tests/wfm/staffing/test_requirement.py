"""Fewest agents: every reference row, minimality, the binding constraint, edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.published import copied, shared
from wfm.demand import ServiceGoal
from wfm.errors import ParameterError
from wfm.queueing import erlang_c
from wfm.staffing.requirement import CONSTRAINTS, fewest_agents, required_agents
from wfm.staffing.shrinkage import exact_ceil

TARGETS = ["sl_target", "T_s", "max_occupancy", "max_asa_s"]
# Words of the reference for what one agent fewer would break, as we name it first.
WORDS = {
    "stability": "stability",
    "sl": "service_level",
    "occ": "occupancy",
    "asa": "asa",
}
SLACK = 1e-9


def goal_of(level, threshold, occupancy, asa):
    return ServiceGoal(
        service_level=level,
        threshold=threshold,
        max_occupancy=None if occupancy == 1 else occupancy,
        max_asa=None if asa == np.inf else asa,
    )


def answered(part):
    answer = required_agents(
        part["volume_per_30min"].to_numpy(),
        part["aht_s"].to_numpy(),
        goal=goal_of(*part[TARGETS].iloc[0]),
    )
    return pd.DataFrame(
        {
            "agents": answer.agents,
            "binding": answer.binding,
            "service_level": answer.service_level,
            "occupancy": answer.occupancy,
            "mean_wait": answer.mean_wait,
        },
        index=part.index,
    )


def assert_agrees(table):
    parts = [answered(part) for _, part in table.groupby(TARGETS)]
    ours = pd.concat(parts).reindex(table.index)
    first = table["binding"].str.split("+").str[0].map(WORDS)

    np.testing.assert_array_equal(ours["agents"], table["min_agents"])
    np.testing.assert_array_equal(ours["binding"], first)
    np.testing.assert_allclose(ours["service_level"], table["sl_at_n"], atol=1e-9)
    np.testing.assert_allclose(ours["occupancy"], table["occ_at_n"], rtol=1e-12)
    np.testing.assert_allclose(ours["mean_wait"], table["asa_at_n"], rtol=1e-9)


def test_copied_reference_rows_have_their_agents_and_binding():
    assert_agrees(copied("erlang_c_min_agents.csv"))


def test_every_shared_reference_row_has_its_agents_and_binding():
    assert_agrees(shared("erlang_c_min_agents.csv"))


GOALS = st.builds(
    ServiceGoal,
    service_level=st.one_of(st.none(), st.floats(min_value=0.3, max_value=0.99)),
    threshold=st.floats(min_value=0, max_value=120),
    max_asa=st.one_of(st.none(), st.floats(min_value=1, max_value=120)),
    max_occupancy=st.one_of(st.none(), st.floats(min_value=0.3, max_value=1)),
    min_agents=st.integers(min_value=0, max_value=5),
)
VOLUMES = st.floats(min_value=0.1, max_value=3_000)
AHTS = st.floats(min_value=10, max_value=1_800)


def broken(agents, load, aht, goal):
    """Targets that this many agents miss, by the formulas themselves."""
    level = erlang_c.service_level(agents, load, aht, goal.threshold)
    missed = {
        # A load this close below a whole number is that number.
        "stability": agents <= load * (1 + 1e-12),
        "service_level": goal.service_level is not None
        and level < goal.service_level - SLACK,
        "occupancy": goal.max_occupancy is not None
        and load / max(agents, 1e-300) > goal.max_occupancy * (1 + 1e-8),
        "asa": goal.max_asa is not None
        and erlang_c.mean_wait(agents, load, aht) > goal.max_asa + SLACK,
        "minimum": agents < goal.min_agents,
    }
    return {name for name, missing in missed.items() if missing}


@settings(deadline=None)
@given(volume=VOLUMES, aht=AHTS, goal=GOALS)
def test_the_agents_meet_every_target_and_one_fewer_breaks_one(volume, aht, goal):
    load = volume * aht / 1800

    answer = required_agents(volume, aht, goal=goal)

    agents = float(answer.agents)
    assert not broken(agents, load, aht, goal)
    one_fewer = broken(agents - 1, load, aht, goal)
    # An occupancy within float noise of the cap may be met either way.
    noisy = goal.max_occupancy is not None and load / (
        agents - 1 or 1e-300
    ) == pytest.approx(goal.max_occupancy, rel=1e-7)
    assert one_fewer or noisy


@settings(deadline=None)
@given(volume=VOLUMES, aht=AHTS, goal=GOALS)
def test_the_binding_constraint_is_the_first_that_needs_all_of_them(volume, aht, goal):
    answer = required_agents(volume, aht, goal=goal)

    needs = {name: float(answer.ledger[name]) for name in CONSTRAINTS}
    assert float(answer.agents) == max(needs.values())
    assert str(answer.binding) == max(needs, key=needs.get)


@settings(deadline=None)
@given(volume=VOLUMES, aht=AHTS, goal=GOALS)
def test_one_more_agent_never_lowers_the_service_level(volume, aht, goal):
    answer = required_agents(volume, aht, goal=goal)

    one_more = erlang_c.service_level(
        answer.agents + 1, volume * aht / 1800, aht, goal.threshold
    )

    assert one_more >= answer.service_level - 1e-12


@settings(deadline=None)
@given(volume=VOLUMES, more=st.floats(min_value=0, max_value=100), aht=AHTS, goal=GOALS)
def test_more_contacts_never_need_fewer_agents(volume, more, aht, goal):
    few, many = required_agents([volume, volume + more], aht, goal=goal).agents

    assert many >= few


def test_the_case_everybody_publishes():
    eighty_twenty = ServiceGoal(service_level=0.8, threshold=20)
    house = ServiceGoal(service_level=0.85, threshold=20, max_occupancy=0.65)

    answers = [required_agents(100, 180, goal=each) for each in (eighty_twenty, house)]

    assert [float(answer.agents) for answer in answers] == [14, 16]
    assert [str(answer.binding) for answer in answers] == ["service_level", "occupancy"]
    assert {name: float(n) for name, n in answers[1].ledger.items()} == {
        "stability": 11,
        "service_level": 14,
        "occupancy": 16,
        "asa": 0,
        "abandonment": 0,
        "minimum": 0,
    }


@pytest.mark.parametrize(
    ("goal", "volume", "aht", "agents", "binding"),
    [
        pytest.param(
            # 0.1 erlangs on one agent: nine of ten do not wait, exactly.
            ServiceGoal(service_level=0.9, threshold=0),
            1,
            180,
            1,
            "stability",
            id="service level",
        ),
        pytest.param(
            # 0.7 erlangs at 70 %: one agent, and not two by float noise.
            ServiceGoal(service_level=None, max_occupancy=0.7),
            7,
            180,
            1,
            "stability",
            id="occupancy",
        ),
        pytest.param(
            # M/M/1 at 0.1 erlangs waits 180 * 0.1 / 0.9 = 20 s.
            ServiceGoal(service_level=None, max_asa=20),
            1,
            180,
            1,
            "stability",
            id="mean wait",
        ),
        pytest.param(
            ServiceGoal(service_level=None, max_occupancy=0.65, min_agents=20),
            130,
            180,
            20,
            "occupancy",
            id="occupancy and minimum alike",
        ),
    ],
)
def test_a_tie_is_met(goal, volume, aht, agents, binding):
    answer = required_agents(volume, aht, goal=goal)

    assert float(answer.agents) == agents
    assert str(answer.binding) == binding


@pytest.mark.parametrize(
    ("minimum", "agents", "binding"), [(0, 0, "none"), (2, 2, "minimum")]
)
def test_an_open_interval_without_contacts_needs_the_minimum(minimum, agents, binding):
    answer = required_agents(
        0, 180, goal=ServiceGoal(max_occupancy=0.65, min_agents=minimum)
    )

    assert float(answer.agents) == agents
    assert str(answer.binding) == binding
    assert float(answer.service_level) == 1
    assert float(answer.occupancy) == 0
    assert float(answer.mean_wait) == 0


def test_contacts_without_handle_time_need_nobody():
    answer = required_agents(50, 0)

    assert float(answer.agents) == 0
    assert float(answer.service_level) == 1


@pytest.mark.parametrize("rule", ["floor", "band", "report"])
def test_only_a_cap_adds_agents_for_occupancy(rule):
    goal = ServiceGoal(max_occupancy=0.65, occupancy_rule=rule)

    assert float(required_agents(100, 180, goal=goal).agents) == 14


def test_without_any_target_the_queue_is_at_least_stable():
    answer = required_agents([100, 90, 0], 180, goal=ServiceGoal(service_level=None))

    assert answer.agents.tolist() == [11, 10, 0]
    assert answer.binding.tolist() == ["stability", "stability", "none"]


def test_arrays_broadcast_and_keep_their_shape():
    answer = required_agents(np.array([[10.0], [100.0]]), np.array([60.0, 180.0, 600]))

    assert answer.agents.shape == (2, 3)
    for part in (answer.service_level, answer.occupancy, answer.mean_wait):
        assert part.shape == (2, 3)
    assert answer.ledger["occupancy"].shape == (2, 3)
    alone = required_agents(100, 180)
    assert answer.agents[1, 1] == alone.agents
    assert np.isnan(answer.abandonment).all()


def test_series_are_taken_as_they_are():
    volume = pd.Series([100.0, 0.0], index=[7, 3])

    assert required_agents(volume, pd.Series([180.0, 180.0])).agents.tolist() == [14, 0]


def test_a_quarter_of_an_hour_offers_twice_the_load():
    assert required_agents(50, 180, interval=900).agents == 14


def test_a_huge_operation_is_answered():
    # 33,333 erlangs; the square-root rule of thumb asks for about 180 more.
    agents = float(required_agents(200_000, 300).agents)

    assert 33_334 < agents < 33_700


def test_a_million_intervals_are_answered_like_their_pieces():
    rng = np.random.default_rng(11)
    volume, aht = rng.uniform(0, 500, 20_000), rng.uniform(30, 900, 20_000)
    goal = ServiceGoal(service_level=0.85, max_asa=15, max_occupancy=0.85)

    whole = required_agents(volume, aht, goal=goal)

    for piece in (slice(0, 7), slice(7_000, 7_300), slice(19_999, None)):
        part = required_agents(volume[piece], aht[piece], goal=goal)
        np.testing.assert_array_equal(part.agents, whole.agents[piece])
        np.testing.assert_array_equal(part.binding, whole.binding[piece])
        np.testing.assert_array_equal(part.service_level, whole.service_level[piece])
    np.testing.assert_array_equal(fewest_agents(volume, aht, goal=goal), whole.agents)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("volume", -1),
        ("volume", np.nan),
        ("volume", np.inf),
        ("volume", "many"),
        ("volume", None),
        ("aht", [180, -5]),
        ("aht", np.nan),
        ("aht", np.inf),
        ("aht", "three minutes"),
        ("interval", 0),
        ("interval", -1800),
        ("interval", np.inf),
        ("interval", np.nan),
        ("interval", "half an hour"),
        ("interval", [1800, 900]),
        ("patience", 0),
        ("patience", -60),
        ("patience", np.nan),
        ("patience", "a minute"),
    ],
)
@pytest.mark.parametrize("formula", [required_agents, fewest_agents])
def test_an_argument_outside_its_domain_is_named(formula, name, wrong):
    arguments = {"volume": 100, "aht": 180, "interval": 1800.0, "patience": 60}

    with pytest.raises(ParameterError, match=f"^{name} must be") as error:
        formula(**(arguments | {name: wrong}))

    assert error.value.name == name


def test_more_load_than_a_float_can_count_is_refused():
    with pytest.raises(ParameterError, match=r"must be at most 1e\+09 erlangs"):
        required_agents(1e18, 180)


@pytest.mark.parametrize("cap", [1e-12, 1e-6])
def test_an_absurd_cap_on_occupancy_is_answered_all_the_same(cap):
    goal = ServiceGoal(max_occupancy=cap)

    agents = fewest_agents([100.0, 0.0], 180.0, goal=goal)

    assert agents.tolist() == [exact_ceil(10 / cap), 0]


def test_no_intervals_need_no_agents_over_any_window():
    for window in ("interval", "day"):
        answer = required_agents([], 180.0, goal=ServiceGoal(window=window))

        assert answer.agents.shape == (0,)


def test_a_limit_of_all_contacts_on_abandonment_asks_for_nothing():
    goal = ServiceGoal(service_level=0.8, max_abandonment=1)

    assert required_agents(100, 180, goal=goal).binding == "service_level"
