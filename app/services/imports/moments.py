"""Dates and times as people and platforms write them, to ISO text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_OFFSET = r"(?P<offset>\s?(?:z|[+-]\d{2}:?\d{2}))?"
_CLOCK = (
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\s*(?P<half>[ap]\.?\s?m\.?)?"
    r"(?:\s+(?:-|a|to|hasta)\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_ISO = re.compile(
    rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})[t ]*{_CLOCK}{_OFFSET}"
)
_SHORT = re.compile(
    rf"(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.](?P<y>\d{{4}}|\d{{2}})[, ]*"
    rf"{_CLOCK}{_OFFSET}"
)
_NAMED = re.compile(
    rf"(?P<d>\d{{1,2}})[- /.]*(?:de )?(?P<name>[a-z]{{3,10}})\.?[- /.,]*(?:de )?"
    rf"(?P<y>\d{{4}})[, ]*{_CLOCK}{_OFFSET}"
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?P<clock>\d{4}|\d{6})?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TIME = re.compile(_CLOCK + r"(?:-\d{1,2}:\d{2}(?::\d{2})?)?")
_DAY_BEFORE = re.compile(r"^\d{4}-\d{2}-\d{2}t")
_MONTHS = [
    "jan ene",
    "feb",
    "mar",
    "apr abr",
    "may",
    "jun",
    "jul",
    "aug ago",
    "sep set",
    "oct",
    "nov",
    "dec dic",
]
_OF_NAME = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAY_ONE_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - wall clock of a workbook
_FIRST, _LAST, _CENTURY = 1970, 2199, 2000
# Days since 1900 of 1990 and 2100; seconds of 2001 and 2100.
_SERIAL, _EPOCH = (32_874, 73_051), (978_307_200, 4_102_444_800)
_HOURS, _NOON = 24, 12


def order_of(cells: Iterable[str]) -> str:
    """
    Tell whether dates begin with the day or the month.

    Parameters
    ----------
    cells : iterable of str
        Dates, or anything else, which is passed over.

    Returns
    -------
    str
        ``dmy`` or ``mdy`` where some date can be read in one way only; ``mixed``
        where some can in each; ``short`` where the year may be any of the parts;
        ``unclear`` where every one can be read in both; ``excel``, ``epoch_s`` or
        ``epoch_ms`` where all are numbers of that size; else ``iso``.
    """
    dmy = mdy = either = short = False
    guesses = set()
    for cell in cells:
        text = cell.lower()
        if _NUMBER.fullmatch(text):
            guesses.add(_number_kind(text))
        elif found := _SHORT.fullmatch(text):
            first, second = int(found["a"]), int(found["b"])
            short |= len(found["y"]) == 2  # noqa: PLR2004
            dmy |= first > 12 >= second  # noqa: PLR2004
            mdy |= second > 12 >= first  # noqa: PLR2004
            either |= first <= 12 and second <= 12  # noqa: PLR2004
    if dmy and mdy:
        return "mixed"
    if short:
        return "short"
    if dmy or mdy:
        return "dmy" if dmy else "mdy"
    if either:
        return "unclear"
    return guesses.pop() if len(guesses) == 1 else "iso"


def _number_kind(text: str) -> str:
    number = float(text)
    if _SERIAL[0] <= number <= _SERIAL[1]:
        return "excel"
    if _EPOCH[0] <= number <= _EPOCH[1]:
        return "epoch_s"
    return "epoch_ms" if _EPOCH[0] <= number / 1000 <= _EPOCH[1] else "iso"


def moment(cell: str, order: str) -> tuple[str, str]:
    """
    Read one date and time.

    Parameters
    ----------
    cell : str
        As written.
    order : str
        ``dmy`` or ``mdy``, ``excel``, ``epoch_s``, ``epoch_ms``; else the year first.

    Returns
    -------
    iso : str
        Date, or date and time with its offset if it has one; empty if wrong.
    code : str
        Why it is wrong; else empty.
    """
    text = " ".join(cell.lower().split())
    if not text:
        return "", ""
    if _NUMBER.fullmatch(text) and order in {"excel", "epoch_s", "epoch_ms"}:
        return _of_number(float(text), order)
    found = _found(text, order)
    if found is None:
        return "", "E_DATE"
    year, month, day = _calendar(found, order)
    if not _FIRST <= year <= _LAST:
        return "", "E_DATE_RANGE"
    wall = _wall(year, month, day, found)
    offset = (found.get("offset") or "").strip().upper()
    return (wall + offset, "") if wall else ("", "E_DATE")


def _found(text: str, order: str) -> dict[str, str] | None:
    """Pieces of a date; None if it is none in this order."""
    for pattern in (_ISO, _SHORT, _NAMED, _COMPACT):
        match = pattern.fullmatch(text)
        if match and (pattern is not _SHORT or order in {"dmy", "mdy"}):
            found = match.groupdict()
            named = pattern is not _NAMED or found["name"][:3] in _OF_NAME
            return found if named else None
    return None


def _calendar(found: dict[str, str], order: str) -> tuple[int, int, int]:
    """Year, month and day, existing or not."""
    year = int(found["y"])
    if "a" in found:
        year += _CENTURY if len(found["y"]) == 2 else 0  # noqa: PLR2004
        first, second = int(found["a"]), int(found["b"])
        return (year, second, first) if order == "dmy" else (year, first, second)
    name = found.get("name")
    month = _OF_NAME[name[:3]] if name else int(found["m"])
    return year, month, int(found["d"])


def _wall(year: int, month: int, day: int, found: dict[str, str]) -> str:
    """Day, or day and time, as ISO text; empty where there is no such."""
    clock = found.get("clock") or ""
    if clock.isdecimal():
        clock = ":".join(clock[at : at + 2] for at in range(0, len(clock), 2))
    try:
        first = date(year, month, day)
    except ValueError:
        return ""
    if not clock:
        return "" if found.get("half") else first.isoformat()
    seconds = seconds_of_clock(clock, found.get("half"))
    if seconds is None:
        return ""
    wall = datetime.combine(first, datetime.min.time()) + timedelta(seconds=seconds)
    return wall.isoformat()


def _of_number(number: float, order: str) -> tuple[str, str]:
    kind = _number_kind(str(number))
    if kind != order:
        return "", "E_DATE"
    if order == "excel":
        wall = _DAY_ONE_1900 + timedelta(seconds=round(number * 86_400))
        return wall.isoformat(), ""
    seconds = number if order == "epoch_s" else number / 1000
    return datetime.fromtimestamp(round(seconds), tz=UTC).isoformat(), ""


def seconds_of_clock(text: str, half: str | None = "") -> float | None:
    """
    Seconds since midnight of a time of day.

    Parameters
    ----------
    text : str
        ``8:30``, ``08:30:15`` or ``24:00``.
    half : str, optional
        ``am`` or ``p. m.``, where the hours count to 12.

    Returns
    -------
    float or None
        None where there is no such time.
    """
    hours, minutes, *rest = text.split(":")
    hour, minute, second = int(hours), int(minutes), float(rest[0]) if rest else 0.0
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    end = hour == _HOURS and not minute and not second
    if not (hour < _HOURS or end) or minute >= 60 or second >= 60:  # noqa: PLR2004
        return None
    return hour * 3600 + minute * 60 + second


def clocks(cells: Iterable[str]) -> dict[str, str]:
    """
    Read times of day that have a column of their own.

    Parameters
    ----------
    cells : iterable of str
        Each distinct cell: ``08:30``, ``8:30 a. m.``, ``08:30 - 09:00``, 830 or, where
        none is above 24, whole hours.

    Returns
    -------
    dict of str to str
        Each cell to ``HH:MM:SS``; empty where it is no time of day.
    """
    distinct = list(cells)
    whole = [int(cell) for cell in distinct if cell.isdecimal() and cell.isascii()]
    hours = bool(whole) and max(whole) <= _HOURS
    return {cell: _clock(cell, hours=hours) for cell in distinct}


def _clock(cell: str, *, hours: bool) -> str:
    text = " ".join(cell.lower().split())
    if text.isdecimal() and text.isascii():
        number = int(text)
        text = f"{number}:00" if hours else f"{number // 100}:{number % 100:02d}"
    # A workbook may write a time of day on the first day of its calendar.
    found = _TIME.fullmatch(_DAY_BEFORE.sub("", text))
    if not found or not found["clock"]:
        return ""
    seconds = seconds_of_clock(found["clock"], found["half"])
    if seconds is None:
        return ""
    whole = round(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
