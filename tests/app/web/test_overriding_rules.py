"""A campaign's own labour rules, as the page of the rules sets and takes them back."""

from __future__ import annotations

import json

import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.rule_overrides import rule_desk
from tests.app.web.own_campaign import own, told
from tests.app.web.world import ask, body_of

CHANGE = "rules-chosen.error"


@pytest.fixture
def place(web, tmp_path):
    return own(web, tmp_path, plans=())


def desk(place):
    return rule_desk(place.web.store, COMMAND_LINE, place.number)


def asked(place, role, pressed, **given):
    """Answer of the form; `given` are its fields."""
    key = next(key for key in place.web.app.callback_map if CHANGE in key)
    values = {
        "rules-campaign.value": str(place.number),
        "rules-base.data": desk(place).number,
        "rules-set.n_clicks": 1,
        **{f"rules-{name}.value": value for name, value in given.items()},
    }
    body = body_of(place.web.app, key, values, path="/admin/rules")
    if pressed != "rules-set":
        button = {"id": json.loads(pressed), "property": "n_clicks", "value": 1}
        at = next(n for n, each in enumerate(body["inputs"]) if each == [])
        body["inputs"][at] = [button]
    body["changedPropIds"] = [f"{pressed}.n_clicks"]
    return ask(place.web.client(role), body)


def test_an_override_is_set_with_its_reason_and_taken_back_by_its_button(place):
    given = {"chosen": "lunch_minutes", "value": 45, "reason": "acuerdo 7"}
    boss = Role.OPERATIONS_DIRECTOR

    shown = asked(place, boss, "rules-set", **given)

    assert "acuerdo 7" in shown.text
    assert [(each.name, each.value) for each in desk(place).overrides] == [
        ("lunch_minutes", 45)
    ]
    button = '{"rule":"lunch_minutes","type":"rules-remove"}'
    why = told(asked(place, boss, button))
    assert why["rules-reason"]["error"]
    assert desk(place).overrides

    asked(place, boss, button, reason="the agreement ended")

    assert desk(place).overrides == ()


def test_what_is_wrong_stands_at_its_field(place):
    boss = Role.OPERATIONS_DIRECTOR
    wrong = told(
        asked(place, boss, "rules-set", chosen="night_surcharge", value=35, reason="")
    )

    assert wrong["rules-value"]["error"]
    assert wrong["rules-reason"]["error"]
    assert desk(place).overrides == ()


def test_a_planner_overrides_no_rule_of_a_campaign_out_of_reach(place):
    given = {"chosen": "lunch_minutes", "value": 45, "reason": "x"}

    assert asked(place, Role.PLANNER, "rules-set", **given).status_code == 404
    assert asked(place, Role.HR_DIRECTOR, "rules-set", **given).status_code == 403
    assert desk(place).overrides == ()
