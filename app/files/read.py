"""Read a table from disk and hold it to its contract."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd
from pyarrow import ArrowException

from app.files.compressed import MOST_BYTES, gunzip
from app.files.delimited import frame_of_text
from app.files.workbook import frame_of_workbook
from wfm.errors import Problem, StoreError, TableError

if TYPE_CHECKING:
    from pathlib import Path

    from wfm.tables import Table

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")


def read_table(path: Path, table: Table, *, timezone: str) -> pd.DataFrame:
    """
    Read a file and hold it to a table's contract.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.csv.gz``, ``.parquet`` or ``.xlsx``, of at most 512 MB, packed or
        not. Text may also be ``.tsv`` or ``.txt``.
    table : Table
        The contract.
    timezone : str
        Zone of times without an offset.

    Returns
    -------
    DataFrame
        Typed, as `Table.parse` returns it.

    Raises
    ------
    StoreError
        If the file cannot be opened.
    TableError
        If it is not such a table; every problem at once, in the order of its rows.
    """
    return table.parse(_cells(path), source=path.name, timezone=timezone)


def rows_with(path: Path, column: str, value: str) -> list[int]:
    """
    Lines of a file in which a column has a value; the header is line 1.

    Parameters
    ----------
    path : Path
        As for `read_table`.
    column, value : str
        What to look for, spaces around it set aside.

    Returns
    -------
    list of int
        In order.
    """
    cells = _cells(path)
    found = cells[column].astype("str").str.strip() == value
    return [int(str(index)) + 2 for index in cells.index[found]]


def columns_of(path: Path) -> list[str]:
    """
    Header of a file, to tell which table it is.

    Parameters
    ----------
    path : Path
        As for `read_table`.

    Returns
    -------
    list of str
        Column names as written, spaces around them set aside.

    Raises
    ------
    StoreError, TableError
        As `read_table`.
    """
    return [str(name).strip() for name in _cells(path)]


def _cells(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file")
    name = path.name.lower()
    if name.endswith(".parquet"):
        return frame_of_parquet(_bytes(path), path.name)
    if name.endswith(".xlsx"):
        return frame_of_workbook(_bytes(path), path.name)
    if name.endswith(".csv.gz"):
        return frame_of_text(gunzip(_bytes(path), path.name), path.name)
    if name.endswith((".csv", ".tsv", ".txt")):
        return frame_of_text(_bytes(path), path.name)
    raise TableError(
        [
            Problem(
                path.name, f"is none of {', '.join(SUFFIXES)}: the format is not known"
            )
        ]
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TableError([Problem(path.name, "is larger than 512 MB")])
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error


def frame_of_parquet(data: bytes, source: str) -> pd.DataFrame:
    """
    Read a Parquet file from memory.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.

    Returns
    -------
    DataFrame
        As it was written; a named index is a column.

    Raises
    ------
    TableError
        If it is no Parquet file, or is damaged.
    """
    try:
        frame = pd.read_parquet(io.BytesIO(data))
    except (ArrowException, OSError, ValueError) as error:
        raise TableError(
            [Problem(source, "is not a Parquet file, or is damaged")]
        ) from error
    # Whoever wrote it may have made a column the index.
    kept = [name for name in frame.index.names if name is not None]
    return frame.reset_index(kept) if kept else frame.reset_index(drop=True)
