"""Deferred work: the flat minimum by brute force, the level one by linear programs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wfm.errors import NoAnswerError, ParameterError
from wfm.staffing.backlog import clock_due, deferred_work, progress, working_due
from wfm.staffing.deferred import (
    flat_agents,
    levelled_agents,
    shaped_agents,
    useful_time,
    whole_agents,
)

HALF_HOUR = 1800.0
VOLUMES = st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=30)
DEADLINES = st.integers(min_value=0, max_value=12)
BACKLOGS = st.integers(min_value=0, max_value=80)


def work_of(volume, lag, backlog=0, aht=600.0):
    due = working_due(len(volume), max(lag, 1e-3) * HALF_HOUR, HALF_HOUR)
    return deferred_work(volume, aht, due, interval=HALF_HOUR, backlog=backlog)


def all_in_time(work, agents):
    """Played forward, contact by contact of a fluid: is everything done when due."""
    done, arrived = 0.0, work.backlog
    reached = [0.0]
    for load, capacity in zip(work.load, agents, strict=True):
        arrived += load
        done = min(done + capacity, arrived)
        reached.append(done)
    arrivals = work.backlog + np.concatenate([[0], np.cumsum(work.load)])
    return all(
        reached[due] >= arrived - 1e-7
        for due, arrived in zip(work.due, arrivals, strict=True)
    )


def test_the_published_back_office_case_needs_ten_agents():
    day = 5.5 * 3600
    due = working_due(5, 5 * day, day)
    work = deferred_work([80] * 5, 25 * 60, due, interval=day, backlog=200)

    agents = flat_agents(work)

    # turnella: (200 / 5 + 80) a day over 13.2 a day and agent.
    assert agents == pytest.approx(120 / 13.2, rel=1e-12)
    assert np.ceil(agents) == 10


@settings(deadline=None)
@given(volume=VOLUMES, lag=DEADLINES, backlog=BACKLOGS)
def test_the_flat_minimum_is_that_of_brute_force(volume, lag, backlog):
    work = work_of(volume, lag, backlog)
    arrived = work.arrived
    base = np.concatenate([[0.0], arrived[1:]])
    slopes = [
        (arrived[u] - base[s]) / (work.due[u] - s)
        for u in range(len(arrived))
        for s in range(u + 1)
        if work.due[u] > s
    ]

    agents = flat_agents(work)

    assert agents == pytest.approx(max(slopes), rel=1e-9, abs=1e-12)
    flat = np.full(len(volume), agents)
    assert all_in_time(work, flat * (1 + 1e-9))
    assert agents == 0 or not all_in_time(work, flat * 0.99 - 1e-6)


@settings(deadline=None, max_examples=50)
@given(
    volume=st.lists(st.integers(min_value=0, max_value=60), min_size=4, max_size=4),
    shape=st.lists(st.integers(min_value=1, max_value=5), min_size=4, max_size=4),
    lag=DEADLINES,
)
def test_shaped_agents_keep_their_shape_and_a_little_less_is_late(volume, shape, lag):
    work = work_of(volume, lag)

    agents = shaped_agents(work, shape)

    scale = agents / np.array(shape)
    np.testing.assert_allclose(scale, scale[0], rtol=1e-12)
    assert all_in_time(work, agents + 1e-9)
    assert agents.max() == 0 or not all_in_time(work, agents * 0.99 - 1e-6)


def test_work_due_while_nobody_may_work_has_no_answer():
    work = work_of([5, 5, 5, 5], lag=1)

    with pytest.raises(NoAnswerError, match="nobody may work"):
        shaped_agents(work, [1, 0, 0, 1])
    assert shaped_agents(work, [1, 0, 1, 1])[1] == 0


def least_peak(work):
    """Peak of the best plan, by a linear program over work done in each interval."""
    t = len(work.load)
    arrived = work.arrived
    lower = np.zeros(t + 1)
    for due, total in zip(work.due, arrived, strict=True):
        lower[due:] = np.maximum(lower[due:], total)
    sums = np.tril(np.ones((t, t)))
    # Variables: work done in each interval, and the peak.
    rows = [
        np.hstack([np.eye(t), -np.ones((t, 1))]),
        np.hstack([sums, np.zeros((t, 1))]),
        np.hstack([-sums, np.zeros((t, 1))]),
    ]
    bounds = np.concatenate([np.zeros(t), arrived[1:], -lower[1:]])
    cost = np.concatenate([np.zeros(t), [1.0]])
    found = linprog(cost, A_ub=np.vstack(rows), b_ub=bounds, method="highs")
    assert found.status == 0
    return found.fun


@settings(deadline=None, max_examples=60)
@given(volume=VOLUMES, lag=DEADLINES, backlog=BACKLOGS)
def test_the_level_plan_has_the_least_peak_and_the_least_time(volume, lag, backlog):
    work = work_of(volume, lag, backlog)

    agents = levelled_agents(work)

    assert all_in_time(work, agents + 1e-10)
    assert agents.sum() == pytest.approx(work.arrived[-1], abs=1e-7)
    assert agents.max() == pytest.approx(least_peak(work), rel=1e-6, abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(volume=VOLUMES, lag=DEADLINES, seed=st.integers(0, 1_000))
def test_no_other_plan_is_more_level(volume, lag, seed):
    work = work_of(volume, lag)
    agents = levelled_agents(work)
    rng = np.random.default_rng(seed)

    # Any other plan that is never idle and in time: moves between two intervals.
    for _ in range(30):
        other = agents.copy()
        i, j = rng.integers(len(agents), size=2)
        moved = rng.uniform(0, other[i])
        other[i] -= moved
        other[j] += moved
        ahead = np.cumsum(other) > work.arrived[1:] + 1e-9
        if not ahead.any() and all_in_time(work, other):
            assert (other**2).sum() >= (agents**2).sum() - 1e-6


@settings(deadline=None)
@given(volume=VOLUMES, lag=DEADLINES, backlog=BACKLOGS)
def test_whole_agents_are_in_time_and_never_above_the_rounded_peak(
    volume, lag, backlog
):
    work = work_of(volume, lag, backlog)
    planned = levelled_agents(work)

    agents = whole_agents(work, planned)

    assert np.all(agents == np.floor(agents))
    assert np.all(agents < planned + 2)
    assert all_in_time(work, agents)
    assert agents.max() <= np.ceil(planned.max() - 1e-9)


def test_rounding_does_not_add_an_agent_to_every_interval():
    work = work_of([6] * 40, lag=4, aht=660)  # 2.2 agents all day

    agents = whole_agents(work, levelled_agents(work))

    assert agents.sum() == 88
    assert np.ceil(levelled_agents(work) - 1e-9).sum() == 120


@settings(deadline=None)
@given(
    volume=VOLUMES,
    lag=DEADLINES,
    backlog=BACKLOGS,
    free=st.lists(st.floats(min_value=0, max_value=15), min_size=30, max_size=30),
)
def test_free_time_of_others_saves_what_it_does_and_all_is_still_in_time(
    volume, lag, backlog, free
):
    work = work_of(volume, lag, backlog)
    others = np.array(free[: len(volume)])

    helped = useful_time(work, others)
    agents = levelled_agents(work, helped)
    whole = whole_agents(work, agents, helped)

    assert np.all((helped >= 0) & (helped <= others))
    assert (agents + helped).sum() == pytest.approx(work.arrived[-1], abs=1e-7)
    assert all_in_time(work, agents + helped + 1e-9)
    assert all_in_time(work, whole + helped)
    assert whole.max() <= np.ceil(agents.max() - 1e-9)


def test_enough_free_time_leaves_nothing_and_none_leaves_all():
    work = work_of([3, 9, 0, 6], lag=2, backlog=4)

    plenty = useful_time(work, np.full(4, 100.0))

    assert plenty.sum() == pytest.approx(work.arrived[-1])
    assert levelled_agents(work, plenty).max() == pytest.approx(0, abs=1e-12)
    np.testing.assert_array_equal(useful_time(work, np.zeros(4)), 0)


def test_help_that_is_steady_leaves_the_rest_steady():
    work = work_of([15] * 40, lag=8)  # five agents all day

    agents = levelled_agents(work, useful_time(work, np.full(40, 1.5)))

    np.testing.assert_allclose(agents, 3.5)


def least_own_time(work, others):
    """Own time needed beside others, by a linear program over who does what when."""
    t = len(work.load)
    loads = np.concatenate([[work.backlog], work.load])
    cells = [
        (cohort, i)
        for cohort in range(t + 1)
        for i in range(max(cohort - 1, 0), work.due[cohort])
    ]
    m = len(cells)
    done = np.zeros((t + 1, 2 * m))
    used = np.zeros((t, 2 * m))
    for place, (cohort, i) in enumerate(cells):
        done[cohort, [place, m + place]] = 1
        used[i, m + place] = 1
    cost = np.concatenate([np.ones(m), np.zeros(m)])
    found = linprog(cost, A_eq=done, b_eq=loads, A_ub=used, b_ub=others, method="highs")
    assert found.status == 0
    return found.fun


@settings(deadline=None, max_examples=25)
@given(
    volume=st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=8),
    lag=DEADLINES,
    backlog=BACKLOGS,
    free=st.lists(st.floats(min_value=0, max_value=15), min_size=8, max_size=8),
)
def test_no_use_of_free_time_leaves_less_to_do(volume, lag, backlog, free):
    work = work_of(volume, lag, backlog)
    others = np.array(free[: len(volume)])

    own = work.arrived[-1] - useful_time(work, others).sum()

    assert own == pytest.approx(least_own_time(work, others), abs=1e-6)


def test_the_backlog_follows_arrivals_and_capacity():
    work = work_of([6, 6, 0, 0], lag=2, backlog=3)  # 2 agents' time, 2, 0, 0; 1 open

    seen = progress(work, [1, 1, 1, 4])

    np.testing.assert_allclose(seen.backlog, [2, 3, 2, 0])
    np.testing.assert_allclose(seen.done, [0, 1, 2, 3, 5])
    # Everything that arrived in the first interval is open when it ends; half of it
    # after the second; at the end of the third all that came in the second.
    np.testing.assert_allclose(seen.oldest_s, [1800, 2700, 3600, 0])
    np.testing.assert_allclose(seen.in_time, [1, 1, 1, 1])
    np.testing.assert_allclose(seen.occupancy, [1, 1, 1, 0.5])


def test_work_done_late_is_no_work_done_in_time():
    work = work_of([6, 0, 0, 0], lag=1)

    seen = progress(work, [0.5, 0.5, 1, 0])

    np.testing.assert_allclose(seen.in_time, [0.5, 1, 1, 1])
    assert progress(work, 0).in_time[0] == 0
    assert progress(work, 0).oldest_s[-1] == 4 * HALF_HOUR


def test_an_opening_backlog_ages_from_the_beginning_of_the_plan():
    work = work_of([0, 0, 0], lag=3, backlog=9)

    seen = progress(work, [1, 1, 0])

    assert seen.oldest_s.tolist() == [1800, 3600, 5400]


def times(*texts):
    return pd.Series(pd.to_datetime(list(texts))).dt.tz_localize("America/Bogota")


def test_open_time_stands_still_while_the_centre_is_closed():
    assert working_due(6, 2 * HALF_HOUR, HALF_HOUR).tolist() == [2, 3, 4, 5, 6, 6, 6]


def test_the_clock_runs_on_while_the_centre_is_closed():
    # Two half-hours on Friday evening, two on Saturday morning.
    starts = times(
        "2026-11-27 17:00", "2026-11-27 17:30", "2026-11-28 08:00", "2026-11-28 08:30"
    )

    short = clock_due(starts, 4 * 3600, HALF_HOUR)
    long = clock_due(starts, 15 * 3600, HALF_HOUR)

    # Four hours pass at night: done before the centre closes.
    assert short.tolist() == [2, 2, 2, 4, 4]
    # 17:30 and 18:00 plus fifteen hours are 08:30 and 09:00.
    assert long.tolist() == [2, 3, 4, 4, 4]


def test_a_deadline_shorter_than_an_interval_leaves_no_delay():
    work = deferred_work([3, 9, 0], 600, working_due(3, 60, HALF_HOUR))

    np.testing.assert_allclose(levelled_agents(work), [1, 3, 0])
    assert flat_agents(work) == pytest.approx(3)


def test_longer_deadlines_never_need_more_agents():
    volume = np.random.default_rng(3).poisson(8, size=60)

    flat = [flat_agents(work_of(volume, lag)) for lag in range(12)]
    peak = [levelled_agents(work_of(volume, lag)).max() for lag in range(12)]

    assert flat == sorted(flat, reverse=True)
    assert np.all(np.diff(peak) <= 1e-9)
    # A flat plan loses what its agents do not find to do: never below the level one.
    assert np.all(np.array(flat) >= np.array(peak) - 1e-9)


def test_a_year_of_half_hours_is_levelled_at_once():
    volume = np.random.default_rng(5).poisson(8, size=17_520)
    work = work_of(volume, lag=48)

    agents = levelled_agents(work)

    assert agents.sum() == pytest.approx(work.arrived[-1])
    assert progress(work, agents + 1e-9).in_time.min() == 1


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: work_of([-1, 2], 1), "volume"),
        (lambda: work_of([], 1), "volume"),
        (lambda: work_of([1, 2], 1, backlog=-1), "backlog"),
        (lambda: work_of([1, 2], 1, aht=float("nan")), "aht"),
        (lambda: working_due(2, 0, HALF_HOUR), "deadline"),
        (lambda: clock_due(times("2026-11-27 17:00"), -5, HALF_HOUR), "deadline"),
        (lambda: shaped_agents(work_of([1, 2], 1), [1]), "shape"),
        (lambda: shaped_agents(work_of([1, 2], 1), [1, -1]), "shape"),
        (lambda: useful_time(work_of([1, 2], 1), [1]), "free"),
        (lambda: progress(work_of([1, 2], 1), [1, -1]), "agents"),
        (lambda: deferred_work([1, 2], 60, working_due(3, 60, 60)), "due"),
    ],
)
def test_an_argument_outside_its_domain_is_named(call, name):
    with pytest.raises(ParameterError) as error:
        call()

    assert error.value.name == name
