"""A team problem as arrays, and what a roster costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduling.team.problem import Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.team.problem import Member, TeamProblem

OFF = -1
_WHOLE = 1e-9
# What rounding may have added to a bound.
_CARE = 1e-5


class Span(NamedTuple):
    """
    Limits of one person in one period.

    Attributes
    ----------
    last : int
        Day after its last.
    fewest, most : int
        Paid units.
    least_days, most_days : int
        Working days.
    """

    last: int
    fewest: int
    most: int
    least_days: int
    most_days: int


@dataclass(frozen=True, slots=True)
class TeamArrays:
    """
    Numbers of a team problem.

    Attributes
    ----------
    units : ndarray of int64, shape (types,)
        Paid time of each shift type, in the largest unit that measures all of them.
    bars : ndarray of bool, shape (types, types)
        Whether the second type may not follow the first on the next day.
    price : ndarray of float64, shape (people, days, types)
        What a shift costs; infinite where the person may not work it.
    periods : tuple of tuple of Span
        Periods of each person.
    cuts : ndarray of bool, shape (days + 1,)
        Days before which the horizon may be cut: no weekend or period is split.
    run, least_run, least_off, weekends_most : ndarray of int64, shape (people,)
        Days in a row, and weekends with work.
    type_most : ndarray of int64, shape (people, types)
        Most shifts of a type.
    weekend : ndarray of int64, shape (days,)
        1 for the first day of a weekend, 2 for its second, else 0.
    required, short, over : ndarray of float64, shape (days, types)
        Cover and its prices.
    constant : float
        Part of the cost that no roster changes.
    whole : bool
        Whether every cost is a whole number, so that bounds may be rounded up.
    """

    units: NDArray[np.int64]
    bars: NDArray[np.bool_]
    price: NDArray[np.float64]
    periods: tuple[tuple[Span, ...], ...]
    cuts: NDArray[np.bool_]
    run: NDArray[np.int64]
    least_run: NDArray[np.int64]
    least_off: NDArray[np.int64]
    weekends_most: NDArray[np.int64]
    type_most: NDArray[np.int64]
    weekend: NDArray[np.int64]
    required: NDArray[np.float64]
    short: NDArray[np.float64]
    over: NDArray[np.float64]
    constant: float
    whole: bool

    @classmethod
    def of(cls, problem: TeamProblem) -> TeamArrays:
        """Write a problem as arrays."""
        number = {shift.name: each for each, shift in enumerate(problem.shifts)}
        unit = math.gcd(*(shift.minutes for shift in problem.shifts))
        types = len(number)
        bars = np.zeros((types, types), dtype=np.bool_)
        for each, shift in enumerate(problem.shifts):
            bars[each, [number[name] for name in shift.not_before]] = True
        weekend = np.zeros(problem.days, dtype=np.int64)
        for pair in problem.weekends:
            weekend[list(pair)] = range(1, len(pair) + 1)
        cover = np.zeros((3, problem.days, types))
        for each_cover in problem.cover:
            cover[:, each_cover.day, number[each_cover.shift]] = (
                each_cover.required,
                each_cover.short_price,
                each_cover.over_price,
            )
        people = problem.members
        price = np.stack([_prices(one, problem.days, number) for one in people])
        costs = [*cover, price[np.isfinite(price)], np.array(problem.constant)]
        return cls(
            units=np.array([shift.minutes // unit for shift in problem.shifts]),
            bars=bars,
            price=price,
            periods=tuple(_periods(one, problem.days, unit) for one in people),
            cuts=_cuts(weekend, people),
            run=np.array([one.max_days_in_row for one in people]),
            least_run=np.array([one.min_days_in_row for one in people]),
            least_off=np.array([one.min_days_off_in_row for one in people]),
            weekends_most=np.array(
                [
                    len(problem.weekends)
                    if one.max_weekends is None
                    else min(one.max_weekends, len(problem.weekends))
                    for one in people
                ]
            ),
            type_most=np.array(
                [
                    [one.max_shifts.get(name, problem.days) for name in number]
                    for one in people
                ]
            ),
            weekend=weekend,
            required=cover[0],
            short=cover[1],
            over=cover[2],
            constant=problem.constant,
            whole=all(bool(np.all(np.abs(c - np.round(c)) < _WHOLE)) for c in costs),
        )

    @property
    def fewest(self) -> NDArray[np.int64]:
        """Fewest units of each person in the whole horizon."""
        return np.array([sum(span.fewest for span in own) for own in self.periods])

    @property
    def most(self) -> NDArray[np.int64]:
        """Most units of each person in the whole horizon."""
        return np.array([sum(span.most for span in own) for own in self.periods])

    @property
    def people(self) -> int:
        """How many people there are."""
        return self.price.shape[0]

    @property
    def days(self) -> int:
        """Length of the horizon."""
        return self.price.shape[1]

    @property
    def types(self) -> int:
        """How many shift types there are."""
        return self.price.shape[2]

    def staffed(self, tours: NDArray[np.int64]) -> NDArray[np.float64]:
        """Count people by day and type; `tours` has shape (people, days)."""
        counts = np.zeros((self.days, self.types))
        _, day = np.nonzero(tours >= 0)
        np.add.at(counts, (day, tours[tours >= 0]), 1.0)
        return counts

    def cover_cost(self, staffed: NDArray[np.float64]) -> float:
        """Price what is missing and what is too much."""
        gap = self.required - staffed
        return float(
            (
                self.short * np.maximum(gap, 0.0) + self.over * np.maximum(-gap, 0.0)
            ).sum()
        )

    def tour_cost(self, person: int, tour: NDArray[np.int64]) -> float:
        """Price the shifts of one person's days."""
        days = np.flatnonzero(tour >= 0)
        return float(self.price[person, days, tour[days]].sum())

    def cost(self, tours: NDArray[np.int64]) -> float:
        """Cost of a whole roster."""
        own = sum(self.tour_cost(person, tour) for person, tour in enumerate(tours))
        return self.constant + own + self.cover_cost(self.staffed(tours))

    def rounded(self, bound: float) -> float:
        """Round a bound up where every cost is a whole number."""
        if not self.whole or not math.isfinite(bound):
            return bound
        return float(math.ceil(bound - _CARE))


def _prices(member: Member, days: int, number: dict[str, int]) -> NDArray[np.float64]:
    price = np.zeros((days, len(number)))
    for (day, shift), value in member.prices.items():
        price[day, number[shift]] = value
    price[:, [number[n] for n, most in member.max_shifts.items() if most <= 0]] = np.inf
    price[sorted(member.days_off)] = np.inf
    for day, shift in member.barred:
        price[day, number[shift]] = np.inf
    return price


def _periods(member: Member, days: int, unit: int) -> tuple[Span, ...]:
    whole = Period(days, member.min_minutes, member.max_minutes)
    return tuple(
        Span(
            each.last,
            -(-each.min_minutes // unit),
            each.max_minutes // unit,
            each.min_days,
            days if each.max_days is None else each.max_days,
        )
        for each in member.periods or (whole,)
    )


def _cuts(weekend: NDArray[np.int64], people: tuple[Member, ...]) -> NDArray[np.bool_]:
    cuts = np.append(weekend != 2, True)  # noqa: PLR2004 - the second day
    for member in people:
        if member.periods:
            ends = np.zeros_like(cuts)
            ends[[0, *(period.last for period in member.periods)]] = True
            cuts &= ends
    cuts[[0, -1]] = True
    return cuts
