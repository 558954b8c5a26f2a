"""Shifts that differ between two schedules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wfm.schedule import with_shifts

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

ADDED, REMOVED, MOVED, CHANGED = "added", "removed", "moved", "changed"
_CELLS = ["start", "end", "activity", "queue", "place"]
_Span = tuple["pd.Timestamp", "pd.Timestamp"]


@dataclass(frozen=True, slots=True)
class ShiftChange:
    """
    A shift of an agent that is another in the later schedule.

    Attributes
    ----------
    agent : str
        Whose.
    date : date
        Day on which it starts.
    kind : str
        ``added``, ``removed``, ``moved`` (other times) or ``changed`` (within it).
    before, after : tuple of (Timestamp, Timestamp) or None
        When it starts and ends; None where there is none.
    """

    agent: str
    date: date
    kind: str
    before: _Span | None
    after: _Span | None


def changed_shifts(before: pd.DataFrame, after: pd.DataFrame) -> list[ShiftChange]:
    """
    Compare two schedules shift by shift.

    Parameters
    ----------
    before, after : DataFrame
        Typed schedule tables.

    Returns
    -------
    list of ShiftChange
        By agent and day; of several shifts a day, in their order.
    """
    old, new = _by_place(before), _by_place(after)
    changes = []
    for key in sorted(old.keys() | new.keys()):
        mine, theirs = old.get(key), new.get(key)
        if mine != theirs:
            changes.append(_change(key[0], key[1], mine, theirs))
    return changes


_Cells = tuple[tuple[object, ...], ...]


def _by_place(schedule: pd.DataFrame) -> dict[tuple[str, date, int], _Cells]:
    """Segments of every shift, by agent, day and number of the shift that day."""
    if schedule.empty:
        return {}
    rows = with_shifts(schedule)
    known = rows.reindex(columns=_CELLS, fill_value="")
    cells = list(known.itertuples(index=False, name=None))
    found: dict[tuple[str, date, int], _Cells] = {}
    agents, days = rows["agent"].to_numpy(), rows["date"].dt.date.to_numpy()
    for places in rows.groupby("shift").indices.values():
        agent, day = str(agents[places[0]]), days[places[0]]
        number = 0
        while (agent, day, number) in found:
            number += 1
        found[agent, day, number] = tuple(cells[place] for place in places)
    return found


def _change(
    agent: str, day: date, before: _Cells | None, after: _Cells | None
) -> ShiftChange:
    spans = _span(before), _span(after)
    if before is None:
        kind = ADDED
    elif after is None:
        kind = REMOVED
    else:
        kind = CHANGED if spans[0] == spans[1] else MOVED
    return ShiftChange(agent, day, kind, *spans)


def _span(cells: _Cells | None) -> _Span | None:
    if cells is None:
        return None
    return min(row[0] for row in cells), max(row[1] for row in cells)  # type: ignore[type-var, return-value]
