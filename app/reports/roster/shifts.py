"""Shifts as people know them: when they come and go, and which kind of shift it is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from wfm.holidays import public_holidays
from wfm.intervals import DAY_MINUTES
from wfm.schedule import LUNCH, UNPAID, with_shifts

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from wfm.labour.rules import RuleBook, WorkRules

MORNING, MIDDAY, AFTERNOON, NIGHT = "morning", "midday", "afternoon", "night"
KINDS = (MORNING, MIDDAY, AFTERNOON, NIGHT)
# Minutes of the day at which a shift begins to be one of the next kind.
MIDDAY_FROM, AFTERNOON_FROM = 10 * 60, 13 * 60
_SUNDAY = 6
_HOME = "home"


@dataclass(frozen=True, slots=True)
class Segment:
    """
    Part of a shift.

    Attributes
    ----------
    start, end : Timestamp
        Local, aware.
    activity, queue, place : str
        As in the schedule table; empty where it does not say.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    activity: str
    queue: str
    place: str

    @property
    def minutes(self) -> float:
        """Time that passes, whatever the clock does meanwhile."""
        return float((self.end - self.start).total_seconds() / 60)


@dataclass(frozen=True, slots=True)
class Shift:
    """
    What one agent works from coming to leaving.

    Attributes
    ----------
    agent : str
        Who works it.
    date : date
        Day on which it starts; the whole shift belongs to it.
    segments : tuple of Segment
        At least one, in order.
    kind : str
        One of `KINDS`: a night shift lies for more than half its length in the hours
        that the law calls night, others go by their start.
    is_rest_day : bool
        Whether its day is a Sunday or public holiday.
    """

    agent: str
    date: date
    segments: tuple[Segment, ...]
    kind: str
    is_rest_day: bool

    @property
    def start(self) -> pd.Timestamp:
        """When the agent comes."""
        return self.segments[0].start

    @property
    def end(self) -> pd.Timestamp:
        """When the agent leaves."""
        return self.segments[-1].end

    @property
    def at_home(self) -> bool:
        """Whether all of it is worked from home."""
        return all(segment.place == _HOME for segment in self.segments)

    @property
    def paid_minutes(self) -> float:
        """Length without what is not paid, such as lunch."""
        return sum(s.minutes for s in self.segments if s.activity not in UNPAID)

    @property
    def lunches(self) -> list[Segment]:
        """When the agent eats."""
        return [s for s in self.segments if s.activity == LUNCH]


def shifts_of(schedule: pd.DataFrame, book: RuleBook) -> list[Shift]:
    """
    Shifts of a schedule, by agent and start.

    Parameters
    ----------
    schedule : DataFrame
        Columns of the schedule table, times aware and local, no two segments of an
        agent at once.
    book : RuleBook
        Says which hours are night and which days are public holidays.
    """
    rows = with_shifts(schedule)
    known = rows.reindex(columns=[each.name for each in fields(Segment)], fill_value="")
    segments = [Segment(*cells) for cells in known.itertuples(index=False)]
    years = rows["date"].dt.year.unique().tolist()
    holidays = public_holidays(book.country, years)
    rules = {day: book.on(day.date()) for day in rows["date"].unique()}
    shifts = []
    for places in rows.groupby("shift").indices.values():
        own = tuple(segments[place] for place in places)
        first = rows.iloc[places[0]]
        day = first["date"].date()
        rest = day.weekday() == _SUNDAY or day in holidays
        kind = _kind(own, rules[first["date"]])
        shifts.append(Shift(str(first["agent"]), day, own, kind, rest))
    return shifts


def _kind(segments: tuple[Segment, ...], rules: WorkRules) -> str:
    start, end = segments[0].start, segments[-1].end
    came = start.hour * 60 + start.minute
    minutes = np.arange(came, came + (end - start).total_seconds() // 60) % DAY_MINUTES
    night = (minutes >= rules["night_start_minute"]) | (
        minutes < rules["night_end_minute"]
    )
    if night.mean() > 1 / 2:
        return NIGHT
    if came >= AFTERNOON_FROM:
        return AFTERNOON
    return MIDDAY if came >= MIDDAY_FROM else MORNING
