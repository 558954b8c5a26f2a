"""The judge of a plan: its agents against simulated contacts, queue by queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from wfm.demand import Channel, Queue
from wfm.errors import ParameterError, Problem, TableError
from wfm.intervals import spells
from wfm.performance.agents_present import FromRequirement, FromSchedule
from wfm.performance.requirement_fit import check_fit
from wfm.queueing.simulation import (
    REPLICATIONS,
    Handling,
    Retrials,
    SimulatedQueue,
    coarser,
    joined,
    simulate,
    simulate_paths,
)
from wfm.tables import FORECAST, PATHS, REQUIREMENT, SCHEDULE, SIMULATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    # Contacts and handle times, paths in rows.
    Drawn: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64]]

Agents: TypeAlias = FromRequirement | FromSchedule
_NO_WAIT = (Channel.DEFERRED, Channel.OUTBOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """
    What a simulation takes for granted.

    Attributes
    ----------
    interval : int
        Interval length in minutes.
    handling : Handling
        Distribution of handle times around their mean.
    retrials : Retrials
        Who gives up and comes back.
    replications : int
        Runs of every day; with paths, their number counts instead.
    absence : float
        Share of scheduled agents who do not come, in [0, 1), each on each day by
        chance. A requirement is simulated with everybody there.
    confidence : float
        Of the intervals of confidence, in (0, 1).
    timezone : str
        Zone of naive times.
    paths : DataFrame or None
        Columns of the paths table: each path is a replication with its contacts and
        handle times. Without them contacts are Poisson around the forecast's mean.
    """

    interval: int
    handling: Handling = Handling.EXPONENTIAL
    retrials: Retrials = field(default_factory=Retrials)
    replications: int = REPLICATIONS
    absence: float = 0.0
    confidence: float = 0.95
    timezone: str = "America/Bogota"
    paths: pd.DataFrame | None = None

    def __post_init__(self) -> None:
        if not self.interval > 0:
            raise ParameterError("interval", self.interval, "above 0 minutes")
        runs = self.replications
        if runs < 1 or runs != int(runs):
            raise ParameterError("replications", runs, "a whole number, at least 1")
        if not 0 <= self.absence < 1:
            raise ParameterError("absence", self.absence, "in [0, 1)")
        if not 0 < self.confidence < 1:
            raise ParameterError("confidence", self.confidence, "in (0, 1)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedPlan:
    """
    Simulated queues, and the table that says so.

    Attributes
    ----------
    table : DataFrame
        Simulation table.
    runs : dict of str to SimulatedQueue
        By queue, an interval for each of its rows in `table`, in their order.
    queues : dict of str to Queue
        With the goal, patience and basis that each was simulated with.
    left_out : dict of str to str
        Queue to the reason why it was not simulated.
    """

    table: pd.DataFrame
    runs: dict[str, SimulatedQueue]
    queues: dict[str, Queue]
    left_out: dict[str, str]


def simulate_requirement(
    requirement: pd.DataFrame,
    forecast: pd.DataFrame,
    queue: Callable[[str], Queue],
    *,
    trial: Trial,
    rng: np.random.Generator,
    tell: Callable[[float], None] | None = None,
) -> SimulatedPlan:
    """
    Simulate a forecast with the agents that a requirement asks for.

    Parameters
    ----------
    requirement : DataFrame
        Columns of the requirement table; `agents` are whole.
    forecast : DataFrame
        Columns of the forecast table, of the same queues and intervals.
    queue : callable
        Gives the `Queue` (goal, patience, handle time) for a queue's name.
    trial : Trial
        What is taken for granted.
    rng : numpy.random.Generator
        Source of chance.
    tell : callable, optional
        Told the share that is done.

    Returns
    -------
    SimulatedPlan
        Queues whose contacts do not wait in line, and those of which an agent has
        several at a time, are left out.

    Raises
    ------
    ParameterError
        If agents are not whole, or an argument is outside its domain.
    TableError
        If a table breaks its contract, or they do not fit together: with a sentence
        for each queue that has other intervals than the forecast.
    """
    rows = REQUIREMENT.parse(requirement, timezone=trial.timezone)
    known = FORECAST.parse(forecast, timezone=trial.timezone)
    check_fit(rows, known, _left_out(_queues(known, queue)))
    plan = _simulated(
        FromRequirement(rows), forecast, queue, trial=trial, rng=rng, tell=tell
    )
    if "service_level" not in rows:
        return plan
    told = rows[["queue", "start", "service_level"]]
    told = told.rename(columns={"service_level": "predicted"})
    table = plan.table.drop(columns="predicted").merge(
        told, on=["queue", "start"], how="left"
    )
    return SimulatedPlan(
        table=table[SIMULATION.names],
        runs=plan.runs,
        queues=plan.queues,
        left_out=plan.left_out,
    )


def simulate_schedule(
    schedule: pd.DataFrame,
    forecast: pd.DataFrame,
    queue: Callable[[str], Queue],
    *,
    trial: Trial,
    rng: np.random.Generator,
    tell: Callable[[float], None] | None = None,
) -> SimulatedPlan:
    """
    Simulate a forecast with the agents whom a schedule puts on contacts.

    Pauses, lunch and late starts count to five minutes. Only days of the schedule are
    simulated.

    Parameters
    ----------
    schedule : DataFrame
        Columns of the schedule table.
    forecast, queue, trial, rng, tell
        As in `simulate_requirement`.

    Returns
    -------
    SimulatedPlan
        Without predictions.

    Raises
    ------
    ParameterError, TableError
        As `simulate_requirement`.
    """
    rows = SCHEDULE.parse(schedule, timezone=trial.timezone)
    known = FORECAST.parse(forecast, timezone=trial.timezone)["queue"]
    agents = FromSchedule(
        rows,
        sorted(known.unique()),
        absence=trial.absence,
        interval=trial.interval,
    )
    return _simulated(agents, forecast, queue, trial=trial, rng=rng, tell=tell)


def _simulated(
    agents: Agents,
    forecast: pd.DataFrame,
    queue: Callable[[str], Queue],
    *,
    trial: Trial,
    rng: np.random.Generator,
    tell: Callable[[float], None] | None,
) -> SimulatedPlan:
    rows = FORECAST.parse(forecast, timezone=trial.timezone)
    queues = _queues(rows, queue)
    left_out = _left_out(queues)
    rows = agents.within(rows, left_out)
    rows = rows.sort_values(["queue", "start"], ignore_index=True)
    paths = trial.paths
    if paths is not None:
        paths = PATHS.parse(paths, timezone=trial.timezone)
    run = _Run(agents, trial, rng, paths)
    runs, parts = {}, []
    for name, mine in rows.groupby("queue"):
        told = queues[str(name)]
        handle = _handle_times(mine, told)
        runs[told.name], staff = run.queue(told, mine.assign(aht_s=handle))
        parts.append(_table(mine.assign(agents=staff), runs[told.name], told, trial))
        if tell is not None:
            tell((int(mine.index[-1]) + 1) / len(rows))
    empty = pd.DataFrame(columns=SIMULATION.names)
    return SimulatedPlan(
        table=pd.concat(parts, ignore_index=True) if parts else empty,
        runs=runs,
        queues={name: told for name, told in queues.items() if name in runs},
        left_out=left_out,
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """One simulation of all queues, spell by spell."""

    agents: Agents
    trial: Trial
    rng: np.random.Generator
    paths: pd.DataFrame | None

    def queue(
        self, queue: Queue, rows: pd.DataFrame
    ) -> tuple[SimulatedQueue, NDArray[np.float64]]:
        """Simulate a queue; also its mean agents on contacts by interval."""
        drawn = None if self.paths is None else _drawn(self.paths, rows)
        done = [
            self._spell(queue, rows.iloc[part], part, drawn)
            for part in spells(rows["start"], self.trial.interval)
        ]
        return joined([each[0] for each in done]), np.concatenate(
            [each[1] for each in done]
        )

    def _spell(
        self, queue: Queue, rows: pd.DataFrame, part: slice, drawn: Drawn | None
    ) -> tuple[SimulatedQueue, NDArray[np.float64]]:
        steps = self.agents.steps
        length = self.trial.interval * 60 // steps
        runs = self.trial.replications if drawn is None else len(drawn[0])
        staff = self.agents.agents(
            queue.name, rows["start"], (runs, steps, length), self.rng
        )
        terms: dict[str, Any] = {
            "interval": float(length),
            "threshold": float(queue.goal.threshold),
            "patience": queue.patience_s,
            "handling": self.trial.handling,
            "retrials": self.trial.retrials,
            "rng": self.rng,
        }
        if drawn is None:
            volume = np.repeat(rows["volume"].to_numpy() / steps, steps)
            aht = np.repeat(rows["aht_s"].to_numpy(), steps)
            result = simulate(volume, aht, staff, replications=runs, **terms)
        else:
            contacts = _split(drawn[0][:, part], steps, self.rng)
            aht = np.repeat(drawn[1][:, part], steps, axis=1)
            result = simulate_paths(contacts, aht, staff, **terms)
        mean = np.atleast_2d(staff).mean(axis=0).reshape(-1, steps).mean(axis=1)
        return coarser(result, steps), mean


def _queues(rows: pd.DataFrame, queue: Callable[[str], Queue]) -> dict[str, Queue]:
    return {str(name): queue(str(name)) for name in rows["queue"].unique()}


def _left_out(queues: dict[str, Queue]) -> dict[str, str]:
    return {name: why for name in queues if (why := _why_not(queues[name]))}


def _why_not(queue: Queue) -> str:
    if queue.channel in _NO_WAIT:
        return f"contacts of channel {queue.channel} do not wait in a line"
    if queue.concurrency != 1:
        return f"an agent has {queue.concurrency} contacts at a time"
    return ""


def _handle_times(rows: pd.DataFrame, queue: Queue) -> pd.Series:
    """Handle times of the forecast, else the queue's; none is needed without volume."""
    fallback = np.nan if queue.aht_s is None else queue.aht_s
    times = rows.get("aht_s", pd.Series(np.nan, index=rows.index)).astype("float64")
    times = times.fillna(fallback).where(rows["volume"] > 0, times.fillna(0.0))
    if times.isna().any():
        raise TableError(
            [
                Problem(
                    "forecast",
                    f"queue {queue.name!r} has no handle time: give its aht_s",
                )
            ]
        )
    return times


