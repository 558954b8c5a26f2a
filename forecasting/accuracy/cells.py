"""Intervals that were forecast, beside what came and what the naive would have said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.accuracy.floor import likely_rate
from forecasting.accuracy.naive import four_week_mean, last_week
from forecasting.accuracy.scale import weekly_naive_scale
from forecasting.base import WEEK, weekdays
from forecasting.uncertainty.bands import QUANTILES
from wfm.intervals import midnight, minute_of_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.base import Dates, Flags, Floats, QueueHistory
    from forecasting.past import Index

_FORECAST = ("volume", *QUANTILES, "aht_s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """
    The days after one origin, of one queue.

    Attributes
    ----------
    truth : QueueHistory
        What came, before the origin and after it.
    special : ndarray of bool, shape (7 W,)
        Days of `truth` that do not follow their weekday.
    origin : int
        First day forecast, an index into the days of `truth`.
    days : int
        Days forecast; those after the end of `truth` do not count.
    """

    truth: QueueHistory
    special: Flags
    origin: int
    days: int

    @property
    def past(self) -> slice:
        """Days before the origin, in whole weeks."""
        return slice(self.origin % WEEK, self.origin)

    @property
    def ahead(self) -> slice:
        """Days forecast."""
        return slice(self.origin, self.origin + self.days)

    @property
    def dates(self) -> Dates:
        """Dates of the days forecast, shape (H,)."""
        return self.truth.dates[self.ahead]


def cells_of(glance: Glance, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """
    Row for each method and interval in which what came is known.

    Intervals count that a forecast holds for open. On days that it holds for closed
    those count that are open on their weekday otherwise, and it forecast 0: whoever
    comes to a closed door is an error too. All methods are measured alike.

    Parameters
    ----------
    glance : Glance
        One queue at one origin.
    tables : mapping of str to DataFrame
        Of `wfm.tables.FORECAST`, by method, of that queue; made at the origin.

    Returns
    -------
    DataFrame
        ``queue, model, origin, lead`` (days, from 1), ``slot, special, actual``,
        ``volume``, the quantiles, ``aht_s, naive, seasonal_naive, rate`` and, of the
        weekly naive in the past, ``absolute_*`` and ``squared_*`` for each level.
    """
    grids = {name: _grid(table, glance) for name, table in tables.items()}
    held_open = np.any([np.isfinite(grid[0]) for grid in grids.values()], axis=0)
    naive = _naive(glance)
    weekly = _weekly(held_open, naive > 0, weekdays(glance.dates))
    counts = held_open | weekly[weekdays(glance.dates)]
    actual = np.where(counts, glance.truth.offered[glance.ahead], np.nan)
    known = np.isfinite(actual)
    shared = _beside(glance, actual, naive, weekly).loc[known.ravel()]
    rows = [
        shared.assign(
            model=name,
            **{
                column: np.where(np.isfinite(grid[0]), values, closed)[known]
                for column, values, closed in zip(_FORECAST, grid, _CLOSED, strict=True)
            },
        )
        for name, grid in grids.items()
    ]
    return pd.concat(rows, ignore_index=True)


# What a forecast says of an interval that it holds for closed.
_CLOSED = (*(0.0 for _ in ("volume", *QUANTILES)), np.nan)


def _grid(table: pd.DataFrame, glance: Glance) -> Floats:
    """Columns of a forecast by day and slot, shape (7, H, S); NaN where closed."""
    dates = glance.dates
    slots = glance.truth.offered.shape[1]
    grid = np.full((len(_FORECAST), len(dates), slots), np.nan)
    on = midnight(table["start"]).to_numpy().astype("datetime64[D]")
    day = (on - glance.truth.dates[glance.origin]).astype(np.int64)
    slot = minute_of_day(table["start"]) // glance.truth.interval
    inside = day < len(dates)
    values = table[list(_FORECAST)].to_numpy(np.float64).T
    grid[:, day[inside], slot[inside]] = values[:, inside]
    return grid


def _naive(glance: Glance) -> Floats:
    """Mean of four weeks, shape (H, S)."""
    past = glance.past
    before, offered = glance.truth.dates[past], glance.truth.offered[past]
    return four_week_mean(offered, before, ~glance.special[past], glance.dates)


def _weekly(held_open: Flags, busy: Flags, weekday: Index) -> Flags:
    """
    Slots that each weekday is open in, Monday first, shape (7, S).

    Of a weekday that no forecast holds for open, those of other days that were busy.
    """
    found = np.zeros((WEEK, held_open.shape[1]), dtype=np.bool_)
    np.logical_or.at(found, weekday, held_open)
    closed = ~np.any(found, axis=1)
    for day in np.flatnonzero(closed[weekday]):
        found[weekday[day]] = busy[day] & np.any(held_open, axis=0)
    return found


def _beside(
    glance: Glance, actual: Floats, naive: Floats, weekly: Flags
) -> pd.DataFrame:
    """Tell what all methods share: a row for each day and slot, known or not."""
    truth, past, dates = glance.truth, glance.past, glance.dates
    before, offered = truth.dates[past], truth.offered[past]
    scales = weekly_naive_scale(np.where(weekly[weekdays(before)], offered, np.nan))
    lead = np.arange(1, len(dates) + 1)
    slots = actual.shape[1]
    return pd.DataFrame(
        {
            "queue": truth.queue,
            "origin": glance.dates[0],
            "lead": np.repeat(lead, slots),
            "slot": np.tile(np.arange(slots), len(dates)),
            "special": np.repeat(glance.special[glance.ahead], slots),
            "actual": actual.ravel(),
            "naive": naive.ravel(),
            "seasonal_naive": last_week(offered, before, dates).ravel(),
            "rate": likely_rate(actual, naive).ravel(),
            **{f"absolute_{level}": found[0] for level, found in scales.items()},
            **{f"squared_{level}": found[1] for level, found in scales.items()},
        }
    )
