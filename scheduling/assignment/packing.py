"""Anonymous people for designed shifts: few who can lawfully work them all.

Day after day the shifts are matched with people at least cost (an assignment problem):
who has most hours left takes the longest, and somebody new comes only where nobody else
may work.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from wfm.intervals import DAY_MINUTES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scheduling.problem import Demand, Week
    from scheduling.shifts import PlacedShift
    from wfm.labour.rules import WorkRules

_SUNDAY, _WEEK = 6, 7
# Cost of somebody new, and of what the law forbids, beside at most 1 for the rest.
_NEW, _NEVER = 1e3, 1e7
# People expected in each try, as a multiple of the fewest thinkable.
_EXPECTED = (0.0, 1.0, 1.04, 1.08, 1.15)


@dataclass(frozen=True, slots=True)
class Terms:
    """Most paid minutes and days of one person's week."""

    week_minutes: int
    days: int


class Crowd:
    """
    People without names, and what they worked so far.

    Parameters
    ----------
    demand : Demand
        The grid.
    """

    def __init__(self, demand: Demand) -> None:
        self.demand = demand
        self.shifts: list[list[PlacedShift]] = []
        # Minute of the last end, days in a row, minutes and days of the week, and
        # whether the week held its rest already.
        self.state = np.empty((0, 5))
        self.sundays: list[dict[tuple[int, int], int]] = []

    def expect(self, people: int) -> None:
        """Let so many people be there from now on, so that days off can be spread."""
        for _ in range(people - len(self.shifts)):
            self._join()

    def working(self) -> list[list[PlacedShift]]:
        """Shifts of everybody who has some."""
        return [shifts for shifts in self.shifts if shifts]

    def _join(self) -> None:
        self.state = np.concatenate([self.state, [[-np.inf, 0.0, 0.0, 0.0, 0.0]]])
        self.shifts.append([])
        self.sundays.append({})

    def week(
        self,
        week: Week,
        placed: Sequence[PlacedShift],
        rules: WorkRules,
        terms: Terms,
    ) -> None:
        """Give every shift of a week to somebody, adding people as needed."""
        self.state[:, 2:] = 0.0
        today: Mapping[int, list[PlacedShift]] = {day: [] for day in week.days}
        for shift in placed:
            today[shift.day].append(shift)
        for day in week.days:
            self._day(day, week, today[day], (rules, terms))

    def _day(
        self,
        day: int,
        week: Week,
        shifts: list[PlacedShift],
        limits: tuple[WorkRules, Terms],
    ) -> None:
        rules = limits[0]
        interval = self.demand.interval
        # Matched in this order, the longest shifts find who has most hours left at
        # once; in any other the same matching takes four times as long.
        shifts = sorted(shifts, key=lambda each: -each.paid_minutes(interval))
        first, last = np.array([(s.first, s.last) for s in shifts]).reshape(-1, 2).T
        paid = np.array([s.paid_minutes(interval) for s in shifts], dtype=np.float64)
        worked = np.zeros(len(self.state), dtype=bool)
        if shifts:
            spans = first * interval, last * interval, paid
            rests = self._rests(week, spans, rules)
            cost = self._costs(day, spans, rests, limits)
            new = np.full((len(shifts), len(shifts)), _NEVER * 2)
            np.fill_diagonal(new, _NEW)
            who, what = linear_sum_assignment(np.concatenate([cost, new]))
            for person, number in zip(who.tolist(), what.tolist(), strict=True):
                self._give(person, shifts[number], rests, (number, day))
            worked = np.zeros(len(self.state), dtype=bool)
            worked[[p if p < len(cost) else -1 for p in who]] = True
            worked[len(cost) :] = True
        self.state[~worked, 1] = 0.0

    def _rests(
        self,
        week: Week,
        spans: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
        rules: WorkRules,
    ) -> NDArray[np.bool_]:
        """Whether each person, new ones last, has had the rest before each shift."""
        opens = float(self.demand.day_slots[week.first] * self.demand.interval)
        ends = np.append(self.state[:, 0], -np.inf)
        before = np.append(self.state[:, 4], 0.0) > 0
        free = spans[0] - np.maximum(ends, opens)[:, None]
        return before[:, None] | (free >= rules["weekly_rest_minutes"])

    def _costs(
        self,
        day: int,
        spans: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
        rests: NDArray[np.bool_],
        limits: tuple[WorkRules, Terms],
    ) -> NDArray[np.float64]:
        """Cost of each person in each shift, shape (people, shifts)."""
        (rules, terms), (start, end, paid) = limits, spans
        ends, run, minutes, days, _ = self.state.T
        date = self.demand.dates[day]
        left = terms.week_minutes - minutes
        may = start >= ends[:, None] + rules["rest_minutes"]
        may &= paid <= left[:, None]
        most = min(terms.days, rules.minutes("consecutive_days"))
        may &= ((run < rules["consecutive_days"]) & (days < most))[:, None]
        closes = (day - date.day_of_week + _WEEK) * DAY_MINUTES
        may &= rests[:-1] | (end <= closes - rules["weekly_rest_minutes"])
        if date.day_of_week == _SUNDAY:
            month = date.year, date.month
            had = np.array([each.get(month, 0) for each in self.sundays], dtype=int)
            may &= (had < rules["sundays_a_month"])[:, None]
        fit = left[:, None] / terms.week_minutes * paid / DAY_MINUTES
        return np.asarray(np.where(may, 1.0 - fit, _NEVER))

    def _give(
        self,
        person: int,
        shift: PlacedShift,
        rests: NDArray[np.bool_],
        where: tuple[int, int],
    ) -> None:
        number, day = where
        known = len(rests) - 1
        rested = bool(rests[min(person, known), number])
        if person >= known:
            self._join()
            person = len(self.shifts) - 1
        interval, date = self.demand.interval, self.demand.dates[day]
        _, run, minutes, days, _ = self.state[person]
        self.state[person] = (
            shift.last * interval,
            run + 1,
            minutes + shift.paid_minutes(interval),
            days + 1,
            rested,
        )
        self.shifts[person].append(shift)
        if date.day_of_week == _SUNDAY:
            month = date.year, date.month
            self.sundays[person][month] = self.sundays[person].get(month, 0) + 1


def fewest_people(
    demand: Demand,
    weeks: Sequence[tuple[Week, WorkRules, Terms, Sequence[PlacedShift]]],
) -> list[list[PlacedShift]]:
    """
    Chain the shifts of some weeks into as few people as a handful of tries finds.

    Too few people at the beginning of a week have worked their hours before its end,
    and others must come for the rest; so the number expected is varied, until no
    number can be fewer.
    """
    least = [_least(demand, placed, terms) for _, _, terms, placed in weeks]
    tries: list[list[list[PlacedShift]]] = []
    for share in _EXPECTED:
        crowd = Crowd(demand)
        for (week, rules, terms, placed), fewest in zip(weeks, least, strict=True):
            crowd.expect(round(share * fewest))
            crowd.week(week, placed, rules, terms)
        tries.append(crowd.working())
        if len(tries[-1]) < max(least) + 1:
            break
    return min(tries, key=len)


def _least(demand: Demand, placed: Sequence[PlacedShift], terms: Terms) -> float:
    """People that hours, days and the busiest day ask for at least."""
    minutes = sum(shift.paid_minutes(demand.interval) for shift in placed)
    busiest = Counter(shift.day for shift in placed).values()
    return max(
        minutes / terms.week_minutes,
        len(placed) / terms.days,
        max(busiest, default=0),
    )
