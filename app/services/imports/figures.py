"""Numbers and durations as people and platforms write them, to plain text."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from app.services.imports.mapping import AUTO

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.ASCII)
_GROUPS = {
    mark: re.compile(rf"[-+]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", re.ASCII)
    for mark in ",."
}
_NOT_FINITE = re.compile(r"[-+]?(?:nan|inf|infinity)", re.IGNORECASE)
_CELL_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|¡\w+!.*|N/D)")
_CLOCK = re.compile(r"\d+:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?", re.ASCII)
SECONDS = {"s": 1.0, "ms": 0.001, "min": 60.0}
UNCLEAR = "unclear"
_MINUTE = 60


def decimal_mark(cells: Iterable[str]) -> tuple[str, str]:
    """
    Tell which mark stands before decimals.

    Parameters
    ----------
    cells : iterable of str
        Numbers, or anything else, which is passed over.

    Returns
    -------
    mark : str
        ``.`` or ``,``; ``unclear`` where every number with a mark can be read in both
        ways.
    example : str
        A number that can be read in both ways; empty where none is needed.
    """
    example = ""
    seen = {",": 0, ".": 0}
    for cell in cells:
        mark = _mark(cell)
        if mark == UNCLEAR:
            example = example or cell
        elif mark:
            seen[mark] += 1
    if seen[","] and not seen["."]:
        return ",", ""
    if example and not seen["."]:
        return UNCLEAR, example
    return ".", ""


def _mark(cell: str) -> str:
    """Mark of decimals of one number; empty where it has none."""
    points, commas = cell.count("."), cell.count(",")
    marked = re.fullmatch(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?", cell, re.ASCII)
    if not marked or not points + commas:
        return ""
    if points and commas:
        return "," if cell.rindex(",") > cell.rindex(".") else "."
    mark, other = (".", ",") if points else (",", ".")
    groups = _GROUPS[mark].fullmatch(cell)
    if points + commas > 1:
        return other if groups else ""
    grouped = groups and not cell.lstrip("+-").startswith("0")
    return UNCLEAR if grouped else mark


def number(cell: str, mark: str) -> tuple[str, str]:
    """
    Read one number.

    Parameters
    ----------
    cell : str
        As written.
    mark : str
        Before decimals; the other may group thousands.

    Returns
    -------
    plain : str
        With a point before decimals; empty if wrong.
    code : str
        Why it is wrong; else empty.
    """
    if not cell:
        return "", ""
    if _CELL_ERROR.fullmatch(cell):
        return "", "E_CELL_ERROR"
    if _NOT_FINITE.fullmatch(cell):
        return "", "E_NONFINITE"
    text = _ungrouped(cell.lower(), mark)
    if not _PLAIN.fullmatch(text):
        return "", "E_NUMBER"
    if not math.isfinite(float(text)):
        return "", "E_NONFINITE"
    return text, ""


def _ungrouped(text: str, mark: str) -> str:
    """Write a number with a point and without groups; empty where they are wrong."""
    other = "." if mark == "," else ","
    whole, _, decimals = text.partition(mark)
    if other in text:
        if other in decimals or not _GROUPS[other].fullmatch(whole):
            return ""
        whole = whole.replace(other, "")
    return f"{whole}.{decimals}" if decimals else whole


def seconds(cell: str, unit: str, mark: str) -> tuple[str, str]:
    """
    Read one duration.

    Parameters
    ----------
    cell : str
        ``270``, ``4:30`` or ``00:04:30``.
    unit : str
        Of a number: ``s``, ``ms`` or ``min``; anything else is seconds.
    mark : str
        Before decimals.

    Returns
    -------
    plain : str
        Seconds; empty if wrong.
    code : str
        Why it is wrong; else empty.
    """
    if _CLOCK.fullmatch(cell):
        total = 0.0
        for part in cell.split(":"):
            total = total * _MINUTE + float(part)
        return f"{total:g}" if total < 1e5 else f"{total:.0f}", ""  # noqa: PLR2004
    plain, code = number(cell, mark)
    factor = SECONDS.get(unit, 1.0)
    if not plain or factor == 1.0:
        return plain, code
    return repr(float(plain) * factor), code


def unit_of(cells: Iterable[str], unit: str) -> str:
    """
    Give the unit of a column: as said, or ``hms`` where its cells are clocks.

    Parameters
    ----------
    cells : iterable of str
        Of the column.
    unit : str
        As the mapping says; ``auto`` to find out.

    Returns
    -------
    str
    """
    if unit != AUTO:
        return unit
    given = [cell for cell in cells if cell]
    return "hms" if given and all(_CLOCK.fullmatch(each) for each in given) else "s"
