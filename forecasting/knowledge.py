"""What is known of one queue before its days to come are forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.calendars import is_special
from forecasting.almanac.covariates import NAMES, after_closure, day_covariates
from forecasting.almanac.events import EventEffects, learn_events
from forecasting.almanac.holiday_effect import HolidayEffect, learn_holiday_effect
from forecasting.almanac.season import Season, learn_season
from forecasting.almanac.special_days import CLOSED, HOLIDAY, name_class
from forecasting.base import WEEK, weekdays
from forecasting.handle_time import HandleTimes, fit_handle_times
from forecasting.history.level_shift import level_shift
from forecasting.past import Days, Past
from forecasting.record import read_record

if TYPE_CHECKING:
    from forecasting.almanac.special_days import SpecialDay
    from forecasting.base import Dates, Flags, Floats, QueueHistory
    from forecasting.history.cleaning import CleanHistory
    from forecasting.inputs import Request
    from forecasting.past import Index

_SHUTS = (HOLIDAY, CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """
    The history of one queue, understood.

    Attributes
    ----------
    history : QueueHistory
        As recorded.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    special : dict of datetime64[D] to SpecialDay
        Days, past and to come, that do not follow their weekday.
    cleaned : CleanHistory
        What was left out, and why.
    past : Past
        What the methods learn from: contacts without season and events.
    effect : HolidayEffect
        What past special days showed.
    season : Season
        What the time of the year multiplies the days with.
    events : EventEffects
        What paydays, billing runs and campaigns multiply the days with.
    times : HandleTimes
        Handle times.
    """

    history: QueueHistory
    opening: Flags
    special: dict[np.datetime64, SpecialDay]
    cleaned: CleanHistory
    past: Past
    effect: HolidayEffect
    season: Season
    events: EventEffects
    times: HandleTimes

    def index(self, dates: Dates) -> Floats:
        """Give what season and events multiply each date with, shape (n,)."""
        return self.season.index(dates) * self.events.index(dates)

    def days(self, dates: Dates, like: Index) -> Days:
        """
        Describe days to come.

        Parameters
        ----------
        dates : ndarray of datetime64[D], shape (H,)
            Consecutive days after the history.
        like : ndarray of int64, shape (H,)
            Weekday that each follows.
        """
        every = np.concatenate([self.history.dates, dates])
        covariates = _covariates(every, self.history, self.opening, self.special)
        return self.past.ahead(dates, like, covariates[len(self.history.dates) :])


def know(history: QueueHistory, request: Request) -> Knowledge | None:
    """
    Understand the history of one queue.

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    request : Request
        Hours, special days, and the days asked for.

    Returns
    -------
    Knowledge or None
        None where nothing is recorded in open slots.
    """
    record = read_record(history, request)
    history, opening, special = record.history, record.opening, record.special
    dates, recorded = history.dates, record.recorded
    normal = record.cleaned.offered
    if not np.isfinite(normal).any():
        # Where nothing is normal yet, what there is must do.
        normal = recorded
    if not np.isfinite(normal).any():
        return None
    unmoved = ~np.isin(dates, np.array(list(special), dtype="datetime64[D]"))
    events = learn_events(
        dates, np.where(unmoved[:, None], recorded, np.nan), normal, record.events
    )
    level = events.index(dates)[:, None]
    season = learn_season(dates, normal / level)
    level = level * season.index(dates)[:, None]
    level = level / level_shift(dates, normal / level)[:, None]
    return Knowledge(
        history=history,
        opening=opening,
        special=special,
        cleaned=record.cleaned,
        past=Past(
            dates=dates,
            offered=normal / level,
            opening=opening,
            covariates=_covariates(dates, history, opening, special),
            names=NAMES,
        ),
        effect=learn_holiday_effect(
            history, history.offered / level, normal / level, opening, special
        ),
        season=season,
        events=events,
        times=fit_handle_times(history, request.learning.get(history.queue)),
    )


def _covariates(
    dates: Dates,
    history: QueueHistory,
    opening: Flags,
    special: dict[np.datetime64, SpecialDay],
) -> Floats:
    """Covariates of the history's dates and perhaps of some that follow them."""
    shut = {date: day for date, day in special.items() if day.kind in _SHUTS}
    unrecorded = np.zeros(len(dates), dtype=np.bool_)
    unrecorded[: len(history.dates)] = _unrecorded(history)
    closed = is_special(dates, shut) | unrecorded
    working = np.asarray(opening.any(axis=1))[weekdays(dates)]
    normal = ~is_special(dates, special)
    return day_covariates(
        dates,
        after_closure(closed, working) & normal,
        _before_holiday(dates, special) & normal,
    )


def _before_holiday(dates: Dates, special: dict[np.datetime64, SpecialDay]) -> Flags:
    """Days of which the next is a holiday, shape (n,)."""
    named = [
        day.date
        for day in special.values()
        if day.kind in _SHUTS and name_class(day.name) == HOLIDAY
    ]
    return np.isin(dates + 1, np.array(named, dtype="datetime64[D]"))


def _unrecorded(history: QueueHistory) -> Flags:
    """Days without any row, amid days that have some: the queue was shut."""
    seen = np.any(history.seen, axis=1)
    found = np.zeros(len(seen), dtype=np.bool_)
    days = np.flatnonzero(seen)
    if len(days):
        found[days[0] : days[-1]] = ~seen[days[0] : days[-1]]
    # A week or more without rows was not recorded; nobody closes for so long unsaid.
    around = np.convolve(np.pad(seen, WEEK), np.ones(2 * WEEK + 1), mode="valid")
    long: Flags = around < WEEK
    return found & ~long
