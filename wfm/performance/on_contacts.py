"""Agents on contacts: which segments of a schedule serve a queue, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.performance.timeline import SECOND, instants, one_at_a_time
from wfm.schedule import CONTACTS, OVERTIME

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

ON_CONTACTS = (CONTACTS, OVERTIME)


def contact_segments(schedule: pd.DataFrame, queues: list[str]) -> pd.DataFrame:
    """
    Segments in which agents take contacts, and of which queue.

    Parameters
    ----------
    schedule : DataFrame
        Typed rows of the schedule table. An agent's overlapping segments count once;
        overtime on a queue counts as contacts.
    queues : list of str
        Queues there are. Where there is one, a segment without a queue is for it.

    Returns
    -------
    DataFrame
        Rows of the schedule with ``queue``, empty where none is named.
    """
    rows = one_at_a_time(schedule)
    rows = rows[rows["activity"].isin(ON_CONTACTS)]
    only = queues[0] if len(queues) == 1 else ""
    if "queue" not in rows:
        return rows.assign(queue=only)
    return rows.assign(queue=rows["queue"].where(rows["queue"] != "", only))


def seconds_in(
    segments: pd.DataFrame, begins: NDArray[np.int64], length: int
) -> NDArray[np.int64]:
    """
    Seconds that all segments together last within each stretch of time.

    Parameters
    ----------
    segments : DataFrame
        Columns ``start`` and ``end``.
    begins : ndarray of int64, shape (n,)
        Beginning of each stretch, seconds since 1970.
    length : int
        Length of every stretch, in seconds.

    Returns
    -------
    ndarray of int64, shape (n,)
    """
    return _passed(segments, begins + length) - _passed(segments, begins)


def epoch_seconds(times: pd.Series) -> NDArray[np.int64]:
    """
    Seconds since 1970-01-01T00:00Z.

    Parameters
    ----------
    times : Series of aware datetime64, shape (n,)
        In any zone, none missing.

    Returns
    -------
    ndarray of int64, shape (n,)
        Fractions of a second are cut off.
    """
    return instants(times) // SECOND


def _passed(segments: pd.DataFrame, moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Seconds that all segments together have lasted until each moment."""
    started = _since(epoch_seconds(segments["start"]), moments)
    return started - _since(epoch_seconds(segments["end"]), moments)


def _since(events: NDArray[np.int64], moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Seconds from every earlier event to each moment, summed over the events."""
    ordered = np.sort(events)
    sums = np.concatenate([[0], np.cumsum(ordered)])
    earlier = np.searchsorted(ordered, moments)
    return earlier * moments - sums[earlier]
