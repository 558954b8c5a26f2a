"""A file of a roster, made by the worker as whoever asked for it sees the roster."""

from __future__ import annotations

import io
import zipfile

import pytest
from sqlalchemy import delete

from app.jobs.own import cancel_own, own_job
from app.jobs.queueing import enqueue
from app.jobs.reports import REPORT
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.rows import find_account
from app.services.accounts.scopes import Scope
from app.services.accounts.sessions import actor_of
from app.services.campaigns.stored import find_campaign
from app.services.plans.publishing import publish
from app.services.rosters.report_files import FORMS, kept_file
from app.storage import jobs
from app.storage.schema.jobs import JOB
from tests.app import stored_roster
from tests.app.jobs.workers import ended, everything
from wfm.errors import ForbiddenError, TransitionError, UnknownNameError


def account(store, name, role, *scopes):
    add_account(
        store,
        COMMAND_LINE,
        NewAccount(name=name, role=role, scopes=scopes),
        "tres gatos en la azotea",
    )
    row = find_account(store, COMMAND_LINE, name).row
    with store.reading() as connection:
        return actor_of(connection, row)


@pytest.fixture(scope="module")
def roster(running, tmp_path_factory):
    store = running.store
    campaign, version = stored_roster.add(store, tmp_path_factory.mktemp("roster"))
    publish(store, COMMAND_LINE, campaign, version.id, after=0, reason="")
    return store, campaign, find_campaign(store, COMMAND_LINE, "soporte-hogar").key


def test_a_supervisor_gets_the_calendars_of_the_own_team_and_nobody_else(roster):
    store, campaign, key = roster
    north = account(
        store, "sara", Role.SUPERVISOR, Scope(key, team=stored_roster.NORTH)
    )
    other = account(store, "leo", Role.SUPERVISOR, Scope(key, team=stored_roster.SOUTH))
    what = {"form": FORMS.index("zip"), "language": 0}
    job_id = enqueue(store, north, REPORT, campaign, what)

    assert ended(store, job_id).state == jobs.DONE
    kept, content = kept_file(store, north, campaign, job_id)

    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len(names) == stored_roster.AGENTS / 2
    assert kept.filename.endswith(".zip")
    for stranger in (other, COMMAND_LINE):
        with pytest.raises(UnknownNameError):
            kept_file(store, stranger, campaign, job_id)
        with pytest.raises(UnknownNameError):
            own_job(store, stranger, job_id)
    assert own_job(store, north, job_id).row.state == jobs.DONE
    with pytest.raises(TransitionError):
        cancel_own(store, north, job_id)
    with store.reading() as connection:
        assert "Persona" not in repr(connection.execute(JOB.select()).all())
    assert "Persona" not in everything(store, dbos_only=True)


def test_who_reads_no_schedules_starts_no_file(roster):
    store, campaign, key = roster
    reader = account(store, "clara", Role.CLIENT_READER, Scope(key))
    with pytest.raises(ForbiddenError):
        enqueue(store, reader, REPORT, campaign, {"form": 0, "language": 0})


def test_an_account_may_stop_what_it_started_without_the_right_to_see_jobs(
    store, campaign
):
    with store.writing() as connection:
        connection.execute(delete(JOB))
    sara = stored_roster.actor(Role.SUPERVISOR, campaign, account_id=5)
    job_id = enqueue(store, sara, REPORT, campaign, {"form": 1, "language": 1})
    leo = stored_roster.actor(Role.SUPERVISOR, campaign, account_id=6)

    with pytest.raises(UnknownNameError):
        cancel_own(store, leo, job_id)
    cancel_own(store, sara, job_id)

    assert own_job(store, sara, job_id).row.state == jobs.CANCELLED
