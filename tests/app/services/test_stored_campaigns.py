"""Campaigns in the store: read back as they were, added, updated, found."""

from __future__ import annotations

from dataclasses import fields

import pandas as pd
import pytest

from app.config import sample_folder
from app.files.campaign import read_campaign
from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.stored import (
    add_campaign,
    campaign_list,
    find_campaign,
    put_campaign,
    stored_campaign,
    update_campaign,
)
from app.services.planning.inputs import read_inputs
from app.storage import accounts, versions
from app.storage.schema.campaigns import CAMPAIGN, INTERVAL_FACT
from app.storage.schema.people import AGENT
from app.storage.schema.versions import VERSION
from tests.app.services.small_store import (
    AGENTS,
    added,
    campaign_folder,
    count,
    history,
    someone,
    trail,
)
from wfm.errors import ForbiddenError, ParameterError, TableError, UnknownNameError


def assert_same(inputs, others):
    for each in fields(inputs):
        mine, other = getattr(inputs, each.name), getattr(others, each.name)
        assert (mine is None) == (other is None), each.name
        if mine is not None:
            pd.testing.assert_frame_equal(mine, other, obj=each.name)
            assert mine.attrs == other.attrs


def of_files(path):
    given = read_campaign(path)
    return given.campaign, read_inputs(given.campaign, given.files)


def test_a_campaign_is_read_back_equal_to_its_files(store, tmp_path):
    path = campaign_folder(tmp_path)
    number = add_campaign(store, COMMAND_LINE, path)

    stored = stored_campaign(store, COMMAND_LINE, number)

    campaign, inputs = of_files(path)
    assert (stored.key, stored.campaign) == ("linea-unica", campaign)
    assert_same(stored.inputs, inputs)


def test_the_sample_campaign_is_read_back_equal_to_its_files(store):
    path = sample_folder() / "campaign.toml"
    number = add_campaign(store, COMMAND_LINE, path)

    stored = stored_campaign(store, COMMAND_LINE, number)

    campaign, inputs = of_files(path)
    assert stored.campaign == campaign
    assert_same(stored.inputs, inputs)


@pytest.mark.parametrize(
    "left_out",
    [
        ("agents", "time_off", "availability", "preferences", "activities", "sites"),
        ("special_days", "opening", "overrides"),
        ("time_off",),
    ],
    ids=["no people", "no calendar", "no time off"],
)
def test_a_table_that_is_not_given_is_not_read_back(store, tmp_path, left_out):
    path = campaign_folder(tmp_path, **dict.fromkeys(left_out))
    number = add_campaign(store, COMMAND_LINE, path)

    assert_same(stored_campaign(store, COMMAND_LINE, number).inputs, of_files(path)[1])


def test_an_unknown_count_is_read_back_as_unknown(store, tmp_path):
    path = campaign_folder(tmp_path)
    rows = history().astype({"offered": "float64"})
    rows.loc[3, "offered"] = None
    rows.to_csv(tmp_path / "history.csv", index=False)
    number = add_campaign(store, COMMAND_LINE, path)

    read = stored_campaign(store, COMMAND_LINE, number).inputs.history

    assert read["offered"].isna().sum() == 1
    pd.testing.assert_frame_equal(read, of_files(path)[1].history)


def test_updating_from_the_same_files_writes_no_version(store, tmp_path):
    path = campaign_folder(tmp_path)
    number = add_campaign(store, COMMAND_LINE, path)
    before = count(store, VERSION), stored_campaign(store, COMMAND_LINE, number)

    update_campaign(store, COMMAND_LINE, number, path)

    after = stored_campaign(store, COMMAND_LINE, number)
    assert count(store, VERSION) == before[0]
    assert after.input_hash == before[1].input_hash


def test_updating_makes_the_store_what_the_files_say(store, tmp_path):
    number = added(store, tmp_path)
    fewer = "\n".join(AGENTS.splitlines()[:3]).replace(",no_nights,", ",,") + "\n"
    path = campaign_folder(
        tmp_path, agents=fewer, sites=None, preferences=None, time_off=None
    )
    before = stored_campaign(store, COMMAND_LINE, number).input_hash

    assert put_campaign(store, COMMAND_LINE, path) == number

    stored = stored_campaign(store, COMMAND_LINE, number)
    assert stored.input_hash != before
    assert trail(store) == ["campaign.add", "campaign.update"]
    assert_same(stored.inputs, of_files(path)[1])


