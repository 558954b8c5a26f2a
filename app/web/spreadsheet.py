"""Tables as Excel files: headers in the visitor's language, numbers as numbers."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TEXT, WHOLE, DECIMAL, SHARE = "text", "whole", "decimal", "share"
DAY, TIME = "day", "time"
# Excel shows these with the marks of its own language.
_PATTERNS = {
    TEXT: "@",
    WHOLE: "#,##0",
    DECIMAL: "#,##0.0",
    SHARE: "0.0%",
    DAY: "yyyy-mm-dd",
    TIME: "yyyy-mm-dd hh:mm",
}
_SHEET_NAME = 31


@dataclass(frozen=True)
class Field:
    """
    One column of a sheet.

    Attributes
    ----------
    title : str
        Header.
    kind : str
        ``text``, ``whole``, ``decimal``, ``share``, ``day`` or ``time``.
    cells : Series
        Values; times in their own zone, written as local clock.
    """

    title: str
    kind: str
    cells: pd.Series


def workbook(name: str, fields: Sequence[Field]) -> bytes:
    """Excel file of one sheet; see `workbook_of`."""
    return workbook_of({name: fields})


def workbook_of(sheets: Mapping[str, Sequence[Field]]) -> bytes:
    """
    Excel file of some sheets by name, each with a frozen, filterable header.

    Text stays text whatever it starts with, so that no cell becomes a formula.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": _PATTERNS[TIME],
    }
    import xlsxwriter  # noqa: PLC0415 - 12 MB of memory, and few export

    with xlsxwriter.Workbook(buffer, options) as book:
        for name, fields in sheets.items():
            _add_sheet(book, name, fields)
    return buffer.getvalue()


def as_download(content: bytes, name: str) -> dict[str, object]:
    """Wrap a file as ``dcc.Download`` takes it, to be saved under a name."""
    return {
        "content": base64.b64encode(content).decode("ascii"),
        # A name made of what a browser sent may hold what no answer can.
        "filename": name.encode("utf-8", "replace").decode("utf-8"),
        "type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "base64": True,
    }


def _add_sheet(book: xlsxwriter.Workbook, name: str, fields: Sequence[Field]) -> None:
    sheet = book.add_worksheet(_allowed(name))
    head = book.add_format(
        {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    for number, field in enumerate(fields):
        style = book.add_format({"num_format": _PATTERNS[field.kind]})
        sheet.write_string(0, number, field.title, head)
        _write(sheet, number, field, style)
    sheet.freeze_panes(1, 0)
    rows = len(fields[0].cells) if fields else 0
    sheet.autofilter(0, 0, rows, max(len(fields) - 1, 0))
    sheet.autofit()


def _write(sheet: Worksheet, column: int, field: Field, style: Format) -> None:
    for row, cell in enumerate(field.cells, start=1):
        if pd.isna(cell):
            continue
        if field.kind == TEXT:
            sheet.write_string(row, column, str(cell), style)
        elif field.kind in (DAY, TIME):
            local = cell.tz_localize(None).to_pydatetime()
            sheet.write_datetime(row, column, local, style)
        else:
            sheet.write_number(row, column, float(cell), style)


def _allowed(name: str) -> str:
    """Sheet name without the characters Excel forbids."""
    return "".join(c for c in name if c not in r"[]:*?/\'")[:_SHEET_NAME] or "Aforo"
