"""What a method learns from, and the days it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from forecasting.base import WEEK, Dates, Flags, Floats, weekdays

Index = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Past:
    """
    The normal days of one queue, in whole weeks.

    Attributes
    ----------
    dates : ndarray of datetime64[D], shape (7 W,)
        Consecutive calendar days; the last is the one before the forecast was made.
    offered : ndarray of float64, shape (7 W, S)
        Contacts; NaN where closed, not recorded or not normal. At least one value.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    covariates : ndarray of float64, shape (7 W, C)
        What is known of each date beside its weekday, 0 where nothing is.
    names : tuple of str
        What each covariate is, for explanations.
    """

    dates: Dates
    offered: Floats
    opening: Flags
    covariates: Floats
    names: tuple[str, ...]

    @cached_property
    def weekdays(self) -> Index:
        """Weekday of each date, Monday 0, shape (7 W,)."""
        return weekdays(self.dates)

    @cached_property
    def known(self) -> Flags:
        """Cells that hold a value, shape (7 W, S)."""
        return np.isfinite(self.offered)

    @cached_property
    def totals(self) -> Floats:
        """Contacts recorded on each day, shape (7 W,)."""
        return np.where(self.known, self.offered, 0.0).sum(axis=1)

    @cached_property
    def days(self) -> Index:
        """Days with a value, ascending, shape (n,)."""
        return np.flatnonzero(self.known.any(axis=1))

    @cached_property
    def open_weekdays(self) -> Flags:
        """Weekdays on which the queue opens, Monday first, shape (7,)."""
        return np.asarray(self.opening.any(axis=1))

    @property
    def weeks(self) -> float:
        """Weeks' worth of days with a value, by the weekdays on which it opens."""
        return len(self.days) / max(int(self.open_weekdays.sum()), 1)

    @property
    def last(self) -> int:
        """Last day with a value."""
        return int(self.days[-1])

    def working_days(self, dates: Dates) -> Index:
        """
        Count the working weekdays from the first date to each of `dates`.

        Deviations of the level fade over days of work: a closed Sunday takes nothing
        away from what Saturday tells about Monday.

        Parameters
        ----------
        dates : ndarray of datetime64[D], shape (n,)
            Calendar days, also ones after the history.
        """
        elapsed = (dates - self.dates[0]).astype(np.int64)
        weeks, rest = np.divmod(elapsed, WEEK)
        opens = np.roll(self.open_weekdays, -int(self.weekdays[0])).astype(np.int64)
        if not opens.any():
            return elapsed
        inside = np.concatenate(([0], np.cumsum(opens)))
        return weeks * inside[WEEK] + inside[rest + 1]

    def until(self, day: int) -> Past:
        """
        Give the part before a day, in whole weeks.

        Parameters
        ----------
        day : int
            Index into `dates`; the days before it are kept, except up to six at the
            beginning.
        """
        return self._part(slice(day % WEEK, day))

    def recent(self, weeks: int) -> Past:
        """Give the last weeks."""
        return self._part(slice(-weeks * WEEK, None))

    def _part(self, kept: slice) -> Past:
        return replace(
            self,
            dates=self.dates[kept],
            offered=self.offered[kept],
            covariates=self.covariates[kept],
        )

    def ahead(self, dates: Dates, like: Index, covariates: Floats) -> Days:
        """
        Describe days to come.

        Parameters
        ----------
        dates : ndarray of datetime64[D], shape (H,)
            After the last day with a value.
        like : ndarray of int64, shape (H,)
            Weekday whose profile each day follows.
        covariates : ndarray of float64, shape (H, C)
            As in `covariates`.
        """
        last = self.dates[[self.last]]
        steps = self.working_days(dates) - self.working_days(last)
        return Days(
            dates=dates,
            like=like,
            covariates=covariates,
            leads=np.maximum((dates - last).astype(np.int64), 1),
            steps=np.maximum(steps, 1),
        )

    def following(self, day: int, count: int) -> Days:
        """Describe `count` days of this past from `day` on, as seen before them."""
        kept = slice(day, day + count)
        return self.until(day).ahead(
            self.dates[kept], self.weekdays[kept], self.covariates[kept]
        )

    def seen_from(self, days: Index, lead: int) -> Days:
        """Describe past days as they looked `lead` days ahead."""
        return Days(
            dates=self.dates[days],
            like=self.weekdays[days],
            covariates=self.covariates[days],
            leads=np.full(len(days), lead),
            steps=np.full(len(days), lead),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """
    Days to be forecast.

    Attributes
    ----------
    dates : ndarray of datetime64[D], shape (H,)
        Calendar days.
    like : ndarray of int64, shape (H,)
        Weekday whose profile each follows, Monday 0.
    covariates : ndarray of float64, shape (H, C)
        What is known of each date beside its weekday.
    leads : ndarray of int64, shape (H,)
        Calendar days since the last day with a value, at least 1.
    steps : ndarray of int64, shape (H,)
        The same in days of work, at least 1.
    """

    dates: Dates
    like: Index
    covariates: Floats
    leads: Index
    steps: Index

    def treated(self, rows: Index, like: Index) -> Days:
        """
        Give some of these days, each as the weekday it is to follow.

        Parameters
        ----------
        rows : ndarray of int64, shape (n,)
            Which days, repeats allowed.
        like : ndarray of int64, shape (n,)
            Weekday of each, Monday 0.
        """
        return Days(
            dates=self.dates[rows],
            like=like,
            covariates=self.covariates[rows],
            leads=self.leads[rows],
            steps=self.steps[rows],
        )
