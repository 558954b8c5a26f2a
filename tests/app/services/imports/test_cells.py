"""Numbers, durations, dates and times of day, as they are written."""

from __future__ import annotations

import pytest

from app.services.imports.figures import decimal_mark, number, seconds
from app.services.imports.moments import clocks, moment, order_of


@pytest.mark.parametrize(
    ("cell", "mark", "plain", "code"),
    [
        ("1.234,5", ",", "1234.5", ""),
        ("1,234.5", ".", "1234.5", ""),
        ("1.234.567", ",", "1234567", ""),
        ("12.34,5", ",", "", "E_NUMBER"),
        ("1,234,5", ".", "", "E_NUMBER"),
        ("1e3", ".", "1e3", ""),
        ("1e400", ".", "", "E_NONFINITE"),
        ("-inf", ".", "", "E_NONFINITE"),
        ("#N/A", ".", "", "E_CELL_ERROR"),
        ("#¡REF!", ".", "", "E_CELL_ERROR"),
        ("١٢", ".", "", "E_NUMBER"),
        ("$ 12", ".", "", "E_NUMBER"),
        ("N/A", ".", "", "E_NUMBER"),
        ("", ".", "", ""),
    ],
)
def test_numbers(cell, mark, plain, code):
    assert number(cell, mark) == (plain, code)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1.234", "310,25"], ","),
        (["1,234", "310.25"], "."),
        (["1.234.567"], ","),
        (["0.125", "0.250"], "."),
        (["12", "7"], "."),
        (["1.234", "20"], "unclear"),
        (["1,234", "20"], "unclear"),
        (["1,5", "2.5"], "."),
    ],
)
def test_the_mark_of_decimals_is_told_by_the_whole_file(cells, found):
    assert decimal_mark(cells)[0] == found


@pytest.mark.parametrize(
    ("cell", "unit", "plain"),
    [
        ("00:04:10", "hms", "250"),
        ("4:10", "hms", "250"),
        ("00:04:10.5", "hms", "250.5"),
        ("30:00:00", "hms", "108000"),
        ("250000", "ms", "250.0"),
        ("4,5", "min", "270.0"),
        ("250", "s", "250"),
    ],
)
def test_durations(cell, unit, plain):
    assert seconds(cell, unit, ",") == (plain, "")


@pytest.mark.parametrize(
    ("cell", "order", "iso"),
    [
        ("2026-11-16", "iso", "2026-11-16"),
        ("2026-11-16 8:05", "iso", "2026-11-16T08:05:00"),
        ("2026-11-16T08:05:30.25Z", "iso", "2026-11-16T08:05:30.250000Z"),
        ("2026-11-16 08:05 -0500", "iso", "2026-11-16T08:05:00 -0500"),
        ("16/11/2026 12:00 a. m.", "dmy", "2026-11-16T00:00:00"),
        ("16/11/2026 12:00:00 p.m.", "dmy", "2026-11-16T12:00:00"),
        ("11/16/26, 1:30 PM", "mdy", "2026-11-16T13:30:00"),
        ("16-nov-2026 08:00", "iso", "2026-11-16T08:00:00"),
        ("16 de noviembre de 2026", "iso", "2026-11-16"),
        ("20261116083000", "iso", "2026-11-16T08:30:00"),
        ("20261116", "iso", "2026-11-16"),
        ("2026-12-31 24:00", "iso", "2027-01-01T00:00:00"),
        ("2026-11-16 08:00 - 08:29", "iso", "2026-11-16T08:00:00"),
        ("46342.3333333333", "excel", "2026-11-16T08:00:00"),
        ("1794834000000", "epoch_ms", "2026-11-16T13:00:00+00:00"),
    ],
)
def test_moments(cell, order, iso):
    assert moment(cell, order) == (iso.replace(" -", "-"), "")


@pytest.mark.parametrize(
    ("cell", "order", "code"),
    [
        ("16/11/2026", "iso", "E_DATE"),
        ("2026-02-29", "iso", "E_DATE"),
        ("2026-11-16 25:00", "iso", "E_DATE"),
        ("2026-11-16 13:00 pm", "iso", "E_DATE"),
        ("2026-11-16 08:60", "iso", "E_DATE"),
        ("0206-11-16 08:00", "iso", "E_DATE_RANGE"),
        ("2206-11-16 08:00", "iso", "E_DATE_RANGE"),
        ("16 xyz 2026", "iso", "E_DATE"),
        ("12", "excel", "E_DATE"),
        ("yesterday", "iso", "E_DATE"),
    ],
)
def test_what_is_no_moment(cell, order, code):
    assert moment(cell, order) == ("", code)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["16/11/2026", "05/11/2026"], "dmy"),
        (["11/16/2026", "05/11/2026"], "mdy"),
        (["16/11/2026", "11/16/2026"], "mixed"),
        (["05/11/2026"], "unclear"),
        (["16/11/26"], "short"),
        (["2026-11-16", ""], "iso"),
        (["46342.33", "46342.35"], "excel"),
        (["1794834000"], "epoch_s"),
    ],
)
def test_the_order_of_dates_is_told_by_the_whole_column(cells, order):
    assert order_of(cells) == order


def test_times_of_day_are_hhmm_unless_all_are_hours():
    assert clocks(["0", "30", "830", "2330"]) == {
        "0": "00:00:00",
        "30": "00:30:00",
        "830": "08:30:00",
        "2330": "23:30:00",
    }
    assert clocks(["0", "8", "23"])["8"] == "08:00:00"
    assert clocks(["08:30 - 09:00", "8:30 p. m.", "1899-12-31T08:15:00"]) == {
        "08:30 - 09:00": "08:30:00",
        "8:30 p. m.": "20:30:00",
        "1899-12-31T08:15:00": "08:15:00",
    }
    assert clocks(["soon", "860", "25:00"]) == {"soon": "", "860": "", "25:00": ""}
