"""CSV files: exact numbers, local times, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from app.web.delimited import as_csv_download, csv_file
from app.web.spreadsheet import DAY, SHARE, TEXT, TIME, Field


def read_back(content):
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


@pytest.mark.parametrize("hostile", ["=1+1", "@SUM(A1)", "+A1", "-A1", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_becomes_words(hostile):
    content = csv_file([Field(hostile, TEXT, pd.Series([hostile, 'a,"b"']))])
    table = read_back(content)

    assert table.columns[0].startswith("'")
    assert table.iloc[0, 0].startswith("'")
    assert table.iloc[1, 0] == 'a,"b"'


def test_numbers_are_exact_times_local_and_the_unknown_empty():
    moment = pd.Timestamp("2026-11-30T07:30", tz="America/Bogota")
    content = csv_file(
        [
            Field("a", SHARE, pd.Series([0.8512345, None])),
            Field("b", TIME, pd.Series([moment, pd.NaT])),
            Field("c", DAY, pd.Series([pd.Timestamp("2026-11-30"), pd.NaT])),
        ]
    )

    assert content.startswith(b"\xef\xbb\xbf")
    assert read_back(content).to_numpy().tolist() == [
        ["0.8512345", "2026-11-30T07:30", "2026-11-30"],
        ["", "", ""],
    ]
    assert as_csv_download(content, "a.csv")["filename"] == "a.csv"
