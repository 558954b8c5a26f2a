"""What special days do to a queue: which weekdays they are like, and how busy they are.

A holiday is rarely just a Sunday. It is taken for a blend of its own weekday, the day
of rest and the eve of that, and then multiplied; both are learnt from past ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.rest_day import rest_days
from forecasting.almanac.special_days import HOLIDAY, name_class, same_name
from forecasting.base import WEEK, median_known

if TYPE_CHECKING:
    from forecasting.almanac.special_days import SpecialDay
    from forecasting.base import Flags, Floats, QueueHistory

# What a special day is thought to be like (own weekday, day of rest, eve of that)
# before any was seen: a holiday may matter to a queue or not.
_PRIOR = {
    HOLIDAY: (0.45, 0.5, 0.05),
    "eve": (0.6, 0.05, 0.35),
    "bridge": (0.6, 0.35, 0.05),
}
_STEPS = 4
# Being off by this share of the own weekday makes a blend e times less likely.
_TOLERANCE = 0.1
# A day of another class tells half of what one of the same class does.
_OTHER_CLASS = 0.5
# A class may hold days that are unlike: its blend is not believed of each entirely.
_OF_CLASS = 0.8
# A ratio is believed once so many days speak for it; until then it leans on 1.
_PRIOR_DAYS = 2.0
_PRIOR_VARIANCE = 0.25**2
_SMALLEST, _LARGEST = 0.03, 4.0
_SMALLEST_SHARE = 0.1
# Fewer contacts than this share of what was expected: the queue was closed.
_CLOSED_SHARE = 0.01
_DAYS_AROUND = 42


@dataclass(frozen=True, kw_only=True)
class HolidayEffect:
    """
    What the special days of a queue's history showed.

    Attributes
    ----------
    rest : tuple of int
        Day of rest and its eve, as far as the queue opens on them; Monday 0.
    names : tuple of str, length n
        The past special days, without those that tell nothing.
    closed : ndarray of bool, shape (n,)
        Whether the queue was closed.
    totals : ndarray of float64, shape (n, 1 + K)
        Day total, then those of the K days it may be like: own weekday, then `rest`.
    away : ndarray of float64, shape (n, B)
        How far each blend (of `blends`) lies from the day, as a share of its own
        weekday: sum of the absolute differences of all slots.
    """

    rest: tuple[int, ...]
    names: tuple[str, ...]
    closed: Flags
    totals: Floats
    away: Floats

    def is_closed(self, name: str) -> bool:
        """Whether most past ones were, those of the same name before its class."""
        same = self._same(name)
        told = self.closed[same if same.any() else self._alike(name)]
        return 2 * int(np.count_nonzero(told)) > len(told)

    def shares(self, name: str) -> Floats:
        """
        Parts of a special day's blend: own weekday, then each of `rest`.

        Every blend is weighted with how well it would have explained the past special
        days, those of the same class and name before all others.

        Returns
        -------
        ndarray of float64, shape (K,)
            Sums up to 1; parts below a tenth are left out.
        """
        if name_class(name) == HOLIDAY and self.closed.all():
            # Nothing is known: a holiday is a day of rest.
            return np.eye(1 + len(self.rest))[min(1, len(self.rest))]
        blends = _blends(1 + len(self.rest))
        prior = _prior(name_class(name), blends)
        alike = np.where(self._alike(name), 1.0, _OTHER_CLASS) * ~self.closed
        of_class = _posterior(prior, alike @ self.away)
        leaning = _OF_CLASS * of_class + (1 - _OF_CLASS) * prior
        same = (self._same(name) & ~self.closed).astype(np.float64)
        shares = _posterior(leaning, same @ self.away) @ blends
        shares[shares < _SMALLEST_SHARE] = 0.0
        return np.asarray(shares / shares.sum())

    def ratio(self, name: str) -> float:
        """
        Volume over that of the blend.

        Days of the same name lean on those of the class, these on all special days,
        each over its own blend, and all on 1.
        """
        alike, same = self._alike(name), self._same(name) & ~self.closed
        weights = np.where(alike, 1.0, _OTHER_CLASS) * ~self.closed
        ratios = np.where(alike, self._over(self.shares(name)), self._over_own)
        # A mean of logarithms: one holiday that was a working day moves it less.
        sizes = np.log(ratios)
        return float(np.exp(_leaning(sizes, same, _leaning(sizes, weights, 0.0))))

    @cached_property
    def variance(self) -> float:
        """Relative variance of a special day's volume around its forecast."""
        ratio = {name: self.ratio(name) for name in set(self.names)}
        expected = np.array([ratio[name] for name in self.names])
        squares = (self._over_own / expected - 1)[~self.closed] ** 2
        return _leaning(squares, np.ones(len(squares)), _PRIOR_VARIANCE)

    @cached_property
    def _over_own(self) -> Floats:
        """Volume of each past day over that of its own blend, shape (n,)."""
        over = {name: self._over(self.shares(name)) for name in set(self.names)}
        return np.array([over[name][day] for day, name in enumerate(self.names)])

    def _over(self, shares: Floats) -> Floats:
        """Volume of each past day over that of a blend, shape (n,)."""
        expected = np.maximum(self.totals[:, 1:] @ shares, 1e-9)
        return np.clip(self.totals[:, 0] / expected, _SMALLEST, _LARGEST)

    def _same(self, name: str) -> Flags:
        known = same_name(name)
        return np.array([same_name(other) == known for other in self.names], np.bool_)

    def _alike(self, name: str) -> Flags:
        wanted = name_class(name)
        return np.array([name_class(day) == wanted for day in self.names], np.bool_)


