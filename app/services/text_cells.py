"""Texts that a database cannot keep, told before it is asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String

from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Table


def check_texts(
    table: Table, rows: Iterable[Mapping[str, Any]], *, source: str
) -> None:
    """
    Require that every text fits its column.

    Parameters
    ----------
    table : Table
        Of the store.
    rows : iterable of mapping
        Column to cell.
    source : str
        File or table, for messages.

    Raises
    ------
    TableError
        With each text that is too long, or holds the character NUL.
    """
    problems = list(_problems(table, rows, source))
    if problems:
        raise TableError(problems)


def _problems(
    table: Table, rows: Iterable[Mapping[str, Any]], source: str
) -> Iterator[Problem]:
    for number, row in enumerate(rows):
        for name, cell in row.items():
            if not isinstance(cell, str):
                continue
            place = {"row": number + 2, "column": name}
            kind = table.c[name].type
            most = kind.length if isinstance(kind, String) else None
            if most is not None and len(cell) > most:
                yield _told(source, f"has more than {most} characters", place)
            if "\0" in cell:
                yield _told(source, "has a character that is no text (NUL)", place)


def _told(source: str, message: str, place: Mapping[str, Any]) -> Problem:
    return Problem(source, message, row=place["row"], column=place["column"])
