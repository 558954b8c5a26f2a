"""The base of a day, its last same weekdays, and how past days stood to theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, Floats

if TYPE_CHECKING:
    from forecasting.past import Days, Index, Past

_WEEKS, _NEWER_WEEKS, _LEVEL_DAYS = 8, 3, 5
_FEWEST = 2


class Bases:
    """
    Means of the last same weekdays as they stood before any day.

    Parameters
    ----------
    past : Past
        The normal days of one queue.
    """

    def __init__(self, past: Past) -> None:
        self.past = past
        told = past.known.any(axis=1)
        self._days = [
            np.flatnonzero(told & (past.weekdays == weekday)) for weekday in range(WEEK)
        ]
        values = np.where(past.known, past.offered, 0.0)
        self._sums = [_running(values[days]) for days in self._days]
        self._counts = [
            _running(past.known[days].astype(np.float64)) for days in self._days
        ]
        self._judged, self._level = self._ratios()

    def count(self, like: Index, before: Index) -> Index:
        """Days of weekday `like` known before the day `before`, shape (n,)."""
        pairs = zip(like, before, strict=True)
        return np.array(
            [np.searchsorted(self._days[weekday], day) for weekday, day in pairs],
            dtype=np.int64,
        )

    def base(self, like: Index, before: Index, weeks: int = _WEEKS) -> Floats:
        """
        Mean of the last same weekdays.

        Parameters
        ----------
        like : ndarray of int64, shape (n,)
            Weekday, Monday 0.
        before : ndarray of int64, shape (n,)
            Days from this one on are not known yet.
        weeks : int
            How many at most.

        Returns
        -------
        ndarray of float64, shape (n, S)
            0 where none is known.
        """
        found = np.zeros((len(like), self.past.offered.shape[1]))
        for row, (weekday, end) in enumerate(
            zip(like, self.count(like, before), strict=True)
        ):
            begin = max(end - weeks, 0)
            total = self._sums[weekday][end] - self._sums[weekday][begin]
            count = self._counts[weekday][end] - self._counts[weekday][begin]
            found[row] = total / np.maximum(count, 1.0)
        return found

    def features(self, days: Days, before: Index) -> tuple[Floats, Floats]:
        """
        Describe intervals as they were seen before some day.

        Parameters
        ----------
        days : Days
            To describe, H of them.
        before : ndarray of int64, shape (H,)
            Index of the first day that was not known.

        Returns
        -------
        features : ndarray of float64, shape (H, S, F)
            Slot, weekday, day of the month and days left in it, level of the last
            days, of the very last, lead, covariates, the newer weeks over the base, the
            last one over it, and its logarithm.
        base : ndarray of float64, shape (H, S)
            Mean of the last eight same weekdays.
        """
        base = self.base(days.like, before)
        floor = np.maximum(base, 1.0)
        slots = np.broadcast_to(np.arange(base.shape[1], dtype=np.float64), base.shape)
        month = days.dates.astype("datetime64[M]")
        of_day = [
            days.like,
            (days.dates - month.astype("datetime64[D]")).astype(np.int64),
            ((month + 1).astype("datetime64[D]") - days.dates).astype(np.int64),
            *self._levels(before),
            days.leads,
            *days.covariates.T,
        ]
        columns = [
            slots,
            *(np.broadcast_to(values[:, None], base.shape) for values in of_day),
            self.base(days.like, before, _NEWER_WEEKS) / floor,
            self.base(days.like, before, 1) / floor,
            np.log1p(base),
        ]
        return np.stack(columns, axis=2).astype(np.float64), base

    def _ratios(self) -> tuple[Index, Floats]:
        """Days with a base of their own, and the running sum of their ratios to it."""
        past, days = self.past, self.past.days
        base = np.where(past.known[days], self.base(past.weekdays[days], days), 0.0)
        total = base.sum(axis=1)
        judged = (total > 0) & (self.count(past.weekdays[days], days) >= _FEWEST)
        ratio = past.totals[days[judged]] / total[judged]
        return days[judged], np.concatenate(([0.0], np.cumsum(ratio)))

    def _levels(self, before: Index) -> tuple[Floats, Floats]:
        """Mean ratio of the last five judged days, and of the last one; else 1."""
        end = np.searchsorted(self._judged, before)
        found = []
        for count in (_LEVEL_DAYS, 1):
            begin = np.maximum(end - count, 0)
            total = self._level[end] - self._level[begin]
            mean = total / np.maximum(end - begin, 1)
            found.append(np.where(end > 0, mean, 1.0))
        return found[0], found[1]


def _running(values: Floats) -> Floats:
    """Add up the first 0, 1, ... rows, shape (n + 1, S)."""
    return np.pad(np.cumsum(values, axis=0), ((1, 0), (0, 0)))
