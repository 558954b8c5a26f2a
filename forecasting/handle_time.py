"""Handle times: ratios of sums, never means of ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, by_weekday
from forecasting.opening import RECENT_WEEKS

if TYPE_CHECKING:
    from forecasting.base import Floats, QueueHistory

# A slot's own handle time counts half once it rests on so many contacts.
_PRIOR_CONTACTS = 200.0


def handle_time_profile(history: QueueHistory) -> Floats:
    """
    Mean handle time by weekday and slot.

    The queue's mean is handle time over contacts handled in its last twelve weeks; a
    slot leans on it as if it had 200 contacts more, of that mean.

    Parameters
    ----------
    history : QueueHistory
        Contacts handled are the answered, else the offered.

    Returns
    -------
    ndarray of float64, shape (7, S)
        Seconds, Monday first; NaN throughout where no handle time is known.
    """
    contacts = np.where(np.isfinite(history.aht_s), history.handled, np.nan)
    days = np.flatnonzero(np.nansum(contacts, axis=1) > 0)
    shape = (WEEK, contacts.shape[1])
    if not len(days):
        return np.full(shape, np.nan)
    old = np.arange(len(contacts)) <= days[-1] - WEEK * RECENT_WEEKS
    contacts = np.where(old[:, None], 0.0, np.nan_to_num(contacts))
    first = int(history.weekdays[0])
    seconds = contacts * np.nan_to_num(history.aht_s)
    contacts, seconds = (
        by_weekday(values, first).sum(axis=0) for values in (contacts, seconds)
    )
    mean = seconds.sum() / contacts.sum()
    profile: Floats = (seconds + _PRIOR_CONTACTS * mean) / (contacts + _PRIOR_CONTACTS)
    return profile
