"""Working days one after the other without gaps, for methods that need a time series.

Closed weekdays and slots that never open are left out, so that a day and a week have
always the same length. Days and cells without a value take the recent mean of their
weekday and slot.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import Floats, by_day, by_weekday
from forecasting.models.profiles import filled_profile, weekly_means
from forecasting.models.scale import root

if TYPE_CHECKING:
    from forecasting.past import Days, Index, Past

_HALF_LIFE_WEEKS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularDays:
    """
    Whole weeks of working days up to the last one known.

    Attributes
    ----------
    contacts : ndarray of float64, shape (n, K)
        Contacts of each working day, without gaps; 0 where closed on that weekday. A
        multiple of the working week; none where the history is shorter than that.
    weekdays : ndarray of int64, shape (w,)
        The working week, Monday first.
    slots : ndarray of int64, shape (K,)
        Slots that open on some weekday.
    last : int
        Place in the working week of the last day.
    length : int
        Slots of a whole day, S.
    """

    contacts: Floats
    weekdays: Index
    slots: Index
    last: int
    length: int

    @property
    def weeks(self) -> int:
        """Working weeks of history."""
        return len(self.contacts) // len(self.weekdays)

    @property
    def day(self) -> int:
        """Steps of a day."""
        return len(self.slots)

    @property
    def week(self) -> int:
        """Steps of a working week."""
        return len(self.slots) * len(self.weekdays)

    def ahead(self, days: Days) -> Index:
        """
        Count the working days from the last one to each day to come, shape (H,).

        A day that is like another weekday is taken as the next one of that weekday.
        """
        week = len(self.weekdays)
        place = np.searchsorted(self.weekdays, days.like)
        return days.steps + (place - self.last - days.steps) % week

    def in_slots(self, values: Floats) -> Floats:
        """Give days the slots that never open, 0 there: (..., K) to (..., S)."""
        whole = np.zeros((*values.shape[:-1], self.length))
        whole[..., self.slots] = values
        return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularFit(ABC):
    """
    A time series fitted to one queue, which goes on from its last known step.

    Attributes
    ----------
    days : RegularDays
        The past.
    """

    days: RegularDays

    @abstractmethod
    def path(self, ahead: int, today: Floats) -> Floats:
        """
        Go on over the working days to come.

        Parameters
        ----------
        ahead : int
            How many, at least 1.
        today : ndarray of float64, shape (K,)
            Roots of the last of them as far as they are known; NaN elsewhere.

        Returns
        -------
        ndarray of float64, shape (ahead, K)
            Mean contacts.
        """

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        ahead = self.days.ahead(days)
        nothing = np.full(self.days.day, np.nan)
        return self.days.in_slots(self.path(int(ahead.max()), nothing)[ahead - 1])

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        ahead = int(self.days.ahead(days)[0])
        path = self.path(ahead, root(seen[self.days.slots]))
        return self.days.in_slots(path[-1])


def regular_days(past: Past, weeks: int) -> RegularDays:
    """
    Lay the last weeks of a history out as a regular series.

    Parameters
    ----------
    past : Past
        Any.
    weeks : int
        Working weeks to keep at most.
    """
    first = int(past.weekdays[0])
    grid = by_weekday(past.offered, first)
    means = weekly_means(grid, _HALF_LIFE_WEEKS).mean
    usual = filled_profile(np.where(past.opening, means[-1], np.nan))
    usual = np.where(np.isfinite(means), means, usual)
    filled = np.where(np.isfinite(grid), grid, usual)
    contacts = by_day(np.where(past.opening, filled, 0.0), first)
    days = np.arange(past.days[0], past.last + 1)
    days = days[past.open_weekdays[past.weekdays[days]]]
    working = np.flatnonzero(past.open_weekdays)
    kept = min(len(days) // len(working), weeks) * len(working)
    slots = np.flatnonzero(past.opening.any(axis=0))
    return RegularDays(
        contacts=contacts[days[len(days) - kept :]][:, slots],
        weekdays=working,
        slots=slots,
        last=int(np.searchsorted(working, past.weekdays[past.last])),
        length=past.offered.shape[1],
    )
