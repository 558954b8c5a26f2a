"""Why intervals are uncovered, in situations in which the reason is known."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling import build_roster, validate
from scheduling.explain import explain
from tests.scheduling.demands import MONDAY, ZONE, agents, contracts, requirement
from wfm.errors import ParameterError
from wfm.labour.rules import rule_book
from wfm.performance.coverage import coverage
from wfm.tables import LEVERS, SHORTAGES


def flat(days, hours, level, queue="ventas"):
    """The same number of agents on some days and in some hours of the first week."""
    rows = [
        (queue, MONDAY + pd.Timedelta(days=day, minutes=minute), level)
        for day in days
        for first, last in hours
        for minute in range(first * 60, last * 60, 30)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def eight_hours(fewest=4, most=6, **changes):
    """One contract of days of eight hours."""
    row = {
        "contract": "48h",
        "weekly_minutes": 2520,
        "min_day_minutes": 420,
        "max_day_minutes": 480,
        "min_days": fewest,
        "max_days": most,
        "regime": "ordinary",
    }
    return pd.DataFrame([{**row, **changes}])


def rostered(needed, staff, terms, **options):
    """A lawful roster of few passes, and why it is short."""
    result = build_roster(needed, staff, terms, passes=5, **options)
    assert validate(result.schedule, staff, terms, requirement=needed).empty
    return result, explain(result.schedule, needed, staff, terms, **options)


def main_reason(found):
    """Reason and rule of the stretch in which most is missing."""
    worst = found.reasons.sort_values("short_hours").iloc[-1]
    return worst["reason"], worst["rule"]


@pytest.fixture(scope="module")
def one_with_chat():
    """Two queues, and a single agent who knows one of them."""
    needed = pd.concat(
        [flat(range(5), [(8, 16)], 3.0), flat(range(5), [(8, 16)], 2.0, "chat")]
    )
    staff = pd.concat(
        [agents(1, "chat", "48h"), agents(7, "ventas", "48h")], ignore_index=True
    )
    staff["agent"] = [f"A{number:03d}" for number in range(len(staff))]
    result, found = rostered(needed, staff, eight_hours())
    return needed, result, found


@pytest.fixture(scope="module")
def off_on_wednesday():
    """Enough people, but everybody is off on one day."""
    staff = agents(6, contract="48h")
    away = pd.DataFrame(
        {"agent": staff["agent"], "start": "2026-12-02", "end": "2026-12-02"}
    ).assign(kind="party")
    needed = flat(range(5), [(8, 16)], 3.0)
    return rostered(needed, staff, eight_hours(), time_off=away)[1]


@pytest.fixture(scope="module")
def too_few():
    """Two people for what six would do."""
    needed = flat(range(6), [(8, 16)], 4.0)
    return rostered(needed, agents(2, contract="48h"), eight_hours())


def test_a_queue_that_one_agent_knows_is_short_of_the_skill(one_with_chat):
    _, _, found = one_with_chat
    chat = found.reasons[found.reasons["queue"] == "chat"]

    assert set(chat[chat["short_hours"] > 1]["reason"]) == {"skill"}
    assert "skill chat is known by 1 of 8 agents" in chat.iloc[0]["why"]


def test_every_uncovered_hour_has_a_reason(one_with_chat):
    needed, result, found = one_with_chat
    seen = coverage(needed, result.schedule, interval=30, timezone=ZONE)

    short = float(seen["short"].sum()) / 2

    assert found.reasons["short_hours"].sum() == pytest.approx(short, abs=1e-3)
    assert found.short_hours == pytest.approx(short)
    assert found.explained_hours == pytest.approx(short)


def test_no_reason_takes_away_more_than_is_missing(one_with_chat):
    _, _, found = one_with_chat

    over = found.reasons["relieved_hours"] - found.reasons["short_hours"]

    assert over.max() < 1e-6


def test_teaching_the_missing_skill_is_a_lever(one_with_chat):
    _, _, found = one_with_chat

    lesson = found.levers[found.levers["lever"] == "skill"].iloc[0]

    assert lesson["skills"] == "ventas;chat"
    # One person more of five days of seven hours and more.
    assert 30 < lesson["short_hours"] <= 42


def test_a_day_on_which_everybody_is_off_is_named(off_on_wednesday):
    assert main_reason(off_on_wednesday) == ("rule", "time_off")
    worst = off_on_wednesday.reasons.sort_values("short_hours").iloc[-1]
    assert worst["why"].startswith("Wednesday 2026-12-02 08:00 to 16:00 ventas")
    assert "6 people" in worst["why"]


def test_a_limit_of_sundays_is_named():
    needed = flat([0, 1, 2, 6], [(8, 16)], 3.0)
    rules = {"sundays_a_month": 0}

    _, found = rostered(
        needed, agents(5, contract="48h"), eight_hours(fewest=3), rules=rules
    )

    assert main_reason(found) == ("rule", "worked_sundays")
    worst = found.reasons.sort_values("short_hours").iloc[-1]
    assert "Sunday" in worst["why"]


def test_opening_hours_that_no_shift_fits_are_named():
    # Two hours in the morning, two in the evening, and ten between them.
    needed = flat(range(5), [(6, 8), (18, 20)], 2.0)

    _, found = rostered(needed, agents(6, contract="48h"), eight_hours())

    assert main_reason(found) == ("rule", "closed")


def test_rest_between_an_evening_and_the_morning_after_is_named():
    # One person could work both, were it not for eight hours between them.
    evenings = flat([0, 3], [(18, 22)], 1.0)
    mornings = flat([1, 4], [(6, 10)], 1.0)
    terms = eight_hours(fewest=0, min_day_minutes=240, max_day_minutes=240)

    _, found = rostered(
        pd.concat([evenings, mornings]), agents(1, contract="48h"), terms
    )

    assert main_reason(found) == ("rule", "rest_between_shifts")
    assert found.reasons.iloc[0]["source"]


def test_hours_agreed_with_agents_are_named():
    needed = flat(range(5), [(8, 20)], 1.0)
    staff = agents(4, contract="48h")
    mornings = pd.DataFrame(
        [
            (agent, day, "08:00", "16:00")
            for agent in staff["agent"]
            for day in range(5)
        ],
        columns=["agent", "weekday", "open", "close"],
    )

    _, found = rostered(needed, staff, eight_hours(), availability=mornings)

    assert set(found.reasons["rule"]) == {"availability"}


def test_a_schedule_in_which_nobody_works_is_no_fault_of_the_rules():
    needed = flat(range(5), [(8, 16)], 2.0)
    nobody = pd.DataFrame(columns=["agent", "start", "end", "activity", "queue"])

    found = explain(nobody, needed, agents(6, contract="48h"), eight_hours())

    assert set(found.reasons["reason"]) == {"roster"}


def test_a_queue_that_nobody_can_serve_is_short_of_the_skill():
    needed = pd.concat(
        [flat(range(5), [(8, 16)], 1.0), flat(range(5), [(8, 16)], 1.0, "chat")]
    )

    _, found = rostered(needed, agents(8, contract="48h"), eight_hours())

    chat = found.reasons[found.reasons["queue"] == "chat"]
    assert set(chat["reason"]) == {"skill"}
    assert "known by 0 of 8 agents" in chat.iloc[0]["why"]


def test_too_few_people_are_told_with_what_one_more_saves(too_few):
    _, found = too_few

    assert main_reason(found)[0] == "people"
    hired = found.levers.iloc[0]
    assert hired["contract"] == "48h"
    assert 30 < hired["short_hours"] <= 42
    assert hired["net"] == pytest.approx(hired["saving"] - hired["pay"])
    assert "one more 48h contract with ventas saves" in found.reasons.iloc[0]["why"]


def test_one_more_person_saves_no_more_than_the_week_at_the_price_of_shortage(too_few):
    _, found = too_few
    hired = found.levers.iloc[0]

    law = rule_book("co").on(MONDAY.date())

    # An uncovered hour costs five paid ones.
    price = law["short_price"] * law["hourly_cost"]
    assert hired["saving"] <= hired["short_hours"] * price + 1e-6
    assert hired["saving"] == pytest.approx(hired["dual_saving"], rel=0.05)


def test_a_roster_that_sends_everybody_home_is_no_fault_of_the_rules():
    needed = flat(range(5), [(8, 16)], 2.0)
    staff, terms = agents(6, contract="48h"), eight_hours()
    result = build_roster(needed, staff, terms, passes=5)
    friday = result.schedule["start"].dt.day == 4

    found = explain(result.schedule[~friday], needed, staff, terms)

    worst = found.reasons.sort_values("short_hours").iloc[-1]
    assert worst["reason"] == "roster"
    assert worst["why"].startswith("Friday 2026-12-04")


def test_weeks_beyond_those_asked_for_are_counted_but_not_explained():
    needed = pd.concat(
        [
            flat(range(3), [(8, 16)], 3.0),
            flat(range(7, 10), [(8, 16)], 5.0),
        ]
    )
    staff, terms = agents(2, contract="48h"), eight_hours(fewest=0)
    result = build_roster(needed, staff, terms, passes=5)

    found = explain(result.schedule, needed, staff, terms, weeks=1)

    assert found.explained_hours < found.short_hours
    assert found.reasons["start"].min() >= pd.Timestamp("2026-12-07", tz=ZONE)
    assert set(found.levers["week"]) == {pd.Timestamp("2026-12-07")}


def test_a_roster_that_covers_everything_needs_no_reason():
    needed = flat(range(5), [(9, 15)], 1.0)
    staff, terms = agents(6, contract="48h"), eight_hours()
    result = build_roster(needed, staff, terms, passes=5)

    found = explain(result.schedule, needed.assign(agents=0.5), staff, terms)

    assert found.short_hours == 0
    assert found.reasons.empty
    assert found.levers.empty


def test_savings_are_never_negative(one_with_chat, off_on_wednesday, too_few):
    for found in (one_with_chat[2], off_on_wednesday, too_few[1]):
        assert (found.levers[["short_hours", "saving", "pay"]] >= 0).all().all()


def test_both_tables_keep_their_contracts(one_with_chat):
    _, _, found = one_with_chat

    reasons = SHORTAGES.parse(found.reasons, timezone=ZONE)
    levers = LEVERS.parse(found.levers)

    pd.testing.assert_frame_equal(reasons, found.reasons)
    pd.testing.assert_frame_equal(levers, found.levers)


def test_at_least_one_week_is_explained():
    with pytest.raises(ParameterError, match="weeks must be at least 1"):
        explain(pd.DataFrame(), requirement(), agents(), contracts(), weeks=0)
