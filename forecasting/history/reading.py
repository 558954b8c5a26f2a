"""From the history table to one grid of days and slots per queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pandas as pd

from forecasting.base import DAY_MINUTES, WEEK, Floats, QueueHistory, weekdays
from wfm.errors import InputError, ParameterError, Problem, TableError
from wfm.intervals import (
    LENGTHS,
    day_starts,
    epoch_minutes,
    infer_interval,
    localise,
    midnight,
    minute_of_day,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# So many intervals of one day in a row, all at a coarser step, are no coincidence.
_COARSE_RUN = 8
_SHOWN = 5

_T = TypeVar("_T", bound=np.generic)


def read_histories(
    table: pd.DataFrame, *, before: pd.Timestamp, interval: int | None = None
) -> list[QueueHistory]:
    """
    One grid per queue, in the order of their names.

    Parameters
    ----------
    table : DataFrame
        Of `wfm.tables.HISTORY`, typed, all rows before `before`.
    before : Timestamp
        Naive local midnight after the last day of the grids.
    interval : int, optional
        Length of a slot in minutes, of a usual length. A finer history is added up;
        cells of which a part is missing are missing. Inferred by default.

    Returns
    -------
    list of QueueHistory

    Raises
    ------
    InputError
        If interval lengths are mixed, or coarser than `interval`.
    """
    if table.empty:
        return []
    fine = _length(table["start"], interval)
    _check_lengths(table, fine)
    wanted = fine if interval is None else interval
    table = table.reset_index(drop=True)
    day = _day_numbers(midnight(table["start"]))
    slot = minute_of_day(table["start"]) // fine
    end = _day_number(before)
    histories = []
    for queue, rows in sorted(table.groupby("queue").indices.items()):
        weeks = -(-(end - int(day[rows].min())) // WEEK)
        cells = _Cells(
            (day[rows] - (end - WEEK * weeks)) * (DAY_MINUTES // fine) + slot[rows],
            (WEEK * weeks, DAY_MINUTES // fine),
        )
        histories.append(_history(str(queue), table.iloc[rows], cells, end, wanted))
    return histories


def _day_numbers(midnights: pd.Series) -> NDArray[np.int64]:
    return midnights.to_numpy().astype("datetime64[D]").astype(np.int64)


def _day_number(midnight_: pd.Timestamp) -> int:
    return int(np.datetime64(midnight_.date(), "D").astype(np.int64))


def _length(starts: pd.Series, wanted: int | None) -> int:
    """Length of the history's own intervals, of which `wanted` is a multiple."""
    if wanted is None:
        return infer_interval(starts)
    if wanted not in LENGTHS:
        raise ParameterError(
            "interval", wanted, f"one of {', '.join(map(str, LENGTHS))} minutes"
        )
    steps = np.diff(np.unique(epoch_minutes(starts)))
    if not len(steps) or steps.min() >= wanted:
        return wanted
    fine = infer_interval(starts)
    if wanted % fine:
        raise InputError(
            f"the history has intervals of {fine} minutes: they cannot be turned into "
            f"intervals of {wanted}"
        )
    return fine


def _check_lengths(table: pd.DataFrame, fine: int) -> None:
    problems = [*_off_grid(table, fine), *_coarser_days(table, fine)]
    if problems:
        shown = problems[:_SHOWN]
        if len(problems) > _SHOWN:
            shown.append(Problem("history", f"and {len(problems) - _SHOWN} more rows"))
        raise TableError(shown)


def _off_grid(table: pd.DataFrame, fine: int) -> Iterator[Problem]:
    for start in table.loc[minute_of_day(table["start"]) % fine != 0, "start"]:
        yield Problem(
            "history",
            f"does not begin on a step of {fine} minutes as most intervals do: mixed "
            "interval lengths are refused",
            column="start",
            value=start.isoformat(),
        )


