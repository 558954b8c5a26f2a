"""The simulated queue against exact formulas, identities and limits."""

from __future__ import annotations

import numpy as np
import pytest

from tests.published import shared
from wfm.demand import BASES as GOAL_BASES
from wfm.queueing import erlang_a, erlang_c
from wfm.queueing.simulation import (
    BASES,
    Retrials,
    simulate,
)

HOUR = 3600.0
CONTACTS, RUNS = 30_000, 30
SETTINGS = [
    # agents, erlangs, handle time, threshold, patience
    (1, 0.5, 30.0, 20.0, 60.0),
    (2, 1.2, 600.0, 60.0, 300.0),
    (4, 2.0, 180.0, 20.0, 90.0),
    (5, 4.0, 300.0, 120.0, 30.0),
    (14, 10.0, 180.0, 20.0, 60.0),
    (12, 10.0, 180.0, 20.0, 180.0),
    (38, 33.3, 240.0, 10.0, 240.0),
    (22, 20.0, 900.0, 20.0, 120.0),
    (108, 100.0, 240.0, 0.0, 90.0),
    (210, 200.0, 420.0, 30.0, 3600.0),
]


def steady(agents, load, aht, *, seed=1, contacts=CONTACTS, runs=RUNS, **options):
    """Run two long intervals, the first of which only leads to the steady state."""
    return simulate(
        [contacts, contacts],
        aht,
        agents,
        interval=contacts * aht / load,
        replications=runs,
        rng=np.random.default_rng(seed),
        **options,
    )


def assert_within_three_errors(estimate, exact):
    # Where something is so rare that it happened in no replication, or in all, the
    # error is zero: 1e-4 lets it pass.
    far = abs(estimate.value[1] - exact)
    assert far <= 3 * estimate.error[1] + 1e-4, (estimate, exact)


@pytest.mark.parametrize(("agents", "load", "aht", "threshold", "_"), SETTINGS)
def test_endless_patience_agrees_with_erlang_c(agents, load, aht, threshold, _):
    result = steady(agents, load, aht, threshold=threshold)

    for ours, exact in (
        (
            result.share("delay_probability"),
            erlang_c.delay_probability(agents, load),
        ),
        (
            result.service_level(),
            erlang_c.service_level(agents, load, aht, threshold),
        ),
        (result.share("mean_wait"), erlang_c.mean_wait(agents, load, aht)),
        (result.share("occupancy"), load / agents),
    ):
        assert_within_three_errors(ours, np.ravel(exact)[0])


@pytest.mark.parametrize(("agents", "load", "aht", "threshold", "patience"), SETTINGS)
def test_finite_patience_agrees_with_erlang_a(agents, load, aht, threshold, patience):
    result = steady(agents, load, aht, threshold=threshold, patience=patience)
    given_ = ([agents], load, aht, patience)

    for ours, exact in (
        (result.share("delay_probability"), erlang_a.delay_probability(*given_)),
        (result.share("abandonment"), erlang_a.abandonment(*given_)),
        (result.share("mean_wait"), erlang_a.mean_wait(*given_)),
        (result.share("occupancy"), erlang_a.occupancy(*given_)),
        *(
            (
                result.service_level(basis),
                erlang_a.service_level(*given_, threshold, basis=basis),
            )
            for basis in BASES
        ),
    ):
        assert_within_three_errors(ours, np.ravel(exact)[0])


@pytest.mark.parametrize("place", range(10))
def test_every_basis_agrees_with_the_shared_reference(place):
    table = shared("erlang_a_performance.csv")
    case = table.iloc[place * (len(table) // 10) + 7]
    result = steady(
        int(case["agents"]),
        case["offered_erlangs"],
        case["aht_s"],
        patience=case["patience_s"],
    )

    for basis in BASES:
        assert_within_three_errors(result.service_level(basis), case[f"sl_{basis}_20s"])
    assert_within_three_errors(result.share("abandonment"), case["p_abandon"])


def test_bases_are_those_of_service_goals():
    assert BASES == GOAL_BASES


def retrying(case, delay):
    """Twenty times the time of a contact makes those who come back a Poisson stream."""
    load = case["volume_per_30min"] * case["aht_s"] / 1800
    return steady(
        int(case["agents"]),
        load,
        float(case["aht_s"]),
        contacts=600 * load,
        patience=float(case["patience_s"]),
        retrials=Retrials(
            probability=float(case["retrial_prob"]), delay=delay * float(case["aht_s"])
        ),
    )


def retrial_cases():
    table = shared("erlang_x.csv").query("effective_erlangs != 'unstable'")
    return table[table["volume_per_30min"] * table["aht_s"] < 70 * 1800].to_dict(
        "records"
    )


def test_retrials_after_a_while_agree_with_erlang_x():
    cases = retrial_cases()
    assert len(cases) >= 10

    for case in cases[:10]:
        result = retrying(case, delay=20)

        assert_within_three_errors(
            result.share("abandonment"), float(case["p_abandon_per_attempt"])
        )
        assert_within_three_errors(
            result.service_level(), float(case["sl_offered_20s"])
        )
        first_tries = result.offered[:, 1] - result.returned[:, 1]
        inflation = result.offered[:, 1] / first_tries.mean()
        error = inflation.std(ddof=1) / np.sqrt(RUNS)
        assert abs(inflation.mean() - float(case["inflation"])) <= 3 * error + 1e-4


def test_those_back_at_once_meet_the_crowd_they_left_and_give_up_more_often():
    # Erlang X takes them for a stream of its own, spread over good and bad moments.
    case = next(c for c in retrial_cases() if float(c["retrial_prob"]) == 0.5)

    at_once = retrying(case, delay=0).share("abandonment")

    formula = float(case["p_abandon_per_attempt"])
    assert at_once.value[1] > formula + 5 * at_once.error[1]
