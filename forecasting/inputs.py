"""What a forecast is asked for, checked at the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.calendars import EVERYWHERE, Calendar, read_calendar
from forecasting.opening import check_opening
from wfm.errors import (
    HistoryTooShortError,
    ParameterError,
    Problem,
    TableError,
    UnknownNameError,
)
from wfm.intervals import midnight, zone
from wfm.tables import HISTORY, OPENING, SPECIAL_DAYS

if TYPE_CHECKING:
    from forecasting.base import Dates

LONGEST_HORIZON = 731
# Less than this says nothing about a day.
_SHORTEST_HISTORY = pd.Timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    What the caller says about a history, as given.

    Attributes
    ----------
    special_days, opening : DataFrame or None
        Of `wfm.tables.SPECIAL_DAYS` and `wfm.tables.OPENING`, raw or typed.
    country : str or None
        Whose public holidays apply; ``none`` or None for none.
    timezone : str
        IANA name.
    interval : int or None
        Length of an interval in minutes; None for the history's own.
    """

    special_days: pd.DataFrame | None
    opening: pd.DataFrame | None
    country: str | None
    timezone: str
    interval: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    A question to answer from the past.

    Attributes
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, typed; nothing at or after the first date.
    dates : ndarray of datetime64[D], shape (H,)
        Days to forecast, consecutive.
    calendar : Calendar
        Special days from the first of the history to the last of the forecast.
    opening : DataFrame or None
        Of `wfm.tables.OPENING`, typed.
    timezone : str
        IANA name.
    interval : int or None
        Length of an interval in minutes; None for the history's own.
    """

    history: pd.DataFrame
    dates: Dates
    calendar: Calendar
    opening: pd.DataFrame | None
    timezone: str
    interval: int | None

    @property
    def start(self) -> pd.Timestamp:
        """First day, naive midnight."""
        return pd.Timestamp(self.dates[0])


def read_history(history: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """Typed copy of a history that fulfils its contract, in the caller's zone."""
    return HISTORY.parse(history, timezone=setting.timezone)


def read_request(
    table: pd.DataFrame, start: pd.Timestamp, days: int, setting: Setting
) -> Request:
    """
    Everything that is known before `start`, checked.

    Parameters
    ----------
    table : DataFrame
        Of `wfm.tables.HISTORY`, typed; rows at and after `start` are left out.
    start : Timestamp
        First day to forecast, naive midnight.
    days : int
        Number of days, 1 to 731.
    setting : Setting
        Hours, holidays, zone and interval.

    Returns
    -------
    Request

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If less than three hours of history lie before `start`.
    """
    if isinstance(days, bool) or not isinstance(days, Integral):
        raise ParameterError("days", days, "a whole number")
    if not 1 <= days <= LONGEST_HORIZON:
        raise ParameterError("days", days, f"from 1 to {LONGEST_HORIZON}")
    past = table[midnight(table["start"]) < start]
    _check_length(past, start)
    first = np.datetime64(start.date(), "D")
    dates = np.arange(first, first + int(days))
    special_days, opening = _read_tables(setting, table["queue"])
    known = midnight(past["start"]).to_numpy().astype("datetime64[D]")
    span = np.array([known.min(), dates[-1]])
    calendar = read_calendar(special_days, setting.country, span)
    _check_analogs(calendar, dates, known)
    return Request(
        history=past,
        dates=dates,
        calendar=calendar,
        opening=opening,
        timezone=setting.timezone,
        interval=setting.interval,
    )


def first_day(start: object, table: pd.DataFrame) -> pd.Timestamp:
    """
    First day to forecast, naive midnight.

    Parameters
    ----------
    start : str, date, Timestamp or None
        ISO date; None for the Monday after the history ends.
    table : DataFrame
        Of `wfm.tables.HISTORY`, typed.

    Raises
    ------
    ParameterError
        If it is no date.
    """
    if start is None:
        last = midnight(table["start"]).max()
        return last + pd.Timedelta(days=7 - last.weekday())
    day = _timestamp(start)
    if day is None or day.tz_localize(None) != day.tz_localize(None).normalize():
        raise ParameterError("start", start, "a date like 2026-11-30")
    return day.tz_localize(None)


def moment(at: object, timezone: str) -> pd.Timestamp:
    """
    Point in time, in the zone; without an offset it is local.

    Raises
    ------
    ParameterError
        If it is no date and time.
    """
    found = _timestamp(at)
    if found is None:
        raise ParameterError("at", at, "a date and time like 2026-11-30T10:00")
    if found.tzinfo is None:
        return found.tz_localize(
            zone(timezone), ambiguous=True, nonexistent="shift_forward"
        )
    return found.tz_convert(zone(timezone))


def _timestamp(value: object) -> pd.Timestamp | None:
    if not isinstance(value, str | date | np.datetime64):
        return None
    try:
        # pandas alone would take any order of day and month.
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return None if pd.isna(found) else pd.Timestamp(found)


def _check_length(past: pd.DataFrame, start: pd.Timestamp) -> None:
    known = past.loc[past["offered"].notna(), "start"]
    if known.empty:
        raise HistoryTooShortError(
            f"the history has no contacts before {start.date()}: a forecast needs some "
            "days of them"
        )
    if known.max() - known.min() < _SHORTEST_HISTORY:
        raise HistoryTooShortError(
            f"the history before {start.date()} covers less than three hours "
            f"({known.min():%Y-%m-%d %H:%M} to {known.max():%Y-%m-%d %H:%M}): a "
            "forecast needs a day or more"
        )


def _read_tables(
    setting: Setting, queues: pd.Series
) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    special_days, opening = setting.special_days, setting.opening
    if special_days is not None:
        special_days = SPECIAL_DAYS.parse(special_days, timezone=setting.timezone)
        _check_queues(special_days, queues)
    if opening is not None:
        opening = OPENING.parse(opening, timezone=setting.timezone)
        check_opening(opening)
        _check_queues(opening, queues)
    return special_days, opening


def _check_queues(table: pd.DataFrame, queues: pd.Series) -> None:
    known = set(queues.unique())
    named = set(table["queue"]) if "queue" in table else set()
    for name in sorted(named - known - set(EVERYWHERE)):
        raise UnknownNameError("queue", name, known)


def _check_analogs(calendar: Calendar, dates: Dates, known: Dates) -> None:
    """Every analog day of the forecast must lie in the history."""
    problems = [
        Problem(
            "special days",
            f"the history has no rows on the analog day of {day.date}",
            column="value",
            value=str(day.analog),
        )
        for day in calendar.days
        if day.analog is not None and day.date in dates and day.analog not in known
    ]
    if problems:
        raise TableError(problems)
