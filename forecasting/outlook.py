"""What is expected of a queue day by day, put together from all its parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.almanac.day_types import DayType, day_type
from forecasting.base import DAY_MINUTES, Dates, Floats, weekdays
from forecasting.handle_time import learn_handle_spread
from forecasting.uncertainty.bands import QUANTILES, quantiles
from wfm.intervals import day_grid, midnight, minute_of_day
from wfm.tables import FORECAST

if TYPE_CHECKING:
    from forecasting.handle_time import HandleSpread
    from forecasting.inputs import Request
    from forecasting.knowledge import Knowledge
    from forecasting.past import Days, Index
    from forecasting.uncertainty.spread import Spread


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
    leads : ndarray of int64, shape (H,)
        Days from the last known one to each.
    aht_s : ndarray of float64, shape (H, S)
        Mean handle time in seconds; NaN where unknown.
    handle : HandleSpread
        How far handle times stray.
    methods : str
        Names of the methods whose mean it is; empty for a new queue.
    fell_back : str
        Why these are not the one that was asked for; empty where it is.
    """

    queue: str
    interval: int
    volume: Floats
    day_variance: Floats
    spread: Spread
    leads: Index
    aht_s: Floats
    handle: HandleSpread
    methods: str = ""
    fell_back: str = ""


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
    types = [
        day_type(
            int(weekday),
            knowledge.special.get(date),
            knowledge.effect,
            knowledge.opening,
        )
        for date, weekday in zip(dates, weekdays(dates), strict=True)
    ]
    return [
        replace(day, factor=day.factor * float(index))
        for day, index in zip(types, knowledge.index(dates), strict=True)
    ]


def put_together(
    knowledge: Knowledge,
    types: list[DayType],
    days: Days,
    normal: Floats,
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
    days : Days
        The same days, as the method saw them.
    normal : ndarray of float64, shape (H, S)
        Mean contacts if each were normal for the weekdays it is like.
    spread : Spread
        How far the method is off on normal days.
    """
    history = knowledge.history
    factors = np.array([day.factor for day in types])
    is_open = np.array([day.open_slots(knowledge.opening) for day in types])
    volume = np.where(is_open, normal * factors[:, None], np.nan)
    for place, day in enumerate(types):
        if day.analog is not None and day.analog in history.dates:
            past = history.offered[int((day.analog - history.dates[0]).astype(int))]
            seen = np.isfinite(past) & np.isfinite(volume[place])
            volume[place, seen] = past[seen]
    return Outlook(
        queue=history.queue,
        interval=history.interval,
        volume=volume,
        day_variance=spread.day_variance(days.leads) + [day.variance for day in types],
        spread=spread,
        leads=days.leads,
        aht_s=knowledge.times.ahead(days.dates, days.like),
        handle=learn_handle_spread(knowledge.times),
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """
    Times of a forecast.

    Attributes
    ----------
    times : Series of Timestamp
        Interval starts, with the zone; an hour that happens twice is there twice.
    day, slot : ndarray of int64
        Where each lies by the wall clock.
    """

    times: pd.Series
    day: Index
    slot: Index


def grid_of(found: list[Outlook], request: Request) -> Grid:
    """Lay out the times of some outlooks, which have one interval length."""
    interval = found[0].interval if found else DAY_MINUTES
    times = day_grid(request.start, len(request.dates), interval, request.timezone)
    elapsed = midnight(times) - request.start
    return Grid(
        times,
        np.asarray(elapsed // pd.Timedelta(days=1), dtype=np.int64),
        (minute_of_day(times) // interval).astype(np.int64),
    )


def rows_of(outlook: Outlook, grid: Grid) -> tuple[pd.Series, Index, Index]:
    """Give the times, days and slots at which a queue is open."""
    is_open = np.isfinite(outlook.volume[grid.day, grid.slot])
    return grid.times[is_open], grid.day[is_open], grid.slot[is_open]


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
        Of `wfm.tables.FORECAST`, open intervals only. Its ``attrs`` say by queue whose
        mean it is (``methods``), and why not that of the model asked for
        (``fell_back``).
    """
    grid = grid_of(found, request)
    rows = [_rows(outlook, grid) for outlook in found]
    table = pd.concat(rows or [_no_rows(grid.times)], ignore_index=True)
    table.attrs = {
        "methods": {each.queue: each.methods for each in found if each.methods},
        "fell_back": {each.queue: each.fell_back for each in found if each.fell_back},
    }
    return table


def _rows(outlook: Outlook, grid: Grid) -> pd.DataFrame:
    """Forecast of one queue at the times at which it is open."""
    times, day, slot = rows_of(outlook, grid)
    mean = outlook.volume[day, slot]
    relative = outlook.day_variance[day] + outlook.spread.within[slot]
    bands = quantiles(mean, relative, outlook.spread.stretch(outlook.leads[day]))
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
