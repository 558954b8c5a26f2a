"""Compressed files, and how large they may become when they are opened."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 512 * 2**20
_MEGABYTE = 2**20
# What reading an archive raises where it is damaged, or packed in an unknown way.
DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
# Sheets of text and numbers shrink 5 to 30 times; what shrinks far more is made to
# fill the memory of whoever opens it.
_MOST_RATIO, _SUSPECT_BYTES = 100, 50 * _MEGABYTE
_MOST_CELLS = 50_000_000
_CELL = re.compile(rb'<c\b[^>]*? r="([A-Z]+)(\d+)"')
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def gunzip(data: bytes, source: str) -> bytes:
    """
    Unpack a gzip file of one or more members.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.

    Returns
    -------
    bytes
        At most ``MOST_BYTES``.

    Raises
    ------
    TableError
        If it is no gzip file, is damaged, or unpacks to more than that.
    """
    try:
        # Counted before it is kept, so that a bomb costs time but no memory.
        size = 0
        with gzip.open(io.BytesIO(data)) as file:
            while chunk := file.read(_MEGABYTE):
                size += len(chunk)
                if size > MOST_BYTES:
                    raise _refused(source, f"unpacks to more than {_said(MOST_BYTES)}")
        return gzip.decompress(data)
    except gzip.BadGzipFile as error:
        raise _refused(
            source, "is not a gzip file, or is damaged: unpack it, or name it .csv"
        ) from error
    except (zlib.error, EOFError) as error:
        raise _refused(
            source, "is a damaged gzip file: it ends too early or cannot be unpacked"
        ) from error


def check_workbook(data: bytes, source: str) -> None:
    """
    Refuse what is no Excel workbook, or one that would fill the memory.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.

    Raises
    ------
    TableError
        If it is one of these.
    """
    if data.startswith(_OLD_EXCEL):
        raise _refused(
            source,
            "is an old Excel file or has a password: save it as .xlsx without one",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, len(data), source)
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _check_cells(archive, name, source)
    except DAMAGED as error:
        raise _refused(
            source, "is not an Excel workbook, or is damaged: save it as .xlsx or .csv"
        ) from error


def _check_size(archive: zipfile.ZipFile, packed: int, source: str) -> None:
    size = sum(entry.file_size for entry in archive.infolist())
    bomb = size > _SUSPECT_BYTES and size > _MOST_RATIO * packed
    if bomb or size > MOST_BYTES:
        raise _refused(
            source, f"unpacks to {_said(size)}: more than a workbook of this size holds"
        )


def _check_cells(archive: zipfile.ZipFile, sheet: str, source: str) -> None:
    # A sheet is read as a rectangle, so one stray cell far away makes it huge.
    columns: set[bytes] = set()
    rows = 0
    for text in _chunks(archive, sheet):
        cells = _CELL.findall(text)
        columns.update(column for column, _ in cells)
        rows = max(rows, max((int(row) for _, row in cells), default=0))
    if rows * max(map(_column_number, columns), default=0) > _MOST_CELLS:
        raise _refused(
            source,
            f"has cells as far as row {rows}, column "
            f"{max(columns, key=_column_number).decode()}: delete what lies outside "
            "the table",
        )


def _chunks(archive: zipfile.ZipFile, sheet: str) -> Iterator[bytes]:
    """Pieces of a sheet, none of which cuts a tag in two."""
    rest = b""
    with archive.open(sheet) as file:
        while chunk := file.read(_MEGABYTE):
            whole, mark, rest = (rest + chunk).rpartition(b"<")
            yield whole
            rest = mark + rest
    yield rest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _said(size: int) -> str:
    return f"{size / _MEGABYTE:,.0f} MB"


def _refused(source: str, message: str) -> TableError:
    return TableError([Problem(source, message)])
