"""Campaigns from a form or an archive, and their settings as a form."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.archive import add_campaign_zip
from app.services.campaigns.form import (
    save_form,
    set_archived,
    settings_form,
    settings_versions,
)
from app.services.campaigns.new import NewCampaign, start_campaign
from app.services.campaigns.stored import campaign_list, find_campaign, stored_campaign
from app.services.form_errors import FormError
from app.services.standing.kpis import campaign_kpis
from app.storage.schema.campaigns import CAMPAIGN
from tests.app.services.small_store import (
    added,
    campaign_folder,
    count,
    someone,
    trail,
)
from wfm.errors import ForbiddenError, StaleError, TableError, UnknownNameError


def _zip(folder, **more):
    """Archive of a campaign's folder, and of some files more."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            if path.suffix in {".toml", ".csv"}:
                archive.write(path, f"bogota/{path.name}")
        for name, text in more.items():
            archive.writestr(name, text)
    return data.getvalue()


def _archive(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def test_a_campaign_begins_with_a_form_and_is_planned_from_its_file(store):
    new = NewCampaign(name='Línea "Única"', client="Señal", service_level=0.8, days=14)
    key = start_campaign(store, COMMAND_LINE, new)
    row = find_campaign(store, COMMAND_LINE, key)
    made = stored_campaign(store, COMMAND_LINE, row.id).campaign
    assert (made.name, made.client, made.days) == ('Línea "Única"', "Señal", 14)
    assert made.goal.service_level == pytest.approx(0.8)
    assert trail(store) == ["campaign.add"]


def test_every_wrong_field_of_a_new_campaign_is_told_and_nothing_is_kept(store):
    new = NewCampaign(
        name=" ",
        client="x" * 201,
        timezone="America/Nowhere",
        country="ZZ",
        days=1.5,
        service_level=85,
        threshold=None,
        max_occupancy=0,
    )
    with pytest.raises(FormError) as told:
        start_campaign(store, COMMAND_LINE, new)
    assert told.value.fields == {
        "name": "empty",
        "client": "long",
        "timezone": "unknown",
        "country": "unknown",
        "days": "whole",
        "service_level": "share",
        "threshold": "positive",
        "max_occupancy": "share",
    }
    assert count(store, CAMPAIGN) == 0


def test_a_name_that_another_campaign_has_is_told_at_its_field(store):
    start_campaign(store, COMMAND_LINE, NewCampaign(name="Bogotá"))
    with pytest.raises(FormError) as told:
        start_campaign(store, COMMAND_LINE, NewCampaign(name="BOGOTA"))
    assert told.value.fields == {"name": "taken"}


def test_whoever_may_not_edit_campaigns_begins_none(store):
    with pytest.raises(ForbiddenError):
        start_campaign(store, someone(Role.SUPERVISOR, 1), NewCampaign(name="Mía"))


def test_an_archive_brings_a_campaign_with_its_tables(store, tmp_path):
    campaign_folder(tmp_path)
    data = _zip(tmp_path, **{"__MACOSX/._campaign.toml": "x"})
    campaign_id = add_campaign_zip(store, COMMAND_LINE, io.BytesIO(data))
    inputs = stored_campaign(store, COMMAND_LINE, campaign_id).inputs
    assert list(inputs.agents["agent"]) == ["A1", "A2", "A3"]
    assert len(inputs.history) > 100


HEAD = '[campaign]\nname = "Y"\n[goal]\n'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and nothing more", "not a ZIP archive"),
        (_archive(**{"../campaign.toml": HEAD}), "leads outside"),
        (_archive(**{"/etc/campaign.toml": HEAD}), "leads outside"),
        (_archive(**{"campaign.toml": HEAD, "run.sh": "x"}), "no table"),
        (_archive(**{"a/campaign.toml": HEAD, "b/campaign.toml": HEAD}), "has 2"),
        (_archive(**{"history.csv": "queue\n"}), "has 0"),
        (
            _archive(**{"campaign.toml": HEAD + '[files]\nhistory = "/etc/passwd"\n'}),
            "leads outside",
        ),
        (
            _archive(
                **{"c/campaign.toml": HEAD + '[files]\nagents = "../../agents.csv"\n'}
            ),
            "leads outside",
        ),
        (_archive(**{"campaign.toml": "name ="}), "campaign.toml"),
        (_archive(**{f"{n}.csv": "x" for n in range(61)}), "61 files"),
    ],
)
def test_an_archive_that_is_no_campaign_is_refused(store, data, said):
    with pytest.raises(TableError, match=said):
        add_campaign_zip(store, COMMAND_LINE, io.BytesIO(data))
    assert count(store, CAMPAIGN) == 0


