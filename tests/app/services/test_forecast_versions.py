"""Forecasts of two plans side by side, and the accuracy that is kept."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.stored import add_campaign, stored_campaign
from app.services.forecasts.comparison import compare_versions, forecast_versions
from app.services.forecasts.stored_accuracy import (
    history_hash,
    keep_accuracy,
    measure_accuracy,
    measured_accuracy,
)
from app.services.plans.publishing import publish
from app.storage.versions import Origin
from tests.app.services.planned import kept, plan
from tests.app.services.small_store import added, history, someone, trail
from wfm.errors import ForbiddenError, HistoryTooShortError, UnknownNameError
from wfm.tables import HISTORY

PAST = "2026-11-02"


def test_two_plans_are_compared_by_queue_and_day_with_what_came(store, tmp_path):
    number = added(store, tmp_path)
    first = kept(store, number, plan(start=PAST))
    second = kept(store, number, plan(1.5, start=PAST))
    planner = someone(Role.PLANNER, number)
    table = compare_versions(store, planner, number, first, second)
    day = table[(table["queue"] == "ventas")].iloc[0]
    known = stored_campaign(store, COMMAND_LINE, number).inputs.history
    came = known[
        (known["queue"] == "ventas")
        & (known["start"].dt.date == pd.Timestamp(PAST).date())
    ]

    assert day["second"] == pytest.approx(1.5 * day["first"])
    assert day["actual"] == came["offered"].sum()
    assert day["nearer"] == "first"


def test_days_to_come_are_compared_without_what_came(store, tmp_path):
    number = added(store, tmp_path)
    versions = [kept(store, number), kept(store, number, plan(1.1))]
    table = compare_versions(store, COMMAND_LINE, number, *versions)

    assert table["share"].to_numpy() == pytest.approx(0.1)
    assert "actual" not in table


def test_who_does_not_plan_sees_published_forecasts_only(store, tmp_path):
    number = added(store, tmp_path)
    shown, draft = kept(store, number, reason="uno"), kept(store, number, plan(1.1))
    publish(store, COMMAND_LINE, number, shown, after=0, reason="")
    supervisor = someone(Role.SUPERVISOR, number)

    assert [each.id for each in forecast_versions(store, supervisor, number)] == [shown]
    planner = someone(Role.PLANNER, number)
    assert [each.id for each in forecast_versions(store, planner, number)] == [
        draft,
        shown,
    ]
    with pytest.raises(UnknownNameError):
        compare_versions(store, supervisor, number, shown, draft)
    with pytest.raises(ForbiddenError):
        forecast_versions(store, someone(Role.HR_DIRECTOR, number), number)


def test_a_plan_of_another_campaign_is_unknown(store, tmp_path):
    number = added(store, tmp_path)
    other = add_campaign(store, COMMAND_LINE, tmp_path / "campaign.toml", key="otra")
    mine, theirs = kept(store, number), kept(store, other)

    with pytest.raises(UnknownNameError):
        compare_versions(store, COMMAND_LINE, number, mine, theirs)


def test_accuracy_is_kept_once_and_read_with_its_floor(store, tmp_path):
    number = added(store, tmp_path)
    assert measured_accuracy(store, COMMAND_LINE, number) is None
    content = measure_accuracy(with_weeks(stored_campaign(store, COMMAND_LINE, number)))
    with store.writing() as connection:
        origin = Origin(input_hash=history_hash(connection, number))
        keep_accuracy(connection, number, content, origin)
    found = measured_accuracy(store, someone(Role.SUPERVISOR, number), number)

    assert found.current
    kind = found.figures["normal"]
    assert kind["floor"]["next day"] > 0
    assert kind["models"][0]["by_horizon"]["next day"] > 0
    assert trail(store)[-1] == "accuracy.save"


def test_a_short_history_has_no_accuracy(store, tmp_path):
    number = added(store, tmp_path)

    with pytest.raises(HistoryTooShortError):
        measure_accuracy(stored_campaign(store, COMMAND_LINE, number))


def with_weeks(stored):
    """The small campaign after some more weeks, forecast by a quick method."""
    table = HISTORY.parse(history(weeks=6), timezone=stored.campaign.timezone)
    return replace(
        stored,
        campaign=replace(stored.campaign, model="ewma"),
        inputs=replace(stored.inputs, history=table),
    )
