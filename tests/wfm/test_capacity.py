"""Capacity: hours needed and contracted, sharing over skills, weeks planned in part."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.demand import Shrinkage
from wfm.errors import ParameterError, UnknownNameError
from wfm.staffing.capacity import CAPACITY, capacity, headcount_needed
from wfm.staffing.sharing import share_hours
from wfm.staffing.standard_contract import StandardContract, standard_contract

NONE_LOST = Shrinkage(scheduled=0, unscheduled=0)
MONDAY = "2026-11-30"


def make_requirement(agents=1.0, queue="ventas", days=28, first=MONDAY, hours=(8, 20)):
    """The same agents in every hour of every day."""
    starts = pd.date_range(first, periods=days * 24, freq="h", unit="us")
    starts = starts[(starts.hour >= hours[0]) & (starts.hour < hours[1])]
    return pd.DataFrame({"queue": queue, "start": starts, "agents": agents})


def make_contracts(**weekly_hours):
    return pd.DataFrame(
        {
            "contract": list(weekly_hours),
            "weekly_minutes": [60 * hours for hours in weekly_hours.values()],
            "min_day_minutes": 240,
            "max_day_minutes": 540,
            "min_days": 1,
            "max_days": 6,
            "regime": "ordinary",
        }
    )


def make_agents(*skills, contract="full", **columns):
    names = [f"agent {number}" for number in range(len(skills))]
    return pd.DataFrame(
        {"agent": names, "contract": contract, "skills": skills, **columns}
    )


def plan(requirement, agents=None, **options):
    values = {
        "interval": 60,
        "shrinkage": NONE_LOST,
        "contracts": make_contracts(full=42),
        "agents": agents,
    }
    return capacity(requirement, **values | options)


def test_needed_hours_are_those_on_contacts_over_what_shrinkage_leaves():
    table = plan(make_requirement(2), shrinkage=Shrinkage(0.15, 0.05))

    assert table.columns.tolist() == list(CAPACITY)
    assert table["week"].dt.day_of_week.eq(0).all()
    assert table["needed_hours"].tolist() == pytest.approx([2 * 12 * 7 / 0.8] * 4)


def test_one_seat_around_the_clock_takes_more_than_five_persons():
    """168 h a week at 42 h and 22 % shrinkage are 5.13 persons."""
    seat = make_requirement(1, hours=(0, 24))

    table = plan(seat, shrinkage=Shrinkage(0.17, 0.05))

    weekly = table["needed_hours"] / table["weekly_hours"]
    assert weekly.tolist() == pytest.approx([5.128] * 4, abs=1e-3)
    assert headcount_needed(table) == 6


def test_an_exact_number_of_persons_is_not_rounded_up():
    """21 h over 0.7 are 30 h, not 30.000000000000004."""
    table = plan(
        make_requirement(1, hours=(8, 11)),
        shrinkage=Shrinkage(0.2, 0.1),
        contracts=make_contracts(short=5),
    )

    assert table["needed_heads"].tolist() == [6] * 4


def test_short_hours_need_as_many_persons_as_are_there_at_once():
    """Ten persons for two hours a day are 3.3 contracts; with a day off, twelve."""
    table = plan(make_requirement(10, hours=(10, 12)))

    assert table["needed_hours"].tolist() == [140] * 4
    assert table["needed_heads"].tolist() == [12] * 4


def test_without_agents_everything_is_missing():
    table = plan(make_requirement(3), contracts=None)

    assert table["contracted_hours"].eq(0).all()
    assert table["gap_hours"].equals(table["needed_hours"])
    assert table["gap_heads"].equals(table["needed_heads"])
    assert table["weekly_hours"].eq(42).all()


def test_enough_people_leave_a_gap_below_zero_and_nobody_missing():
    table = plan(make_requirement(1), make_agents(*["ventas"] * 3))

    assert table["gap_hours"].tolist() == [84 - 126] * 4
    assert table["gap_heads"].tolist() == [0] * 4


def test_queues_of_one_skill_are_one_line():
    requirement = pd.concat(
        [make_requirement(1), make_requirement(2, queue="ventas web")]
    )

    table = plan(requirement, queue_skills={"ventas web": "ventas"})

    assert table["skill"].unique().tolist() == ["ventas"]
    assert table["needed_hours"].tolist() == [3 * 84] * 4


def test_agents_of_other_campaigns_do_not_count():
    table = plan(make_requirement(1), make_agents("ventas", "cobranza"))

    assert table["contracted_hours"].tolist() == [42] * 4
    assert table["heads"].tolist() == [1] * 4


def test_who_comes_or_leaves_in_a_week_brings_part_of_it():
    agents = make_agents(
        "ventas",
        "ventas",
        available_from=["2026-12-10", ""],
        available_until=["", "2026-12-15"],
    )

    table = plan(make_requirement(1), agents)

    # Thursday to Sunday are four of seven days, Monday and Tuesday two.
    assert table["contracted_hours"].tolist() == pytest.approx(
        [42, 42 + 42 * 4 / 7, 42 + 42 * 2 / 7, 42]
    )
    assert table["heads"].tolist() == [1, 2, 2, 1]


def make_time_off(*rows):
    return pd.DataFrame(rows, columns=["agent", "start", "end", "kind"])


def test_time_off_that_shrinkage_allows_for_is_not_deducted_again():
    away = make_time_off(("agent 0", MONDAY, "2026-12-06", "vacation"))
    agents = make_agents(*["ventas"] * 10)

    within = plan(
        make_requirement(1), agents, time_off=away, shrinkage=Shrinkage(0.15, 0)
    )
    beyond = plan(
        make_requirement(1), agents, time_off=away, shrinkage=Shrinkage(0.04, 0)
    )

    assert within["contracted_hours"].tolist() == [420] * 4
    assert beyond["contracted_hours"].tolist() == pytest.approx([394.8, 420, 420, 420])
    assert beyond["heads"].tolist() == [9, 10, 10, 10]


def test_hours_off_within_a_day_belong_to_the_shrinkage():
    away = make_time_off(("agent 0", "2026-12-01T08:00", "2026-12-01T12:00", "doctor"))

    table = plan(make_requirement(1), make_agents("ventas"), time_off=away)

    assert table["contracted_hours"].tolist() == [42] * 4


def test_a_week_planned_in_part_has_part_of_the_hours_and_the_same_heads():
    table = plan(
        make_requirement(5, first="2026-12-02", days=12), make_agents("ventas")
    )

    assert table["planned"].tolist() == pytest.approx([5 / 7, 1])
    assert table["first_day"].dt.day.tolist() == [2, 7]
    assert table["contracted_hours"].tolist() == pytest.approx([30, 42])
    assert table["weekly_hours"].tolist() == pytest.approx([30, 42])
    assert table["needed_heads"].tolist() == [10, 10]


def test_days_that_are_always_closed_do_not_make_a_week_partial():
    every_day = make_requirement(5, days=12)
    weekdays = every_day[every_day["start"].dt.day_of_week < 5]

    table = plan(weekdays, make_agents("ventas"))

    assert table["planned"].tolist() == [1, 1]
    assert table["contracted_hours"].tolist() == [42, 42]


def test_a_holiday_at_the_edge_of_the_plan_is_planned_when_the_days_are_given():
    closed_monday = make_requirement(5, days=14)
    closed_monday = closed_monday[closed_monday["start"] >= "2026-12-01"]

    table = plan(closed_monday, start=dt.date(2026, 11, 30), days=14)

    assert table["planned"].tolist() == [1, 1]


def test_headcount_is_of_the_busiest_whole_week():
    calm, busy = make_requirement(3, days=14), make_requirement(9, days=7)
    table = plan(
        pd.concat(
            [
                calm,
                busy.assign(start=busy["start"] + pd.Timedelta(days=14)),
                make_requirement(90, first="2026-12-21", days=1),
            ]
        )
    )

    assert table["needed_heads"].tolist()[:3] == [6, 6, 18]
    assert headcount_needed(table) == 18


def test_an_agent_with_two_skills_goes_where_the_gap_is_worst():
    requirement = pd.concat([make_requirement(2), make_requirement(1, queue="chat")])
    agents = make_agents("ventas", "ventas", "chat", "chat", "ventas;chat")

    table = plan(requirement, agents).set_index("skill")

    assert table.loc["ventas", "contracted_hours"].tolist() == [126] * 4
    assert table.loc["chat", "contracted_hours"].tolist() == [84] * 4


@pytest.mark.parametrize(
    ("needed", "groups", "shares"),
    [
        pytest.param({"a": 10, "b": 10}, {"ab": 10}, {"a": 5, "b": 5}, id="evenly"),
        pytest.param({"a": 30, "b": 10}, {"ab": 20}, {"a": 15, "b": 5}, id="by need"),
        pytest.param(
            {"a": 10, "b": 10, "c": 10},
            {"a": 2, "bc": 30},
            {"a": 2, "b": 15, "c": 15},
            id="the worst does not hold back the others",
        ),
        pytest.param({"a": 10, "b": 0}, {"ab": 4}, {"a": 4, "b": 0}, id="no need"),
        pytest.param({"a": 0, "b": 0}, {"ab": 4}, {"a": 2, "b": 2}, id="idle"),
        pytest.param({"a": 10}, {"z": 4}, {"a": 0}, id="nobody can"),
    ],
)
def test_hours_are_shared_so_that_the_worst_is_best(needed, groups, shares):
    available = {frozenset(own): float(hours) for own, hours in groups.items()}

    assert share_hours(needed, available) == pytest.approx(shares)


@settings(max_examples=40, deadline=None)
@given(
    needs=st.lists(st.integers(0, 900), min_size=4, max_size=4),
    hours=st.dictionaries(
        st.frozensets(st.sampled_from("abcd"), min_size=1), st.integers(0, 500)
    ),
)
def test_sharing_conserves_hours_and_no_subset_could_serve_its_worst_better(
    needs, hours
):
    """The worst share is the smallest reach of a set of skills over its need."""
    needed = dict(zip("abcd", needs, strict=True))

    shared = share_hours(needed, hours)

    assert sum(shared.values()) == pytest.approx(sum(hours.values()), abs=1e-6)
    wanted = [skill for skill in needed if needed[skill] > 0]
    subsets = [
        {skill for place, skill in enumerate(wanted) if number >> place & 1}
        for number in range(1, 2 ** len(wanted))
    ]
    reach = [
        sum(amount for own, amount in hours.items() if own & subset)
        / sum(needed[skill] for skill in subset)
        for subset in subsets
    ]
    worst = [shared[skill] / needed[skill] for skill in wanted]
    assert min(worst, default=0) == pytest.approx(min(reach, default=0), abs=1e-6)


def test_heads_are_told_in_the_commonest_contract():
    contracts = make_contracts(full=42, part=24, long=48)
    agents = make_agents(*["ventas"] * 3, contract=["part", "full", "part"])

    by_agents = standard_contract(agents, contracts, on=dt.date(2026, 12, 1))
    by_hours = standard_contract(None, contracts, on=dt.date(2026, 12, 1))
    named = standard_contract(agents, contracts, on=dt.date(2026, 12, 1), name="full")

    assert (by_agents.name, by_hours.name, named.name) == ("part", "long", "full")
    table = plan(make_requirement(1), agents, contracts=contracts)
    assert table["contract"].eq("part").all()
    assert table["weekly_hours"].eq(24).all()


@pytest.mark.parametrize(("day", "hours"), [("2026-07-14", 44), ("2026-07-15", 42)])
def test_without_contracts_a_person_works_the_legal_week(day, hours):
    contract = standard_contract(on=dt.date.fromisoformat(day))

    assert contract.weekly_minutes == 60 * hours


def test_names_that_do_not_exist_are_refused():
    agents = make_agents("ventas")
    away = make_time_off(("agent 7", MONDAY, MONDAY, "vacation"))

    with pytest.raises(UnknownNameError, match="unknown contract 'part'"):
        plan(make_requirement(), make_agents("ventas", contract="part"))
    with pytest.raises(UnknownNameError, match="unknown agent 'agent 7'"):
        plan(make_requirement(), agents, time_off=away)
    with pytest.raises(UnknownNameError, match="unknown contract 'ful'"):
        standard_contract(
            agents, make_contracts(full=42), on=dt.date(2026, 12, 1), name="ful"
        )


def test_arguments_outside_their_domain_are_refused():
    with pytest.raises(ParameterError, match="together with agents"):
        plan(make_requirement(), make_agents("ventas"), contracts=None)
    with pytest.raises(ParameterError, match="interval"):
        plan(make_requirement(), interval=0)
    with pytest.raises(ParameterError, match="days"):
        plan(make_requirement(), start=dt.date(2027, 12, 1))
    with pytest.raises(ParameterError, match="weekly_minutes"):
        StandardContract("none", 0)
    with pytest.raises(ParameterError, match="max_days"):
        StandardContract("none", 60, max_days=0)


def test_the_same_input_gives_the_same_table():
    rng = np.random.default_rng(3)
    skills = rng.choice(["a", "b", "c", "a;b", "b;c"], 40).tolist()
    requirement = pd.concat([make_requirement(4, queue=queue) for queue in "abc"])

    first, second = (
        plan(requirement.sample(frac=1, random_state=seed), make_agents(*skills))
        for seed in (1, 2)
    )

    pd.testing.assert_frame_equal(first, second)
