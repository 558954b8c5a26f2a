"""Loads of the methods for changing demand, and the ledger of the one that follows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.demand import Queue, ServiceGoal
from wfm.errors import GoalUnreachableError, ParameterError
from wfm.staffing.changing import (
    METHODS,
    default_method,
    requirement_of_spell,
    volume_in_balance,
)
from wfm.staffing.changing.effort import LIMIT, effort
from wfm.staffing.changing.load import LOADS
from wfm.staffing.exact import exact_agents
from wfm.staffing.ledger import CONSTRAINTS
from wfm.staffing.queue_requirement import Calls, calls_requirement
from wfm.staffing.requirement import required_agents

INTERVAL = 1800.0
GOAL = ServiceGoal(service_level=0.8)
FREED = {
    "service_level": "service_level",
    "occupancy": "max_occupancy",
    "asa": "max_asa",
    "abandonment": "max_abandonment",
}

series = st.lists(st.floats(0, 500), min_size=1, max_size=12).map(np.array)
handle_times = st.floats(1, 7_200)


def load(method, volume, aht, interval=INTERVAL):
    volume = np.asarray(volume, float)
    return LOADS[method](volume, np.full(volume.shape, float(aht)), interval)


def staffed(volume, aht, *, goal=GOAL, patience=None, method="simulated"):
    return requirement_of_spell(
        volume, aht, interval=INTERVAL, goal=goal, patience=patience, method=method
    )


@st.composite
def small_days(draw):
    """A short day with up to four targets."""
    size = draw(st.integers(1, 4))
    patience = draw(st.none() | st.floats(30, 2_000))
    goal = ServiceGoal(
        service_level=draw(st.sampled_from([0.5, 0.8, 0.95])),
        threshold=draw(st.sampled_from([0.0, 20.0, 120.0])),
        max_occupancy=draw(st.none() | st.floats(0.3, 1)),
        max_asa=draw(st.none() | st.floats(1, 60)),
        max_abandonment=None
        if patience is None
        else draw(st.none() | st.floats(0.005, 0.2)),
        min_agents=draw(st.sampled_from([0, 0, 3])),
    )
    volume = draw(st.lists(st.floats(0.1, 60), min_size=size, max_size=size))
    return volume, draw(st.floats(30, 1_200)), goal, patience


# Loads ------------------------------------------------------------------------------


@settings(deadline=None)
@given(series, handle_times)
def test_sipp_is_contacts_times_handle_time(volume, aht):
    np.testing.assert_allclose(load("sipp", volume, aht), volume * aht / INTERVAL)


@settings(deadline=None)
@given(series, handle_times)
def test_mix_differs_from_sipp_only_where_demand_falls(volume, aht):
    mix, sipp = load("mix", volume, aht), load("sipp", volume, aht)
    beside = np.pad(volume, 1, mode="edge")
    falls = beside[2:] < beside[:-2]

    assert (mix >= sipp).all()
    np.testing.assert_array_equal(mix[~falls], sipp[~falls])


def test_mix_takes_the_peak_of_an_interval_where_demand_falls():
    mix = load("mix", [20, 40, 60, 40, 20], 900)

    np.testing.assert_allclose(mix, [10, 20, 30, 25, 15])


def test_lag_shifts_the_load_by_a_handle_time():
    volume = [10, 30, 50, 40, 20]

    np.testing.assert_allclose(load("lag", volume, 1800), [0, 10, 30, 50, 40])
    np.testing.assert_allclose(load("lag", volume, 3600), [0, 0, 20, 60, 100])
    np.testing.assert_allclose(load("lag", volume, 900), [2.5, 10, 20, 22.5, 15])


def test_mol_of_a_sinusoid_is_its_formula():
    # rate = la0 (1 + a sin wt): in service if agents were endless are
    # la0 / mu (1 + a (sin wt - w/mu cos wt) / (1 + (w/mu)^2)) [queueing.md, section 4],
    # once the empty opening is forgotten.
    aht, step, share, rate = 1800.0, 60.0, 0.4, 0.05
    pace = 2 * np.pi / 86_400
    edges = np.arange(0, 2 * 86_400 + step, step)
    volume = rate * np.diff(edges - share / pace * np.cos(pace * edges))
    lag = pace * aht
    # Mean of the formula over an interval, from its integral.
    wave = -np.cos(pace * edges) / pace - lag * np.sin(pace * edges) / pace
    known = rate * aht * (1 + share * np.diff(wave) / step / (1 + lag**2))

    late = edges[:-1] > 20 * aht
    # The rate is level within the minutes here.
    np.testing.assert_allclose(
        load("mol", volume, aht, step)[late], known[late], rtol=1e-5
    )
    peak = load("mol_max", volume, aht, step)[late].max()
    most = rate * aht * (1 + share / np.sqrt(1 + lag**2))
    assert peak == pytest.approx(most, rel=1e-6)


@settings(deadline=None)
@given(series, handle_times)
def test_mol_is_between_nothing_and_its_largest(volume, aht):
    mol, largest = load("mol", volume, aht), load("mol_max", volume, aht)

    assert (mol >= -1e-9).all()
    assert (largest >= mol - 1e-9).all()
    assert largest.max() <= load("sipp", volume, aht).max() + 1e-9


@settings(deadline=None)
@given(series, handle_times)
def test_mol_loses_no_work_but_what_is_left_at_the_close(volume, aht):
    # In erlang-hours: offered less done is what is still in service at the end.
    short = np.sum(load("sipp", volume, aht) - load("mol", volume, aht)) * INTERVAL
    # Contacts in service at the end of the day have a handle time each before them.
    left = 0.0
    for a in load("sipp", volume, aht):
        left = a + (left - a) * np.exp(-INTERVAL / aht)

    assert short == pytest.approx(left * aht, rel=1e-7, abs=1e-6)


@pytest.mark.parametrize("method", LOADS)
def test_after_a_level_while_every_method_asks_for_the_load(method):
    assert load(method, [50] * 12, 900)[-1] == pytest.approx(25, rel=1e-6)


@pytest.mark.parametrize("method", LOADS)
def test_somebody_is_there_wherever_contacts_are_offered(method):
    asked = volume_in_balance([0, 5, 0], 5_000, interval=INTERVAL, method=method)

    assert asked[1] > 0
    assert staffed([0, 5, 0], 5_000, method=method).agents[1] >= 1


# The method that follows the queue --------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(small_days())
def test_without_its_binding_constraint_an_opening_needs_less_by_its_cost(day):
    # Of the first interval only: the later ones would inherit another queue.
    volume, aht, goal, patience = day
    answer = staffed(volume, aht, goal=goal, patience=patience)
    binding, cost = str(answer.binding[0]), answer.binding_cost[0]
    if binding == "stability":
        assert cost == 0
        return
    if binding == "minimum":
        freed = replace(goal, min_agents=0)
    else:
        freed = replace(goal, **{FREED[binding]: None})

    without = staffed(volume, aht, goal=freed, patience=patience)

    assert answer.agents[0] - without.agents[0] == cost


@settings(deadline=None, max_examples=60)
@given(small_days())
def test_whole_agents_round_up_exact_ones_and_are_the_most_of_the_ledger(day):
    volume, aht, goal, patience = day

    answer = staffed(volume, aht, goal=goal, patience=patience)

    assert (answer.exact <= answer.agents).all()
    assert (answer.exact > answer.agents - 1).all()
    np.testing.assert_array_equal(
        answer.agents, np.max([answer.ledger[name] for name in CONSTRAINTS], axis=0)
    )
    for t, name in enumerate(answer.binding):
        assert answer.ledger[name][t] == answer.agents[t]


def test_exact_agents_of_a_long_level_day_are_those_in_balance():
    # Here a straight line between whole agents, there the formula's own curve.
    for volume in (40, 70, 100):
        for goal in (GOAL, replace(GOAL, max_occupancy=0.65)):
            day = staffed([volume] * 24, 240, goal=goal)
            balance = exact_agents(volume, 240, interval=INTERVAL, goal=goal)

            assert day.exact[-1] == pytest.approx(float(balance), abs=0.1)


@settings(deadline=None, max_examples=60)
@given(small_days())
def test_every_target_holds_in_every_interval(day):
    volume, aht, goal, patience = day

    answer = staffed(volume, aht, goal=goal, patience=patience)

    slack = 1e-8
    assert (answer.service_level >= goal.service_level - slack).all()
    if goal.max_occupancy is not None:
        assert (answer.occupancy <= goal.max_occupancy + slack).all()
    if goal.max_asa is not None:
        assert (answer.mean_wait <= goal.max_asa + slack).all()
    if goal.max_abandonment is not None:
        assert (answer.abandonment <= goal.max_abandonment + slack).all()
    assert np.isnan(answer.abandonment).all() == (patience is None)


@settings(deadline=None, max_examples=40)
@given(small_days(), st.floats(0.1, 0.99))
def test_a_lower_goal_never_needs_more_agents_at_the_opening(day, share):
    # Later intervals may: a lower goal leaves them a longer queue.
    volume, aht, goal, patience = day
    lower = replace(goal, service_level=share * goal.service_level)

    most, least = (
        staffed(volume, aht, goal=each, patience=patience) for each in (goal, lower)
    )

    assert least.agents[0] <= most.agents[0]
    assert least.exact[0] <= most.exact[0] + 1e-9


@pytest.mark.parametrize("basis", ["answered", "excl_short", "short_ok", "virtual"])
@pytest.mark.parametrize("patience", [None, 60.0])
def test_a_long_level_day_ends_at_the_answer_in_balance(basis, patience):
    goal = ServiceGoal(service_level=0.85, basis=basis, max_occupancy=0.9)
    day = staffed([100] * 24, 240, goal=goal, patience=patience)
    balance = required_agents(100, 240, goal=goal, patience=patience)

    assert day.agents[-1] == balance.agents
    assert day.binding[-1] == balance.binding
    for name in ("service_level", "occupancy", "mean_wait"):
        assert getattr(day, name)[-1] == pytest.approx(
            float(getattr(balance, name)), rel=1e-6
        )
    if patience is not None:
        assert day.abandonment[-1] == pytest.approx(float(balance.abandonment))
    for name in ("service_level", "occupancy"):
        assert day.ledger[name][-1] == balance.ledger[name]


def test_the_first_interval_opens_an_empty_room():
    day = staffed([60, 60, 60], 1_200)

    assert day.agents[0] == staffed([60], 1_200).agents[0]
    assert day.agents[0] < required_agents(60, 1_200, goal=GOAL).agents
    assert (np.diff(day.agents) >= 0).all()


def test_an_interval_inherits_the_queue_of_the_one_before():
    calm = staffed([20, 60, 60, 60, 60], 900).agents
    rush = staffed([120, 60, 60, 60, 60], 900).agents

    assert rush[1] > calm[1]
    assert rush[-1] == calm[-1]


@pytest.mark.parametrize("least", [0, 2])
def test_intervals_without_contacts_get_the_minimum_and_the_queue_drains(least):
    goal = replace(GOAL, min_agents=least)
    day = staffed([60, 60, *[0] * 8, 60, 60, 0], 300, goal=goal)
    alone = staffed([0, 60, 60, 0], 300, goal=goal)

    assert day.agents[2:10].tolist() == [least] * 8
    assert set(day.binding[2:10]) == {"minimum" if least else "none"}
    np.testing.assert_array_equal(day.agents[9:], alone.agents)
    # Four hours are enough for the last of the contacts before to be done.
    np.testing.assert_allclose(day.service_level[9:], alone.service_level, atol=1e-6)
    quiet = slice(2, 10)
    assert (day.service_level[quiet] == 1).all()
    assert (day.mean_wait[quiet] == 0).all()
    assert (day.exact[quiet] == least).all()


def test_a_day_without_contacts_needs_nobody():
    for method in METHODS:
        day = staffed([0, 0, 0], [0, 300, 300], method=method)

        assert day.agents.tolist() == [0, 0, 0]
        assert set(day.binding) == {"none"}


def test_handle_times_may_change_within_the_day():
    level = staffed([60] * 8, [300] * 8)
    slower = staffed([60] * 8, [300] * 4 + [600] * 4)

    np.testing.assert_array_equal(slower.agents[:4], level.agents[:4])
    assert slower.agents[-1] == required_agents(60, 600, goal=GOAL).agents


def test_what_no_number_of_agents_reaches_is_refused():
    with pytest.raises(GoalUnreachableError, match="max_abandonment"):
        staffed([60, 60], 300, goal=replace(GOAL, max_abandonment=0.05))
    with pytest.raises(GoalUnreachableError, match="max_asa"):
        staffed([60, 60], 300, goal=replace(GOAL, max_asa=0.0))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("volume", [60, -1]),
        ("volume", [60, np.nan]),
        ("volume", ["many", 1]),
        ("aht", np.inf),
        ("aht", -300),
        ("patience", 0),
        ("interval", 0),
    ],
)
def test_arguments_outside_their_domain_are_named(method, argument, value):
    good = {"volume": [60, 60], "aht": 300, "interval": INTERVAL, "patience": None}
    given_ = good | {argument: value}

    with pytest.raises(ParameterError, match=f"^{argument} "):
        requirement_of_spell(**given_, goal=GOAL, method=method)


# Methods by name --------------------------------------------------------------------


def test_methods_are_chosen_by_the_window_of_the_goal():
    assert METHODS == ("sipp", "mix", "lag", "mol", "mol_max", "simulated")
    assert default_method(GOAL) == "simulated"
    for window in ("day", "week", "month"):
        longer = replace(GOAL, window=window)

        assert default_method(longer) == "mol"
        with pytest.raises(ParameterError, match=f"goals by {window}"):
            staffed([60, 60], 300, goal=longer)
    for method in ("erlang", "MOL", ""):
        with pytest.raises(ParameterError, match="method"):
            volume_in_balance([60], 300, interval=INTERVAL, method=method)
    with pytest.raises(ParameterError, match="method must be one of"):
        staffed([60, 60], 300, method="erlang")


def calls(volume, aht, *openings):
    starts = [
        pd.Series(
            pd.date_range(each, periods=len(volume), freq="30min", tz="America/Bogota")
        )
        for each in openings
    ]
    times = len(openings)
    return Calls(
        pd.concat(starts, ignore_index=True),
        np.tile(np.array(volume, float), times),
        np.tile(np.full(len(volume), float(aht)), times),
        30,
    )


@pytest.mark.parametrize("method", [*METHODS, None])
def test_each_opening_starts_afresh(method):
    volume, aht = [60, 90, 40], 900
    queue = Queue(name="ventas", goal=GOAL)
    told = []

    whole, used = calls_requirement(
        calls(volume, aht, "2026-12-01T08:00", "2026-12-01T14:00"),
        queue,
        method=method,
        tell=told.append,
    )

    alone = staffed(volume, aht, method=method)
    assert used == (method or "simulated")
    np.testing.assert_array_equal(whole.agents, np.tile(alone.agents, 2))
    np.testing.assert_allclose(whole.mean_wait, np.tile(alone.mean_wait, 2))
    for name, entry in whole.ledger.items():
        np.testing.assert_array_equal(entry, np.tile(alone.ledger[name], 2))
    # The requirement before rounding is told by every method.
    assert (whole.exact <= whole.agents).all()
    assert (whole.exact > whole.agents - 1).all()
    assert told == [0.5, 1.0]


def test_the_work_of_following_decides_by_itself_only():
    crowd = calls([20_000] * 40, 600, "2026-12-01T01:00")
    assert effort(crowd.volume, crowd.aht, 30) > LIMIT
    goal = replace(GOAL, max_occupancy=0.85)

    _, used = calls_requirement(crowd, Queue(name="todos", goal=goal))

    assert used == "mol"
    # Each planner's own wish is kept where it is small enough to wait for.
    few = calls([20] * 4, 600, "2026-12-01T01:00")
    assert effort(few.volume, few.aht, 30) < LIMIT
    assert calls_requirement(few, Queue(name="todos", goal=goal))[1] == "simulated"
