"""What holidays do to a queue: which day they are like, and what past ones showed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, median_known
from forecasting.calendars import HOLIDAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.base import Flags, Floats, QueueHistory
    from forecasting.calendars import SpecialDay

_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
# A Sunday this busy, beside a quieter Saturday, is a working day of that country.
_WORKING_SHARE = 0.8
# A ratio is believed once so many holidays speak for it; until then it leans on 1.
_PRIOR_DAYS = 2.0
_PRIOR_VARIANCE = 0.25**2
_SMALLEST, _LARGEST = 0.1, 4.0
# Fewer contacts than this share of what was expected: the queue was closed.
_CLOSED_SHARE = 0.05
_DAYS_AROUND = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayEffect:
    """
    What the holidays of a queue's history showed.

    Attributes
    ----------
    rest_day : int or None
        Weekday that holidays are like; None for their own.
    names : tuple of str
        The past holidays, without those that tell nothing.
    closed : ndarray of bool, shape (n,)
        Whether the queue was closed.
    usual : ndarray of float64, shape (n,)
        1 where it was nearer to its own weekday than to the day of rest, else 0.
    ratios : ndarray of float64, shape (n, 2)
        Day total over that of the day of rest, and over that of its own weekday.
    """

    rest_day: int | None
    names: tuple[str, ...]
    closed: Flags
    usual: Floats
    ratios: Floats

    def is_closed(self, name: str) -> bool:
        """Whether most past holidays were, those of the same name before all others."""
        same = self._same(name)
        told = self.closed[same] if same.any() else self.closed
        return 2 * int(np.count_nonzero(told)) > len(told)

    def weekday(self, name: str, own: int) -> int:
        """Weekday that a holiday on weekday `own` is like."""
        if self.rest_day is None or self._is_usual(name):
            return own
        return self.rest_day

    def ratio(self, name: str) -> float:
        """Volume over that of the weekday it is like."""
        return self._leaning(self.ratios[:, int(self._is_usual(name))], name, on=1.0)

    @property
    def variance(self) -> float:
        """Relative variance of a holiday's volume around its forecast."""
        ratios = np.where(self.usual > 0, self.ratios[:, 1], self.ratios[:, 0])
        ratios = ratios[~self.closed]
        squares = (ratios / _mean(ratios, 1.0) - 1) ** 2
        return _mean(squares, _PRIOR_VARIANCE)

    def _is_usual(self, name: str) -> bool:
        return self._leaning(self.usual, name, on=0.0) > 1 / 2

    def _leaning(self, values: Floats, name: str, on: float) -> float:
        """Mean of the holidays with that name, which leans on all, and all on `on`."""
        general = _mean(values[~self.closed], on)
        return _mean(values[~self.closed & self._same(name)], general)

    def _same(self, name: str) -> Flags:
        return np.array([other == name for other in self.names], dtype=np.bool_)


def _mean(values: Floats, prior: float) -> float:
    return float((values.sum() + _PRIOR_DAYS * prior) / (len(values) + _PRIOR_DAYS))


def learn_holiday_effect(
    history: QueueHistory,
    normal: Floats,
    opening: Flags,
    special: dict[np.datetime64, SpecialDay],
) -> HolidayEffect:
    """
    Compare past holidays with the six weeks around them.

    A holiday is like a Sunday if Sundays are open, else like a Saturday, else like its
    own weekday; it is also like its own weekday where most past ones were.

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    normal : ndarray of float64, shape (7 W, S)
        Contacts of normal days; NaN elsewhere.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    special : dict of datetime64[D] to SpecialDay
        Special days of the queue.

    Returns
    -------
    HolidayEffect
    """
    weekdays = history.weekdays
    rest = rest_day(normal, weekdays, opening)
    names, actual, like = [], [], []
    for day in np.flatnonzero(_counts(history, opening, special)):
        own = int(weekdays[day])
        around = slice(max(day - _DAYS_AROUND, 0), day + _DAYS_AROUND + 1)
        usual = [
            median_known(normal[around][weekdays[around] == weekday])
            for weekday in (own if rest is None else rest, own)
        ]
        if np.nansum(usual, axis=1).min() > 0:
            names.append(special[history.dates[day]].name)
            actual.append(history.offered[day])
            like.append(usual)
    slots = history.offered.shape[1]
    return _effect(
        rest,
        tuple(names),
        np.nan_to_num(np.array(actual).reshape(-1, 1, slots)),
        np.nan_to_num(np.array(like).reshape(-1, 2, slots)),
    )


def _effect(
    rest: int | None, names: tuple[str, ...], actual: Floats, like: Floats
) -> HolidayEffect:
    """Compare days, shape (n, 1, S), with the two that they may be like."""
    total, expected = actual.sum(axis=2), like.sum(axis=2)
    away = np.abs(actual - like).sum(axis=2)
    return HolidayEffect(
        rest_day=rest,
        names=names,
        closed=total[:, 0] < _CLOSED_SHARE * expected[:, 0],
        usual=(away[:, 1] < away[:, 0]).astype(np.float64),
        ratios=np.clip(total / expected, _SMALLEST, _LARGEST),
    )


def _counts(
    history: QueueHistory, opening: Flags, special: dict[np.datetime64, SpecialDay]
) -> Flags:
    """Holidays on which the queue would be open, in a stretch that was recorded."""
    holidays = [date for date, day in special.items() if day.kind == HOLIDAY]
    recorded = np.any(history.seen, axis=1)
    # A holiday without rows was closed, but one inside a gap tells nothing.
    near = np.convolve(recorded, np.ones(WEEK), mode="same") > 0
    inside = np.maximum.accumulate(recorded)
    inside &= np.maximum.accumulate(recorded[::-1])[::-1]
    named = np.isin(history.dates, np.array(holidays, dtype="datetime64[D]"))
    found: Flags = named & near & inside & np.any(opening, axis=1)[history.weekdays]
    return found


def rest_day(normal: Floats, weekdays: NDArray[np.int64], opening: Flags) -> int | None:
    """
    Weekday that holidays are like: Sunday if open, else Saturday, else none.

    Where Sunday is as busy as the working days and Saturday is not, Saturday is the
    day of rest.

    Parameters
    ----------
    normal : ndarray of float64, shape (D, S)
        Contacts of normal days; NaN elsewhere.
    weekdays : ndarray of int64, shape (D,)
        Monday 0.
    opening : ndarray of bool, shape (7, S)
        Open slots.
    """
    is_open = np.any(opening, axis=1)
    if not is_open[_SUNDAY]:
        return _SATURDAY if is_open[_SATURDAY] else None
    groups = (weekdays < _FRIDAY, weekdays == _SATURDAY, weekdays == _SUNDAY)
    working, saturday, sunday = (
        np.nansum(median_known(normal[group])) for group in groups
    )
    if is_open[_SATURDAY] and saturday < _WORKING_SHARE * working <= sunday:
        return _SATURDAY
    return _SUNDAY
