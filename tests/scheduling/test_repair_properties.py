"""Any day: never dearer, the past untouched, no pause lost, nothing unlawful."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scheduling import repair, validate
from scheduling.repair.choice import effect, fits, price, unchanged
from scheduling.repair.inputs import read
from scheduling.repair.menu import CHANGES
from scheduling.repair.prices import ChangePrices
from scheduling.repair.repairing import _Work
from scheduling.repair.search import Effort, best_choices
from tests.scheduling.rosters import (
    FULL_DAY,
    MONDAY,
    SHORT_DAY,
    SIX_HOURS,
    shift,
    together,
)
from wfm.labour.rules import rule_book
from wfm.performance.coverage import coverage

AT = "2026-08-03T11:00"
ZONE = "America/Bogota"
MEETING = (("contacts", 240), ("lunch", 60), ("meeting", 60), ("contacts", 60))


def day(seed, agents=14, twins=1):
    """Shifts of two queues and a requirement that fits them badly."""
    rng = np.random.default_rng(seed)
    shapes = (FULL_DAY, FULL_DAY, SHORT_DAY, SIX_HOURS, MEETING)
    parts, names = [], []
    for number in range(agents):
        minutes = 360 + int(rng.integers(0, 100)) * 5
        start = f"{minutes // 60:02d}:{minutes % 60:02d}"
        pieces = shapes[int(rng.integers(len(shapes)))]
        queue = ("ventas", "soporte")[number % 2]
        for twin in range(twins):
            name = f"A{number:02d}-{twin}"
            parts.append(shift(name, MONDAY, start, pieces, queue))
            names.append((name, "ventas;soporte" if number % 3 == 0 else queue))
    people = pd.DataFrame(names, columns=["agent", "skills"]).assign(contract="42h")
    curve = [
        (
            queue,
            MONDAY + pd.Timedelta(minutes=minute),
            float(rng.integers(0, 7) * twins),
        )
        for queue in ("ventas", "soporte")
        for minute in range(360, 1380, 30)
    ]
    requirement = pd.DataFrame(curve, columns=["queue", "start", "agents"])
    return together(*parts), requirement, people


def work(schedule, requirement, people, allow=CHANGES):
    given = read(
        *(schedule, requirement, people, None, None),
        at=AT,
        timezone=ZONE,
        interval=None,
    )
    everything = frozenset(allow)
    return _Work(given, rule_book("co"), {}, everything, None, ChangePrices(), None)


def until(schedule, moment):
    """What of a schedule happens before a moment."""
    rows = schedule[schedule["start"] < moment].copy()
    rows["end"] = rows["end"].clip(upper=moment)
    rows = rows.sort_values(["agent", "start"])[["agent", "start", "end", "activity"]]
    return rows.reset_index(drop=True)


def pauses(schedule):
    """How long everybody pauses, by kind."""
    rows = schedule[schedule["activity"].isin(["break", "lunch"])]
    length = rows["end"] - rows["start"]
    return length.groupby([rows["agent"], rows["activity"]]).agg(["size", "sum"])


@pytest.mark.parametrize("seed", range(6))
def test_a_repaired_day_is_never_worse_in_any_way(seed):
    schedule, requirement, people = day(seed)

    found = repair(schedule, requirement, at=AT, agents=people, vto_agents="all")

    old = repair(schedule, requirement, at=AT, agents=people, allow=["vto"])
    assert old.changes.empty
    now = pd.Timestamp(AT, tz=ZONE)
    assert found.cost <= found.cost_before
    assert found.bound <= found.cost + 1e-6
    assert found.gap <= 0.001 + 1e-9
    pd.testing.assert_frame_equal(until(found.schedule, now), until(old.schedule, now))
    pd.testing.assert_frame_equal(pauses(found.schedule), pauses(old.schedule))
    before = validate(schedule, people, requirement=requirement)
    after = validate(found.schedule, people, requirement=requirement)
    key = ["agent", "date", "rule"]
    assert (
        after[key]
        .value_counts()
        .sub(before[key].value_counts(), fill_value=0)
        .le(0)
        .all()
    )


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_the_schedule_that_is_returned(seed):
    schedule, requirement, people = day(seed)

    found = repair(schedule, requirement, at=AT, agents=people, vto_agents="all")

    table = coverage(requirement, found.schedule)
    left = table[table["start"] >= pd.Timestamp(AT, tz=ZONE)]
    assert found.short_hours == pytest.approx(left["short"].sum() / 2)
    assert found.over_hours == pytest.approx(left["over"].sum() / 2)
    prices = rule_book("co").on(MONDAY.date())
    hour = prices["hourly_cost"]
    uncovered = hour * (
        found.short_hours * prices["short_price"]
        + found.over_hours * prices["over_price"]
    )
    assert found.cost == pytest.approx(uncovered + found.changes["cost"].sum(), abs=1)


@pytest.mark.parametrize("seed", range(3))
def test_shifts_that_are_counted_together_cost_what_they_cost_alone(seed):
    question = work(*day(seed, agents=6, twins=3))
    moves = [question.moves(each, frozenset()) for each in question.shifts]
    effort = {"gap": 1e-6, "time_limit": None, "seed": 0}

    merged, alone = (
        best_choices(
            moves,
            question.grid,
            question.menu.tariff,
            None,
            Effort(**effort, merge=merge),
        )
        for merge in (True, False)
    )

    assert merged.cost == pytest.approx(alone.cost, abs=0.01 + 2e-6 * alone.turnover)
    for found in (merged, alone):
        for each, choice in zip(moves, found.choices, strict=True):
            assert choice == unchanged(each) or fits(each, choice)


@pytest.mark.parametrize("seed", range(3))
def test_no_single_change_is_left_that_would_pay(seed):
    question = work(*day(seed, agents=5))
    moves = [question.moves(each, frozenset()) for each in question.shifts]
    tariff, grid = question.menu.tariff, question.grid
    effort = Effort(gap=1e-9, time_limit=None, seed=0)

    found = best_choices(moves, grid, tariff, None, effort)

    for each, choice in zip(moves, found.choices, strict=True):
        mine = effect(each, choice)
        for place in range(len(each.ends.options)):
            other = type(choice)(place, choice.pauses, choice.block, choice.releases)
            if fits(each, other):
                missing = found.missing.copy()
                for cell, share in mine.items():
                    missing[cell] += share
                for cell, share in effect(each, other).items():
                    missing[cell] -= share
                change = grid.price(missing, tariff) - grid.price(found.missing, tariff)
                dearer = price(each, other) - price(each, choice)
                assert change + dearer >= -0.1


def test_the_same_question_has_the_same_answer():
    schedule, requirement, people = day(7)
    asked = {"at": AT, "agents": people, "vto_agents": "all", "seed": 3}

    first = repair(schedule, requirement, **asked)
    shuffled = schedule.sample(frac=1, random_state=1)
    again = repair(shuffled, requirement, **asked)

    pd.testing.assert_frame_equal(first.schedule, again.schedule)
    pd.testing.assert_frame_equal(first.changes, again.changes)
    assert first.cost == again.cost


def test_a_time_limit_of_nothing_returns_the_old_plan_and_says_so():
    schedule, requirement, people = day(2)

    found = repair(schedule, requirement, at=AT, agents=people, time_limit=0.0)

    assert found.stopped_by == "time_limit"
    assert np.isfinite(found.bound)
    assert found.cost <= found.cost_before
    assert found.new_violations == 0
