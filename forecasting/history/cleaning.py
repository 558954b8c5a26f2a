"""What may not teach the normal profile, and why: every change is listed.

Nothing is invented in its place: a value is kept, or it becomes missing. Each change
has an id by which a planner can refuse it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import by_weekday, median_known
from forecasting.history.change_list import ChangeList
from forecasting.history.outliers import (
    copied_days,
    day_ratios,
    lone_spikes,
    odd_days,
    silent_stretches,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    import pandas as pd

    from forecasting.base import Flags, Floats, QueueHistory


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanHistory:
    """
    What is left to learn from, and what was left out.

    Attributes
    ----------
    offered : ndarray of float64, shape (7 W, S)
        Contacts in open slots on normal days; NaN elsewhere.
    changes : DataFrame
        A row a change, in order of time: ``id``, ``queue``, ``date``, ``begin`` and
        ``end`` (minutes of the day), ``kind`` (``special day``, ``duplicate``,
        ``outage``, ``spike``, ``gap``, ``closed``, ``absent``), ``found`` and ``usual``
        (contacts; NaN where unknown), ``reason``, and whether it was ``refused``.
    """

    offered: Floats
    changes: pd.DataFrame


def clean(
    history: QueueHistory,
    opening: Flags,
    special: Flags,
    refused: AbstractSet[str] = frozenset(),
    expected: Flags | None = None,
    unwritten: int = 0,
) -> CleanHistory:
    """
    Leave out what is not normal in a queue's history.

    That is: special days; days that repeat an earlier day interval by interval; lone
    intervals with five times the usual; days whose total is outside 0.6 to 1.6 times
    the median of the same weekday in the weeks around; stretches of a day in which
    practically nothing arrived although much usually does; contacts outside opening
    hours. Missing intervals stay missing, and are listed. (Where a history writes no
    zeros, see `forecasting.history.absent`.)

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    special : ndarray of bool, shape (7 W,)
        Special days.
    refused : set of str
        Ids of changes that are listed but not made. A gap that is refused counts as no
        contacts.
    expected : ndarray of bool, shape (7 W,), optional
        Days that are known to bring more than their weekday: they are no spikes.
    unwritten : int
        Intervals without a row that count as no contacts, to be listed.

    Returns
    -------
    CleanHistory
    """
    found = ChangeList(history, refused)
    first = int(history.weekdays[0])
    opened = opening[history.weekdays]
    recorded = opened & np.isfinite(history.offered)
    # A special day without any row was closed: nothing is missing.
    shut = special & ~np.any(recorded, axis=1)
    missing = found.gaps(opened & ~recorded & ~history.skipped & ~shut[:, None])
    offered = np.where(missing, 0.0, history.offered)
    recorded |= missing
    total = np.where(recorded, offered, 0.0).sum(axis=1)
    left_out = found.days(
        special & np.any(recorded, axis=1), "special day", total, "a special day"
    )
    normal = np.where(recorded & ~left_out[:, None], offered, np.nan)
    normal[
        found.days(
            copied_days(normal), "duplicate", total, "the same as an earlier day"
        )
    ] = np.nan
    usual = median_known(by_weekday(normal, first))[history.weekdays]
    normal[found.lone(lone_spikes(normal, usual), usual)] = np.nan
    silent = silent_stretches(normal, usual)
    ratio, median = day_ratios(normal, silent, usual, first)
    odd = odd_days(ratio)
    low, high = odd & (ratio < 1), odd & (ratio > 1)
    if expected is not None:
        high &= ~expected
    around = "the same weekday in the weeks around"
    silent = found.stretches(silent & ~low[:, None] & ~high[:, None], usual)
    odd = found.days(low, "outage", total, f"far below {around}", median)
    odd |= found.days(high, "spike", total, f"far above {around}", median)
    found.strays(~opened)
    found.unwritten(unwritten)
    return CleanHistory(
        offered=np.where(odd[:, None] | silent, np.nan, normal),
        changes=found.table(),
    )
