r"""Rows that shift design and roster bound share: coverage and pauses of one queue.

For slot t, with s shifts present, pauses p that start in slots and their shares,

.. math:: s_t - \sum_p \text{share}_p \, B_{p,t} + u_t - o_t = r_t

where B counts pauses that start, u is shortage and o is surplus. Pauses are kept as an
inventory (Bechtold and Jacobs 1990): in every slot the shifts whose window is open and
whose pause is still due is I; those whose window closes must have had it. The form is
exact because all shifts of a class have the same window after their start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from scheduling.board import Prices
    from scheduling.model.rows import Model
    from scheduling.shifts import Pause, ShiftSet


@dataclass(frozen=True, slots=True)
class CoverRows:
    """
    Where the coverage of one queue stands in a model.

    Attributes
    ----------
    slots, rows, short, over : ndarray of int64, shape (n,)
        Slots that count, their rows, and their variables of shortage and surplus.
    """

    slots: NDArray[np.int64]
    rows: NDArray[np.int64]
    short: NDArray[np.int64]
    over: NDArray[np.int64]


@dataclass(slots=True)
class Coverage:
    """
    Terms of one queue's slots in a week, collected shift by shift.

    Attributes
    ----------
    first, slots : int
        First slot of the week and slots until the last shift may end.
    pause_cost : callable, optional
        Cost of a pause that begins in a slot of the horizon; nothing by default.
    whole_pauses : bool
        Whether the pauses that begin must be whole.
    present : list of list of (variable, 1)
        Shifts present in each slot.
    due : dict of Pause to list of list of int
        Shifts that start in each slot and owe this pause.
    """

    first: int
    slots: int
    pause_cost: Callable[[Pause, int], float] | None = None
    whole_pauses: bool = False
    present: list[list[tuple[int, float]]] = field(default_factory=list)
    due: dict[Pause, list[list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.present = [[] for _ in range(self.slots)]

    def add(self, variable: int, shifts: ShiftSet, shape: int, midnight: int) -> None:
        """Count a shift variable where it is present and where it owes pauses."""
        start = midnight + int(shifts.start[shape])
        for slot in range(start, start + int(shifts.length[shape])):
            self.hold(variable, slot)
        self.owe(variable, shifts.pauses(shape), start)

    def hold(self, variable: int, slot: int) -> None:
        """Count a variable as present in a slot of the horizon."""
        self.present[slot - self.first].append((variable, 1.0))

    def owe(self, variable: int, pauses: Iterable[Pause], start: int) -> None:
        """Count pauses as due to those who start in a slot of the horizon."""
        for pause in pauses:
            if pause not in self.due:
                self.due[pause] = [[] for _ in range(self.slots)]
            self.due[pause][start - self.first].append(variable)

    def close(
        self, model: Model, required: NDArray[np.float64], prices: Prices, hours: float
    ) -> dict[Pause, dict[int, int]]:
        """
        Write the rows of every slot in which something may be required.

        Parameters
        ----------
        model : Model
            Receives variables and rows.
        required : ndarray of float64, shape (slots,)
            Agents to cover; not a number where neither shortage nor surplus counts.
        prices : Prices
            Of shortage and surplus, for an agent-hour.
        hours : float
            Length of a slot.

        Returns
        -------
        dict of Pause to dict of int to int
            Variable of the pauses that begin in each slot of the horizon.
        """
        terms, begins = self.working(model)
        cover_rows(model, terms, required, prices, hours)
        return begins

    def working(
        self, model: Model
    ) -> tuple[list[list[tuple[int, float]]], dict[Pause, dict[int, int]]]:
        """
        Terms of who is present and not pausing in each slot, and the pauses' variables.

        Writes the rows of the pauses; each pause is a dict from the slot of the horizon
        to the variable of those who begin it there.
        """
        pauses = {pause: self._inventory(model, pause) for pause in self.due}
        terms = [list(slot) for slot in self.present]
        for pause, starts in pauses.items():
            for slot, variable in starts.items():
                for after, share in enumerate(pause.shares):
                    if slot + after < self.slots:
                        terms[slot + after].append((variable, -share))
        begins = {
            pause: {self.first + slot: variable for slot, variable in starts.items()}
            for pause, starts in pauses.items()
        }
        return terms, begins

    def _inventory(self, model: Model, pause: Pause) -> dict[int, int]:
        """Variables that count the pauses starting in each slot where one may."""
        due = self.due[pause]
        earliest, latest = pause.slots[0], pause.slots[-1]
        open_from = [
            range(max(slot - latest, 0), max(slot - earliest + 1, 0))
            for slot in range(self.slots)
        ]
        may_begin = [
            slot
            for slot, starts in enumerate(open_from)
            if any(due[start] for start in starts)
        ]
        costs = [
            self.pause_cost(pause, self.first + slot) if self.pause_cost else 0.0
            for slot in may_begin
        ]
        variables = model.variables(costs, integer=self.whole_pauses)
        begins = dict(zip(may_begin, variables, strict=True))
        before: list[tuple[int, float]] = []
        for slot in may_begin:
            # Only shifts whose window stays open may wait beyond this slot; where
            # there is none, the days before and after have nothing to do with it.
            later = [
                start
                for start in open_from[slot]
                if start > slot - latest and due[start]
            ]
            opened = due[slot - earliest] if slot >= earliest else []
            waiting = model.variables([0.0] * bool(later))
            model.row(
                [
                    *((variable, 1.0) for variable in waiting),
                    *before,
                    (begins[slot], 1.0),
                    *((variable, -1.0) for variable in opened),
                ],
                low=0.0,
                high=0.0,
            )
            if waiting:
                model.row(
                    [
                        (waiting[0], 1.0),
                        *((v, -1.0) for start in later for v in due[start]),
                    ],
                    high=0.0,
                )
            before = [(variable, -1.0) for variable in waiting]
        return begins


def cover_rows(
    model: Model,
    terms: Sequence[Iterable[tuple[int, float]]],
    required: NDArray[np.float64],
    prices: Prices,
    hours: float,
) -> CoverRows:
    """
    Write the rows of every slot in which something may be required.

    Parameters
    ----------
    model : Model
        Receives variables of shortage and surplus, and rows.
    terms : sequence of terms
        Who works in each slot.
    required : ndarray of float64, shape (slots,)
        Agents to cover; not a number where neither shortage nor surplus counts.
    prices : Prices
        Of shortage and surplus, for an agent-hour.
    hours : float
        Length of a slot.

    Returns
    -------
    CoverRows
    """
    counted = np.flatnonzero(~np.isnan(required))
    needed = np.maximum(required[counted], 0.0)
    short = model.variables(
        [prices.short * hours] * len(counted), upper=needed.tolist()
    )
    over = model.variables([prices.over * hours] * len(counted))
    first = len(model.rows)
    for at, level, less, more in zip(counted, needed, short, over, strict=True):
        model.row(
            [*terms[int(at)], (less, 1.0), (more, -1.0)],
            low=float(level),
            high=float(level),
        )
    rows = np.arange(first, first + len(counted))
    return CoverRows(counted, rows, np.array(short, int), np.array(over, int))
