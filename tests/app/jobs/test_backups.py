"""Backups are made by the worker: once, in its folder, in the name of who asked."""

from __future__ import annotations

import pytest

from app.jobs.backups import BACKUP
from app.jobs.queueing import cancel, enqueue
from app.services.access import COMMAND_LINE, Actor, Role
from app.services.administration.backup_shelf import kept_backups, shelve_backup
from app.storage import jobs
from app.storage.backup import restore
from app.storage.engine import Store
from app.storage.schema.audit import AUDIT
from tests.app.jobs.workers import ended
from wfm.errors import ForbiddenError, ParameterError

ADMINISTRATOR = Actor(account_id=3, name="a", role=Role.ADMINISTRATOR)


def test_a_backup_is_made_by_the_worker_and_can_be_put_back(running, tmp_path):
    row = ended(running.store, enqueue(running.store, ADMINISTRATOR, BACKUP, None))

    assert row.state == jobs.DONE
    kept = kept_backups(ADMINISTRATOR, running.backups)
    name = row.message.removesuffix(" was written")
    assert name in [each.name for each in kept]
    with running.store.reading() as connection:
        entries = connection.execute(
            AUDIT.select().where(AUDIT.c.action == "backup.run")
        ).all()
    assert [each.account_id for each in entries][-1:] == [3]
    if running.store.sqlite:
        url = f"sqlite:///{tmp_path / 'again.db'}"
        restore(url, running.backups / name)
        again = Store(url)
        with again.reading() as connection:
            # The job itself was still running then.
            assert jobs.by_id(connection, row.id).state == jobs.RUNNING
        again.close()


def test_a_second_attempt_finds_what_the_first_has_written(store, tmp_path):
    asked = {"asked_at": 1_700_000_000, "mark": "abcdef"}
    folder = tmp_path / "kept"
    left = folder / ".aforo-20231114T221320Z-abcdef.backup.half"
    left.mkdir(parents=True)
    first = shelve_backup(store, COMMAND_LINE, folder, **asked)
    second = shelve_backup(store, COMMAND_LINE, folder, **asked)

    assert first == second
    assert [each.name for each in folder.iterdir()] == [first[0]]


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_start_a_backup_and_stop_it(store, role):
    asking = Actor(account_id=4, name=role, role=role)
    if role is Role.ADMINISTRATOR:
        cancel(store, asking, enqueue(store, asking, BACKUP, None))
    else:
        with pytest.raises(ForbiddenError):
            enqueue(store, asking, BACKUP, None)


def test_a_backup_is_of_no_campaign(store, campaign):
    with pytest.raises(ParameterError):
        enqueue(store, COMMAND_LINE, BACKUP, campaign)
