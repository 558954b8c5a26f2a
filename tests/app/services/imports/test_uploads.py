"""A file between the steps of an import: its owner's, few, and not for long."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import update

from app.services.access import COMMAND_LINE, Actor, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.rows import find_account
from app.services.accounts.scopes import Scope
from app.services.imports.uploads import (
    KEPT_S,
    MOST_OF_ACCOUNT,
    forget_upload,
    keep_upload,
    kept_upload,
    upload_content,
)
from app.storage import campaigns, uploads
from app.storage.schema.uploads import UPLOAD
from wfm.errors import ForbiddenError, UnknownNameError


@pytest.fixture
def place(store):
    with store.writing() as connection:
        number = campaigns.add(
            connection, key="uno", name="Uno", client="", timezone="UTC"
        )
    return store, number


def planner(place, name):
    store, number = place
    new = NewAccount(name=name, role=Role.PLANNER, scopes=(Scope("uno"),))
    add_account(store, COMMAND_LINE, new, "tres gatos en la azotea")
    account = find_account(store, COMMAND_LINE, name)
    return Actor(
        account_id=account.row.id,
        name=name,
        role=Role.PLANNER,
        campaigns=frozenset({number}),
    )


def test_a_file_is_given_back_to_its_owner_only(place):
    ana, leo = planner(place, "ana"), planner(place, "leo")
    number = keep_upload(place[0], ana, place[1], "history", "a.csv", b"x")

    kept = kept_upload(place[0], ana, place[1], "history", number)
    assert upload_content(place[0], kept) == b"x"
    forget_upload(place[0], leo, number)
    with pytest.raises(UnknownNameError):
        kept_upload(place[0], leo, place[1], "history", number)
    assert kept_upload(place[0], ana, place[1], "history", number).filename == "a.csv"


def test_the_oldest_file_of_an_account_gives_way(place):
    ana = planner(place, "ana")
    numbers = [
        keep_upload(place[0], ana, place[1], "history", f"{n}.csv", b"x")
        for n in range(MOST_OF_ACCOUNT + 2)
    ]

    with place[0].reading() as connection:
        kept = uploads.of_account(connection, ana.account_id)
    assert sorted(kept) == numbers[-MOST_OF_ACCOUNT:]


def test_a_file_is_forgotten_after_a_while(place):
    ana = planner(place, "ana")
    number = keep_upload(place[0], ana, place[1], "history", "a.csv", b"x")
    with place[0].writing() as connection:
        old = int(time.time()) - KEPT_S - 5
        connection.execute(update(UPLOAD).values(created_at=old))

    with pytest.raises(UnknownNameError):
        kept_upload(place[0], ana, place[1], "history", number)
    keep_upload(place[0], ana, place[1], "history", "b.csv", b"x")
    with place[0].reading() as connection:
        assert uploads.by_id(connection, number) is None


def test_who_may_not_import_keeps_no_file(place):
    ana = planner(place, "ana")

    with pytest.raises(ForbiddenError):
        keep_upload(place[0], ana, place[1], "agents", "a.csv", b"x")
    with pytest.raises(ForbiddenError):
        keep_upload(place[0], COMMAND_LINE, place[1], "history", "a.csv", b"x")
