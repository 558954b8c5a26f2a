"""Tables become files and come back the same; files are written whole or not at all."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.files.read import read_table
from app.files.write import encode_table, write_files, write_table
from wfm.errors import ParameterError, StoreError
from wfm.intervals import day_grid
from wfm.tables import (
    ADHERENCE,
    AGENTS,
    OPENING,
    REQUIREMENT,
    SCHEDULE,
    SPECIAL_DAYS,
    TIME_OFF,
)

BOGOTA = "America/Bogota"
NEW_YORK = "America/New_York"
FORMATS = ["csv", "csv.gz", "parquet", "xlsx"]


def requirement(timezone=BOGOTA, first="2026-11-30", days=2):
    starts = day_grid(pd.Timestamp(first), days, 30, timezone)
    rng = np.random.default_rng(7)
    frame = pd.DataFrame(
        {
            "queue": "ventas",
            "start": starts,
            "volume": rng.gamma(30, size=len(starts)),
            "aht_s": np.where(rng.random(len(starts)) < 0.2, np.nan, 240.125),
            "agents": rng.integers(0, 90, len(starts)),
            "binding": rng.choice(["none", "occupancy"], len(starts)),
        }
    )
    return REQUIREMENT.parse(frame, timezone=timezone)


def there_and_back(folder, frame, table, ending, timezone=BOGOTA):
    path = folder / f"table.{ending}"
    write_table(path, frame, table)
    return read_table(path, table, timezone=timezone)


def text_of(frame, table):
    return encode_table(Path("table.csv"), frame, table).decode()


def assert_same(back, frame):
    # Text formats keep nine decimals.
    pd.testing.assert_frame_equal(back, frame, rtol=0, atol=5.1e-10)


@pytest.mark.parametrize("ending", FORMATS)
def test_numbers_times_and_gaps_come_back(tmp_path, ending):
    frame = requirement()

    assert_same(there_and_back(tmp_path, frame, REQUIREMENT, ending), frame)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("first", ["2026-03-08", "2026-11-01"])
def test_times_come_back_from_a_day_on_which_clocks_change(tmp_path, ending, first):
    frame = requirement(NEW_YORK, first, days=1)

    back = there_and_back(tmp_path, frame, REQUIREMENT, ending, NEW_YORK)

    assert_same(back, frame)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_second_of_two_equal_hours_comes_back_without_the_first(tmp_path, ending):
    grid = day_grid(pd.Timestamp("2026-11-01"), 1, 30, NEW_YORK)
    schedule = SCHEDULE.parse(
        pd.DataFrame(
            {
                "agent": ["ana"],
                "start": grid.iloc[[4]].array,  # 01:00, an hour after 01:00
                "end": grid.iloc[[10]].array,
                "activity": ["contacts"],
                "queue": ["ventas"],
            }
        ),
        timezone=NEW_YORK,
    )

    back = there_and_back(tmp_path, schedule, SCHEDULE, ending, NEW_YORK)

    assert_same(back, schedule)


@pytest.mark.parametrize("ending", FORMATS)
def test_dates_clocks_and_words_come_back(tmp_path, ending):
    opening = OPENING.parse(
        pd.DataFrame(
            {
                "queue": ["*", "ventas"],
                "weekday": [0, 6],
                "open": ["00:00", "08:30"],
                "close": ["24:00", "18:00"],
            }
        )
    )
    days = SPECIAL_DAYS.parse(
        pd.DataFrame(
            {
                "date": ["2026-12-08", "2026-12-25"],
                "name": ["Inmaculada", "Día 1"],
                "queue": ["", "ventas"],
                "kind": ["factor", ""],
                "value": ["0.5", ""],
            }
        )
    )

    assert_same(there_and_back(tmp_path, opening, OPENING, ending), opening)
    assert_same(there_and_back(tmp_path, days, SPECIAL_DAYS, ending), days)


@pytest.mark.parametrize("ending", FORMATS)
def test_whole_days_off_come_back(tmp_path, ending):
    frame = pd.DataFrame(
        {"agent": "ana", "start": ["2026-12-01"], "end": ["2026-12-03"], "kind": ""}
    )
    off = TIME_OFF.parse(frame, timezone=BOGOTA)

    assert_same(there_and_back(tmp_path, off, TIME_OFF, ending), off)


HOSTILE = [
    "=1+1",
    "+57 300",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "http://example.com",
    "007",
    "1e5",
    "TRUE",
    "nan",
    '"quoted", with; marks',
    "two\nlines",
    "ñandú 🙂",
]


@pytest.mark.parametrize("ending", FORMATS)
def test_text_that_looks_like_something_else_stays_text(tmp_path, ending):
    agents = AGENTS.parse(
        pd.DataFrame({"agent": HOSTILE, "contract": "full", "skills": HOSTILE})
    )

    assert_same(there_and_back(tmp_path, agents, AGENTS, ending), agents)


def test_a_workbook_holds_no_formula_and_no_link(tmp_path):
    agents = AGENTS.parse(
        pd.DataFrame({"agent": HOSTILE, "contract": "full", "skills": HOSTILE})
    )
    write_table(tmp_path / "agents.xlsx", agents, AGENTS)

    with zipfile.ZipFile(tmp_path / "agents.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_table_keeps_its_header(tmp_path, ending):
    nobody = TIME_OFF.parse(
        pd.DataFrame(columns=["agent", "start", "end", "kind"]), timezone=BOGOTA
    )

    back = there_and_back(tmp_path, nobody, TIME_OFF, ending)

    assert back.empty
    assert list(back) == list(nobody)


@pytest.mark.parametrize("ending", FORMATS)
def test_columns_are_in_the_contracts_order_with_further_ones_last(tmp_path, ending):
    frame = requirement(days=1)
    shuffled = frame.assign(note="x")[["note", *reversed(frame.columns)]]

    back = there_and_back(tmp_path, shuffled, REQUIREMENT, ending)

    assert list(back) == [*frame.columns, "note"]


def test_a_csv_file_reads_like_the_documentation_says():
    days = pd.DataFrame(
        {
            "agent": ["ana"],
            "date": ["2026-11-29"],
            "scheduled_minutes": [480],
            "adherence": [1 / 3],
        }
    )

    text = text_of(ADHERENCE.parse(days), ADHERENCE)

    assert text == (
        "agent,date,scheduled_minutes,adherence\nana,2026-11-29,480.0,0.333333333\n"
    )


def test_times_have_an_offset_only_where_clocks_go_back():
    plain = text_of(requirement(days=1), REQUIREMENT)
    back = text_of(requirement(NEW_YORK, "2026-11-01", 1), REQUIREMENT)

    assert "ventas,2026-11-30T00:00:00," in plain
    assert "ventas,2026-11-01T01:00:00-0400," in back
    assert "ventas,2026-11-01T01:00:00-0500," in back


@pytest.mark.parametrize("ending", ["csv", "csv.gz"])
def test_the_same_table_gives_the_same_bytes(tmp_path, ending):
    for name in ("first", "second"):
        write_table(tmp_path / f"{name}.{ending}", requirement(), REQUIREMENT)

    first, second = (tmp_path / f"{name}.{ending}" for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_a_compressed_file_is_the_plain_one_compressed(tmp_path):
    for ending in ("csv", "csv.gz"):
        write_table(tmp_path / f"table.{ending}", requirement(), REQUIREMENT)

    packed = (tmp_path / "table.csv.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "table.csv").read_bytes()


@pytest.mark.parametrize("name", ["table.xls", "table", "table.json"])
def test_an_unknown_ending_is_refused_and_nothing_is_written(tmp_path, name):
    with pytest.raises(ParameterError, match=r"a \.csv, \.csv\.gz, \.parquet or"):
        write_table(tmp_path / "new" / name, requirement(days=1), REQUIREMENT)

    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_has_are_refused():
    frame = pd.DataFrame({"agent": np.arange(2**20), "contract": "full", "skills": "a"})

    with pytest.raises(ParameterError, match="1048576 rows are too many"):
        encode_table(Path("agents.xlsx"), frame, AGENTS)


def test_missing_folders_are_made(tmp_path):
    write_files({tmp_path / "a" / "b" / "one.txt": b"1"})

    assert (tmp_path / "a" / "b" / "one.txt").read_bytes() == b"1"


def test_an_older_file_is_replaced(tmp_path):
    (tmp_path / "one.txt").write_bytes(b"much longer than before")

    write_files({tmp_path / "one.txt": b"1"})

    assert (tmp_path / "one.txt").read_bytes() == b"1"


@pytest.mark.parametrize("obstacle", ["two.txt", "file/two.txt"])
def test_none_is_written_unless_all_can_be(tmp_path, obstacle):
    (tmp_path / "one.txt").write_bytes(b"older")
    (tmp_path / "file").write_bytes(b"no folder")
    (tmp_path / "two.txt").mkdir()
    before = sorted(tmp_path.iterdir())

    with pytest.raises(StoreError, match=r"two\.txt: cannot be written"):
        write_files({tmp_path / "one.txt": b"newer", tmp_path / obstacle: b"2"})

    assert (tmp_path / "one.txt").read_bytes() == b"older"
    assert sorted(tmp_path.iterdir()) == before


def test_no_draft_stays_behind(tmp_path):
    write_files({tmp_path / f"{place}.txt": b"x" for place in range(3)})

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "0.txt",
        "1.txt",
        "2.txt",
    ]


def test_a_written_file_can_be_read_by_others(tmp_path):
    write_files({tmp_path / "one.txt": b"1"})

    assert (tmp_path / "one.txt").stat().st_mode & 0o777 == 0o644
