"""A roster as a workbook: a sheet a week, people down and days across."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING

import xlsxwriter

from app.reports.roster.coverage_sheet import coverage_sheets
from app.reports.roster.styles import Styles, plain, sheet_name
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

    import pandas as pd
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from app.reports.reader import Reader
    from app.reports.roster.roster import Person, Roster
    from app.reports.roster.shifts import Shift

_HEAD = 3
_PERSON, _DAY, _SUM = (14, 18, 22), 15, 9
_LINE, _TOP = 15, 3
_A4 = 9


def workbook(roster: Roster, reader: Reader, coverage: pd.DataFrame | None) -> bytes:
    """
    Excel file with a sheet for each week, and sheets of coverage.

    Names stay text whatever they start with, so that no cell becomes a formula.

    Parameters
    ----------
    roster : Roster
        Who works when.
    reader : Reader
        In whose language.
    coverage : DataFrame or None
        Coverage table, where a requirement is known.

    Returns
    -------
    bytes
        The same for the same roster.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        # The hour of writing, which it holds by default, would make each copy another.
        made = datetime.combine(roster.first, time.min)
        book.set_properties({"title": roster.title, "created": made})
        styles = Styles(book)
        taken: set[str] = set()
        for week in roster.weeks():
            name = sheet_name(reader.formats.date(week[0]), taken)
            _Week(book.add_worksheet(name), roster, week, reader, styles).write()
        if coverage is not None:
            coverage_sheets(book, styles, coverage, reader, taken)
    return buffer.getvalue()


class _Week:
    """One sheet while it is written."""

    def __init__(
        self,
        sheet: Worksheet,
        roster: Roster,
        week: Sequence[date],
        reader: Reader,
        styles: Styles,
    ) -> None:
        self._sheet, self._roster, self._week = sheet, roster, week
        self._reader, self._styles = reader, styles
        self._named = any(person.name for person in roster.people)
        self._first = 2 + self._named
        self._row = _HEAD

    def write(self) -> None:
        """Title, header, people by team, totals, legend and how to print."""
        self._head()
        for _, people in self._roster.teams():
            for person in people:
                self._person(person)
        self._totals()
        self._legend()
        self._set_up()

    def _head(self) -> None:
        say, write = self._reader.say, self._sheet.write_string
        title = week_title(self._week, self._reader)
        what = self._roster.title or say("roster")
        write(0, 0, plain(f"{what} \N{MIDDLE DOT} {title}"), self._styles.text("title"))
        zone = self._roster.timezone
        write(1, 0, say("roster.note", timezone=zone), self._styles.text("note"))
        keys = ["team", "agent", *(["name"] if self._named else [])]
        head = self._styles.text("head")
        for column, key in enumerate(keys):
            write(_HEAD - 1, column, say(f"roster.{key}"), head)
        holidays = self._roster.holidays(self._reader.language)
        for column, day in enumerate(self._week, start=self._first):
            name = plain(self._reader.formats.day(day))
            rest = day in holidays or day == self._week[-1]
            text = f"{name}\n{holidays[day]}" if day in holidays else name
            style = self._styles.text("rest head" if rest else "day head")
            write(_HEAD - 1, column, text, style)
        for column, key in enumerate(
            ("hours", "nights", "rest_days"), start=self._first + len(self._week)
        ):
            write(_HEAD - 1, column, say(f"roster.{key}"), head)

    def _person(self, person: Person) -> None:
        cells = [team_name(person.team, self._reader), person.agent]
        for column, text in enumerate([*cells, *([person.name] * self._named)]):
            self._sheet.write_string(self._row, column, text, self._styles.name(text))
        lines = 1
        for column, day in enumerate(self._week, start=self._first):
            lines = max(lines, self._day(column, person, day))
        self._sums(self._row, [person])
        self._sheet.set_row(self._row, lines * _LINE + _TOP)
        self._row += 1

    def _day(self, column: int, person: Person, day: date) -> int:
        """Write a person's day; how many lines it takes."""
        shifts = self._roster.at(person, day)
        if not shifts:
            text = day_off(self._roster, person, day, self._reader)
            style = self._styles.text("off" if text else "unknown")
            self._sheet.write_string(self._row, column, text, style)
            return 1
        parts: list[str | Format] = []
        for shift in shifts:
            hours = hours_text(shift, self._reader, "-")
            parts += [self._styles.strong, f"\n{hours}" if parts else hours]
            for said in self._under(shift):
                parts += [self._styles.small, f"\n{said}"]
        style = self._styles.shift(shifts[0].kind, rest=shifts[0].is_rest_day)
        lines = len(parts) // 2
        # Excel takes text of several styles only where there are several.
        if lines == 1:
            self._sheet.write_string(self._row, column, hours, style)
        else:
            self._sheet.write_rich_string(self._row, column, *parts, style)
        return lines

    def _under(self, shift: Shift) -> list[str]:
        """Lines under the hours of a shift."""
        clock, say = self._reader.formats.clock, self._reader.say
        lunches = [
            say("roster.lunch.until", start=clock(each.start), end=clock(each.end))
            for each in shift.lunches
        ]
        return [*lunches, *([say("roster.home")] if shift.at_home else [])]

    def _sums(self, row: int, people: Sequence[Person]) -> None:
        tally = self._roster.tally(people, self._week)
        column = self._first + len(self._week)
        kinds = ("hours", "count", "count")
        values = (tally.hours, tally.nights, tally.rest_days)
        for place, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            style = self._styles.text(kind)
            self._sheet.write_number(row, column + place, value, style)

    def _totals(self) -> None:
        people = self._roster.people
        tallies = [self._roster.tally(people, [day]) for day in self._week]
        lines = (
            ("at_work", "total count", [tally.people for tally in tallies]),
            ("paid_hours", "total hours", [tally.hours for tally in tallies]),
        )
        for key, kind, values in lines:
            said = self._reader.say(f"roster.{key}")
            self._sheet.write_string(self._row, 0, said, self._styles.text("total"))
            for column in range(1, self._first):
                self._sheet.write_blank(
                    self._row, column, None, self._styles.text("total")
                )
            for column, value in enumerate(values, start=self._first):
                style = self._styles.text(kind)
                self._sheet.write_number(self._row, column, value, style)
            self._row += 1
        self._sums(self._row - 1, people)

    def _legend(self) -> None:
        row = self._row + 1
        for kind, meaning in kind_meanings(self._roster, self._reader).items():
            self._sheet.write_string(row, 0, "", self._styles.shift(kind, rest=False))
            self._sheet.write_string(row, 1, meaning)
            row += 1

    def _set_up(self) -> None:
        sheet, last = self._sheet, self._first + len(self._week) + 2
        for column, width in enumerate(_PERSON[: self._first]):
            sheet.set_column(column, column, width)
        sheet.set_column(self._first, last - 3, _DAY)
        sheet.set_column(last - 2, last, _SUM)
        sheet.set_row(_HEAD - 1, 2 * _LINE + _TOP)
        people = len(self._roster.people)
        sheet.autofilter(_HEAD - 1, 0, _HEAD - 1 + people, last)
        sheet.freeze_panes(_HEAD, self._first)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, _HEAD - 1)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.hide_gridlines(0)
