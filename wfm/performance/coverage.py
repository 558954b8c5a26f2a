"""Agents scheduled against agents required, interval by interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import ParameterError
from wfm.intervals import infer_interval
from wfm.performance.timeline import SECOND, instants, one_at_a_time
from wfm.schedule import CONTACTS, OVERTIME
from wfm.tables import COVERAGE, REQUIREMENT, SCHEDULE

if TYPE_CHECKING:
    from numpy.typing import NDArray

ON_CONTACTS = (CONTACTS, OVERTIME)
# A difference this small is rounding noise, not a person.
_NOISE = 1e-9


def coverage(
    requirement: pd.DataFrame,
    schedule: pd.DataFrame,
    *,
    interval: int | None = None,
    timezone: str = "America/Bogota",
) -> pd.DataFrame:
    """
    Agents scheduled on contacts against agents required, for every interval required.

    Scheduled is a mean over the interval: an agent who pauses for 15 minutes of a
    half hour counts one half. Overtime on a queue counts as contacts. Fractions of a
    second do not count.

    Parameters
    ----------
    requirement : DataFrame
        Columns of the requirement table; ``to_schedule`` is required where it is
        given, else ``agents``.
    schedule : DataFrame
        Columns of the schedule table. An agent's overlapping segments count once.
        Where a single queue is required, a segment without a queue is for it.
    interval : int, optional
        Interval length in minutes; inferred from the starts by default.
    timezone : str
        Zone of naive times.

    Returns
    -------
    DataFrame
        Columns of the coverage table, a row for each row of the requirement.

    Raises
    ------
    InputError
        If the interval is not given and cannot be inferred.
    ParameterError
        If the interval is not above 0.
    TableError
        If a table breaks its contract.
    """
    rows = REQUIREMENT.parse(requirement, timezone=timezone)
    minutes = infer_interval(rows["start"]) if interval is None else interval
    if minutes <= 0:
        raise ParameterError("interval", minutes, "above 0 minutes")
    segments = one_at_a_time(SCHEDULE.parse(schedule, timezone=timezone))
    segments = segments[segments["activity"].isin(ON_CONTACTS)]
    served = _queues_served(segments, rows["queue"].unique().tolist())
    starts, scheduled = _seconds(rows["start"]), np.zeros(len(rows))
    length = minutes * 60
    for queue, places in rows.groupby("queue").indices.items():
        spells, begins = segments[served == queue], starts[places]
        worked = _passed(spells, begins + length) - _passed(spells, begins)
        scheduled[places] = worked / length
    required = _required(rows)
    difference = required - scheduled
    difference[np.abs(difference) < _NOISE] = 0.0
    table = rows[["queue", "start"]].assign(
        required=required,
        scheduled=scheduled,
        short=np.maximum(difference, 0.0),
        over=np.maximum(-difference, 0.0),
    )
    return table[COVERAGE.names]


def coverage_totals(coverage: pd.DataFrame, interval: int) -> dict[str, float]:
    """
    Hours required, short and over, and the share of the required that is covered.

    Parameters
    ----------
    coverage : DataFrame
        Columns of the coverage table.
    interval : int
        Interval length in minutes.

    Returns
    -------
    dict of str to float
        ``required_hours``, ``short_hours``, ``over_hours`` and ``coverage`` =
        1 - short / required in [0, 1]; 1 where nothing is required. Agents too many
        in one interval make up for no shortage in another.
    """
    hours = {
        f"{name}_hours": float(coverage[name].sum() * interval / 60)
        for name in ("required", "short", "over")
    }
    required, short = hours["required_hours"], hours["short_hours"]
    return hours | {"coverage": 1.0 - short / required if required > 0 else 1.0}


def _required(rows: pd.DataFrame) -> NDArray[np.float64]:
    if "to_schedule" not in rows:
        return rows["agents"].to_numpy(copy=True)
    return rows["to_schedule"].fillna(rows["agents"]).to_numpy(copy=True)


def _queues_served(segments: pd.DataFrame, queues: list[str]) -> pd.Series:
    """Queue of each segment; empty where several are possible and none is named."""
    only = queues[0] if len(queues) == 1 else ""
    if "queue" not in segments:
        return pd.Series(only, index=segments.index)
    return segments["queue"].where(segments["queue"] != "", only)


def _passed(spells: pd.DataFrame, moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Seconds that all spells together have lasted until each moment."""
    started = _since(_seconds(spells["start"]), moments)
    return started - _since(_seconds(spells["end"]), moments)


def _since(events: NDArray[np.int64], moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Seconds from every earlier event to each moment, summed over the events."""
    ordered = np.sort(events)
    sums = np.concatenate([[0], np.cumsum(ordered)])
    earlier = np.searchsorted(ordered, moments)
    return earlier * moments - sums[earlier]


def _seconds(times: pd.Series) -> NDArray[np.int64]:
    return instants(times) // SECOND
