"""Labour rules that a campaign overrides: set with a reason, and taken back."""

from __future__ import annotations

import pytest

from app.services.access import Role
from app.services.campaigns.edits import campaign_settings
from app.services.campaigns.rule_overrides import (
    remove_override,
    rule_desk,
    set_override,
)
from app.services.campaigns.settings import campaign_rules
from app.services.form_errors import FormError
from tests.app.services.small_store import added, someone, trail
from wfm.errors import ForbiddenError, StaleError, UnknownNameError

WHY = "acuerdo del 3 de noviembre"


@pytest.fixture
def campaign(store, tmp_path):
    return added(store, tmp_path)


@pytest.fixture
def planner(campaign):
    return someone(Role.PLANNER, campaign)


def put(store, actor, campaign, name="lunch_minutes", value=45.0, why=WHY):
    base = rule_desk(store, actor, campaign).number
    set_override(store, actor, campaign, name, value, base_number=base, reason=why)


def rules(store, campaign):
    with store.reading() as connection:
        return dict(campaign_rules(connection, campaign).overrides)


def test_an_override_stands_beside_the_law_with_who_set_it_and_why(
    store, campaign, planner
):
    put(store, planner, campaign)
    put(store, planner, campaign, "overtime_day_minutes", 60)

    desk = rule_desk(store, someone(Role.HR_DIRECTOR, campaign), campaign)
    lunch, overtime = desk.overrides
    assert (lunch.name, lunch.value, lunch.law.value) == ("lunch_minutes", 45, 60)
    assert overtime.law.source == "CST art. 167A"
    # The later change of another rule is not what set this one.
    assert WHY in lunch.reason
    assert "lunch_minutes" in lunch.reason
    assert trail(store)[-2:] == ["campaign.edit", "campaign.edit"]


def test_an_override_that_is_taken_back_leaves_the_law_and_the_rest_of_the_file(
    store, campaign, planner
):
    before, _ = campaign_settings(store, planner, campaign)
    put(store, planner, campaign)
    put(store, planner, campaign, "break_minutes", 10)
    base = rule_desk(store, planner, campaign).number

    remove_override(
        store, planner, campaign, "lunch_minutes", base_number=base, reason=WHY
    )

    after, _ = campaign_settings(store, planner, campaign)
    assert rules(store, campaign) == {"break_minutes": 10}
    assert after.startswith(before)
    assert "lunch_minutes" not in after


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (("", 1, WHY), {"name": "empty"}),
        (("lunch_hours", 1, WHY), {"name": "unknown"}),
        (("lunch_minutes", None, WHY), {"value": "number"}),
        (("lunch_minutes", float("nan"), WHY), {"value": "number"}),
        (("lunch_minutes", -1, WHY), {"value": "bounds"}),
        (("night_surcharge", 35, WHY), {"value": "bounds"}),
        (("rest_weekday", 2.5, WHY), {"value": "whole"}),
        (("lunch_paid", 2, WHY), {"value": "bounds"}),
        (("lunch_minutes", 45, "  "), {"reason": "empty"}),
        (("lunch_minutes", 45, "x" * 501), {"reason": "long"}),
        (("shortest_day_minutes", 2000, WHY), {"value": "contradicts"}),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_saved(
    store, campaign, planner, given, wrong
):
    with pytest.raises(FormError) as refused:
        put(store, planner, campaign, *given)

    assert refused.value.fields == wrong
    assert rules(store, campaign) == {}


def test_of_two_who_change_the_rules_the_second_is_told(store, campaign, planner):
    base = rule_desk(store, planner, campaign).number
    put(store, planner, campaign)

    with pytest.raises(StaleError):
        set_override(
            store, planner, campaign, "break_minutes", 10, base_number=base, reason=WHY
        )
    with pytest.raises(StaleError):
        remove_override(
            store, planner, campaign, "lunch_minutes", base_number=base, reason=WHY
        )


def test_a_rule_that_is_not_overridden_cannot_be_taken_back(store, campaign, planner):
    with pytest.raises(UnknownNameError):
        remove_override(
            store, planner, campaign, "lunch_minutes", base_number=1, reason=WHY
        )


@pytest.mark.parametrize("role", [Role.HR_DIRECTOR, Role.ADMINISTRATOR, Role.QUALITY])
def test_who_may_not_change_settings_overrides_no_rule(store, campaign, role):
    with pytest.raises(ForbiddenError):
        put(store, someone(role, campaign), campaign)
    assert rules(store, campaign) == {}
