"""Days that are like several weekdays at once, forecast by methods that know one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from forecasting.almanac.day_types import DayType
    from forecasting.base import Flags, Floats
    from forecasting.models.protocol import Fit
    from forecasting.past import Days


def blended_forecast(
    fit: Fit, days: Days, types: list[DayType], opening: Flags
) -> Floats:
    """
    Mean contacts if each day were normal for the weekdays it is like.

    Parameters
    ----------
    fit : Fit
        Fitted to the past of one queue.
    days : Days
        Days to come, H of them.
    types : list of DayType, length H
        How each day is treated.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.

    Returns
    -------
    ndarray of float64, shape (H, S)
        Sum of the weekdays' forecasts, each in its own open slots, times their shares.
    """
    parts = [(day, *part) for day, kind in enumerate(types) for part in kind.blend]
    place, like, share = (np.array(column) for column in zip(*parts, strict=True))
    found = fit.predict(days.treated(place, like))
    found = np.where(opening[like], found, 0.0) * share[:, None]
    total = np.zeros((len(types), found.shape[1]))
    np.add.at(total, place, found)
    return total


def blended_rest_of_day(
    fit: Fit, day: Days, kind: DayType, opening: Flags, seen: Floats
) -> Floats:
    """
    Mean contacts of one day that is like several weekdays, given how it began.

    The busiest of the weekdays is followed: what has come is told to the method as if
    the day were that weekday, and what the method tells is turned back.

    Parameters
    ----------
    fit : Fit
        Fitted to the past of one queue.
    day : Days
        That one day.
    kind : DayType
        How it is treated.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    seen : ndarray of float64, shape (S,)
        Contacts of its finished intervals without the day's factor; NaN elsewhere.

    Returns
    -------
    ndarray of float64, shape (S,)
    """
    if len(kind.blend) == 1:
        return fit.rest_of_day(day, seen)
    like = np.array([weekday for weekday, _ in kind.blend])
    each = fit.predict(day.treated(np.zeros(len(like), dtype=np.int64), like))
    each = np.where(opening[like], each, 0.0)
    shares = np.array([share for _, share in kind.blend])
    busiest = int(each.sum(axis=1).argmax())
    whole, carrier = shares @ each, each[busiest]
    nothing = np.full(len(whole), np.nan)
    ratio = np.divide(whole, carrier, out=nothing, where=carrier > 0)
    told = np.divide(seen, ratio, out=np.full(len(seen), np.nan), where=ratio > 0)
    followed = day.treated(np.zeros(1, dtype=np.int64), like[[busiest]])
    rest = fit.rest_of_day(followed, told) * ratio
    return np.where(np.isfinite(rest), rest, whole)
