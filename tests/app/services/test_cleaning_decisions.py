"""What the forecast leaves out: listed, refused, accepted, and back again."""

from __future__ import annotations

import pytest

from app.services.access import COMMAND_LINE
from app.services.history.cleaning import cleaning, decide, undo_decision
from app.services.history.standing import (
    daily_contacts,
    history_imports,
    missing_days,
    queue_standing,
)
from tests.app.services.small_store import added
from wfm.errors import StaleError, UnknownNameError


@pytest.fixture
def place(store, tmp_path):
    return store, COMMAND_LINE, added(store, tmp_path)


def test_a_refused_change_stays_listed_until_it_is_accepted(place):
    before = cleaning(*place)
    chosen = before.changes["id"].iloc[0]

    decide(*place, [chosen], refuse=True, base_number=before.number)
    refused = cleaning(*place)
    decide(*place, [chosen], refuse=False, base_number=refused.number)

    assert len(refused.changes) == len(before.changes) > 0
    assert refused.changes.set_index("id")["refused"][chosen]
    assert not cleaning(*place).changes["refused"].any()


def test_the_last_decision_is_undone(place):
    before = cleaning(*place)
    decide(*place, before.changes["id"][:1], refuse=True, base_number=before.number)
    undo_decision(*place, base_number=cleaning(*place).number)

    assert not cleaning(*place).changes["refused"].any()


def test_a_decision_on_an_old_list_or_an_unknown_change_is_refused(place):
    before = cleaning(*place)
    chosen = list(before.changes["id"][:1])
    decide(*place, chosen, refuse=True, base_number=before.number)

    with pytest.raises(StaleError):
        decide(*place, chosen, refuse=False, base_number=before.number)
    with pytest.raises(UnknownNameError):
        decide(*place, ["nada"], refuse=True, base_number=before.number + 1)


def test_the_standing_counts_what_the_history_has(place):
    queues = {each.queue: each for each in queue_standing(*place)}
    ventas = queues["ventas"]
    days = daily_contacts(*place, "ventas", (ventas.first, ventas.last))

    assert days["offered"].sum() == ventas.contacts
    assert days["intervals"].sum() == ventas.intervals
    assert [each.number for each in history_imports(*place)] == [1]


def test_a_day_without_rows_is_missing_and_a_closed_weekday_is_not(place):
    ventas = queue_standing(*place)[0]
    days = daily_contacts(*place, None, (ventas.first, ventas.last))
    gone = days.index[days["offered"].notna()][3]

    assert missing_days(days) == []
    days.loc[gone, "offered"] = float("nan")
    day = days.loc[gone, "date"].date()
    assert missing_days(days) == [(day, day)]
