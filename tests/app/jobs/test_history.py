"""A history that is uploaded, waits, and is imported by a worker."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.jobs.history import enqueue_history
from app.services.access import COMMAND_LINE, Actor, Role
from app.services.imports.mapping import Mapping
from app.storage import facts, jobs, versions
from app.storage.schema.uploads import UPLOAD
from tests.app.jobs.small_kinds import CANARY
from tests.app.jobs.workers import ended, everything
from wfm.errors import ForbiddenError, ParameterError

HOW = Mapping(
    table="history", columns={name: name for name in ("queue", "start", "offered")}
)
GOOD = "queue,start,offered\n" + "".join(
    f"calls,2025-01-06T{hour:02}:{minute:02}:00-05:00,{hour + minute}\n"
    for hour in range(8, 18)
    for minute in (0, 30)
)


def imported(running, text):
    job_id = enqueue_history(
        running.store,
        COMMAND_LINE,
        running.campaign,
        text.encode(),
        "calls.csv",
        HOW,
        reason="the week",
    )
    return ended(running.store, job_id)


def test_a_history_becomes_facts_with_a_version(running):
    row = imported(running, GOOD)

    assert (row.state, row.message) == (
        jobs.DONE,
        "20 intervals are new, 0 changed, 0 were known",
    )
    with running.store.reading() as connection:
        made = versions.by_id(connection, row.result_version)
        assert (made.kind, made.reason) == ("history", "the week")
        assert facts.extent(connection, running.campaign)[0] == 20
        # The file is gone with its import.
        assert connection.scalar(select(func.count()).select_from(UPLOAD)) == 0


def test_a_file_with_a_bad_row_is_refused_without_what_stood_in_it(running):
    row = imported(running, f"{GOOD}calls,2025-01-07T08:00:00-05:00,{CANARY}\n")

    assert row.state == jobs.FAILED
    assert "row 22" in row.message
    assert CANARY not in row.message


def test_no_upload_is_kept_of_what_may_not_be_imported(store, campaign):
    supervisor = Actor(
        account_id=1, name="s", role=Role.SUPERVISOR, campaigns=frozenset({campaign})
    )
    with pytest.raises(ForbiddenError):
        enqueue_history(store, supervisor, campaign, b"", "a.csv", HOW)
    with pytest.raises(ParameterError):
        enqueue_history(
            store, COMMAND_LINE, campaign, b"", "a.csv", Mapping(table="agents")
        )
    with store.reading() as connection:
        assert not connection.execute(UPLOAD.select()).all()


def test_the_arguments_of_an_import_are_a_number(running):
    imported(running, GOOD.replace("calls", "Perpetua"))

    flows = everything(running.store, dbos_only=True)
    assert "upload" in flows
    assert "Perpetua" not in flows
