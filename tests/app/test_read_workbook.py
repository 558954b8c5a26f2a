"""Excel workbooks become tables as their owners see them, or are refused in words."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time, timedelta

import pandas as pd
import pytest

from tests.app.table_files import BOGOTA, LINES, at, read, refusal, workbook, written
from wfm.tables import OPENING, SPECIAL_DAYS, TIME_OFF


def test_a_workbook_is_read_as_its_owner_sees_it(tmp_path):
    book = workbook(
        [
            ("queue", "start", "offered", "aht_s"),
            ("ventas", at(30, 8), 5, 180.25),
            (),
            ("ventas", "2026-11-30T08:30", 7, None),
            (101, at(30, 8), "9", None),
        ]
    )

    table = read(written(tmp_path, "history.xlsx", book))

    assert table["queue"].tolist() == ["ventas", "ventas", "101"]
    assert table["start"].dt.strftime("%H:%M").tolist() == ["08:00", "08:30", "08:00"]
    assert table["offered"].tolist() == [5, 7, 9]
    assert table["aht_s"].tolist()[0] == 180.25


def test_a_row_number_is_the_row_of_the_sheet(tmp_path):
    book = workbook(
        [(), ("queue", "start", "offered"), (), ("ventas", at(30, 8), "x"), ()]
    )

    assert refusal(written(tmp_path, "history.xlsx", book)) == [
        "history.xlsx, row 4, column offered: 'x' is not a number"
    ]


def test_dates_in_a_workbook_are_whole_days_off(tmp_path):
    book = workbook(
        [
            ("agent", "start", "end", "kind"),
            ("ana", date(2026, 12, 1), date(2026, 12, 3), "vacation"),
        ]
    )

    row = read(written(tmp_path, "time_off.xlsx", book), TIME_OFF).iloc[0]

    assert row["end"] == pd.Timestamp("2026-12-04", tz=BOGOTA)


def test_a_midnight_among_times_is_a_moment(tmp_path):
    book = workbook(
        [
            ("agent", "start", "end", "kind"),
            ("ana", at(29, 20), at(30, 0), "permit"),
            ("eva", at(29, 8), at(29, 12), "permit"),
        ]
    )

    row = read(written(tmp_path, "time_off.xlsx", book), TIME_OFF).iloc[0]

    assert row["end"] - row["start"] == pd.Timedelta(hours=4)


def test_clock_times_in_a_workbook_are_times_of_day(tmp_path):
    book = workbook(
        [
            ("queue", "weekday", "open", "close"),
            ("*", 0, time(8, 30), timedelta(hours=24)),
            ("*", 1, "08:00", time(18)),
        ]
    )

    table = read(written(tmp_path, "opening.xlsx", book), OPENING)

    assert table["open"].tolist() == [510, 480]
    assert table["close"].tolist() == [1440, 1080]


def test_a_date_column_of_a_workbook_is_read(tmp_path):
    book = workbook([("date", "name"), (date(2026, 12, 8), "Inmaculada")])

    table = read(written(tmp_path, "special.xlsx", book), SPECIAL_DAYS)

    assert table["date"].tolist() == [pd.Timestamp("2026-12-08")]


def test_a_column_without_name_is_no_part_of_the_table_unless_it_holds_something(
    tmp_path,
):
    rows = [("queue", "start", "offered", ""), ("ventas", at(30, 8), 5, "")]
    noted = [*rows[:1], ("ventas", at(30, 8), 5, "late report")]

    plain = read(written(tmp_path, "history.xlsx", workbook(rows)))
    with_note = read(written(tmp_path, "noted.xlsx", workbook(noted)))

    assert list(plain) == ["queue", "start", "offered"]
    assert list(with_note) == ["queue", "start", "offered", ""]


def archive(**entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def altered(book, name, change):
    """A workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        parts = {entry: file.read(entry) for entry in file.namelist()}
    return archive(**(parts | {name: change(parts.get(name, b""))}))


BOOK = workbook([("queue", "start", "offered"), ("ventas", "2026-11-30T08:00", 5)])
SHEET = "xl/worksheets/sheet1.xml"
STRAY = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(LINES, "is not an Excel workbook", id="text"),
        pytest.param(b"", "is not an Excel workbook", id="nothing"),
        pytest.param(BOOK[:900], "is not an Excel workbook", id="cut short"),
        pytest.param(archive(readme="hello"), "cannot be read as an Excel", id="a zip"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
            "is an old Excel file or has a password",
            id="password",
        ),
        pytest.param(workbook([]), "is empty", id="empty sheet"),
        pytest.param(
            altered(BOOK, SHEET, lambda text: text[:300]), "cannot be read", id="torn"
        ),
        pytest.param(
            altered(BOOK, "xl/media/a.bin", lambda _: bytes(60 * 2**20)),
            "unpacks to 60 MB: more than a workbook of this size holds",
            id="zeros inside",
        ),
        pytest.param(
            altered(
                BOOK,
                SHEET,
                lambda text: text.replace(b"</sheetData>", STRAY + b"</sheetData>"),
            ),
            "has cells as far as row 1048576, column XFD",
            id="a stray cell at the far corner",
        ),
    ],
)
def test_what_is_no_workbook_or_too_large_a_one_is_refused(tmp_path, content, message):
    (sentence,) = refusal(written(tmp_path, "history.xlsx", content))

    assert message in sentence
