"""Backups that must not be put back, and values that no database takes."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import text

from app.storage.backup import back_up, restore
from app.storage.engine import Store
from tests.app.services.small_store import added
from wfm.errors import InputError, StoreError

LATER = "UPDATE alembic_version SET version_num = '9999'"


def keys_of(url):
    with closing(Store(url)) as store, store.reading() as connection:
        return connection.scalars(text("SELECT key FROM campaign")).all()


def test_a_later_backup_takes_nothing_away_from_the_store_it_cannot_replace(
    store, store_url, tmp_path
):
    file = tmp_path / "later"
    added(store, tmp_path)
    with store.writing() as connection:
        connection.execute(text(LATER))
    back_up(store, file)
    with store.writing() as connection:
        connection.execute(text(LATER.replace("9999", "0001")))
        connection.execute(text("UPDATE campaign SET key = 'kept'"))
    store.close()  # so that nobody has it open

    with pytest.raises(StoreError, match="later version"):
        restore(store_url, file, replace=True)
    assert keys_of(store_url) == ["kept"]


def test_a_store_that_somebody_has_open_is_not_replaced(store, store_url, tmp_path):
    added(store, tmp_path)
    back_up(store, tmp_path / "copy")

    with store.reading() as connection:
        connection.execute(text("SELECT count(*) FROM campaign")).all()
        with pytest.raises(StoreError, match="stop the server"):
            restore(store_url, tmp_path / "copy", replace=True)


def test_a_backup_with_damaged_pages_is_told_by_its_own_name(tmp_path):
    source = Store(f"sqlite:///{tmp_path}/source.db")
    with source.writing() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
        connection.execute(text("CREATE TABLE filler (content BLOB)"))
        connection.execute(text("INSERT INTO filler VALUES (zeroblob(400000))"))
    back_up(source, tmp_path / "copy")
    source.close()
    content = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(content[:100_000])

    with pytest.raises(StoreError, match="copy: "):
        restore(f"sqlite:///{tmp_path}/target.db", tmp_path / "copy")
    assert not (tmp_path / "target.db").exists()


def test_a_text_that_the_database_cannot_hold_is_a_mistake_of_the_caller(
    store, tmp_path
):
    number = added(store, tmp_path)
    wanted = text("UPDATE campaign SET name = :name WHERE id = :id")

    def write():
        with store.writing() as connection:
            connection.execute(wanted, {"name": "a\0b", "id": number})

    if store.sqlite:
        write()  # SQLite holds it
        return
    with pytest.raises(InputError, match="none that the database can hold") as told:
        write()
    assert "a\0b" not in str(told.value)
