"""Every published case: its printed digits where they were seen, its exact value."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.published import copied, shared
from wfm.demand import ServiceGoal
from wfm.queueing import erlang_a, erlang_b, erlang_c
from wfm.staffing import required_agents
from wfm.staffing.shrinkage import gross_agents

# The exact values are printed with twelve digits.
PRECISION = 1e-11
CASES = copied("published_cases.csv")
SEEN = CASES["verified"] == "source text seen"
# Printed values that are wrong: five of Dordal's lines, one docstring.
WRONG = CASES["note"].fillna("").str.contains("published differs|is WRONG")


def value(case) -> float:
    """Our value of a published case."""
    if case.model == "staffing":
        goal = ServiceGoal(
            service_level=case.target, threshold=case.threshold_s, max_occupancy=0.85
        )
        volume = case.offered_load * 1800 / case.aht_s
        return float(required_agents(volume, case.aht_s, goal=goal).agents)
    if case.quantity in ("agents_for", "lines"):
        agents = float(erlang_b.agents_for(case.target, case.offered_load))
        return math.ceil(agents) if case.quantity == "lines" else agents
    queue = case.agents, case.offered_load
    if case.model == "erlang_a":
        formula = getattr(erlang_a, case.quantity)
        return float(formula(*queue, case.aht_s, case.patience_s))
    if case.model == "erlang_b":
        return float(erlang_b.blocking(*queue))
    arguments = {
        "mean_wait": (case.aht_s,),
        "service_level": (case.aht_s, case.threshold_s),
        "wait_quantile": (case.aht_s, case.target),
    }
    formula = getattr(erlang_c, case.quantity)
    return float(formula(*queue, *arguments.get(case.quantity, ())))


def each(cases):
    return [
        pytest.param(case, id=f"{case.id} {case.quantity} {case.Index}")
        for case in cases.itertuples()
    ]


@pytest.mark.parametrize("case", each(CASES[SEEN & ~WRONG]))
def test_a_value_seen_in_its_source_is_met_to_its_last_digit(case):
    assert value(case) == pytest.approx(case.published, abs=case.tolerance, rel=0)


@pytest.mark.parametrize("case", each(CASES))
def test_the_exact_value_of_a_case_is_met_whether_its_source_was_seen_or_not(case):
    assert value(case) == pytest.approx(case.reference, rel=PRECISION, abs=0)


@pytest.mark.parametrize("case", each(CASES[WRONG]))
def test_a_wrong_value_in_print_is_not_met(case):
    assert abs(value(case) - case.published) > 1e-3


@pytest.mark.parametrize("case", each(CASES[WRONG & (CASES["id"] == "dordal")]))
def test_a_textbook_is_one_line_off_and_exact_arithmetic_says_so(case):
    lines = int(case.reference)

    enough, too_few = erlang_b.blocking([lines, lines - 1], case.offered_load)

    assert abs(lines - case.published) == 1
    assert enough <= case.target < too_few
    assert f"B(n)={enough:.6f}, B(n-1)={too_few:.6f}" in case.note


def test_the_agents_of_the_worked_example_are_twenty_after_thirty_percent_shrinkage():
    (case,) = CASES.query("quantity == 'agents'").itertuples()

    assert gross_agents(value(case), 0.3) == 20


def test_real_numbers_of_servers_lose_the_share_they_were_published_for():
    cases = CASES.query("quantity == 'agents_for'")

    lost = erlang_b.blocking(cases["published"], cases["offered_load"])

    assert len(cases) == 3
    np.testing.assert_allclose(lost, cases["target"], atol=3e-7)


def test_every_case_of_the_shared_reference_is_among_ours():
    theirs = shared("published_cases.csv")

    assert CASES["id"].tolist() == theirs["id"].tolist()
    assert CASES["reference"].tolist() == theirs["reference_value"].tolist()
    assert SEEN.tolist() == (theirs["verified"] == "source text seen").tolist()
