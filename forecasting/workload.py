"""Hours of work: contacts times handle time, with bands of their own.

Bands of days and weeks cannot be added up from those of their intervals. They come
from the same draws instead, summed path by path, and so agree with each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.handle_time.draws import draw_chance
from wfm.errors import ParameterError, Problem, TableError
from wfm.intervals import goal_windows
from wfm.tables import PATHS

if TYPE_CHECKING:
    from forecasting.base import Floats

WINDOWS = ("interval", "day", "week", "month")
_SHARES = {"p025": 0.025, "p10": 0.10, "p50": 0.50, "p90": 0.90, "p975": 0.975}
_HOUR = 3600.0


def workload(
    paths: pd.DataFrame,
    by: str = "interval",
    *,
    contact: float = 1.0,
    timezone: str = "America/Bogota",
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """
    Contacts and hours of work per interval, day, week or month, with their bands.

    Parameters
    ----------
    paths : DataFrame
        Of `wfm.tables.PATHS`, raw or typed, as `forecast_paths` gives it: in each
        interval of a queue the same paths.
    by : str
        ``interval``, ``day``, ``week`` (from Monday) or ``month``, by the local clock.
        The first and the last may be incomplete: they hold what `paths` holds.
    contact : float
        Squared coefficient of variation of the handle time of one contact, whose chance
        is added to the handle times of `paths`; 1 is usual. 0 where they hold it.
    timezone : str
        IANA name; zone of times without an offset, and of all times returned.
    rng : numpy.random.Generator, optional
        For that chance; the same numbers every time by default.

    Returns
    -------
    DataFrame
        A row a queue and window, in order: ``queue``; ``start``, the first interval in
        it; ``volume`` and ``hours``, means over the paths, each followed by its
        quantiles ``_p025``, ``_p10``, ``_p50``, ``_p90`` and ``_p975``; ``aht_s``, mean
        hours over mean contacts, in seconds. Hours are not a number where a handle time
        is unknown.

    Raises
    ------
    TableError
        If the table breaks its contract, or an interval lacks paths that others have.
    ParameterError
        If `by` is none of those, or `contact` below 0.
    """
    if by not in WINDOWS:
        raise ParameterError("by", by, f"one of {', '.join(WINDOWS)}")
    if not 0 <= contact < np.inf:
        raise ParameterError("contact", contact, "at least 0, such as 1")
    chance = np.random.default_rng(0) if rng is None else rng
    table = PATHS.parse(paths, timezone=timezone)
    table = table.sort_values(["queue", "start", "path"], ignore_index=True)
    found = []
    for name, rows in table.groupby("queue"):
        volume, aht_s = _drawn(str(name), rows)
        aht_s = aht_s * draw_chance(volume, contact, chance)
        starts = rows["start"].iloc[:: volume.shape[1]].reset_index(drop=True)
        found.append(_queue(str(name), starts, volume, aht_s, by))
    return pd.concat(found, ignore_index=True)


def _drawn(name: str, rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """Contacts and handle times by interval and path."""
    paths = rows["path"].nunique()
    if paths * rows["start"].nunique() != len(rows):
        raise TableError(
            [
                Problem(
                    "paths", f"queue {name!r} has not the same paths in each interval"
                )
            ]
        )
    volume = rows["volume"].to_numpy(np.float64).reshape(-1, paths)
    if "aht_s" not in rows:
        return volume, np.full(volume.shape, np.nan)
    return volume, rows["aht_s"].to_numpy(np.float64).reshape(-1, paths)


def _queue(
    name: str, starts: pd.Series, volume: Floats, aht_s: Floats, by: str
) -> pd.DataFrame:
    """Contacts and hours of one queue, summed over windows path by path."""
    # No contacts are no work, however long they would take.
    seconds = np.where(volume == 0, 0.0, volume * aht_s)
    first = np.array([window.start for window in goal_windows(starts, by)])
    contacts = np.add.reduceat(volume, first, axis=0)
    hours = np.add.reduceat(seconds, first, axis=0) / _HOUR
    mean = contacts.mean(axis=1)
    nothing = np.full(len(mean), np.nan)
    return pd.DataFrame(
        {
            "queue": pd.Series(name, index=range(len(first)), dtype="str"),
            "start": starts.iloc[first].reset_index(drop=True),
            **_band("volume", contacts),
            **_band("hours", hours),
            "aht_s": np.divide(
                hours.mean(axis=1) * _HOUR, mean, out=nothing, where=mean > 0
            ),
        }
    )


def _band(name: str, drawn: Floats) -> dict[str, Floats]:
    """Mean and quantiles over the paths (second axis), by their columns' names."""
    quantiles = np.quantile(drawn, list(_SHARES.values()), axis=1)
    names = [f"{name}_{share}" for share in _SHARES]
    return {name: drawn.mean(axis=1), **dict(zip(names, quantiles, strict=True))}
