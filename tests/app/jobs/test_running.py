"""Jobs that end: their results, and their limits in words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.jobs.queueing import cancel, enqueue, jobs_of
from app.services.access import COMMAND_LINE
from app.storage import audit, jobs, versions
from app.storage.schema.jobs import JOB
from app.storage.schema.versions import VERSION
from tests.app.jobs import small_kinds as kinds
from tests.app.jobs.workers import alive, ended, everything, seen, wait_for
from wfm.errors import TransitionError


def ended_of(running, kind, **arguments):
    job_id = enqueue(running.store, COMMAND_LINE, kind, running.campaign, arguments)
    return ended(running.store, job_id)


def test_a_job_leaves_a_draft_that_says_which_job_made_it(running):
    row = ended_of(running, kinds.NOTE, last=3)

    assert (row.state, row.share, row.attempts) == (jobs.DONE, 1.0, 1)
    with running.store.reading() as connection:
        made = versions.by_id(connection, row.result_version)
        assert made.job_id == row.id
        assert versions.part(connection, made.id, "2.txt") == b"%d:2" % running.campaign
        assert audit.broken_at(connection) is None


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (kinds.LATE, "stopped after 0 s"),
        (kinds.GREEDY, "more than 0.2 GB of memory"),
        (kinds.GRASPING, "GB of memory"),
        (kinds.CRASHING, "SIGABRT"),
        (kinds.BUGGY, "an error inside Aforo (RuntimeError)"),
        (kinds.NAMING, "file.csv, row 3, column offered: must be a number"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_went_wrong_is_one_sentence(running, kind, sentence):
    row = ended_of(running, kind)

    assert row.state == jobs.FAILED
    assert sentence in row.message
    assert len(row.message.splitlines()) == 1


def test_a_result_that_cannot_be_kept_leaves_nothing(running):
    row = ended_of(running, kinds.REFUSED, last=1)

    assert (row.state, row.message) == (jobs.FAILED, "table: does not fit any more")
    with running.store.reading() as connection:
        found = connection.execute(VERSION.select().where(VERSION.c.job_id == row.id))
        assert found.all() == []


def test_a_cancelled_job_takes_every_process_with_it(running):
    store = running.store
    job_id = enqueue(store, COMMAND_LINE, kinds.SLEEP, running.campaign)
    processes = [
        int(each) for each in wait_for(lambda: seen(store, job_id).step).split()
    ]
    assert all(alive(each) for each in processes)

    cancel(store, COMMAND_LINE, job_id)

    wait_for(lambda: not any(alive(each) for each in processes), "their end")
    assert seen(store, job_id).state == jobs.CANCELLED
    with pytest.raises(TransitionError, match="cancelled"):
        cancel(store, COMMAND_LINE, job_id)


def test_a_portfolio_is_a_plan_of_each_campaign(running):
    named = {"campaigns": [running.campaign]}
    job_id = enqueue(running.store, COMMAND_LINE, kinds.PORTFOLIO, None, named)

    row = ended(running.store, job_id)

    assert (row.state, row.message) == (jobs.DONE, "1 of 1 plans are ready")
    (plan,) = [
        each.row
        for each in jobs_of(running.store, COMMAND_LINE)
        if each.row.parent_id == job_id
    ]
    assert (plan.kind, plan.campaign_id) == ("plan", running.campaign)
    assert plan.result_version is not None


def test_no_row_of_dbos_or_of_a_job_holds_what_was_in_hand(running):
    for kind in (kinds.NAMING, kinds.BUGGY):
        ended_of(running, kind)

    # The uploads of other tests stand in tables of their own, as they must.
    assert kinds.CANARY not in everything(running.store, dbos_only=True)
    with running.store.reading() as connection:
        assert kinds.CANARY not in repr(connection.execute(select(JOB)).all())
