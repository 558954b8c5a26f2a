"""One agent's week under other rules: without one of them, or with a milder one.

Rules carry their names in the violations table. Each can be left out, and most can be
eased step by step, the smallest step first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.assignment.locked import Settled
from scheduling.assignment.members import open_week
from scheduling.assignment.memory import Memory
from scheduling.assignment.tours import WEEK
from scheduling.board import Aim, Board
from scheduling.shifts import paid_lengths, shift_set
from wfm.labour.work_rules import WorkRules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from scheduling.assignment.members import RosterWork
    from scheduling.assignment.staff import ContractTerms, Person
    from scheduling.assignment.week import Member
    from scheduling.problem import Week

HOUR = 60
_MOST_SUNDAYS = 5
_NO_LIMIT = 99
# Rules of everybody, in the order in which they are tried; an agent's own come after.
_COMMON = (
    "contract_days",
    "closed",
    "rest_between_shifts",
    "consecutive_days",
    "weekly_rest",
    "worked_sundays",
    "day_in_return",
    "day_minimum",
    "day_maximum",
    "week_maximum",
    "settled",
)
# What a rule of the law is called among its parameters.
PARAMETERS = {
    "rest_between_shifts": "rest_minutes",
    "consecutive_days": "consecutive_days",
    "weekly_rest": "weekly_rest_minutes",
    "worked_sundays": "sundays_a_month",
    # Part of the weekly rest in the violations table; here it has a limit of its own.
    "day_in_return": "habitual_rest_days",
}


@dataclass(frozen=True, slots=True)
class OneWeek:
    """
    One agent's week, to be tried under other rules.

    Attributes
    ----------
    work : RosterWork
        Its staff is this agent alone.
    week : Week
        Days of the horizon.
    """

    work: RosterWork
    week: Week

    @classmethod
    def of(cls, work: RosterWork, week: Week, person: Person) -> OneWeek:
        """Pick an agent's week out of everybody's."""
        return cls(replace(work, staff=(person,)), week)

    @property
    def person(self) -> Person:
        """Whose week it is."""
        return self.work.staff[0]

    @property
    def terms(self) -> ContractTerms:
        """Terms of the agent's contract."""
        return self.work.terms[self.person.contract]

    @property
    def memory(self) -> Memory:
        """What the agent worked before."""
        return self.work.memories.get(self.person.agent, Memory())

    def member(self) -> Member:
        """Limits and possible shifts."""
        nowhere = Aim.nothing(self.work.board.demand)
        opened = open_week(self.work, self.week, self.work.memories, nowhere)
        return opened.members[0]

    def lawful(self) -> bool:
        """Whether there is a lawful tour."""
        return cheapest(self.member(), idle_price=0.0) is not None

    def day_names(self, days: Iterable[int]) -> str:
        """Weekdays of some days of the week, counted from 0, in words."""
        dates = self.work.board.demand.dates
        return listed([dates[self.week.first + day].day_name() for day in days])

    def with_terms(self, **changes: object) -> OneWeek:
        """Give the same week under other terms of the contract."""
        terms = {
            **self.work.terms,
            self.person.contract: replace(self.terms, **changes),  # type: ignore[arg-type]
        }
        return replace(self, work=replace(self.work, terms=terms))

    def with_parameter(self, name: str, value: float) -> OneWeek:
        """Give the same week with another value of a parameter of the rules."""
        parameters = self.work.rules.parameters
        changed = {**parameters, name: replace(parameters[name], value=value)}
        return replace(self, work=replace(self.work, rules=WorkRules(changed)))

    def with_own(self, **changes: object) -> OneWeek:
        """Give the same week with other limits of the agent."""
        own = replace(self.person.own, **changes)  # type: ignore[arg-type]
        person = replace(self.person, own=own)
        return replace(self, work=replace(self.work, staff=(person,)))

    def with_open(self, days: Sequence[int]) -> OneWeek:
        """Give the same week with queues open around the clock on some days."""
        board = self.work.board
        demand = board.demand
        is_open = demand.open.copy()
        for day in days:
            edges = demand.day_slots[self.week.first + day : self.week.first + day + 2]
            is_open[:, slice(*edges.tolist())] = True
        opened = Board(replace(demand, open=is_open), board.prices)
        return replace(self, work=replace(self.work, board=opened))

    def with_shortest(self, minutes: int) -> OneWeek:
        """Give the same week with shifts from some length on."""
        rules, shifts = self.work.rules, self.terms.shifts
        lengths = paid_lengths(rules, minutes, int(shifts.paid.max()))
        every = sorted({*lengths, *shifts.paid.tolist()})
        return self.with_terms(
            shifts=shift_set(rules, every, self.work.board.demand.interval)
        )

    def free_on(self, name: str, days: Iterable[int]) -> OneWeek:
        """Give the same week where a rule of the agent's own spares some days."""
        edges = self.work.board.demand.day_slots
        slots = self.person.own.barred[name].copy()
        for day in days:
            first, last = edges[self.week.first + day : self.week.first + day + 2]
            slots[first:last] = False
        return self.with_own(barred={**self.person.own.barred, name: slots})


