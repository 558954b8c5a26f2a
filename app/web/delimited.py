"""Tables as CSV files that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.web.spreadsheet import DAY, TEXT, TIME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.web.spreadsheet import Field

# What a spreadsheet takes for the beginning of a formula, in their wide forms too.
_FORMULA = (*"=+-@", *"\uff1d\uff0b\uff0d\uff20", "\t", "\r", "\n", "\0")


def csv_file(fields: Sequence[Field]) -> bytes:
    """
    CSV of some columns: commas, decimal points, UTF-8 with its mark.

    Text that a spreadsheet would take for a formula begins with an apostrophe; numbers
    are as exact as they are, times local ISO.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([_harmless(field.title) for field in fields])
    columns = [[_cell(value, field.kind) for value in field.cells] for field in fields]
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue().encode("utf-8-sig")


def as_csv_download(content: bytes, name: str) -> dict[str, object]:
    """Wrap a file as ``dcc.Download`` takes it, to be saved under a name."""
    return {
        "content": content.decode("utf-8"),
        "filename": name,
        "type": "text/csv;charset=utf-8",
        "base64": False,
    }


def _cell(value: Any, kind: str) -> str:  # noqa: ANN401 - any cell of a table
    if pd.isna(value):
        return ""
    if kind == TEXT:
        return _harmless(str(value))
    if kind == DAY:
        return f"{value:%Y-%m-%d}"
    if kind == TIME:
        return f"{value:%Y-%m-%dT%H:%M}"
    return f"{float(value):.12g}"


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
