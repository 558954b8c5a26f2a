"""The table contracts: what is accepted, and where each problem is said to be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.wfm.frames import BOGOTA, history, problems_of, text_frame
from wfm import tables
from wfm.errors import Problem
from wfm.tables import (
    AGENTS,
    CONTRACTS,
    HISTORY,
    OPENING,
    SPECIAL_DAYS,
    TIME_OFF,
    Table,
)
from wfm.tables.column import Column

COMMA = (
    "has a comma: decimals are written with a point, like 12.5, and thousands without "
    "a mark"
)
ALL_TABLES = [each for each in vars(tables).values() if isinstance(each, Table)]


def test_text_becomes_typed_columns_in_the_contracts_order():
    frame = text_frame(
        "aht_s offered start queue note",
        ("181.5", "12", "2026-11-30T08:00", " ventas ", "busy"),
        ("", "0", "2026-11-30 08:30:00", "ventas", ""),
    )

    table = HISTORY.parse(frame, timezone=BOGOTA)

    assert list(table) == ["queue", "start", "offered", "aht_s", "note"]
    assert table["queue"].tolist() == ["ventas", "ventas"]
    assert str(table["start"].dtype) == f"datetime64[us, {BOGOTA}]"
    assert table["start"].dt.strftime("%H:%M%z").tolist() == [
        "08:00-0500",
        "08:30-0500",
    ]
    assert table["offered"].tolist() == [12.0, 0.0]
    assert table["aht_s"].isna().tolist() == [False, True]
    assert table["note"].tolist() == ["busy", ""]


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_what_was_parsed_is_parsed_to_itself(table):
    samples = {
        "text": lambda column: (column.choices or ("x",))[0],
        "number": lambda column: "1",
        "integer": lambda column: "1",
        "time": lambda column: (
            "2026-12-01" if column.name in {"end", "latest"} else "2026-11-30T08:00"
        ),
        "date": lambda column: "2026-11-30",
        "clock": lambda column: "17:30" if column.name == "close" else "08:30",
    }
    row = [samples[column.kind](column) for column in table.columns]
    first = table.parse(text_frame(" ".join(table.names), row), timezone=BOGOTA)

    again = table.parse(first, timezone=BOGOTA)

    pd.testing.assert_frame_equal(again, first)


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_means(table):
    assert all(column.meaning for column in table.columns)
    assert set(table.key) <= set(table.names)
    assert set(table.ordered or ()) <= set(table.names)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("start", "", "is empty"),
        ("queue", "  ", "is empty"),
        ("start", "30/11/2026 08:00", "is not a date and time like 2026-11-30T08:30"),
        ("start", "2026-02-30T08:00", "is not a date and time like 2026-11-30T08:30"),
        ("start", "2026-11-30T24:00", "is not a date and time like 2026-11-30T08:30"),
        ("start", "46356.5", "is not a date and time like 2026-11-30T08:30"),
        ("start", "0206-11-30T08:00", "is not between 1970 and 2199"),
        ("start", "2260-11-30T08:00", "is not between 1970 and 2199"),
        ("offered", "twelve", "is not a number"),
        ("offered", "1,5", COMMA),
        ("offered", "1.234,0", COMMA),
        ("offered", "1,234", COMMA),
        ("offered", "n/a", "is not a number"),
        ("offered", "nan", "is not a number"),
        ("offered", "inf", "is not a number"),
        ("offered", "1e999", "is not a number"),
        ("offered", "True", "is not a number"),
        ("offered", "0x10", "is not a number"),
        ("offered", "-3", "must be at least 0"),
        ("aht_s", "-0.5", "must be at least 0"),
    ],
)
def test_a_bad_cell_is_named_with_file_row_column_and_value(column, value, message):
    good = {"queue": "ventas", "start": "2026-11-30T08:00", "offered": "5", "aht_s": ""}
    other = good | {"start": "2026-11-30T08:30"}
    frame = pd.DataFrame([other, good | {column: value}], dtype="str")

    problems = problems_of(HISTORY, frame)

    said = None if message == "is empty" else value.strip()
    assert problems == [Problem("file.csv", message, row=3, column=column, value=said)]


def test_the_sentence_reads_file_row_column_value_rule():
    (problem,) = problems_of(HISTORY, history(("ventas", "2026-11-30T08:00", "-3")))

    assert str(problem) == "file.csv, row 2, column offered: '-3' must be at least 0"


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        (OPENING, "weekday", "7", "must be at most 6"),
        (OPENING, "weekday", "-1", "must be at least 0"),
        (OPENING, "weekday", "1.5", "is not a whole number"),
        (OPENING, "weekday", "lunes", "is not a number"),
        (OPENING, "open", "8", "is not a time of day like 08:30"),
        (OPENING, "open", "25:00", "is not a time of day like 08:30"),
        (OPENING, "close", "24:30", "is not a time of day like 08:30"),
        (OPENING, "close", "08:30:15", "is not a time of day like 08:30"),
        (SPECIAL_DAYS, "date", "2026-13-01", "is not a date like 2026-11-30"),
        (SPECIAL_DAYS, "date", "2026-11-30T08:00", "is not a date like 2026-11-30"),
        (SPECIAL_DAYS, "date", "1492-10-12", "is not between 1970 and 2199"),
        (
            SPECIAL_DAYS,
            "kind",
            "shut",
            "must be one of closed, like_weekday, factor, analog, half_day, payday, "
            "billing, campaign",
        ),
        (
            CONTRACTS,
            "regime",
            "flexible",
            "must be one of ordinary, successive_shifts",
        ),
        (CONTRACTS, "weekly_minutes", "20000", "must be at most 10080"),
        (CONTRACTS, "max_days", "8", "must be at most 7"),
        (AGENTS, "hourly_cost", "-1", "must be at least 0"),
    ],
)
def test_each_kind_of_column_has_its_own_rule(table, column, value, message):
    good = {
        OPENING: {"queue": "*", "weekday": "0", "open": "08:00", "close": "24:00"},
        SPECIAL_DAYS: {"date": "2026-11-30", "name": "feria", "kind": ""},
        CONTRACTS: {
            "contract": "full",
            "weekly_minutes": "2520",
            "min_day_minutes": "240",
            "max_day_minutes": "540",
            "min_days": "4",
            "max_days": "6",
            "regime": "ordinary",
        },
        AGENTS: {"agent": "ana", "contract": "full", "skills": "", "hourly_cost": ""},
    }
    good[AGENTS]["skills"] = "ventas;chat"
    frame = pd.DataFrame([good[table] | {column: value}], dtype="str")

    assert problems_of(table, frame) == [
        Problem("file.csv", message, row=2, column=column, value=value)
    ]


def test_all_problems_are_told_at_once_in_the_order_of_the_rows():
    frame = history(
        ("ventas", "2026-11-30T08:00", "5"),
        ("", "yesterday", "many"),
        ("ventas", "2026-11-30T08:00", "6"),
        ("ventas", "2026-11-30T09:00", "-1"),
    )

    problems = problems_of(HISTORY, frame)

    assert [(problem.row, problem.column) for problem in problems] == [
        (3, "queue"),
        (3, "start"),
        (3, "offered"),
        (4, "queue, start"),
        (5, "offered"),
    ]


def test_a_missing_column_is_named_with_those_there_are():
    frame = text_frame("queue when", ("ventas", "2026-11-30T08:00"))

    assert [str(problem) for problem in problems_of(HISTORY, frame)] == [
        "file.csv: column 'start' is missing (columns: queue, when)",
        "file.csv: column 'offered' is missing (columns: queue, when)",
    ]


def test_a_long_list_of_columns_is_cut_short():
    frame = text_frame(" ".join(f"c{i}" for i in range(200)), ["1"] * 200)

    message = problems_of(HISTORY, frame)[0].message

    assert message.endswith("c28, c29, ... 200 in all)")


def test_a_column_that_appears_twice_is_refused():
    frame = text_frame(
        "queue start offered offered", ("ventas", "2026-11-30T08:00", "1", "2")
    )

    assert [problem.message for problem in problems_of(HISTORY, frame)] == [
        "column 'offered' appears more than once"
    ]


def test_a_table_without_rows_is_refused_where_that_means_nothing():
    assert [str(problem) for problem in problems_of(HISTORY, history())] == [
        "file.csv: has no rows: write at least one under its header"
    ]


def test_a_table_without_rows_is_fine_where_it_means_nobody():
    empty = TIME_OFF.parse(text_frame("agent start end kind"), timezone=BOGOTA)

    assert empty.empty
    assert str(empty["start"].dtype) == f"datetime64[us, {BOGOTA}]"


def test_without_a_file_the_table_is_named():
    frame = history(("ventas", "2026-11-30T08:00", "x"))

    (problem,) = problems_of(HISTORY, frame, source="")

    assert problem.source == "history"


def test_identical_rows_are_one():
    row = ("ventas", "2026-11-30T08:00", "5")

    table = HISTORY.parse(history(row, row, row), timezone=BOGOTA)

    assert len(table) == 1


def test_rows_that_mean_the_same_are_identical():
    frame = history(
        ("ventas", "2026-11-30T08:00", "5"), ("ventas", "2026-11-30T13:00Z", "5.0")
    )

    assert len(HISTORY.parse(frame, timezone=BOGOTA)) == 1


def test_the_same_interval_with_two_values_is_a_problem():
    frame = history(
        ("ventas", "2026-11-30T08:00", "5"), ("ventas", "2026-11-30 08:00", "6")
    )

    assert problems_of(HISTORY, frame) == [
        Problem(
            "file.csv",
            "appears again with different values",
            row=3,
            column="queue, start",
            value="ventas 2026-11-30 08:00",
        )
    ]


def test_a_value_known_once_and_unknown_once_is_a_problem():
    frame = history(
        ("ventas", "2026-11-30T08:00", "5"), ("ventas", "2026-11-30T08:00", "")
    )

    assert problems_of(HISTORY, frame)[0].row == 3


def test_an_agent_listed_twice_is_a_problem():
    frame = text_frame(
        "agent contract skills", ("ana", "full", "a"), ("ana", "part", "a")
    )

    (problem,) = problems_of(AGENTS, frame)

    assert (problem.row, problem.column, problem.value) == (3, "agent", "ana")


def test_unknown_is_not_zero():
    frame = history(
        ("ventas", "2026-11-30T08:00", ""), ("ventas", "2026-11-30T08:30", "0")
    )

    offered = HISTORY.parse(frame, timezone=BOGOTA)["offered"]

    assert offered.isna().tolist() == [True, False]
    assert offered[1] == 0


def test_a_blank_text_is_empty_and_words_for_nothing_stay_words():
    frame = text_frame(
        "agent contract skills team",
        ("null", "full", "nan", ""),
        ("007", "full", "ventas", "None"),
    )

    table = AGENTS.parse(frame)

    assert table["agent"].tolist() == ["null", "007"]
    assert table["skills"].tolist() == ["nan", "ventas"]
    assert table["team"].tolist() == ["", "None"]


@pytest.mark.parametrize(
    "numbers",
    [
        pd.Series([3, 4], dtype="int8"),
        pd.Series([3, 4], dtype="Int64"),
        pd.Series([3.0, 4.0], dtype="float32"),
        pd.Series(["3", 4], dtype="object"),
        pd.Series(["3", "4"], dtype="category"),
    ],
    ids=lambda series: str(series.dtype),
)
def test_numbers_of_any_type_become_float64(numbers):
    starts = ["2026-11-30T08:00", "2026-11-30T08:30"]
    frame = pd.DataFrame({"queue": "ventas", "start": starts, "offered": numbers})

    offered = HISTORY.parse(frame, timezone=BOGOTA)["offered"]

    assert offered.dtype == np.float64
    assert offered.tolist() == [3, 4]


def test_true_and_false_are_no_numbers():
    starts = ["2026-11-30T08:00", "2026-11-30T08:30"]
    frame = pd.DataFrame({"queue": "v", "start": starts, "offered": [True, False]})

    assert [problem.value for problem in problems_of(HISTORY, frame)] == [
        "True",
        "False",
    ]


def test_names_that_arrive_as_numbers_have_no_decimals():
    frame = pd.DataFrame(
        {
            "agent": [101, 102],
            "contract": [42.0, 36.0],
            "skills": "a",
            "team": [7.0, None],
        }
    )

    table = AGENTS.parse(frame)

    assert table["agent"].tolist() == ["101", "102"]
    assert table["contract"].tolist() == ["42", "36"]
    assert table["team"].tolist() == ["7", ""]


def test_rows_are_those_of_the_index_so_that_skipped_lines_count():
    frame = history(
        ("ventas", "2026-11-30T08:00", "1"), ("ventas", "2026-11-30T08:30", "x")
    ).set_axis([0, 5])

    assert [problem.row for problem in problems_of(HISTORY, frame)] == [7]


@pytest.mark.parametrize(
    "index", [[0, 0], ["a", "b"], pd.to_datetime(["2026", "2027"])]
)
def test_any_other_index_is_no_line_number(index):
    frame = history(
        ("ventas", "2026-11-30T08:00", "1"), ("ventas", "2026-11-30T08:30", "x")
    ).set_axis(index)

    assert [problem.row for problem in problems_of(HISTORY, frame)] == [3]


def test_the_callers_frame_is_left_alone():
    frame = history(("ventas", "2026-11-30T08:00", "1"))
    before = frame.copy()

    HISTORY.parse(frame, timezone=BOGOTA)

    pd.testing.assert_frame_equal(frame, before)


def test_a_contract_can_be_made_stricter():
    strict = replace(
        HISTORY,
        columns=(*HISTORY.columns, Column(name="site", kind="text", meaning="x")),
    )

    problems = problems_of(strict, history(("v", "2026-11-30T08:00", "1")))

    assert "'site' is missing" in problems[0].message
