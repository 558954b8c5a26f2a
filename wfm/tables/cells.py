"""From text cells to typed columns, with one problem for each cell that fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import Problem
from wfm.intervals import DAY_MINUTES, day_starts, localise, zone

if TYPE_CHECKING:
    from wfm.tables.column import Column

CLOCKS_GO_FORWARD = "the clocks go forward then"
_TIME = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_OFFSET = r"(?:Z|[+-]\d{2}:?\d{2})"
_COMMA = r"[-+]?\d[\d.]*(?:,\d+)+"
_CLOCK = r"(?:(?:[01]?\d|2[0-3]):[0-5]\d|24:00)(?::00)?"
_EARLIEST, _LATEST = 1970, 2199
# As many words as a reader can take in.
_MOST_CHOICES = 30


@dataclass(frozen=True, slots=True)
class Cells:
    """
    The raw cells of one column and what is needed to read them.

    Attributes
    ----------
    raw : Series
        As read; index `i` is line `i + 2` of the file.
    source : str
        File or table, for messages.
    column : Column
        What the cells must be.
    timezone : str
        Zone of times without an offset.
    group : Series or None
        Rows that form one sequence of times, such as the queue.
    """

    raw: pd.Series
    source: str
    column: Column
    timezone: str
    group: pd.Series | None = None

    def problems(self, bad: pd.Series, message: str) -> list[Problem]:
        """
        One problem for each row that is wrong.

        Parameters
        ----------
        bad : Series of bool
            Rows that are.
        message : str
            What must hold.

        Returns
        -------
        list of Problem
            In the order of the rows.
        """
        return [
            Problem(
                self.source,
                message,
                row=int(row) + 2,
                column=self.column.name,
                value=str(self.raw[row]).strip(),
            )
            for row in bad.index[bad]
        ]


def parse_column(cells: Cells) -> tuple[pd.Series, list[Problem]]:
    """
    Typed column and what is wrong with it.

    Parameters
    ----------
    cells : Cells
        The column as it was read.

    Returns
    -------
    values : Series
        Not a number, NaT or empty where a cell is blank or wrong.
    problems : list of Problem
        One for each cell that fails.
    """
    blank = _blank(cells.raw)
    problems = []
    if not cells.column.blank and blank.any():
        problems = [
            Problem(
                cells.source, "is empty", row=int(row) + 2, column=cells.column.name
            )
            for row in blank.index[blank]
        ]
    values, found = _PARSERS[cells.column.kind](cells, blank)
    return values, problems + found


def _blank(raw: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(raw) or pd.api.types.is_datetime64_any_dtype(raw):
        return raw.isna()
    return raw.isna() | (raw.astype("str").str.strip() == "")


def _words(raw: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(raw):
        return raw.astype("str").str.lower()
    # A column of whole numbers with a gap arrives as 101.0: a name has no decimals.
    if pd.api.types.is_float_dtype(raw) and (raw.dropna() % 1 == 0).all():
        raw = raw.astype("Int64")
    return raw.astype("str").str.strip()


def _text(cells: Cells, blank: pd.Series) -> tuple[pd.Series, list[Problem]]:
    values = _words(cells.raw).where(~blank, "")
    choices = cells.column.choices
    if not choices:
        return values, []
    said = ", ".join(choices[:_MOST_CHOICES])
    if len(choices) > _MOST_CHOICES:
        said += f", ... ({len(choices)} in all)"
    if cells.column.listed:
        lists = [_items(value) for value in values]
        values = pd.Series(map(";".join, lists), values.index, dtype="str")
        bad = pd.Series([not set(each) <= set(choices) for each in lists], values.index)
        return values, cells.problems(bad, f"must be words of {said}, separated by ;")
    bad = ~values.isin(choices) & ~blank
    return values, cells.problems(bad, f"must be one of {said}")


def _items(listed: str) -> list[str]:
    """Words of a list in a cell, each once."""
    words = (word.strip() for word in listed.split(";"))
    return list(dict.fromkeys(filter(None, words)))


def _number(cells: Cells, blank: pd.Series) -> tuple[pd.Series, list[Problem]]:
    raw = cells.raw
    if pd.api.types.is_bool_dtype(raw):
        raw = raw.astype("str")
    if not pd.api.types.is_numeric_dtype(raw):
        raw = raw.astype("str").str.strip()
    values = pd.to_numeric(raw, errors="coerce").astype("float64")
    bad = (values.isna() & ~blank) | np.isinf(values)
    with_comma = raw[bad].astype("str").str.fullmatch(_COMMA)
    comma = with_comma.reindex(bad.index, fill_value=False)
    problems = [
        *cells.problems(bad & ~comma, "is not a number"),
        *cells.problems(
            comma,
            "has a comma: decimals are written with a point, like 12.5, and thousands "
            "without a mark",
        ),
    ]
    low, high = cells.column.minimum, cells.column.maximum
    if low is not None:
        problems += cells.problems((values < low) & ~bad, f"must be at least {low:g}")
    if high is not None:
        problems += cells.problems((values > high) & ~bad, f"must be at most {high:g}")
    return values, problems


def _integer(cells: Cells, blank: pd.Series) -> tuple[pd.Series, list[Problem]]:
    values, problems = _number(cells, blank)
    fraction = values.notna() & np.isfinite(values) & (values != np.floor(values))
    problems += cells.problems(fraction, "is not a whole number")
    if problems or values.isna().any():
        return values, problems
    return values.astype("int64"), problems


def _time(cells: Cells, blank: pd.Series) -> tuple[pd.Series, list[Problem]]:
    raw = cells.raw
    if pd.api.types.is_datetime64_any_dtype(raw):
        return _typed_time(cells)
    text = raw.astype("str").str.strip()
    offset = text.str.fullmatch(_TIME + r"\s?" + _OFFSET) & text.str.contains(":")
    naive = text.str.fullmatch(_TIME)
    day_only = text.str.fullmatch(r"\d{4}-\d{2}-\d{2}")
    wall = pd.to_datetime(text.where(naive), format="ISO8601", errors="coerce")
    wall = wall.dt.as_unit("us")
    local = localise(wall.mask(day_only), cells.timezone, cells.group)
    local = local.where(~day_only, _whole_days(wall.where(day_only), cells))
    fixed = pd.to_datetime(
        text.where(offset), format="ISO8601", errors="coerce", utc=True
    ).dt.as_unit("us")
    values = local.where(~offset, fixed.dt.tz_convert(zone(cells.timezone)))
    skipped = naive & wall.notna() & local.isna()
    wrong = values.isna() & ~blank & ~skipped
    far = ~values.dt.year.between(_EARLIEST, _LATEST) & values.notna()
    return values, [
        *cells.problems(wrong, "is not a date and time like 2026-11-30T08:30"),
        *cells.problems(
            skipped, f"does not exist in {cells.timezone}: {CLOCKS_GO_FORWARD}"
        ),
        *cells.problems(far, f"is not between {_EARLIEST} and {_LATEST}"),
    ]


def _whole_days(days: pd.Series, cells: Cells) -> pd.Series:
    ends = cells.column.whole_day == "end"
    return day_starts(days + pd.Timedelta(days=int(ends)), cells.timezone)


def _typed_time(cells: Cells) -> tuple[pd.Series, list[Problem]]:
    raw = cells.raw
    if raw.dt.tz is not None:
        return raw.dt.as_unit("us").dt.tz_convert(zone(cells.timezone)), []
    wall = raw.dt.as_unit("us")
    if (wall == wall.dt.normalize()).all():
        return _whole_days(wall, cells), []
    values = localise(wall, cells.timezone, cells.group)
    return values, cells.problems(
        values.isna() & wall.notna(),
        f"does not exist in {cells.timezone}: {CLOCKS_GO_FORWARD}",
    )


def _date(cells: Cells, blank: pd.Series) -> tuple[pd.Series, list[Problem]]:
    raw = cells.raw
    if pd.api.types.is_datetime64_any_dtype(raw):
        return raw.dt.tz_localize(None).dt.normalize().dt.as_unit("us"), []
    text = (
        raw.astype("str").str.strip().str.replace(r"[T ]00:00(:00)?$", "", regex=True)
    )
    iso = text.str.fullmatch(r"\d{4}-\d{2}-\d{2}")
    values = pd.to_datetime(text.where(iso), format="ISO8601", errors="coerce")
    values = values.dt.as_unit("us")
    far = ~values.dt.year.between(_EARLIEST, _LATEST) & values.notna()
    return values, [
        *cells.problems(values.isna() & ~blank, "is not a date like 2026-11-30"),
        *cells.problems(far, f"is not between {_EARLIEST} and {_LATEST}"),
    ]


def _clock(cells: Cells, blank: pd.Series) -> tuple[pd.Series, list[Problem]]:
    if pd.api.types.is_integer_dtype(cells.raw):
        minutes = cells.raw.astype("int64")
        outside = ~minutes.between(0, DAY_MINUTES)
        return minutes, cells.problems(outside, "is not a minute of the day")
    text = cells.raw.astype("str").str.strip()
    right = text.str.fullmatch(_CLOCK)
    empty = "24:00" if cells.column.whole_day == "end" else "0:00"
    parts = text.where(right, empty).str.extract(r"^(\d+):(\d+)").astype("int64")
    problems = cells.problems(~right & ~blank, "is not a time of day like 08:30")
    return parts[0] * 60 + parts[1], problems


_PARSERS = {
    "text": _text,
    "number": _number,
    "integer": _integer,
    "time": _time,
    "date": _date,
    "clock": _clock,
}
