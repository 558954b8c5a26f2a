"""Opening the store, its steps, and what a transaction keeps."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text

from app.storage.engine import Store
from app.storage.schema import METADATA
from app.storage.schema.campaigns import CAMPAIGN
from app.storage.upgrade import check_current, upgrade
from wfm.errors import ParameterError, StoreError

ROW = {"key": "a", "name": "A", "timezone": "America/Bogota", "created_at": 1}


def test_the_steps_make_exactly_the_tables_of_the_schema(store):
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, METADATA) == []


def test_taking_the_steps_again_changes_nothing(store):
    upgrade(store)

    check_current(store)


def test_an_empty_database_is_told_how_to_get_its_tables(tmp_path):
    with pytest.raises(StoreError, match="aforo db upgrade"):
        check_current(Store(f"sqlite:///{tmp_path}/empty.db"))


def test_a_database_of_a_later_version_is_left_alone(store):
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match="later version"):
        upgrade(store)


def test_a_transaction_that_fails_leaves_nothing(store):
    def attempt() -> None:
        with store.writing() as connection:
            connection.execute(insert(CAMPAIGN).values(**ROW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        attempt()
    with store.reading() as connection:
        assert connection.execute(select(CAMPAIGN.c.id)).all() == []


def test_a_transaction_that_ends_is_seen_by_the_next(store):
    with store.writing() as connection:
        connection.execute(insert(CAMPAIGN).values(**ROW))

    with store.reading() as connection:
        assert connection.scalar(select(CAMPAIGN.c.name)) == "A"


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/small.db")
    upgrade(store)
    with store.writing() as connection:
        connection.execute(insert(CAMPAIGN).values(**ROW))
        pages = connection.scalar(text("PRAGMA page_count"))

    def fill() -> None:
        with store.writing() as connection:
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
            for number in range(500):
                row = ROW | {"key": str(number), "client": "x" * 200}
                connection.execute(insert(CAMPAIGN).values(**row))

    with pytest.raises(StoreError, match="disk is full; nothing was saved"):
        fill()
    with store.reading() as connection:
        assert connection.scalars(select(CAMPAIGN.c.key)).all() == ["a"]


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://x/y", "http://a"])
def test_an_address_of_no_known_database_is_refused_without_repeating_it(address):
    with pytest.raises(ParameterError, match="sqlite:///FILE") as refused:
        Store(address)

    assert address == "" or address not in str(refused.value)
