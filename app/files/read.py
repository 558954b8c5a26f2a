"""Read a table from disk and hold it to its contract."""

from __future__ import annotations

import csv
import io
import zlib
from typing import TYPE_CHECKING

import pandas as pd

from wfm.errors import Problem, StoreError, TableError

if TYPE_CHECKING:
    from pathlib import Path

    from wfm.tables import Table

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")
_SEPARATORS = ",;\t|"


def read_table(path: Path, table: Table, *, timezone: str) -> pd.DataFrame:
    """
    Read a file and hold it to a table's contract.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.csv.gz``, ``.parquet`` or ``.xlsx``.
    table : Table
        The contract.
    timezone : str
        Zone of times without an offset.

    Raises
    ------
    StoreError
        If the file cannot be opened.
    TableError
        If it is not such a table; every problem at once.
    """
    return table.parse(_cells(path), source=path.name, timezone=timezone)


def _cells(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file")
    name = path.name.lower()
    try:
        if name.endswith(".parquet"):
            return pd.read_parquet(path)
        if name.endswith(".xlsx"):
            return _as_text(pd.read_excel(path, engine="calamine", dtype=object))
        if name.endswith((".csv", ".csv.gz", ".tsv", ".txt")):
            return _read_csv(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, zlib.error, EOFError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError([Problem(path.name, f"cannot be read: {error}")]) from error
    raise TableError(
        [
            Problem(
                path.name, f"is none of {', '.join(SUFFIXES)}: the format is not known"
            )
        ]
    )


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Spreadsheet cells as their owner sees them; dates become ISO text."""
    return frame.map(
        lambda cell: cell.isoformat() if hasattr(cell, "isoformat") else cell
    )


def _read_csv(path: Path) -> pd.DataFrame:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = zlib.decompress(data, wbits=31)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableError(
            [Problem(path.name, "is not UTF-8 text: save it as CSV UTF-8", row=line)]
        ) from error
    if "\0" in text:
        raise TableError([Problem(path.name, "is not a text file")])
    if not text.strip():
        raise TableError([Problem(path.name, "is empty")])
    return _frame(text, path.name)


def _frame(text: str, source: str) -> pd.DataFrame:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    header = [name.strip() for name in next(rows)]
    body, lines, problems = [], [], []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            problems.append(
                Problem(
                    source,
                    f"has {len(row)} cells, the header has {len(header)}",
                    row=rows.line_num,
                )
            )
        body.append(row)
        lines.append(rows.line_num - 2)
    if problems:
        raise TableError(problems)
    return pd.DataFrame(body, columns=header, index=lines, dtype="str")


def _separator(text: str) -> str:
    """Separator of the header line: a comma unless another is commoner."""
    first = text.split("\n", 1)[0]
    return max(_SEPARATORS, key=lambda mark: (first.count(mark), mark == ","))
