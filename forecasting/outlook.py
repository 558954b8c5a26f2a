"""What is expected of a queue day by day, put together from all its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.bands import QUANTILES, learn_spread, quantiles
from forecasting.base import DAY_MINUTES, Flags, Floats, QueueHistory, weekdays
from forecasting.calendars import is_special
from forecasting.cleaning import clean
from forecasting.day_types import DayType, day_type
from forecasting.handle_time import handle_time_profile
from forecasting.holiday_effect import learn_holiday_effect
from forecasting.models import AUTO, fit_model
from forecasting.models.level import LEADS
from forecasting.opening import given_opening, learnt_opening
from forecasting.reading import read_histories
from wfm.intervals import day_grid, midnight, minute_of_day
from wfm.tables import FORECAST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.inputs import Request
    from forecasting.models.ewma import EwmaFit

    Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """
    What is expected of one queue.

    Attributes
    ----------
    queue : str
        Name.
    interval : int
        Length of a slot, in minutes.
    volume : ndarray of float64, shape (H, S)
        Mean contacts by day and slot; NaN where closed.
    day_variance : ndarray of float64, shape (H,)
        Relative variance of the error that a day's intervals share.
    within_variance : ndarray of float64, shape (S,)
        Relative variance of the error of one interval, given its day's.
    stretch : ndarray of float64, shape (2,)
        Factor on the relative deviation for the 80 % and for the 95 % band.
    aht_s : ndarray of float64, shape (H, S)
        Mean handle time in seconds; NaN where unknown.
    """

    queue: str
    interval: int
    volume: Floats
    day_variance: Floats
    within_variance: Floats
    stretch: Floats
    aht_s: Floats


def outlooks(request: Request, model: str = AUTO) -> list[Outlook]:
    """
    Look at each queue, in the order of their names.

    Queues of which nothing is recorded in open intervals are left out.

    Parameters
    ----------
    request : Request
        The past and the days asked for.
    model : str
        ``auto`` or the name of a method.
    """
    histories = read_histories(
        request.history, before=request.start, interval=request.interval
    )
    found = [_outlook(history, request, model) for history in histories]
    return [outlook for outlook in found if outlook is not None]


def _outlook(history: QueueHistory, request: Request, model: str) -> Outlook | None:
    opening = given_opening(request.opening, history.queue, history.interval)
    if opening is None:
        opening = learnt_opening(history)
    special = request.calendar.of(history.queue)
    normal = clean(history, opening, is_special(history.dates, special)).offered
    if not np.isfinite(normal).any():
        # Where nothing is normal yet, what there is must do.
        normal = np.where(opening[history.weekdays], history.offered, np.nan)
    if not np.isfinite(normal).any():
        return None
    fit = fit_model(model, normal, opening, int(history.weekdays[0]))
    effect = learn_holiday_effect(history, normal, opening, special)
    types = [
        day_type(int(weekday), special.get(date), effect, opening)
        for date, weekday in zip(request.dates, weekdays(request.dates), strict=True)
    ]
    leads = history.days_until(request.dates)
    spread = learn_spread(normal, {lead: fit.hindcast(lead) for lead in LEADS})
    like = np.array([day.weekday for day in types])
    return Outlook(
        queue=history.queue,
        interval=history.interval,
        volume=_volume(history, fit, types, opening, leads),
        day_variance=spread.day_variance(leads) + [day.variance for day in types],
        within_variance=spread.within,
        stretch=spread.stretch,
        aht_s=handle_time_profile(history)[like],
    )


def _volume(
    history: QueueHistory,
    fit: EwmaFit,
    types: list[DayType],
    opening: Flags,
    leads: Index,
) -> Floats:
    """Mean contacts by day and slot, shape (H, S); NaN where closed."""
    like = np.array([day.weekday for day in types])
    volume = fit.predict(like, leads) * np.array([[day.factor] for day in types])
    volume = np.where(opening[like], volume, np.nan)
    for place, day in enumerate(types):
        if day.closed:
            volume[place] = np.nan
        elif day.analog is not None and day.analog in history.dates:
            past = history.offered[int((day.analog - history.dates[0]).astype(int))]
            volume[place] = np.where(np.isfinite(past), past, volume[place])
    return volume


def tabulate(found: list[Outlook], request: Request) -> pd.DataFrame:
    """
    Write some outlooks as a forecast table.

    Parameters
    ----------
    found : list of Outlook
        In the order in which they are to stand, all with the same interval.
    request : Request
        Its dates and zone give each row its time.

    Returns
    -------
    DataFrame
        Of `wfm.tables.FORECAST`, open intervals only.
    """
    interval = found[0].interval if found else DAY_MINUTES
    times = day_grid(request.start, len(request.dates), interval, request.timezone)
    elapsed = midnight(times) - request.start
    day = np.asarray(elapsed // pd.Timedelta(days=1), dtype=np.int64)
    slot = (minute_of_day(times) // interval).astype(np.int64)
    rows = [_rows(outlook, times, day, slot) for outlook in found]
    return pd.concat(rows or [_no_rows(times)], ignore_index=True)


def _rows(outlook: Outlook, times: pd.Series, day: Index, slot: Index) -> pd.DataFrame:
    """Forecast of one queue at some times, each given by its day and slot."""
    is_open = np.isfinite(outlook.volume[day, slot])
    times, day, slot = times[is_open], day[is_open], slot[is_open]
    mean = outlook.volume[day, slot]
    relative = outlook.day_variance[day] + outlook.within_variance[slot]
    bands = quantiles(mean, relative, outlook.stretch)
    return pd.DataFrame(
        {
            "queue": pd.Series(outlook.queue, index=times.index, dtype="str"),
            "start": times,
            "volume": mean,
            **dict(zip(QUANTILES, bands.T, strict=True)),
            "aht_s": outlook.aht_s[day, slot],
        },
        columns=FORECAST.names,
    )


def _no_rows(times: pd.Series) -> pd.DataFrame:
    empty = dict.fromkeys(FORECAST.names, np.empty(0))
    typed = {"queue": pd.Series([], dtype="str"), "start": times[:0]}
    return pd.DataFrame(empty | typed)
