"""Quantiles of days and weeks from drawn intervals, by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.accuracy import totals_of
from forecasting.uncertainty.bands import QUANTILES


def cells(*places, model="auto", special=()):
    """Cells of some (lead, slot)."""
    return pd.DataFrame(
        {
            "queue": "sales",
            "model": model,
            "origin": np.datetime64("2026-11-30"),
            "lead": [lead for lead, _ in places],
            "slot": [slot for _, slot in places],
            "special": [lead in special for lead, _ in places],
        }
    )


def median(totals, **where):
    for name, value in where.items():
        totals = totals[totals[name] == value]
    (found,) = totals["volume_p50"]
    return found


def test_only_intervals_that_count_are_added_path_by_path():
    drawn = np.full((3, 8, 2), np.nan)
    drawn[:, 0, 0], drawn[:, 0, 1] = [1, 2, 3], [10, 20, 30]
    drawn[:, 7, 0], drawn[:, 7, 1] = [5, 7, 6], [900, 900, 900]

    totals = totals_of(cells((1, 0), (1, 1), (8, 0)), {"auto": drawn})

    assert median(totals, level="day", lead=1) == 22
    assert median(totals, level="day", lead=8) == 6
    assert median(totals, level="week", week=1) == 22
    assert median(totals, level="week", week=2) == 6
    assert (np.diff(totals[list(QUANTILES)], axis=1) >= 0).all()


def test_special_days_have_a_total_of_their_own():
    drawn = np.arange(3.0)[:, None, None] + np.zeros((3, 3, 1))

    totals = totals_of(cells((1, 0), (2, 0), (3, 0), special={2}), {"auto": drawn})

    assert median(totals, level="week", special=False) == 2
    assert median(totals, level="week", special=True) == 1


def test_a_queue_held_for_closed_totals_nothing():
    totals = totals_of(cells((1, 0), model="ewma"), {})

    assert (totals[list(QUANTILES)] == 0).all(axis=None)
