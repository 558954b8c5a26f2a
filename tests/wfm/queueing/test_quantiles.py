"""Waits that a share of contacts does not exceed: inverse of the level, and edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wfm.errors import ParameterError
from wfm.queueing import erlang_a, erlang_c

LOADS = st.floats(min_value=0.05, max_value=200)
AHTS = st.floats(min_value=10, max_value=1_800)
PATIENCES = st.floats(min_value=5, max_value=3_600)
SHARES = st.floats(min_value=0.01, max_value=0.999)


@settings(deadline=None)
@given(load=LOADS, spare=st.floats(0.05, 20), aht=AHTS, share=SHARES)
def test_the_share_of_patient_contacts_within_the_quantile_is_the_share_asked(
    load, spare, aht, share
):
    agents = load + spare

    wait = float(erlang_c.wait_quantile(agents, load, aht, share))

    at_once = 1 - float(erlang_c.delay_probability(agents, load))
    if at_once >= share:
        assert wait == pytest.approx(0, abs=1e-9)
    else:
        level = float(erlang_c.service_level(agents, load, aht, wait))
        assert level == pytest.approx(share, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(
    agents=st.floats(0.5, 250), load=LOADS, aht=AHTS, patience=PATIENCES, share=SHARES
)
def test_the_share_whose_virtual_wait_ends_within_the_quantile_is_the_share_asked(
    agents, load, aht, patience, share
):
    queue = agents, load, aht, patience

    wait = float(erlang_a.wait_quantile(*queue, share))

    # Beyond 700 patiences the decay leaves a float's range.
    assume(wait < 700 * patience)
    if 1 - float(erlang_a.delay_probability(*queue)) >= share:
        assert wait == 0
    else:
        level = float(erlang_a.service_level(*queue, wait, "virtual"))
        assert level == pytest.approx(share, abs=1e-9)


def test_the_impatient_wait_shorter_than_the_patient():
    shares = [0.5, 0.9, 0.99]

    patient = erlang_c.wait_quantile(11, 10.0, 180.0, shares)
    impatient = erlang_a.wait_quantile(11, 10.0, 180.0, 60.0, shares)

    assert (np.diff(patient) > 0).all()
    assert (np.diff(impatient) > 0).all()
    assert (impatient < patient).all()


@pytest.mark.parametrize("agents", [0, 7.5, 10])
def test_in_overload_the_patient_wait_for_ever(agents):
    assert erlang_c.wait_quantile(agents, 10.0, 180.0, 0.5) == np.inf
    assert erlang_a.wait_quantile(agents, 10.0, 180.0, np.inf, 0.5) == np.inf
    assert (erlang_a.wait_quantile(agents, 10.0, 180.0, 60.0, 0.5) == np.inf) == (
        agents == 0
    )


def test_endless_patience_has_the_quantile_of_erlang_c():
    agents = np.array([10.5, 11, 14, 40])

    ours = erlang_a.wait_quantile(agents, 10.0, 180.0, np.inf, 0.9)

    expected = erlang_c.wait_quantile(agents, 10.0, 180.0, 0.9)
    np.testing.assert_allclose(ours, expected, rtol=1e-9)


@pytest.mark.parametrize("agents", [0, 3])
def test_without_load_nobody_waits_at_any_share(agents):
    assert erlang_c.wait_quantile(agents, 0.0, 180.0, [0.5, 0.999]).tolist() == [0, 0]
    assert erlang_a.wait_quantile(agents, 0.0, 180.0, 60.0, [0.5, 0.999]).tolist() == [
        0,
        0,
    ]


@pytest.mark.parametrize("wrong", [0, 1, -0.5, 90, np.nan, "most", None])
def test_a_share_that_is_none_is_named(wrong):
    with pytest.raises(ParameterError, match=r"^share must be"):
        erlang_c.wait_quantile(14, 10, 180, wrong)
    with pytest.raises(ParameterError, match=r"^share must be"):
        erlang_a.wait_quantile(14, 10, 180, 60, wrong)
