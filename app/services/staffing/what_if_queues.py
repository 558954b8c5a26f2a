"""Agents of single queues for a what-if question, a whole horizon in one pass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from app.services.staffing.band_risk import volume_for
from wfm.errors import Problem, TableError
from wfm.intervals import spells
from wfm.staffing import requirement_table
from wfm.staffing.changing import volume_in_balance
from wfm.staffing.channels import has_its_own_model
from wfm.staffing.queue_requirement import Calls, calls_requirement
from wfm.staffing.requirement import CONSTRAINTS, achieved, offered, required_agents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from wfm.demand import Queue
    from wfm.staffing.requirement import Requirement

    Floats = NDArray[np.float64]

METHOD = "mol"
RISK = "risk"
_COLUMNS = (
    *("queue", "start", "volume", "aht_s", "agents"),
    *("service_level", "occupancy", "asa_s", "binding"),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StaffedQueue:
    """
    One queue, staffed.

    Attributes
    ----------
    name : str
        Of the queue.
    rows : DataFrame
        ``queue, start, volume, aht_s, agents, service_level, occupancy, asa_s,
        binding`` by start; what is achieved is at the mean.
    offered_to : ndarray of float64, shape (t,)
        Contacts in balance over contacts offered.
    """

    name: str
    rows: pd.DataFrame
    offered_to: Floats

    @property
    def agents(self) -> float:
        """Agents of all intervals together."""
        return float(self.rows["agents"].sum())

    @property
    def service_level(self) -> float | None:
        """Share served in time at the mean; None where nobody waits."""
        return weighted(self.rows["service_level"], self.rows["volume"])


def weighted(values: pd.Series, weights: pd.Series) -> float | None:
    """
    Mean of shares by what they are shares of.

    Parameters
    ----------
    values, weights : Series
        One of each an interval.

    Returns
    -------
    float or None
        None without any that is known and weighs something.
    """
    known = values.notna() & (weights > 0)
    if not known.any():
        return None
    return float(np.average(values[known], weights=weights[known]))


def staff_calls(
    rows: pd.DataFrame,
    queue: Queue,
    *,
    interval: int,
    probability: float | None = None,
) -> StaffedQueue:
    """
    Staff a queue of calls.

    Parameters
    ----------
    rows : DataFrame
        Its forecast by start.
    queue : Queue
        Goal and patience.
    interval : int
        Minutes.
    probability : float, optional
        With which contacts shall not exceed what the promise is staffed for, at least
        0.5; the rows then need bands. No interval gets fewer agents than for the mean.

    Returns
    -------
    StaffedQueue

    Raises
    ------
    TableError
        If an interval has no handle time.
    ParameterError, NoAnswerError
        If the goal is impossible.
    """
    aht = rows["aht_s"].to_numpy(dtype=np.float64)
    if np.isnan(aht).any():
        problem = f"queue {queue.name!r} has no handle time: give its aht_s"
        raise TableError([Problem("forecast", problem)])
    volume = rows["volume"].to_numpy(dtype=np.float64)
    calls = Calls(rows["start"], volume, aht, interval)
    rough = in_balance(calls)
    answer = _required(calls, rough, queue)
    agents, binding = answer.agents, answer.binding
    if probability is not None:
        high = Calls(rows["start"], volume_for(rows, probability), aht, interval)
        # The cap on occupancy is no promise to the client: it holds at the mean.
        promise = replace(queue, goal=replace(queue.goal, max_occupancy=None))
        sure = _required(high, in_balance(high), promise).agents
        binding = np.where(sure > agents, RISK, binding)
        agents = np.maximum(agents, sure)
        answer = _achieved(agents, rough, calls, queue)
    positive = volume > 0
    return StaffedQueue(
        name=queue.name,
        rows=pd.DataFrame(
            {
                "queue": queue.name,
                "start": rows["start"].array,
                "volume": volume,
                "aht_s": aht,
                "agents": agents,
                "service_level": answer.service_level,
                "occupancy": answer.occupancy,
                "asa_s": answer.mean_wait,
                "binding": binding,
            }
        ),
        offered_to=np.where(positive, rough / np.where(positive, volume, 1.0), 1.0),
    )


def staff_others(
    rows: pd.DataFrame,
    queues: Mapping[str, Queue],
    *,
    interval: int,
    country: str | None,
) -> dict[str, StaffedQueue]:
    """
    Staff the queues that are no calls: chats at once, deferred and outbound work.

    Parameters
    ----------
    rows : DataFrame
        Forecast of all queues.
    queues : mapping of str to Queue
        All of them; calls lend their idle time where work is blended with them.
    interval : int
        Minutes.
    country : str or None
        Whose law bounds the hours of outbound work.

    Returns
    -------
    dict of str to StaffedQueue
        Without the queues of calls; always for the mean.

    Raises
    ------
    TableError, ParameterError, NoAnswerError
        As `wfm.staffing.requirement_table`.
    """
    wanted = {name for name, queue in queues.items() if has_its_own_model(queue)}
    lenders = {name for each in wanted for name in queues[each].blend}
    table = requirement_table(
        rows[rows["queue"].isin(wanted | lenders)],
        lambda name: queues[name],
        interval=interval,
        method=METHOD,
        country=country,
    )
    return {
        str(name): StaffedQueue(
            name=str(name),
            rows=own[[*_COLUMNS]].reset_index(drop=True),
            offered_to=np.ones(len(own)),
        )
        for name, own in table.groupby("queue")
        if name in wanted
    }


def in_balance(calls: Calls) -> Floats:
    """
    Contacts that each interval is staffed for, given those before it.

    Parameters
    ----------
    calls : Calls
        Of one queue, by start.

    Returns
    -------
    ndarray of float64, shape (t,)
    """
    return np.concatenate(
        [
            volume_in_balance(
                calls.volume[part],
                calls.aht[part],
                interval=calls.interval * 60.0,
                method=METHOD,
            )
            for part in spells(calls.starts, calls.interval)
        ]
    )


def _required(calls: Calls, rough: Floats, queue: Queue) -> Requirement:
    if queue.goal.window != "interval":
        return calls_requirement(calls, queue, method=METHOD)[0]
    # Intervals with a goal of their own need no days: all of them at once.
    return required_agents(
        rough,
        calls.aht,
        interval=calls.interval * 60.0,
        goal=queue.goal,
        patience=queue.patience_s,
    )


def _achieved(agents: Floats, rough: Floats, calls: Calls, queue: Queue) -> Requirement:
    load, aht, patience = offered(
        rough, calls.aht, calls.interval * 60.0, queue.patience_s
    )
    nothing = dict.fromkeys(CONSTRAINTS, np.zeros_like(load))
    return achieved(agents, load, aht, patience, queue.goal, ledger=nothing)
