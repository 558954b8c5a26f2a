"""A file that is read by the worker: what was found, and what becomes of it."""

from __future__ import annotations

import gzip
import time

import pytest
from sqlalchemy import func, select, update

from app.jobs.history import enqueue_import
from app.jobs.reading import enqueue_reading, found_in, found_rows
from app.services.access import COMMAND_LINE, Actor, Role
from app.services.imports.uploads import (
    KEPT_S,
    QUICK_BYTES,
    forget_old_uploads,
    is_quick,
)
from app.storage import jobs, uploads
from app.storage.schema.uploads import UPLOAD
from tests.app.jobs.small_kinds import CANARY
from tests.app.jobs.workers import add_campaign, ended, everything
from wfm.errors import ForbiddenError, UnknownNameError

GOOD = "queue,start,offered\n" + "".join(
    f"calls,2025-01-{day:02}T{hour:02}:00:00-05:00,{hour}\n"
    for day in range(6, 9)
    for hour in range(8, 18)
)


def kept(store, campaign, content, kind="history", filename="calls.csv"):
    with store.writing() as connection:
        number = uploads.add(
            connection,
            [content.encode() if isinstance(content, str) else content],
            account_id=None,
            campaign_id=campaign,
            kind=kind,
            filename=filename,
            created_at=int(time.time()),
        )
        return uploads.by_id(connection, number)


@pytest.mark.slow
def test_a_file_is_read_by_a_guess_and_imported_without_a_second_reading(running):
    store, campaign = running.store, add_campaign(running.store, "reading")
    bad = f"calls,2025-01-09T08:00:00-05:00,{CANARY}\n"
    upload = kept(store, campaign, GOOD + bad)

    row = ended(store, enqueue_reading(store, COMMAND_LINE, upload, None))
    look = found_in(store, upload)

    assert (row.state, row.message) == (jobs.DONE, "")
    assert (look.seen.rows, look.seen.good, look.seen.bad) == (31, 30, 1)
    assert CANARY in repr(look.seen.findings)
    assert len(found_rows(store, upload, look.mapping)[1]) == 30
    with pytest.raises(UnknownNameError):
        found_rows(store, upload, look.mapping.confirming("W_UNIT_TAKEN"))
    assert CANARY not in everything(store, dbos_only=True)

    imported = ended(
        store,
        enqueue_import(
            store, COMMAND_LINE, upload, look.mapping, skip_bad=True, reason="all of it"
        ),
    )

    assert imported.message == "30 intervals are new, 0 changed, 0 were known"
    with store.reading() as connection:
        assert uploads.by_id(connection, upload.id) is None


def test_a_bomb_is_a_finding_and_not_a_dead_worker(running):
    store, campaign = running.store, add_campaign(running.store, "bomb")
    packed = gzip.compress(b"0" * (60 * 2**20), mtime=0)
    assert not is_quick("calls.csv.gz", packed)
    upload = kept(store, campaign, packed, filename="calls.csv.gz")

    row = ended(store, enqueue_reading(store, COMMAND_LINE, upload, None))

    assert row.state == jobs.DONE
    assert [each.code for each in found_in(store, upload).seen.findings] == [
        "E_ZIP_BOMB"
    ]


def test_a_file_is_given_to_one_job_at_a_time_and_stays_while_that_has_it(
    store, campaign
):
    upload = kept(store, campaign, GOOD)
    first = enqueue_reading(store, COMMAND_LINE, upload, None)
    second = enqueue_reading(store, COMMAND_LINE, upload, None)
    with store.writing() as connection:
        assert jobs.by_id(connection, first).state == jobs.CANCELLED
        old = int(time.time()) - KEPT_S - 5
        connection.execute(update(UPLOAD).values(created_at=old))

    forget_old_uploads(store)
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(UPLOAD)) == 1
    with store.writing() as connection:
        jobs.cancel(connection, second)
    forget_old_uploads(store)

    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(UPLOAD)) == 0


def test_who_may_not_import_or_owns_it_not_has_no_file_read(store, campaign):
    agents = kept(store, campaign, "agent\n", kind="agents")
    history = kept(store, campaign, GOOD)
    planner = Actor(
        account_id=3, name="p", role=Role.PLANNER, campaigns=frozenset({campaign})
    )
    for upload in (agents, history):
        with pytest.raises(ForbiddenError):
            enqueue_reading(store, planner, upload, None)


def test_only_small_files_are_read_while_their_owner_waits():
    assert is_quick("a.csv", b"x" * QUICK_BYTES)
    assert not is_quick("a.csv", b"x" * (QUICK_BYTES + 1))
    assert not is_quick("a.csv.gz", b"x")
    # It cannot be unpacked: its preview says so at once.
    assert is_quick("a.xlsx", b"PK\x03\x04 damaged")
