"""What a simulated plan comes to: figures by queue and in all, ready for JSON."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wfm.queueing.simulation import Estimate, ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.demand import Queue
    from wfm.performance.simulated import SimulatedPlan
    from wfm.queueing.simulation import SimulatedQueue

_DIGITS = 6


def simulation_figures(plan: SimulatedPlan, *, confidence: float) -> dict[str, Any]:
    """
    Promised and simulated service level by queue and in all.

    Parameters
    ----------
    plan : SimulatedPlan
        Simulated.
    confidence : float
        Of the intervals of confidence, in (0, 1).

    Returns
    -------
    dict of str to Any
        ``contacts`` (of one run, the mean of ``replications``), ``predicted``,
        ``service_level``, ``service_level_low`` and ``_high``, ``asa_s``,
        ``abandonment``, ``occupancy``, ``below`` (intervals that miss their goal
        beyond chance; None without a goal), ``intervals``; the same by queue under
        ``queues``, with ``goal``; and ``left_out``.
    """
    names = sorted(plan.runs)
    rows = [
        {
            "queue": name,
            "goal": plan.queues[name].goal.service_level,
            "basis": plan.queues[name].goal.basis,
            **_figures(
                [plan.runs[name]],
                [plan.queues[name]],
                plan.table[plan.table["queue"] == name],
                confidence,
            ),
        }
        for name in names
    ]
    every = [plan.runs[name] for name in names]
    queues = [plan.queues[name] for name in names]
    return {
        **(_figures(every, queues, plan.table, confidence) if every else {}),
        "replications": every[0].replications if every else 0,
        "confidence": confidence,
        "queues": rows,
        "left_out": dict(plan.left_out),
    }


def daily_levels(plan: SimulatedPlan, confidence: float) -> pd.DataFrame:
    """
    Pool the service level of all queues by calendar day.

    Parameters
    ----------
    plan : SimulatedPlan
        Simulated.
    confidence : float
        Of the intervals of confidence, in (0, 1).

    Returns
    -------
    DataFrame
        Columns ``day`` (naive midnight), ``value``, ``low``, ``high``.
    """
    days = plan.table["start"].dt.tz_localize(None).dt.normalize()
    names = [str(name) for name in plan.table["queue"].unique()]
    good = np.concatenate(
        [plan.runs[name].good(plan.queues[name].goal.basis) for name in names], axis=1
    )
    counted = np.concatenate(
        [plan.runs[name].counted(plan.queues[name].goal.basis) for name in names],
        axis=1,
    )
    level = ratio(
        good.astype(np.float64),
        counted.astype(np.float64),
        pool=days.to_numpy(),
        confidence=confidence,
        most=1.0,
    )
    return pd.DataFrame(
        {
            "day": np.unique(days.to_numpy()),
            "value": level.value,
            "low": level.low,
            "high": level.high,
        }
    )


def _figures(
    runs: list[SimulatedQueue],
    queues: list[Queue],
    table: pd.DataFrame,
    confidence: float,
) -> dict[str, Any]:
    level = _pooled(
        [run.good(queue.goal.basis) for run, queue in zip(runs, queues, strict=True)],
        [
            run.counted(queue.goal.basis)
            for run, queue in zip(runs, queues, strict=True)
        ],
        confidence,
    )
    offered = [run.offered for run in runs]
    answered = [run.answered for run in runs]
    asa = _pooled([run.wait_answered_s for run in runs], answered, confidence)
    lost = _pooled([run.abandoned for run in runs], offered, confidence)
    busy = _pooled(
        [run.busy_s for run in runs], [run.on_duty_s for run in runs], confidence
    )
    return {
        "contacts": _number(
            sum(float(run.offered.sum()) / run.replications for run in runs)
        ),
        "predicted": _promised(table),
        "service_level": _number(level.value[0]),
        "service_level_low": _number(max(level.low[0], 0.0)),
        "service_level_high": _number(min(level.high[0], 1.0)),
        "asa_s": _number(asa.value[0]),
        "abandonment": _number(lost.value[0]),
        "occupancy": _number(busy.value[0]),
        "below": _below(table, {queue.name: queue for queue in queues}),
        "intervals": len(table),
    }


def _pooled(
    parts: list[NDArray[Any]], wholes: list[NDArray[Any]], confidence: float
) -> Estimate:
    summed = [
        sum(each.sum(axis=1, keepdims=True, dtype=np.float64) for each in several)
        for several in (parts, wholes)
    ]
    return ratio(np.asarray(summed[0]), np.asarray(summed[1]), confidence=confidence)


def _promised(table: pd.DataFrame) -> float | None:
    """Mean of the predictions, each weighing as many contacts as are expected."""
    known = table[table["predicted"].notna() & (table["volume"] > 0)]
    if known.empty:
        return None
    return _number(np.average(known["predicted"], weights=known["volume"]))


def _below(table: pd.DataFrame, queues: dict[str, Queue]) -> int | None:
    goals = {name: each.goal.service_level for name, each in queues.items()}
    if all(goal is None for goal in goals.values()):
        return None
    wanted = table["queue"].map(goals).astype("float64")
    reached = table["service_level_high"].fillna(table["service_level"])
    return int((reached < wanted).sum())


def _number(value: float) -> float | None:
    return round(float(value), _DIGITS) if math.isfinite(value) else None
