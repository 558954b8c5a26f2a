"""How much longer, and how much shorter, a person may lawfully work today."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from wfm.intervals import epoch_minutes
from wfm.schedule import BREAK, LUNCH, OVERTIME, SHIFT_GAP, with_shifts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scheduling.repair.shift import Piece, Shift
    from wfm.labour.rules import RuleBook, WorkRules

Cap = tuple[int, str, str]
SUCCESSIVE = "successive_shifts"
_WEEK = 7
_GAP = SHIFT_GAP // pd.Timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What is still lawful for the agent of a shift.

    Attributes
    ----------
    overtime : int
        Minutes of overtime on the day of the shift.
    overtime_left, week_left : int
        Minutes of overtime that the day and the week still allow.
    latest_end : int
        Epoch minute.
    limited_by, source : str
        What forbids a later end, and where that is written.
    may_give_back : int
        Minutes by which the day may be shortened.
    """

    overtime: int
    overtime_left: int
    week_left: int
    latest_end: int
    limited_by: str
    source: str
    may_give_back: int


class Ledger:
    """
    What the schedule holds for each agent by day and week, and the terms of each.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule, before or after the changes.
    terms : DataFrame
        Contract's columns by agent; no rows where contracts are not known.
    time_off : DataFrame or None
        Typed time off table.
    book : RuleBook
        Rules by date.
    """

    def __init__(
        self,
        schedule: pd.DataFrame,
        terms: pd.DataFrame,
        time_off: pd.DataFrame | None,
        book: RuleBook,
    ) -> None:
        rows = with_shifts(schedule)
        kept = rows["activity"] != LUNCH
        extra = rows["activity"] == OVERTIME
        rows = rows.assign(
            paid=rows["minutes"].where(kept, 0.0),
            overtime=rows["minutes"].where(extra, 0.0),
            week=rows["date"] - pd.to_timedelta(rows["date"].dt.day_of_week, "D"),
        )
        days = rows.groupby(["agent", "date"])[["paid", "overtime"]].sum()
        weeks = rows.groupby(["agent", "week"])["overtime"].sum()
        self._paid = days["paid"].to_dict()
        self._overtime = days["overtime"].to_dict()
        self._week = weeks.to_dict()
        self._starts = _starts(rows)
        self._terms = terms.set_index("agent").to_dict("index")
        self._off = {} if time_off is None else _absences(time_off)
        self._on: Callable[[pd.Timestamp], WorkRules] = cache(
            lambda day: book.on(day.date())
        )

    def limits(self, shift: Shift) -> Limits:
        """
        Give what is lawful for the agent of a shift, given all else he does.

        Parameters
        ----------
        shift : Shift
            The last one of the agent that may change.

        Returns
        -------
        Limits
        """
        day, law = shift.date, self._on(shift.date)
        monday = day - pd.Timedelta(days=day.day_of_week)
        overtime = int(self._overtime.get((shift.agent, day), 0.0))
        name, week_name = "overtime_day_minutes", "overtime_week_minutes"
        today = max(0, law.minutes(name) - overtime)
        in_week = self._on(monday).minutes(week_name)
        week = max(0, in_week - int(self._week.get((shift.agent, monday), 0.0)))
        caps = [
            (shift.end + today, "overtime of the day", law.source(name)),
            (shift.end + week, "overtime of the week", law.source(week_name)),
            *self._caps(shift, law),
        ]
        latest, word, source = min(caps, key=lambda cap: cap[0])
        left = min(today, week, max(0, latest - shift.end))
        least = self._shortest(shift, law)
        paid = int(self._paid.get((shift.agent, day), 0.0))
        return Limits(overtime, left, week, latest, word, source, max(0, paid - least))

    def _shortest(self, shift: Shift, law: WorkRules) -> int:
        terms = self._terms.get(shift.agent)
        return (
            int(terms["min_day_minutes"])
            if terms
            else law.minutes("shortest_day_minutes")
        )

    def _caps(self, shift: Shift, law: WorkRules) -> Iterator[Cap]:
        terms = self._terms.get(shift.agent)
        if terms and terms["regime"] == SUCCESSIVE:
            source = law.source("successive_day_minutes")
            yield shift.end, "shifts that follow each other", source
        starts = self._starts[shift.agent]
        after = bisect_left(starts, (shift.end,))
        if after < len(starts):
            start, date = starts[after]
            rest = self._on(date)
            free = max(rest.minutes("rest_minutes"), _GAP)
            yield (
                start - free,
                "rest before the next shift",
                rest.source("rest_minutes"),
            )
        for start, end in self._off.get(shift.agent, ()):
            if end > shift.end:
                yield max(start, shift.end), "time off", "time off"
        yield from self._unpaused(shift, law)

    def _unpaused(self, shift: Shift, law: WorkRules) -> Iterator[Cap]:
        """Longer work needs a lunch and breaks that the shift may not have."""
        paid = sum(p.minutes for p in shift.work if p.activity != LUNCH)
        paid -= sum(p.minutes for p in shift.pauses if p.activity == LUNCH)
        longest = law.minutes("lunch_over_minutes")
        breaks = _enough(shift, BREAK, law.minutes("break_minutes"))
        if paid <= longest and (
            not _lunch_in_time(shift, law)
            or len(breaks) < law.minutes("breaks_with_lunch")
        ):
            word = "lunch and breaks of a longer shift"
            source = law.source("lunch_over_minutes")
            yield shift.end + longest - paid, word, source
        needed = law.minutes("break_over_minutes")
        if paid < needed and not breaks:
            source = law.source("break_over_minutes")
            yield shift.end + needed - 1 - paid, "the break of a longer shift", source


def _enough(shift: Shift, activity: str, minutes: int) -> list[Piece]:
    return [
        each
        for each in shift.all_pauses
        if each.activity == activity and each.minutes >= minutes
    ]


def _lunch_in_time(shift: Shift, law: WorkRules) -> bool:
    window = law["lunch_earliest_minute"], law["lunch_latest_minute"]
    return any(
        window[0] <= lunch.start - shift.start <= window[1]
        for lunch in _enough(shift, LUNCH, law.minutes("lunch_minutes"))
    )


def _starts(rows: pd.DataFrame) -> dict[str, list[tuple[int, pd.Timestamp]]]:
    """First minute and date of the shifts of each agent, in order."""
    first = rows.drop_duplicates("shift")
    found: dict[str, list[tuple[int, pd.Timestamp]]] = {}
    for agent, start, date in zip(
        first["agent"],
        epoch_minutes(first["start"]).tolist(),
        first["date"],
        strict=True,
    ):
        found.setdefault(agent, []).append((start, date))
    return found


def _absences(time_off: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    starts, ends = epoch_minutes(time_off["start"]), epoch_minutes(time_off["end"])
    for agent, start, end in zip(
        time_off["agent"], starts.tolist(), ends.tolist(), strict=True
    ):
        found.setdefault(agent, []).append((start, end))
    return found
