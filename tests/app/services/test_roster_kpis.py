"""Figures of an edited roster beside its plan, and plans newer than an edit's."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from app.services.access import Role
from app.services.plans.figures import plan_figures
from app.services.plans.publishing import publish
from app.services.rosters.drafts import open_draft, save_draft, undo
from app.services.rosters.editing import Move, Remove
from app.services.rosters.kpis import kpis_of
from app.services.rosters.newer_plan import differences, newer_plan, newest_plan
from tests.app.stored_roster import FIRST_DAY, actor, add, add_plan, planner, shift
from wfm.errors import ForbiddenError, StaleError, UnknownNameError

HOUR = pd.Timedelta(hours=1)
PAY = 9_000_000.0


@pytest.fixture
def campaign(store, tmp_path):
    """Campaign with a plan that says what it pays, and its number."""
    number, _ = add(store, tmp_path)
    add_plan(store, number, pay=PAY)
    return number


def draft_of(store, campaign):
    """Newest roster as a planner opens it."""
    return open_draft(store, planner(campaign), campaign, today=FIRST_DAY)


def without(draft, *agents):
    """Removal of the first shift of some agents."""
    return tuple(
        Remove(agent=agent, start=shift(draft.schedule, agent)["start"].iloc[0])
        for agent in agents
    )


def test_a_roster_without_an_edit_has_the_figures_of_its_plan(store, campaign):
    told = kpis_of(store, draft_of(store, campaign), ())
    assert told.edited == told.plan
    assert told.plan.level == 0.836
    assert told.plan.pay == PAY


def test_shifts_that_are_taken_out_cost_hours_service_and_pay(store, campaign):
    draft = draft_of(store, campaign)
    # Who serves the calls on the first day: nobody of them is left.
    day = draft.schedule[draft.schedule["start"].dt.date == FIRST_DAY]
    agents = sorted(day.loc[day["queue"] == "soporte", "agent"].unique())
    told = kpis_of(store, draft, without(draft, *agents))
    lost = sum(
        part.loc[part["activity"] != "lunch", "minutes"].sum() / 60
        for part in (shift(draft.schedule, agent) for agent in agents)
    )
    assert told.plan.paid_hours - told.edited.paid_hours == pytest.approx(lost)
    assert told.edited.short_hours > told.plan.short_hours
    assert told.edited.queues["soporte"] < told.plan.queues["soporte"]
    assert told.edited.queues["ventas"] == told.plan.queues["ventas"]
    assert told.edited.level < told.plan.level
    share = told.edited.paid_hours / told.plan.paid_hours
    assert told.edited.pay / PAY == pytest.approx(share, rel=0.05)


def test_nobodys_wage_can_be_read_off_the_price_of_a_shift(store, campaign):
    draft = draft_of(store, campaign)
    operations = without(draft, "A001")
    known = draft.tables.agents
    wages = known.assign(hourly_cost=np.linspace(1e4, 9e4, len(known)))
    tables = dataclasses.replace(draft.tables, agents=wages)
    with_wages = dataclasses.replace(draft, tables=tables)
    told = [kpis_of(store, each, operations) for each in (draft, with_wages)]
    assert told[0].edited.pay == told[1].edited.pay
    assert told[0].edited.pay < PAY


def test_what_is_saved_has_figures_of_its_own_and_an_undo_those_of_before(
    store, campaign
):
    draft, who = draft_of(store, campaign), planner(campaign)
    operations = without(draft, "A020", "A021", "A022", "A023")
    told = kpis_of(store, draft, operations).edited
    number = draft.number
    saved = save_draft(store, who, draft, operations, number=number, reason="menos")
    figures = plan_figures(store, saved.id)
    assert figures.level == pytest.approx(told.level, abs=1e-6)
    assert figures.over_hours == pytest.approx(told.over_hours, abs=1e-3)
    after = draft_of(store, campaign)
    assert kpis_of(store, after, ()).edited.paid_hours == told.paid_hours
    back = undo(store, who, after, number=saved.number)
    assert plan_figures(store, back.id).level == 0.836


def test_coverage_of_an_edit_is_that_of_the_whole_roster(store, campaign):
    draft = draft_of(store, campaign)
    start = shift(draft.schedule, "A004")["start"].iloc[0]
    move = Move(agent="A004", start=start, to=start + HOUR)
    made = draft.after([move, *without(draft, "A005")])
    pd.testing.assert_frame_equal(
        draft.unedited.coverage_of(made),
        draft.tables.coverage(made.schedule),
        check_exact=False,
        atol=1e-9,
    )


def test_an_edit_of_an_older_plan_is_told_and_published_only_by_who_knows(
    store, campaign
):
    draft, who = draft_of(store, campaign), planner(campaign)
    saved = save_draft(
        store, who, draft, without(draft, "A001"), number=draft.number, reason="sin"
    )
    assert newer_plan(store, who, campaign, saved.id) is None
    seen = newest_plan(store, who, campaign)
    fresh = add_plan(store, campaign)
    found = newer_plan(store, who, campaign, saved.id)
    assert (found.plan.number, found.base.number) == (fresh.number, seen)
    changes = differences(store, found, saved.id)
    assert [(each.agent, each.kind) for each in changes] == [("A001", "removed")]

    def publish_it(plan):
        return publish(
            store, who, campaign, saved.id, after=0, reason="ya", newest_plan=plan
        )

    with pytest.raises(StaleError) as caught:
        publish_it(seen)
    assert caught.value.thing == "plan"
    assert publish_it(fresh.number).version_id == saved.id


def test_newer_plans_are_told_to_those_who_may_publish(store, campaign):
    version = draft_of(store, campaign).version.id
    with pytest.raises(ForbiddenError):
        newer_plan(store, actor(Role.SUPERVISOR, campaign), campaign, version)
    with pytest.raises(UnknownNameError):
        newer_plan(store, planner(campaign), campaign, version + 1_000)
