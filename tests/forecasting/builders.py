"""Histories with a known truth behind them."""

from __future__ import annotations

import numpy as np
import pandas as pd

# A Monday; twelve weeks end on Sunday 2026-11-29.
FIRST = "2026-09-07"
MONDAY = "2026-11-30"


def weekly_rate(starts, base=60.0):
    """Contacts expected in each interval: a hump over the day, less at the weekend."""
    hour = starts.hour + starts.minute / 60
    day = np.array([1.2, 1.0, 0.95, 0.9, 1.05, 0.5, 0.3])[starts.day_of_week]
    return base * day * (1 + 0.6 * np.sin((hour - 8) / 10 * np.pi))


def make_starts(first=FIRST, weeks=12, interval=30, hours=(8, 18), closed=()):
    """Open interval starts, local and without a zone."""
    starts = pd.date_range(
        first, periods=weeks * 7 * 1440 // interval, freq=f"{interval}min"
    )
    hour = starts.hour + starts.minute / 60
    is_open = (
        (hour >= hours[0]) & (hour < hours[1]) & ~starts.day_of_week.isin(list(closed))
    )
    return starts[is_open]


def make_history(queue="sales", base=60.0, **where):
    """A week that repeats itself without any noise."""
    starts = make_starts(**where)
    return pd.DataFrame(
        {"queue": queue, "start": starts, "offered": weekly_rate(starts, base)}
    )


def make_noisy(seed, queue="sales", base=60.0, day_sd=0.1, **where):
    """Poisson contacts around the weekly rate times a level of each day."""
    history = make_history(queue, base, **where)
    rng = np.random.default_rng(seed)
    day = history["start"].dt.normalize()
    level = pd.Series(rng.normal(1, day_sd, day.nunique()).clip(0.5), day.unique())
    rate = history["offered"] * day.map(level)
    return history.assign(offered=rng.poisson(rate).astype(float))


def on(table, date):
    """Rows of one local day."""
    return table[table["start"].dt.strftime("%Y-%m-%d") == date].reset_index(drop=True)


def total(table, date):
    """Contacts of one local day."""
    return float(on(table, date)["volume"].sum())


def change(history, rows, **columns):
    """A copy with some rows changed."""
    changed = history.copy()
    for name, values in columns.items():
        changed.loc[rows, name] = values
    return changed


def like_sunday(history, *dates, times=1.0):
    """The same history with the contacts of a Sunday on some dates."""
    holiday = history["start"].dt.strftime("%Y-%m-%d").isin(dates)
    monday = history["start"] - pd.to_timedelta(
        history["start"].dt.day_of_week, unit="D"
    )
    sunday = monday + pd.Timedelta(days=6)
    known = history.set_index("start")["offered"]
    moved = known.reindex(sunday).to_numpy() * times
    return history.assign(offered=history["offered"].mask(holiday, moved)).dropna()
