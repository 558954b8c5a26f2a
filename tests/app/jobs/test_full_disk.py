"""A full disk is said in one sentence, and leaves what was there as it was."""

from __future__ import annotations

import pytest
from sqlalchemy import event, text

from app.jobs.checkpoint import Queues
from app.jobs.history import enqueue_history
from app.services.access import COMMAND_LINE
from app.services.imports.mapping import Mapping
from app.storage import audit
from app.storage.engine import Store
from app.storage.integrity import problems
from app.storage.schema.audit import AUDIT
from app.storage.schema.jobs import JOB
from app.storage.schema.uploads import UPLOAD
from tests.app.jobs.workers import add_campaign
from wfm.errors import StoreError


@pytest.fixture
def full(request, tmp_path):
    """Store whose file may grow by five pages only."""
    path = tmp_path / "aforo.db"
    path.write_bytes(request.getfixturevalue("_ready_file").read_bytes())
    store = Store(f"sqlite:///{path}")
    campaign = add_campaign(store)
    Queues(store)
    with store.reading() as connection:
        most = connection.scalar(text("PRAGMA page_count")) + 5

    def limit(connection, _):
        connection.execute(f"PRAGMA max_page_count={most}")

    store.close()
    event.listen(store.engine, "connect", limit)
    yield store, campaign
    store.close()


def test_a_job_that_finds_no_room_is_not_started_and_leaves_no_trace(full):
    store, campaign = full
    mapping = Mapping(table="history")

    with pytest.raises(StoreError) as told:
        enqueue_history(
            store, COMMAND_LINE, campaign, b"0" * 1_000_000, "a.csv", mapping
        )

    assert str(told.value) == "database: the disk is full; nothing was saved"
    with store.reading() as connection:
        for table in (UPLOAD, JOB, AUDIT):
            assert connection.execute(table.select()).all() == []
        assert audit.broken_at(connection) is None
    assert problems(store) == []
    # What fits is still taken.
    enqueue_history(store, COMMAND_LINE, campaign, b"0", "a.csv", mapping)
