"""Weekdays with the same hours lend each other their shape over the day."""

from __future__ import annotations

import numpy as np

from forecasting.base import WEEK, Flags, Floats

_NEAREST = 4
_LARGEST_LEANING = 0.9
_FEWEST_DAYS = 3


def leaning_shapes(
    profile: Floats,
    opening: Flags,
    offered: Floats,
    known: Floats,
    weights: Floats,
) -> Floats:
    """
    Shrink each weekday's shape towards those of the weekdays most like it.

    The shape leans by the share of its distance from them that its own noise explains
    (James and Stein's positive part), at most by nine tenths; its total stays.

    Parameters
    ----------
    profile : ndarray of float64, shape (7, S)
        Contacts by weekday and slot; NaN where unknown.
    opening : ndarray of bool, shape (7, S)
        Open slots.
    offered, known : ndarray of float64, shape (n, S)
        Contacts of each day (0 where unknown), and 1 where they are known.
    weights : ndarray of float64, shape (7, n)
        Weight of each day for each weekday, 0 for days of another.

    Returns
    -------
    ndarray of float64, shape (7, S)
        NaN where `profile` is.
    """
    total = np.nansum(profile, axis=1)
    usable = total > 0
    shape = np.nan_to_num(profile) / np.where(usable, total, 1.0)[:, None]
    noise = _noise(shape, offered, known, weights)
    scale = 1 / np.maximum(shape, 1e-6)
    leaning = shape.copy()
    for day in np.flatnonzero(usable):
        same = (opening == opening[day]).all(axis=1) & usable
        same[day] = False
        others = np.flatnonzero(same)
        if not len(others):
            continue
        distance = ((shape[others] - shape[day]) ** 2 * scale[day]).sum(axis=1)
        near = others[np.argsort(distance, kind="stable")[:_NEAREST]]
        pooled = shape[near].mean(axis=0)
        apart = float(((shape[day] - pooled) ** 2 * scale[day]).sum())
        by_chance = noise[day] / max(apart, 1e-12)
        share = min(by_chance, _LARGEST_LEANING)
        leaning[day] = (1 - share) * shape[day] + share * pooled
    return np.where(np.isfinite(profile), leaning * total[:, None], np.nan)


def _noise(shape: Floats, offered: Floats, known: Floats, weights: Floats) -> Floats:
    """Variance of each weekday's shape by its days' own scatter, shape (7,)."""
    found = np.ones(WEEK)
    total = offered.sum(axis=1)
    for day in range(WEEK):
        rows = np.flatnonzero((weights[day] > 0) & (total > 0))
        if len(rows) < _FEWEST_DAYS:
            continue
        # Days of which a part is missing are compared over what they have.
        there = (shape[day] * known[rows]).sum(axis=1)
        shares = offered[rows] / total[rows, None] * there[:, None]
        rest = np.where(known[rows] > 0, shares - shape[day], 0.0)
        variance = (rest**2).sum(axis=0) / np.maximum(known[rows].sum(axis=0) - 1, 1)
        weight = weights[day, rows]
        effective = weight.sum() ** 2 / (weight**2).sum()
        scaled = variance / np.maximum(shape[day], 1e-6)
        found[day] = scaled[shape[day] > 0].sum() / effective
    return found
