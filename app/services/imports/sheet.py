"""A table as its file has it: where its header is, and what is no row of it."""

from __future__ import annotations

import gzip
import io
import re
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import pandas as pd

from app.files.rows import MOST_COLUMNS
from app.services.imports.findings import FileRefusedError, Finding, Level, cut
from app.services.imports.guess import fit
from app.services.imports.names import plain
from app.services.imports.text_file import rows_of_text
from app.services.imports.workbook_file import rows_of_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.services.imports.mapping import Mapping
    from app.services.imports.rows import Rows

WEB_BYTES = 50 * 2**20
_MEGABYTE = 2**20
_HEADER_WITHIN, _FEWEST_NAMES = 30, 2
_TOTALS = {"total", "totals", "totales", "total_general", "gran_total", "grand_total"}
_TOTALS |= {"suma", "sum", "promedio", "average", "summary", "resumen"}
# Letters without width and spaces of other widths: they come from web pages.
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    The table of a file as text.

    Attributes
    ----------
    headers : tuple of str
        Names of the columns, each once.
    cells : DataFrame
        Text under the headers; index `i` is line `i + 2` of the file.
    bad : mapping of int to Finding
        Index of rows that cannot be read at all.
    encoding, sheet : str
        Where the table was found.
    findings : tuple of Finding
        What was set aside.
    """

    headers: tuple[str, ...]
    cells: pd.DataFrame
    bad: dict[int, Finding]
    encoding: str
    sheet: str
    findings: tuple[Finding, ...]

    def rows(self, count: int) -> list[list[str]]:
        """Give the first rows as they were written."""
        return [list(map(str, row)) for row in self.cells.head(count).to_numpy()]


def read_sheet(
    content: bytes,
    filename: str,
    table: str,
    mapping: Mapping | None = None,
    *,
    limit: int = WEB_BYTES,
) -> Sheet:
    """
    Find the table in a file.

    Parameters
    ----------
    content : bytes
        The file.
    filename : str
        As its owner calls it: it says the format, and is never used as a path.
    table : str
        Such as ``history``.
    mapping : Mapping, optional
        Its headers are looked for, its encoding and sheet are taken.
    limit : int
        Most bytes, packed or not.

    Returns
    -------
    Sheet

    Raises
    ------
    FileRefusedError
        If there is no such table in it.
    """
    wanted = {plain(header) for header in mapping.headers} if mapping else set()

    def score(cells: Sequence[str]) -> int:
        named = len(wanted & {plain(cell) for cell in cells})
        return max(named, fit(cells, table))

    def fits(rows: list[list[str]]) -> int:
        best = max(map(score, rows[:_HEADER_WITHIN]), default=0)
        return best if best >= _FEWEST_NAMES else 0

    encoding, sheet = (mapping.encoding, mapping.sheet) if mapping else ("", "")
    data, suffix = _unpacked(content, filename, limit)
    if suffix == ".xlsx":
        rows = rows_of_workbook(data, PurePath(filename).name, sheet, fits)
    else:
        rows = rows_of_text(data, encoding)
    if not rows.cells:
        raise FileRefusedError("E_NO_ROWS")
    scores = [score(row) for row in rows.cells[:_HEADER_WITHIN]]
    place = max(range(len(scores)), key=lambda each: (scores[each], -each))
    return _sheet(rows, place if scores[place] >= _FEWEST_NAMES else 0)


def _unpacked(content: bytes, filename: str, limit: int) -> tuple[bytes, str]:
    """Content and suffix of the table itself, its format being what the name says."""
    if len(content) > limit:
        raise FileRefusedError("E_TOO_BIG", limit=f"{limit // _MEGABYTE} MB")
    if not content:
        raise FileRefusedError("E_EMPTY")
    name = PurePath(filename.replace("\\", "/")).name.lower()
    if name.endswith(".gz"):
        content, name = _gunzip(content, limit), name.removesuffix(".gz")
    suffix = PurePath(name).suffix
    _check_format(content, suffix)
    return content, suffix


def _gunzip(content: bytes, limit: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            data = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FileRefusedError(
            "E_TYPE_MISMATCH", expected="gzip", found="another or damaged"
        ) from error
    # A table of numbers shrinks 5 to 30 times.
    if len(data) > limit or len(data) > _MEGABYTE + 200 * len(content):
        raise FileRefusedError("E_ZIP_BOMB")
    return data


def _check_format(content: bytes, suffix: str) -> None:
    head = content[:512].lstrip().lower()
    if head.startswith((b"<html", b"<table", b"<!doctype html")):
        raise FileRefusedError("E_TYPE_MISMATCH", found="a web page", expected=suffix)
    if content.startswith(_OLE) or suffix == ".xls":
        raise FileRefusedError(*_of_old_excel(suffix))
    if suffix == ".xlsm":
        raise FileRefusedError("E_MACRO")
    if suffix not in {*_TEXT_SUFFIXES, ".xlsx"}:
        raise FileRefusedError("E_UNSUPPORTED", suffix=suffix or "such")
    packed = content.startswith(_ZIP)
    if suffix == ".xlsx" and not packed:
        if b"\0" not in content[:512]:
            raise FileRefusedError("E_TYPE_MISMATCH", found="text", expected=suffix)
        raise FileRefusedError("E_ZIP_STRUCTURE")
    if suffix != ".xlsx" and packed:
        raise FileRefusedError("E_TYPE_MISMATCH", found="a workbook", expected=suffix)


def _of_old_excel(suffix: str) -> tuple[str]:
    return ("E_UNSUPPORTED",) if suffix == ".xls" else ("E_ENCRYPTED",)


def _sheet(rows: Rows, place: int) -> Sheet:
    written = [_clean(cell) for cell in rows.cells[place]]
    while written and not written[-1]:
        written.pop()
    if len(written) > MOST_COLUMNS:
        raise FileRefusedError("E_TOO_WIDE")
    headers = _named(written)
    body = list(zip(rows.cells[place + 1 :], rows.lines[place + 1 :], strict=True))
    body, totals = _without_totals(body)
    if not body:
        raise FileRefusedError("E_NO_ROWS")
    uneven = {line - 2: _ragged(row, line, headers) for row, line in body}
    bad = {index: finding for index, finding in uneven.items() if finding is not None}
    bad |= {
        line - 2: Finding(code=code, level=Level.ROW, row=line, column=headers[column])
        for (line, column), code in rows.unread.items()
        if column < len(headers) and line > rows.lines[place]
    }
    width = len(headers)
    even = [[*row[:width], *[""] * (width - len(row))] for row, _ in body]
    frame = pd.DataFrame(
        even, columns=headers, index=[line - 2 for _, line in body], dtype="str"
    )
    cells, trimmed = _trimmed(frame)
    return Sheet(
        headers=tuple(headers),
        cells=cells,
        bad=bad,
        encoding=rows.encoding,
        sheet=rows.sheet,
        findings=(*rows.findings, *_set_aside(place, totals, trimmed)),
    )


def _set_aside(place: int, totals: list[int], trimmed: int) -> Iterator[Finding]:
    if place:
        count = {"count": str(place)}
        yield Finding(code="W_PREAMBLE", level=Level.NOTE, said=count)
    for line in totals:
        yield Finding(code="W_TOTAL_ROW", level=Level.NOTE, row=line)
    if trimmed:
        count = {"count": str(trimmed)}
        yield Finding(code="W_TRIM", level=Level.NOTE, said=count)


def _named(written: list[str]) -> list[str]:
    """Headers, those without a name called by their place; none twice."""
    names = [name or f"#{place}" for place, name in enumerate(written, start=1)]
    for name in names:
        if names.count(name) > 1:
            raise FileRefusedError("E_DUP_COLUMN", source=name)
    return names


def _ragged(row: Sequence[str], line: int, headers: list[str]) -> Finding | None:
    """Tell a row with too few cells, or with something beyond the last header."""
    width = len(headers)
    beyond = any(cell.strip() for cell in row[width:])
    if len(row) >= width and not beyond:
        return None
    said = {"found": str(len(row)), "expected": str(width)}
    return Finding(code="E_RAGGED", level=Level.ROW, row=line, said=said)


def _without_totals(
    body: list[tuple[Sequence[str], int]],
) -> tuple[list[tuple[Sequence[str], int]], list[int]]:
    """Rows, and the lines of totals at their end."""
    totals: list[int] = []
    while body and _is_total(body[-1][0]):
        totals.append(body[-1][1])
        body = body[:-1]
    return body, totals


def _is_total(row: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell.strip()), "")
    blank = any(not cell.strip() for cell in row)
    return plain(first) in _TOTALS and blank


def _clean(cell: str) -> str:
    """Visible letters of a cell, composed, without spaces around them."""
    if cell.isascii():
        return cell.strip()
    seen = _SPACES.sub(" ", _UNSEEN.sub("", cell))
    return unicodedata.normalize("NFC", seen).strip()


def _trimmed(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Cells without what cannot be seen, and how many had something of it."""
    changed = 0
    cleaned = {}
    for name in frame:
        column = frame[name]
        distinct = {cell: _clean(cell) for cell in column.unique()}
        unseen = [cell for cell, clean in distinct.items() if clean != cell]
        if unseen:
            changed += int(column.isin(unseen).sum())
        cleaned[name] = column.map(distinct)
    return pd.DataFrame(cleaned, index=frame.index, dtype="str"), changed


def shown(filename: str) -> str:
    """
    Name of a file as it may be shown and kept.

    Parameters
    ----------
    filename : str
        As its owner calls it.

    Returns
    -------
    str
        Last part of it, one line, of at most 80 letters.
    """
    name = PurePath(filename.replace("\\", "/")).name
    return cut("".join(each for each in name if each.isprintable()) or "file")
