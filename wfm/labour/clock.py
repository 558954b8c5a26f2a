"""What the calendar makes of a minute: night, rest day, holiday, by its own date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.intervals import midnight, minute_of_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from numpy.typing import NDArray

    from wfm.labour.rules import RuleBook, WorkRules

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class ClockTimes:
    """
    Moments by the law of the date on which each of them lies.

    Attributes
    ----------
    days : DatetimeIndex
        The distinct dates, naive midnights.
    laws : tuple of WorkRules
        Rules in force on each of them.
    holidays : ndarray of bool
        Which of them are public holidays.
    day : ndarray of int64, shape (n,)
        Place of each moment's date in `days`.
    night : ndarray of bool, shape (n,)
        Whether the moment lies in the night.
    """

    days: pd.DatetimeIndex
    laws: tuple[WorkRules, ...]
    holidays: NDArray[np.bool_]
    day: NDArray[np.int64]
    night: NDArray[np.bool_]

    def value(self, name: str) -> NDArray[np.float64]:
        """
        Value of a parameter at each moment.

        Parameters
        ----------
        name : str
            Of the parameter.

        Returns
        -------
        ndarray of float64, shape (n,)
        """
        return np.array([law[name] for law in self.laws], dtype=float)[self.day]

    @property
    def holiday(self) -> NDArray[np.bool_]:
        """Whether each moment lies on a public holiday, shape (n,)."""
        return self.holidays[self.day]

    @property
    def weekday(self) -> NDArray[np.int64]:
        """Monday 0 to Sunday 6 of each moment, shape (n,)."""
        return self.days.day_of_week.to_numpy(dtype=np.int64)[self.day]


def on_each(
    dates: pd.Series, name: str, rules: Callable[[date], WorkRules]
) -> NDArray[np.float64]:
    """
    Value of a parameter on each of some dates.

    Parameters
    ----------
    dates : Series of naive datetime64, shape (n,)
        Midnights.
    name : str
        Of the parameter.
    rules : callable
        Rules of a date: `RuleBook.on`, or `RuleBook.of_week` for limits of weeks.

    Returns
    -------
    ndarray of float64, shape (n,)
    """
    codes, days = pd.factorize(dates)
    return np.array([rules(day.date())[name] for day in days], dtype=float)[codes]


def clock_times(starts: pd.Series, book: RuleBook) -> ClockTimes:
    """
    Say of moments what the calendar makes of them.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Local times.
    book : RuleBook
        Whose law, holidays and overrides hold.

    Returns
    -------
    ClockTimes
    """
    codes, found = pd.factorize(midnight(starts))
    days = pd.DatetimeIndex(found)
    laws = tuple(book.on(day.date()) for day in days)
    festive = book.holidays(days.year.unique().tolist())
    begins = np.array([law["night_start_minute"] for law in laws])[codes]
    ends = np.array([law["night_end_minute"] for law in laws])[codes]
    minute = minute_of_day(starts)
    late, early = minute >= begins, minute < ends
    # A night that begins before midnight goes round it.
    night = np.where(begins > ends, late | early, late & early)
    return ClockTimes(
        days=days,
        laws=laws,
        holidays=np.array([day.date() in festive for day in days], dtype=bool),
        day=codes.astype(np.int64),
        night=night,
    )
