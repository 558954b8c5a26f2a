"""Days and stretches of a day that are unlike their neighbours."""

from __future__ import annotations

import numpy as np

from forecasting.base import Flags, Floats, by_day, by_weekday, median_known

# A day total outside this range of its neighbours' median is no normal day.
LOWEST, HIGHEST = 0.6, 1.6
_WEEKS_AROUND = 8
_FEWEST_NEIGHBOURS = 3
# Small totals stray by chance alone: three standard deviations, which are Poisson's or,
# where contacts come in bunches, up to twice those.
_CHANCE, _BUNCHES = 3.0, 2.0
# Median of the absolute deviations over the standard deviation, of a normal variable.
_MEDIAN_DEVIATION = 0.6745
# So many odd days in a row up to the end of the history are a new level. Days with
# next to nothing are not: a queue that is shut does not change its customers.
_NEW_LEVEL_DAYS, _SHUT = 5, 0.05
# A stretch below a tenth of what is usual, where 15 contacts would be, is an outage.
_SILENT_SHARE, _SILENT_CONTACTS = 0.1, 15.0
# Those who got through while nothing worked.
_FAINT_SHARE = 0.25
# A lone interval with five times what is usual and what its neighbours had, and that
# far above chance, is no burst: bursts last.
_LONE_FACTOR, _LONE_CHANCE = 5.0, 8.0
# Two days with as many contacts in as many intervals, all alike, are one of them twice.
_COPIED_CONTACTS, _COPIED_SLOTS, _COPIED_VALUES = 100.0, 8, 5
# A history that repeats itself as often as this does so by its nature.
_REPEATS_ITSELF = 0.25
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
        at least 15 contacts. A slot below a quarter between two such belongs to them.
    """
    quiet = (offered <= _SILENT_SHARE * usual) & (usual >= 1)
    between = (offered <= _FAINT_SHARE * usual)[:, 1:-1] & quiet[:, :-2] & quiet[:, 2:]
    quiet[:, 1:-1] |= between
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


def lone_spikes(offered: Floats, usual: Floats) -> Flags:
    """
    Single intervals far above what is usual, and above those before and after.

    Parameters
    ----------
    offered, usual : ndarray of float64, shape (D, S)
        Contacts (NaN where not recorded), and what is usual in that slot.

    Returns
    -------
    ndarray of bool, shape (D, S)
        Five times as high, and eight Poisson standard deviations higher.
    """
    padded = np.pad(np.nan_to_num(offered), ((0, 0), (1, 1)))
    others = np.maximum(padded[:, :-2], padded[:, 2:])
    around = np.maximum(np.maximum(others, np.nan_to_num(usual)), 1.0)
    high = offered > np.maximum(
        _LONE_FACTOR * around, around + _LONE_CHANCE * np.sqrt(around)
    )
    return np.asarray(high & np.isfinite(usual))


def copied_days(offered: Floats) -> Flags:
    """
    Days that repeat an earlier day, interval by interval.

    Parameters
    ----------
    offered : ndarray of float64, shape (D, S)
        Contacts; NaN where not recorded.

    Returns
    -------
    ndarray of bool, shape (D,)
        The later ones of days with the same contacts in every interval, where these
        are too many to agree by chance; none where a quarter of all days repeat.
    """
    values = np.nan_to_num(offered)
    copied = np.zeros(len(values), dtype=np.bool_)
    known: set[bytes] = set()
    enough = (values > 0).sum(axis=1) >= _COPIED_SLOTS
    enough &= values.sum(axis=1) >= _COPIED_CONTACTS
    for day in np.flatnonzero(enough):
        content = values[day].tobytes()
        if len(np.unique(values[day])) >= _COPIED_VALUES:
            copied[day] = content in known
            known.add(content)
    many = copied.sum() > _REPEATS_ITSELF * enough.sum()
    return np.zeros_like(copied) if many else copied


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
    deviations = np.full(len(totals), np.nan)
    np.divide(
        np.abs(totals - median),
        np.sqrt(median / share),
        out=deviations,
        where=median > 0,
    )
    usual_deviation = float(median_known(deviations)) / _MEDIAN_DEVIATION
    bunches = min(max(np.nan_to_num(usual_deviation), 1.0), _BUNCHES)
    by_chance = deviations <= _CHANCE * bunches
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
