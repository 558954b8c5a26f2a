"""Drafts: edits of a roster saved as versions, judged, undone, never half done."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest
from sqlalchemy import select

from app.services.access import Role
from app.services.plans.in_sight import plan_in_sight
from app.services.plans.publishing import publish
from app.services.rosters.drafts import (
    NothingToUndoError,
    can_undo,
    open_draft,
    save_draft,
    undo,
)
from app.services.rosters.editing import EditRefusedError, Move
from app.storage import accounts
from app.storage.schema.audit import AUDIT
from app.storage.schema.versions import VERSION
from tests.app.stored_roster import FIRST_DAY, actor, add, planner, shift
from wfm.errors import ForbiddenError, ParameterError, StaleError, UnknownNameError

HOUR = pd.Timedelta(hours=1)


@pytest.fixture
def campaign(store, tmp_path):
    """Campaign with a plan, and its number."""
    return add(store, tmp_path)[0]


def draft_of(store, campaign, who=None, **more):
    """Newest roster as a planner opens it."""
    return open_draft(
        store, who or planner(campaign), campaign, today=FIRST_DAY, **more
    )


def an_hour_later(draft, agent="A001", number=0):
    """Move of a shift."""
    start = shift(draft.schedule, agent, number)["start"].iloc[0]
    return Move(agent=agent, start=start, to=start + HOUR)


def saved(store, campaign, *operations, number=0):
    """Version with some operations on the newest roster."""
    draft = draft_of(store, campaign)
    return save_draft(
        store,
        planner(campaign),
        draft,
        operations or (an_hour_later(draft),),
        number=number,
        reason="entra más tarde",
    )


def test_an_edit_is_a_new_version_with_its_own_roster_and_the_plans_forecast(
    store, campaign
):
    before = draft_of(store, campaign)
    version = saved(store, campaign)
    assert (version.kind, version.number) == ("schedule", 1)
    assert version.based_on == before.version.id
    after = draft_of(store, campaign)
    assert after.version == version
    mine = shift(after.schedule, "A001")["start"].iloc[0]
    assert mine == shift(before.schedule, "A001")["start"].iloc[0] + HOUR
    assert len(after.plans.forecast("ventas", FIRST_DAY))
    fresh = after.tables.coverage(after.schedule)
    pd.testing.assert_frame_equal(
        after.plans.table("coverage"), fresh, check_exact=False, atol=1e-6
    )


def test_an_edit_is_audited_with_its_author(store, campaign):
    version = saved(store, campaign)
    with store.reading() as connection:
        row = (
            connection.execute(select(AUDIT).where(AUDIT.c.action == "schedule.save"))
            .mappings()
            .one()
        )
    assert row["account_id"] == 1
    assert (row["object_id"], row["version"]) == (str(version.id), 1)


def test_of_two_who_edit_the_same_roster_the_second_is_told_who_was_first(
    store, campaign
):
    with store.writing() as connection:
        account = accounts.add(
            connection,
            name="paula",
            display_name="Paula Rojas",
            role="planner",
            password_hash="x",
            created_at=1,
        )
    paula = planner(campaign, account, "Paula Rojas")
    draft = draft_of(store, campaign)
    save_draft(store, paula, draft, [an_hour_later(draft)], number=0, reason="una")
    with pytest.raises(StaleError) as caught:
        save_draft(
            store,
            planner(campaign, account + 1),
            draft,
            [an_hour_later(draft, "A002")],
            number=0,
            reason="otra",
        )
    assert caught.value.who == "Paula Rojas"
    with store.reading() as connection:
        kept = connection.execute(select(VERSION).where(VERSION.c.kind == "schedule"))
        assert len(kept.all()) == 1


def test_undo_goes_back_batch_by_batch_and_stops_at_the_plan(store, campaign):
    planned = draft_of(store, campaign).schedule
    saved(store, campaign)
    once = draft_of(store, campaign).schedule
    saved(store, campaign, an_hour_later(draft_of(store, campaign), "A002"), number=1)
    who = planner(campaign)

    def undone(number):
        version = undo(store, who, draft_of(store, campaign), number=number)
        assert version.number == number + 1
        return draft_of(store, campaign).schedule

    pd.testing.assert_frame_equal(undone(2), once, check_names=False)
    assert can_undo(store, draft_of(store, campaign))
    pd.testing.assert_frame_equal(undone(3)[planned.columns], planned)
    assert not can_undo(store, draft_of(store, campaign))
    with pytest.raises(NothingToUndoError):
        undone(4)


def test_an_edit_without_change_or_reason_is_refused(store, campaign):
    draft, who = draft_of(store, campaign), planner(campaign)
    with pytest.raises(ParameterError):
        save_draft(store, who, draft, [], number=0, reason="nada")
    for reason in ("", "  ", "x" * 501):
        with pytest.raises(ParameterError):
            save_draft(
                store, who, draft, [an_hour_later(draft)], number=0, reason=reason
            )


def test_days_that_are_over_cannot_be_changed(store, campaign):
    later = open_draft(
        store, planner(campaign), campaign, today=FIRST_DAY + timedelta(days=3)
    )
    with pytest.raises(EditRefusedError):
        later.after([an_hour_later(later)])
    assert later.after([an_hour_later(later, number=5)])


def test_only_planners_edit(store, campaign):
    draft = draft_of(store, campaign)
    for role in set(Role) - {Role.PLANNER}:
        who = actor(role, campaign)
        with pytest.raises(ForbiddenError):
            draft_of(store, campaign, who)
        with pytest.raises(ForbiddenError):
            save_draft(store, who, draft, [an_hour_later(draft)], number=0, reason="no")
        with pytest.raises(ForbiddenError):
            undo(store, who, draft, number=0)


def test_a_planner_of_another_campaign_finds_none(store, campaign):
    with pytest.raises(UnknownNameError):
        draft_of(store, campaign, planner(campaign + 1))
    with pytest.raises(UnknownNameError):
        draft_of(store, campaign, version_id=10_000)


def test_only_a_published_draft_is_seen_by_those_who_do_not_plan(store, campaign):
    plan = draft_of(store, campaign).version
    who = planner(campaign)
    publish(store, who, campaign, plan.id, after=0, reason="la del plan")
    version = saved(store, campaign)
    reader = actor(Role.HR_DIRECTOR, campaign)

    def seen():
        table = plan_in_sight(store, reader, campaign).table("schedule")
        return shift(table, "A001")["start"].iloc[0]

    before = seen()
    publish(store, who, campaign, version.id, after=1, reason="la corregida")
    assert seen() == before + HOUR
    with pytest.raises(StaleError):
        publish(store, who, campaign, plan.id, after=1, reason="tarde")
