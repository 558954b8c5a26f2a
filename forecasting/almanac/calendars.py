"""Which days of a queue are special: public holidays and the user's own list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.special_days import EVENTS, SpecialDay, read_special_day
from wfm.errors import Problem, TableError
from wfm.holidays import public_holidays
from wfm.tables import SPECIAL_DAYS

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.base import Dates, Flags

# How a row says that it holds for all queues.
EVERYWHERE = ("", "*")


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    Special days of all queues.

    Attributes
    ----------
    everywhere : tuple of SpecialDay
        For every queue.
    of_queue : dict of str to tuple of SpecialDay
        For one queue; they hold before those of every queue.
    """

    everywhere: tuple[SpecialDay, ...]
    of_queue: dict[str, tuple[SpecialDay, ...]]

    def of(self, queue: str) -> dict[np.datetime64, SpecialDay]:
        """Find the days of one queue that do not follow their weekday, by date."""
        days = self._all_of(queue)
        return {day.date: day for day in days if day.kind not in EVENTS}

    def events(self, queue: str) -> tuple[SpecialDay, ...]:
        """Find the paydays, billing runs and campaigns of one queue."""
        return tuple(day for day in self._all_of(queue) if day.kind in EVENTS)

    def _all_of(self, queue: str) -> tuple[SpecialDay, ...]:
        return (*self.everywhere, *self.of_queue.get(queue, ()))

    @property
    def days(self) -> tuple[SpecialDay, ...]:
        """Special days of any queue."""
        return sum(self.of_queue.values(), self.everywhere)


def is_special(dates: Dates, special: dict[np.datetime64, SpecialDay]) -> Flags:
    """Whether each date is a special day, shape (n,)."""
    return np.isin(dates, np.array(list(special), dtype="datetime64[D]"))


def read_calendar(
    special_days: pd.DataFrame | None, country: str | None, dates: Dates
) -> Calendar:
    """
    Gather the special days of a span of dates.

    A row of the user's list holds before a public holiday on its date, and a row with a
    queue before one without. A row without a kind is a holiday.

    Parameters
    ----------
    special_days : DataFrame or None
        Of `wfm.tables.SPECIAL_DAYS`, typed.
    country : str or None
        Code of the country whose public holidays apply; ``none`` or None for none.
    dates : ndarray of datetime64[D], shape (2,)
        First and last day of the span.

    Returns
    -------
    Calendar

    Raises
    ------
    TableError
        If a kind lacks its value or has a wrong one, or a date has two kinds.
    UnknownNameError
        If the country is not known.
    """
    years = dates[[0, -1]].astype("datetime64[Y]").astype(np.int64) + 1970
    public = [
        SpecialDay(np.datetime64(date, "D"), name)
        for date, name in public_holidays(
            country, range(years[0], years[1] + 1)
        ).items()
    ]
    if special_days is None or special_days.empty:
        return Calendar(tuple(public), {})
    absent = [name for name in ("queue", "kind", "value") if name not in special_days]
    rows = special_days.assign(**dict.fromkeys(absent, ""))
    source = SPECIAL_DAYS.source(rows)
    problems = _clashes(rows)
    own: dict[str, list[SpecialDay]] = {}
    for line, row in enumerate(rows.to_dict("records"), start=2):
        try:
            day = read_special_day(row["date"], row["name"], row["kind"], row["value"])
            own.setdefault(row["queue"], []).append(day)
        except ValueError as error:
            value = row["value"]
            problems.append(Problem(source, str(error), line, "value", value))
    if problems:
        raise TableError(problems)
    general = [day for mark in EVERYWHERE for day in own.pop(mark, [])]
    return Calendar(
        (*public, *general), {queue: tuple(days) for queue, days in own.items()}
    )


def _clashes(rows: pd.DataFrame) -> list[Problem]:
    """Dates that are given twice, each time to be treated otherwise."""
    # Events may fall on any day, also on the same.
    rows = rows[~rows["kind"].isin(EVENTS)]
    distinct = rows.drop_duplicates(["date", "queue", "kind", "value"])
    again = distinct[distinct.duplicated(["date", "queue"])]
    return [
        Problem(
            SPECIAL_DAYS.source(rows),
            f"{row['date'].date()} appears again with a different kind or value",
            row=int(str(index)) + 2,
        )
        for index, row in again.iterrows()
    ]
