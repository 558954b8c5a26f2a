"""What a minute of work costs: night, rest days and holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.holidays import public_holidays
from wfm.intervals import midnight, minute_of_day

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from wfm.labour.rules import RuleBook

_SUNDAY = 6


def surcharge(starts: pd.Series, book: RuleBook) -> NDArray[np.float64]:
    """
    Extra pay for ordinary work in each interval, as a share of the ordinary hour.

    A minute is judged by its own calendar date and clock, so a shift that crosses
    midnight into a holiday is paid as a holiday from midnight on. Percentages add.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Interval starts, local time.
    book : RuleBook
        Whose law, holidays and overrides hold.

    Returns
    -------
    ndarray of float64, shape (n,)
        At least 0; the successive-shift regime does not earn it (CST art. 161 c).
    """
    days = midnight(starts)
    minutes = minute_of_day(starts)
    holidays = public_holidays(book.country, days.dt.year.unique().tolist())
    extra = np.zeros(len(starts))
    for day in days.unique():
        law = book.on(day.date())
        rows = (days == day).to_numpy()
        start, end = law["night_start_minute"], law["night_end_minute"]
        night = (minutes >= start) | (minutes < end)
        rest = day.day_of_week == _SUNDAY or day.date() in holidays
        extra[rows] = law["night_surcharge"] * night[rows] + (
            law["rest_day_surcharge"] if rest else 0.0
        )
    return extra
