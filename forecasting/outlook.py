"""What is expected of a queue day by day, put together from all its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.bands import QUANTILES, quantiles
from forecasting.base import DAY_MINUTES, Dates, Floats, weekdays
from forecasting.day_types import DayType, day_type
from forecasting.handle_time import handle_time_profile
from wfm.intervals import day_grid, midnight, minute_of_day
from wfm.tables import FORECAST

if TYPE_CHECKING:
    from forecasting.inputs import Request
    from forecasting.knowledge import Knowledge
    from forecasting.past import Index
    from forecasting.spread import Spread


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
    spread : Spread
        The other variances, and what goes together.
    aht_s : ndarray of float64, shape (H, S)
        Mean handle time in seconds; NaN where unknown.
    """

    queue: str
    interval: int
    volume: Floats
    day_variance: Floats
    spread: Spread
    aht_s: Floats


def day_types(knowledge: Knowledge, dates: Dates) -> list[DayType]:
    """
    How each day to come is treated.

    Parameters
    ----------
    knowledge : Knowledge
        Of one queue.
    dates : ndarray of datetime64[D], shape (H,)
        Days to come.
    """
    return [
        day_type(
            int(weekday),
            knowledge.special.get(date),
            knowledge.effect,
            knowledge.opening,
        )
        for date, weekday in zip(dates, weekdays(dates), strict=True)
    ]


def put_together(
    knowledge: Knowledge,
    types: list[DayType],
    normal: Floats,
    shared: Floats,
    spread: Spread,
) -> Outlook:
    """
    Turn what normal days would bring into what these days bring.

    Parameters
    ----------
    knowledge : Knowledge
        Of one queue.
    types : list of DayType, length H
        How each day is treated.
    normal : ndarray of float64, shape (H, S)
        Mean contacts if each day were normal for the weekday it is like.
    shared : ndarray of float64, shape (H,)
        Relative variance of the error a normal day's intervals share.
    spread : Spread
        The other variances.
    """
    like = np.array([day.weekday for day in types])
    factors = np.array([day.factor for day in types])
    volume = normal * factors[:, None]
    volume = np.where(knowledge.opening[like], volume, np.nan)
    history = knowledge.history
    for place, day in enumerate(types):
        if day.closed:
            volume[place] = np.nan
        elif day.analog is not None and day.analog in history.dates:
            past = history.offered[int((day.analog - history.dates[0]).astype(int))]
            volume[place] = np.where(np.isfinite(past), past, volume[place])
    return Outlook(
        queue=history.queue,
        interval=history.interval,
        volume=volume,
        day_variance=shared + [day.variance for day in types],
        spread=spread,
        aht_s=handle_time_profile(history)[like],
    )


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
    relative = outlook.day_variance[day] + outlook.spread.within[slot]
    bands = quantiles(mean, relative, outlook.spread.stretch)
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
