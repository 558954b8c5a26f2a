"""Centres whose truth is known: rates and handle times first, contacts by chance.

The rate is level x year x weekday x slot x events; what no forecast can know comes on
top: an effect of the day, one that lingers over its intervals, and Poisson chance.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from wfm.intervals import day_grid, midnight, minute_of_day

YEAR_DAYS = 365.25


@dataclass(frozen=True, kw_only=True)
class Centre:
    """What a queue is like; every part can be switched off or changed."""

    queue: str = "sales"
    first: str = "2025-01-06"  # a Monday
    weeks: int = 26
    interval: int = 30
    timezone: str = "America/Bogota"
    hours: tuple[float, float] = (8, 20)
    # Contacts of a mean interval, and the weekdays' shares of it, 0 where closed.
    base: float = 60.0
    weekdays: tuple[float, ...] = (1.25, 1.05, 1.0, 0.95, 1.05, 0.6, 0.4)
    # Relative size of a day's step of the level, and of the year's swing.
    level_sd: float = 0.0
    yearly: float = 0.0
    # From a date on, times a factor; a campaign's excess halves every so many days.
    shifts: tuple[tuple[str, float], ...] = ()
    holidays: tuple[str, ...] = ()
    campaigns: tuple[tuple[str, float, float], ...] = ()
    # Silence from a time on for so many intervals; half of it calls again after it.
    outages: tuple[tuple[str, int], ...] = ()
    day_sd: float = 0.07
    day_persistence: float = 0.6
    slot_sd: float = 0.05
    slot_persistence: float = 0.6
    aht_s: float = 300.0
    # Relative change a day (tenure), a shift from a date on, chance of a day, and the
    # squared coefficient of variation of one contact.
    aht_drift: float = 0.0
    aht_shifts: tuple[tuple[str, float], ...] = ()
    aht_day_sd: float = 0.03
    aht_contact: float = 1.0


@dataclass(frozen=True)
class Truth:
    """A history and what was behind it, row by row."""

    history: pd.DataFrame  # queue, start, offered, answered, aht_s
    rate: pd.Series  # contacts expected when nothing of the day is known
    day_rate: pd.Series  # with the effects of the day: what Poisson chance is around
    aht_s: pd.Series  # handle time expected, seconds


def make_truth(seed: int, **options) -> Truth:
    """Draw the history of one `Centre`; the same seed draws the same."""
    return draw(Centre(**options), np.random.default_rng(seed))


def make_split(
    seed: int, on: str, share: float, name: str = "new", **options
) -> tuple[Truth, Truth]:
    """Two queues of which the second takes a share of the first from a date on."""
    centre, rng = Centre(**options), np.random.default_rng(seed)
    old = draw(replace(centre, shifts=(*centre.shifts, (on, 1 - share))), rng)
    new = draw(replace(centre, queue=name, base=centre.base * share), rng)
    later = midnight(new.history["start"]) >= pd.Timestamp(on)
    parts = (new.history, new.rate, new.day_rate, new.aht_s)
    return old, Truth(*(part[later].reset_index(drop=True) for part in parts))


def make_together(seed: int, queues: int, correlation: float, **options) -> list[Truth]:
    """Some queues alike, "a", "b" and so on, whose days are busy or quiet together."""
    centre, rng = Centre(**options), np.random.default_rng(seed)
    days = centre.weeks * 7
    shared = _lingering(days, centre.day_persistence, rng)
    found = []
    for name in string.ascii_lowercase[:queues]:
        own = _lingering(days, centre.day_persistence, rng)
        of_days = np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own
        found.append(draw(replace(centre, queue=name), rng, of_days))
    return found


def draw(
    centre: Centre, rng: np.random.Generator, of_days: np.ndarray | None = None
) -> Truth:
    """Draw a history; standard normal effects of its open days may be given."""
    starts = _open_starts(centre)
    day, number = pd.factorize(midnight(starts))
    dates = pd.DatetimeIndex(number)
    rate = (
        centre.base
        * _slots(starts, centre)
        * (_levels(dates, centre, rng) * _events(dates, centre))[day]
        * _silence(starts, centre)
    )
    if of_days is None:
        of_days = _lingering(len(dates), centre.day_persistence, rng)
    shared = _lognormal(of_days, centre.day_sd)
    own = _lognormal(
        _lingering(len(starts), centre.slot_persistence, rng), centre.slot_sd
    )
    day_rate = rate * shared[day] * own
    offered = rng.poisson(day_rate).astype(float)
    aht = _aht(starts, dates, centre)
    history = pd.DataFrame(
        {
            "queue": centre.queue,
            "start": starts,
            "offered": offered,
            "answered": rng.binomial(offered.astype(int), 0.96).astype(float),
        }
    )
    aht_of_day = _lognormal(rng.standard_normal(len(dates)), centre.aht_day_sd)[day]
    history["aht_s"] = _means(aht * aht_of_day, history["answered"], centre, rng)
    return Truth(history, *(pd.Series(values) for values in (rate, day_rate, aht)))


def _open_starts(centre: Centre) -> pd.Series:
    starts = day_grid(
        pd.Timestamp(centre.first), centre.weeks * 7, centre.interval, centre.timezone
    )
    hour = minute_of_day(starts) / 60
    begin, end = centre.hours
    closed = [day for day, share in enumerate(centre.weekdays) if share == 0]
    is_open = (hour >= begin) & (hour < end) & ~starts.dt.day_of_week.isin(closed)
    return starts[is_open].reset_index(drop=True)


def _slots(starts: pd.Series, centre: Centre) -> np.ndarray:
    """Shape of the day: a peak before noon and a lower one in the afternoon."""
    hour = minute_of_day(starts) / 60
    morning = np.exp(-(((hour - 10.5) / 2.2) ** 2))
    afternoon = 0.8 * np.exp(-(((hour - 15.5) / 2.6) ** 2))
    weekday = np.array(centre.weekdays)[starts.dt.day_of_week]
    return weekday * (0.35 + morning + afternoon)


def _levels(dates: pd.DatetimeIndex, centre: Centre, rng) -> np.ndarray:
    walk = np.cumsum(rng.standard_normal(len(dates))) * centre.level_sd
    angle = 2 * np.pi * dates.day_of_year.to_numpy() / YEAR_DAYS
    year = np.sin(angle) + 0.4 * np.cos(2 * angle)
    return np.exp(walk + centre.yearly * year) * _shifted(dates, centre.shifts)


def _shifted(dates: pd.DatetimeIndex, shifts) -> np.ndarray:
    factor = np.ones(len(dates))
    for date, times in shifts:
        factor[dates >= pd.Timestamp(date)] *= times
    return factor


def _events(dates: pd.DatetimeIndex, centre: Centre) -> np.ndarray:
    factor = np.ones(len(dates))
    for date in pd.to_datetime(list(centre.holidays)):
        factor[dates == date] *= 0.4
        factor[dates == date - pd.Timedelta(days=1)] *= 0.8
    for date, times, half_life in centre.campaigns:
        age = (dates - pd.Timestamp(date)).days.to_numpy()
        excess = (times - 1) * 0.5 ** (np.maximum(age, 0) / half_life)
        factor *= np.where(age >= 0, 1 + excess, 1.0)
    return factor


def _silence(starts: pd.Series, centre: Centre) -> np.ndarray:
    factor = np.ones(len(starts))
    wall = starts.dt.tz_localize(None)
    for begin, count in centre.outages:
        place = int(np.argmax(wall >= pd.Timestamp(begin)))
        factor[place : place + count] = 0.02
        factor[place + count : place + 2 * count] = 1.5
    return factor


def _aht(starts: pd.Series, dates: pd.DatetimeIndex, centre: Centre) -> np.ndarray:
    hour = minute_of_day(starts) / 60
    pattern = 1 + 0.08 * np.sin((hour - 8) / 12 * 2 * np.pi)
    weekday = np.array([1.05, 1.0, 1.0, 0.98, 1.0, 0.95, 0.92])[starts.dt.day_of_week]
    days = (midnight(starts) - pd.Timestamp(centre.first)).dt.days.to_numpy()
    shift = _shifted(dates, centre.aht_shifts)[pd.factorize(midnight(starts))[0]]
    return centre.aht_s * pattern * weekday * (1 + centre.aht_drift) ** days * shift


def _means(aht: np.ndarray, answered: pd.Series, centre: Centre, rng) -> np.ndarray:
    """Mean of so many lognormal contacts, itself about lognormal; none of none."""
    count = answered.to_numpy()
    normal = rng.standard_normal(len(aht))
    sd = np.sqrt(centre.aht_contact / np.maximum(count, 1))
    return np.where(count > 0, aht * _lognormal(normal, sd), np.nan)


def _lingering(count: int, persistence: float, rng) -> np.ndarray:
    """Standard normal numbers of which neighbours go together."""
    fresh = rng.standard_normal(count) * np.sqrt(1 - persistence**2)
    found = np.empty(count)
    last = rng.standard_normal()
    for place, step in enumerate(fresh):
        found[place] = last = persistence * last + step
    return found


def _lognormal(normal: np.ndarray, sd) -> np.ndarray:
    """Numbers of mean 1 and of that relative deviation."""
    of_log = np.log1p(np.square(sd))
    return np.exp(np.sqrt(of_log) * normal - of_log / 2)
