"""The roster that hangs on the wall: one page a week, people by team, days across."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from app.reports.markup import Html, joined, tag
from app.reports.page import page
from app.reports.roster.shifts import KINDS
from app.reports.roster.words import (
    day_off,
    hours_text,
    kind_meanings,
    team_name,
    week_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.reports.reader import Reader
    from app.reports.roster.roster import Person, Roster, Tally
    from app.reports.roster.shifts import Shift

_DASH = "\N{EN DASH}"


def wall(roster: Roster, reader: Reader) -> str:
    """
    Page to print on A4 or A3 landscape: one HTML document that needs nothing else.

    It has no script, loads nothing, and can be read in black and white: the kind of a
    shift is a letter as well as a colour.

    Parameters
    ----------
    roster : Roster
        Who works when.
    reader : Reader
        In whose language.

    Returns
    -------
    str
        The same for the same roster.
    """
    style = files("app.reports.roster").joinpath("wall.css").read_text(encoding="utf-8")
    title = roster.title or reader.say("roster")
    weeks = [_Week(roster, week, reader).section() for week in roster.weeks()]
    edition = joined(_head(roster, reader), *weeks)
    return page(title, {reader.language: edition}, style=style)


def _head(roster: Roster, reader: Reader) -> Html:
    title = roster.title or reader.say("roster")
    kind = tag("p", reader.say("roster"), class_="kind") if roster.title else Html("")
    tally = roster.tally(roster.people, [d for week in roster.weeks() for d in week])
    said = " \N{MIDDLE DOT} ".join(
        (
            reader.say("people", len(roster.people)),
            reader.say("roster.shifts", sum(map(len, roster.shifts.values()))),
            reader.say("roster.event.paid", hours=reader.formats.hours(tally.hours, 1)),
        )
    )
    return tag("header", kind, tag("h1", title), tag("p", said))


class _Week:
    """One week while its page is made."""

    def __init__(self, roster: Roster, week: Sequence[date], reader: Reader) -> None:
        self._roster, self._week, self._reader = roster, week, reader
        self._holidays = roster.holidays(reader.language)

    def section(self) -> Html:
        """Table of the week with its legend."""
        title = week_title(self._week, self._reader)
        # On paper the columns are as wide as these say, whatever stands in them.
        columns = [("col-who", 1), ("col-day", len(self._week)), ("col-sum", 3)]
        table = tag(
            "table",
            *(tag("col", class_=name, span=count) for name, count in columns),
            self._header(title),
            *(self._team(team, people) for team, people in self._roster.teams()),
            self._totals(),
            class_="wall",
        )
        box = tag("div", table, class_="wide", tabindex="0", role="group")
        return tag("section", tag("h2", title), box, self._legend(), class_="week")

    def _header(self, title: str) -> Html:
        """Head that stands on every sheet of paper, with the week in its corner."""
        say = self._reader.say
        what = self._roster.title or say("roster")
        # On screen the heading above the table says the week; paper has only this.
        corner = tag("span", f"{what} {_DASH} {title}", class_="on-paper")
        days = [
            tag("th", *self._day(day), scope="col", class_=self._column(day))
            for day in self._week
        ]
        sums = [
            tag("th", say(f"roster.{key}"), scope="col", class_="sum")
            for key in ("hours", "nights", "rest_days")
        ]
        agent = tag("th", say("roster.agent"), scope="col", class_="who")
        width = str(len(days) + len(sums) + 1)
        paper = tag("tr", tag("th", corner, colspan=width), class_="on-paper")
        return tag("thead", paper, tag("tr", agent, *days, *sums))

    def _day(self, day: date) -> tuple[Html, Html]:
        name = self._holidays.get(day, "")
        return (
            tag("span", self._reader.formats.day(day), class_="day"),
            tag("small", name, class_="holiday") if name else Html(""),
        )

    def _column(self, day: date) -> str | None:
        rest = day in self._holidays or day == self._week[-1]
        return "rest" if rest else None

    def _team(self, team: str, people: Sequence[Person]) -> Html:
        lines = [self._person(person) for person in people]
        if not any(person.team for person in self._roster.people):
            return tag("tbody", *lines)
        name = team_name(team, self._reader)
        count = self._reader.say("people", len(people))
        head = tag("th", name, tag("small", count), scope="rowgroup", class_="who")
        days = [self._roster.tally(people, [day]) for day in self._week]
        cells = [
            tag("td", self._number(tally.people), class_=self._column(day))
            for day, tally in zip(self._week, days, strict=True)
        ]
        sums = self._sums(self._roster.tally(people, self._week))
        return tag("tbody", tag("tr", head, *cells, *sums, class_="team"), *lines)

    def _person(self, person: Person) -> Html:
        known = tag("small", person.agent) if person.name else Html("")
        who = tag("th", person.name or person.agent, known, scope="row", class_="who")
        days = [self._cell(person, day) for day in self._week]
        tally = self._roster.tally([person], self._week)
        return tag("tr", who, *days, *self._sums(tally))

    def _cell(self, person: Person, day: date) -> Html:
        shifts = self._roster.at(person, day)
        if not shifts:
            off = day_off(self._roster, person, day, self._reader)
            return tag("td", off, class_="off" if off else "unknown")
        return tag(
            "td",
            *(self._shift(shift) for shift in shifts),
            class_=f"{shifts[0].kind} rest"
            if shifts[0].is_rest_day
            else shifts[0].kind,
        )

    def _shift(self, shift: Shift) -> Html:
        say, clock = self._reader.say, self._reader.formats.clock
        letter = tag("i", say(f"roster.letter.{shift.kind}"), class_="letter")
        under = [say("roster.lunch", start=clock(each.start)) for each in shift.lunches]
        if shift.at_home:
            under.append(say("roster.home"))
        hours = tag("b", hours_text(shift, self._reader, _DASH))
        return joined(
            tag("div", hours, letter, class_="shift"),
            *(tag("small", each) for each in under),
        )

    def _totals(self) -> Html:
        people = self._roster.people
        tallies = [self._roster.tally(people, [day]) for day in self._week]
        week = self._roster.tally(people, self._week)
        at_work = [self._number(tally.people) for tally in tallies]
        hours = [self._number(tally.hours, 1) for tally in tallies]
        empty = [tag("td", class_="sum") for _ in range(3)]
        return tag(
            "tbody",
            self._total("at_work", at_work, empty),
            self._total("paid_hours", hours, self._sums(week)),
            class_="totals",
        )

    def _total(self, key: str, values: Sequence[str], sums: Sequence[Html]) -> Html:
        head = tag("th", self._reader.say(f"roster.{key}"), scope="row", class_="who")
        cells = [
            tag("td", value, class_=self._column(day))
            for day, value in zip(self._week, values, strict=True)
        ]
        return tag("tr", head, *cells, *sums)

    def _sums(self, tally: Tally) -> list[Html]:
        values = (
            self._number(tally.hours, 1),
            self._number(tally.nights),
            self._number(tally.rest_days),
        )
        return [tag("td", value, class_="sum") for value in values]

    def _number(self, value: float, digits: int = 0) -> str:
        return self._reader.formats.number(value, digits)

    def _legend(self) -> Html:
        say = self._reader.say
        meanings = kind_meanings(self._roster, self._reader)
        kinds = [
            tag(
                "li",
                tag("span", say(f"roster.letter.{kind}"), class_=f"key {kind}"),
                meanings[kind],
            )
            for kind in KINDS
        ]
        marks = [
            tag("li", tag("span", class_=f"key {name}"), say(f"roster.meaning.{name}"))
            for name in ("rest", "off", "unknown")
        ]
        note = say("roster.note", timezone=self._roster.timezone)
        return tag("footer", tag("ul", *kinds, *marks, class_="legend"), tag("p", note))
