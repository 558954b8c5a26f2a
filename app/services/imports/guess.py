"""Guess which column of a file is which, by the names that are usual."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.services.imports.kinds import kind_of
from app.services.imports.mapping import Mapping, Ratio
from app.services.imports.names import CLOCKS, PRESETS, RATIOS, aliases, plain
from wfm.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOCK = re.compile(
    r"\d{1,2}:\d{2}(:\d{2})?( ?[ap]\.? ?m\.?)?( ?- ?\d{1,2}:\d{2}(:\d{2})?)?"
)
_MILITARY = re.compile(r"\d{1,4}")
_ONE_WORD_UNITS = {"ms": "ms", "milisegundos": "ms", "min": "min", "minutos": "min"}


def guess_mapping(
    headers: Sequence[str],
    sample_rows: Sequence[Sequence[str]],
    table: str,
    preset: str = "generic",
) -> Mapping:
    """
    Guess how a file is read into a table.

    Parameters
    ----------
    headers : sequence of str
        Of the file, in its order.
    sample_rows : sequence of sequence of str
        Some of its rows.
    table : str
        Such as ``history``.
    preset : str
        Platform whose names go before all others: ``avaya_cms``, ``genesys_cloud``,
        ``wolkvox``, ``five9``, ``amazon_connect``; ``generic`` for none.

    Returns
    -------
    Mapping
        Columns without a likely header are left out.

    Raises
    ------
    UnknownNameError
        If there is no such table or preset.
    """
    if preset not in PRESETS:
        raise UnknownNameError("preset", preset, PRESETS)
    kind = kind_of(table)
    first = PRESETS[preset] if table == "history" else {}
    free = _by_name(headers)
    columns: dict[str, str] = {}
    for column in kind.table.columns:
        likely = [first[column.name]] if column.name in first else []
        for name in (*likely, *aliases(table, column.name)):
            if name in free:
                taken = columns[column.name] = free[name]
                free = {each: of for each, of in free.items() if of != taken}
                break
    ratios = _ratios(headers, columns) if table == "history" else {}
    clocks = {}
    if kind.times in columns and not _has_clock(
        headers, sample_rows, columns[kind.times]
    ):
        likely = [free[name] for name in CLOCKS if name in free]
        found = [each for each in likely if _is_clock(headers, sample_rows, each)]
        if found and kind.times == "start":
            clocks = {"start": found[0]}
    return Mapping(
        table=table,
        columns=columns,
        ratios=ratios,
        clocks=clocks,
        units=_units(columns),
    )


def fit(cells: Sequence[str], table: str) -> int:
    """
    Count the columns of a table that a row names, as its header would.

    Parameters
    ----------
    cells : sequence of str
        A row.
    table : str
        Such as ``history``.

    Returns
    -------
    int
    """
    names = {plain(cell) for cell in cells}
    columns = kind_of(table).table.names
    return sum(bool(names & set(aliases(table, column))) for column in columns)


def _by_name(headers: Sequence[str]) -> dict[str, str]:
    """Plain name of each header to the header, the first of equal ones."""
    found: dict[str, str] = {}
    for header in headers:
        name = plain(header)
        # Parentheses hold the unit; a short form may be asked for without it.
        bare = plain(re.sub(r"[(\[].*?[)\]]", "", header))
        for each in (name, bare):
            if each:
                found.setdefault(each, header)
    return found


def _ratios(headers: Sequence[str], columns: dict[str, str]) -> dict[str, Ratio]:
    have = _by_name(headers)
    found = {}
    for column, choices in RATIOS.items():
        for totals, over in choices:
            parts = totals.split()
            if column not in columns and {*parts, over} <= set(have):
                total = tuple(have[part] for part in parts)
                found[column] = Ratio(total=total, over=have[over])
                break
    return found


def _cells(
    headers: Sequence[str], rows: Sequence[Sequence[str]], header: str
) -> list[str]:
    place = list(headers).index(header)
    cells = (row[place].strip().lower() for row in rows if place < len(row))
    return [cell for cell in cells if cell]


def _has_clock(
    headers: Sequence[str], rows: Sequence[Sequence[str]], header: str
) -> bool:
    """Whether the times of a column say an hour of the day."""
    cells = _cells(headers, rows, header)
    timed = re.compile(r":\d{2}|^\d{12,14}$|^\d{9,10}$|^\d+[.,]\d+$|\d[ap]m")
    return any(
        timed.search(cell) and not re.search(r"[t ]00:00(:00)?$", cell)
        for cell in cells
    )


def _is_clock(
    headers: Sequence[str], rows: Sequence[Sequence[str]], header: str
) -> bool:
    cells = _cells(headers, rows, header)
    clock = all(_CLOCK.fullmatch(_spaces(cell)) for cell in cells)
    return bool(cells) and (clock or all(map(_MILITARY.fullmatch, cells)))


def _spaces(cell: str) -> str:
    return re.sub(r"\s+", " ", cell)


def _units(columns: dict[str, str]) -> dict[str, str]:
    """Units that headers say of their durations."""
    found = {}
    for column in ("aht_s", "wait_s"):
        words = plain(columns.get(column, "")).split("_")
        said = [_ONE_WORD_UNITS[word] for word in words if word in _ONE_WORD_UNITS]
        if said:
            found[column] = said[0]
    return found
