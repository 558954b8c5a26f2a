"""The rest of a day, from the forecast the day before and what has arrived so far."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.inputs import Setting, moment, read_history, read_request
from forecasting.outlook import Outlook, outlooks, tabulate
from forecasting.reading import read_histories

if TYPE_CHECKING:
    from datetime import datetime

    from forecasting.base import Floats
    from forecasting.inputs import Request

# The full ratio of actual to forecast overreacts; on three real sets about 60 % of it
# was close to best.
_LARGEST_WEIGHT = 0.6
_LOWEST, _HIGHEST = 0.5, 2.0


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

    The forecast made before the day is multiplied with
    ``1 + w (actual / forecast - 1)`` over the finished intervals. The weight `w` is the
    share of that deviation which, by the past errors of the forecast, belongs to the
    whole day rather than to chance: it is small while little has been seen and never
    above 0.6. The factor stays between 0.5 and 2.

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
    found = outlooks(request)
    if not found:
        return tabulate(found, request)
    interval = found[0].interval
    today = _today(table, request, interval)
    # Only finished intervals are known; by the wall clock, as slots are.
    finished = (now.hour * 60 + now.minute) // interval
    updated = [update(outlook, today[outlook.queue][:finished]) for outlook in found]
    rest = tabulate(updated, request)
    return rest[rest["start"] + pd.Timedelta(minutes=interval) > now].reset_index(
        drop=True
    )


def _today(table: pd.DataFrame, request: Request, interval: int) -> dict[str, Floats]:
    """Contacts of the day so far by queue, each of shape (S,)."""
    tomorrow = request.start + pd.Timedelta(days=1)
    return {
        history.queue: history.offered[-1]
        for history in read_histories(table, before=tomorrow, interval=interval)
    }


def update(outlook: Outlook, actual: Floats) -> Outlook:
    """
    Correct a day by its first intervals.

    Parameters
    ----------
    outlook : Outlook
        Of one day, as it was forecast before it began.
    actual : ndarray of float64, shape (n,)
        Contacts of its first slots; NaN where not recorded.

    Returns
    -------
    Outlook
        With the volume of all slots corrected and less left to be unsure of; the same
        where nothing was seen in open slots.
    """
    volume, within = outlook.volume[0, : len(actual)], outlook.within_variance
    seen = np.isfinite(actual) & (volume > 0)
    expected = volume[seen]
    total = expected.sum()
    if not total:
        return outlook
    noise = 1 / total + expected**2 @ within[: len(actual)][seen] / total**2
    shared = outlook.day_variance[0]
    weight = min(_LARGEST_WEIGHT, shared / (shared + noise))
    factor = 1 + weight * (actual[seen].sum() / total - 1)
    left = (1 - weight) ** 2 * shared + weight**2 * noise
    return replace(
        outlook,
        volume=outlook.volume * np.clip(factor, _LOWEST, _HIGHEST),
        day_variance=np.array([left]),
    )
