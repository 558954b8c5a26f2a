"""Pasts of one queue with a known truth behind them, in hours from 8 to 18."""

from __future__ import annotations

import numpy as np

from forecasting.base import weekdays
from forecasting.past import Past

# A Monday.
FIRST = np.datetime64("2026-03-02")
SLOTS, HOURS = 24, slice(8, 18)
NAMES = ("1st to 3rd", "day after a closed day")
LEVELS = np.array([1.2, 1.0, 0.95, 0.9, 1.05, 0.5, 0.3])


def hours(closed=(), whole_day=False):
    """Open slots, Monday first."""
    opening = np.zeros((7, SLOTS), dtype=bool)
    opening[:, slice(None) if whole_day else HOURS] = True
    opening[list(closed)] = False
    return opening


def make_week(base=100.0, whole_day=False):
    """Contacts of one week; each weekday has a level and a shape of its own."""
    span = 24 if whole_day else 10
    hour = (np.arange(SLOTS) - (0 if whole_day else 8)) / span
    hump = 1 + 0.6 * np.sin(np.pi * hour)
    late = 0.2 * np.cos(np.pi * hour) * np.arange(7)[:, None] / 6
    return base * LEVELS[:, None] * (hump + late)


def make_past(offered, opening=None, closures=None):
    """A past that begins on a Monday; closed cells are emptied."""
    opening = hours() if opening is None else opening
    dates = FIRST + np.arange(len(offered))
    return Past(
        dates=dates,
        offered=np.where(opening[weekdays(dates)], offered, np.nan),
        opening=opening,
        covariates=_covariates(dates, closures),
        names=NAMES,
    )


def repeated(weeks=12, **week):
    """A week that repeats itself without any noise, shape (7 W, S)."""
    return np.tile(make_week(**week), (weeks, 1))


def noisy(seed, weeks=16, day_sd=0.1, persistence=0.6, **week):
    """Poisson contacts around the week times a level of each day that lasts."""
    rng = np.random.default_rng(seed)
    mean = repeated(weeks, **week)
    return rng.poisson(mean * (1 + day_levels(rng, len(mean), day_sd, persistence)))


def day_levels(rng, count, spread, persistence):
    """Deviations that fade from day to day, shape (n, 1)."""
    steps = rng.normal(0, spread * np.sqrt(1 - persistence**2), count)
    levels = np.zeros((count, 1))
    for day in range(1, count):
        levels[day] = persistence * levels[day - 1] + steps[day]
    return np.clip(levels, -0.6, 0.6)


def days_ahead(past, count=14, skip=0, like=None):
    """Days that follow a past; by default each is like its own weekday."""
    dates = past.dates[-1] + 1 + skip + np.arange(count)
    like = weekdays(dates) if like is None else np.full(count, like)
    return past.ahead(dates, like, _covariates(dates))


def _covariates(dates, closures=None):
    """Two things that are known of each date beside its weekday."""
    early = (dates - dates.astype("datetime64[M]")).astype(int) < 3
    after = np.zeros(len(dates)) if closures is None else closures
    return np.column_stack([early, after]).astype(float)


def in_open_slots(past, days, volume):
    """Forecast contacts of open intervals, in order."""
    return np.asarray(volume)[past.opening[days.like]]


def morning(values, until=13):
    """Only the slots before an hour."""
    seen = np.full(SLOTS, np.nan)
    seen[8:until] = values[8:until]
    return seen