def cheapest(member: Member, idle_price: float) -> list[int] | None:
    """
    Find a lawful tour that leaves as little idle as the price on it makes worth.

    Parameters
    ----------
    member : Member
        Whose week.
    idle_price : float
        Of a minute due that is not scheduled; shifts cost nothing.

    Returns
    -------
    list of int or None
        Shape of each day, -1 for a day off; None when no tour is lawful.
    """
    costs = np.where(member.open, 0.0, np.inf)
    limits = replace(member.limits, idle_price=idle_price)
    tour = member.crew.pricer.best(costs, limits)
    if tour is None and limits.fixed:
        # What is settled may leave too few days for the contract.
        tour = member.crew.pricer.best(costs, replace(limits, min_days=0))
    return tour


def rules_of(one: OneWeek) -> list[str]:
    """Rules that limit an agent's week, by their names in the violations table."""
    days = slice(*one.work.board.demand.day_slots[[one.week.first, one.week.last]])
    own = [name for name, slots in one.person.own.barred.items() if slots[days].any()]
    return [*_COMMON, *own]


def without(one: OneWeek, rule: str) -> OneWeek:
    """Give the same week without one of its rules."""
    return _WITHOUT[rule](one) if rule in _WITHOUT else _without_own(one, rule)


def _without_own(one: OneWeek, rule: str) -> OneWeek:
    return one.free_on(rule, range(len(one.week.days)))


_WITHOUT: dict[str, Callable[[OneWeek], OneWeek]] = {
    "contract_days": lambda one: one.with_terms(min_days=0),
    "closed": lambda one: one.with_open(range(len(one.week.days))),
    "rest_between_shifts": lambda one: one.with_parameter("rest_minutes", 0.0),
    "consecutive_days": lambda one: one.with_parameter("consecutive_days", _NO_LIMIT),
    "weekly_rest": lambda one: one.with_parameter("weekly_rest_minutes", 0.0),
    "worked_sundays": lambda one: one.with_parameter("sundays_a_month", _NO_LIMIT),
    "day_in_return": lambda one: one.with_parameter("habitual_rest_days", _NO_LIMIT),
    "day_minimum": lambda one: one.with_shortest(_step(one)),
    "day_maximum": lambda one: one.with_own(longest_day=None),
    "week_maximum": lambda one: one.with_own(week_minutes=None).with_terms(
        week_minutes=_fullest(one)
    ),
    "settled": lambda one: replace(
        one, work=replace(one.work, settled=Settled(pd.DataFrame()))
    ),
}


def _step(one: OneWeek) -> int:
    return one.work.rules.minutes("length_step_minutes")


