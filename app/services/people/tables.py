"""Agents and absences between the tables of the files and the rows of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from app.storage import people
from app.storage.facts import seconds_of, times_of
from wfm.tables import AGENTS, TIME_OFF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from wfm.tables import Column

# Columns that an agents file may have beside those that plans read.
PERSONAL = ("name", "document", "email")
_ABSENCE_TIMES = ("start", "end")


def agent_rows(frame: pd.DataFrame, *, whole: bool = False) -> list[dict[str, Any]]:
    """
    Rows for the store.

    Parameters
    ----------
    frame : DataFrame
        Agents table, typed; `PERSONAL` columns are taken over, others are not.
    whole : bool
        Whether columns that are not there are blank; else they are left as they are.

    Returns
    -------
    list of dict
        Days as ISO text, unknown numbers None.
    """
    taken: dict[str, list[Any]] = {}
    for column in AGENTS.columns:
        if column.name in frame:
            taken[column.name] = _cells(frame[column.name], column.kind)
        elif whole:
            blank = "" if column.kind == "text" else None
            taken[column.name] = [blank] * len(frame)
    for name in PERSONAL:
        if name in frame:
            taken[name] = _cells(frame[name], "text")
    return _records(taken, len(frame))


def agent_columns(frame: pd.DataFrame) -> list[str]:
    """
    Columns of the agents table that a frame has.

    Parameters
    ----------
    frame : DataFrame
        May have others, such as `PERSONAL`.

    Returns
    -------
    list of str
        In the contract's order.
    """
    return [name for name in AGENTS.names if name in frame]


def agents_frame(
    rows: Sequence[Mapping[str, Any]], columns: Collection[str], *, source: str = ""
) -> pd.DataFrame:
    """
    Agents table of rows of the store.

    Parameters
    ----------
    rows : sequence of mapping
        As `app.storage.people.agents` gives them; at least one.
    columns : collection of str
        Columns to give even where every cell is blank.
    source : str
        File name for messages.

    Returns
    -------
    DataFrame
        Typed, as the file it came from was.
    """
    series = {}
    for column in AGENTS.columns:
        cells = [row[column.name] for row in rows]
        used = any(cell not in (None, "") for cell in cells)
        if used or column.name in columns:
            series[column.name] = _series(cells, column)
    return AGENTS.parse(pd.DataFrame(series), source=source)


def changed_agents(
    known: Mapping[str, Mapping[str, Any]], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """
    Rows that say something else than what is known; the erased stay erased.

    Parameters
    ----------
    known : mapping of str to mapping
        Agents as `app.storage.people.agents` gives them, by code.
    rows : list of dict
        As `agent_rows` gives them.

    Returns
    -------
    list of dict
        Those of new agents too; cells that a row does not have count as the same.
    """
    return [
        row
        for row in kept_erased(known, rows)
        if row["agent"] not in known
        or any(known[row["agent"]][name] != cell for name, cell in row.items())
    ]


def kept_erased(
    known: Mapping[str, Mapping[str, Any]], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """
    Rows without the personal data of those who were erased before.

    Parameters
    ----------
    known, rows
        As in `changed_agents`.

    Returns
    -------
    list of dict
        Every row; of an erased agent, what `app.storage.people.ERASED` names is blank.
    """
    return [{**row, **_still_erased(known.get(row["agent"]), row)} for row in rows]


def absence_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """
    Rows for the store of a time-off table.

    Parameters
    ----------
    frame : DataFrame
        Time-off table, typed; a column ``note`` is taken over, others are not.

    Returns
    -------
    list of dict
        Times in UTC seconds.
    """
    taken: dict[str, list[Any]] = {
        name: _cells(frame[name], "text") for name in ("agent", "kind")
    }
    for name in _ABSENCE_TIMES:
        taken[name] = seconds_of(frame[name]).tolist()
    note = frame["note"] if "note" in frame else pd.Series("", frame.index)
    taken["note"] = _cells(note, "text")
    return _records(taken, len(frame))


def absences_frame(
    rows: Sequence[Mapping[str, Any]], *, timezone: str, source: str = ""
) -> pd.DataFrame:
    """
    Time-off table of rows of the store.

    Parameters
    ----------
    rows : sequence of mapping
        As `app.storage.people.absences` gives them.
    timezone : str
        Zone of the times.
    source : str
        File name for messages.

    Returns
    -------
    DataFrame
        Typed, as the file it came from was.
    """
    series: dict[str, pd.Series] = {}
    for name in TIME_OFF.names:
        cells = [row[name] for row in rows]
        if name in _ABSENCE_TIMES:
            series[name] = times_of(pd.Series(cells, dtype="int64"), timezone)
        else:
            series[name] = pd.Series(cells, dtype="str")
    return TIME_OFF.parse(pd.DataFrame(series), source=source, timezone=timezone)


def _series(cells: Iterable[Any], column: Column) -> pd.Series:
    if column.kind in ("number", "integer"):
        return pd.Series(list(cells), dtype="float64")
    return pd.Series(["" if cell is None else cell for cell in cells], dtype="str")


def _cells(values: pd.Series, kind: str) -> list[Any]:
    """Plain values as the store keeps them."""
    if kind == "date":
        return [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in values]
    if kind in ("number", "integer"):
        plain = int if kind == "integer" else float
        return [None if pd.isna(each) else plain(each) for each in values]
    return ["" if pd.isna(each) else str(each).strip() for each in values]


def _records(taken: Mapping[str, list[Any]], rows: int) -> list[dict[str, Any]]:
    return [{name: cells[row] for name, cells in taken.items()} for row in range(rows)]


def _still_erased(
    before: Mapping[str, Any] | None, row: Mapping[str, Any]
) -> dict[str, Any]:
    if before is None or before["erased_at"] is None:
        return {}
    return {name: blank for name, blank in people.ERASED.items() if name in row}
