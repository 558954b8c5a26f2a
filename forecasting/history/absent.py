"""Histories that never write a zero: there an interval without a row had no contacts.

Systems that count events write a row only when something happens. Read as missing,
those intervals would make small queues look busier than they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import by_weekday

if TYPE_CHECKING:
    from forecasting.base import Flags, QueueHistory

# So many zeros should be among the rows, if rows are written for them: five are missed
# by chance in one case of 150.
_ZEROS_EXPECTED = 5.0
# Where more contacts than this are usual, an interval without a row was not recorded.
_FEW_CONTACTS = 4.0


def unwritten_zeros(history: QueueHistory, opening: Flags) -> Flags:
    """
    Open intervals without a row that stand for no contacts.

    That is so if the history holds no zero although, by Poisson, at least five of its
    intervals should, and only where four contacts or fewer are usual.

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.

    Returns
    -------
    ndarray of bool, shape (7 W, S)
        All false where the history writes its zeros.
    """
    first = int(history.weekdays[0])
    days = np.flatnonzero(np.any(history.seen, axis=1))
    inside = np.zeros(len(history.dates), dtype=np.bool_)
    inside[days[0] : days[-1] + 1] = True
    opened = opening[history.weekdays] & inside[:, None]
    known = opened & np.isfinite(history.offered)
    none = np.zeros(history.seen.shape, dtype=np.bool_)
    if np.any(history.offered[known] == 0):
        return none
    total, rows, cells = (
        by_weekday(values, first).sum(axis=0)
        for values in (np.where(known, history.offered, 0.0), known, opened)
    )
    seen_mean = np.divide(total, rows, out=np.full(total.shape, np.inf), where=rows > 0)
    if (rows * np.exp(-seen_mean)).sum() < _ZEROS_EXPECTED:
        return none
    usual = total / np.maximum(cells, 1)
    day = np.any(history.seen, axis=1) | (
        usual.sum(axis=1)[history.weekdays] <= _FEW_CONTACTS
    )
    quiet = (usual <= _FEW_CONTACTS)[history.weekdays]
    return np.asarray(opened & ~history.seen & quiet & day[:, None])


def with_zeros(history: QueueHistory, zeros: Flags) -> QueueHistory:
    """Write the zeros; `zeros` has shape (7 W, S)."""
    return replace(
        history,
        seen=history.seen | zeros,
        offered=np.where(zeros, 0.0, history.offered),
        answered=np.where(
            zeros & np.isfinite(history.answered).any(), 0.0, history.answered
        ),
    )
