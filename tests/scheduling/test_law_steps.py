"""The steps of the law change the optimum by what they say, and by nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling import build_roster, design_shifts
from tests.scheduling.demands import agents, contracts, requirement
from wfm.labour.rules import RuleBook
from wfm.payroll import schedule_pay

# Two weeks of 2027 without a holiday, before and after the surcharge of Sundays and
# holidays grows from 90 % to 100 % on 1 July.
BEFORE, AFTER = pd.Timestamp("2027-06-14"), pd.Timestamp("2027-07-26")
STEP = 0.10


def moved(schedule):
    """A schedule as it would stand in the week before the step."""
    back = AFTER - BEFORE
    times = {name: schedule[name] - back for name in ("start", "end")}
    return schedule.assign(**times)


@pytest.fixture(scope="module")
def weeks():
    """The same week rostered before and after the step."""
    return [
        build_roster(requirement(monday=monday), agents(), contracts(), passes=4)
        for monday in (BEFORE, AFTER)
    ]


def test_without_the_step_both_weeks_have_the_same_roster_and_cost():
    frozen = {"rest_day_surcharge": 0.9}

    before, after = (
        build_roster(
            requirement(monday=monday), agents(), contracts(), passes=4, rules=frozen
        )
        for monday in (BEFORE, AFTER)
    )

    assert after.cost == pytest.approx(before.cost)
    assert after.bound == pytest.approx(before.bound)
    pd.testing.assert_frame_equal(moved(after.schedule), before.schedule)


def test_the_same_schedule_costs_more_by_ten_points_of_its_sunday_hours(weeks):
    before, _ = weeks
    later = before.schedule.assign(
        start=before.schedule["start"] + (AFTER - BEFORE),
        end=before.schedule["end"] + (AFTER - BEFORE),
    )
    book = RuleBook("co")
    # Successive shifts earn no surcharge on Sundays.
    terms = agents().merge(contracts(), on="contract")
    paid = terms.loc[terms["regime"] == "ordinary", "agent"]
    sunday = before.schedule[
        (before.schedule["start"].dt.day_of_week == 6)
        & (before.schedule["activity"] != "lunch")
        & before.schedule["agent"].isin(paid)
    ]
    minutes = (sunday["end"] - sunday["start"]).dt.total_seconds().sum() / 60
    assert minutes > 0

    def whole(schedule):
        pay = schedule_pay(schedule, book, agents=agents(), contracts=contracts())
        return pay.lines["increment"].sum()

    hour = 1_750_905 / 210
    assert whole(later) - whole(before.schedule) == pytest.approx(
        minutes / 60 * hour * STEP, rel=1e-4
    )


def test_the_step_moves_bound_and_cost_up_by_no_more_than_all_sunday_work(weeks):
    before, after = weeks
    hourly = RuleBook("co").on(BEFORE.date())["hourly_cost"]
    sundays = before.schedule[before.schedule["start"].dt.day_of_week == 6]
    hours = (sundays["end"] - sundays["start"]).dt.total_seconds().sum() / 3600

    rise = after.bound - before.bound
    assert 0 < rise <= STEP * hourly * hours * 1.05


def test_designed_shifts_on_weekdays_do_not_know_of_the_step():
    weekdays = [
        requirement(monday=monday, days=5, peak=5.0) for monday in (BEFORE, AFTER)
    ]

    before, after = (design_shifts(needed, passes=1) for needed in weekdays)

    assert after.cost == pytest.approx(before.cost)
    pd.testing.assert_frame_equal(moved(after.schedule), before.schedule)