def _coarser_days(table: pd.DataFrame, fine: int) -> Iterator[Problem]:
    """Days of a queue that were counted in longer intervals than the rest."""
    queue, names = pd.factorize(table["queue"])
    day, minute = _day_numbers(midnight(table["start"])), epoch_minutes(table["start"])
    order = np.lexsort((minute, day, queue))
    queue, day, minute = queue[order], day[order], minute[order]
    changes = (np.diff(queue) != 0) | (np.diff(day) != 0)
    begin = np.concatenate(([0], np.flatnonzero(changes) + 1))
    count = np.diff(begin, append=len(day))
    long = count > _COARSE_RUN
    for first, rows in zip(begin[long], count[long], strict=True):
        steps = np.diff(minute[first : first + rows])
        if fine < steps[0] == steps.min() == steps.max():
            yield Problem(
                "history",
                f"queue {names[queue[first]]} has intervals of {steps[0]} minutes on "
                f"{day[first].astype('datetime64[D]')}, the rest has {fine}: mixed "
                "interval lengths are refused",
            )


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where each row belongs in a grid; rows of one cell (clocks go back) average."""

    flat: NDArray[np.int64]
    shape: tuple[int, int]

    def count(self, values: Floats) -> Floats:
        found = np.bincount(
            self.flat, weights=np.isfinite(values), minlength=int(np.prod(self.shape))
        )
        return found.astype(np.float64).reshape(self.shape)

    def mean(self, values: Floats) -> Floats:
        count = self.count(values)
        total = np.bincount(
            self.flat, weights=np.nan_to_num(values), minlength=count.size
        )
        return _ratio(total.astype(np.float64).reshape(self.shape), count)


def _history(
    queue: str, rows: pd.DataFrame, cells: _Cells, end: int, interval: int
) -> QueueHistory:
    """Fill the grid of one queue and add finer intervals up to the length wanted."""
    days, fine_slots = cells.shape
    parts = fine_slots * interval // DAY_MINUTES
    dates = np.arange(end - days, end).astype("datetime64[D]")
    seen = cells.count(np.ones(len(rows))) > 0
    nothing = np.full(len(rows), np.nan)
    columns = [
        rows[name].to_numpy(np.float64) if name in rows else nothing
        for name in ("offered", "answered", "aht_s")
    ]
    offered, answered, aht_s = map(cells.mean, columns)
    handled = np.where(np.isfinite(answered), answered, offered)
    weight = np.where(np.isfinite(aht_s), handled, np.nan)
    steps = np.arange(0, DAY_MINUTES, interval)
    return QueueHistory(
        queue=queue,
        interval=interval,
        dates=dates,
        seen=np.any(_split(seen, parts), axis=2),
        offered=_add_up(offered, parts, dates),
        answered=_add_up(answered, parts, dates),
        aht_s=aht_s if parts == 1 else _weighted(aht_s, weight, parts),
        skipped=_skipped(dates, steps, rows["start"]),
    )


def _skipped(
    dates: NDArray[np.datetime64], minutes: NDArray[np.int64], starts: pd.Series
) -> NDArray[np.bool_]:
    """Slots that the clocks of the zone of `starts` went over, shape (D, S)."""
    edges = np.append(dates, dates[-1] + 1)
    midnights = day_starts(pd.Series(edges), str(starts.dt.tz))
    short = np.diff(epoch_minutes(midnights)) < DAY_MINUTES
    found = np.zeros((len(dates), len(minutes)), dtype=np.bool_)
    for day in np.flatnonzero(short):
        walls = pd.Series(dates[day] + minutes.astype("timedelta64[m]"))
        found[day] = localise(walls, str(starts.dt.tz)).isna()
    return found


def _split(cells: NDArray[_T], parts: int) -> NDArray[_T]:
    """Give the parts of each interval an axis of their own."""
    return cells.reshape(len(cells), -1, parts)


def _add_up(cells: Floats, parts: int, dates: NDArray[np.datetime64]) -> Floats:
    """Sum the parts of each interval; NaN where fewer than usual were recorded."""
    if parts == 1:
        return cells
    inside = _split(cells, parts)
    recorded = np.isfinite(inside).sum(axis=2)
    usual = np.zeros((WEEK, recorded.shape[1]), dtype=np.int64)
    np.maximum.at(usual, weekdays(dates), recorded)
    whole = (recorded == usual[weekdays(dates)]) & (recorded > 0)
    return np.where(whole, np.nansum(inside, axis=2), np.nan)


def _weighted(values: Floats, weights: Floats, parts: int) -> Floats:
    total = np.nansum(_split(values * weights, parts), axis=2)
    return _ratio(total, np.nansum(_split(weights, parts), axis=2))


def _ratio(total: Floats, count: Floats) -> Floats:
    nothing = np.full(total.shape, np.nan)
    return np.divide(total, count, out=nothing, where=count > 0)
