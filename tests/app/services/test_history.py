"""The history in the store: written once, counted, read by queue."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pandas as pd
import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.history.stored import read_history, write_history
from app.storage.schema.campaigns import INTERVAL_FACT
from app.storage.schema.versions import VERSION
from tests.app.services.small_store import added, count, history, someone, trail
from wfm.errors import ForbiddenError, TableError, UnknownNameError
from wfm.tables import HISTORY

ZONE = "America/Bogota"


def imported(store, number, frame, actor=COMMAND_LINE, file_hash=None):
    file_hash = file_hash or sha256(frame.to_csv().encode()).hexdigest()
    with store.writing() as connection:
        return write_history(
            connection, actor, number, frame, reason="week 45", file_hash=file_hash
        )


def counts(done):
    return done.new, done.changed, done.same


def test_new_changed_and_known_intervals_are_counted_apart(store, tmp_path):
    number = added(store, tmp_path)
    known = history()
    other = known.head(4).copy()
    other.loc[0, "offered"] += 1
    other.loc[1, "start"] = "2026-11-09T07:00"
    other.loc[2, "queue"] = "correo"

    done = imported(store, number, other)

    assert counts(done) == (2, 1, 1)
    assert count(store, INTERVAL_FACT) == len(known) + 2
    read = read_history(store, COMMAND_LINE, number, queues=["ventas"])
    assert read["offered"].iloc[0] == other.loc[0, "offered"]
    assert read["start"].is_monotonic_increasing


def test_the_same_file_is_imported_once(store, tmp_path):
    number = added(store, tmp_path)
    frame = history(weeks=3, seed=8)
    first = imported(store, number, frame)
    before = count(store, VERSION), trail(store)

    again = imported(store, number, frame)

    assert again.already
    assert not first.already
    assert again.version == first.version
    assert counts(again) == (0, 0, sum(counts(first)))
    assert (count(store, VERSION), trail(store)) == before
    assert before[1].count("history.import") == 1


def test_two_who_import_the_same_file_at_once_write_it_once(store, tmp_path):
    number = added(store, tmp_path)
    frame = history(weeks=3, seed=8)

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda _: imported(store, number, frame), range(2)))

    assert sorted(each.already for each in done) == [False, True]
    assert trail(store).count("history.import") == 1


def test_a_column_that_an_import_lacks_stays_as_it_is(store, tmp_path):
    number = added(store, tmp_path)
    before = read_history(store, COMMAND_LINE, number)
    frame = history()[["queue", "start", "offered"]]
    frame["offered"] += 1

    done = imported(store, number, frame)

    after = read_history(store, COMMAND_LINE, number)
    assert counts(done) == (0, len(frame), 0)
    pd.testing.assert_frame_equal(
        after.drop(columns="offered"), before.drop(columns="offered")
    )
    assert (after["offered"] == before["offered"] + 1).all()


def test_times_come_back_in_the_zone_of_the_campaign(store, tmp_path):
    number = added(store, tmp_path)
    first = pd.Timestamp("2026-11-03T07:00", tz=ZONE)
    until = pd.Timestamp("2026-11-03T09:00", tz=ZONE)

    read = read_history(
        store, COMMAND_LINE, number, queues=["chat", "none"], first=first, until=until
    )

    assert list(read["start"]) == list(pd.date_range(first, periods=4, freq="30min"))
    pd.testing.assert_frame_equal(read, HISTORY.parse(read, timezone=ZONE))


def test_a_wrong_history_writes_nothing(store, tmp_path):
    number = added(store, tmp_path)
    frame = history().head(5)
    frame.loc[2, "offered"] = -1
    before = count(store, VERSION), trail(store)

    with pytest.raises(TableError, match="row 4, column offered"):
        imported(store, number, frame)
    assert (count(store, VERSION), trail(store)) == before


def test_only_who_may_import_does_and_only_in_reach(store, tmp_path):
    number = added(store, tmp_path)

    with pytest.raises(ForbiddenError):
        imported(store, number, history(), someone(Role.QUALITY, number))
    with pytest.raises(UnknownNameError):
        imported(store, number, history(), someone(Role.PLANNER, number + 1))
    with pytest.raises(ForbiddenError):
        read_history(store, someone(Role.AGENT, number), number)
