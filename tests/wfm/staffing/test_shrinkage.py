"""From net to gross without float error, held against exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.demand import Shrinkage
from wfm.errors import ParameterError
from wfm.staffing.shrinkage import exact_ceil, gross_agents, to_schedule

AGENTS = st.integers(min_value=0, max_value=100_000)
# Shares as planners write them: whole tenths of a percent.
SHARES = st.integers(min_value=0, max_value=900)


@pytest.mark.parametrize(
    ("agents", "shrinkage", "gross"),
    # Each of these is one too many when the quotient is rounded up as it is.
    [(21, 0.3, 30), (42, 0.3, 60), (17, 0.32, 25), (14, 0.3, 20)],
)
def test_a_whole_quotient_is_not_rounded_up(agents, shrinkage, gross):
    assert gross_agents(agents, shrinkage) == gross


def test_a_quotient_a_little_above_is_rounded_up():
    assert gross_agents(21, 0.301) == 31
    assert gross_agents(1, 0.001) == 2


@given(agents=AGENTS, permille=SHARES)
def test_gross_agents_are_those_of_exact_fractions(agents, permille):
    exact = Fraction(agents) / (1 - Fraction(permille, 1000))

    assert gross_agents(agents, permille / 1000) == math.ceil(exact)


@given(agents=AGENTS, permille=SHARES)
def test_gross_agents_are_the_fewest_that_leave_enough(agents, permille):
    kept = 1 - Fraction(permille, 1000)

    gross = int(gross_agents(agents, permille / 1000))

    assert gross * kept >= agents
    assert agents == 0 or (gross - 1) * kept < agents


@given(agents=AGENTS, permille=SHARES)
def test_what_is_scheduled_leaves_the_agents_asked_for(agents, permille):
    share = permille / 1000

    scheduled = float(to_schedule(agents, share))

    assert scheduled * (1 - share) == pytest.approx(agents, abs=1e-8)
    assert scheduled >= agents


def test_what_is_scheduled_is_a_real_number():
    assert to_schedule(10, 0.08) == 10.869565217


def test_arrays_keep_their_shape():
    agents = np.array([[0.0, 7.0], [14.0, 21.0]])

    np.testing.assert_array_equal(gross_agents(agents, 0.3), [[0, 10], [20, 30]])
    assert to_schedule(agents, 0.08).shape == (2, 2)


def test_nothing_is_lost_without_shrinkage():
    assert gross_agents(12, 0) == 12
    assert to_schedule(12, 0) == 12


@pytest.mark.parametrize("share", [1, 1.5, -0.1, float("nan")])
@pytest.mark.parametrize("effect", [gross_agents, to_schedule])
def test_a_share_outside_its_range_is_refused(effect, share):
    with pytest.raises(ParameterError, match=r"shrinkage must be in \[0, 1\)"):
        effect(10, share)


@pytest.mark.parametrize(
    ("value", "whole"),
    [(29.999999999, 30), (30.0000000001, 30), (30.001, 31), (0, 0), (-1.5, -1)],
)
def test_noise_is_no_reason_to_round_up(value, whole):
    assert exact_ceil(value) == whole


def test_the_two_parts_of_shrinkage_add_up():
    assert Shrinkage(scheduled=0.15, unscheduled=0.08).total == 0.23
    assert Shrinkage(scheduled=0.1, unscheduled=0.2).total == 0.3
