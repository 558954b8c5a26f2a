"""A new level of contacts: what came before it is brought to it.

A client who moves customers to a queue changes its level for good, and weighted means
of the past take months to follow. A shift that is beyond doubt is told apart instead,
and the days before it are multiplied by it: they keep teaching the pattern.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, weekdays

if TYPE_CHECKING:
    from forecasting.base import Dates, Floats

# Christmas and a sale are over by then.
_FEWEST_AFTER = 15
_MOST_AFTER, _FEWEST_BEFORE, _MOST_BEFORE = 84, 14, 56
# Most of a shift happens within six weeks around it: a season comes more slowly.
_NEAR, _AT_ONCE = 21, 0.8
# A shift smaller than this (of the logarithm) is followed by the methods themselves.
_SMALLEST, _DOUBTLESS = 0.15, 4.0
# Neighbouring days go together, so they tell less than as many separate ones.
_PERSISTENCE = 0.6
_ROBUST = 1.4826


def level_shift(dates: Dates, offered: Floats) -> Floats:
    """
    Find what each day must be multiplied with to be at the level of the last one.

    The day is looked for at which the totals, each over what is usual for its weekday,
    change most for their noise. It counts once 15 days have followed it, if the change
    is 15 % or more, four times its standard error, and came at once.

    Parameters
    ----------
    dates : ndarray of datetime64[D], shape (D,)
        Consecutive calendar days.
    offered : ndarray of float64, shape (D, S)
        Contacts of normal days, without season and events; NaN elsewhere.

    Returns
    -------
    ndarray of float64, shape (D,)
        1 from the shift on, and throughout where there is none.
    """
    factor = np.ones(len(dates))
    days, ratio = _ratios(weekdays(dates), offered)
    if len(days) >= _FEWEST_BEFORE + _FEWEST_AFTER:
        place, size = _shift(ratio)
        factor[: days[place]] = np.exp(size)
    return factor


def _ratios(weekday: np.ndarray, offered: Floats) -> tuple[np.ndarray, Floats]:
    """Days with contacts, and logarithms of these over what is usual in their slots."""
    known = np.isfinite(offered)
    contacts = np.where(known, offered, 0.0)
    like = (weekday == np.arange(WEEK)[:, None]).astype(np.float64)
    usual = (like @ contacts) / np.maximum(like @ known, 1.0)
    expected = (usual[weekday] * known).sum(axis=1)
    total = contacts.sum(axis=1)
    days = np.flatnonzero((total > 0) & (expected > 0))
    return days, np.log(total[days] / expected[days])


def _shift(ratio: Floats) -> tuple[int, float]:
    """Place of the shift that is most beyond doubt, and its size; 0 for none."""
    best, place, size = _DOUBTLESS, 0, 0.0
    last = len(ratio)
    for at in range(max(_FEWEST_BEFORE, last - _MOST_AFTER), last - _FEWEST_AFTER + 1):
        before, after = ratio[max(at - _MOST_BEFORE, 0) : at], ratio[at:]
        shift, doubt = _step(before, after)
        near, _ = _step(before[-_NEAR:], after[:_NEAR])
        at_once = near * np.sign(shift) >= max(_AT_ONCE * abs(shift), _SMALLEST)
        if at_once and abs(shift) > max(best * doubt, _SMALLEST):
            best, place, size = abs(shift) / doubt, at, shift
    return place, size


def _step(before: Floats, after: Floats) -> tuple[float, float]:
    """Step between the medians of two stretches, and its standard error."""
    centres = np.median(before), np.median(after)
    rest = np.concatenate([before - centres[0], after - centres[1]])
    noise = _ROBUST * float(np.median(np.abs(rest)))
    linger = (1 + _PERSISTENCE) / (1 - _PERSISTENCE)
    doubt = noise * np.sqrt(linger * (1 / len(before) + 1 / len(after)))
    return float(centres[1] - centres[0]), max(float(doubt), 1e-9)
