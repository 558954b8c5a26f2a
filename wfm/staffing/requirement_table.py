"""From the forecast table to the requirement table, queue by queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.demand import Channel, Queue, Shrinkage
from wfm.errors import ParameterError, Problem, TableError
from wfm.staffing.requirement import Requirement, required_agents
from wfm.staffing.shrinkage import gross_agents, to_schedule
from wfm.tables.results import REQUIREMENT

if TYPE_CHECKING:
    from collections.abc import Callable


def requirement_table(
    forecast: pd.DataFrame,
    queue: Callable[[str], Queue],
    *,
    interval: int,
    shrinkage: Shrinkage | None = None,
) -> pd.DataFrame:
    """
    Agents that every forecast interval needs, with what each constraint asks for.

    Parameters
    ----------
    forecast : DataFrame
        Forecast table; its mean volume and handle time are used.
    queue : callable
        Gives the `Queue` (goal, channel, handle time) for a queue's name.
    interval : int
        Interval length in minutes.
    shrinkage : Shrinkage, optional
        Share of paid time away from contacts.

    Returns
    -------
    DataFrame
        Requirement table, one row for each row of the forecast.

    Raises
    ------
    TableError
        If an interval has no handle time, neither here nor in its queue; with every
        such queue.
    ParameterError
        If a queue asks for what Erlang C cannot say.
    """
    lost = shrinkage or Shrinkage()
    queues = [(queue(str(name)), rows) for name, rows in forecast.groupby("queue")]
    silent = [
        Problem("forecast", f"queue {each.name!r} has no handle time: give its aht_s")
        for each, rows in queues
        if _handle_time(rows, each).isna().any()
    ]
    if silent:
        raise TableError(silent)
    parts = [_one_queue(rows, each, interval, lost) for each, rows in queues]
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values(["queue", "start"], ignore_index=True)[REQUIREMENT.names]


def _one_queue(
    forecast: pd.DataFrame, queue: Queue, interval: int, shrinkage: Shrinkage
) -> pd.DataFrame:
    _check_channel(queue)
    aht = _handle_time(forecast, queue).to_numpy()
    volume = forecast["volume"].to_numpy()
    answer = required_agents(volume, aht, interval=interval * 60, goal=queue.goal)
    return pd.DataFrame(
        {
            "queue": queue.name,
            "start": forecast["start"].to_numpy(),
            "volume": volume,
            "aht_s": aht,
            **_agents(answer, shrinkage),
            **_achieved(answer),
            **{
                f"agents_{name}": answer.ledger[name]
                for name in (
                    "service_level",
                    "occupancy",
                    "asa",
                    "abandonment",
                    "minimum",
                )
            },
        }
    ).assign(start=forecast["start"].array)


def _agents(answer: Requirement, shrinkage: Shrinkage) -> dict[str, object]:
    return {
        "agents": answer.agents,
        "to_schedule": to_schedule(answer.agents, shrinkage.unscheduled),
        "gross_agents": gross_agents(answer.agents, shrinkage.total),
    }


def _achieved(answer: Requirement) -> dict[str, object]:
    return {
        "service_level": answer.service_level,
        "occupancy": answer.occupancy,
        "asa_s": answer.mean_wait,
        "abandonment": answer.abandonment,
        "binding": answer.binding,
    }


def _check_channel(queue: Queue) -> None:
    if queue.channel in (Channel.DEFERRED, Channel.OUTBOUND):
        raise ParameterError(
            f"queues.{queue.name}.channel", str(queue.channel), "voice or chat for now"
        )
    if queue.concurrency != 1:
        raise ParameterError(
            f"queues.{queue.name}.concurrency", queue.concurrency, "1 for now"
        )


def _handle_time(forecast: pd.DataFrame, queue: Queue) -> pd.Series:
    fallback = np.nan if queue.aht_s is None else queue.aht_s
    if "aht_s" not in forecast:
        return pd.Series(fallback, index=forecast.index)
    return forecast["aht_s"].astype("float64").fillna(fallback)
