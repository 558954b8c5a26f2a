"""The handle times of one queue: what was learnt, and what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, by_weekday
from forecasting.handle_time.level import levels, local_levels
from forecasting.handle_time.noise import HandleNoise, learn_noise
from forecasting.handle_time.pattern import PRIOR_CONTACTS, weekly_pattern
from forecasting.history.opening import RECENT_WEEKS

if TYPE_CHECKING:
    from forecasting.base import Dates, Floats, QueueHistory
    from forecasting.handle_time.learning import Learning
    from forecasting.past import Index

_ROUNDS = 3
# Before anything is learnt, only what is ten times the median is pulled in.
_FIRST_REACH = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleTimes:
    """
    Handle times of one queue.

    Attributes
    ----------
    pattern : ndarray of float64, shape (7, S)
        Seconds by weekday and slot, Monday first; NaN throughout where no handle time
        is known.
    ratio : ndarray of float64, shape (D,)
        Handle time of each day of the last twelve weeks over the pattern, outliers
        pulled in; 1 on days without contacts.
    contacts : ndarray of float64, shape (D,)
        Handled contacts behind each.
    levels : ndarray of float64, shape (D,)
        Level as known at the end of each day.
    noise : HandleNoise
        How far intervals and days stray.
    learning : Learning or None
        New agents; the rest is the handle time of experienced ones.
    """

    pattern: Floats
    ratio: Floats
    contacts: Floats
    levels: Floats
    noise: HandleNoise
    learning: Learning | None = None

    @property
    def level(self) -> float:
        """What the pattern is multiplied with from now on."""
        return float(self.levels[-1])

    def ahead(self, dates: Dates, like: Index) -> Floats:
        """
        Handle time of days to come.

        Parameters
        ----------
        dates : ndarray of datetime64[D], shape (H,)
            After the history.
        like : ndarray of int64, shape (H,)
            Weekday whose pattern each follows, Monday 0.

        Returns
        -------
        ndarray of float64, shape (H, S)
            Seconds; NaN throughout where no handle time is known.
        """
        factor = 1.0 if self.learning is None else self.learning.factor(dates)[:, None]
        return self.pattern[like] * self.level * factor


def fit_handle_times(
    history: QueueHistory, learning: Learning | None = None
) -> HandleTimes:
    """
    Learn a queue's handle times from its last twelve weeks.

    Parameters
    ----------
    history : QueueHistory
        Contacts handled are the answered, else the offered.
    learning : Learning, optional
        New agents, past and to come: what they add is taken out of the history and put
        into the days ahead.

    Returns
    -------
    HandleTimes
    """
    contacts = np.where(np.isfinite(history.aht_s), history.handled, 0.0)
    contacts = np.nan_to_num(contacts)
    days = np.flatnonzero(contacts.sum(axis=1) > 0)
    if not len(days):
        return _unknown(contacts.shape[1], learning)
    begin = max(days[-1] + 1 - WEEK * RECENT_WEEKS, 0) // WEEK * WEEK
    contacts, aht_s = contacts[begin:], history.aht_s[begin:]
    if learning is not None:
        aht_s = aht_s / learning.factor(history.dates[begin:])[:, None]
    weekdays = history.weekdays[begin:]
    median = _median(aht_s[contacts > 0], contacts[contacts > 0])
    kept = np.clip(np.nan_to_num(aht_s), median / _FIRST_REACH, median * _FIRST_REACH)
    local, noise = np.ones(len(contacts)), HandleNoise()
    for _ in range(_ROUNDS):
        pattern = _pattern(contacts, kept / local[:, None], int(weekdays[0]), noise)
        usual = pattern[weekdays]
        ratio = _ratio(contacts, kept, usual)
        of_day = contacts.sum(axis=1)
        local = local_levels(ratio, of_day, PRIOR_CONTACTS * noise.contact)
        expected = usual * local[:, None]
        kept = noise.winsorised(np.nan_to_num(aht_s), expected, contacts)
        noise = learn_noise(kept / expected, contacts)
    ratio = _ratio(contacts, kept, usual)
    return HandleTimes(
        pattern=pattern,
        ratio=ratio,
        contacts=of_day,
        levels=levels(ratio, of_day, noise),
        noise=noise,
        learning=learning,
    )


def _unknown(slots: int, learning: Learning | None) -> HandleTimes:
    return HandleTimes(
        pattern=np.full((WEEK, slots), np.nan),
        ratio=np.ones(1),
        contacts=np.zeros(1),
        levels=np.ones(1),
        noise=HandleNoise(),
        learning=learning,
    )


def _pattern(contacts: Floats, aht_s: Floats, first: int, noise: HandleNoise) -> Floats:
    handled, seconds = (
        by_weekday(values, first).sum(axis=0) for values in (contacts, contacts * aht_s)
    )
    return weekly_pattern(handled, seconds, noise.contact)


def _ratio(contacts: Floats, aht_s: Floats, usual: Floats) -> Floats:
    """Handle time of each day over what is usual for its contacts, shape (D,)."""
    expected = (contacts * usual).sum(axis=1)
    return np.divide(
        (contacts * aht_s).sum(axis=1),
        expected,
        out=np.ones(len(expected)),
        where=expected > 0,
    )


def _median(values: Floats, weights: Floats) -> float:
    """Weighted median."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])


def handle_time_profile(history: QueueHistory) -> Floats:
    """Handle time by weekday and slot at the present level, shape (7, S), seconds."""
    times = fit_handle_times(history)
    return times.pattern * times.level
