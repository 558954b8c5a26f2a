"""Text, compressed and Parquet files become tables, or are refused in words."""

from __future__ import annotations

import gzip

import pandas as pd
import pytest

from tests.app.table_files import BOGOTA, LINES, read, refusal, written
from wfm.errors import StoreError
from wfm.tables import AGENTS


def test_a_csv_file_is_read(tmp_path):
    table = read(written(tmp_path, "history.csv", LINES))

    assert table["offered"].tolist() == [5, 7]
    assert str(table["start"].dtype) == f"datetime64[us, {BOGOTA}]"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(LINES.encode("utf-8-sig"), id="byte-order mark"),
        pytest.param(LINES.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(LINES.rstrip(), id="no last line end"),
        pytest.param(LINES.replace(",", ";"), id="semicolons"),
        pytest.param(LINES.replace(",", "\t"), id="tabs"),
        pytest.param(LINES.replace(",", "|"), id="bars"),
        pytest.param("\n\n" + LINES, id="blank lines above"),
        pytest.param(LINES.replace("\n", "\n\n"), id="blank lines between"),
        pytest.param(LINES.replace("\n", ",,\n"), id="empty columns at the right"),
        pytest.param(LINES.replace("ventas", '"ventas"'), id="quoted"),
        pytest.param(LINES.replace("queue,start", " queue , start "), id="spaces"),
    ],
)
def test_text_is_read_however_it_was_saved(tmp_path, content):
    table = read(written(tmp_path, "history.csv", content))

    assert table["queue"].tolist() == ["ventas", "ventas"]
    assert table["offered"].tolist() == [5, 7]


@pytest.mark.parametrize("name", ["history.tsv", "history.txt", "HISTORY.CSV"])
def test_text_may_have_other_names(tmp_path, name):
    assert len(read(written(tmp_path, name, LINES))) == 2


def test_a_quoted_cell_may_hold_separators_and_line_ends(tmp_path):
    text = 'queue,start,offered\n"a, b\nc",2026-11-30T08:00,5\n'

    assert read(written(tmp_path, "history.csv", text))["queue"].tolist() == ["a, b\nc"]


def test_words_for_nothing_and_leading_zeros_are_kept(tmp_path):
    text = "agent,contract,skills\n007,NA,null\n"

    row = read(written(tmp_path, "agents.csv", text), AGENTS).iloc[0]

    assert row[["agent", "contract", "skills"]].tolist() == ["007", "NA", "null"]


def test_a_row_number_is_the_line_in_the_file(tmp_path):
    text = (
        "queue,start,offered\n"
        "\n"
        '"two\nlines",2026-11-30T08:00,5\n'
        "ventas,2026-11-30T08:30,x\n"
    )

    assert refusal(written(tmp_path, "history.csv", text)) == [
        "history.csv, row 5, column offered: 'x' is not a number"
    ]


