"""Agents scheduled against agents required, interval by interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.intervals import infer_interval
from wfm.performance.on_contacts import contact_segments, epoch_seconds, seconds_in
from wfm.tables import COVERAGE, REQUIREMENT, SCHEDULE

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

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
    scheduled = agents_scheduled(
        rows, SCHEDULE.parse(schedule, timezone=timezone), minutes
    )
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


def agents_scheduled(
    intervals: pd.DataFrame, schedule: pd.DataFrame, interval: int
) -> NDArray[np.float64]:
    """
    Agents on contacts, as a mean over each interval.

    Agents add up: those of a part of a schedule and of the rest are those of all.

    Parameters
    ----------
    intervals : DataFrame
        ``queue`` and typed ``start``.
    schedule : DataFrame
        Typed schedule table.
    interval : int
        Interval length in minutes.

    Returns
    -------
    ndarray of float64, shape (n,)
        By row of `intervals`.
    """
    segments = contact_segments(schedule, intervals["queue"].unique().tolist())
    starts, scheduled = epoch_seconds(intervals["start"]), np.zeros(len(intervals))
    length = interval * 60
    for queue, places in intervals.groupby("queue").indices.items():
        served = segments[segments["queue"] == queue]
        scheduled[places] = seconds_in(served, starts[places], length) / length
    return scheduled


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
