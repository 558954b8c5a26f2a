"""The audit trail: whole, ordered, and not to be edited."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.storage.audit import Entry, broken_at, record
from app.storage.schema.audit import AUDIT, AUDIT_DETAIL


def fill(store, entries=5):
    for number in range(entries):
        with store.writing() as connection:
            record(
                connection,
                Entry(
                    action="people.edit",
                    object_kind="agent",
                    object_id=str(number),
                    account_id=3,
                    reason=f"Ana Pérez, case {number}",
                ),
            )


def unsealed(store, statement):
    """Change the trail as someone with the file in hand could."""
    with store.writing() as connection:
        if store.sqlite:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_no_{verb}"))
        else:
            connection.execute(text("DROP TRIGGER audit_sealed ON audit"))
        connection.execute(delete(AUDIT_DETAIL))
        connection.execute(statement)


def test_an_untouched_trail_is_whole(store):
    fill(store)

    with store.reading() as connection:
        assert broken_at(connection) is None


@pytest.mark.parametrize(
    "change", [update(AUDIT).values(account_id=4), delete(AUDIT)], ids=str
)
def test_the_database_itself_refuses_to_change_the_trail(store, change):
    fill(store)

    def attempt() -> None:
        with store.writing() as connection:
            connection.execute(change)

    with pytest.raises(DBAPIError, match="append-only"):
        attempt()


def test_a_changed_entry_is_found(store):
    fill(store)
    unsealed(store, update(AUDIT).where(AUDIT.c.object_id == "2").values(account_id=9))

    with store.reading() as connection:
        changed = connection.scalar(select(AUDIT.c.id).where(AUDIT.c.account_id == 9))

        assert broken_at(connection) == changed


def test_a_missing_entry_is_found_at_the_one_after_it(store):
    fill(store)
    unsealed(store, delete(AUDIT).where(AUDIT.c.object_id == "2"))

    with store.reading() as connection:
        after = connection.scalar(select(AUDIT.c.id).where(AUDIT.c.object_id == "3"))

        assert broken_at(connection) == after


def test_what_was_said_can_be_erased_and_the_trail_stays_whole(store):
    fill(store)
    with store.writing() as connection:
        connection.execute(delete(AUDIT_DETAIL))

    with store.reading() as connection:
        assert broken_at(connection) is None
        assert connection.scalars(select(AUDIT_DETAIL.c.reason)).all() == []


def test_an_entry_goes_with_the_change_that_failed(store):
    def attempt() -> None:
        with store.writing() as connection:
            record(connection, Entry(action="x", object_kind="y", object_id="z"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        attempt()
    with store.reading() as connection:
        assert connection.execute(select(AUDIT)).all() == []
