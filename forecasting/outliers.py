"""Days and stretches of a day that are unlike their neighbours."""

from __future__ import annotations

import numpy as np

from forecasting.base import Flags, Floats, by_day, by_weekday, median_known

# A day total outside this range of its neighbours' median is no normal day.
LOWEST, HIGHEST = 0.6, 1.6
_WEEKS_AROUND = 8
_FEWEST_NEIGHBOURS = 3
# Small totals stray by chance alone: three Poisson standard deviations.
_CHANCE = 3.0
# So many odd days in a row up to the end of the history are a new level. Days with
# next to nothing are not: a queue that is shut does not change its customers.
_NEW_LEVEL_DAYS, _SHUT = 5, 0.05
# A stretch below a tenth of what is usual, where 15 contacts would be, is an outage.
_SILENT_SHARE, _SILENT_CONTACTS = 0.1, 15.0
# A day of which less than this is left does not say how busy it was.
_ENOUGH_OF_DAY = 0.4


def silent_stretches(offered: Floats, usual: Floats) -> Flags:
    """
    Slots of stretches in which practically nothing arrived although much usually does.

    Parameters
    ----------
    offered : ndarray of float64, shape (D, S)
        Contacts; NaN where not recorded.
    usual : ndarray of float64, shape (D, S)
        What is usual in that slot; NaN where unknown.

    Returns
    -------
    ndarray of bool, shape (D, S)
        Two slots or more in a row, each below a tenth of what is usual, which make up
        at least 15 contacts.
    """
    quiet = (offered <= _SILENT_SHARE * usual) & (usual >= 1)
    # A closed column at the end keeps stretches from running into the next day.
    flat = np.pad(quiet, ((0, 0), (0, 1))).ravel()
    contacts = np.pad(np.nan_to_num(usual), ((0, 0), (0, 1))).ravel()
    sums = np.concatenate(([0.0], np.cumsum(contacts)))
    edges = np.flatnonzero(np.diff(flat.astype(np.int8), prepend=0))
    begin, end = edges[::2], edges[1::2]
    missed = sums[end] - sums[begin]
    found = (end - begin > 1) & (missed >= _SILENT_CONTACTS)
    marks = np.zeros(flat.size, dtype=np.int64)
    marks[begin[found]] += 1
    marks[end[found]] -= 1
    silent: Flags = np.cumsum(marks).reshape(len(offered), -1)[:, :-1] > 0
    return silent


def day_ratios(
    offered: Floats, silent: Flags, usual: Floats, first: int
) -> tuple[Floats, Floats]:
    """
    Day totals over the median of the same weekday in the eight weeks before and after.

    Days of which intervals are missing, or fell silent, are judged by the rest as long
    as that is 40 % of a usual day.

    Parameters
    ----------
    offered, silent, usual : ndarray, shape (7 W, S)
        Contacts (NaN where not recorded), silent stretches, and what is usual.
    first : int
        Weekday of the first day.

    Returns
    -------
    ratio : ndarray of float64, shape (7 W,)
        NaN where the day cannot be judged; 1 where chance explains the difference.
    median : ndarray of float64, shape (7 W,)
        The neighbours' median, contacts; NaN where fewer than three are known.
    """
    kept = np.where(silent, np.nan, offered)
    mostly_silent = _share(kept, usual) < _ENOUGH_OF_DAY
    basis = np.where(mostly_silent[:, None], offered, kept)
    share = _share(basis, usual)
    share[share < _ENOUGH_OF_DAY] = np.nan
    totals = np.nansum(basis, axis=1) / share
    median = _neighbours_median(totals, first)
    by_chance = np.abs(totals - median) <= _CHANCE * np.sqrt(median / share)
    ratio = np.full(len(totals), np.nan)
    np.divide(totals, median, out=ratio, where=median > 0)
    ratio[by_chance & np.isfinite(ratio)] = 1.0
    return ratio, median


def odd_days(ratio: Floats) -> Flags:
    """
    Days outside 0.6 to 1.6 of their neighbours, shape (D,).

    Five or more of them in a row, all to the same side and up to the last day, are a
    new level of the queue and no odd days.
    """
    side = np.where(ratio < LOWEST, -1, np.where(ratio > HIGHEST, 1, 0))
    odd: Flags = side != 0
    judged = np.flatnonzero(np.isfinite(ratio))
    if len(judged):
        other = np.flatnonzero(side[judged] != side[judged[-1]])
        tail = judged[other[-1] + 1 :] if len(other) else judged
        if len(tail) >= _NEW_LEVEL_DAYS and np.median(ratio[tail]) > _SHUT:
            odd[tail] = False
    return odd


def _share(offered: Floats, usual: Floats) -> Floats:
    """Part of a usual day that lies in recorded slots, shape (D,)."""
    whole = np.nansum(usual, axis=1)
    there = np.nansum(np.where(np.isfinite(offered), usual, 0.0), axis=1)
    return np.divide(there, whole, out=np.zeros(len(whole)), where=whole > 0)


def _neighbours_median(totals: Floats, first: int) -> Floats:
    """Median total of the same weekday in the weeks around, the day itself left out."""
    weeks = by_weekday(totals, first)
    around = np.pad(
        weeks, ((_WEEKS_AROUND, _WEEKS_AROUND), (0, 0)), constant_values=np.nan
    )
    windows = np.lib.stride_tricks.sliding_window_view(
        around, 2 * _WEEKS_AROUND + 1, axis=0
    )
    others = np.moveaxis(np.delete(windows, _WEEKS_AROUND, axis=2), 2, 0)
    few = np.isfinite(others).sum(axis=0) < _FEWEST_NEIGHBOURS
    return by_day(np.where(few, np.nan, median_known(others)), first)
