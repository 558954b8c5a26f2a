"""What a day to come is like: its weekday, its hours and what is special about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.special_days import CLOSED, HOLIDAY
from forecasting.base import DAY_MINUTES, weekdays

if TYPE_CHECKING:
    from forecasting.almanac.holiday_effect import HolidayEffect
    from forecasting.almanac.special_days import SpecialDay
    from forecasting.base import Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class DayType:
    """
    How one day of a queue is treated.

    Attributes
    ----------
    blend : tuple of (int, float)
        Weekdays whose profiles and hours hold, Monday 0, each with its share; the
        shares sum up to 1.
    factor : float
        What the blend of the profiles is multiplied with.
    variance : float
        Relative variance that comes with a special day.
    closed : bool
        Whether the queue does not open.
    analog : datetime64[D] or None
        Past day that it repeats.
    hours : tuple of int or None
        Minutes of the day at which a half day opens and closes.
    """

    blend: tuple[tuple[int, float], ...]
    factor: float = 1.0
    variance: float = 0.0
    closed: bool = False
    analog: np.datetime64 | None = None
    hours: tuple[int, int] | None = None

    @property
    def weekday(self) -> int:
        """Weekday that has the largest share."""
        return max(self.blend, key=lambda part: part[1])[0]

    def open_slots(self, opening: Flags) -> Flags:
        """
        Slots of the day in which the queue is open.

        Parameters
        ----------
        opening : ndarray of bool, shape (7, S)
            Open slots of the week, Monday first.

        Returns
        -------
        ndarray of bool, shape (S,)
        """
        slots = np.any(opening[[weekday for weekday, _ in self.blend]], axis=0)
        if self.closed:
            return np.zeros_like(slots)
        if self.hours is None:
            return np.asarray(slots)
        begin = np.arange(len(slots)) * (DAY_MINUTES // len(slots))
        inside = (begin >= self.hours[0]) & (begin < self.hours[1])
        return np.asarray(slots & inside)


def day_type(
    weekday: int, special: SpecialDay | None, effect: HolidayEffect, opening: Flags
) -> DayType:
    """
    Treat a day as its weekday, unless it is special.

    A holiday on a weekday that never opens stays closed.

    Parameters
    ----------
    weekday : int
        Of the day itself, Monday 0.
    special : SpecialDay or None
        What is special about it.
    effect : HolidayEffect
        What past special days of the queue showed.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.

    Returns
    -------
    DayType
    """
    if special is None:
        return DayType(blend=((weekday, 1.0),))
    if special.kind == HOLIDAY:
        return DayType(
            blend=_blend(weekday, special.name, effect),
            factor=effect.ratio(special.name),
            variance=effect.variance,
            closed=not opening[weekday].any() or effect.is_closed(special.name),
        )
    if special.analog is not None:
        weekday = int(weekdays(np.array([special.analog]))[0])
    weekday = weekday if special.weekday is None else special.weekday
    return DayType(
        blend=((weekday, 1.0),),
        factor=1.0 if special.factor is None else special.factor,
        closed=special.kind == CLOSED,
        analog=special.analog,
        hours=special.hours,
    )


def _blend(
    weekday: int, name: str, effect: HolidayEffect
) -> tuple[tuple[int, float], ...]:
    """Weekdays that a special day on `weekday` is like, with their shares."""
    found: dict[int, float] = {}
    for like, share in zip((weekday, *effect.rest), effect.shares(name), strict=True):
        if share > 0:
            found[like] = found.get(like, 0.0) + float(share)
    return tuple(found.items())
