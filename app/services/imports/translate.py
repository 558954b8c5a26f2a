"""From the cells of a file, by a mapping, to cells as the contracts write them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from app.services.imports.figures import (
    UNCLEAR,
    decimal_mark,
    number,
    seconds,
    unit_of,
)
from app.services.imports.findings import FileRefusedError, Finding, Level, cut
from app.services.imports.kinds import Kind, kind_of
from app.services.imports.mapping import AUTO
from app.services.imports.moments import clocks, moment, order_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.services.imports.mapping import Mapping, Ratio
    from app.services.imports.sheet import Sheet
    from wfm.tables import Column

DURATIONS = ("aht_s", "wait_s")
_GUESSES = {"excel": "days of Excel", "epoch_s": "seconds", "epoch_ms": "milliseconds"}


@dataclass(slots=True)
class Found:
    """
    What was found so far, by rows and for the file.

    Attributes
    ----------
    rows : list of Finding
        Rows that cannot be imported, one or more findings each.
    bad : set of int
        Index of those rows; index `i` is line `i + 2`.
    notes : list of Finding
        All others.
    """

    rows: list[Finding] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)
    notes: list[Finding] = field(default_factory=list)

    def row(self, index: int, finding: Finding) -> None:
        """Add a row that cannot be imported."""
        self.rows.append(finding)
        self.bad.add(index)

    def cells(self, cells: pd.Series, codes: dict[str, str], column: str) -> None:
        """Add every cell whose text has a code."""
        wrong = cells[cells.isin([cell for cell, code in codes.items() if code])]
        for index, cell in wrong.items():
            place = int(str(index))
            self.row(
                place,
                Finding(
                    code=codes[cell],
                    level=Level.ROW,
                    row=place + 2,
                    column=column,
                    value=cut(cell),
                ),
            )

    def note(self, code: str, **said: object) -> None:
        """Add what is to be known about the file."""
        self._add(code, Level.NOTE, said)

    def ask(self, code: str, mapping: Mapping, **said: object) -> None:
        """Add what a person must confirm; a note where that was done."""
        sure = code in mapping.confirmed
        self._add(code, Level.NOTE if sure else Level.QUESTION, said)

    def _add(self, code: str, level: Level, said: dict[str, object]) -> None:
        value, column = said.pop("value", ""), said.pop("column", "")
        self.notes.append(
            Finding(
                code=code,
                level=level,
                column=str(column),
                value=cut(value),
                said={name: cut(each) for name, each in said.items()},
            )
        )


def translate(
    sheet: Sheet, mapping: Mapping, found: Found
) -> tuple[pd.DataFrame, Mapping]:
    """
    Give the cells of a file as a table's contract expects them.

    Parameters
    ----------
    sheet : Sheet
        As read from the file.
    mapping : Mapping
        Which column is which.
    found : Found
        Takes what is wrong with cells, and what was taken for granted.

    Returns
    -------
    frame : DataFrame
        Text under the table's own columns; index as that of the sheet.
    mapping : Mapping
        With what was found out: order of dates, mark of decimals, units.

    Raises
    ------
    FileRefusedError
        If columns are missing, or the dates are written in two orders.
    """
    kind = kind_of(mapping.table)
    _check_columns(sheet, mapping, kind, found)
    mapping = _resolved(sheet, mapping, kind, found)
    frame: dict[str, pd.Series] = {}
    for column in kind.table.columns:
        if column.name in mapping.targets:
            frame[column.name] = _column(sheet, mapping, column, found)
    return pd.DataFrame(frame, index=sheet.cells.index), mapping


def _check_columns(sheet: Sheet, mapping: Mapping, kind: Kind, found: Found) -> None:
    absent = [each for each in mapping.headers if each not in sheet.headers]
    if absent:
        raise FileRefusedError("E_MAPPED_COLUMN", source=absent[0])
    derived = {"end"} if kind.name == "states" else set()
    needed = {each.name for each in kind.table.columns if each.required} - derived
    # A blank kind of absence is allowed, so its column may be missing too.
    needed -= {"kind"}
    missing = [name for name in kind.table.names if name in needed - mapping.targets]
    if missing:
        raise FileRefusedError("E_MISSING_COLUMN", needed=", ".join(missing))
    for header in sheet.headers:
        if header not in mapping.headers and not header.startswith("#"):
            found.note("W_EXTRA_COLUMN", value=header)


def _resolved(sheet: Sheet, mapping: Mapping, kind: Kind, found: Found) -> Mapping:
    """Give the mapping in which all that can be found out is said."""
    mapping = replace(mapping, date_order=_order(sheet, mapping, kind, found))
    mapping = replace(mapping, decimal=_decimal(sheet, mapping, kind, found))
    units = dict(mapping.units)
    for column in (each for each in DURATIONS if each in mapping.columns):
        cells = sheet.cells[mapping.columns[column]].unique()
        units[column] = unit_of(cells, units.get(column, AUTO))
        if units[column] != "s":
            found.note("W_UNIT_TAKEN", column=column, unit=units[column])
    return replace(mapping, units=units)


def _order(sheet: Sheet, mapping: Mapping, kind: Kind, found: Found) -> str:
    if mapping.date_order != AUTO:
        return mapping.date_order
    dated = [each.name for each in kind.table.columns if each.kind in {"time", "date"}]
    headers = [mapping.columns[name] for name in dated if name in mapping.columns]
    cells = list(
        dict.fromkeys(c for name in headers for c in sheet.cells[name].unique())
    )
    order = order_of(cells)
    example = next((cell for cell in cells if cell), "")
    if order == "mixed":
        raise FileRefusedError("E_DATE_MIXED")
    if order in {"short", "unclear"}:
        found.ask("E_DATE_AMBIGUOUS", mapping, value=example, column=headers[0])
        return "dmy"
    if order in _GUESSES:
        guess = _GUESSES[order]
        found.ask("E_DATE_SERIAL", mapping, value=example, guess=guess)
    return order


def _decimal(sheet: Sheet, mapping: Mapping, kind: Kind, found: Found) -> str:
    if mapping.decimal != AUTO:
        return mapping.decimal
    numeric = [
        mapping.columns[each.name]
        for each in kind.table.columns
        if each.kind in {"number", "integer"} and each.name in mapping.columns
    ]
    totals = [h for each in mapping.ratios.values() for h in (*each.total, each.over)]
    cells = (c for name in (*numeric, *totals) for c in sheet.cells[name].unique())
    mark, example = decimal_mark(cells)
    if mark == UNCLEAR:
        found.ask("E_DECIMAL_AMBIGUOUS", mapping, value=example)
        return "."
    if mark == ",":
        found.note("W_DECIMAL", mark=mark)
    return mark


def _column(sheet: Sheet, mapping: Mapping, column: Column, found: Found) -> pd.Series:
    name = column.name
    if name in mapping.ratios:
        return _ratio(sheet, mapping, mapping.ratios[name], found)
    header = mapping.columns.get(name)
    if header is None:
        constant = mapping.constants[name]
        cells = pd.Series(constant, index=sheet.cells.index, dtype="str")
        return _read(cells, _reader(mapping, column), name, found)
    cells = sheet.cells[header]
    if name in mapping.clocks:
        return _day_and_clock(sheet, mapping, name, found)
    return _read(cells, _reader(mapping, column), header, found)


def _reader(
    mapping: Mapping, column: Column
) -> Callable[[str], tuple[str, str]] | None:
    """How cells of a column are read; None where they are taken as they are."""
    if column.name in DURATIONS:
        unit = mapping.units.get(column.name, AUTO)
        return lambda cell: seconds(cell, unit, mapping.decimal)
    if column.kind in {"number", "integer"}:
        return lambda cell: number(cell, mapping.decimal)
    if column.kind == "time":
        return lambda cell: moment(cell, mapping.date_order)
    if column.kind == "date":
        return lambda cell: _day(cell, mapping.date_order)
    return None


def _day(cell: str, order: str) -> tuple[str, str]:
    iso, code = moment(cell, order)
    return iso.split("T")[0], code


def _read(
    cells: pd.Series,
    reader: Callable[[str], tuple[str, str]] | None,
    header: str,
    found: Found,
) -> pd.Series:
    if reader is None:
        return cells
    # The same texts come again and again: each is read once.
    read = {cell: reader(cell) for cell in cells.unique()}
    found.cells(cells, {cell: code for cell, (_, code) in read.items()}, header)
    return cells.map({cell: value for cell, (value, _) in read.items()}).astype("str")


def _day_and_clock(
    sheet: Sheet, mapping: Mapping, name: str, found: Found
) -> pd.Series:
    """Join times whose day and time of day are two columns."""
    header, clock = mapping.columns[name], mapping.clocks[name]
    days = _read(
        sheet.cells[header], lambda cell: _day(cell, mapping.date_order), header, found
    )
    read = clocks(sheet.cells[clock].unique())
    wrong = {cell: "" if value else "E_CLOCK" for cell, value in read.items()}
    found.cells(sheet.cells[clock], wrong, clock)
    times = sheet.cells[clock].map(read).astype("str")
    # Midnight at the end of a day belongs to the next one.
    joined = days + "T" + times
    whole = (days != "") & (times != "")
    return _next_midnights(joined.where(whole, ""))


def _next_midnights(joined: pd.Series) -> pd.Series:
    late = joined.str.endswith("T24:00:00")
    if not late.any():
        return joined
    days = pd.to_datetime(joined[late].str[:10]) + pd.Timedelta(days=1)
    return joined.mask(late, days.dt.strftime("%Y-%m-%dT00:00:00"))


def _ratio(sheet: Sheet, mapping: Mapping, ratio: Ratio, found: Found) -> pd.Series:
    """Totals over what they belong to; blank where that is nothing."""
    parts = [
        pd.to_numeric(_duration(sheet, mapping, header, found), errors="coerce")
        for header in ratio.total
    ]
    over = pd.to_numeric(
        _read(
            sheet.cells[ratio.over],
            lambda cell: number(cell, mapping.decimal),
            ratio.over,
            found,
        ),
        errors="coerce",
    )
    mean = sum(parts[1:], start=parts[0]) / over.where(over > 0)
    return mean.map(lambda value: "" if pd.isna(value) else repr(float(value))).astype(
        "str"
    )


def _duration(sheet: Sheet, mapping: Mapping, header: str, found: Found) -> pd.Series:
    cells = sheet.cells[header]
    unit = next(
        (
            mapping.units[name]
            for name, ratio in mapping.ratios.items()
            if header in ratio.total and name in mapping.units
        ),
        AUTO,
    )
    return _read(
        cells, lambda cell: seconds(cell, unit, mapping.decimal), header, found
    )


def distinct(cells: Iterable[str]) -> list[str]:
    """
    Give each text once, in order, empty ones left out.

    Parameters
    ----------
    cells : iterable of str
        In any number.

    Returns
    -------
    list of str
    """
    return [cell for cell in dict.fromkeys(cells) if cell]
