"""The requirement of queues that are no calls: chats, deferred and outbound work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.contact_windows import allowed, allowed_by_law
from wfm.demand import USUAL_DEADLINE, Channel, Queue
from wfm.errors import ParameterError
from wfm.holidays import public_holidays
from wfm.intervals import epoch_minutes, midnight
from wfm.queueing._checks import non_negative
from wfm.queueing.chat import same_handle_times
from wfm.staffing.backlog import clock_due, deferred_work, progress, working_due
from wfm.staffing.blending import idle_time
from wfm.staffing.chat import required_chat_agents
from wfm.staffing.deferred import levelled_agents, useful_time, whole_agents
from wfm.staffing.ledger import CONSTRAINTS, NONE
from wfm.staffing.outbound import carried_whole, move_into_windows, outbound_agents
from wfm.staffing.requirement import Requirement

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

DEADLINE = "deadline"
TARGET = "target"
MINIMUM = "minimum"


def has_its_own_model(queue: Queue) -> bool:
    """
    Tell whether a queue's agents are not those of a queue of calls.

    Parameters
    ----------
    queue : Queue
        Its channel and concurrency.

    Returns
    -------
    bool
        True for chats of which an agent has several at once, deferred and outbound
        work: then `channel_requirement` answers, else `required_agents`.
    """
    several = queue.channel is Channel.CHAT and queue.concurrency > 1
    return several or queue.channel in (Channel.DEFERRED, Channel.OUTBOUND)


def channel_requirement(
    rows: pd.DataFrame,
    queue: Queue,
    interval: int,
    *,
    country: str | None = None,
    idle: ArrayLike | None = None,
) -> Requirement:
    """
    Agents that every interval of a queue needs, by the model of its channel.

    Parameters
    ----------
    rows : DataFrame
        Forecast rows of the queue with `start`, `volume` and `aht_s`, in order of time,
        starts in the campaign's zone. A chat queue with `aht_by_concurrency` and one
        with `aht_s` need no handle time here.
    queue : Queue
        One for which `has_its_own_model` holds.
    interval : int
        Interval length in minutes.
    country : str, optional
        Whose law and holidays bound outbound work; none by default.
    idle : array_like of float, shape (n,), optional
        Time of agents of other queues that this one may use in each interval, in
        agents, as `idle_beside` gives it.

    Returns
    -------
    Requirement
        One entry a row. Deferred and outbound work have no wait and no abandonment
        (not a number); their service level is the share done within the deadline, or
        of the target on its day, their binding ``deadline`` or ``target``, which stand
        in the ledger too. All of it is planned to be done; the goal's shares and its
        cap on occupancy are for contacts that agents wait for, and only its minimum
        holds here too.

    Raises
    ------
    ParameterError
        If there is no handle time, or an argument is outside its domain.
    NoAnswerError
        If outbound work may be done in no interval.
    """
    if queue.channel is Channel.DEFERRED:
        return _deferred(rows, queue, interval, idle)
    if queue.channel is Channel.OUTBOUND:
        return _outbound(rows, queue, interval, country, idle)
    return _chat(rows, queue, interval)


def idle_beside(
    starts: pd.Series, inbound: pd.DataFrame, queue: Queue, interval: int
) -> Floats:
    """
    Time that an inbound queue's agents have for other work.

    Parameters
    ----------
    starts : Series of aware datetime64, shape (n,)
        Intervals of the other work.
    inbound : DataFrame
        Requirement rows of the inbound queue: `start`, `volume`, `aht_s`, `agents`.
    queue : Queue
        The inbound queue, whose goal is kept.
    interval : int
        Interval length in minutes.

    Returns
    -------
    ndarray of float64, shape (n,)
        Agents, real; 0 where the inbound queue is closed. Give it to one queue only.
    """
    time = idle_time(
        inbound["agents"].to_numpy(dtype=float),
        inbound["volume"].to_numpy(dtype=float),
        inbound["aht_s"].fillna(queue.aht_s or 0.0).to_numpy(dtype=float),
        interval=interval * 60.0,
        goal=queue.goal,
    )
    free = pd.Series(time.free, index=epoch_minutes(inbound["start"]))
    return np.asarray(free.reindex(epoch_minutes(starts), fill_value=0.0), np.float64)


def _chat(rows: pd.DataFrame, queue: Queue, interval: int) -> Requirement:
    if queue.aht_by_concurrency:
        times = np.asarray(queue.aht_by_concurrency)
    else:
        times = same_handle_times(_handle_time(rows, queue), queue.concurrency)
    return required_chat_agents(
        _volume(rows),
        times,
        interval=interval * 60.0,
        # No interval may make good for another here: stricter than a longer window.
        goal=replace(queue.goal, window="interval"),
        patience=queue.patience_s,
    )


def _deferred(
    rows: pd.DataFrame, queue: Queue, interval: int, idle: ArrayLike | None
) -> Requirement:
    length = interval * 60.0
    limit = queue.deadline_s or USUAL_DEADLINE
    open_only = queue.deadline_counts == "open"
    work = deferred_work(
        _volume(rows),
        _handle_time(rows, queue),
        working_due(len(rows), limit, length)
        if open_only
        else clock_due(rows["start"], limit, length),
        interval=length,
        backlog=queue.backlog,
        starts_s=None if open_only else epoch_minutes(rows["start"]) * 60.0,
    )
    free = _idle(rows, idle)
    helped = useful_time(work, free)
    least = np.full(len(rows), float(queue.goal.min_agents))
    needs = whole_agents(work, levelled_agents(work, helped), helped)
    result = progress(work, np.maximum(needs, least) + free)
    return _answer({DEADLINE: needs, MINIMUM: least}, result.in_time, result.occupancy)


def _outbound(
    rows: pd.DataFrame,
    queue: Queue,
    interval: int,
    country: str | None,
    idle: ArrayLike | None,
) -> Requirement:
    starts, volume = rows["start"], _volume(rows)
    may_call = _may_call(starts, queue, interval, country)
    days = np.asarray(midnight(starts).astype("int64"), dtype=np.int64)
    rates = {
        "contact_rate": queue.contact_rate,
        "right_party_rate": queue.right_party_rate,
    }
    wanted = outbound_agents(
        move_into_windows(volume, may_call, days, shape=volume),
        _handle_time(rows, queue),
        time=interval * 60.0,
        **rates,
    )
    free = np.where(may_call, _idle(rows, idle), 0.0)
    least = np.where(may_call, float(queue.goal.min_agents), 0.0)
    needs = carried_whole(_less_idle(wanted, free, days), days)
    # Of the day: the work of one interval may be done in another.
    time = _per_day(np.maximum(needs, least) + free, days)
    busy = np.divide(
        _per_day(wanted, days), time, out=np.zeros_like(time), where=time > 0
    )
    # All of the target is planned for; where nothing is wanted all of it is done.
    return _answer({TARGET: needs, MINIMUM: least}, np.ones_like(needs), busy)


def _may_call(
    starts: pd.Series, queue: Queue, interval: int, country: str | None
) -> NDArray[np.bool_]:
    years = starts.dt.year.unique().tolist()
    holidays = public_holidays(country, years)
    if queue.contact_windows is None:
        return allowed_by_law(starts, interval, country, holidays)
    return allowed(starts, interval, queue.contact_windows, holidays)


def _less_idle(wanted: Floats, free: Floats, days: NDArray[np.int64]) -> Floats:
    """Take the time others have off each day's work, which keeps its shape."""
    total = _per_day(wanted, days)
    left = np.maximum(total - _per_day(free, days), 0.0)
    return wanted * np.divide(left, total, out=np.zeros_like(total), where=total > 0)


