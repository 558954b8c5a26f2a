"""Overrides and special days: decided, taken back, compared with what came."""

from __future__ import annotations

import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.stored import stored_campaign
from app.services.forecasts.decisions import (
    add_override,
    add_special_day,
    decisions,
    remove_row,
    undo,
)
from tests.app.services.small_store import added, someone, trail
from wfm.errors import (
    ForbiddenError,
    ParameterError,
    StaleError,
    TableError,
    TransitionError,
    UnknownNameError,
)

OVERRIDE = {
    "queue": "ventas",
    "start": "2026-11-12",
    "end": "2026-11-12",
    "kind": "factor",
    "value": "1.3",
    "reason": "pauta en radio",
}
DAY = {
    "date": "2026-11-13",
    "name": "Feria 2",
    "queue": "",
    "kind": "factor",
    "value": "1.5",
}


@pytest.fixture
def place(store, tmp_path):
    """Store, planner and campaign."""
    number = added(store, tmp_path)
    return store, someone(Role.PLANNER, number), number


def test_an_override_is_added_with_its_author_and_reaches_the_next_plan(place):
    store, planner, number = place
    add_override(*place, OVERRIDE, base_number=1)
    rows = stored_campaign(store, COMMAND_LINE, number).inputs.overrides
    row = rows.iloc[-1]

    assert len(rows) == 2
    assert (row["author"], row["reason"]) == (planner.name, "pauta en radio")
    assert f"{row['end']:%Y-%m-%d %H:%M}" == "2026-11-13 00:00"
    assert trail(store)[-1] == "campaign.edit"


def test_an_override_for_every_queue_is_one_too(place):
    add_override(*place, OVERRIDE | {"queue": "*"}, base_number=1)

    assert decisions(*place).overrides.frame["queue"].tolist() == ["ventas", "*"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"queue": "otra"}, "otra"),
        ({"value": "-1"}, "at least 0"),
        ({"value": "mucho"}, "value"),
        ({"reason": ""}, "reason"),
        ({"start": "2026-11-11", "end": "2026-11-11"}, "before another"),
        ({"start": "2026-11-14"}, "end"),
    ],
    ids=str,
)
def test_a_wrong_override_is_refused_and_nothing_is_kept(place, change, said):
    with pytest.raises(TableError, match=said):
        add_override(*place, OVERRIDE | change, base_number=1)
    assert decisions(*place).overrides.number == 1


def test_a_special_day_is_added_and_a_value_that_does_not_suit_it_is_refused(place):
    add_special_day(*place, DAY, base_number=1)
    with pytest.raises(TableError, match="weekday"):
        add_special_day(
            *place, DAY | {"kind": "like_weekday", "value": "9"}, base_number=2
        )
    found = decisions(*place).special_days

    assert found.number == 2
    assert found.frame["name"].tolist() == ["Feria", "Feria 2"]


def test_two_who_decide_on_the_same_table_are_told_apart(place):
    add_override(*place, OVERRIDE, base_number=1)

    with pytest.raises(StaleError):
        remove_row(*place, "overrides", 0, base_number=1)


def test_a_row_taken_out_comes_back_with_undo_and_goes_again(place):
    before = decisions(*place).overrides.frame
    remove_row(*place, "overrides", 0, base_number=1)
    assert decisions(*place).overrides.frame is None

    undo(*place, "overrides", base_number=2)
    assert decisions(*place).overrides.frame.equals(before)

    undo(*place, "overrides", base_number=3)
    assert decisions(*place).overrides.frame is None


def test_there_is_nothing_to_undo_before_the_first_decision(store, tmp_path):
    number = added(store, tmp_path, overrides=None)

    with pytest.raises(TransitionError):
        undo(store, COMMAND_LINE, number, "overrides", base_number=0)


def test_a_row_that_is_not_there_cannot_be_taken_out(place):
    with pytest.raises(ParameterError, match="row"):
        remove_row(*place, "overrides", 5, base_number=1)


def test_who_may_only_read_decides_nothing(place):
    store, _, number = place
    supervisor = someone(Role.SUPERVISOR, number)

    assert decisions(store, supervisor, number).queues == ("chat", "ventas")
    with pytest.raises(ForbiddenError):
        add_override(store, supervisor, number, OVERRIDE, base_number=1)
    with pytest.raises(ForbiddenError):
        undo(store, supervisor, number, "overrides", base_number=1)
    with pytest.raises(ForbiddenError):
        decisions(store, someone(Role.HR_DIRECTOR, number), number)
    with pytest.raises(UnknownNameError):
        decisions(store, someone(Role.PLANNER, number + 1), number)
