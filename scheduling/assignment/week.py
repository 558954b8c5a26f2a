"""One week of a roster in the making: who is there, with which tours, at what cost.

`RosterWeek.respond` is the step that everything else repeats: with all others where
they are, one agent takes the tour that is best for everybody, found exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.worth import Worth
from wfm.schedule import LUNCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.assignment.seats import Seats
    from scheduling.assignment.staff import Person
    from scheduling.assignment.tours import TourLimits
    from scheduling.assignment.worth import Crew
    from scheduling.board import Aim, Board
    from scheduling.problem import Week
    from scheduling.shifts import PlacedShift

# Price of a slot without a seat, in uncovered hours.
_SEAT = 20.0


@dataclass(frozen=True, slots=True)
class Member:
    """
    One agent in one week.

    Attributes
    ----------
    person : Person
        Who.
    crew : Crew
        Agents of the same contract and queues.
    limits : TourLimits
        Of the week.
    open : ndarray of bool, shape (days, shapes)
        Shapes that may stand on each day.
    wishes : ndarray of float64, shape (days, shapes), or None
        Price of what the agent would rather not work, and of unfair shares.
    rate : ndarray of float64, shape (slots of the crew,)
        Surcharges of a slot of work, in money; zeros where none is earned.
    """

    person: Person
    crew: Crew
    limits: TourLimits
    open: NDArray[np.bool_]
    wishes: NDArray[np.float64] | None
    rate: NDArray[np.float64]


class RosterWeek:
    """
    The tours of all agents in one week, changed one agent at a time.

    Parameters
    ----------
    board : Board
        Coverage, kept in step with the tours.
    week : Week
        Days of the horizon.
    members : sequence of Member
        Everybody who may work.
    aim : Aim
        Where coverage should get to.
    seats : Seats or None
        Kept in step with the tours; None where seats are no limit.
    surcharge : ndarray of float64, shape (slots of the horizon,), optional
        Extra pay as a share of the hourly cost; none by default.
    """

    def __init__(
        self,
        board: Board,
        week: Week,
        members: Sequence[Member],
        aim: Aim,
        seats: Seats | None = None,
        surcharge: NDArray[np.float64] | None = None,
    ) -> None:
        nothing = np.zeros(board.demand.required.shape[1])
        self.surcharge = nothing if surcharge is None else surcharge
        self.board, self.week, self.members = board, week, members
        self.aim, self.seats = aim, seats
        # Dearer than anything that the seat of one slot could be good for.
        self._seat_price = _SEAT * board.prices.short
        self.tours: list[list[PlacedShift]] = [[] for _ in members]
        # First and last slot of every shift, to find who works near a slot; an agent
        # who is off starts and ends far away.
        self.edges = np.full((len(members), len(week.days), 2), -(10**6))
        self.extras = np.zeros(len(members))
        self.wished = np.zeros(len(members))
        first, last = board.demand.day_slots[[week.first, week.last]].tolist()
        spill = max((member.crew.slots.stop for member in members), default=last)
        self.slots = slice(first, last)
        self.beyond = slice(last, max(spill, last))

    def respond(self, number: int, reach: float = 0.0) -> bool:
        """
        Give one agent the best tour for the coverage as it is without that agent.

        Parameters
        ----------
        number : int
            Which member.
        reach : float
            0 for the true price, else how smooth it is; see `Board.toward`.

        Returns
        -------
        bool
            Whether the agent has a lawful tour; without one nothing is scheduled.
        """
        member = self.members[number]
        self.clear(number)
        worth = Worth(member.crew, reach, member.rate)
        prices = worth.prices()
        if member.wishes is not None:
            prices = prices + member.wishes
        if self.seats is not None:
            lacking = self.seats.lacking(member.person.agent, member.crew)
            prices = prices + self._seat_price * lacking
        prices = np.where(member.open, prices, np.inf)
        tour = member.crew.pricer.best(prices, member.limits)
        if tour is None and member.limits.fixed:
            # What is settled may leave too few days for the contract.
            limits = replace(member.limits, min_days=0)
            tour = member.crew.pricer.best(prices, limits)
        if tour is None:
            return False
        self.give(
            number,
            [worth.place(day, shape) for day, shape in enumerate(tour) if shape >= 0],
        )
        if member.wishes is not None:
            self.wished[number] = sum(
                member.wishes[day, shape]
                for day, shape in enumerate(tour)
                if shape >= 0
            )
        return True

    def clear(self, number: int) -> None:
        """Take an agent's shifts off the board."""
        for shift in self.tours[number]:
            self._move(number, shift, -1)
        self.tours[number] = []
        self.edges[number] = -(10**6)
        self.extras[number] = self.wished[number] = 0.0

    def give(self, number: int, tour: list[PlacedShift]) -> None:
        """Put an agent's shifts on the board."""
        self.tours[number] = tour
        for shift in tour:
            self._move(number, shift, 1)
            self.edges[number, shift.day - self.week.first] = shift.first, shift.last
        self.extras[number] = self.extra(number)

    def _move(self, number: int, shift: PlacedShift, by: int) -> None:
        if by > 0:
            self.board.put(shift)
        else:
            self.board.take(shift)
        if self.seats is not None:
            self.seats.move(self.members[number].person.agent, shift, by)

    def extra(self, number: int) -> float:
        """Surcharges of an agent's week, and the price of minutes left idle."""
        member = self.members[number]
        interval = self.board.demand.interval
        minutes = sum(shift.paid_minutes(interval) for shift in self.tours[number])
        idle = max(0, member.limits.due_minutes - minutes) * member.limits.idle_price
        return idle + self.surcharges(number)

    def surcharges(self, number: int) -> float:
        """Surcharges of an agent's week in money; lunch earns none."""
        member = self.members[number]
        total = 0.0
        for shift in self.tours[number]:
            first = shift.first - member.crew.first
            total += float(member.rate[first : first + shift.last - shift.first].sum())
            for pause, slot in shift.pauses:
                if pause.activity == LUNCH:
                    lunch = slot - member.crew.first
                    total -= float(member.rate[lunch : lunch + len(pause.shares)].sum())
        return total

    def cost(self) -> float:
        """Add up what the search lowers: the price, the week after, and wishes."""
        after = self.aim.price[:, self.beyond] * self.board.gap[:, self.beyond]
        standing = 0.0 if self.seats is None else self.seats.crowd() * self._seat_price
        wished = float(self.wished.sum())
        return self.price() - float(after.sum()) + wished + standing

    def price(self) -> float:
        """Add up what this week costs beyond contracted pay."""
        return self.board.cost(self.slots) + float(self.extras.sum())
