"""Input tables and settings edited in the store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.edits import (
    campaign_settings,
    input_table,
    save_settings,
    save_table,
)
from app.services.campaigns.stored import stored_campaign
from tests.app.services.small_store import added, someone, trail
from wfm.errors import ForbiddenError, StaleError, TableError, UnknownNameError


def saved(store, number, kind, frame, base, actor=COMMAND_LINE):
    return save_table(
        store, actor, number, kind, frame, base_number=base, reason="a reason"
    )


def test_an_edited_table_is_what_is_planned_with(store, tmp_path):
    number = added(store, tmp_path)
    before = stored_campaign(store, COMMAND_LINE, number)
    table = input_table(store, COMMAND_LINE, number, "sites")
    edited = table.frame.assign(seats=5)

    version = saved(store, number, "sites", edited, table.number)

    after = stored_campaign(store, COMMAND_LINE, number)
    assert version.number == 2
    assert list(after.inputs.sites["seats"]) == [5]
    assert after.input_hash != before.input_hash
    assert trail(store) == ["campaign.add", "campaign.edit"]


def test_a_table_that_was_not_there_starts_with_base_0_and_can_go_again(
    store, tmp_path
):
    number = added(store, tmp_path, overrides=None)
    assert input_table(store, COMMAND_LINE, number, "overrides").number == 0
    rows = {"queue": "*", "start": "2026-11-11", "end": "2026-11-12", "kind": "factor"}
    rows |= {
        "value": "1.2",
        "author": "x",
        "reason": "y",
        "made_at": "2026-11-08T10:00",
    }
    frame = pd.DataFrame([rows])

    saved(store, number, "overrides", frame, 0)
    there = stored_campaign(store, COMMAND_LINE, number).inputs.overrides
    saved(store, number, "overrides", None, 1)

    assert list(there["value"]) == [1.2]
    assert stored_campaign(store, COMMAND_LINE, number).inputs.overrides is None


@pytest.mark.parametrize(
    ("kind", "rows", "said"),
    [
        ("sites", {"site": ["Centro"], "seats": ["many"]}, "is not a number"),
        ("sites", {"site": ["Otro"], "seats": [4]}, "'Centro' is not among the sites"),
        ("contracts", None, "contracts"),
        (
            "availability",
            {"agent": ["A9"], "weekday": [0], "open": ["08:00"], "close": [""]},
            "'A9' is not among the agents",
        ),
    ],
)
def test_what_breaks_a_contract_or_names_nobody_is_refused(
    store, tmp_path, kind, rows, said
):
    number = added(store, tmp_path)
    frame = None if rows is None else pd.DataFrame(rows)

    with pytest.raises(TableError, match=said):
        saved(store, number, kind, frame, 1)
    assert trail(store) == ["campaign.add"]


def test_of_two_who_edit_the_same_table_one_is_told_of_the_other(store, tmp_path):
    number = added(store, tmp_path)

    def attempt(seats):
        frame = pd.DataFrame({"site": ["Centro"], "seats": [seats]})
        try:
            return saved(store, number, "sites", frame, 1)
        except StaleError as error:
            return error

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(attempt, (3, 4)))

    assert sorted(isinstance(each, StaleError) for each in done) == [False, True]
    assert trail(store) == ["campaign.add", "campaign.edit"]


@pytest.mark.parametrize("kind", ["history", "agents", "time_off", "plan", "x"])
def test_what_is_no_editable_table_is_unknown(store, tmp_path, kind):
    number = added(store, tmp_path)

    with pytest.raises(UnknownNameError, match="unknown table"):
        input_table(store, COMMAND_LINE, number, kind)


def test_settings_are_edited_as_text(store, tmp_path):
    number = added(store, tmp_path)
    text, base = campaign_settings(store, COMMAND_LINE, number)

    save_settings(
        store,
        COMMAND_LINE,
        number,
        text.replace("0.80", "0.9").replace("Señal", "Otra"),
        base_number=base,
        reason="new contract",
    )

    stored = stored_campaign(store, COMMAND_LINE, number)
    assert stored.campaign.goal.service_level == 0.9
    assert (stored.key, stored.campaign.client) == ("linea-unica", "Otra")
    with pytest.raises(StaleError, match="campaign was changed by the command line"):
        save_settings(
            store, COMMAND_LINE, number, text, base_number=base, reason="late"
        )
    assert trail(store) == ["campaign.add", "campaign.edit"]


def test_settings_that_say_nonsense_are_refused_whole(store, tmp_path):
    number = added(store, tmp_path)
    text, base = campaign_settings(store, COMMAND_LINE, number)
    wrong = text.replace("0.80", '"high"').replace("days = 7", "days = 0")

    with pytest.raises(TableError) as refused:
        save_settings(store, COMMAND_LINE, number, wrong, base_number=base, reason="x")
    assert len(refused.value.problems) == 2
    assert campaign_settings(store, COMMAND_LINE, number) == (text, base)


def test_only_who_may_edit_does_and_only_in_reach(store, tmp_path):
    number = added(store, tmp_path)
    frame = input_table(store, COMMAND_LINE, number, "sites").frame

    with pytest.raises(ForbiddenError):
        saved(store, number, "sites", frame, 1, someone(Role.QUALITY, number))
    with pytest.raises(UnknownNameError):
        saved(store, number, "sites", frame, 1, someone(Role.PLANNER, number + 1))
    with pytest.raises(ForbiddenError):
        input_table(store, someone(Role.SUPERVISOR, number), number, "availability")
