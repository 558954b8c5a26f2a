"""Spells of many agents on one clock: no agent is in two places at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

# One second on the clock of `instants`.
SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Overlaps:
    """
    Every pair of a span and a spell of the same agent that share time.

    Attributes
    ----------
    span, spell : ndarray of int64, shape (n,)
        Row numbers.
    start, end : ndarray of int64, shape (n,)
        What they share, microseconds since 1970.
    """

    span: NDArray[np.int64]
    spell: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


def instants(times: pd.Series) -> NDArray[np.int64]:
    """
    Microseconds since 1970-01-01T00:00Z.

    Parameters
    ----------
    times : Series of aware datetime64, shape (n,)
        In any zone, none missing.

    Returns
    -------
    ndarray of int64, shape (n,)
    """
    utc = times.dt.as_unit("us").dt.tz_convert("UTC").dt.tz_localize(None)
    return utc.astype("int64").to_numpy(copy=True)


def one_at_a_time(spells: pd.DataFrame) -> pd.DataFrame:
    """
    Spells by agent and start, none empty; a later start cuts the spell before it.

    Parameters
    ----------
    spells : DataFrame
        Columns ``agent``, ``start``, ``end`` and any others; `end` is known. Of two
        that start together, the later row holds.

    Returns
    -------
    DataFrame
        The same columns, numbered from 0.
    """
    rows = spells[spells["end"] > spells["start"]]
    rows = rows.sort_values(["agent", "start"], kind="stable")
    following = rows["start"].shift(-1)
    cut = (rows["agent"] == rows["agent"].shift(-1)) & (following < rows["end"])
    ends = rows["end"].where(~cut, following).astype(rows["end"].dtype)
    rows = rows.assign(end=ends)
    return rows[rows["end"] > rows["start"]].reset_index(drop=True)


def overlaps(spans: pd.DataFrame, spells: pd.DataFrame) -> Overlaps:
    """
    Where spans and spells of the same agent share time.

    Parameters
    ----------
    spans, spells : DataFrame
        Columns ``agent`` (whole numbers), ``start``, ``end`` (microseconds since
        1970), each by agent and start and each without overlap.

    Returns
    -------
    Overlaps
        By span, then spell. Cost: n log n, and the pairs found.
    """
    if spans.empty:
        nobody = np.empty(0, dtype=np.int64)
        return Overlaps(nobody, nobody, nobody, nobody)
    low, high = int(spans["start"].min()), int(spans["end"].max())
    begin, finish = _keys(spans, low, high)
    spell_begin, spell_finish = _keys(spells, low, high)
    first = np.searchsorted(spell_finish, begin, side="right")
    last = np.searchsorted(spell_begin, finish, side="left")
    count = np.maximum(last - first, 0)
    span = np.repeat(np.arange(len(spans)), count)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    spell = np.repeat(first, count) + within
    start = np.maximum(_column(spans, "start")[span], _column(spells, "start")[spell])
    end = np.minimum(_column(spans, "end")[span], _column(spells, "end")[spell])
    return Overlaps(span, spell, start, end)


def _column(rows: pd.DataFrame, name: str) -> NDArray[np.int64]:
    return rows[name].to_numpy(np.int64)


def _keys(
    rows: pd.DataFrame, low: int, high: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Start and end, kept to [low, high], on a clock that runs on between agents."""
    lap = _column(rows, "agent") * (high - low + 1)
    start, end = (np.clip(_column(rows, n), low, high) - low for n in ("start", "end"))
    return lap + start, lap + end