def _blends(count: int) -> Floats:
    """Every blend of some days in steps of a quarter, shape (B, K)."""
    steps = product(range(_STEPS + 1), repeat=count)
    return np.array([parts for parts in steps if sum(parts) == _STEPS]) / _STEPS


def _prior(name_class_: str, blends: Floats) -> Floats:
    """How likely each blend is before any special day was seen, shape (B,)."""
    belief = np.array(_PRIOR[name_class_])[: blends.shape[1]]
    likely = np.exp(blends @ np.log(belief))
    return np.asarray(likely / likely.sum())


def _posterior(prior: Floats, away: Floats) -> Floats:
    likely = prior * np.exp(-(away - away.min()) / _TOLERANCE)
    return np.asarray(likely / likely.sum())


def _leaning(values: Floats, weights: Floats | Flags, on: float) -> float:
    total = float(weights @ values) + _PRIOR_DAYS * on
    return total / (float(weights.sum()) + _PRIOR_DAYS)


def learn_holiday_effect(
    history: QueueHistory,
    offered: Floats,
    normal: Floats,
    opening: Flags,
    special: dict[np.datetime64, SpecialDay],
) -> HolidayEffect:
    """
    Compare past special days without any further kind with the weeks around them.

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    offered : ndarray of float64, shape (7 W, S)
        Its contacts at the level of the present season.
    normal : ndarray of float64, shape (7 W, S)
        The same on normal days; NaN elsewhere.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    special : dict of datetime64[D] to SpecialDay
        Special days of the queue.

    Returns
    -------
    HolidayEffect
    """
    weekdays = history.weekdays
    rest = rest_days(normal, weekdays, opening)
    names, actual, like = [], [], []
    for day in np.flatnonzero(_counts(history, opening, special)):
        around = slice(max(day - _DAYS_AROUND, 0), day + _DAYS_AROUND + 1)
        usual = [
            median_known(normal[around][weekdays[around] == weekday])
            for weekday in (int(weekdays[day]), *rest)
        ]
        if np.nansum(usual, axis=1).min() > 0:
            names.append(special[history.dates[day]].name)
            actual.append(offered[day])
            like.append(usual)
    slots = offered.shape[1]
    return _effect(
        rest,
        tuple(names),
        np.nan_to_num(np.array(actual).reshape(-1, slots)),
        np.nan_to_num(np.array(like).reshape(-1, 1 + len(rest), slots)),
    )


def _effect(
    rest: tuple[int, ...], names: tuple[str, ...], actual: Floats, like: Floats
) -> HolidayEffect:
    """Compare days, shape (n, S), with those that they may be like, (n, K, S)."""
    total, expected = actual.sum(axis=1), like.sum(axis=2)
    blended = _blends(1 + len(rest)) @ like
    away = np.abs(actual[:, None] - blended).sum(axis=2)
    return HolidayEffect(
        rest=rest,
        names=names,
        closed=total < _CLOSED_SHARE * expected.min(axis=1),
        totals=np.column_stack([total, expected]),
        away=away / np.maximum(expected[:, :1], 1e-9),
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
