"""When customers may be called: the law's windows, and a house's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.intervals import DAY_MINUTES, minute_of_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd
    from numpy.typing import NDArray

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWindow:
    """
    A stretch of a weekday in which customers may be called.

    Attributes
    ----------
    weekday : int
        Monday 0 to Sunday 6.
    opens, closes : int
        Minutes since local midnight, half-open; 1440 is the end of the day.
    on_holidays : bool
        Whether it holds on public holidays too.
    """

    weekday: int
    opens: int
    closes: int
    on_holidays: bool = False

    def __post_init__(self) -> None:
        if self.weekday not in range(_WEEK):
            raise ParameterError(
                "weekday", self.weekday, "from 0, Monday, to 6, Sunday"
            )
        if not 0 <= self.opens < self.closes <= DAY_MINUTES:
            raise ParameterError(
                "contact window",
                f"{_clock(self.opens)}-{_clock(self.closes)}",
                "within one day, its end after its beginning",
            )

    def __str__(self) -> str:
        days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        span = f"{days[self.weekday]} {_clock(self.opens)}-{_clock(self.closes)}"
        return f"{span} and holidays" if self.on_holidays else span


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLaw:
    """
    A country's rule on when customers may be called.

    Attributes
    ----------
    country : str
        ISO 3166 two-letter code.
    valid_from : date
        First day on which it holds.
    windows : tuple of ContactWindow
        Outside them nobody may be called.
    source : str
        Law and article.
    note : str
        Whom it binds, and what is unconfirmed.
    """

    country: str
    valid_from: date
    windows: tuple[ContactWindow, ...]
    source: str
    note: str = ""


def windows_of(
    weekdays: Iterable[int], opens: int, closes: int, *, on_holidays: bool = False
) -> tuple[ContactWindow, ...]:
    """
    Make the same window on several weekdays.

    Parameters
    ----------
    weekdays : iterable of int
        Monday 0 to Sunday 6.
    opens, closes : int
        Minutes since local midnight.
    on_holidays : bool
        Whether it holds on public holidays too.

    Returns
    -------
    tuple of ContactWindow

    Raises
    ------
    ParameterError
        If a window is impossible.
    """
    return tuple(
        ContactWindow(weekday=day, opens=opens, closes=closes, on_holidays=on_holidays)
        for day in weekdays
    )


AT_ANY_TIME = windows_of(range(_WEEK), 0, DAY_MINUTES, on_holidays=True)

CONTACT_LAWS = (
    ContactLaw(
        country="CO",
        valid_from=date(2023, 10, 10),
        windows=(*windows_of(range(5), 7 * 60, 19 * 60), *windows_of([5], 480, 900)),
        source="Ley 2300 de 2023, art. 3",
        note=(
            "collection and commercial contacts; hours as reported by the press, the "
            "number of the article and the first day unconfirmed"
        ),
    ),
)


def contact_law(country: str | None, day: date) -> ContactLaw | None:
    """
    Rule in force on a day.

    Parameters
    ----------
    country : str or None
        ISO 3166 two-letter code, or none.
    day : date
        Of the contact.

    Returns
    -------
    ContactLaw or None
        None where no rule is known.
    """
    held = [
        law
        for law in CONTACT_LAWS
        if country is not None
        and law.country == country.upper()
        and law.valid_from <= day
    ]
    return max(held, key=lambda law: law.valid_from, default=None)


def allowed(
    starts: pd.Series,
    interval: int,
    windows: Iterable[ContactWindow],
    holidays: Collection[date] = (),
) -> NDArray[np.bool_]:
    """
    Tell in which intervals customers may be called from beginning to end.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Interval starts in the customers' zone.
    interval : int
        Interval length in minutes.
    windows : iterable of ContactWindow
        When customers may be called; windows of one day that touch do not join.
    holidays : collection of date
        Public holidays, as `wfm.holidays.public_holidays` gives them.

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    A Saturday's last half-hours under the Colombian law:

    >>> import pandas as pd
    >>> starts = pd.Series(pd.date_range("2026-11-28 14:00", periods=3, freq="30min"))
    >>> windows = contact_law("CO", date(2026, 11, 28)).windows
    >>> allowed(starts.dt.tz_localize("America/Bogota"), 30, windows).tolist()
    [True, True, False]
    """
    minutes, weekdays = minute_of_day(starts), starts.dt.day_of_week.to_numpy()
    free = starts.dt.date.isin(set(holidays)).to_numpy(dtype=bool)
    result = np.zeros(len(starts), dtype=bool)
    for window in windows:
        within = (minutes >= window.opens) & (minutes + interval <= window.closes)
        result |= (weekdays == window.weekday) & within & (window.on_holidays | ~free)
    return result


def allowed_by_law(
    starts: pd.Series,
    interval: int,
    country: str | None,
    holidays: Collection[date] = (),
) -> NDArray[np.bool_]:
    """
    Tell in which intervals the law of a country lets customers be called.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Interval starts in the customers' zone.
    interval : int
        Interval length in minutes.
    country : str or None
        ISO 3166 two-letter code, or none.
    holidays : collection of date
        Public holidays.

    Returns
    -------
    ndarray of bool, shape (n,)
        True wherever no rule is known.
    """
    result = np.ones(len(starts), dtype=bool)
    days = starts.dt.date
    for day in days.unique():
        law, of_day = contact_law(country, day), (days == day).to_numpy()
        if law is not None:
            result[of_day] = allowed(starts[of_day], interval, law.windows, holidays)
    return result


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