def test_one_entry_in_the_trail_tells_of_a_campaign_that_is_added(store, tmp_path):
    added(store, tmp_path)

    assert trail(store) == ["campaign.add"]


def test_a_wrong_table_leaves_nothing_in_the_store(store, tmp_path):
    path = campaign_folder(tmp_path, agents=AGENTS.replace("36h", "99h"))

    with pytest.raises(TableError, match="99h"):
        add_campaign(store, COMMAND_LINE, path)
    assert [count(store, each) for each in (CAMPAIGN, VERSION, AGENT)] == [0, 0, 0]


def test_a_name_too_long_for_the_store_is_told_and_leaves_nothing(store, tmp_path):
    long = AGENTS.replace("A3,36h,chat,Sur", f"A3,36h,chat,{'S' * 121}")
    path = campaign_folder(tmp_path, agents=long)

    with pytest.raises(TableError, match="row 4, column team: has more than 120"):
        add_campaign(store, COMMAND_LINE, path)
    assert count(store, INTERVAL_FACT) == 0


def test_a_key_is_given_to_one_campaign_only(store, tmp_path):
    added(store, tmp_path)

    with pytest.raises(ParameterError, match="one that no other campaign has"):
        add_campaign(store, COMMAND_LINE, tmp_path / "campaign.toml")


@pytest.mark.parametrize("key", ["", "Señal", "a b", "../x", "a--b", "x" * 81])
def test_a_key_that_is_no_part_of_an_address_is_refused(store, tmp_path, key):
    path = campaign_folder(tmp_path)

    with pytest.raises(ParameterError, match="small letters, digits and hyphens"):
        add_campaign(store, COMMAND_LINE, path, key=key)


def test_columns_beyond_the_contracts_are_not_kept_in_versions(store, tmp_path):
    wishes = "agent,weekday,open,close,wish,diagnosis\nA2,*,,08:00,avoid,CANARY\n"
    number = added(store, tmp_path, preferences=wishes)

    with store.reading() as connection:
        version = versions.latest(connection, number, "preferences")
        content = versions.part(connection, version.id, "preferences.parquet")

    assert b"CANARY" not in content
    assert b"diagnosis" not in content


def test_another_campaign_behaves_like_one_that_is_not_there(store, tmp_path):
    mine = added(store, tmp_path)
    other = add_campaign(store, COMMAND_LINE, tmp_path / "campaign.toml", key="other")
    planner = someone(Role.PLANNER, mine)

    assert [row.id for row in campaign_list(store, planner)] == [mine]
    assert {row.id for row in campaign_list(store, COMMAND_LINE)} == {mine, other}
    told = []
    for key in ("other", "never"):
        with pytest.raises(UnknownNameError) as refused:
            find_campaign(store, planner, key)
        told.append(str(refused.value).replace(key, "X"))
    for number in (other, 999):
        with pytest.raises(UnknownNameError) as refused:
            stored_campaign(store, planner, number)
        told.append(str(refused.value).replace(str(number), "X"))
    assert told[0] == told[1]
    assert told[2] == told[3]


def test_who_may_not_plan_is_given_no_table_about_people(store, tmp_path):
    number = added(store, tmp_path)

    inputs = stored_campaign(store, someone(Role.QUALITY, number), number).inputs

    assert inputs.history is not None
    assert inputs.agents is inputs.time_off is inputs.availability is None


def test_a_planner_adds_no_people(store, tmp_path):
    path = campaign_folder(tmp_path)

    with pytest.raises(ForbiddenError, match=r"people\.edit"):
        add_campaign(store, someone(Role.PLANNER, 1), path)
    assert count(store, CAMPAIGN) == 0


def test_whoever_adds_a_campaign_has_it_in_reach(store, tmp_path):
    with store.writing() as connection:
        account = accounts.add(
            connection,
            name="ana",
            display_name="Ana",
            role="planner",
            password_hash="-",
            created_at=1,
        )
    people = (
        "agents",
        "time_off",
        "availability",
        "preferences",
        "activities",
        "sites",
    )
    path = campaign_folder(tmp_path, **dict.fromkeys(people))

    number = add_campaign(store, someone(Role.PLANNER, 0, account=account), path)

    with store.reading() as connection:
        reached = accounts.scopes(connection, account)
    assert [(each.campaign_id, each.team) for each in reached] == [(number, "")]
