"""Wall clock and interval grid: aware times in one zone, half-open intervals."""

from __future__ import annotations

from datetime import UTC, tzinfo
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd

from wfm.errors import InputError, ParameterError

if TYPE_CHECKING:
    from numpy.typing import NDArray

LENGTHS = (5, 10, 15, 20, 30, 60)
DAY_MINUTES = 1440


def zone(name: str) -> tzinfo:
    """
    Time zone by its IANA name.

    Parameters
    ----------
    name : str
        Such as ``America/Bogota``.

    Returns
    -------
    tzinfo
        ``datetime.UTC`` for ``UTC``, else a `ZoneInfo`.

    Raises
    ------
    ParameterError
        If there is no such zone.
    """
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ParameterError(
            "timezone", name, "an IANA name such as America/Bogota"
        ) from error


def localise(
    wall: pd.Series, timezone: str, group: pd.Series | None = None
) -> pd.Series:
    """
    Give wall-clock times their zone.

    A time that happens twice (clocks go back) is the first of the two at its first
    appearance within its group and the second afterwards. A time that never happens
    (clocks go forward) becomes NaT.

    Parameters
    ----------
    wall : Series of naive datetime64, shape (n,)
        Local times.
    timezone : str
        IANA name.
    group : Series, shape (n,), optional
        Rows that form one sequence, such as the queue; all rows by default.

    Returns
    -------
    Series of aware datetime64, shape (n,)
        NaT where the time never happens, or was NaT.

    Raises
    ------
    ParameterError
        If there is no such zone.
    """
    groups = pd.Series("", index=wall.index) if group is None else group
    first = ~pd.DataFrame({"group": groups, "wall": wall}).duplicated()
    return wall.dt.tz_localize(
        zone(timezone), ambiguous=first.to_numpy(), nonexistent="NaT"
    )


def day_starts(days: pd.Series, timezone: str) -> pd.Series:
    """
    First moment of calendar days.

    Where the clocks go forward at midnight the day begins an hour later by the clock;
    where they go back to before it, at the first of the two midnights.

    Parameters
    ----------
    days : Series of naive datetime64, shape (n,)
        Midnights.
    timezone : str
        IANA name.

    Returns
    -------
    Series of aware datetime64, shape (n,)
        NaT where the day was NaT.

    Raises
    ------
    ParameterError
        If there is no such zone.
    """
    return days.dt.tz_localize(
        zone(timezone),
        ambiguous=np.ones(len(days), dtype=bool),
        nonexistent="shift_forward",
    )


def infer_interval(starts: pd.Series) -> int:
    """
    Interval length: the commonest step between neighbouring starts.

    Parameters
    ----------
    starts : Series of datetime64, shape (n,)
        Interval starts in any order, repeated or not.

    Returns
    -------
    int
        Minutes, one of ``LENGTHS``.

    Raises
    ------
    InputError
        If there are fewer than two starts, or the step is no usual length.
    """
    distinct = starts.drop_duplicates().sort_values()
    steps = distinct.diff().dropna().dt.total_seconds() // 60
    if steps.empty:
        raise InputError(
            "the interval length cannot be told from a single start: give it with "
            "--interval"
        )
    minutes = int(steps.mode().iloc[0])
    if minutes not in LENGTHS:
        raise InputError(
            f"starts are {minutes} minutes apart: intervals must last one of "
            f"{', '.join(map(str, LENGTHS))} minutes"
        )
    return minutes


def interval_of(
    starts: pd.Series, minutes: int | None = None, group: pd.Series | None = None
) -> int:
    """
    Interval length that is given, or else inferred, and fits every start.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Interval starts in any order.
    minutes : int, optional
        The length given; inferred by default.
    group : Series, shape (n,), optional
        Rows that form one sequence, such as the queue; all rows by default.

    Returns
    -------
    int
        Minutes, one of ``LENGTHS``.

    Raises
    ------
    InputError
        If it is no usual length, or an interval begins before the one before ends.
    """
    length = infer_interval(starts) if minutes is None else minutes
    if length not in LENGTHS:
        raise ParameterError(
            "interval", length, f"one of {', '.join(map(str, LENGTHS))} minutes"
        )
    rows = pd.DataFrame({"start": starts, "group": "" if group is None else group})
    rows = rows.sort_values(["group", "start"], kind="stable")
    step = rows.groupby("group", observed=True)["start"].diff().dt.total_seconds() / 60
    close = rows[(step > 0) & (step < length)]
    if len(close):
        name, first = close["group"].iloc[0], close["start"].iloc[0]
        raise InputError(
            f"an interval of {length} minutes cannot begin at {first:%Y-%m-%d %H:%M}"
            f"{f' in {name!r}' if name else ''}: the one before has not ended"
        )
    return length


