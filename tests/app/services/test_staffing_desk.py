"""The desk of a stored campaign, and its goals put to use."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.edits import campaign_settings
from app.services.plans.stored import open_plan
from app.services.staffing.desk import (
    FEWEST_PAID,
    mean_hour_cost,
    open_desk,
    settings_with,
    use_goals,
)
from app.services.staffing.what_if_terms import WhatIf
from tests.app.services.planned import kept
from tests.app.services.small_store import AGENTS, added, someone, trail
from wfm.errors import (
    ForbiddenError,
    HistoryTooShortError,
    ParameterError,
    StaleError,
    UnknownNameError,
)

WEEK = {"first": date(2026, 11, 9), "days": 7}
PAID = "agent,contract,skills,hourly_cost\n" + "".join(
    f"P{n},{'42h' if n < 3 else '36h'},ventas,{10_000 + 1_000 * n}\n" for n in range(5)
)


def desk_of(store, actor, number):
    plans = open_plan(store, kept(store, number))
    return open_desk(store, actor, number, plans, **WEEK)


def test_a_desk_knows_the_goals_of_the_store_and_the_forecast_of_the_plan(
    store, tmp_path
):
    number = added(store, tmp_path)
    answer = desk_of(store, someone(Role.HR_DIRECTOR, number), number).staffing()

    assert answer.contacts == pytest.approx(6 * 24 * 17)
    assert {each.name for each in answer.queues} == {"ventas", "chat"}


def test_the_price_of_an_hour_is_a_mean_over_enough_people(store, tmp_path):
    strangers = ("time_off", "availability", "preferences", "activities", "sites")
    number = added(store, tmp_path, agents=PAID, **dict.fromkeys(strangers))
    reader = someone(Role.HR_DIRECTOR, number)

    low, high = (10_000 + 11_000 + 12_000) * 42, (13_000 + 14_000) * 36
    assert desk_of(store, reader, number).hour_cost == pytest.approx(
        (low + high) / (3 * 42 + 2 * 36)
    )


def test_the_pay_of_few_people_is_never_told():
    contracts = pd.DataFrame({"contract": ["42h"], "weekly_minutes": [2520]})
    agents = pd.DataFrame({"contract": "42h", "hourly_cost": [9.0] * FEWEST_PAID})

    assert mean_hour_cost(agents, contracts) == 9.0
    agents.loc[0, "hourly_cost"] = None
    assert mean_hour_cost(agents, contracts) is None


def test_the_same_question_meets_the_same_desk_until_the_goals_change(store, tmp_path):
    number = added(store, tmp_path, agents=AGENTS)
    plans = open_plan(store, kept(store, number))
    planner = someone(Role.PLANNER, number)
    before = open_desk(store, planner, number, plans, **WEEK)

    assert open_desk(store, planner, number, plans, **WEEK) is before

    use_goals(
        store, planner, number, WhatIf(threshold=30), base_number=1, reason="prueba"
    )
    after = open_desk(store, planner, number, plans, **WEEK)

    assert after.campaign.goal.threshold == 30
    assert trail(store)[-1] == "campaign.edit"


def test_goals_are_used_once_and_whoever_comes_second_is_told(store, tmp_path):
    number = added(store, tmp_path)
    planner = someone(Role.PLANNER, number)
    asked = WhatIf(service_level=0.9, scheduled=0.1)
    use_goals(store, planner, number, asked, base_number=1, reason="uno")

    with pytest.raises(StaleError):
        use_goals(store, planner, number, asked, base_number=1, reason="dos")
    text, version = campaign_settings(store, COMMAND_LINE, number)
    assert version == 2
    assert "service_level = 0.9" in text
    assert "scheduled = 0.1" in text


@pytest.mark.parametrize("role", [Role.HR_DIRECTOR, Role.SUPERVISOR])
def test_who_may_not_edit_the_campaign_uses_no_goals(store, tmp_path, role):
    number = added(store, tmp_path)

    with pytest.raises(ForbiddenError):
        use_goals(
            store,
            someone(role, number),
            number,
            WhatIf(threshold=30),
            base_number=1,
            reason="",
        )
    assert campaign_settings(store, COMMAND_LINE, number)[1] == 1


def test_a_desk_is_for_those_who_see_staffing_of_this_campaign(store, tmp_path):
    number = added(store, tmp_path)

    with pytest.raises(ForbiddenError):
        desk_of(store, someone(Role.SUPERVISOR, number), number)
    with pytest.raises(UnknownNameError):
        desk_of(store, someone(Role.PLANNER, number + 1), number)


def test_days_without_a_forecast_have_no_desk(store, tmp_path):
    number = added(store, tmp_path)
    plans = open_plan(store, kept(store, number))

    with pytest.raises(HistoryTooShortError, match="nothing is forecast"):
        open_desk(store, COMMAND_LINE, number, plans, first=date(2027, 1, 4), days=7)


def test_factors_are_no_goals(store, tmp_path):
    number = added(store, tmp_path)

    with pytest.raises(ParameterError, match="goals"):
        use_goals(
            store,
            COMMAND_LINE,
            number,
            WhatIf(volume_factor=1.1),
            base_number=1,
            reason="",
        )


def test_goals_for_every_queue_replace_those_of_single_queues():
    text = (
        "[goal]\nservice_level = 0.8\n"
        "[queues.a.goal]\nservice_level = 0.9\n[queues.b.goal]\nthreshold = 40\n"
    )

    assert settings_with(text, WhatIf(service_level=0.7)) == text.replace(
        "0.8", "0.7"
    ).replace("0.9", "0.7")
    assert settings_with(text, WhatIf(queue="b", threshold=60)) == text.replace(
        "40", "60"
    )
