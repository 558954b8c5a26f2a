"""Excel workbooks: the first sheet, its cells as their owner sees them."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from app.files.compressed import check_workbook
from app.files.rows import frame_of_rows
from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    import pandas as pd

Cell = str | float | bool | time | date | datetime | timedelta


def frame_of_workbook(data: bytes, source: str) -> pd.DataFrame:
    """
    Cells of the first sheet, under the header in its first row with text.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.

    Returns
    -------
    DataFrame
        Text, ISO dates and times. Blank rows are left out; index `i` is row `i + 2` of
        the sheet.

    Raises
    ------
    TableError
        If it is no workbook, holds no table, or would fill the memory.
    """
    check_workbook(data, source)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise TableError(
            [Problem(source, f"cannot be read as an Excel workbook: {error}")]
        ) from error
    filled = [
        (row, line) for line, row in enumerate(sheet_texts(rows), start=1) if any(row)
    ]
    return frame_of_rows(
        [row for row, _ in filled], [line for _, line in filled], source
    )


def sheet_texts(rows: list[list[Cell]]) -> list[tuple[str, ...]]:
    """
    Cells of a sheet as text.

    Parameters
    ----------
    rows : list of list of Cell
        As calamine reads them, all of one length.

    Returns
    -------
    list of tuple of str
        ISO dates and times; whole numbers without a decimal point.
    """
    columns = [_texts(column) for column in zip(*rows, strict=True)]
    return list(zip(*columns, strict=True))


def _texts(column: tuple[Cell, ...]) -> list[str]:
    # A midnight arrives as a date; among times of day it is one of them.
    timed = any(isinstance(cell, datetime) for cell in column)
    return [_text(cell, timed=timed) for cell in column]


def _text(cell: Cell, *, timed: bool = False) -> str:
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
        return clock + (f":{seconds:02d}" if seconds else "")
    if isinstance(cell, date | time):
        midnight = timed and not isinstance(cell, datetime | time)
        return cell.isoformat() + ("T00:00:00" if midnight else "")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
