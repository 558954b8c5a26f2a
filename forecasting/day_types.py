"""What a day to come is like: its weekday, its hours and what is special about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import weekdays
from forecasting.calendars import HOLIDAY

if TYPE_CHECKING:
    from forecasting.base import Flags
    from forecasting.calendars import SpecialDay
    from forecasting.holiday_effect import HolidayEffect


@dataclass(frozen=True, slots=True, kw_only=True)
class DayType:
    """
    How one day of a queue is treated.

    Attributes
    ----------
    weekday : int
        Weekday whose profile and hours hold, Monday 0.
    factor : float
        What the profile is multiplied with.
    variance : float
        Relative variance that comes with a special day.
    closed : bool
        Whether the queue does not open.
    analog : datetime64[D] or None
        Past day that it repeats.
    """

    weekday: int
    factor: float = 1.0
    variance: float = 0.0
    closed: bool = False
    analog: np.datetime64 | None = None


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
        What past holidays of the queue showed.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.

    Returns
    -------
    DayType
    """
    if special is None:
        return DayType(weekday=weekday)
    if special.kind == HOLIDAY:
        closed = not opening[weekday].any() or effect.is_closed(special.name)
        return DayType(
            weekday=effect.weekday(special.name, weekday),
            factor=effect.ratio(special.name),
            variance=effect.variance,
            closed=closed,
        )
    if special.analog is not None:
        weekday = int(weekdays(np.array([special.analog]))[0])
    return DayType(
        weekday=weekday if special.weekday is None else special.weekday,
        factor=1.0 if special.factor is None else special.factor,
        closed=special.kind == "closed",
        analog=special.analog,
    )
