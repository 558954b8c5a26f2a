"""What a method would have said on earlier days, and how it turned out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, Floats
from wfm.errors import HistoryTooShortError

if TYPE_CHECKING:
    from forecasting.models.protocol import Fit, Method
    from forecasting.past import Index, Past

HORIZON = 28
# Origins this many days apart see every weekday at every lead.
EVERY, _COUNT = 3, 28
_TODAYS = 20
_FEWEST_DAYS = 2 * WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindcasts:
    """
    Forecasts of past days, each made some days before it.

    Attributes
    ----------
    origin : ndarray of int64, shape (n,)
        Day on which each was made, since 1970: it uses the days before that one.
    day : ndarray of int64, shape (n,)
        Day that it is a forecast of, since 1970.
    lead : ndarray of int64, shape (n,)
        Days from the last known one to the day forecast.
    actual : ndarray of float64, shape (n, S)
        Contacts that came; NaN where unknown or not normal.
    volume : ndarray of float64, shape (n, S)
        Contacts that were forecast.
    """

    origin: Index
    day: Index
    lead: Index
    actual: Floats
    volume: Floats


def hindcasts(past: Past, method: Method, horizon: int = HORIZON) -> Hindcasts:
    """
    Forecast the last weeks again, from a day every three on.

    Parameters
    ----------
    past : Past
        The normal days of one queue.
    method : Method
        Fitted anew at each origin to what was known then.
    horizon : int
        Days ahead, at least 1.

    Returns
    -------
    Hindcasts
        Empty where the history is shorter than two weeks.
    """
    end = past.last + 1
    first = int(past.days[0]) + _FEWEST_DAYS
    found = []
    for origin in range(end - 1, first - 1, -EVERY)[:_COUNT]:
        count = min(horizon, end - origin)
        days = past.following(origin, count)
        actual = past.offered[origin : origin + count]
        told = np.isfinite(actual).any(axis=1)
        fit = _fit_before(origin, past, method)
        if fit is None or not told.any():
            continue
        volume = fit.predict(days)
        rows = origin + np.flatnonzero(told)
        made = np.full(len(rows), origin)
        found.append((made, rows, days.leads[told], actual[told], volume[told]))
    return _gather(found, past)


def hindcasts_of_today(past: Past, method: Method, finished: int) -> Hindcasts:
    """
    Finish each of the last days again from the same hour on.

    Parameters
    ----------
    past : Past
        The normal days of one queue.
    method : Method
        Fitted anew for each day to what was known before it.
    finished : int
        Slots of the day that are over.

    Returns
    -------
    Hindcasts
        Of the slots that follow; empty where the history is shorter than two weeks.
    """
    found = []
    first = int(past.days[0]) + _FEWEST_DAYS
    for day in past.days[past.days >= first][-_TODAYS:]:
        fit = _fit_before(int(day), past, method)
        if fit is None:
            continue
        seen, rest = past.offered[day].copy(), past.offered[[day]].copy()
        seen[finished:], rest[:, :finished] = np.nan, np.nan
        days = past.following(int(day), 1)
        volume = fit.rest_of_day(days, seen)[None]
        found.append((day[None], day[None], days.leads, rest, volume))
    return _gather(found, past)


def _fit_before(day: int, past: Past, method: Method) -> Fit | None:
    """Fit a method to what was known before a day; None where that is too little."""
    known = past.until(day)
    if not len(known.days):
        return None
    try:
        return method(known)
    except HistoryTooShortError:
        return None


def _gather(
    found: list[tuple[Index, Index, Index, Floats, Floats]], past: Past
) -> Hindcasts:
    if not found:
        nothing = np.empty((0, past.offered.shape[1]))
        none = np.empty(0, dtype=np.int64)
        return Hindcasts(
            origin=none, day=none, lead=none, actual=nothing, volume=nothing
        )
    origin, day, lead, actual, volume = map(np.concatenate, zip(*found, strict=True))
    since = past.dates.astype("datetime64[D]").astype(np.int64)
    return Hindcasts(
        origin=since[origin], day=since[day], lead=lead, actual=actual, volume=volume
    )
