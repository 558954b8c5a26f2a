"""From the forecast table to the requirement table, queue by queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.demand import Queue, Shrinkage
from wfm.errors import Problem, TableError
from wfm.staffing.channels import (
    channel_requirement,
    has_its_own_model,
    idle_beside,
)
from wfm.staffing.ledger import CONSTRAINTS
from wfm.staffing.queue_requirement import Calls, calls_requirement
from wfm.staffing.shrinkage import gross_agents, to_schedule
from wfm.tables.results import REQUIREMENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from wfm.staffing.requirement import Requirement

_ENTRIES = [name for name in CONSTRAINTS if name != "stability"]


def requirement_table(  # noqa: PLR0913 - how a campaign is staffed, by keyword
    forecast: pd.DataFrame,
    queue: Callable[[str], Queue],
    *,
    interval: int,
    shrinkage: Shrinkage | None = None,
    method: str | None = None,
    country: str | None = None,
    tell: Callable[[float], None] | None = None,
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
    method : str, optional
        How demand that changes within the day is staffed, one of
        `wfm.staffing.changing.METHODS`; by default each queue's own.
    country : str, optional
        Whose law bounds the hours of outbound work; none by default.
    tell : callable, optional
        Told the share that is done.

    Returns
    -------
    DataFrame
        Requirement table, one row for each row of the forecast; `method` says how each
        was worked out.

    Raises
    ------
    TableError
        If an interval has no handle time, neither here nor in its queue; with every
        such queue.
    ParameterError, NoAnswerError
        If a queue's goal is impossible or contradicts its method.
    """
    staffing = _Staffing(forecast, queue, interval, method, country)
    done, rows = 0, len(forecast)
    for name in staffing.order():
        before, size = done, len(staffing.rows[name])

        def told(share: float, before: int = before, size: int = size) -> None:
            if tell:
                tell((before + share * size) / rows)

        staffing.staff(name, told)
        done += size
        told(1.0)
    return staffing.table(shrinkage or Shrinkage())


class _Staffing:
    """Queues staffed one after the other, as some use the idle time of others."""

    def __init__(
        self,
        forecast: pd.DataFrame,
        queue: Callable[[str], Queue],
        interval: int,
        method: str | None,
        country: str | None,
    ) -> None:
        self.rows = {
            str(name): rows.sort_values("start")
            for name, rows in forecast.groupby("queue", observed=True)
        }
        self._queues = {name: queue(name) for name in self.rows}
        self._interval, self._method, self._country = interval, method, country
        self._tables: dict[str, pd.DataFrame] = {}
        self._check_handle_times()
        self._check_blends()

    def order(self) -> list[str]:
        """Queues that lend idle time before those that use it."""
        return sorted(self.rows, key=lambda name: bool(self._queues[name].blend))

    def staff(self, name: str, tell: Callable[[float], None]) -> None:
        """Work out one queue."""
        queue, rows = self._queues[name], self.rows[name]
        if has_its_own_model(queue):
            answer = channel_requirement(
                rows,
                queue,
                self._interval,
                country=self._country,
                idle=self._idle(queue, rows["start"]),
            )
            method = str(queue.channel)
        else:
            calls = Calls(
                rows["start"],
                rows["volume"].to_numpy(dtype=float),
                _handle_time(rows, queue).to_numpy(dtype=float),
                self._interval,
            )
            answer, method = calls_requirement(
                calls, queue, method=self._method, tell=tell
            )
        self._tables[name] = _columns(rows, queue, answer).assign(method=method)

    def table(self, shrinkage: Shrinkage) -> pd.DataFrame:
        """Put the queues together."""
        whole = pd.concat(self._tables.values(), ignore_index=True)
        whole["to_schedule"] = to_schedule(whole["agents"], shrinkage.unscheduled)
        whole["gross_agents"] = gross_agents(whole["agents"], shrinkage.total)
        whole = whole.sort_values(["queue", "start"], ignore_index=True)
        return whole.reindex(columns=REQUIREMENT.names)

    def _idle(self, queue: Queue, starts: pd.Series) -> np.ndarray | None:
        """Idle time of the queues that this one shares agents with."""
        if not queue.blend:
            return None
        return np.sum(
            [
                idle_beside(
                    starts, self._tables[name], self._queues[name], self._interval
                )
                for name in queue.blend
            ],
            axis=0,
        )

    def _check_handle_times(self) -> None:
        silent = []
        for name, rows in self.rows.items():
            unknown = _handle_time(rows, self._queues[name]).isna()
            if unknown.any() and not self._queues[name].aht_by_concurrency:
                silent.append(_no_handle_time(name, rows["start"], unknown))
        if silent:
            raise TableError(silent)

    def _check_blends(self) -> None:
        problems: list[str] = []
        lenders: dict[str, str] = {}
        for name, queue in self._queues.items():
            for lender in queue.blend:
                if lender not in self._queues:
                    problems.append(f"queue {name!r} blends with an unknown {lender!r}")
                elif has_its_own_model(self._queues[lender]):
                    problems.append(
                        f"queue {name!r} can blend with queues of calls only, not with "
                        f"{lender!r}"
                    )
                elif lender in lenders:
                    problems.append(
                        f"the idle time of queue {lender!r} goes to one queue only: "
                        f"{lenders[lender]!r} or {name!r}"
                    )
                lenders[lender] = name
        if problems:
            raise TableError([Problem("forecast", each) for each in problems])


def _no_handle_time(name: str, starts: pd.Series, unknown: pd.Series) -> Problem:
    count, first = int(unknown.sum()), starts[unknown].iloc[0]
    where = (
        "" if unknown.all() else f" in {count:,} intervals from {first:%Y-%m-%d %H:%M}"
    )
    return Problem(
        "forecast", f"queue {name!r} has no handle time{where}: give its aht_s"
    )


def _columns(rows: pd.DataFrame, queue: Queue, answer: Requirement) -> pd.DataFrame:
    optional = {
        "agents_exact": answer.exact,
        "binding_cost": answer.binding_cost,
        "agents_by_interval": answer.by_interval,
    }
    values = {
        "volume": rows["volume"].to_numpy(),
        "aht_s": _handle_time(rows, queue).to_numpy(),
        "agents": answer.agents,
        "service_level": answer.service_level,
        "occupancy": answer.occupancy,
        "asa_s": answer.mean_wait,
        "abandonment": answer.abandonment,
        "binding": answer.binding,
        **{f"agents_{name}": answer.ledger[name] for name in _ENTRIES},
        **{name: each for name, each in optional.items() if each is not None},
    }
    return pd.DataFrame(values).assign(queue=queue.name, start=rows["start"].array)


def _handle_time(forecast: pd.DataFrame, queue: Queue) -> pd.Series:
    fallback = np.nan if queue.aht_s is None else queue.aht_s
    if "aht_s" not in forecast:
        return pd.Series(fallback, index=forecast.index)
    return forecast["aht_s"].astype("float64").fillna(fallback)
