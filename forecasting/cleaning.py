"""What may not teach the normal profile, and why: every change is listed.

Nothing is invented in its place: a value is kept, or it becomes missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.base import DAY_MINUTES, by_weekday, median_known
from forecasting.outliers import day_ratios, odd_days, silent_stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.base import Flags, Floats, QueueHistory

CHANGES = ["queue", "date", "begin", "end", "kind", "found", "usual", "reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanHistory:
    """
    What is left to learn from, and what was left out.

    Attributes
    ----------
    offered : ndarray of float64, shape (7 W, S)
        Contacts in open slots on normal days; NaN elsewhere.
    changes : DataFrame
        A row a change, in order of time: ``queue``, ``date``, ``begin`` and ``end``
        (minutes of the day), ``kind`` (``special day``, ``outage``, ``spike``, ``gap``,
        ``closed``), ``found`` and ``usual`` (contacts; NaN where unknown), ``reason``.
    """

    offered: Floats
    changes: pd.DataFrame


def clean(history: QueueHistory, opening: Flags, special: Flags) -> CleanHistory:
    """
    Leave out what is not normal in a queue's history.

    That is: special days; days whose total is outside 0.6 to 1.6 times the median of
    the same weekday in the weeks around; stretches of a day in which practically
    nothing arrived although much usually does; contacts outside opening hours. Missing
    intervals stay missing, and are listed.

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    special : ndarray of bool, shape (7 W,)
        Special days.

    Returns
    -------
    CleanHistory
    """
    first = int(history.weekdays[0])
    opened = opening[history.weekdays]
    recorded = opened & np.isfinite(history.offered)
    normal = np.where(recorded & ~special[:, None], history.offered, np.nan)
    usual = median_known(by_weekday(normal, first))[history.weekdays]
    silent = silent_stretches(normal, usual)
    ratio, median = day_ratios(normal, silent, usual, first)
    odd = odd_days(ratio)
    total = np.nansum(np.where(recorded, history.offered, 0.0), axis=1)
    whole_days = [
        (special & np.any(recorded, axis=1), "special day", "a special day"),
        (odd & (ratio < 1), "outage", "far below the same weekday in the weeks around"),
        (odd & (ratio > 1), "spike", "far above the same weekday in the weeks around"),
    ]
    changes = [
        *(
            _day_rows(
                history, days, kind=kind, found=total, usual=median, reason=reason
            )
            for days, kind, reason in whole_days
        ),
        _stretch_rows(history, silent & ~odd[:, None], usual),
        _gap_rows(history, opened & ~recorded),
        _closed_rows(history, ~opened),
    ]
    return CleanHistory(
        offered=np.where(odd[:, None] | silent, np.nan, normal),
        changes=pd.concat(changes, ignore_index=True).sort_values(
            ["date", "begin"], ignore_index=True
        ),
    )


def _day_rows(
    history: QueueHistory,
    days: Flags,
    *,
    kind: str,
    found: Floats,
    usual: Floats | float,
    reason: str | NDArray[np.str_],
) -> pd.DataFrame:
    """List changes that concern whole days."""
    return pd.DataFrame(
        {
            "queue": history.queue,
            "date": history.dates[days].astype("datetime64[us]"),
            "begin": 0,
            "end": DAY_MINUTES,
            "kind": kind,
            "found": found[days],
            "usual": np.broadcast_to(usual, days.shape)[days],
            "reason": np.broadcast_to(reason, days.shape)[days].astype(object),
        },
        columns=CHANGES,
    )


def _stretch_rows(history: QueueHistory, silent: Flags, usual: Floats) -> pd.DataFrame:
    """Outages that are shorter than a day, one row a stretch."""
    edges = np.diff(silent.astype(np.int8), prepend=0, append=0, axis=1)
    day, begin = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    sums = [
        np.pad(np.cumsum(np.nan_to_num(values), axis=1), ((0, 0), (1, 0)))
        for values in (history.offered, usual)
    ]
    found, expected = (total[day, end] - total[day, begin] for total in sums)
    return pd.DataFrame(
        {
            "queue": history.queue,
            "date": history.dates[day].astype("datetime64[us]"),
            "begin": begin * history.interval,
            "end": end * history.interval,
            "kind": "outage",
            "found": found,
            "usual": expected,
            "reason": "practically nothing arrived in a busy part of the day",
        },
        columns=CHANGES,
    )


def _gap_rows(history: QueueHistory, missing: Flags) -> pd.DataFrame:
    """Open intervals that were not recorded, since the first row of the history."""
    count = missing.sum(axis=1)
    begun = np.maximum.accumulate(np.any(history.seen, axis=1))
    return _day_rows(
        history,
        begun & (count > 0),
        kind="gap",
        found=np.nansum(history.offered, axis=1),
        usual=np.nan,
        reason=np.char.add(count.astype(np.str_), " open intervals were not recorded"),
    )


def _closed_rows(history: QueueHistory, closed: Flags) -> pd.DataFrame:
    """Contacts that arrived outside opening hours."""
    stray = np.nansum(np.where(closed, history.offered, 0.0), axis=1)
    return _day_rows(
        history,
        stray > 0,
        kind="closed",
        found=stray,
        usual=0.0,
        reason="contacts outside opening hours",
    )
