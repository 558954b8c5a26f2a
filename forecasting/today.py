"""A day that has begun: what was known before it, and what came so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.base import DAY_MINUTES
from forecasting.history.reading import read_histories
from forecasting.inputs import Setting, moment, read_history, read_request

if TYPE_CHECKING:
    from datetime import datetime

    from forecasting.base import Floats, QueueHistory
    from forecasting.inputs import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """
    A day under way.

    Attributes
    ----------
    now : Timestamp
        With its zone.
    request : Request
        That one day, and what was known before it.
    queues : list of (QueueHistory, ndarray of float64, shape (S,))
        What was known of each queue before the day, and its contacts in finished
        slots; NaN elsewhere.
    interval : int
        Length of a slot, in minutes.
    finished : int
        Slots that are over; by the wall clock, as slots are.
    """

    now: pd.Timestamp
    request: Request
    queues: list[tuple[QueueHistory, Floats]]
    interval: int
    finished: int

    def over(self, starts: pd.Series) -> pd.Series:
        """Whether the intervals with these starts are over."""
        return starts + pd.Timedelta(minutes=self.interval) <= self.now


def read_today(history: pd.DataFrame, at: str | datetime, setting: Setting) -> Today:
    """
    Split a history at a moment.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, raw or typed; rows at and after `at`, and the interval
        that contains it, are not used.
    at : str, datetime or Timestamp
        Now; local without an offset.
    setting : Setting
        Hours, holidays, zone and interval.

    Returns
    -------
    Today

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If less than three hours of history lie before that day.
    """
    now = moment(at, setting.timezone)
    table = read_history(history, setting)
    table = table[table["start"] < now]
    request = read_request(table, now.tz_localize(None).normalize(), 1, setting)
    before = request.queues()
    interval = before[0].interval
    finished = (now.hour * 60 + now.minute) // interval
    tomorrow = request.start + pd.Timedelta(days=1)
    came = {
        each.queue: each.offered[-1]
        for each in read_histories(table, before=tomorrow, interval=interval)
    }
    is_over = np.arange(DAY_MINUTES // interval) < finished
    return Today(
        now=now,
        request=request,
        queues=[(each, np.where(is_over, came[each.queue], np.nan)) for each in before],
        interval=interval,
        finished=finished,
    )
