"""The rest of a day, from the forecast the day before and what has arrived so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.inputs import Setting, moment, read_history, read_request
from forecasting.knowledge import know
from forecasting.models import AUTO, method
from forecasting.origins import hindcasts_of_today
from forecasting.outlook import Outlook, day_types, put_together, tabulate
from forecasting.reading import read_histories
from forecasting.spread import learn_spread

if TYPE_CHECKING:
    from datetime import datetime

    from forecasting.base import Floats, QueueHistory
    from forecasting.inputs import Request
    from forecasting.models.protocol import Method


def reforecast(  # noqa: PLR0913 - the signature that users script against
    history: pd.DataFrame,
    *,
    at: str | datetime,
    special_days: pd.DataFrame | None = None,
    country: str | None = None,
    opening: pd.DataFrame | None = None,
    timezone: str = "America/Bogota",
    interval: int | None = None,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """
    Contacts and handle times of the rest of a day, for every queue.

    Each method moves its forecast by what the finished intervals tell, as far as such
    mornings told something about the rest of past days; the bands are as wide as the
    errors that the methods made at the same hour of the last weeks.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, raw or typed, with the day so far. Rows at and after
        `at`, and the interval that contains it, are not used.
    at : str, datetime or Timestamp
        Now; local without an offset.
    special_days, country, opening, timezone, interval, rng
        As in `forecasting.forecast`.

    Returns
    -------
    DataFrame
        Of `wfm.tables.FORECAST`: the open intervals of that day which are not over at
        `at`. It is the forecast of the day before where nothing has been seen.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If less than three hours of history lie before that day.
    """
    setting = Setting(
        special_days=special_days,
        opening=opening,
        country=country,
        timezone=timezone,
        interval=interval,
    )
    now = moment(at, timezone)
    table = read_history(history, setting)
    table = table[table["start"] < now]
    request = read_request(table, now.tz_localize(None).normalize(), 1, setting)
    histories = read_histories(
        request.history, before=request.start, interval=request.interval
    )
    length = histories[0].interval
    today = _today(table, request, length)
    # Only finished intervals are known; by the wall clock, as slots are.
    finished = (now.hour * 60 + now.minute) // length
    found = [
        _outlook(history, request, today[history.queue][:finished], method(AUTO))
        for history in histories
    ]
    rest = tabulate([outlook for outlook in found if outlook is not None], request)
    over = rest["start"] + pd.Timedelta(minutes=length) <= now
    return rest[~over].reset_index(drop=True)


def _today(table: pd.DataFrame, request: Request, interval: int) -> dict[str, Floats]:
    """Contacts of the day so far by queue, each of shape (S,)."""
    tomorrow = request.start + pd.Timedelta(days=1)
    return {
        history.queue: history.offered[-1]
        for history in read_histories(table, before=tomorrow, interval=interval)
    }


def _outlook(
    history: QueueHistory, request: Request, finished: Floats, fit: Method
) -> Outlook | None:
    """Look at the rest of the day of one queue, given its finished slots."""
    knowledge = know(history, request)
    if knowledge is None:
        return None
    types = day_types(knowledge, request.dates)
    days = knowledge.days(request.dates, np.array([day.weekday for day in types]))
    seen = np.full(history.offered.shape[1], np.nan)
    seen[: len(finished)] = finished
    seen[~knowledge.opening[types[0].weekday]] = np.nan
    # A special day's morning is read as that of the day it is like.
    seen /= types[0].factor if types[0].factor > 0 else np.nan
    spread = learn_spread(hindcasts_of_today(knowledge.past, fit, len(finished)))
    return put_together(
        knowledge,
        types,
        fit(knowledge.past).rest_of_day(days, seen)[None],
        spread.day_variance(days.leads),
        spread,
    )
