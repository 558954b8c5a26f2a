"""Queues served by skill groups: formulas within noise, routing rules, conservation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.errors import ParameterError
from wfm.queueing import erlang_a, erlang_b, erlang_c
from wfm.queueing.simulation.law import Handling
from wfm.queueing.simulation.skills import simulate_skills
from wfm.queueing.simulation.skills_contacts import draw_contacts

INTERVAL = 1800.0
# Intervals until an opening that starts empty has forgotten it.
WARM = 4


def steady(volumes, aht, agents, priority, *, seed=1, **words):
    """Many openings of a constant day."""
    routing = {key: words.pop(key) for key in ("queue_groups",) if key in words}
    threshold = words.pop("threshold", 20.0)
    drawn = draw_contacts(
        np.repeat(np.array(volumes, dtype=float)[:, None], WARM + 40, axis=1),
        np.array(aht, dtype=float).reshape(-1, 1),
        replications=60,
        rng=np.random.default_rng(seed),
        **words,
    )
    return simulate_skills(drawn, agents, priority, threshold=threshold, **routing)


def assert_near(estimate, exact):
    np.testing.assert_array_less(np.abs(estimate.value - exact), 3 * estimate.error)


def load(volume, aht):
    return volume * aht / INTERVAL


@pytest.mark.parametrize(
    ("volume", "aht", "agents"),
    [(100, 180, 12), (100, 180, 14), (30, 600, 13), (20, 60, 2), (400, 120, 30)],
)
def test_one_queue_and_one_group_are_erlang_c(volume, aht, agents):
    run = steady([volume], aht, [agents], [[0]])

    a = load(volume, aht)
    level = erlang_c.service_level(agents, a, aht, 20)
    assert_near(run.service_level(since=WARM), level)
    assert_near(run.mean_wait(since=WARM), erlang_c.mean_wait(agents, a, aht))
    assert_near(run.occupancy(since=WARM), a / agents)


@pytest.mark.parametrize(("agents", "patience"), [(9, 120), (12, 60)])
def test_one_queue_with_patience_is_erlang_a(agents, patience):
    run = steady([100], 180, [agents], [[0]], patience=[patience])

    given_up = erlang_a.abandonment(agents, 10.0, 180.0, patience)
    level = erlang_a.service_level(agents, 10.0, 180.0, patience, 20.0)
    assert_near(run.abandonment(since=WARM), given_up)
    assert_near(run.service_level(since=WARM), level)
    assert_near(
        run.mean_wait(since=WARM), erlang_a.mean_wait(agents, 10.0, 180.0, patience)
    )


def test_two_queues_with_agents_of_their_own_are_two_erlang_c():
    run = steady([50, 80], [240, 180], [9, 10], [[0, -1], [-1, 0]])

    loads = np.array([load(50, 240), load(80, 180)])
    levels = erlang_c.service_level([9, 10], loads, [240, 180], 20)
    assert_near(run.service_level(since=WARM), levels)
    assert_near(run.occupancy(since=WARM), loads / [9, 10])


def test_agents_who_serve_all_alike_are_one_pool():
    run = steady([20, 30, 50], 180, [6, 8], [[0, 0, 0], [0, 0, 0]])

    level = erlang_c.service_level(14, 10.0, 180, 20)
    assert_near(run.service_level(since=WARM), level)
    assert_near(run.mean_wait(since=WARM), erlang_c.mean_wait(14, 10.0, 180))


def test_waits_by_priority_are_those_of_cobham():
    # Cobham (1954) for many servers: W_1 = C h / n / (1 - r_1) and
    # W_2 = W_1 / (1 - r), where r_1 is the occupancy by the first class.
    run = steady([40, 60], 180, [12], [[0, 1]])

    base = float(erlang_c.delay_probability(12, 10.0)) * 180 / 12
    first = base / (1 - 4 / 12)
    assert_near(run.mean_wait(since=WARM), [first, first / (1 - 10 / 12)])


def test_priorities_change_who_waits_and_not_how_many():
    run = steady([40, 60], 180, [12], [[1, 0]], threshold=0.0)

    waiting = 1 - erlang_c.delay_probability(12, 10.0)
    assert_near(run.service_level(since=WARM), waiting)


def test_what_overflows_from_specialists_is_erlang_b():
    # With more than enough generalists nobody ever waits.
    run = steady([100], 180, [8, 60], [[0], [0]])

    worked = run.busy_s[:, :, WARM:].sum(axis=2)
    share = worked[:, 1] / worked.sum(axis=1)
    error = share.std(ddof=1) / np.sqrt(share.size)
    assert run.service_level(since=WARM).value == 1
    assert abs(share.mean() - float(erlang_b.blocking(8, 10.0))) < 3 * error


def test_the_caller_may_say_whom_a_contact_asks_first():
    usual = steady([100], 180, [8, 60], [[0], [0]])
    turned = steady([100], 180, [8, 60], [[0], [0]], queue_groups=[[1, 0]])

    assert usual.occupancy(since=WARM).value[0] > 0.7
    assert turned.busy_s[:, 0].sum() == 0


def test_a_contact_asks_the_group_that_ranks_it_first_then_the_narrower():
    # All idle: one after the other, so that only the first asked ever works.
    drawn = draw_contacts(
        [[3.0] * 20, [0.0] * 20],
        1.0,
        handling=Handling.lognormal(0.0),
        rng=np.random.default_rng(1),
    )
    wide_first = simulate_skills(drawn, [5, 5, 5], [[1, 0], [0, 1], [0, -1]])

    assert wide_first.busy_s[:, 2].sum() > 0.99 * wide_first.busy_s.sum()


def test_staffings_with_one_seed_meet_the_same_contacts():
    few = steady([50, 20], 180, [4, 4], [[0, 1], [1, 0]], seed=7)
    many = steady([50, 20], 180, [9, 9], [[0, -1], [-1, 0]], seed=7)
    other = steady([50, 20], 180, [9, 9], [[0, -1], [-1, 0]], seed=8)

    np.testing.assert_array_equal(few.offered, many.offered)
    assert (few.offered != other.offered).any()
    # All work is done in the end; what runs over the end is not counted.
    assert many.busy_s.sum() == pytest.approx(few.busy_s.sum(), rel=0.02)


def test_a_group_that_shrinks_finishes_its_contacts():
    drawn = draw_contacts(
        [[40.0, 0.0]], 900.0, handling=Handling.lognormal(0.0), replications=50,
        rng=np.random.default_rng(3),
    )  # fmt: skip
    run = simulate_skills(drawn, [[40, 0]], [[0]])

    # Nobody waits for an agent who is there; those who start at the end go on.
    assert (run.answered == run.offered).all()
    late = run.busy_s[:, 0, 1].sum() / run.busy_s.sum()
    # Fixed work of half an interval: what starts in the second half spills over.
    assert late == pytest.approx(0.25, abs=0.02)


def test_agents_who_come_take_up_what_waits():
    drawn = draw_contacts(
        [[10.0, 0.0, 0.0]], 60.0, replications=200, rng=np.random.default_rng(3)
    )
    run = simulate_skills(drawn, [[0, 20, 20]], [[0]])

    assert (run.answered == run.offered).all()
    # All wait until the second interval: on average half of the first.
    assert run.mean_wait().value[0] == pytest.approx(900, abs=25)
    assert run.busy_s[:, 0, 0].sum() == 0


def test_who_has_no_agent_waits_without_end_or_gives_up():
    volumes, agents, ranks = [[20.0], [20.0]], [5, 0], [[0, -1], [-1, 0]]
    rng = np.random.default_rng(3)
    endless = simulate_skills(draw_contacts(volumes, 60.0, rng=rng), agents, ranks)
    patient = simulate_skills(
        draw_contacts(volumes, 60.0, patience=100.0, rng=rng), agents, ranks
    )

    assert endless.answered[:, 1].sum() == endless.abandoned[:, 1].sum() == 0
    assert (patient.abandoned[:, 1] == patient.offered[:, 1]).all()


def test_bases_count_as_their_names_say():
    run = steady([100], 180, [9], [[0]], patience=[60])
    parts = [
        getattr(run, name)[:, :, WARM:].sum()
        for name in (
            "offered",
            "answered",
            "answered_in_threshold",
            "abandoned_in_threshold",
        )
    ]
    offered, answered, good, short = parts

    for basis, share in {
        "offered": good / offered,
        "answered": good / answered,
        "excl_short": good / (offered - short),
        "short_ok": (good + short) / offered,
    }.items():
        found = run.service_level(basis, since=WARM).value[0]
        assert found == pytest.approx(share, rel=1e-12)
    assert 0 < short < good < answered < offered


@st.composite
def openings(draw):
    queues, groups, length = (draw(st.integers(1, 3)) for _ in range(3))
    number = st.integers(0, 6)
    ranks = draw(
        st.lists(
            st.lists(st.integers(-1, 2), min_size=queues, max_size=queues),
            min_size=groups,
            max_size=groups,
        )
    )
    agents = draw(
        st.lists(
            st.lists(number, min_size=length, max_size=length),
            min_size=groups,
            max_size=groups,
        )
    )
    volumes = draw(
        st.lists(
            st.lists(st.floats(0, 30), min_size=length, max_size=length),
            min_size=queues,
            max_size=queues,
        )
    )
    return volumes, agents, ranks


@settings(deadline=None)
@given(opening=openings(), seed=st.integers(0, 99))
def test_every_contact_is_answered_or_gives_up_and_agents_do_one_at_a_time(
    opening, seed
):
    volumes, agents, ranks = opening
    drawn = draw_contacts(
        volumes, 200.0, patience=300.0, rng=np.random.default_rng(seed), replications=3
    )
    run = simulate_skills(drawn, agents, ranks)

    np.testing.assert_array_equal(run.offered, run.answered + run.abandoned)
    assert (run.answered_in_threshold <= run.answered).all()
    assert (run.abandoned_in_threshold <= run.abandoned).all()
    assert (run.wait_s >= 0).all()
    # Who was there at the fall of a group may finish after it.
    most = np.maximum.accumulate(np.array(agents), axis=1)
    assert (run.busy_s <= most * INTERVAL + 1e-6).all()
    able = (np.array(ranks) >= 0) & (np.array(agents).max(axis=1) > 0)[:, None]
    assert run.answered[:, ~able.any(axis=0)].sum() == 0


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"volume": [[-1.0]]}, "volume"),
        ({"volume": [1.0]}, "volume"),
        ({"volume": [["many"]]}, "volume"),
        ({"aht": 0.0}, "aht"),
        ({"aht": np.nan}, "aht"),
        ({"aht": [[1.0, 2.0]]}, "aht"),
        ({"aht": [1.0, 2.0, 3.0]}, "aht"),
        ({"patience": 0.0}, "patience"),
        ({"patience": "long"}, "patience"),
        ({"patience": [60.0, 60.0]}, "patience"),
        ({"patience": np.nan}, "patience"),
        ({"interval": 0.0}, "interval"),
        ({"replications": 0}, "replications"),
    ],
)
def test_a_draw_outside_its_domain_names_the_argument(change, name):
    words = {"volume": [[10.0]], "aht": 180.0, "rng": np.random.default_rng(1)}

    with pytest.raises(ParameterError, match=name):
        draw_contacts(**{**words, **change})


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"agents": [1.5]}, "agents"),
        ({"agents": [-1]}, "agents"),
        ({"agents": [1, 2]}, "agents"),
        ({"agents": ["two"]}, "agents"),
        ({"priority": [[0, 1]]}, "priority"),
        ({"priority": [[0.5]]}, "priority"),
        ({"priority": [[-2]]}, "priority"),
        ({"threshold": -1.0}, "threshold"),
        ({"threshold": [20.0, 20.0]}, "threshold"),
        ({"queue_groups": [[1]]}, "queue_groups"),
    ],
)
def test_a_simulation_outside_its_domain_names_the_argument(change, name):
    drawn = draw_contacts([[10.0]], 180.0, rng=np.random.default_rng(1))

    with pytest.raises(ParameterError, match=name):
        simulate_skills(drawn, **{"agents": [2], "priority": [[0]], **change})
