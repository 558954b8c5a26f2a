"""What one agent's shifts are worth to the coverage, and where their pauses go.

Agents of one contract who serve the same queues form a crew: they share the shapes of
shifts, the hours in which these may stand, and the search for tours. An agent of
several queues works in each slot where one more is missed most; a small price on each
turn keeps the turns few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.kernel import cheapest_turns, shape_prices
from scheduling.assignment.tours import TourPricer
from scheduling.shifts import PlacedShift, allowed
from wfm.schedule import LUNCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.board import Aim, Board
    from scheduling.problem import Week
    from scheduling.shifts import Pause, ShiftSet

# Price of a turn to another queue, in uncovered hours.
_TURN = 0.02
# No agent of several queues waits at a closed one.
_CLOSED = 1e6


class Crew:
    """
    Agents with one set of shapes and of queues, in one week.

    Parameters
    ----------
    board : Board
        Coverage.
    week : Week
        Days of the horizon.
    queues : tuple of int
        Queues that they serve.
    shifts : ShiftSet
        Shapes of their contract.
    rest_minutes : int
        Rest between two shifts.
    aim : Aim
        Where coverage should get to; beyond the week, what it is worth there.
    """

    def __init__(
        self,
        board: Board,
        week: Week,
        queues: tuple[int, ...],
        shifts: ShiftSet,
        rest_minutes: int,
        aim: Aim,
    ) -> None:
        self.aim = aim
        demand = board.demand
        self.board, self.week, self.queues, self.shifts = board, week, queues, shifts
        self.midnights = demand.day_slots[list(week.days)]
        self.first = int(self.midnights[0])
        last = int(self.midnights[-1]) + int(shifts.end.max())
        self.slots = slice(self.first, min(last, demand.required.shape[1]))
        # A night shift of the last day ends in the week after, whose gaps are not yet
        # anybody's: there a slot is worth what the aim says.
        own = int(demand.day_slots[week.last]) - self.first
        self.beyond = np.arange(self.slots.stop - self.first) >= own
        self.fits = np.stack(
            [allowed(demand, shifts, queues, day) for day in week.days]
        )
        self.rest_minutes = rest_minutes
        self.pricer = TourPricer(shifts, demand.interval, rest_minutes)
        is_open = demand.open[list(queues), self.slots]
        self.closed = np.where(~is_open & is_open.any(axis=0), _CLOSED, 0.0)
        self.columns = shifts.start, shifts.length, shifts.lunch.astype(np.int64)
        self.pauses: list[Pause] = [*shifts.short_pauses, *shifts.long_pauses]
        short = len(shifts.short_pauses)
        self.windows = np.array(
            [
                (pause.slots[0], pause.slots[-1], int(number >= short))
                for number, pause in enumerate(self.pauses)
            ],
            dtype=np.int64,
        ).reshape(-1, 3)


class Worth:
    """
    Prices of one more agent of a crew at the present coverage.

    Parameters
    ----------
    crew : Crew
        Whose shifts.
    reach : float
        0 for the true price, else how smooth it is; see `Board.toward`.
    rate : ndarray of float64, shape (slots of the crew,)
        What a slot of work costs beyond that; lunch does not earn it.
    """

    def __init__(self, crew: Crew, reach: float, rate: NDArray[np.float64]) -> None:
        self.crew, self.reach = crew, reach
        self._at: dict[float, NDArray[np.float64]] = {}
        whole = self._price(1.0).min(axis=0)
        self.gains = np.zeros((len(crew.pauses), len(whole)))
        for pause, gain in zip(crew.pauses, self.gains, strict=True):
            for after, share in enumerate(pause.shares):
                left = self._price(1.0 - share).min(axis=0) if share < 1 else 0.0
                earned = rate if pause.activity == LUNCH else 0.0
                gain[: len(gain) - after] += (whole - left + earned)[after:]
        self.whole = whole + rate

    def _price(self, fraction: float) -> NDArray[np.float64]:
        """Price of a fraction of an agent, shape (queues, slots of the week)."""
        if fraction not in self._at:
            crew = self.crew
            board, queues, slots = crew.board, crew.queues, crew.slots
            if self.reach > 0:
                price = fraction * board.toward(queues, slots, crew.aim, self.reach)
            else:
                price = board.marginal(queues, slots, fraction)
            after = fraction * crew.aim.price[list(queues), slots]
            self._at[fraction] = crew.closed + np.where(crew.beyond, after, price)
        return self._at[fraction]

    def prices(self) -> NDArray[np.float64]:
        """Price of each shape on each day of the week, shape (days, shapes)."""
        crew = self.crew
        return shape_prices(
            self.whole,
            self.gains,
            crew.windows,
            crew.columns,
            crew.midnights - crew.first,
        )

    def place(self, number: int, shape: int) -> PlacedShift:
        """
        Put a shape on a day of the week, pauses where they gain most.

        Parameters
        ----------
        number : int
            Day of the week in hand, from 0.
        shape : int
            Which shape.
        """
        crew, shifts = self.crew, self.crew.shifts
        begin = int(crew.midnights[number] + shifts.start[shape]) - crew.first
        length = int(shifts.length[shape])
        pauses = tuple(
            (pause, begin + crew.first + self._best_slot(which, begin))
            for which, pause in enumerate(crew.pauses)
            if crew.windows[which, 2] == int(shifts.lunch[shape])
        )
        queues = self._queues(begin, length, pauses)
        turns = np.flatnonzero(np.diff(queues)) + 1
        start = begin + crew.first
        return PlacedShift(
            crew.week.first + number,
            start,
            start + length,
            crew.queues[queues[0]],
            pauses,
            tuple((start + int(turn), crew.queues[queues[turn]]) for turn in turns),
        )

    def _best_slot(self, pause: int, begin: int) -> int:
        """Slots after the beginning of a shift at which a pause gains most."""
        first, last, _ = self.crew.windows[pause].tolist()
        gains = self.gains[pause, begin + first : begin + last + 1]
        return first + int(gains.argmax())

    def _queues(
        self, begin: int, length: int, pauses: Sequence[tuple[Pause, int]]
    ) -> NDArray[np.int64]:
        """Queue of the crew that is served in each slot of a shift."""
        crew = self.crew
        if len(crew.queues) == 1:
            return np.zeros(1, dtype=np.int64)
        prices = self._price(1.0)[:, begin : begin + length].copy()
        for pause, slot in pauses:
            for after, share in enumerate(pause.shares):
                at = slot + after - crew.first
                prices[:, at - begin] = (
                    self._price(1.0 - share)[:, at] if share < 1 else 0.0
                )
        turn = _TURN * crew.board.prices.short
        return cheapest_turns(prices, turn)
