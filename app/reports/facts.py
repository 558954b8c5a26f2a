"""Figures that the report draws from the tables of a plan; no words, no markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from wfm.intervals import midnight
from wfm.requisition import State
from wfm.staffing.shrinkage import exact_ceil

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = ["required", "scheduled", "short"]
_MINUTES = ["scheduled_minutes", "adherent_minutes", "present_minutes"]
_WEEK_HOURS = ["needed_hours", "contracted_hours"]
_OTHER_GOALS = ("service_level", "asa", "abandonment", "minimum")
# A smaller shortage is shown as 0.0 agents, so that it is none.
LEAST_SHORT = 0.05
_UNDECIDED = [str(State.DRAFT), str(State.SUBMITTED)]


@dataclass(frozen=True)
class Content:
    """
    What a report is made of.

    Attributes
    ----------
    summary : mapping
        As in ``summary.json``.
    tables : mapping of str to DataFrame
        By the name of the file without its extension.
    """

    summary: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]

    @property
    def first(self) -> date:
        """First day planned."""
        return date.fromisoformat(self.summary["start"])

    @property
    def last(self) -> date:
        """Last day planned."""
        return self.first + timedelta(days=int(self.summary["days"]) - 1)

    @property
    def as_of(self) -> date:
        """Day on which the plan is made; without one, the first day planned."""
        told = self.summary.get("as_of")
        return date.fromisoformat(told) if told else self.first

    @property
    def data_until(self) -> date | None:
        """Last day of the history; None without one. Else the day before the plan."""
        if "data_until" not in self.summary:
            return self.as_of - timedelta(days=1)
        told = self.summary["data_until"]
        return date.fromisoformat(told) if told else None

    @cached_property
    def coverage(self) -> pd.DataFrame | None:
        """Coverage table with ``day``, the naive midnight of each start."""
        table = self.tables.get("coverage")
        if table is None:
            return None
        start = table["start"].dt.tz_convert(self.summary["timezone"])
        rows = table.assign(start=start, day=midnight(start))
        return rows.sort_values(["start", "queue"], ignore_index=True)

    @cached_property
    def weeks(self) -> pd.DataFrame:
        """Weeks of the summary by skill; ``week`` a naive Monday, gaps only above 0."""
        columns = ["week", "skill", *_WEEK_HOURS, "gap_hours", "gap_heads"]
        rows = pd.DataFrame(list(self.summary.get("weeks") or []), columns=columns)
        gaps = rows[["gap_hours", "gap_heads"]].astype(float).clip(lower=0)
        return rows.assign(
            week=pd.to_datetime(rows["week"]),
            gap_hours=gaps["gap_hours"],
            gap_heads=exact_ceil(gaps["gap_heads"]),
        )

    def why_absent(self, name: str) -> str:
        """Reason why a table is not there, in the plan's words; empty for none."""
        absent = self.summary.get("absent") or {}
        return str(absent.get(f"{name}.csv") or absent.get(name) or "")


def by_day(coverage: pd.DataFrame, interval: int) -> pd.DataFrame:
    """
    Agent-hours of each day, all queues together.

    Returns
    -------
    DataFrame
        ``required, scheduled, short`` by day from the first to the last; missing where
        a day is closed.
    """
    hours = coverage.groupby("day")[_PARTS].sum() * interval / 60
    return hours.reindex(pd.date_range(hours.index.min(), hours.index.max(), unit="us"))


def busiest_day(coverage: pd.DataFrame, interval: int) -> pd.DataFrame:
    """
    Agents in each interval of the day that asks for most, all queues together.

    Returns
    -------
    DataFrame
        ``required, scheduled, short`` by start from the first to the last that is
        open; missing where an interval between them is closed.
    """
    day = coverage.groupby("day")["required"].sum().idxmax()
    agents = coverage[coverage["day"] == day].groupby("start")[_PARTS].sum()
    first, last = agents.index.min(), agents.index.max()
    return agents.reindex(pd.date_range(first, last, freq=f"{interval}min", unit="us"))


def uncovered(coverage: pd.DataFrame) -> pd.DataFrame:
    """Rows in which agents are missing, most missing first, then by time and queue."""
    rows = coverage[coverage["short"] >= LEAST_SHORT]
    return rows.sort_values(
        ["short", "start", "queue"], ascending=[False, True, True], ignore_index=True
    )


