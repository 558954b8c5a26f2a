"""An archive that becomes a campaign in a process of its own."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.jobs import archive
from app.jobs.archive import BusyError, bring_campaign
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.scopes import Scope
from app.services.accounts.sessions import actor_of
from app.services.campaigns.stored import stored_campaign
from app.storage import accounts, campaigns
from app.storage.schema.campaigns import CAMPAIGN
from tests.app.services.small_store import TABLES, campaign_folder, count
from wfm.errors import ForbiddenError, InputError

NOT_THEIRS = {"agents": None, **dict.fromkeys(TABLES)}


def packed(folder, **changes):
    folder.mkdir()
    campaign_folder(folder, **changes)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as whole:
        for path in folder.iterdir():
            whole.write(path, path.name)
    file.seek(0)
    return file


@pytest.fixture
def planner(store):
    with store.writing() as connection:
        campaigns.add(connection, key="mia", name="Mía", client="", timezone="UTC")
    new = NewAccount(name="ana", role=Role.PLANNER, scopes=(Scope("mia"),))
    add_account(store, COMMAND_LINE, new, "tres gatos en la azotea")
    with store.reading() as connection:
        return actor_of(connection, accounts.by_name(connection, "ana"))


@pytest.mark.slow
def test_what_is_not_the_accounts_to_bring_in_is_refused_and_the_rest_is_taken(
    store, planner, tmp_path
):
    with pytest.raises(ForbiddenError):
        bring_campaign(store, planner, packed(tmp_path / "people"))
    assert count(store, CAMPAIGN) == 1

    number = bring_campaign(store, planner, packed(tmp_path / "own", **NOT_THEIRS))

    inputs = stored_campaign(store, COMMAND_LINE, number).inputs
    assert len(inputs.history) > 100


def test_what_is_wrong_in_it_is_told_and_nothing_is_kept(store, planner):
    with pytest.raises(InputError, match="not a ZIP archive"):
        bring_campaign(store, planner, io.BytesIO(b"PK and nothing more"))

    assert count(store, CAMPAIGN) == 1


def test_one_archive_is_read_at_a_time(store, planner):
    with archive._turn, pytest.raises(BusyError):
        bring_campaign(store, planner, io.BytesIO(b"PK"))