def _drawn(paths: pd.DataFrame, rows: pd.DataFrame) -> Drawn:
    """Contacts and handle times of the paths, paths in rows, the forecast's starts."""
    mine = paths[paths["queue"] == rows["queue"].iloc[0]]
    mine = mine.set_index(["path", "start"])
    wide = mine["volume"].unstack("start")  # noqa: PD010 - no two rows to aggregate
    wide = wide.reindex(columns=pd.Index(rows["start"]))
    if wide.empty or wide.isna().any().any():
        name = str(rows["queue"].iloc[0])
        raise TableError(
            [Problem("paths", f"queue {name!r} lacks intervals of the forecast")]
        )
    handle = np.broadcast_to(rows["aht_s"].to_numpy(), wide.shape)
    if "aht_s" not in mine:
        return wide.to_numpy(), handle
    times = mine["aht_s"].unstack("start")  # noqa: PD010
    times = times.reindex(columns=wide.columns).to_numpy(np.float64)
    return wide.to_numpy(), np.where(np.isnan(times), handle, times)


def _split(
    contacts: NDArray[np.float64], steps: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Contacts of each interval, whole by chance, on its steps by chance."""
    if steps == 1:
        return contacts
    whole = np.floor(contacts)
    whole += rng.random(contacts.shape) < contacts - whole
    shares = np.full(steps, 1.0 / steps)
    parts = rng.multinomial(whole.astype(np.int64), shares)
    return parts.reshape(len(contacts), -1).astype(np.float64)


def _table(
    rows: pd.DataFrame, result: SimulatedQueue, queue: Queue, trial: Trial
) -> pd.DataFrame:
    level = result.service_level(queue.goal.basis, confidence=trial.confidence)
    return rows[["queue", "start", "volume", "agents"]].assign(
        predicted=np.nan,
        service_level=level.value,
        service_level_low=level.low,
        service_level_high=level.high,
        asa_s=result.share("asa").value,
        abandonment=result.share("abandonment").value,
        occupancy=result.share("occupancy").value,
    )
