"""Text tables: CSV with commas, or with semicolons, tabs or bars instead."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from app.files.rows import frame_of_rows
from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    import pandas as pd

_SEPARATORS = ",;\t|"


def frame_of_text(data: bytes, source: str) -> pd.DataFrame:
    """
    Cells of a text table.

    Parameters
    ----------
    data : bytes
        UTF-8 text; a byte-order mark is allowed.
    source : str
        File name, for messages.

    Returns
    -------
    DataFrame
        Text as it was written. Blank lines are left out; index `i` is line `i + 2` of
        the file.

    Raises
    ------
    TableError
        If it is no such table; with every row that has too many or too few cells.
    """
    text = _decoded(data, source)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_separator(text), strict=True
    )
    rows, lines = [], []
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(row)
                lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TableError([Problem(source, _why(error), row=begins)]) from error
    return frame_of_rows(rows, lines, source)


def _decoded(data: bytes, source: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableError(
            [Problem(source, "is not UTF-8 text: save it as CSV UTF-8", row=line)]
        ) from error
    if "\0" in text:
        raise TableError([Problem(source, "is not a text file")])
    return text


def _separator(text: str) -> str:
    """Separator of the header line: a comma unless another is commoner."""
    header = text.lstrip().split("\n", 1)[0]
    return max(_SEPARATORS, key=lambda mark: (header.count(mark), mark == ","))


def _why(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return 'has a quotation mark (") that is never closed'
    return f"cannot be read: {error}"
