"""What is known of one queue before its days to come are forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, weekdays
from forecasting.calendars import HOLIDAY, is_special
from forecasting.cleaning import CleanHistory, clean
from forecasting.covariates import NAMES, after_closure, day_covariates
from forecasting.holiday_effect import HolidayEffect, learn_holiday_effect
from forecasting.opening import given_opening, learnt_opening
from forecasting.past import Days, Past

if TYPE_CHECKING:
    from forecasting.base import Dates, Flags, Floats, QueueHistory
    from forecasting.calendars import SpecialDay
    from forecasting.inputs import Request
    from forecasting.past import Index

_SHUTS = (HOLIDAY, "closed")


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
        What the methods learn from.
    effect : HolidayEffect
        What past holidays showed.
    """

    history: QueueHistory
    opening: Flags
    special: dict[np.datetime64, SpecialDay]
    cleaned: CleanHistory
    past: Past
    effect: HolidayEffect

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
    opening = given_opening(request.opening, history.queue, history.interval)
    if opening is None:
        opening = learnt_opening(history)
    special = request.calendar.of(history.queue)
    cleaned = clean(history, opening, is_special(history.dates, special))
    normal = cleaned.offered
    if not np.isfinite(normal).any():
        # Where nothing is normal yet, what there is must do.
        normal = np.where(opening[history.weekdays], history.offered, np.nan)
    if not np.isfinite(normal).any():
        return None
    return Knowledge(
        history=history,
        opening=opening,
        special=special,
        cleaned=cleaned,
        past=Past(
            dates=history.dates,
            offered=normal,
            opening=opening,
            covariates=_covariates(history.dates, history, opening, special),
            names=NAMES,
        ),
        effect=learn_holiday_effect(history, normal, opening, special),
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
    working = opening.any(axis=1)[weekdays(dates)]
    return day_covariates(dates, after_closure(closed, working))


def _unrecorded(history: QueueHistory) -> Flags:
    """Days without any row, amid days that have some: the queue was shut."""
    seen = np.any(history.seen, axis=1)
    found = np.zeros(len(seen), dtype=np.bool_)
    days = np.flatnonzero(seen)
    if len(days):
        found[days[0] : days[-1]] = ~seen[days[0] : days[-1]]
    # A week or more without rows was not recorded; nobody closes for so long unsaid.
    long = np.convolve(seen, np.ones(2 * WEEK + 1), mode="same") < WEEK
    return found & ~long
