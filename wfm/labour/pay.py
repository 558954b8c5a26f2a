"""What a minute of work costs: night, rest days and holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.holidays import public_holidays
from wfm.intervals import midnight, minute_of_day
from wfm.labour import parameters_on

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

_SUNDAY = 6


def surcharge(starts: pd.Series, country: str | None) -> NDArray[np.float64]:
    """
    Extra pay for ordinary work in each interval, as a share of the ordinary hour.

    A minute is judged by its own calendar date and clock, so a shift that crosses
    midnight into a holiday is paid as a holiday from midnight on. Percentages add.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Interval starts, local time.
    country : str or None
        Whose law and holidays hold.

    Returns
    -------
    ndarray of float64, shape (n,)
        At least 0; the successive-shift regime does not earn it (CST art. 161 c).
    """
    days = midnight(starts)
    minutes = minute_of_day(starts)
    holidays = public_holidays(country, days.dt.year.unique().tolist())
    extra = np.zeros(len(starts))
    for day in days.unique():
        law = parameters_on(country, day.date())
        rows = (days == day).to_numpy()
        start, end = law["night_start_minute"].value, law["night_end_minute"].value
        night = (minutes >= start) | (minutes < end)
        rest = day.day_of_week == _SUNDAY or day.date() in holidays
        extra[rows] = law["night_surcharge"].value * night[rows] + (
            law["rest_day_surcharge"].value if rest else 0.0
        )
    return extra
