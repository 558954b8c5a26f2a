"""A roster to publish: people by team, whole weeks, and who works when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.reports.roster.checks import check_agents, check_schedule
from app.reports.roster.shifts import NIGHT, Shift, shifts_of
from wfm.holidays import public_holidays

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from wfm.labour.rules import RuleBook

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Person:
    """
    Somebody on the roster.

    Attributes
    ----------
    agent : str
        Identifier.
    name, team, site : str
        Empty where not known.
    first, last : date
        First and last day at work.
    """

    agent: str
    name: str = ""
    team: str = ""
    site: str = ""
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True, slots=True)
class Tally:
    """
    Sums over some shifts.

    Attributes
    ----------
    people : int
        Different agents at work.
    hours : float
        Paid hours.
    nights, rest_days : int
        Night shifts, and shifts that start on a Sunday or public holiday.
    """

    people: int
    hours: float
    nights: int
    rest_days: int


@dataclass(frozen=True, slots=True)
class Roster:
    """
    Who works when.

    Attributes
    ----------
    title : str
        What it is the roster of; may be empty.
    people : tuple of Person
        By team, then by identifier; those without a team last.
    shifts : mapping of (agent, date) to tuple of Shift
        By the day on which they start.
    first, last : date
        Days on which the first and the last shift start.
    rules : RuleBook
        Whose public holidays and night hours hold.
    timezone : str
        IANA name of the zone of all times.
    """

    title: str
    people: tuple[Person, ...]
    shifts: Mapping[tuple[str, date], tuple[Shift, ...]]
    first: date
    last: date
    rules: RuleBook
    timezone: str

    def weeks(self) -> list[tuple[date, ...]]:
        """Seven days each, from the Monday of the first to the week of the last."""
        monday = self.first - timedelta(days=self.first.weekday())
        count = (self.last - monday).days // _WEEK + 1
        return [
            tuple(monday + timedelta(days=_WEEK * week + day) for day in range(_WEEK))
            for week in range(count)
        ]

    def teams(self) -> list[tuple[str, tuple[Person, ...]]]:
        """People of each team, in the order of `people`."""
        teams = groupby(self.people, key=lambda person: person.team)
        return [(team, tuple(own)) for team, own in teams]

    def holidays(self, language: str) -> dict[date, str]:
        """Names of the public holidays of the years it touches."""
        weeks = self.weeks()
        years = range(weeks[0][0].year, weeks[-1][-1].year + 1)
        return public_holidays(self.rules.country, years, language=language)

    def at(self, person: Person, day: date) -> tuple[Shift, ...]:
        """Shifts of a person that start on a day; mostly one or none."""
        return self.shifts.get((person.agent, day), ())

    def knows(self, person: Person, day: date) -> bool:
        """Whether a day without a shift is a day off: rostered, and the person here."""
        low, high = max(self.first, person.first), min(self.last, person.last)
        return low <= day <= high

    def tally(self, people: Iterable[Person], days: Sequence[date]) -> Tally:
        """Add up some people and days."""
        found = [
            shift for each in people for day in days for shift in self.at(each, day)
        ]
        return Tally(
            people=len({shift.agent for shift in found}),
            hours=sum(shift.paid_minutes for shift in found) / 60,
            nights=sum(shift.kind == NIGHT for shift in found),
            rest_days=sum(shift.is_rest_day for shift in found),
        )


def roster_of(
    schedule: pd.DataFrame,
    agents: pd.DataFrame | None,
    book: RuleBook,
    *,
    title: str = "",
) -> Roster:
    """
    Roster of a schedule.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.
    agents : DataFrame, optional
        Typed agents table; a further column ``name`` is shown beside the identifier.
        Who works nothing is on the roster too, if at work at all in that time.
    book : RuleBook
        Country of the public holidays, and which hours are night.
    title : str
        What it is the roster of.

    Raises
    ------
    TableError
        If there is nothing to publish, a segment has no length, an agent does two
        things at once, is missing from the agents table or has no name there.
    """
    check_schedule(schedule)
    shifts: dict[tuple[str, date], tuple[Shift, ...]] = {}
    for shift in shifts_of(schedule, book):
        key = shift.agent, shift.date
        shifts[key] = (*shifts.get(key, ()), shift)
    working = {agent for agent, _ in shifts}
    days = {day for _, day in shifts}
    first, last = min(days), max(days)
    if agents is None:
        people = [Person(agent) for agent in working]
    else:
        check_agents(agents, schedule)
        people = [
            person
            for person in map(_person, agents.to_dict("records"))
            if person.agent in working
            or (person.first <= last and person.last >= first)
        ]
    return Roster(
        title=title,
        people=tuple(
            sorted(people, key=lambda each: (not each.team, each.team, each.agent))
        ),
        shifts=shifts,
        first=first,
        last=last,
        rules=book,
        timezone=str(schedule["start"].dt.tz),
    )


def _person(row: Mapping[Hashable, Any]) -> Person:
    texts = {name: str(row.get(name, "")) for name in ("name", "team")}
    first, last = row.get("available_from"), row.get("available_until")
    return Person(
        agent=str(row["agent"]),
        site=str(row.get("home_site", "")),
        first=date.min if pd.isna(first) else first.date(),
        last=date.max if pd.isna(last) else last.date(),
        **texts,
    )
