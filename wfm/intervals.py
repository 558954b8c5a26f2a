"""Wall clock and interval grid: aware times in one zone, half-open intervals."""

from __future__ import annotations

from datetime import UTC, tzinfo
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
    """
    groups = pd.Series("", index=wall.index) if group is None else group
    first = ~pd.DataFrame({"group": groups, "wall": wall}).duplicated()
    return wall.dt.tz_localize(
        zone(timezone), ambiguous=first.to_numpy(), nonexistent="NaT"
    )


def infer_interval(starts: pd.Series) -> int:
    """
    Interval length in minutes: the commonest step between neighbouring starts.

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


def minute_of_day(times: pd.Series) -> NDArray[np.int64]:
    """Minutes since local midnight by the wall clock, shape (n,)."""
    return (times.dt.hour * 60 + times.dt.minute).to_numpy(dtype=np.int64)


def midnight(times: pd.Series) -> pd.Series:
    """Local calendar day of each time, as naive midnights."""
    return times.dt.tz_localize(None).dt.normalize()


def epoch_minutes(times: pd.Series) -> NDArray[np.int64]:
    """Minutes since 1970-01-01T00:00Z, shape (n,); safe across clock changes."""
    utc = times.dt.tz_convert("UTC").dt.tz_localize(None)
    return ((utc - pd.Timestamp(0)) // pd.Timedelta(minutes=1)).to_numpy(np.int64)


def from_epoch_minutes(minutes: NDArray[np.int64], timezone: str) -> pd.Series:
    """Aware times of epoch minutes; the inverse of `epoch_minutes`."""
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
    # Where clocks go back at midnight, the day begins at the first of the two.
    low, high = edges.dt.tz_localize(
        zone(timezone), ambiguous=np.ones(2, dtype=bool), nonexistent="shift_forward"
    )
    return pd.Series(
        pd.date_range(low, high, freq=f"{interval}min", inclusive="left", unit="us")
    )