def minute_of_day(times: pd.Series) -> NDArray[np.int64]:
    """
    Minutes since local midnight by the wall clock.

    Parameters
    ----------
    times : Series of datetime64, shape (n,)
        Local times.

    Returns
    -------
    ndarray of int64, shape (n,)
        From 0 to 1439; an hour that happens twice has the same minutes twice.
    """
    return (times.dt.hour * 60 + times.dt.minute).to_numpy(dtype=np.int64)


def midnight(times: pd.Series) -> pd.Series:
    """
    Local calendar day of each time.

    Parameters
    ----------
    times : Series of datetime64, shape (n,)
        Local times.

    Returns
    -------
    Series of naive datetime64, shape (n,)
        Midnights.
    """
    return times.dt.tz_localize(None).dt.normalize()


def epoch_minutes(times: pd.Series) -> NDArray[np.int64]:
    """
    Minutes since 1970-01-01T00:00Z, which no change of clocks disturbs.

    Parameters
    ----------
    times : Series of aware datetime64, shape (n,)
        In any zone; seconds are cut off.

    Returns
    -------
    ndarray of int64, shape (n,)
    """
    utc = times.dt.tz_convert("UTC").dt.tz_localize(None)
    return ((utc - pd.Timestamp(0)) // pd.Timedelta(minutes=1)).to_numpy(np.int64)


def from_epoch_minutes(minutes: NDArray[np.int64], timezone: str) -> pd.Series:
    """
    Aware times of epoch minutes; the inverse of `epoch_minutes`.

    Parameters
    ----------
    minutes : ndarray of int64, shape (n,)
        Since 1970-01-01T00:00Z.
    timezone : str
        IANA name.

    Returns
    -------
    Series of aware datetime64, shape (n,)

    Raises
    ------
    ParameterError
        If there is no such zone.
    """
    utc = pd.to_datetime(np.asarray(minutes, dtype=np.int64) * 60, unit="s", utc=True)
    return pd.Series(utc.as_unit("us")).dt.tz_convert(zone(timezone))


def day_grid(first: pd.Timestamp, days: int, interval: int, timezone: str) -> pd.Series:
    """
    Every interval start of some calendar days, in order.

    Parameters
    ----------
    first : Timestamp
        First day, naive midnight.
    days : int
        Number of calendar days, at least 1.
    interval : int
        Interval length in minutes.
    timezone : str
        IANA name; a day has 23 or 25 hours when its clocks change.

    Returns
    -------
    Series of aware datetime64
    """
    edges = pd.Series([first, first + pd.Timedelta(days=days)])
    low, high = day_starts(edges, timezone)
    return pd.Series(
        pd.date_range(low, high, freq=f"{interval}min", inclusive="left", unit="us")
    )


def spells(starts: pd.Series, interval: int) -> list[slice]:
    """
    Find the runs of intervals without a gap between them: mostly the open days.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Interval starts of one queue, in ascending order.
    interval : int
        Interval length in minutes.

    Returns
    -------
    list of slice
        Positions of each run, in order; together they are all `n`.
    """
    steps = np.diff(epoch_minutes(starts))
    edges = [0, *(np.flatnonzero(steps != interval) + 1).tolist(), len(starts)]
    return [slice(low, high) for low, high in pairwise(edges) if high > low]


def goal_windows(starts: pd.Series, window: str) -> tuple[slice, ...]:
    """
    Intervals over which a goal must hold, one window after another.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Interval starts of one queue, in ascending order.
    window : str
        ``interval``, ``day``, ``week`` (from Monday) or ``month``, by the local clock.

    Returns
    -------
    tuple of slice
        Positions; the first and the last window may be incomplete.
    """
    if window == "interval":
        return tuple(slice(place, place + 1) for place in range(len(starts)))
    day = midnight(starts)
    if window == "week":
        day = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    elif window == "month":
        day = day - pd.to_timedelta(day.dt.day - 1, unit="D")
    label = day.to_numpy()
    edges = [0, *(np.flatnonzero(label[1:] != label[:-1]) + 1).tolist(), len(label)]
    return tuple(slice(*pair) for pair in pairwise(edges))
