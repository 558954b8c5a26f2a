"""Seats: nobody stays longer, or eats later, than there is room for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.intervals import epoch_minutes
from wfm.schedule import LUNCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.model.rows import Model
    from scheduling.repair.classes import ShiftClass
    from scheduling.repair.model import Variables
    from scheduling.repair.moves import Option


@dataclass(frozen=True, slots=True)
class Room:
    """
    Seats, and who sits on them in the old plan.

    Attributes
    ----------
    seats : int
        Places in the room.
    schedule : DataFrame
        Typed segments of the rest of the day.
    """

    seats: int
    schedule: pd.DataFrame

    def rows(
        self,
        model: Model,
        groups: Sequence[ShiftClass],
        variables: Sequence[Variables],
    ) -> None:
        """
        Write a row for each moment at which somebody may come or go.

        Where the old plan is over the limit already, nobody is added.

        Parameters
        ----------
        model : Model
            Receives the rows.
        groups : sequence of ShiftClass
        variables : sequence of Variables
            Of each class.
        """
        changes = [
            each
            for group, found in zip(groups, variables, strict=True)
            for each in _changes(group, found)
        ]
        times = sorted({time for option, _, _ in changes for time in _edges(option)})
        seated = self._seated(np.array(times, dtype=np.int64))
        terms: list[list[tuple[int, float]]] = [[] for _ in times]
        for option, number, sign in changes:
            low, high = (bisect_left(times, time) for time in _edges(option))
            for place in range(low, high):
                terms[place].append((number, sign))
        lifted = self._lifted(groups, times)
        for place, row in enumerate(terms):
            if row:
                free = max(0, self.seats - int(seated[place])) - lifted[place]
                model.row(row, high=float(free))

    def _seated(self, times: NDArray[np.int64]) -> NDArray[np.int64]:
        """Most agents on a seat between each time and the next one."""
        there = self.schedule[self.schedule["activity"] != LUNCH]
        starts = np.sort(epoch_minutes(there["start"]))
        ends = np.sort(epoch_minutes(there["end"]))
        moments = np.unique(np.concatenate([times, starts]))
        here = np.searchsorted(starts, moments, side="right")
        seated = here - np.searchsorted(ends, moments, side="right")
        if not len(times):
            return seated
        first = np.searchsorted(moments, times)
        return np.asarray(np.maximum.reduceat(seated, first))

    def _lifted(self, groups: Sequence[ShiftClass], times: list[int]) -> list[int]:
        """Agents whose lunch of the old plan is a variable: they count as seated."""
        lifted = [0] * len(times)
        for group in groups:
            for choices in group.moves.pauses:
                if choices.away:
                    kept = choices.options[choices.kept]
                    low, high = (bisect_left(times, time) for time in _edges(kept))
                    for place in range(low, high):
                        lifted[place] += group.count
        return lifted


def _changes(
    group: ShiftClass, found: Variables
) -> Iterator[tuple[Option, int, float]]:
    """Options that take a seat (1) or leave one (-1), with their variables."""
    moves = group.moves
    for place, (option, number) in enumerate(
        zip(moves.ends.options, found.ends, strict=True)
    ):
        if place != moves.ends.kept:
            yield option, number, 1.0 if place > moves.ends.kept else -1.0
    for choices, numbers in zip(moves.pauses, found.pauses, strict=True):
        if choices.away:
            for option, number in zip(choices.options, numbers, strict=True):
                yield option, number, -1.0


def _edges(option: Option) -> tuple[int, int]:
    return option.start, option.end
