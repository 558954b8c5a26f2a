"""Which days of a queue are special: public holidays and the user's own list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.base import WEEK
from wfm.errors import Problem, TableError
from wfm.holidays import public_holidays

if TYPE_CHECKING:
    from forecasting.base import Dates, Flags

HOLIDAY = "holiday"
# How a row says that it holds for all queues.
EVERYWHERE = ("", "*")


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """
    A day that does not follow its weekday.

    Attributes
    ----------
    date : datetime64[D]
        Calendar day.
    name : str
        What happens; the same name in another year is the same holiday.
    kind : str
        ``holiday``, ``closed``, ``like_weekday``, ``factor`` or ``analog``.
    weekday : int or None
        For ``like_weekday``: Monday 0.
    factor : float or None
        For ``factor``: what the day's usual volume is multiplied with.
    analog : datetime64[D] or None
        For ``analog``: the past day that it repeats.
    """

    date: np.datetime64
    name: str
    kind: str = HOLIDAY
    weekday: int | None = None
    factor: float | None = None
    analog: np.datetime64 | None = None


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
        """Find the special days of one queue by their dates."""
        days = (*self.everywhere, *self.of_queue.get(queue, ()))
        return {day.date: day for day in days}

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
    problems = _clashes(rows)
    own: dict[str, list[SpecialDay]] = {}
    for line, row in enumerate(rows.to_dict("records"), start=2):
        try:
            day = _special_day(row["date"], row["name"], row["kind"], row["value"])
            own.setdefault(row["queue"], []).append(day)
        except ValueError as error:
            value = row["value"]
            problems.append(Problem("special days", str(error), line, "value", value))
    if problems:
        raise TableError(problems)
    general = [day for mark in EVERYWHERE for day in own.pop(mark, [])]
    return Calendar(
        (*public, *general), {queue: tuple(days) for queue, days in own.items()}
    )


def _clashes(rows: pd.DataFrame) -> list[Problem]:
    """Dates that are given twice, each time to be treated otherwise."""
    distinct = rows.drop_duplicates(["date", "queue", "kind", "value"])
    again = distinct[distinct.duplicated(["date", "queue"])]
    return [
        Problem(
            "special days",
            f"{row['date'].date()} appears again with a different kind or value",
            row=int(str(index)) + 2,
        )
        for index, row in again.iterrows()
    ]


def _special_day(date: pd.Timestamp, name: str, kind: str, value: str) -> SpecialDay:
    """
    One row of the user's list.

    Raises
    ------
    ValueError
        If the value does not suit the kind; the message says what must hold.
    """
    day = np.datetime64(date.date(), "D")
    if kind == "like_weekday":
        if value.strip().removesuffix(".0") not in map(str, range(WEEK)):
            raise ValueError("must be a weekday from 0 (Monday) to 6 for like_weekday")
        return SpecialDay(day, name, kind, weekday=int(float(value)))
    if kind == "factor":
        return SpecialDay(day, name, kind, factor=_factor(value))
    if kind == "analog":
        return SpecialDay(day, name, kind, analog=_analog(value, day))
    return SpecialDay(day, name, kind or HOLIDAY)


def _factor(value: str) -> float:
    rule = "must be a factor of at least 0, like 1.25"
    try:
        factor = float(value)
    except ValueError:
        raise ValueError(rule) from None
    if not (np.isfinite(factor) and factor >= 0):
        raise ValueError(rule)
    return factor


def _analog(value: str, day: np.datetime64) -> np.datetime64:
    found = pd.to_datetime(value[:10], format="%Y-%m-%d", errors="coerce")
    if pd.isna(found) or np.datetime64(found.date(), "D") >= day:
        raise ValueError("must be the date of an earlier day, like 2025-12-24")
    return np.datetime64(found.date(), "D")
