"""The level of a queue's handle times, which moves slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.handle_time.noise import HandleNoise

_HALF_LIFE_DAYS = 17.0
# How far (relative standard deviation) a level strays from its mean of twelve weeks.
_STRAYS = 0.07
_DAYS_AROUND = 7


def levels(ratio: Floats, contacts: Floats, noise: HandleNoise) -> Floats:
    """
    Level as it was known at the end of each day: an exponentially weighted mean.

    Each day counts by how well its contacts tell its handle time, and all of them count
    against the queue's mean: a drift of a busy queue is followed, with a half-life of
    17 days, and the noise of a small one is not.

    Parameters
    ----------
    ratio : ndarray of float64, shape (D,)
        Handle time of each day over what the pattern says; anything without contacts.
    contacts : ndarray of float64, shape (D,)
        Handled contacts of each day.
    noise : HandleNoise
        How well a day tells its level.

    Returns
    -------
    ndarray of float64, shape (D,)
        What the pattern is multiplied with, above 0.
    """
    precision = 1 / noise.of_day(contacts)
    age = np.arange(len(ratio))[:, None] - np.arange(len(ratio))
    fade = np.where(age >= 0, 0.5 ** (np.maximum(age, 0) / _HALF_LIFE_DAYS), 0.0)
    anchor = 1 / _STRAYS**2
    total = fade @ (precision * np.where(contacts > 0, ratio, 0.0)) + anchor
    return np.asarray(total / (fade @ precision + anchor))


def local_levels(ratio: Floats, contacts: Floats, trusted: float) -> Floats:
    """
    Level around each day: the median day of the week before and the week after.

    Parameters
    ----------
    ratio, contacts : ndarray of float64, shape (D,)
        As in `levels`.
    trusted : float
        Contacts from which on the median counts half, else 1 does.

    Returns
    -------
    ndarray of float64, shape (D,)
    """
    place = np.arange(len(ratio))
    near = np.abs(place[:, None] - place) <= _DAYS_AROUND
    order = np.argsort(np.where(contacts > 0, ratio, np.inf))
    reached = np.cumsum(near[:, order] * contacts[order], axis=1)
    total = reached[:, -1]
    middle = order[np.argmax(reached >= total[:, None] / 2, axis=1)]
    median = np.where(total > 0, np.nan_to_num(ratio, nan=1.0)[middle], 1.0)
    return np.asarray((total * median + trusted) / (total + trusted))
