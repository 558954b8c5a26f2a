"""What a forecast is asked for, checked at the door."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.almanac.calendars import EVERYWHERE, Calendar, read_calendar
from forecasting.handle_time import Learning, read_learning
from forecasting.history.opening import check_opening
from forecasting.history.reading import read_histories
from wfm.errors import (
    HistoryTooShortError,
    InputError,
    ParameterError,
    Problem,
    TableError,
    UnknownNameError,
)
from wfm.intervals import midnight, zone
from wfm.tables import HISTORY, NEW_AGENTS, OPENING, SPECIAL_DAYS

if TYPE_CHECKING:
    from forecasting.base import Dates, QueueHistory

LONGEST_HORIZON = 731
# Between queue, date, time and kind of a change.
_ID_MARKS = 3
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
    refused : frozenset of str
        Ids of changes by cleaning that are not to be made.
    new_agents : DataFrame or None
        Of `wfm.tables.NEW_AGENTS`, raw or typed.
    """

    special_days: pd.DataFrame | None
    opening: pd.DataFrame | None
    country: str | None
    timezone: str
    interval: int | None
    refused: frozenset[str] = frozenset()
    new_agents: pd.DataFrame | None = None

    def __post_init__(self) -> None:
        """
        Check the ids.

        Raises
        ------
        ParameterError
            If one of them is no id of a change.
        """
        for name in sorted(self.refused):
            if name.count("|") < _ID_MARKS:
                rule = "ids of changes, such as sales|2026-10-14|00:00|outage"
                raise ParameterError("refused", name, rule)


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
    refused : frozenset of str
        Ids of changes by cleaning that are not to be made.
    learning : dict of str to Learning
        New agents of a queue, who still take longer.
    """

    history: pd.DataFrame
    dates: Dates
    calendar: Calendar
    opening: pd.DataFrame | None
    timezone: str
    interval: int | None
    refused: frozenset[str] = frozenset()
    learning: dict[str, Learning] = field(default_factory=dict)

    @property
    def start(self) -> pd.Timestamp:
        """First day, naive midnight."""
        return pd.Timestamp(self.dates[0])

    def queues(self) -> list[QueueHistory]:
        """Lay out what is known of each queue, in the order of their names."""
        return read_histories(self.history, before=self.start, interval=self.interval)

    def without_history(self) -> Request:
        """Leave the rows behind: what other processes need beside their queues."""
        return replace(self, history=self.history.iloc[:0])


def read_history(history: pd.DataFrame | None, setting: Setting) -> pd.DataFrame:
    """
    Typed copy of a history that fulfils its contract, in the caller's zone.

    Rows with times that never were, as the clocks went forward, are left out: a system
    that counts by a regular grid writes them, and they belong to no interval.
    """
    if history is None:
        # New queues may be forecast before anything was recorded at all.
        start = pd.Series([], dtype=pd.DatetimeTZDtype("us", zone(setting.timezone)))
        queue = pd.Series([], dtype="str")
        return pd.DataFrame({"queue": queue, "start": start, "offered": np.empty(0)})
    return HISTORY.parse(_that_were(history, setting), timezone=setting.timezone)


def _that_were(history: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """Leave out rows in an hour that the clocks skipped; only of typed local times."""
    starts = history.get("start")
    if starts is None or not pd.api.types.is_datetime64_dtype(starts):
        return history
    local = starts.dt.tz_localize(
        zone(setting.timezone), ambiguous=True, nonexistent="NaT"
    )
    skipped = local.isna() & starts.notna()
    return history[~skipped] if skipped.any() else history


def read_request(
    table: pd.DataFrame,
    start: pd.Timestamp,
    days: int,
    setting: Setting,
    new: tuple[str, ...] = (),
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
    new : tuple of str
        Queues that need no history; with one, the table may have no rows.

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
    if not new:
        _check_length(past, start)
    first = np.datetime64(start.date(), "D")
    dates = np.arange(first, first + int(days))
    special_days, opening = _read_tables(setting, {*table["queue"], *new})
    known = midnight(past["start"]).to_numpy().astype("datetime64[D]")
    span = np.array([known.min() if len(known) else first, dates[-1]])
    calendar = read_calendar(special_days, setting.country, span)
    if special_days is not None:
        _check_analogs(calendar, dates, known, SPECIAL_DAYS.source(special_days))
    return Request(
        history=past,
        dates=dates,
        calendar=calendar,
        opening=opening,
        timezone=setting.timezone,
        interval=setting.interval,
        refused=setting.refused,
        learning=_read_new_agents(setting, {*table["queue"], *new}),
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
    InputError
        If it is no date, or not given and there is no history.
    """
    if start is None and table.empty:
        raise InputError("start must be given where there is no history")
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
            "days of them, or for a new queue its contracted volumes or an analog queue"
        )
    if known.max() - known.min() < _SHORTEST_HISTORY:
        raise HistoryTooShortError(
            f"the history before {start.date()} covers less than three hours "
            f"({known.min():%Y-%m-%d %H:%M} to {known.max():%Y-%m-%d %H:%M}): a "
            "forecast needs a day or more"
        )


def _read_new_agents(setting: Setting, queues: set[str]) -> dict[str, Learning]:
    if setting.new_agents is None:
        return {}
    classes = NEW_AGENTS.parse(setting.new_agents, timezone=setting.timezone)
    _check_queues(classes, queues)
    return read_learning(classes)


def _read_tables(
    setting: Setting, queues: set[str]
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


def _check_queues(table: pd.DataFrame, queues: set[str]) -> None:
    named = set(table["queue"]) if "queue" in table else set()
    for name in sorted(named - queues - set(EVERYWHERE)):
        raise UnknownNameError("queue", name, queues)


def _check_analogs(calendar: Calendar, dates: Dates, known: Dates, source: str) -> None:
    """Every analog day of the forecast must lie in the history."""
    problems = [
        Problem(
            source,
            f"the history has no rows on the analog day of {day.date}",
            column="value",
            value=str(day.analog),
        )
        for day in calendar.days
        if day.analog is not None and day.date in dates and day.analog not in known
    ]
    if problems:
        raise TableError(problems)