def _fullest(one: OneWeek) -> int:
    """Minutes of a week in which every day is as long as can be."""
    return max(one.terms.week_minutes, WEEK * int(one.terms.shifts.paid.max()))


def eased(one: OneWeek, rule: str) -> Iterator[tuple[str, OneWeek]]:
    """
    Milder forms of a rule in words, the smallest step first, and the week under each.

    Parameters
    ----------
    one : OneWeek
        Under the rule as it is.
    rule : str
        One of `rules_of`.
    """
    if rule == "contract_days":
        yield from _fewer_days(one)
    elif rule in PARAMETERS:
        yield from _eased_parameter(one, rule)
    elif rule == "day_minimum":
        yield from _shorter_shifts(one)
    elif rule == "week_maximum":
        yield from _longer_weeks(one)
    elif rule == "closed" or rule in one.person.own.barred:
        yield from _spared_days(one, rule)
    else:
        yield f"no {rule}", without(one, rule)


def _fewer_days(one: OneWeek) -> Iterator[tuple[str, OneWeek]]:
    now = one.terms.min_days
    for days in range(now - 1, -1, -1):
        yield f"min_days = {days} instead of {now}", one.with_terms(min_days=days)


def _eased_parameter(one: OneWeek, rule: str) -> Iterator[tuple[str, OneWeek]]:
    name = PARAMETERS[rule]
    now = one.work.rules.minutes(name)
    if name.endswith("_minutes"):
        for minutes in range((now - 1) // HOUR * HOUR, -1, -HOUR):
            words = f"{name} = {minutes} instead of {now}"
            yield words, one.with_parameter(name, minutes)
        return
    for value in range(now + 1, max(now, one.memory.run, _MOST_SUNDAYS) + WEEK + 1):
        yield f"{name} = {value} instead of {now}", one.with_parameter(name, value)


def _shorter_shifts(one: OneWeek) -> Iterator[tuple[str, OneWeek]]:
    now = int(one.terms.shifts.paid.min())
    for minutes in range(now - _step(one), 0, -_step(one)):
        shorter = one.with_shortest(minutes)
        if int(shorter.terms.shifts.paid.min()) == minutes:
            yield f"shifts from {hours(minutes)} instead of {hours(now)}", shorter


def _longer_weeks(one: OneWeek) -> Iterator[tuple[str, OneWeek]]:
    now = min(one.terms.week_minutes, one.person.own.week_minutes or _fullest(one))
    for minutes in range(now + _step(one), _fullest(one) + 1, _step(one)):
        words = f"a week of {hours(minutes)} instead of {hours(now)}"
        yield words, one.with_own(week_minutes=None).with_terms(week_minutes=minutes)


def _spared_days(one: OneWeek, rule: str) -> Iterator[tuple[str, OneWeek]]:
    """Days without the rule, as few as can be."""
    days = [day for day in range(len(one.week.days)) if _takes_from(one, rule)[day]]
    for count in range(1, len(days) + 1):
        for some in combinations(days, count):
            named = one.day_names(some)
            if rule == "closed":
                yield f"queues open all day on {named}", one.with_open(some)
            else:
                yield f"no {rule} on {named}", one.free_on(rule, some)


def _takes_from(one: OneWeek, rule: str) -> NDArray[np.bool_]:
    """Whether a rule takes something from each day of the week, shape (days,)."""
    demand = one.work.board.demand
    if rule == "closed":
        shut = ~np.any(demand.open[list(one.person.queues)], axis=0)
    else:
        shut = one.person.own.barred[rule]
    slots = demand.day_slots[one.week.first : one.week.last + 1]
    return np.array(
        [shut[first:last].any() for first, last in pairwise(slots.tolist())]
    )


def hours(minutes: float) -> str:
    """Minutes as hours in words."""
    return f"{minutes / HOUR:g} h"


def listed(words: Sequence[str]) -> str:
    """Words joined by commas and a last `and`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
