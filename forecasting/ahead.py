"""The days and weeks ahead: from a history to the forecast table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.inputs import Setting, first_day, read_history, read_request
from forecasting.knowledge import know
from forecasting.models import AUTO, method
from forecasting.origins import hindcasts
from forecasting.outlook import Outlook, day_types, put_together, tabulate
from forecasting.reading import read_histories
from forecasting.spread import learn_spread

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from forecasting.base import QueueHistory
    from forecasting.inputs import Request
    from forecasting.models.protocol import Method


def forecast(  # noqa: PLR0913 - the signature that users script against
    history: pd.DataFrame,
    *,
    start: str | date | None = None,
    days: int = 28,
    special_days: pd.DataFrame | None = None,
    country: str | None = None,
    opening: pd.DataFrame | None = None,
    timezone: str = "America/Bogota",
    model: str = AUTO,
    interval: int | None = None,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """
    Contacts and handle times of the days to come, for every queue.

    The past is cleaned (special days, outages, spikes), each weekday follows the
    weighted mean of its like, special days follow their kind, and the bands are as wide
    as the method's own past errors say.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, raw or typed. Rows at and after `start` are not used.
    start : str, date or Timestamp, optional
        First day, an ISO date; the Monday after the history ends by default.
    days : int
        Calendar days, 1 to 731.
    special_days : DataFrame, optional
        Of `wfm.tables.SPECIAL_DAYS`. A day without a kind is treated as a holiday: like
        a Sunday, else like a Saturday, times what past holidays showed.
    country : str, optional
        ISO code of the country whose public holidays apply; ``none`` or None for none.
    opening : DataFrame, optional
        Of `wfm.tables.OPENING`; learnt from the history where it says nothing.
    timezone : str
        IANA name; zone of times without an offset, and of all times returned.
    model : str
        ``auto`` or ``ewma``.
    interval : int, optional
        Length of an interval in minutes; the history's own by default. A finer history
        is added up.
    rng : numpy.random.Generator, optional
        For methods that draw at random; none of the present ones does.

    Returns
    -------
    DataFrame
        Of `wfm.tables.FORECAST`, by queue and start, open intervals only: mean
        contacts, their quantiles, and seconds of handle time. Queues of which nothing
        is recorded before `start` are absent.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If less than three hours of history lie before `start`.

    Examples
    --------
    Twenty half-hours a day with 40 contacts each:

    >>> import pandas as pd
    >>> starts = pd.date_range("2026-11-02", "2026-11-29 23:30", freq="30min")
    >>> starts = starts[(starts.hour >= 8) & (starts.hour < 18)]
    >>> history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 40})
    >>> monday = forecast(history, days=1)
    >>> str(monday["start"].iloc[0]), round(float(monday["volume"].sum()), 6)
    ('2026-11-30 08:00:00-05:00', 800.0)
    """
    fit = method(model)
    setting = Setting(
        special_days=special_days,
        opening=opening,
        country=country,
        timezone=timezone,
        interval=interval,
    )
    table = read_history(history, setting)
    request = read_request(table, first_day(start, table), days, setting)
    return tabulate(outlooks(request, fit), request)


def outlooks(request: Request, fit: Method) -> list[Outlook]:
    """
    Look at each queue, in the order of their names.

    Queues of which nothing is recorded in open intervals are left out.

    Parameters
    ----------
    request : Request
        The past and the days asked for.
    fit : Method
        What forecasts them.
    """
    histories = read_histories(
        request.history, before=request.start, interval=request.interval
    )
    found = [_outlook(history, request, fit) for history in histories]
    return [outlook for outlook in found if outlook is not None]


def _outlook(history: QueueHistory, request: Request, fit: Method) -> Outlook | None:
    knowledge = know(history, request)
    if knowledge is None:
        return None
    types = day_types(knowledge, request.dates)
    days = knowledge.days(request.dates, np.array([day.weekday for day in types]))
    spread = learn_spread(hindcasts(knowledge.past, fit))
    return put_together(
        knowledge,
        types,
        fit(knowledge.past).predict(days),
        spread.day_variance(days.leads),
        spread,
    )
