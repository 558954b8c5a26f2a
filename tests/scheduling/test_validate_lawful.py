"""A lawful schedule is left in peace; the door, the rule table and the properties."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.validate import validate
from scheduling.validate.referee import RULES
from tests.scheduling.rosters import (
    FULL_DAY,
    MONDAY,
    broken,
    clock,
    contracts,
    month,
    people,
    segment,
    shift,
    together,
    week,
)
from wfm.errors import ConflictError, ParameterError, TableError, UnknownNameError
from wfm.labour.rules import RuleBook
from wfm.tables import SCHEDULE, VIOLATIONS
from wfm.tables.results import ACTIVITIES


def test_a_lawful_week_breaks_nothing():
    assert broken(validate(week(), people("ana"), contracts())) == []


def test_many_lawful_weeks_break_nothing():
    schedule = month()
    agents = people(*schedule["agent"].unique())

    assert broken(validate(schedule, agents, contracts())) == []


def test_anonymous_shifts_need_no_agents():
    assert broken(validate(month())) == []


def test_no_violation_is_an_empty_typed_table():
    none = validate(week())

    assert list(none.columns) == VIOLATIONS.names
    pd.testing.assert_frame_equal(none, VIOLATIONS.parse(none))


def test_an_empty_schedule_breaks_nothing():
    empty = week().head(0)

    agents = people(
        "ana",
        born="2010-01-01",
        restrictions="no_nights;no_sundays",
        restricted_until="",
        available_from="2026-08-01",
        home_site="norte",
        home_days="1",
    )
    found = validate(
        empty.assign(place=""),
        agents,
        contracts(),
        availability=pd.DataFrame(
            {"agent": ["ana"], "weekday": [0], "open": ["08:00"], "close": ["09:00"]}
        ),
        sites=pd.DataFrame({"site": ["norte"], "seats": [1]}),
        time_off=pd.DataFrame(columns=["agent", "start", "end", "kind"]),
        requirement=_requirement(),
        seats=1,
    )

    assert found.empty
    assert list(found.columns) == VIOLATIONS.names


def test_text_and_typed_tables_are_judged_alike():
    schedule = week(days=range(6))
    typed = SCHEDULE.parse(schedule, timezone="America/Bogota")

    found = validate(schedule)

    assert broken(found) == [("ana", "2026-08-03", "week_maximum")]
    pd.testing.assert_frame_equal(found, validate(typed))
    pd.testing.assert_frame_equal(found, validate(schedule.astype("str")))


def test_violations_come_by_agent_date_and_rule():
    early = [("contacts", 180)]
    schedule = together(
        shift("zoe", MONDAY, pieces=early),
        shift("ana", "2026-08-05", pieces=[("contacts", 400)]),
        shift("ana", "2026-08-03", pieces=early),
    )

    assert broken(validate(schedule)) == [
        ("ana", "2026-08-03", "day_minimum"),
        ("ana", "2026-08-05", "break_missing"),
        ("ana", "2026-08-05", "lunch_missing"),
        ("zoe", "2026-08-03", "day_minimum"),
    ]


def test_violations_fulfil_their_table_contract():
    found = validate(month(agents=2).assign(activity="overtime", queue=""))

    assert len(found) > 0
    pd.testing.assert_frame_equal(found, VIOLATIONS.parse(found))
    assert (found[["limit", "found", "source"]] != "").all(axis=None)


def test_the_rules_bear_the_names_of_the_interface():
    assert set(RULES) == {
        *("overlap", "one_shift_a_day", "day_maximum", "day_minimum", "week_maximum"),
        *("contract_days", "rest_between_shifts", "consecutive_days", "weekly_rest"),
        *("worked_sundays", "time_off", "availability", "skill", "lunch_missing"),
        *("lunch_window", "break_missing", "break_window", "overtime_day"),
        *("overtime_week", "seats", "closed", "unknown_agent", "empty_segment"),
        "night_minor",
    }


def test_an_override_is_house_policy():
    found = validate(week(days=[0]), rules={"day_minutes": 420})

    assert broken(found) == [("ana", "2026-08-03", "day_maximum")]
    assert found.loc[0, "limit"] == "420 min"
    assert found.loc[0, "source"] == "house policy"


def test_a_rule_book_is_taken_as_it_is():
    book = RuleBook(country="none", overrides={"shortest_day_minutes": 500})

    assert broken(validate(week(days=[0]), rules=book)) == [
        ("ana", "2026-08-03", "day_minimum")
    ]


def test_an_unknown_rule_is_the_callers_mistake():
    with pytest.raises(UnknownNameError, match="lunch_minuts"):
        validate(week(), rules={"lunch_minuts": 30})


def test_rules_that_contradict_each_other_have_no_answer():
    with pytest.raises(ConflictError, match="shortest_day_minutes"):
        validate(week(), rules={"shortest_day_minutes": 600})


def test_a_contract_nobody_defined_is_the_callers_mistake():
    agents = people("ana", "luz", "eva", contract=["48h", "42h", "fijo"])

    with pytest.raises(TableError) as caught:
        validate(week(), agents, contracts())

    assert [str(problem) for problem in caught.value.problems] == [
        "agents, column contract: '48h' is the contract of agent ana but is not in "
        "contracts: add it there, or correct its name",
        "agents, column contract: 'fijo' is the contract of agent eva but is not in "
        "contracts: add it there, or correct its name",
    ]


def test_a_table_that_breaks_its_contract_is_refused():
    with pytest.raises(TableError, match="'lunchtime' must be one of"):
        validate(week().assign(activity="lunchtime"))


@pytest.mark.parametrize("seats", [-1, 2.5, True, "many", float("nan")])
def test_seats_are_a_whole_number(seats):
    with pytest.raises(ParameterError, match="seats must be a whole number"):
        validate(week(), seats=seats)


@settings(max_examples=8, deadline=None)
@given(weeks=st.integers(-160, 60))
def test_a_lawful_week_stays_lawful_in_any_week(weeks):
    monday = MONDAY + pd.Timedelta(weeks=weeks)
    schedule = together(week(monday=monday), week("luz", monday, range(1, 6)))

    assert broken(validate(schedule, people("ana", "luz"), contracts())) == []


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_does_not_matter(seed):
    schedule = together(week(days=range(7)), segment("ana", MONDAY, "9:00", "9:30"))
    shuffled = schedule.sample(frac=1, random_state=seed)

    assert broken(validate(shuffled)) == broken(validate(schedule))


@settings(max_examples=8, deadline=None)
@given(row=st.integers(0, len(FULL_DAY) - 1), share=st.floats(0.1, 0.9))
def test_a_segment_cut_in_two_changes_nothing(row, share):
    whole = week()
    middle = whole.loc[row, "start"] + pd.Timedelta(
        minutes=round(share * FULL_DAY[row][1])
    )
    first = whole.loc[[row]].assign(end=middle)
    second = whole.loc[[row]].assign(start=middle)
    cut = together(whole.drop(index=row), first, second)

    assert broken(validate(cut, people("ana"), contracts())) == []


@st.composite
def _any_schedule(draw):
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["ana", "luz"]),
                st.integers(0, 14 * 96),
                st.integers(-2, 60),
                st.sampled_from(ACTIVITIES),
                st.sampled_from(["ventas", "pqr", ""]),
            ),
            max_size=12,
        )
    )
    quarter = pd.Timedelta(minutes=15)
    return pd.DataFrame(
        [
            (
                agent,
                MONDAY + start * quarter,
                MONDAY + (start + length) * quarter,
                *rest,
            )
            for agent, start, length, *rest in rows
        ],
        columns=["agent", "start", "end", "activity", "queue"],
    ).astype({"start": "datetime64[us]", "end": "datetime64[us]"})


@settings(max_examples=10, deadline=None)
@given(schedule=_any_schedule())
def test_any_schedule_can_be_judged(schedule):
    absence = pd.DataFrame(
        {"agent": ["luz"], "start": ["2026-08-05"], "end": ["2026-08-06"], "kind": [""]}
    )

    agents = people(
        *("ana", "luz"),
        born=["2010-08-05", ""],
        restrictions=["no_nights;no_overtime", "no_sundays;short_days"],
        restricted_until=["2026-08-10", ""],
        home_site="norte",
        home_days=["1", ""],
    )
    found = validate(
        schedule.assign(
            place=[("home", "site", "")[row % 3] for row in schedule.index]
        ),
        agents,
        contracts(),
        availability=pd.DataFrame(
            {"agent": ["luz"], "weekday": [0], "open": ["08:00"], "close": ["24:00"]}
        ),
        sites=pd.DataFrame({"site": ["norte"], "seats": [1]}),
        time_off=absence,
        requirement=_requirement(),
        seats=1,
    )

    assert set(found["rule"]) <= set(RULES)
    pd.testing.assert_frame_equal(found, VIOLATIONS.parse(found))
    assert found["rule"].eq("empty_segment").sum() == sum(
        schedule["end"] <= schedule["start"]
    )


def _requirement():
    starts = pd.date_range(clock(MONDAY, "08:00"), periods=20, freq="30min")
    return pd.DataFrame({"queue": "ventas", "start": starts, "agents": 1})
