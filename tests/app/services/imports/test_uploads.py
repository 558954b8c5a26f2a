"""A file between the steps of an import: its owner's, few, and not for long."""

from __future__ import annotations

import time
from io import BytesIO
from tracemalloc import get_traced_memory, start, stop

import pytest
from sqlalchemy import update

from app.services.access import COMMAND_LINE, Actor, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.rows import find_account
from app.services.accounts.scopes import Scope
from app.services.imports.sheet import WEB_BYTES
from app.services.imports.uploads import (
    KEPT_S,
    MOST_OF_ACCOUNT,
    forget_upload,
    keep_upload,
    kept_upload,
    upload_content,
)
from app.storage import campaigns, uploads
from app.storage.schema.uploads import UPLOAD, UPLOAD_PIECE
from wfm.errors import ForbiddenError, ParameterError, UnknownNameError


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


def nothing_kept(store):
    with store.reading() as connection:
        rows = [connection.execute(t.select()).all() for t in (UPLOAD, UPLOAD_PIECE)]
    return rows == [[], []]


class Sent:
    """A file that comes over the network, as large as it is told to be."""

    def __init__(self, size, lost_at=None):
        self.left, self.lost_at = size, lost_at

    def read(self, most):
        if self.lost_at is not None and self.left <= self.lost_at:
            raise ConnectionResetError
        piece = min(most, self.left)
        self.left -= piece
        return b"0" * piece


def test_a_file_is_given_back_to_its_owner_only(place):
    ana, leo = planner(place, "ana"), planner(place, "leo")
    number = keep_upload(place[0], ana, place[1], "history", "a.csv", BytesIO(b"x"))

    kept = kept_upload(place[0], ana, place[1], "history", number)
    assert upload_content(place[0], kept) == b"x"
    forget_upload(place[0], leo, number)
    with pytest.raises(UnknownNameError):
        kept_upload(place[0], leo, place[1], "history", number)
    assert kept_upload(place[0], ana, place[1], "history", number).filename == "a.csv"
    forget_upload(place[0], ana, number)
    assert nothing_kept(place[0])


def test_the_oldest_file_of_an_account_gives_way(place):
    ana = planner(place, "ana")
    numbers = [
        keep_upload(place[0], ana, place[1], "history", f"{n}.csv", BytesIO(b"x"))
        for n in range(MOST_OF_ACCOUNT + 2)
    ]

    with place[0].reading() as connection:
        kept = uploads.of_account(connection, ana.account_id)
    assert sorted(kept) == numbers[-MOST_OF_ACCOUNT:]


def test_a_file_is_forgotten_after_a_while(place):
    ana = planner(place, "ana")
    number = keep_upload(place[0], ana, place[1], "history", "a.csv", BytesIO(b"x"))
    with place[0].writing() as connection:
        old = int(time.time()) - KEPT_S - 5
        connection.execute(update(UPLOAD).values(created_at=old))

    with pytest.raises(UnknownNameError):
        kept_upload(place[0], ana, place[1], "history", number)
    keep_upload(place[0], ana, place[1], "history", "b.csv", BytesIO(b"x"))
    with place[0].reading() as connection:
        assert uploads.by_id(connection, number) is None


def test_who_may_not_import_keeps_no_file(place):
    ana = planner(place, "ana")

    with pytest.raises(ForbiddenError):
        keep_upload(place[0], ana, place[1], "agents", "a.csv", BytesIO(b"x"))
    with pytest.raises(ForbiddenError):
        keep_upload(place[0], COMMAND_LINE, place[1], "history", "a.csv", BytesIO(b"x"))


def test_a_large_file_is_kept_piece_by_piece_and_comes_back_whole(place):
    ana, size = planner(place, "ana"), 20 * 2**20 + 7
    start()
    number = keep_upload(place[0], ana, place[1], "history", "a.csv", Sent(size))
    peak = get_traced_memory()[1]
    stop()

    kept = kept_upload(place[0], ana, place[1], "history", number)
    assert peak < size / 4
    assert kept.size == size
    assert upload_content(place[0], kept) == b"0" * size


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (Sent(WEB_BYTES + 1), ParameterError),
        (Sent(5 * 2**20, lost_at=2**20), ConnectionResetError),
    ],
    ids=["too large", "lost on the way"],
)
def test_of_a_file_that_does_not_come_whole_nothing_is_kept(place, file, said):
    ana, left = planner(place, "ana"), file.left
    with pytest.raises(said):
        keep_upload(place[0], ana, place[1], "history", "a.csv", file)

    assert nothing_kept(place[0])
    file.left = left  # for the other engine
