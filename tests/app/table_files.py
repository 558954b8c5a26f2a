"""Files with tables in them, and the sentences with which they are refused."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from app.files.read import read_table
from wfm.errors import TableError
from wfm.tables import HISTORY

BOGOTA = "America/Bogota"
LINES = "queue,start,offered\nventas,2026-11-30T08:00,5\nventas,2026-11-30T08:30,7\n"


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path, table=HISTORY):
    return read_table(path, table, timezone=BOGOTA)


def refusal(path, table=HISTORY):
    """Every sentence about a file that is refused."""
    with pytest.raises(TableError) as error:
        read(path, table)
    assert all(problem.source == path.name for problem in error.value.problems)
    return [str(problem) for problem in error.value.problems]


def workbook(rows, formats=None):
    """An Excel workbook as people make them: numbers, dates and times in cells."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        looks = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            time: book.add_format({"num_format": "hh:mm"}),
            timedelta: book.add_format({"num_format": "[hh]:mm"}),
        }
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell, looks.get(type(cell)))
    return buffer.getvalue()


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute)  # noqa: DTZ001 - Excel has no zones
