"""Operations on a roster: what becomes of it, and what is refused."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from app.services.rosters.editing import (
    Add,
    Do,
    EditRefusedError,
    Give,
    Ground,
    Move,
    MovePause,
    Remove,
    Resize,
    Shape,
    Swap,
    as_json,
    changed_shifts,
    edited,
    operations_of,
    shapes_of,
)
from tests.app.published import DAY_SHIFT, NEXT_WEEK, NIGHT_SHIFT, ZONE, segments
from wfm.errors import InputError

DAY_TWO = [
    ("2026-12-08 08:00", "2026-12-08 12:00", "contacts", "ventas"),
    ("2026-12-08 12:00", "2026-12-08 13:00", "lunch", ""),
    ("2026-12-08 13:00", "2026-12-08 16:00", "contacts", "ventas"),
]
GROUND = Ground(
    first=date(2026, 12, 7),
    last=date(2026, 12, 20),
    open_from=date(2026, 12, 7),
    agents=("ana", "luis", "eva"),
    queues=("ventas", "chat"),
)


def at(text):
    """Local moment of a text."""
    return pd.Timestamp(text, tz=ZONE).as_unit("us")


MORNING = {"agent": "ana", "start": at("2026-12-07 08:00")}


def roster():
    """Two people: one by day, one by night."""
    return segments({"ana": [*DAY_SHIFT, *DAY_TWO], "luis": [*NIGHT_SHIFT]})


def after(*operations, schedule=None, ground=GROUND):
    """Rows of the roster after some operations."""
    table = roster() if schedule is None else schedule
    return edited(table, operations, ground).schedule


def said(table, agent="ana", day="2026-12-07"):
    """Segments of an agent that start on a day, as text."""
    rows = table[
        (table["agent"] == agent) & (table["start"].dt.date.astype(str) == day)
    ]
    return [
        (f"{r.start:%H:%M}", f"{r.end:%H:%M}", r.activity, r.queue)
        for r in rows.itertuples()
    ]


def refused(*operations, ground=GROUND):
    """Key of the sentence that says why not."""
    with pytest.raises(EditRefusedError) as caught:
        after(*operations, ground=ground)
    assert "{" not in str(caught.value)
    return caught.value.key


def test_a_shift_moves_with_all_its_pauses_and_no_other_shift_changes():
    table = after(Move(**MORNING, to=at("2026-12-07 09:30")))
    assert said(table)[0] == ("09:30", "11:30", "contacts", "ventas")
    assert said(table)[1] == ("11:30", "11:45", "break", "")
    assert said(table)[-1][1] == "18:30"
    others = roster()[lambda rows: rows["start"] >= at("2026-12-08")]
    kept = table[table["start"] >= at("2026-12-08")]
    pd.testing.assert_frame_equal(
        kept.reset_index(drop=True), others.reset_index(drop=True)
    )


def test_the_table_given_stays_as_it_was():
    before = roster()
    after(Remove(**MORNING), schedule=before)
    pd.testing.assert_frame_equal(before, roster())


def test_an_earlier_end_cuts_and_a_later_end_goes_on_with_the_last_work():
    begin = MORNING["start"]
    shorter = after(Resize(**MORNING, begin=begin, end=at("2026-12-07 15:00")))
    assert said(shorter)[-1] == ("13:00", "15:00", "contacts", "chat")
    longer = after(Resize(**MORNING, begin=begin, end=at("2026-12-07 18:00")))
    assert said(longer)[-1] == ("16:00", "18:00", "meeting", "")


def test_an_earlier_begin_goes_on_with_the_first_work():
    table = after(
        Resize(**MORNING, begin=at("2026-12-07 07:00"), end=at("2026-12-07 17:00"))
    )
    assert said(table)[0] == ("07:00", "10:00", "contacts", "ventas")


def test_a_pause_moves_and_work_fills_its_place():
    table = after(
        MovePause(**MORNING, pause=at("2026-12-07 10:00"), to=at("2026-12-07 14:00"))
    )
    assert said(table) == [
        ("08:00", "12:00", "contacts", "ventas"),
        ("12:00", "13:00", "lunch", ""),
        ("13:00", "14:00", "contacts", "chat"),
        ("14:00", "14:15", "break", ""),
        ("14:15", "16:00", "contacts", "chat"),
        ("16:00", "17:00", "meeting", ""),
    ]


def test_part_of_a_shift_becomes_training_and_another_queue():
    span = {"begin": at("2026-12-07 13:30"), "end": at("2026-12-07 14:30")}
    table = after(
        Do(**MORNING, **span, activity="training"),
        Do(
            **MORNING,
            begin=at("2026-12-07 15:00"),
            end=at("2026-12-07 16:00"),
            activity="contacts",
            queue="ventas",
        ),
    )
    assert said(table)[4:] == [
        ("13:00", "13:30", "contacts", "chat"),
        ("13:30", "14:30", "training", ""),
        ("14:30", "15:00", "contacts", "chat"),
        ("15:00", "16:00", "contacts", "ventas"),
        ("16:00", "17:00", "meeting", ""),
    ]


def test_a_shift_is_given_to_another_agent_and_two_are_swapped():
    given = after(Give(**MORNING, to_agent="eva"))
    assert said(given) == []
    assert len(said(given, "eva")) == len(DAY_SHIFT)
    night = at("2026-12-08 22:00")
    swapped = after(Swap(**MORNING, other="luis", other_start=night))
    assert len(said(swapped, "luis")) == len(DAY_SHIFT)
    assert said(swapped, "ana", "2026-12-08")[-1][0] == "22:00"
    assert len(swapped) == len(roster())


def test_operations_follow_each_other():
    table = after(
        Move(**MORNING, to=at("2026-12-07 09:00")),
        Give(agent="ana", start=at("2026-12-07 09:00"), to_agent="eva"),
        Remove(agent="eva", start=at("2026-12-07 09:00")),
    )
    assert said(table) == said(table, "eva") == []


def test_a_new_shift_has_the_shape_of_others_and_serves_a_queue():
    shape = shapes_of(segments({"ana": DAY_TWO}))[0]
    assert shape == Shape(480, ((240, 60, "lunch"),))
    assert shape.paid_minutes == 420
    start = at("2026-12-09 07:00")
    table = after(Add(agent="eva", start=start, shape=shape, queue="chat"))
    assert said(table, "eva", "2026-12-09") == [
        ("07:00", "11:00", "contacts", "chat"),
        ("11:00", "12:00", "lunch", ""),
        ("12:00", "15:00", "contacts", "chat"),
    ]


def test_everybody_can_be_taken_out_and_a_shift_added_to_nothing():
    schedule = segments({"luis": NEXT_WEEK})
    start = at("2026-12-15 10:30")
    empty = after(Remove(agent="luis", start=start), schedule=schedule)
    assert empty.empty
    assert empty.dtypes.equals(schedule.dtypes)
    shape = Shape(240)
    again = after(
        Add(agent="ana", start=start, shape=shape, queue="chat"), schedule=empty
    )
    assert again.dtypes.equals(schedule.dtypes)


@pytest.mark.parametrize(
    ("operation", "key"),
    [
        (
            Move(agent="ana", start=at("2026-12-07 08:05"), to=at("2026-12-09")),
            "no_shift",
        ),
        (Move(**MORNING, to=at("2026-12-08 07:00")), "overlap"),
        (Move(**MORNING, to=at("2026-12-21 07:00")), "outside"),
        (Give(**MORNING, to_agent="nobody"), "unknown_agent"),
        (Give(**MORNING, to_agent="ana"), "same_agent"),
        (
            Resize(**MORNING, begin=at("2026-12-07 17:00"), end=at("2026-12-07 08:00")),
            "empty",
        ),
        (
            Resize(**MORNING, begin=at("2026-12-07 08:00"), end=at("2026-12-08 08:00")),
            "too_long",
        ),
        (
            Resize(**MORNING, begin=at("2026-12-07 12:00"), end=at("2026-12-07 13:00")),
            "no_work",
        ),
        (
            MovePause(
                **MORNING, pause=at("2026-12-07 10:05"), to=at("2026-12-07 11:00")
            ),
            "no_pause",
        ),
        (
            MovePause(
                **MORNING, pause=at("2026-12-07 10:00"), to=at("2026-12-07 12:30")
            ),
            "meets_pause",
        ),
        (
            MovePause(
                **MORNING, pause=at("2026-12-07 10:00"), to=at("2026-12-07 17:00")
            ),
            "outside_shift",
        ),
        (
            Do(
                **MORNING,
                begin=at("2026-12-07 08:00"),
                end=at("2026-12-07 09:00"),
                activity="contacts",
            ),
            "which_queue",
        ),
        (
            Do(
                **MORNING,
                begin=at("2026-12-07 08:00"),
                end=at("2026-12-07 09:00"),
                activity="lunch",
            ),
            "unknown_activity",
        ),
        (
            Add(agent="eva", start=at("2026-12-09"), shape=Shape(60), queue="no"),
            "unknown_queue",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_with_one_sentence(operation, key):
    assert refused(operation) == key


def test_days_that_are_over_stay_as_they_are():
    ground = Ground(
        first=GROUND.first,
        last=GROUND.last,
        open_from=date(2026, 12, 8),
        agents=GROUND.agents,
        queues=GROUND.queues,
    )
    assert refused(Remove(**MORNING), ground=ground) == "locked"
    tomorrow = {"agent": "ana", "start": at("2026-12-08 08:00")}
    back = Move(**tomorrow, to=at("2026-12-07 20:00"))
    assert refused(back, ground=ground) == "locked"


def test_one_refused_operation_refuses_the_whole_batch():
    with pytest.raises(EditRefusedError):
        after(Remove(**MORNING), Remove(**MORNING))


def test_operations_travel_as_json():
    operations = (
        Move(**MORNING, to=at("2026-12-07 09:00")),
        Swap(**MORNING, other="luis", other_start=at("2026-12-08 22:00")),
        Add(agent="eva", start=at("2026-12-09"), shape=Shape(240), queue="chat"),
    )
    sent = json.loads(json.dumps([as_json(each) for each in operations]))
    assert operations_of(sent, timezone=ZONE) == operations


@pytest.mark.parametrize(
    "given",
    [
        None,
        {},
        ["move"],
        [{"kind": "explode", "agent": "ana", "start": "2026-12-07"}],
        [{"kind": "move", "agent": "ana", "start": "2026-12-07"}],
        [{"kind": "remove", "agent": ["ana"], "start": "2026-12-07"}],
        [{"kind": "remove", "agent": "ana", "start": "yesterday-ish"}],
        [{"kind": "remove", "agent": "ana", "start": "NaT"}],
        [{"kind": "remove", "agent": "ana", "start": "9999999-01-01"}],
        [{"kind": "remove", "agent": "ana", "start": "2026-12-07", "more": "x"}],
        [{"kind": "add", "agent": "ana", "start": "2026-12-07", "shape": [1e9, []]}],
        [
            {
                "kind": "add",
                "agent": "a",
                "start": "2026-12-07",
                "shape": [60, [[0, 90, "lunch"]]],
            }
        ],
        [{"kind": "remove", "agent": "ana", "start": "2026-12-07"}] * 201,
    ],
)
def test_malformed_operations_are_the_askers_fault(given):
    with pytest.raises(InputError):
        operations_of(given, timezone=ZONE)


def test_a_comparison_names_what_was_added_removed_moved_and_changed():
    span = {"begin": at("2026-12-07 13:30"), "end": at("2026-12-07 14:30")}
    table = after(
        Do(**MORNING, **span, activity="training"),
        Move(agent="ana", start=at("2026-12-08 08:00"), to=at("2026-12-08 09:00")),
        Remove(agent="luis", start=at("2026-12-08 22:00")),
        Add(agent="eva", start=at("2026-12-09"), shape=Shape(240), queue="chat"),
    )
    changes = changed_shifts(roster(), table)
    assert [(c.agent, c.date.day, c.kind) for c in changes] == [
        ("ana", 7, "changed"),
        ("ana", 8, "moved"),
        ("eva", 9, "added"),
        ("luis", 8, "removed"),
    ]
    assert changes[1].after[0] == at("2026-12-08 09:00")
    assert changed_shifts(table, table) == []