def _per_day(values: Floats, days: NDArray[np.int64]) -> Floats:
    """Sum of each interval's day."""
    _, place = np.unique(days, return_inverse=True)
    return np.asarray(np.bincount(place, weights=values)[place], dtype=np.float64)


def _answer(asked: dict[str, Floats], level: Floats, occupancy: Floats) -> Requirement:
    """Answer for work nobody waits for, from what each of two reasons asks."""
    names = list(asked)
    first, second = asked.values()
    agents, unknown = np.maximum(first, second), np.full(first.shape, np.nan)
    binding = np.where(first >= second, names[0], names[1])
    return Requirement(
        agents=agents,
        service_level=level,
        occupancy=np.where(agents > 0, np.minimum(occupancy, 1.0), 0.0),
        mean_wait=unknown,
        abandonment=unknown.copy(),
        binding=np.where(agents > 0, binding, NONE),
        ledger=dict.fromkeys(CONSTRAINTS, np.zeros_like(agents)) | asked,
        binding_cost=np.abs(first - second),
    )


def _volume(rows: pd.DataFrame) -> Floats:
    return np.asarray(rows["volume"], dtype=np.float64)


def _handle_time(rows: pd.DataFrame, queue: Queue) -> Floats:
    known = pd.Series(np.nan, index=rows.index)
    if "aht_s" in rows:
        known = rows["aht_s"].astype("float64")
    if queue.aht_s is not None:
        known = known.fillna(queue.aht_s)
    # A handle time is missed only where there is something to handle.
    known = known.where(rows["volume"] > 0, known.fillna(0.0))
    if known.isna().any():
        raise ParameterError(
            f"queues.{queue.name}.aht_s", None, "given: the forecast has no handle time"
        )
    return np.asarray(known, dtype=np.float64)


def _idle(rows: pd.DataFrame, idle: ArrayLike | None) -> Floats:
    if idle is None:
        return np.zeros(len(rows))
    (free,) = non_negative(idle=idle)
    if free.shape != (len(rows),):
        raise ParameterError("idle", idle, f"{len(rows)} long, as the rows")
    return free
