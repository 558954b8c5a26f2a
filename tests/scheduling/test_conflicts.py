"""Why somebody has no lawful week, and what would mend it."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling import build_roster, validate
from scheduling.assignment.conflicts import conflict, smallest_conflict
from scheduling.assignment.loosened import OneWeek, eased, rules_of, without
from scheduling.assignment.members import RosterWork
from scheduling.assignment.memory import Memory
from scheduling.assignment.personal import SlotClock
from scheduling.assignment.staff import StaffTables, contract_terms, people
from scheduling.board import Board, Prices
from scheduling.problem import demand as read_demand
from tests.scheduling.demands import MONDAY, ZONE, agents, contracts, requirement
from wfm.errors import ConflictError
from wfm.labour.pay import surcharge
from wfm.labour.rules import rule_book
from wfm.tables import AGENTS, AVAILABILITY, CONTRACTS, REQUIREMENT


def open_on(days, **changes):
    """Requirement of one queue that is open on some days of a week of seven."""
    needed = requirement(**changes)
    return needed[needed["start"].dt.day_of_week.isin(days)]


def one_week(needed, *, contract="42h", memory=None, terms=None, availability=None):
    """The week of one agent, ready to be tried under other rules."""
    typed = REQUIREMENT.parse(needed, timezone=ZONE)
    demand = read_demand(typed, timezone=ZONE)
    book = rule_book("co")
    (week,) = demand.weeks()
    law = book.on(demand.monday(week))
    held = contract_terms(
        CONTRACTS.parse(contracts() if terms is None else terms), law, demand.interval
    )
    hours = None
    if availability is not None:
        hours = AVAILABILITY.parse(availability, timezone=ZONE)
    staff = people(
        StaffTables(AGENTS.parse(agents(1, contract=contract)), None, hours),
        held,
        SlotClock(demand),
        law,
        {},
    )
    slots = range(int(demand.day_slots[-1]))
    extra = surcharge(demand.clock(pd.Series(slots).to_numpy() * demand.interval), book)
    known = {} if memory is None else {"A001": memory}
    work = RosterWork(Board(demand, Prices.of(law)), staff, held, law, extra, known)
    return OneWeek.of(work, week, staff[0])


def test_too_few_open_days_conflict_with_the_days_of_the_contract():
    needed = open_on([0, 1, 6])

    found = conflict(one_week(needed))

    assert found.rules == ("contract_days", "closed")
    assert found.remedies == (
        "min_days = 3 instead of 5",
        "queues open all day on Wednesday and Thursday",
    )


def test_a_roster_without_a_lawful_week_names_the_rules_once_for_all_agents():
    needed = open_on([0, 1, 6])

    with pytest.raises(ConflictError) as caught:
        build_roster(needed, agents(4, contract="42h"), contracts())

    (sentence,) = caught.value.conflicts
    assert sentence.startswith("4 agents of contract 42h (A001, A002, A003, ...):")
    assert "min_days = 5" in sentence
    assert "Monday, Tuesday and Sunday" in sentence


def test_rest_that_lets_nobody_work_the_days_of_the_contract_is_named():
    # Open in the evening and in the morning after, with eight hours between them.
    rows = [(0, 18), (1, 6), (3, 18), (4, 6), (6, 18)]
    needed = pd.DataFrame(
        [
            ("ventas", MONDAY + pd.Timedelta(days=day, hours=hour, minutes=half), 1.0)
            for day, first in rows
            for hour in range(first, first + 4)
            for half in (0, 30)
        ],
        columns=["queue", "start", "agents"],
    )
    short = contracts().assign(min_day_minutes=240, max_day_minutes=240, min_days=4)

    with pytest.raises(ConflictError) as caught:
        build_roster(needed, agents(2, contract="24h"), short)

    (sentence,) = caught.value.conflicts
    assert "contract_days" in sentence
    assert "closed" in sentence
    assert "rest_between_shifts (rest_minutes = 720" in sentence
    assert "rest_minutes = 480 instead of 720" in sentence


def test_what_is_proposed_makes_the_roster_possible():
    needed = open_on([0, 1, 6])
    milder = contracts().assign(min_days=3)

    result = build_roster(needed, agents(4, contract="42h"), milder)

    assert validate(result.schedule, agents(4, contract="42h"), milder).empty


def test_a_day_off_due_from_the_week_before_conflicts_with_the_contract():
    # Six days in a row were worked, so Monday is due off, and five days are open.
    needed = open_on([0, 1, 2, 3, 6])

    found = conflict(one_week(needed, memory=Memory(last_end=-600, run=6)))

    assert found.rules == ("contract_days", "closed", "consecutive_days")
    assert "min_days = 4 instead of 5" in found.remedies
    assert "consecutive_days = 10 instead of 6" in found.remedies


def test_sundays_worked_before_count_among_the_conflicting_rules():
    needed = open_on([0, 1, 2, 3, 6])
    date = MONDAY + pd.Timedelta(days=6)
    memory = Memory(sundays={(date.year, date.month): 9})

    found = conflict(one_week(needed, memory=memory))

    assert found.rules == ("contract_days", "closed", "worked_sundays")
    assert "sundays_a_month = 10 instead of 3" in found.remedies


def test_hours_agreed_with_an_agent_that_hold_no_shift_are_named():
    hours = pd.DataFrame(
        {
            "agent": "A001",
            "weekday": [0, 1, 2, 3, 4],
            "open": "06:00",
            "close": ["12:00", "22:00", "22:00", "22:00", "22:00"],
        }
    )

    found = conflict(one_week(requirement(), availability=hours))

    # Six hours on Monday are fewer than the seven of the shortest shift with lunch.
    assert found.rules == ("contract_days", "day_minimum", "availability")
    assert "shifts from 6 h instead of 7 h" in found.remedies
    assert "no availability on Monday" in found.remedies


@pytest.mark.parametrize(
    ("days", "contract", "run"),
    [((0, 1, 6), "42h", 0), ((0, 1, 2, 3, 6), "42h", 6), ((0, 6), "24h", 3)],
)
def test_no_smaller_set_of_rules_conflicts(days, contract, run):
    memory = Memory(last_end=-600, run=run) if run else None
    week = one_week(open_on(days), contract=contract, memory=memory)
    rules = rules_of(week)

    found = conflict(week)

    def lawful(kept):
        tried = week
        for rule in rules:
            if rule not in kept:
                tried = without(tried, rule)
        return tried.lawful()

    assert not lawful(found.rules)
    smaller = [
        some
        for size in range(len(found.rules))
        for some in combinations(rules, size)
        if not lawful(some)
    ]
    assert smaller == []


@pytest.mark.parametrize("run", [0, 6])
def test_a_remedy_mends_and_a_smaller_step_does_not(run):
    memory = Memory(last_end=-600, run=run) if run else None
    week = one_week(open_on([0, 1, 2, 6]), memory=memory)

    found = conflict(week)

    for rule in found.rules:
        steps = list(eased(week, rule))
        words = [text for text, _ in steps]
        told = [text for text in found.remedies if text in words]
        for text in told:
            at = words.index(text)
            assert steps[at][1].lawful()
            assert not any(milder.lawful() for _, milder in steps[:at])


@given(
    clashes=st.lists(
        st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_the_smallest_conflict_is_as_small_as_brute_force_finds(clashes):
    rules = tuple("abcdef")

    def lawful(kept):
        return not any(clash <= set(kept) for clash in clashes)

    found = smallest_conflict(rules, lawful)

    assert set(found) in [set(clash) for clash in clashes]
    assert len(found) == min(map(len, clashes))


def test_hours_that_opening_hours_leave_out_of_reach_are_a_note():
    needed = open_on([0, 1, 2, 6], peak=3.0)
    milder = contracts().assign(min_days=3)

    result = build_roster(needed, agents(3, contract="42h"), milder, passes=4)

    (note,) = result.notes
    assert note.startswith("3 agents of contract 42h (A001, A002, A003): week from")
    assert "at most 36 h of 42 h due can be worked, because of closed" in note
    assert result.figures()["notes"] == [note]


def test_hours_that_the_contract_itself_cannot_reach_are_a_note():
    short = contracts().assign(max_days=5, max_day_minutes=480)

    result = build_roster(
        requirement(peak=2.0), agents(2, contract="42h"), short, passes=4
    )

    (note,) = result.notes
    assert "at most 40 h of 42 h due can be worked, because of max_days = 5" in note


def test_the_day_in_return_for_habitual_sundays_is_named_as_what_takes_the_hours():
    # Three Sundays of November were worked, the last on the eve of the week.
    sundays = MONDAY - pd.to_timedelta([15, 8, 1], unit="D")
    worked = pd.DataFrame(
        {
            "agent": "A001",
            "start": sundays + pd.Timedelta(hours=8),
            "end": sundays + pd.Timedelta(hours=14),
            "activity": "contacts",
            "queue": "ventas",
        }
    )

    result = build_roster(
        requirement(peak=2.0),
        agents(2, contract="36h"),
        contracts(),
        previous=worked,
        passes=4,
    )

    (note,) = result.notes
    assert note.startswith("agent A001 of contract 36h: week from 2026-11-30")
    assert "at most 30 h of 36 h due can be worked, because of day_in_return" in note
    assert "(habitual_rest_days = 3, CST art. 179)" in note


def test_who_can_work_the_hours_of_the_contract_gets_no_note():
    result = build_roster(requirement(peak=2.0), agents(4), contracts(), passes=4)

    assert result.notes == ()
