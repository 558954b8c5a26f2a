"""The audit trail, backups, and who is absent: as far as each may see them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from app.jobs.watching import workers_alive
from app.services.access import COMMAND_LINE, Role
from app.services.administration.audit_trail import object_kinds, trail, verified
from app.services.administration.backup_shelf import kept_backups, shelve_backup
from app.services.people.off_today import off_today
from app.storage import workers
from app.storage.audit import Entry, record
from app.storage.audit_trail import Wanted
from tests.app.services.small_store import added, someone
from wfm.errors import ForbiddenError, StoreError

ADMINISTRATOR = someone(Role.ADMINISTRATOR, 0)


def _written(store):
    entries = [
        Entry(action="account.add", object_kind="account", object_id="1"),
        Entry(
            action="agent.edit",
            object_kind="agent",
            object_id="7",
            account_id=3,
            reason="licencia por salud",
            changes={"monthly_wage": [1, 2]},
        ),
        Entry(
            action="campaign.edit",
            object_kind="version",
            object_id="4",
            reason="new goal",
            changes={"x": [1, 2]},
        ),
    ]
    with store.writing() as connection:
        for entry in entries:
            record(connection, entry)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), ["4", "7", "1"]),
        (Wanted(object_kind="agent"), ["7"]),
        (Wanted(action="account."), ["1"]),
        (Wanted(action="account%"), []),
        (Wanted(account_id=3), ["7"]),
        (Wanted(until=0), []),
        (Wanted(since=0, object_id="4"), ["4"]),
    ],
)
def test_the_trail_is_narrowed_by_what_is_asked(store, wanted, ids):
    _written(store)
    assert [each.object_id for each in trail(store, ADMINISTRATOR, wanted)] == ids


def test_the_next_page_of_the_trail_begins_where_the_last_one_ended(store):
    _written(store)
    first = trail(store, ADMINISTRATOR, Wanted(), limit=2)
    rest = trail(store, ADMINISTRATOR, Wanted(), before=first[-1].id, limit=2)
    assert [each.object_id for each in first + rest] == ["4", "7", "1"]


def test_reasons_that_are_about_people_are_not_in_the_trail_that_is_read(store):
    _written(store)
    rows = {each.object_id: each for each in trail(store, ADMINISTRATOR, Wanted())}
    assert (rows["7"].reason, rows["7"].changes) == ("", "")
    assert (rows["4"].reason, rows["4"].changes) == ("new goal", "")


def test_a_chain_is_verified_with_its_last_hash(store):
    assert verified(store, ADMINISTRATOR).last_hash == ""
    _written(store)
    found = verified(store, ADMINISTRATOR)
    newest = trail(store, ADMINISTRATOR, Wanted(), limit=1)[0]
    assert (found.entries, found.broken_at) == (3, None)
    assert found.last_hash == newest.hash
    assert object_kinds(store, ADMINISTRATOR) == ["account", "agent", "version"]


def test_an_entry_that_was_changed_is_found(store):
    _written(store)
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit'::regclass"
        " AND NOT tgisinternal",
    }
    with store.writing() as connection:
        engine = connection.dialect.name
        table = " ON audit" if engine == "postgresql" else ""
        for name in list(connection.scalars(text(triggers[engine]))):
            connection.execute(text(f'DROP TRIGGER "{name}"{table}'))
        connection.execute(text("UPDATE audit SET object_id = '8' WHERE id = 2"))
    assert verified(store, ADMINISTRATOR).broken_at == 2


def shelved(store, actor, folder):
    return shelve_backup(store, actor, folder, asked_at=1_700_000_000, mark="ab")


def test_a_backup_is_made_in_its_folder_and_told_with_its_age(store, tmp_path):
    folder = tmp_path / "kept"
    assert kept_backups(ADMINISTRATOR, folder) == []
    name, _ = shelved(store, ADMINISTRATOR, folder)
    (folder / "notes.txt").write_text("not a backup")
    (found,) = kept_backups(ADMINISTRATOR, folder)
    assert found.name == name
    assert found.size == (folder / name).stat().st_size
    assert found.age < 3600
    assert folder.stat().st_mode & 0o077 == 0


def test_a_folder_of_backups_that_cannot_be_made_is_told(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        shelved(store, ADMINISTRATOR, tmp_path / "file" / "kept")


@pytest.mark.parametrize(
    "ask",
    [
        lambda store, actor, folder: trail(store, actor, Wanted()),
        lambda store, actor, folder: object_kinds(store, actor),
        lambda store, actor, folder: verified(store, actor),
        shelved,
        lambda store, actor, folder: kept_backups(actor, folder),
        lambda store, actor, folder: workers_alive(store, someone(Role.AGENT, 1)),
    ],
)
def test_others_are_refused(store, tmp_path, ask):
    with pytest.raises(ForbiddenError):
        ask(store, someone(Role.PLANNER, 1), tmp_path)


def test_a_worker_that_beats_is_alive(store):
    assert workers_alive(store, ADMINISTRATOR) == []
    with store.writing() as connection:
        workers.beat(connection, "one")
    assert workers_alive(store, ADMINISTRATOR) == ["one"]


def test_who_is_absent_today_is_told_without_the_reason(store, tmp_path):
    rows = (
        "agent,start,end,kind\nA1,2026-11-10,2026-11-11,sick\n"
        "A3,2026-11-10,2026-11-10,vacation\nA2,2026-11-11,2026-11-12,vacation\n"
    )
    campaign_id = added(store, tmp_path, time_off=rows)
    # Late in Bogotá, already the next day in UTC.
    late = datetime(2026, 11, 11, 3, tzinfo=UTC)
    found = off_today(store, COMMAND_LINE, campaign_id, now=late)
    assert [(each.agent, each.last) for each in found] == [
        ("A1", date(2026, 11, 11)),
        ("A3", date(2026, 11, 10)),
    ]
    supervisor = someone(Role.SUPERVISOR, campaign_id, teams=["Sur"])
    own = off_today(store, supervisor, campaign_id, now=late)
    assert [each.agent for each in own] == ["A3"]
