"""Times, dates and clocks in tables: zones, changing clocks, whole days."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from tests.wfm.frames import BOGOTA, NEW_YORK, history, problems_of, text_frame
from wfm.errors import ParameterError, Problem
from wfm.tables import (
    AGENTS,
    HISTORY,
    OPENING,
    SCHEDULE,
    SPECIAL_DAYS,
    STATES,
    TIME_OFF,
)


def test_a_date_may_be_unknown():
    frame = text_frame(
        "agent contract skills available_from",
        ("ana", "full", "a", "2026-12-01"),
        ("eva", "full", "a", ""),
    )

    dates = AGENTS.parse(frame)["available_from"]

    assert dates.dtype == "datetime64[us]"
    assert dates.isna().tolist() == [False, True]


def test_an_open_state_has_no_end():
    frame = text_frame(
        "agent start end state", ("ana", "2026-11-30T08:00", "", "READY")
    )

    assert STATES.parse(frame, timezone=BOGOTA)["end"].isna().all()


def test_clock_times_are_minutes_and_a_day_has_24_hours():
    frame = text_frame(
        "queue weekday open close",
        ("*", "0", "8:00", "24:00"),
        ("*", "1", "00:00", "18:30:00"),
    )

    table = OPENING.parse(frame)

    assert table["open"].tolist() == [480, 0]
    assert table["close"].tolist() == [1440, 1110]


def test_minutes_of_the_day_may_be_numbers_already():
    frame = pd.DataFrame({"queue": "*", "weekday": [0], "open": [480], "close": [1441]})

    assert problems_of(OPENING, frame) == [
        Problem("file.csv", "is not a minute of the day", 2, "close", "1441")
    ]


def test_an_offset_in_the_text_wins_over_the_zone():
    frame = history(
        ("ventas", "2026-11-30T13:00Z", "1"),
        ("ventas", "2026-11-30T08:30-05:00", "1"),
        ("ventas", "2026-11-30T15:00:00+0100", "1"),
        ("ventas", "2026-11-30 14:30:00 +00:00", "1"),
    )

    starts = HISTORY.parse(frame, timezone=BOGOTA)["start"]

    assert starts.dt.strftime("%H:%M").tolist() == ["08:00", "08:30", "09:00", "09:30"]


def test_a_time_in_the_hour_that_is_skipped_does_not_exist():
    frame = history(
        ("ventas", "2026-03-08T01:30", "1"), ("ventas", "2026-03-08T02:30", "1")
    )

    assert problems_of(HISTORY, frame, timezone=NEW_YORK) == [
        Problem(
            "file.csv",
            "does not exist in America/New_York: the clocks go forward then",
            row=3,
            column="start",
            value="2026-03-08T02:30",
        )
    ]


def test_an_empty_row_in_the_hour_that_is_skipped_is_left_out():
    frame = history(
        ("ventas", "2026-03-08T01:30", "1"),
        ("ventas", "2026-03-08T02:00", "0"),
        ("ventas", "2026-03-08T02:30", ""),
        ("ventas", "2026-03-08T03:00", "2"),
    )

    table = HISTORY.parse(frame, timezone=NEW_YORK)

    assert table["start"].dt.strftime("%H:%M").tolist() == ["01:30", "03:00"]


def test_the_hour_that_happens_twice_is_read_in_order_for_each_queue():
    rows = [
        (queue, f"2026-11-01T{clock}", "1")
        for queue in ("chat", "ventas")
        for clock in ("01:00", "01:30", "01:00", "01:30")
    ]

    starts = HISTORY.parse(history(*rows), timezone=NEW_YORK)["start"]

    expected = ["01:00-0400", "01:30-0400", "01:00-0500", "01:30-0500"]
    assert starts.dt.strftime("%H:%M%z").tolist() == expected * 2


def test_the_hour_that_happens_twice_is_each_agents_own():
    frame = text_frame(
        "agent start end activity queue",
        ("ana", "2026-11-01T01:30", "2026-11-01T06:00", "contacts", "ventas"),
        ("eva", "2026-11-01T01:30", "2026-11-01T06:00", "contacts", "ventas"),
    )

    starts = SCHEDULE.parse(frame, timezone=NEW_YORK)["start"]

    assert starts.dt.strftime("%z").tolist() == ["-0400", "-0400"]


def test_offsets_tell_the_two_hours_apart_in_any_order():
    frame = history(
        ("ventas", "2026-11-01T01:30-05:00", "2"),
        ("ventas", "2026-11-01T01:30-04:00", "1"),
    )

    table = HISTORY.parse(frame, timezone=NEW_YORK)

    assert (table["start"][0] - table["start"][1]) == pd.Timedelta(hours=1)


def test_time_off_by_dates_includes_both_days():
    frame = text_frame(
        "agent start end kind", ("ana", "2026-12-01", "2026-12-03", "vacation")
    )

    row = TIME_OFF.parse(frame, timezone=BOGOTA).iloc[0]

    assert row["start"] == pd.Timestamp("2026-12-01", tz=BOGOTA)
    assert row["end"] == pd.Timestamp("2026-12-04", tz=BOGOTA)


def test_time_off_by_times_is_half_open():
    frame = text_frame(
        "agent start end kind",
        ("ana", "2026-12-01T08:00", "2026-12-01T12:00", "permit"),
    )

    row = TIME_OFF.parse(frame, timezone=BOGOTA).iloc[0]

    assert row["end"] - row["start"] == pd.Timedelta(hours=4)


def test_one_day_off_is_a_day():
    frame = text_frame("agent start end kind", ("ana", "2026-12-01", "2026-12-01", ""))

    row = TIME_OFF.parse(frame, timezone=BOGOTA).iloc[0]

    assert row["end"] - row["start"] == pd.Timedelta(days=1)


def test_a_day_off_whose_midnight_is_skipped_begins_with_its_first_minute():
    frame = text_frame("agent start end kind", ("ana", "2026-09-06", "2026-09-06", ""))

    row = TIME_OFF.parse(frame, timezone="America/Santiago").iloc[0]

    assert row["start"].hour == 1
    assert row["end"] - row["start"] == pd.Timedelta(hours=23)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-12-05", "2026-12-03"), ("2026-12-05T12:00", "2026-12-05T12:00")],
)
def test_time_off_that_ends_before_it_starts_is_a_problem_as_written(start, end):
    frame = text_frame("agent start end kind", ("ana", start, end, ""))

    assert problems_of(TIME_OFF, frame) == [
        Problem("file.csv", f"is not after start {start}", 2, "end", end)
    ]


def test_typed_days_off_mean_whole_days_too():
    frame = pd.DataFrame(
        {
            "agent": ["ana"],
            "start": pd.to_datetime(["2026-12-01"]),
            "end": pd.to_datetime(["2026-12-03"]),
            "kind": ["vacation"],
        }
    )

    row = TIME_OFF.parse(frame, timezone=BOGOTA).iloc[0]

    assert row["end"] == pd.Timestamp("2026-12-04", tz=BOGOTA)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_typed_times_of_any_resolution_become_microseconds_in_the_zone(unit):
    naive = pd.Series(pd.to_datetime(["2026-11-30T08:00"])).dt.as_unit(unit)
    for starts in (naive, naive.dt.tz_localize("UTC")):
        frame = pd.DataFrame({"queue": "ventas", "start": starts, "offered": 1})

        table = HISTORY.parse(frame, timezone=BOGOTA)

        assert str(table["start"].dtype) == f"datetime64[us, {BOGOTA}]"
        expected = 8 if starts.dt.tz is None else 3
        assert table["start"].dt.hour.tolist() == [expected]


def test_a_typed_time_in_a_skipped_hour_does_not_exist_either():
    starts = pd.to_datetime(["2026-03-08T02:30", "2026-03-08T08:00"])
    frame = pd.DataFrame({"queue": "ventas", "start": starts, "offered": 1})

    (problem,) = problems_of(HISTORY, frame, timezone=NEW_YORK)

    assert (problem.row, problem.column) == (2, "start")
    assert "does not exist in America/New_York" in problem.message


def test_columns_of_python_objects_are_read_as_what_they_say():
    frame = pd.DataFrame(
        {
            "date": [date(2026, 12, 8), datetime(2026, 12, 25)],  # noqa: DTZ001
            "name": ["a", "b"],
        },
        dtype="object",
    )

    dates = SPECIAL_DAYS.parse(frame)["date"]

    assert dates.tolist() == [pd.Timestamp("2026-12-08"), pd.Timestamp("2026-12-25")]


def test_an_unknown_zone_is_a_mistake_of_the_caller():
    with pytest.raises(ParameterError, match="timezone must be an IANA name"):
        HISTORY.parse(history(("v", "2026-11-30T08:00", "1")), timezone="Bogota")
