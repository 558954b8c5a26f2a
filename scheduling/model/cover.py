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
from fractions import Fraction
from math import ceil, gcd, lcm
from typing import TYPE_CHECKING

import numpy as np

from wfm.intervals import DAY_MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from scheduling.model.rows import Model
    from scheduling.shifts import Pause, ShiftSet


# Levels of coverage closer than this to a step are on it.
_FINE = 10**6


@dataclass(frozen=True, slots=True)
class CoverRows:
    """
    Where the coverage of one queue stands in a model.

    Attributes
    ----------
    slots, rows : ndarray of int64, shape (n,)
        Slots that count, and their rows.
    missing : list of list of int
        Variables of shortage below the step above the level, for each slot.
    over : ndarray of int64, shape (n,)
        Variables of surplus beyond that step.
    above : ndarray of float64, shape (n,)
        How far that step lies above the level.
    """

    slots: NDArray[np.int64]
    rows: NDArray[np.int64]
    missing: list[list[int]]
    over: NDArray[np.int64]
    above: NDArray[np.float64]

    def gap(self, decisions: NDArray[np.float64]) -> NDArray[np.float64]:
        """Say what a solution leaves: required less scheduled agents, shape (n,)."""
        missing = np.array([decisions[each].sum() for each in self.missing])
        return np.asarray(missing - decisions[self.over] - self.above)


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


def coverage_grain(pauses: Iterable[Pause]) -> Fraction:
    """Smallest step of coverage: an agent, or what a pause leaves of one."""
    shares = {
        Fraction(share).limit_denominator(DAY_MINUTES)
        for pause in pauses
        for share in pause.shares
    }
    whole = lcm(1, *(share.denominator for share in shares))
    return Fraction(gcd(whole, *(int(share * whole) for share in shares)), whole)


def cover_rows(
    model: Model,
    terms: Sequence[list[tuple[int, float]]],
    required: NDArray[np.float64],
    price: tuple[float, float, Fraction],
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
    price : tuple of (float, float, Fraction)
        Of an agent short and one too many in a slot, and the step of coverage.
    """
    counted = np.flatnonzero(~np.isnan(required))
    first = len(model.rows)
    levels = np.maximum(required[counted], 0.0)
    made = [
        grained_row(model, terms[int(slot)], float(level), price)
        for slot, level in zip(counted, levels, strict=True)
    ]
    return CoverRows(
        counted,
        np.arange(first, first + len(counted)),
        [missing for missing, _, _ in made],
        np.array([over for _, over, _ in made], dtype=np.int64),
        np.array([above for _, _, above in made]) - levels,
    )


def grained_row(
    model: Model,
    terms: list[tuple[int, float]],
    level: float,
    price: tuple[float, float, Fraction],
) -> tuple[list[int], int, float]:
    """
    Price what covers a slot too little or too much.

    Agents come in steps, and between the steps around the level no coverage lies: with
    a straight line there the bound of a real requirement is as good as that of a whole
    one.

    Parameters
    ----------
    model : Model
        Receives the row.
    terms : terms
        Who works in the slot.
    level : float
        Agents required, at least 0.
    price : tuple of (float, float, Fraction)
        Of an agent short, of one too many, and the step.

    Returns
    -------
    tuple of (list of int, int, float)
        Variables of shortage and of surplus, and the step above the level.
    """
    short, over, grain = price
    above = float(ceil(Fraction(level).limit_denominator(_FINE) / grain) * grain)
    edge = over * max(above - level, 0.0)
    missing = []
    if above > 0:
        step = float(grain)
        between = max(level - (above - step), 0.0)
        missing += model.variables([(short * between - edge) / step], upper=step)
        missing += model.variables([short], upper=above - step)
    (more,) = model.variables([over])
    model.constant += edge
    filled = [(variable, 1.0) for variable in missing]
    model.row([*terms, *filled, (more, -1.0)], low=above, high=above)
    return missing, more, above
