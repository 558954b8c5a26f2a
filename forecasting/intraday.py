"""The rest of a day, from the forecast the day before and what has arrived so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.decisions.guidance import read_guidance
from forecasting.executor import executor
from forecasting.inputs import Setting
from forecasting.look import LookAtToday
from forecasting.models import AUTO, method
from forecasting.outlook import tabulate
from forecasting.today import read_today

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    import numpy as np
    import pandas as pd


def reforecast(  # noqa: PLR0913 - the signature that users script against
    history: pd.DataFrame,
    *,
    at: str | datetime,
    special_days: pd.DataFrame | None = None,
    country: str | None = None,
    opening: pd.DataFrame | None = None,
    timezone: str = "America/Bogota",
    model: str = AUTO,
    interval: int | None = None,
    refused: Collection[str] = (),
    overrides: pd.DataFrame | None = None,
    workers: int = 1,
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
    special_days, country, opening, timezone, model, interval, refused, overrides, \
    workers, rng
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
    method(model)
    setting = Setting(
        special_days=special_days,
        opening=opening,
        country=country,
        timezone=timezone,
        interval=interval,
        refused=frozenset(refused),
    )
    today = read_today(history, at, setting)
    names = [history.queue for history, _ in today.queues]
    guidance = read_guidance(names, timezone, overrides=overrides)
    look = LookAtToday(today.request.without_history(), model, today.finished)
    found = [
        guidance.decided(outlook, today.request.dates)
        for outlook in executor(workers).each(look, today.queues)
        if outlook is not None
    ]
    rest = tabulate(found, today.request)
    return rest[~today.over(rest["start"])].reset_index(drop=True)
