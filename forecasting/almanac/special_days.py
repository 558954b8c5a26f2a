"""One row of the calendar: a day that does not follow its weekday, or an event."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.base import DAY_MINUTES, WEEK

HOLIDAY, CLOSED = "holiday", "closed"
# Events do not replace the day: they multiply what it would bring anyway.
PAYDAY, BILLING, CAMPAIGN = "payday", "billing", "campaign"
EVENTS = (PAYDAY, BILLING, CAMPAIGN)
# A campaign whose half-life is not given.
HALF_LIFE_DAYS = 3.0

_CLASSES = {
    "eve": ("eve", "víspera", "vispera", "vísperas", "visperas", "nochebuena", "erev"),
    "bridge": ("bridge", "puente"),
}
# How calendars mark a holiday that is kept on another day than its own.
_MOVED = re.compile(r"\s*\([^()]*(observ|traslad|substitu|in lieu)[^()]*\)")
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """
    A day that does not follow its weekday, or on which an event happens.

    Attributes
    ----------
    date : datetime64[D]
        Calendar day.
    name : str
        What happens; the same name on another date is the same thing.
    kind : str
        ``holiday``, ``closed``, ``like_weekday``, ``factor``, ``analog``, ``half_day``,
        or one of ``EVENTS``.
    weekday : int or None
        For ``like_weekday``: Monday 0.
    factor : float or None
        For ``factor`` and ``campaign``: what the day's usual volume is multiplied with.
    analog : datetime64[D] or None
        For ``analog``: the past day that it repeats.
    hours : tuple of int or None
        For ``half_day``: minutes of the day at which it opens and closes.
    half_life : float
        For ``campaign``: days after which half of its effect is left.
    """

    date: np.datetime64
    name: str
    kind: str = HOLIDAY
    weekday: int | None = None
    factor: float | None = None
    analog: np.datetime64 | None = None
    hours: tuple[int, int] | None = None
    half_life: float = HALF_LIFE_DAYS


def same_name(name: str) -> str:
    """
    Name by which a special day is known in every year.

    Calendars mark holidays that are kept on another day than their own, such as
    ``(observed)``; the mark is left out.
    """
    return _MOVED.sub("", name.casefold()).strip()


def name_class(name: str) -> str:
    """
    Sort a special day by its name: ``eve``, ``bridge`` or ``holiday``.

    An eve and a bridge day are no holidays themselves, and are learnt apart from them.
    """
    words = set(re.findall(r"\w+", name.casefold()))
    for found, marks in _CLASSES.items():
        if words & set(marks):
            return found
    return HOLIDAY


def read_special_day(
    date: pd.Timestamp, name: str, kind: str, value: str
) -> SpecialDay:
    """
    Understand one row of the user's list.

    Raises
    ------
    ValueError
        If the value does not suit the kind; the message says what must hold.
    """
    day, value = np.datetime64(date.date(), "D"), value.strip()
    if kind == "like_weekday":
        return SpecialDay(day, name, kind, weekday=_weekday(value))
    if kind == "factor":
        rule = "must be a factor of at least 0, like 1.25"
        return SpecialDay(day, name, kind, factor=_number(value, rule))
    if kind == "analog":
        return SpecialDay(day, name, kind, analog=_analog(value, day))
    if kind == "half_day":
        return SpecialDay(day, name, kind, hours=_hours(value))
    if kind == CAMPAIGN:
        factor, half_life = _campaign(value)
        return SpecialDay(day, name, kind, factor=factor, half_life=half_life)
    return SpecialDay(day, name, kind or HOLIDAY)


def _weekday(value: str) -> int:
    if value.removesuffix(".0") not in map(str, range(WEEK)):
        raise ValueError("must be a weekday from 0 (Monday) to 6 for like_weekday")
    return int(float(value))


def _number(value: str, rule: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise ValueError(rule) from None
    if not (np.isfinite(number) and number >= 0):
        raise ValueError(rule)
    return number


def _campaign(value: str) -> tuple[float, float]:
    rule = (
        "must be the factor of its first day, like 1.3, with the half-life in days if "
        "it is known, like 1.3/4"
    )
    factor, slash, days = value.partition("/")
    found = _number(factor, rule), _number(days, rule) if slash else HALF_LIFE_DAYS
    if min(found) <= 0:
        raise ValueError(rule)
    return found


def _hours(value: str) -> tuple[int, int]:
    found = _HOURS.fullmatch(value)
    numbers = tuple(map(int, found.groups())) if found else (0, 0, 0, 0)
    begin, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if not begin < end <= DAY_MINUTES:
        raise ValueError("must be opening hours like 08:00-13:00 for half_day")
    return begin, end


def _analog(value: str, day: np.datetime64) -> np.datetime64:
    found = pd.to_datetime(value[:10], format="%Y-%m-%d", errors="coerce")
    if pd.isna(found) or np.datetime64(found.date(), "D") >= day:
        raise ValueError("must be the date of an earlier day, like 2025-12-24")
    return np.datetime64(found.date(), "D")