@dataclass(frozen=True, slots=True)
class CapPrice:
    """
    What the occupancy cap asks for beyond all other goals.

    Attributes
    ----------
    intervals, of : int
        Intervals in which it binds, of all.
    extra_hours : float
        Agent-hours to schedule only because of it.
    other_hours : float
        Agent-hours that the other goals would take.
    """

    intervals: int
    of: int
    extra_hours: float
    other_hours: float


def cap_price(requirement: pd.DataFrame, interval: int) -> CapPrice:
    """
    How often the occupancy cap binds, and the hours it costs.

    Hours are hours to schedule: agents on contacts and what the unscheduled shrinkage
    adds, in proportion. Where the table says what binding costs, that is the price: it
    knows of goals over a window, and of agents without whom the queue would only grow.
    """
    binds = requirement["binding"] == "occupancy"
    to_schedule = requirement["to_schedule"].fillna(requirement["agents"])
    names = [f"agents_{goal}" for goal in _OTHER_GOALS]
    others = requirement.reindex(columns=names).astype(float).max(axis=1).fillna(0.0)
    spare = (requirement["agents"] - others).clip(lower=0)
    if "binding_cost" in requirement:
        spare = requirement["binding_cost"].fillna(spare)
    spare = spare.where(binds, 0.0)
    share = (spare / requirement["agents"].where(requirement["agents"] > 0)).fillna(0)
    extra = float((to_schedule * share).sum()) * interval / 60
    total = float(to_schedule.sum()) * interval / 60
    return CapPrice(int(binds.sum()), len(requirement), extra, total - extra)


@dataclass(frozen=True, slots=True)
class WindowPrice:
    """
    What it saves that goals hold over a window and not in every interval.

    Attributes
    ----------
    hours : float
        Agent-hours on contacts of the queues with such goals.
    every_hours : float
        What they would be if the goals held in every interval.
    """

    hours: float
    every_hours: float


def window_price(requirement: pd.DataFrame, interval: int) -> WindowPrice | None:
    """Hours of both answers; None where every goal holds by interval."""
    if "agents_by_interval" not in requirement:
        return None
    rows = requirement[requirement["agents_by_interval"].notna()]
    if rows.empty:
        return None
    together = rows[["agents", "agents_by_interval"]].sum() * interval / 60
    return WindowPrice(*map(float, together))


def by_agent(adherence: pd.DataFrame) -> pd.DataFrame:
    """
    Minutes of each agent that was scheduled, lowest adherence first.

    Returns
    -------
    DataFrame
        By agent: ``scheduled_minutes, adherent_minutes, present_minutes`` and the
        ratios ``adherence, conformance`` of their sums.
    """
    sums = adherence.groupby("agent")[_MINUTES].sum()
    sums = sums[sums["scheduled_minutes"] > 0]
    sums = sums.assign(
        adherence=sums["adherent_minutes"] / sums["scheduled_minutes"],
        conformance=sums["present_minutes"] / sums["scheduled_minutes"],
    )
    return sums.sort_values(["adherence", "agent"])


def by_week(weeks: pd.DataFrame) -> pd.DataFrame:
    """Hours and persons missing by week; spare hours of one skill serve no other."""
    columns = [*_WEEK_HOURS, "gap_hours", "gap_heads"]
    return weeks.groupby("week", as_index=False)[columns].sum()


def worst_week(content: Content) -> tuple[date, float] | None:
    """
    Monday of the week that misses most persons, and how many; None where none does.

    Not the difference of the two headcounts: the people there are have contracts of
    all lengths and are away at times, and a spare one has not every skill.
    """
    weeks = by_week(content.weeks)
    if weeks.empty or weeks["gap_heads"].max() <= 0:
        return None
    worst = weeks.sort_values("gap_heads", ascending=False, kind="stable").iloc[0]
    return worst["week"], float(worst["gap_heads"])


def undecided(requests: pd.DataFrame) -> pd.Series:
    """Which lines of the request still wait for a decision."""
    return requests["state"].isin(_UNDECIDED)


def late(requests: pd.DataFrame, as_of: date) -> pd.Series:
    """Which lines still wait for a decision that was due before a day."""
    return undecided(requests) & (requests["decide_by"] < pd.Timestamp(as_of))