def test_every_row_with_too_many_or_too_few_cells_is_named(tmp_path):
    text = LINES + "ventas,2026-11-30T09:00\nventas,2026-11-30T09:30,1,2\n"

    assert refusal(written(tmp_path, "history.csv", text)) == [
        "history.csv, row 4: has 2 cells, the header has 3",
        "history.csv, row 5: has 4 cells, the header has 3",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n  \n,,\n", "is empty"),
        (b"queue,start,offered\n", "has no rows: write at least one under its header"),
        (b"queue,start,offered\nv\0,2026-11-30T08:00,1\n", "is not a text file"),
        (
            "queue,start,offered\nPeñalosa,2026-11-30T08:00,1\n".encode("latin-1"),
            "is not UTF-8 text: save it as CSV UTF-8",
        ),
        (LINES.encode("utf-16"), "is not UTF-8 text: save it as CSV UTF-8"),
        (
            (LINES + 'ventas,"2026-11-30T09:00,1\n').encode(),
            'has a quotation mark (") that is never closed',
        ),
        (
            b"queue,start,offered\n" + b"x" * 200_000 + b",2026-11-30T08:00,1\n",
            "cannot be read: field larger than field limit (131072)",
        ),
        (
            ",".join(f"c{i}" for i in range(2000)).encode(),
            "has 2000 columns; 1000 at most are read",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_text_that_is_no_table_is_refused_with_the_reason(tmp_path, content, message):
    (sentence,) = refusal(written(tmp_path, "history.csv", content))

    assert sentence.endswith(message)


@pytest.mark.parametrize("line", [2, 3])
def test_the_line_that_is_not_utf_8_is_named(tmp_path, line):
    lines = LINES.encode().splitlines(keepends=True)
    lines[line - 1] = b"\xf1" + lines[line - 1]

    (sentence,) = refusal(written(tmp_path, "history.csv", b"".join(lines)))

    assert sentence.startswith(f"history.csv, row {line}: is not UTF-8")


def test_a_compressed_file_is_read(tmp_path):
    path = written(tmp_path, "history.csv.gz", gzip.compress(LINES.encode()))

    assert read(path)["offered"].tolist() == [5, 7]


def test_a_compressed_file_of_several_members_is_read_whole(tmp_path):
    first, second = LINES.encode()[:40], LINES.encode()[40:]
    members = gzip.compress(first) + gzip.compress(second)

    assert len(read(written(tmp_path, "history.csv.gz", members))) == 2


PACKED = gzip.compress((LINES * 50).encode())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(LINES, "is not a gzip file, or is damaged", id="plain text"),
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(PACKED[:-20], "is a damaged gzip file", id="cut short"),
        pytest.param(PACKED[:5], "is a damaged gzip file", id="cut in its header"),
        pytest.param(
            PACKED[:30] + b"\xff\xff\xff" + PACKED[33:], "gzip file", id="altered"
        ),
        pytest.param(PACKED + b"rubbish", "is not a gzip file", id="rubbish behind"),
    ],
)
def test_a_damaged_compressed_file_is_refused(tmp_path, content, message):
    (sentence,) = refusal(written(tmp_path, "history.csv.gz", content))

    assert message in sentence


def test_a_file_that_unpacks_to_more_than_512_mb_is_refused(tmp_path):
    # One megabyte of commas, packed to a thousandth, 513 times over.
    bomb = gzip.compress(b"," * 2**20) * 513

    assert refusal(written(tmp_path, "history.csv.gz", bomb)) == [
        "history.csv.gz: unpacks to more than 512 MB"
    ]
    assert len(bomb) < 2**20


@pytest.mark.parametrize("as_index", [False, True])
def test_a_parquet_file_is_read(tmp_path, as_index):
    frame = pd.DataFrame(
        {
            "queue": ["ventas", "ventas"],
            "start": pd.to_datetime(["2026-11-30T13:00Z", "2026-11-30T13:30Z"]),
            "offered": [5, 7],
        }
    )
    path = tmp_path / "history.parquet"
    (frame.set_index("start") if as_index else frame.iloc[::-1]).to_parquet(path)

    table = read(path).sort_values("start")

    assert table["start"].dt.strftime("%H:%M").tolist() == ["08:00", "08:30"]
    assert table["offered"].tolist() == [5, 7]


@pytest.mark.parametrize("content", [b"", LINES, b"PAR1" + bytes(40) + b"PAR1"])
def test_what_is_no_parquet_file_is_refused(tmp_path, content):
    assert refusal(written(tmp_path, "history.parquet", content)) == [
        "history.parquet: is not a Parquet file, or is damaged"
    ]


@pytest.mark.parametrize(
    "name", ["history.xls", "history.json", "history", "h.csv.zip"]
)
def test_an_unknown_format_is_refused_with_those_that_are_known(tmp_path, name):
    assert refusal(written(tmp_path, name, LINES)) == [
        f"{name}: is none of .csv, .csv.gz, .parquet, .xlsx: the format is not known"
    ]


@pytest.mark.parametrize("name", ["nothing.csv", "folder.csv"])
def test_a_file_that_is_not_there_is_named(tmp_path, name):
    (tmp_path / "folder.csv").mkdir()

    with pytest.raises(StoreError, match=f"{name}: there is no such file"):
        read(tmp_path / name)
