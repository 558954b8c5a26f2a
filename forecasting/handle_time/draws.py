"""Handle times as they may come, drawn beside the contacts of each path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.handle_time.spread import MONTH_DAYS

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.handle_time.spread import HandleSpread
    from forecasting.past import Index


def draw_handle_times(
    mean: Floats,
    volumes: Floats,
    spread: HandleSpread,
    rng: np.random.Generator,
    *,
    leads: Index | None = None,
) -> Floats:
    """
    Draw the mean handle time of each interval of some paths.

    Lognormal around the forecast, which stays the mean: each path has a level that
    wanders from day to day, each day its own deviation, and each interval the chance of
    its contacts. Without the last (``replace(spread, contact=0.0)``) the draws are what
    contacts are expected to take, for methods that bring that chance themselves.

    Parameters
    ----------
    mean : ndarray of float64, shape (H, S)
        Forecast, seconds; NaN where unknown or closed.
    volumes : ndarray of float64, shape (P, H, S)
        Contacts drawn; NaN where closed.
    spread : HandleSpread
        How far handle times stray.
    rng : numpy.random.Generator
        Source of chance.
    leads : ndarray of int64, shape (H,), optional
        Days from the last known day to each, at least 1, ascending; 1 to H by default.

    Returns
    -------
    ndarray of float64, shape (P, H, S)
        Seconds; NaN where `mean` is. An interval without contacts has what its day is
        expected to take.
    """
    paths, days, _ = volumes.shape
    ahead = np.arange(1, days + 1) if leads is None else leads
    level = _lognormal(rng.standard_normal((paths, 1)), np.array(spread.level))
    day = _lognormal(rng.standard_normal((paths, days)), np.array(spread.day))
    steps = np.diff(ahead, prepend=0) * np.log1p(spread.drift) / MONTH_DAYS
    walk = np.cumsum(rng.standard_normal((paths, days)) * np.sqrt(steps), axis=1)
    shared = level * day * np.exp(walk - np.cumsum(steps) / 2)
    chance = draw_chance(volumes, spread.contact, rng)
    return mean * shared[:, :, None] * chance


def draw_chance(volumes: Floats, contact: float, rng: np.random.Generator) -> Floats:
    """
    Draw what the chance of single contacts makes of the mean handle time of some.

    Parameters
    ----------
    volumes : ndarray of float64
        Contacts, of any shape.
    contact : float
        Squared coefficient of variation of one contact.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    ndarray of float64, shape of `volumes`
        Lognormal factors of mean 1; 1 where there are no contacts.
    """
    found = np.ones(volumes.shape)
    some = volumes > 0
    if contact > 0:
        # Less than a whole contact is one by chance, and varies like one.
        variance = contact / np.maximum(volumes[some], 1.0)
        found[some] = _lognormal(rng.standard_normal(len(variance)), variance)
    return found


def _lognormal(normal: Floats, variance: Floats) -> Floats:
    """Turn standard normal numbers to lognormal ones of mean 1 and that variance."""
    of_log = np.log1p(variance)
    return np.asarray(np.exp(np.sqrt(of_log) * normal - of_log / 2))