def test_the_form_changes_what_was_changed_and_leaves_the_rest(store, tmp_path):
    campaign_id = added(store, tmp_path)
    before = settings_form(store, COMMAND_LINE, campaign_id)
    assert before.values == {"service_level": 0.80, "days": 7}
    save_form(
        store,
        COMMAND_LINE,
        campaign_id,
        {"service_level": 0.9, "days": 7, "unscheduled": 0.1, "threshold": None},
        {"week_minutes": 2520},
        base_number=before.number,
        reason="new contract",
    )
    after = settings_form(store, COMMAND_LINE, campaign_id)
    assert after.values == {"service_level": 0.9, "days": 7, "unscheduled": 0.1}
    assert after.rules == {"week_minutes": 2520}
    assert after.text.startswith(before.text.partition("[goal]")[0])
    saved = settings_versions(store, COMMAND_LINE, campaign_id)
    assert saved[0].version.reason == "new contract"
    assert saved[0].author == "the command line"


def test_wrong_numbers_are_told_at_their_fields_and_nothing_is_saved(store, tmp_path):
    campaign_id = added(store, tmp_path)
    form = settings_form(store, COMMAND_LINE, campaign_id)
    with pytest.raises(FormError) as told:
        save_form(
            store,
            COMMAND_LINE,
            campaign_id,
            {
                "service_level": 1.0,
                "max_occupancy": 0,
                "threshold": -1,
                "days": None,
                "min_agents": 1.5,
                "scheduled": float("nan"),
            },
            {"max_week_minutes": None},
            base_number=form.number,
            reason="",
        )
    assert told.value.fields == {
        "service_level": "share",
        "max_occupancy": "share",
        "threshold": "positive",
        "days": "empty",
        "min_agents": "whole",
        "scheduled": "share",
        "rules.max_week_minutes": "number",
    }
    assert settings_form(store, COMMAND_LINE, campaign_id) == form


def test_the_second_of_two_who_save_the_form_is_told_of_the_first(store, tmp_path):
    campaign_id = added(store, tmp_path)
    base = settings_form(store, COMMAND_LINE, campaign_id).number
    where = (store, COMMAND_LINE, campaign_id)
    save_form(*where, {"days": 14}, {}, base_number=base, reason="")
    with pytest.raises(StaleError, match="the command line"):
        save_form(*where, {"days": 21}, {}, base_number=base, reason="")


def test_an_archived_campaign_leaves_the_first_page_and_comes_back(store, tmp_path):
    campaign_id = added(store, tmp_path)
    planner = someone(Role.PLANNER, campaign_id)
    (row,) = campaign_list(store, planner)
    set_archived(store, planner, campaign_id, archived=True, revision=row.revision)
    assert campaign_kpis(store, planner) == []
    (row,) = campaign_list(store, planner)
    with pytest.raises(StaleError):
        set_archived(store, planner, campaign_id, archived=False, revision=1)
    set_archived(store, planner, campaign_id, archived=False, revision=row.revision)
    assert len(campaign_kpis(store, planner)) == 1
    assert trail(store)[-2:] == ["campaign.archive", "campaign.unarchive"]


def test_settings_of_a_campaign_out_of_reach_are_unknown(store, tmp_path):
    campaign_id = added(store, tmp_path)
    stranger = someone(Role.PLANNER, campaign_id + 1)
    with pytest.raises(UnknownNameError):
        settings_form(store, stranger, campaign_id)
    with pytest.raises(UnknownNameError):
        set_archived(store, stranger, campaign_id, archived=True, revision=1)
