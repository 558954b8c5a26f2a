"""Rows of the sheet of a workbook that holds the table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from app.files.workbook import sheet_texts
from app.services.imports.archive import (
    check_archive,
    counts_from_1904,
    has_links,
    unread_cells,
)
from app.services.imports.findings import FileRefusedError, Finding, Level
from app.services.imports.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable

_Sheet = tuple[list[list[str]], list[int]]
_LETTERS = 26


def rows_of_workbook(
    data: bytes,
    source: str,
    sheet: str,
    fits: Callable[[list[list[str]]], int],
) -> Rows:
    """
    Read the rows of one sheet.

    Parameters
    ----------
    data : bytes
        The workbook.
    source : str
        Its name, for messages.
    sheet : str
        Name of the sheet; by default the only visible one that has the table.
    fits : callable
        How many columns of the table the first rows of a sheet have.

    Returns
    -------
    Rows

    Raises
    ------
    FileRefusedError
        If it is no sound workbook, or has no such sheet or several.
    """
    check_archive(data, source)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = [
                each.name
                for each in book.sheets_metadata
                if each.visible == SheetVisibleEnum.Visible
            ]
            every = list(book.sheet_names)
            name, (cells, lines) = _chosen(book, sheet, shown, fits)
    except (CalamineError, IndexError) as error:
        raise FileRefusedError("E_ZIP_STRUCTURE") from error
    notes = []
    if len(shown) < len(every) or has_links(data):
        notes.append(Finding(code="W_HIDDEN", level=Level.NOTE))
    if counts_from_1904(data):
        notes.append(Finding(code="W_DATE1904", level=Level.NOTE))
    unread = {
        (row, _place(letters)): code
        for (row, letters), code in unread_cells(data, every.index(name)).items()
    }
    return Rows(
        cells=cells, lines=lines, sheet=name, unread=unread, findings=tuple(notes)
    )


def _chosen(
    book: CalamineWorkbook,
    sheet: str,
    shown: list[str],
    fits: Callable[[list[list[str]]], int],
) -> tuple[str, _Sheet]:
    if sheet:
        if sheet not in book.sheet_names:
            raise FileRefusedError("E_SHEET", sheets=", ".join(shown))
        return sheet, _rows(book, sheet)
    read = {name: _rows(book, name) for name in shown}
    if len(read) == 1:
        return next(iter(read.items()))
    found = {name: fits(rows[0]) for name, rows in read.items()}
    best = max(found.values(), default=0)
    likely = [name for name, count in found.items() if count == best]
    if not best:
        raise FileRefusedError("E_SHEET", sheets=", ".join(shown))
    if len(likely) > 1:
        raise FileRefusedError("E_SHEET_CHOICE", sheets=", ".join(likely))
    return likely[0], read[likely[0]]


def _rows(book: CalamineWorkbook, name: str) -> _Sheet:
    texts = sheet_texts(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    filled = [(list(row), line) for line, row in enumerate(texts, 1) if any(row)]
    return [row for row, _ in filled], [line for _, line in filled]


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1
