"""A catalogue of named shifts, as planners write it, and its segments of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from scheduling.team import ShiftType
from wfm.errors import Problem, TableError
from wfm.intervals import DAY_MINUTES
from wfm.schedule import BREAK, CONTACTS, LUNCH
from wfm.tables import SHIFT_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wfm.labour.rules import WorkRules

_GRID = 5


@dataclass(frozen=True, slots=True)
class NamedShift:
    """
    One line of the catalogue under the rules in force.

    Attributes
    ----------
    name, queue : str
        Of the shift and what it serves.
    start, end : int
        Minutes from the midnight of its day; `end` may lie in the next.
    pieces : tuple of (int, int, str)
        Start, end and activity of what it is made of, in order.
    paid : int
        Minutes, lunch left out.
    """

    name: str
    queue: str
    start: int
    end: int
    pieces: tuple[tuple[int, int, str], ...]

    @property
    def paid(self) -> int:
        """Paid minutes: all but lunch."""
        return sum(end - start for start, end, what in self.pieces if what != LUNCH)


def named_shifts(table: pd.DataFrame, rules: WorkRules) -> list[NamedShift]:
    """
    Read the catalogue; lunch and pauses stand where the rules want them.

    Parameters
    ----------
    table : DataFrame
        Typed table of shift types.
    rules : WorkRules
        In force on the first day.

    Raises
    ------
    TableError
        If lunch and pauses find no room in a shift.
    """
    found, problems = [], []
    for row, (name, start, end, queue) in enumerate(
        zip(table["shift"], table["start"], table["end"], table["queue"], strict=True)
    ):
        begin, finish = int(start), int(end)
        if finish <= begin:
            finish += DAY_MINUTES
        lunch = _lunch(table, row, finish - begin, rules)
        pieces = _pieces((begin, finish), lunch, rules)
        if pieces is None:
            problems.append(
                Problem(
                    SHIFT_TYPES.source(table),
                    "has no room for the lunch and pauses of the rules; make it longer "
                    "or change lunch_over_minutes or break_edge_minutes",
                    row=row + 2,
                    column="shift",
                    value=name,
                )
            )
            continue
        found.append(NamedShift(str(name), str(queue), begin, finish, pieces))
    if problems:
        raise TableError(problems)
    return found


def _lunch(table: pd.DataFrame, row: int, length: int, rules: WorkRules) -> int:
    given = table["lunch"].iloc[row] if "lunch" in table else None
    if given is not None and not pd.isna(given):
        return int(given)
    lunch = rules.minutes("lunch_minutes")
    return lunch if length - lunch > rules.minutes("lunch_over_minutes") else 0


def _pieces(
    span: tuple[int, int], lunch: int, rules: WorkRules
) -> tuple[tuple[int, int, str], ...] | None:
    """Cut a shift into work, lunch and pauses; None where they do not fit."""
    start, end = span
    length, edge = rules.minutes("break_minutes"), rules.minutes("break_edge_minutes")
    stretches, cuts = [(start, end)], []
    if lunch:
        middle = _grid((start + end - lunch) // 2)
        begin = min(
            max(middle, start + rules.minutes("lunch_earliest_minute")),
            start + rules.minutes("lunch_latest_minute"),
        )
        cuts.append((begin, begin + lunch, LUNCH))
        stretches = [(start, begin), (begin + lunch, end)]
    pauses = _pauses(end - start - lunch, lunch, rules)
    for first, last in stretches[: pauses or 0]:
        pause = _grid((first + last - length) // 2)
        if pause - first < edge or last - pause - length < edge:
            return None
        cuts.append((pause, pause + length, BREAK))
    return _filled(start, end, sorted(cuts))


def _pauses(paid: int, lunch: int, rules: WorkRules) -> int:
    if lunch:
        return rules.minutes("breaks_with_lunch")
    return int(paid >= rules.minutes("break_over_minutes"))


def _grid(minute: int) -> int:
    return minute // _GRID * _GRID


def _filled(
    start: int, end: int, cuts: Sequence[tuple[int, int, str]]
) -> tuple[tuple[int, int, str], ...]:
    pieces, clock = [], start
    for begin, finish, activity in cuts:
        pieces += [(clock, begin, CONTACTS), (begin, finish, activity)]
        clock = finish
    return tuple(
        piece for piece in [*pieces, (clock, end, CONTACTS)] if piece[0] < piece[1]
    )


def shift_types(shifts: Sequence[NamedShift], rest: int) -> tuple[ShiftType, ...]:
    """
    Translate the catalogue; rest becomes shifts that may not follow each other.

    Parameters
    ----------
    shifts : sequence of NamedShift
        Catalogue.
    rest : int
        Minutes between the end of a shift and the next day's start.
    """
    return tuple(
        ShiftType(
            shift.name,
            shift.paid,
            frozenset(
                other.name
                for other in shifts
                if other.start + DAY_MINUTES - shift.end < rest
            ),
        )
        for shift in shifts
    )
