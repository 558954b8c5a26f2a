"""What a minute of work costs: night, rest days and holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.labour.clock import SUNDAY, ClockTimes, clock_times

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from wfm.labour.rules import RuleBook


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
        At least 0; the regime of successive shifts does not earn it.
    """
    times = clock_times(starts, book)
    rest = rest_time(times, times.value("rest_weekday"))
    return times.value("night_surcharge") * times.night + rest_surcharge(times, rest)


def rest_time(times: ClockTimes, weekday: NDArray[np.float64]) -> NDArray[np.bool_]:
    """
    Whether moments lie on a public holiday or on the weekly rest day.

    Parameters
    ----------
    times : ClockTimes
        Moments, shape (n,).
    weekday : ndarray of float64, shape (n,)
        The rest day of who works then, Monday 0 to Sunday 6; 7 for none.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    return times.holiday | (times.weekday == weekday)


def rest_surcharge(times: ClockTimes, rest: NDArray[np.bool_]) -> NDArray[np.float64]:
    """
    Extra pay for the day, as a share of the ordinary hour; a holiday counts once.

    Parameters
    ----------
    times : ClockTimes
        Moments, shape (n,).
    rest : ndarray of bool, shape (n,)
        Whether each is rest time.

    Returns
    -------
    ndarray of float64, shape (n,)
    """
    plain_sunday = (times.weekday == SUNDAY) & ~rest
    return (
        times.value("rest_day_surcharge") * rest
        + times.value("sunday_surcharge") * plain_sunday
    )
