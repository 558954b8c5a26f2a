"""A requirement made from a lawful roster can be covered, and is."""

from __future__ import annotations

import pytest

from scheduling import build_roster
from tests.scheduling.demands import agents, contracts, requirement


def planted(count, peak, **options):
    """Requirement that a lawful roster of the same people covers exactly."""
    known = build_roster(
        requirement(peak=peak, **options), agents(count), contracts(), passes=5
    )
    columns = {"scheduled": "agents"}
    return known.shortage[["queue", "start", "scheduled"]].rename(columns=columns)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "peak"), [(50, 28.0), (120, 70.0)])
def test_a_planted_roster_is_covered_to_995_in_a_thousand(count, peak):
    needed = planted(count, peak)

    result = build_roster(needed, agents(count), contracts(), seed=7, gap=0.001)

    assert result.violations.empty
    assert result.short_hours <= 0.005 * result.required_hours


@pytest.mark.slow
def test_a_small_planted_roster_is_covered_to_97_in_a_hundred():
    needed = planted(12, 6.0)

    result = build_roster(needed, agents(12), contracts(), seed=7, passes=8)

    assert result.violations.empty
    assert result.short_hours <= 0.03 * result.required_hours
