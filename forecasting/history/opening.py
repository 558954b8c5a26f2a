"""When a queue is open: from the opening table, else learnt from its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import DAY_MINUTES, WEEK, by_weekday
from wfm.errors import Problem, TableError
from wfm.tables import OPENING

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.base import Flags, Floats, QueueHistory

# Hours change: only the last twelve weeks say when a queue is open now.
RECENT_WEEKS = 12
# Seen in one week of ten or more is a stray row, not an opening hour.
_STRAY_SHARE = 0.1
# With fewer than 10 % of the contacts answered, nobody is at work.
_ANSWERED_SHARE = 0.1
_ENOUGH_ALONE, _ENOUGH_AROUND = 5, 3
_HOURS = 24
_WORKDAYS, _WEEKEND = range(5), range(5, WEEK)


def check_opening(opening: pd.DataFrame) -> None:
    """
    Refuse hours that close before they open.

    Parameters
    ----------
    opening : DataFrame
        Of `wfm.tables.OPENING`, typed (minutes of the day).

    Raises
    ------
    TableError
        With every row that does.
    """
    source = OPENING.source(opening)
    problems = [
        Problem(
            source,
            "closes before it opens: give a night as two rows, until 24:00 and from "
            "00:00 on the next weekday",
            row=int(str(row)) + 2,
        )
        for row in opening.index[opening["close"] <= opening["open"]]
    ]
    if opening["close"].max() <= _HOURS:
        problems.append(
            Problem(source, "close must be a time like 18:00 or minutes, not hours")
        )
    if problems:
        raise TableError(problems)


def given_opening(
    opening: pd.DataFrame | None, queue: str, interval: int
) -> Flags | None:
    """
    Open slots of the week from the opening table.

    On each weekday the queue's own rows hold, else those of queue ``*``. A slot is open
    if any minute of it is.

    Parameters
    ----------
    opening : DataFrame or None
        Of `wfm.tables.OPENING`, typed (minutes of the day).
    queue : str
        Name.
    interval : int
        Length of a slot, in minutes.

    Returns
    -------
    ndarray of bool, shape (7, S), or None
        Monday first; None where the table says nothing about the queue.
    """
    if opening is None:
        return None
    own, general = opening[opening["queue"] == queue], opening[opening["queue"] == "*"]
    if own.empty and general.empty:
        return None
    hours = np.zeros((WEEK, DAY_MINUTES // interval), dtype=np.bool_)
    begin = np.arange(0, DAY_MINUTES, interval)
    for weekday in range(WEEK):
        rows = own[own["weekday"] == weekday]
        rows = general[general["weekday"] == weekday] if rows.empty else rows
        for low, high in zip(rows["open"], rows["close"], strict=True):
            hours[weekday] |= (begin + interval > low) & (begin < high)
    return hours


def learnt_opening(history: QueueHistory) -> Flags:
    """
    Open slots of the week as the history shows them.

    A slot is open if it was seen on its weekday in the last twelve weeks of the queue
    (twice, where these hold ten weeks or more: a single row is then a stray one), and
    if somebody answers then. A weekday outside a history of less than a week borrows:
    Monday to Friday from each other, else from the weekend; Saturday and Sunday from
    each other only.

    Parameters
    ----------
    history : QueueHistory
        With at least one row.

    Returns
    -------
    ndarray of bool, shape (7, S)
        Monday first.
    """
    days = np.flatnonzero(np.any(history.seen, axis=1))
    first, last = days[0], days[-1]
    inside = np.zeros(len(history.dates), dtype=np.bool_)
    inside[max(first, last - RECENT_WEEKS * WEEK + 1) : last + 1] = True
    monday_first = int(history.weekdays[0])
    seen = by_weekday(history.seen & inside[:, None], monday_first)
    weeks = np.any(seen, axis=(1, 2)).sum()
    hours = seen.sum(axis=0) > _STRAY_SHARE * weeks
    covered = np.any(by_weekday(inside, monday_first), axis=0)
    return _borrow(hours, covered) & ~unanswered(history)


def _borrow(hours: Flags, covered: Flags) -> Flags:
    """Fill weekdays outside the history's span from the days that are like them."""
    filled = hours.copy()
    for group, fallback in ((_WORKDAYS, _WEEKEND), (_WEEKEND, ())):
        like = [day for day in group if covered[day]] or [
            day for day in fallback if covered[day]
        ]
        for weekday in group:
            if like and not covered[weekday]:
                filled[weekday] = hours[like].mean(axis=0) >= 1 / 2
    return filled


def unanswered(history: QueueHistory) -> Flags:
    """
    Slots of the week in which contacts arrive and practically nobody is answered.

    That is fewer than 10 % of the contacts of the whole history. It is enough that the
    hour before and after on that weekday, the slot on all weekdays, or both together
    say so, unless the slot's own contacts clearly contradict. A handful of contacts
    says nothing, except where there are no others.

    Returns
    -------
    ndarray of bool, shape (7, S)
        All false where the history does not say who was answered.
    """
    known = np.isfinite(history.answered) & np.isfinite(history.offered)
    first = int(history.weekdays[0])
    offered, answered = (
        by_weekday(np.where(known, values, 0.0), first).sum(axis=0)
        for values in (history.offered, history.answered)
    )
    if answered.sum() < _ANSWERED_SHARE * offered.sum():
        return np.zeros(offered.shape, dtype=np.bool_)
    day = np.broadcast_to(offered.sum(axis=0), offered.shape)
    day_answered = np.broadcast_to(answered.sum(axis=0), answered.shape)
    near = 60 // history.interval
    others = (
        _silent(_within(offered, near), _within(answered, near), _ENOUGH_AROUND)
        | _silent(day, day_answered, _ENOUGH_AROUND)
        | _silent(_within(day, near), _within(day_answered, near), 1)
    )
    chance = 2 * np.sqrt(_ANSWERED_SHARE * (1 - _ANSWERED_SHARE) * offered)
    agrees = answered <= _ANSWERED_SHARE * offered + chance
    silent: Flags = _silent(offered, answered, _ENOUGH_ALONE) | (others & agrees)
    return silent


def _silent(offered: Floats, answered: Floats, enough: int) -> Flags:
    return np.asarray((offered >= enough) & (answered < _ANSWERED_SHARE * offered))


def _within(values: Floats, near: int) -> Floats:
    """Sum over the slots of the same weekday up to `near` slots away, shape (7, S)."""
    padded = np.pad(values, ((0, 0), (near, near)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * near + 1, axis=1)
    return windows.sum(axis=2)
