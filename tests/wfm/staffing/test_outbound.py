"""Outbound: the published case, rates, and work moved into the contact windows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import NoAnswerError, ParameterError
from wfm.staffing.outbound import (
    carried_whole,
    dial_time,
    dials,
    move_into_windows,
    outbound_agents,
)
from wfm.staffing.shrinkage import exact_ceil

SHARES = st.floats(min_value=0.01, max_value=1)
PLANS = st.lists(st.floats(min_value=0, max_value=50), min_size=12, max_size=12)
MASKS = st.lists(st.booleans(), min_size=12, max_size=12)
DAYS = np.repeat([10, 11, 13], 4)


def test_the_published_case_needs_eighteen_agents():
    # 1,000 / (.35 * 25 * 6.4): right parties a day, share, dials an hour, hours.
    agents = outbound_agents(1000, 3600 / 25, time=6.4 * 3600, right_party_rate=0.35)

    assert agents == pytest.approx(1000 / (0.35 * 25 * 6.4), rel=1e-12)
    assert exact_ceil(agents) == 18


@given(target=st.floats(0, 1e6), contact=SHARES, right=SHARES)
def test_dials_reach_the_target_at_their_rates(target, contact, right):
    made = dials(target, contact_rate=contact, right_party_rate=right)

    assert made * contact * right == pytest.approx(target, rel=1e-9)


@given(contact=SHARES, right=SHARES, parts=st.tuples(*[st.floats(0, 600)] * 3))
def test_the_time_of_a_dial_is_the_mean_over_what_comes_of_it(contact, right, parts):
    dialling, talking, person = parts

    mean = dial_time(
        dialling=dialling,
        talking=talking,
        right_party=person,
        contact_rate=contact,
        right_party_rate=right,
    )

    outcomes = (
        (1 - contact) * dialling
        + contact * (1 - right) * (dialling + talking)
        + contact * right * (dialling + talking + person)
    )
    assert mean == pytest.approx(outcomes, rel=1e-9, abs=1e-9)


def test_agents_of_arrays_broadcast():
    agents = outbound_agents([[10], [20]], [100, 200], contact_rate=0.5)

    np.testing.assert_allclose(agents, [[10 / 9, 20 / 9], [20 / 9, 40 / 9]])


@given(volume=PLANS, mask=MASKS)
def test_what_is_moved_keeps_its_total_and_stays_inside_the_windows(volume, mask):
    allowed = np.array(mask)
    if not allowed.any():
        return

    moved = move_into_windows(volume, allowed, DAYS)

    assert moved.sum() == pytest.approx(sum(volume), rel=1e-9, abs=1e-9)
    assert not moved[~allowed].any()
    assert np.all(moved[allowed] >= np.array(volume)[allowed] - 1e-12)


def test_work_stays_on_its_day_where_the_day_has_a_window():
    allowed = np.array([0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1], dtype=bool)
    volume = [4, 0, 2, 6, 1, 1, 1, 1, 0, 0, 0, 5]

    moved = move_into_windows(volume, allowed, DAYS)

    assert moved.tolist() == [0, 5, 7, 0, 4, 0, 0, 0, 0, 0, 0, 5]


def test_work_of_a_closed_day_goes_to_the_next_open_one_or_back_to_the_last():
    volume = np.ones(12)
    middle = np.repeat([False, True, False], 4)
    ends = np.repeat([True, False, True], 4)

    assert (
        move_into_windows(volume, middle, DAYS).tolist() == [0] * 4 + [3] * 4 + [0] * 4
    )
    assert move_into_windows(volume, ends, DAYS).tolist() == [1] * 4 + [0] * 4 + [2] * 4


def test_a_shape_says_where_what_is_moved_goes():
    allowed = np.array([False, True, True, True])
    shape = [9, 1, 3, 0]

    moved = move_into_windows([8, 0, 0, 0], allowed, np.zeros(4, dtype=int), shape)

    assert moved.tolist() == [0, 2, 6, 0]


def test_windows_that_leave_no_interval_have_no_answer():
    with pytest.raises(NoAnswerError, match="no interval of the plan"):
        move_into_windows([1, 2], np.zeros(2, dtype=bool), np.zeros(2, dtype=int))
    nothing = move_into_windows([0, 0], np.zeros(2, dtype=bool), np.zeros(2, dtype=int))
    assert nothing.tolist() == [0, 0]


@given(agents=PLANS)
def test_whole_agents_are_never_behind_and_less_than_one_ahead_on_each_day(agents):
    whole = carried_whole(agents, DAYS)

    assert np.all(whole == np.floor(whole))
    for day in np.unique(DAYS):
        ahead = np.cumsum(whole[day == DAYS]) - np.cumsum(np.array(agents)[day == DAYS])
        assert np.all(ahead > -1e-6)
        assert np.all(ahead < 1)
    assert not whole[np.array(agents) == 0].any()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: dials(-1), "target"),
        (lambda: dials(1, contact_rate=0), "contact_rate"),
        (lambda: dials(1, right_party_rate=1.2), "right_party_rate"),
        (lambda: dials(1, contact_rate="half"), "contact_rate"),
        (lambda: dial_time(dialling=-1), "dialling"),
        (lambda: outbound_agents(1, 60, time=0), "time"),
        (lambda: outbound_agents(1, float("inf")), "aht"),
        (lambda: move_into_windows([-1], np.array([True]), np.array([1])), "volume"),
        (lambda: carried_whole([-1], np.array([1])), "agents"),
    ],
)
def test_an_argument_outside_its_domain_is_named(call, name):
    with pytest.raises(ParameterError) as error:
        call()

    assert error.value.name == name
